"""Bad files, one for each way to be wrong: every problem at its place, and none twice."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from dhrplan import store, workspace
from dhrplan.rules import RULES
from dhrplan.rules.example import DAY
from tests.golden.running import ROOT

if TYPE_CHECKING:
    from dhrplan.diagnostic import Diagnostic

BAD = ROOT / "tests" / "golden" / "folders" / "bad"
# The file, the rule that speaks of it, and what stands where it points; nothing for a whole file.
WAYS = (
    ("windows-1252.yaml", "not-utf8", ""),
    ("utf-16.yaml", "not-utf8", ""),
    ("word-document.yaml", "not-utf8", "PK\x03\x04 and more"),
    ("empty.yaml", "missing-key", ""),
    ("a-list.yaml", "wrong-type", "- format"),
    ("tab.yaml", "yaml-syntax", "\t"),
    ("colon.yaml", "yaml-syntax", ": agree one form."),
    ("apostrophe.yaml", "yaml-syntax", "'s form.'"),
    ("smart-quotes.yaml", "unknown-value", "“1.1"),
    ("one-space-off.yaml", "yaml-syntax", "lead: [POL]"),
    ("merge-conflict.yaml", "yaml-syntax", "<<<<<<<"),
    ("line-break-of-word.yaml", "yaml-syntax", "\x0b"),
    ("at-sign.yaml", "yaml-syntax", "@police"),
    ("anchor.yaml", "yaml-feature", "&lead"),
    ("tag.yaml", "yaml-feature", "!!str"),
    ("two-documents.yaml", "yaml-feature", "---"),
    ("too-deep.yaml", "too-large", "["),
    ("key-twice.yaml", "duplicate-key", "lead: [NCC]"),
    ("mistyped-key.yaml", "unknown-key", "targt"),
    ("comma-in-braces.yaml", "unknown-key", "then sign"),
    ("text-is-missing.yaml", "missing-key", 'id: "1"'),
    ("no-recommendations.yaml", "missing-key", "format"),
    ("one-value-for-a-list.yaml", "wrong-type", "POL"),
    ("keys-for-a-value.yaml", "wrong-type", "{one"),
    ("no-such-status.yaml", "unknown-value", "finished"),
    ("neither-yes-nor-no.yaml", "unknown-value", "perhaps"),
    ("no-such-format.yaml", "unknown-value", "2"),
    ("impossible-date.yaml", "not-a-date", "2021-02-30"),
    ("to-be-confirmed.yaml", "not-a-date", "TBC"),
    ("no-year.yaml", "not-a-date", "end of April"),
    ("duplicate-id.yaml", "duplicate-id", '"1.1"'),
    ("copy.yaml", "id-file-mismatch", "duplicate-id-2"),
    ("twice - Copy.yaml", "duplicate-review", "twice"),
    ("unknown-agency.yaml", "unknown-agency", "PLO"),
    ("abolished-agency.yaml", "abolished-agency", "CCG"),
    ("unknown-reference.yaml", "unknown-reference", "no-news 9.9"),
    ("circular-reference.yaml", "circular-reference", "circular-reference 1.1"),
    ("alias-clash.yaml", "alias-clash", "Review no-news"),
    ("unquoted-id.yaml", "unquoted-id", "1.10"),
    ("old/stray.yaml", "stray-file", "format: 1"),
    ("completed-in-future.yaml", "completed-in-future", "2021-04"),
    ("completed-before-commissioned.yaml", "completed-before-commissioned", "2018-04"),
    ("milestone-after-target.yaml", "milestone-after-target", "2021-07"),
    ("extension-not-later.yaml", "extension-not-later", "2021-06"),
    ("suspect-year.yaml", "suspect-year", "2121-06"),
    ("updates-out-of-order.yaml", "updates-out-of-order", "2021-01-17"),
    ("recommendation-without-action.yaml", "recommendation-without-action", '"1"'),
    ("action-without-text.yaml", "action-without-text", '"1.1"'),
    ("action-without-lead.yaml", "action-without-lead", '"1.1"'),
    ("action-without-status.yaml", "action-without-status", '"1.1"'),
    ("open-without-target.yaml", "open-without-target", "in-progress"),
    ("ongoing-without-check.yaml", "ongoing-without-check", "ongoing"),
    ("complete-without-date.yaml", "complete-without-date", "complete"),
    ("complete-without-outcome.yaml", "complete-without-outcome", "complete"),
    ("decision-without-reason.yaml", "decision-without-reason", "paused"),
    ("extension-without-reason.yaml", "extension-without-reason", "2021-03"),
    ("national-without-response.yaml", "national-without-response", "national"),
    ("open-but-milestones-done.yaml", "open-but-milestones-done", "in-progress"),
    ("complete-with-open-milestones.yaml", "complete-with-open-milestones", "in-progress"),
    ("future-wording-when-complete.yaml", "future-wording-when-complete", "is to be introduced."),
    ("overdue-without-update.yaml", "overdue-without-update", "2021-01"),
    ("no-news.yaml", "no-news", "in-progress"),
    ("repeatedly-extended.yaml", "repeatedly-extended", "2020-12, reason: More time.}"),
    ("text-cut-by-comment.yaml", "text-cut-by-comment", "#12"),
    ("flow-prose.yaml", "flow-prose", '"Draft, circulate to all agencies, colle'),
    ("personal-name.yaml", "personal-name", "Hobbs to agree one form."),
    ("forbidden-name.yaml", "forbidden-name", "PAT O\u2019HOBBS"),
    ("date-of-birth.yaml", "date-of-birth", "12/03/1984"),
    ("nhs-number.yaml", "nhs-number", "999 000 0026."),
    ("national-insurance-number.yaml", "national-insurance-number", "QQ 12"),
    ("phone-number.yaml", "phone-number", "07700"),
    ("personal-email.yaml", "personal-email", "pat.hobbs"),
    ("postcode.yaml", "postcode", "ZZ99"),
    ("address.yaml", "address", "14 Larch"),
    ("unknown-rule.yaml", "unknown-rule", "# dhrplan"),
    ("unclear-ignore.yaml", "unclear-ignore", "# dhrplan"),
    ("unused-ignore.yaml", "unused-ignore", "# dhrplan"),
    ("ignore-without-reason.yaml", "ignore-without-reason", "# dhrplan"),
    ("agencies.yaml", "lead-is-a-person", "Head of"),
)


@pytest.fixture(scope="module")
def told() -> dict[str, list[Diagnostic]]:
    """What is told of each file, by its name in the folder of plans."""
    named = store.read_with_strays(BAD / "plans", BAD / "plans")
    by_file = defaultdict(list)
    for one in workspace.read((named,), to_check=True).check(DAY):
        by_file[one.place.file].append(one)
    return by_file


@pytest.mark.parametrize(("file", "rule", "there"), WAYS, ids=[way[0] for way in WAYS])
def test_a_bad_file_is_told_once_and_at_its_place(
    file: str, rule: str, there: str, told: dict[str, list[Diagnostic]]
) -> None:
    (one,) = told[file]
    assert one.rule == rule
    if there:
        text = (BAD / "plans" / file).read_bytes().decode()
        line = text.split("\n")[one.place.line - 1]
        assert line[one.place.column - 1 :].startswith(there)
    else:
        assert one.place.line in {1, 3}


def test_nothing_else_is_told(told: dict[str, list[Diagnostic]]) -> None:
    assert set(told) == {file for file, _, _ in WAYS}


def test_every_rule_has_a_bad_file() -> None:
    spoken = {rule for _, rule, _ in WAYS}
    assert {rule.name for rule in RULES} - spoken == ELSEWHERE


ELSEWHERE = {"cannot-open", "toml-syntax"}
"""Rules of which no file of this folder is bad: a file that cannot be opened, and the settings, of
which a folder has one. They are tried elsewhere."""

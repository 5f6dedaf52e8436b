"""Bad files of every kind in one folder: each is reported once, at its place.

Findings of the other rules are tested on their own examples, and printed in full in docs/rules.md.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

from dhrplan import store, workspace
from dhrplan.diagnostic import Diagnostic
from dhrplan.rules import RULES
from dhrplan.rules.engine import EXAMPLE_DAY
from tests.golden.running import ROOT

BAD = ROOT / "tests" / "golden" / "folders" / "bad"
# File, rule, and the text at the reported place; empty for a whole file.
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
    ("personal-name.yaml", "personal-name", "Hobbs to agree one form."),
    ("forbidden-name.yaml", "forbidden-name", "PAT O\u2019HOBBS"),
    ("date-of-birth.yaml", "date-of-birth", "12/03/1984"),
    ("nhs-number.yaml", "nhs-number", "999 000 0026."),
    ("national-insurance-number.yaml", "national-insurance-number", "QQ 12"),
    ("driving-licence-number.yaml", "driving-licence-number", "HOBBS 854153"),
    ("passport-number.yaml", "passport-number", "000000017"),
    ("number-plate.yaml", "number-plate", "AB40 XYZ"),
    ("police-reference.yaml", "police-reference", "42/900123/19"),
    ("initials-with-birth-date.yaml", "initials-with-birth-date", "PH (born"),
    ("social-media-name.yaml", "social-media-name", "@pathobbs84"),
    ("phone-number.yaml", "phone-number", "07700"),
    ("personal-email.yaml", "personal-email", "pat.hobbs"),
    ("postcode.yaml", "postcode", "ZZ99"),
    ("address.yaml", "address", "14 Larch"),
    ("agencies.yaml", "lead-is-a-person", "Head of"),
)


@pytest.fixture(scope="module")
def reported() -> dict[str, list[Diagnostic]]:
    """Diagnostics by name of file."""
    named = store.read_with_strays(BAD / "plans", BAD / "plans")
    by_file = defaultdict(list)
    for one in workspace.read((named,), to_check=True).check(EXAMPLE_DAY):
        by_file[one.place.file].append(one)
    return by_file


@pytest.mark.parametrize(("file", "rule", "there"), WAYS, ids=[way[0] for way in WAYS])
def test_a_bad_file_is_reported_once_and_at_its_place(
    file: str, rule: str, there: str, reported: dict[str, list[Diagnostic]]
) -> None:
    (one,) = reported[file]
    assert one.rule == rule
    if there:
        text = (BAD / "plans" / file).read_bytes().decode()
        line = text.split("\n")[one.place.line - 1]
        assert line[one.place.column - 1 :].startswith(there)
    else:
        assert one.place.line in {1, 3}


def test_nothing_else_is_reported(reported: dict[str, list[Diagnostic]]) -> None:
    assert set(reported) == {file for file, _, _ in WAYS}


def test_every_fault_has_a_bad_file() -> None:
    covered = {rule for _, rule, _ in WAYS}
    faults = {rule.name for rule in RULES if rule.family in {"reading", "privacy"}}
    # An unreadable file and the settings, of which a folder has one, are tested elsewhere.
    assert faults - covered == {"cannot-open", "toml-syntax"}

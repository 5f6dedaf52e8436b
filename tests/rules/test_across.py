"""Only a rule that is said to look across plans finds in one what it would not find in it alone.

So a change of one plan among a thousand is judged without the others: only the few rules that
compare plans are shown these.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dhrplan.rules import RULES, example
from dhrplan.rules.example import DAY, named_bytes
from dhrplan.text.folder import read_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dhrplan.rules.base import Rule
    from dhrplan.text.folder import Folder

CHECKED = [rule for rule in RULES if rule.check or rule.check_as_of]

_STOPPED = "lead: [POL]\nstatus: superseded\nsuperseded_by: {} 1.1\n"
_CIRCLE = {
    f"{one}.yaml": example.plan(_STOPPED.format(other)).replace("DHR99", one)
    for one, other in (("DHR1", "DHR2"), ("DHR2", "DHR1"))
}
_BAD = (text for rule in RULES for name, text in rule.bad.items() if name.startswith("DHR"))
BESIDE = {
    **{f"DHR{n}.yaml": text.replace("DHR99", f"DHR{n}") for n, text in enumerate(_BAD, 100)},
    **_CIRCLE,
    "DHR1 - Copy.yaml": _CIRCLE["DHR1.yaml"],
}
"""The plans of the bad examples of all rules, each under a name of its own; then two that refer to
each other, one of them with a copy."""


@pytest.mark.parametrize("rule", CHECKED, ids=lambda rule: rule.name)
def test_a_rule_finds_in_a_plan_alone_what_it_finds_among_others(rule: Rule) -> None:
    files = {name: text for name, text in rule.bad.items() if "/" not in name}
    folder = read_folder(named_bytes({**BESIDE, **files}))
    among = _found(rule, folder)
    alone = [_found(rule, replace(folder, files=(file,))) for file in folder.files]
    pairs = zip(folder.files, alone, strict=True)
    differs = [one.file for one, found in pairs if found.get(one.file) != among.get(one.file)]
    assert bool(differs) == rule.across, differs


def _found(rule: Rule, folder: Folder) -> Mapping[str, list[tuple[object, ...]]]:
    """What a rule tells of each file."""
    found: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for one in rule.findings((folder,), DAY):
        found[one.spot.source.file].append((one.spot.place, one.message, one.hint, one.related))
    return found

"""What plans of the field write, and what the hint must say of it: every line of `labelled.tsv`.

The columns are the place, what is written there, and what must follow, parted by `; `:

    read X      it is read, as the canonical date X
    fault       it is a fault
    say X       it is a fault, and its message or hint has X
    not X       the hint has no X; `not closed` is any status that closes an action
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from dhrplan.diagnostic import Diagnostic
from dhrplan.plan.read import read_plan
from dhrplan.rules.engine import example_folder
from tests.rules.finding import REGISTER, check

CLOSED = ("`complete`", "`complete-ongoing`", "`not-taken-forward`", "`superseded`")
RULES = {
    *("unknown-value", "not-a-date", "unknown-key", "wrong-type"),
    *("unknown-agency", "lead-is-a-person"),
}


class Label(NamedTuple):
    """A line of the table."""

    place: str
    written: str
    must: str


def _character(written: re.Match[str]) -> str:
    """The character of `<U+200B>`: a table shows no invisible ones."""
    return chr(int(written[1], 16))


def _labels() -> tuple[Label, ...]:
    text = Path(__file__).with_name("labelled.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines()[1:] if line]
    return tuple(
        Label(place, re.sub(r"<U\+([0-9A-F]{4})>", _character, written), must)
        for place, written, must in lines
    )


LABELS = _labels()


def folder(label: Label) -> dict[str, str]:  # noqa: C901, PLR0912 - one case for each place
    """A small plan with what is written in its place, and a register."""
    value = json.dumps(label.written, ensure_ascii=False)
    action, head, recommendation = "", "", ""
    match label.place:
        case "status" | "target" | "completed" | "next_check" | "forecast":
            action = f"{label.place}: {value}\n"
        case "milestone status" | "milestone target" | "milestone completed":
            action = (
                f"milestones:\n  - text: Draft\n    {label.place.rpartition(' ')[2]}: {value}\n"
            )
        case "lead":
            action = f"lead: [{value}]\n"
        case "found":
            action = f"checks:\n  - date: 2021-01-05\n    found: {value}\n"
        case "key":
            action = f"{value}: 2021\n"
        case "milestone key":
            action = f"milestones:\n  - text: Draft\n    {value}: 2021\n"
        case "recommendation key":
            recommendation = f"{value}: 2021\n"
        case "scope":
            recommendation = f"scope: {value}\n"
        case "met":
            recommendation = f"result:\n  met: {value}\n"
        case "answer":
            recommendation = f"responses:\n  - from: HO\n    answer: {value}\n"
        case "stage" | "review_every" | "kind":
            head = f"{label.place}: {value}\n"
        case "numbering":
            head = f"source:\n  numbering: {value}\n"
        case "published":
            head = f"dates:\n  published: {value}\n"
        case other:
            raise AssertionError(other)
    files = example_folder(action, head=head, recommendation=recommendation)
    return {**files, "agencies.yaml": REGISTER}


def findings(files: dict[str, str]) -> list[Diagnostic]:
    """What `validate` finds in the value or the key."""
    return [one for one in check(files) if one.rule in RULES]


def read_as(place: str, files: dict[str, str]) -> str:
    """The canonical date that is read at the place."""
    plan = read_plan("plans/DHR99.yaml", files["DHR99.yaml"].encode()).plan
    assert plan is not None
    action = plan.recommendations[0].actions[0]
    key = place.rpartition(" ")[2]
    if key == "published":
        return plan.dates[key].canonical
    if key == "review_every":
        assert plan.review_every is not None
        return plan.review_every.canonical
    when = getattr(action.milestones[0] if place.startswith("milestone") else action, key)
    return str(when.canonical)


def wrong(label: Label) -> list[str]:
    """The demands of a line that are not met."""
    files = folder(label)
    found = findings(files)
    hint = " ".join(one.hint for one in found)
    said = " ".join(f"{one.message} {one.hint}" for one in found)
    missed = [] if "[" not in hint or "[a" in hint else ["a hint with brackets"]
    for demand in label.must.split("; "):
        verb, _, what = demand.partition(" ")
        if verb == "read":
            met = not found and read_as(label.place, files) == what
        elif verb == "fault":
            met = bool(found)
        elif verb == "say":
            met = bool(found) and what in said
        else:
            assert verb == "not", demand
            words = CLOSED if what == "closed" else (what,)
            met = bool(found) and not any(word in hint for word in words)
        if not met:
            missed.append(f"{demand} ({said or 'no fault'})")
    return missed


@pytest.mark.parametrize("label", LABELS, ids=lambda label: f"{label.place}: {label.written}")
def test_no_hint_misleads(label: Label) -> None:
    assert wrong(label) == []


def test_no_line_stands_twice() -> None:
    assert [line for line, count in Counter(LABELS).items() if count > 1] == []

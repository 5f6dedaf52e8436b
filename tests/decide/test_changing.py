"""For each thing that can be decided, the very lines of a commented plan that differ.

`pytest --update-golden` writes the differences anew; would a careful person have made them so?
"""

from __future__ import annotations

from collections import Counter
from difflib import unified_diff
from typing import TYPE_CHECKING, Any

import pytest

from dhrplan.decide import effect_of
from dhrplan.diagnostic import Severity
from dhrplan.plan.read import read_plan
from tests.decide.deciding import AS_OF, FILE, HERE, PLAN, Decided, decided, view_of

if TYPE_CHECKING:
    from dhrplan.diagnostic import Diagnostic
    from dhrplan.workspace import Workspace

GOLDEN = HERE / "changes.diff"
DECISIONS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "status": (("1.3",), {"status": "Under way"}),
    "status as it is already": (("1.1",), {"status": "open"}),
    "status out of the record": (("1.1",), {"status": ""}),
    "complete": (
        ("1.1",),
        {"status": "done", "completed": "yesterday", "outcome": "All use it.\nNobody asks: good."},
    ),
    "complete, and nothing known": (("1.3",), {"status": "done", "completed": "", "outcome": ""}),
    "completed": (("1.2",), {"completed": "27th Feb 2021"}),
    "outcome anew": (("1.2",), {"outcome": "250 staff were trained."}),
    "progress": (("1.1",), {"progress": "The form is with the printers."}),
    "note": (("1.1",), {"note": "Printing has begun.", "by": "northshire county council"}),
    "the first note": (("1.3",), {"note": "No news.", "date": "9 April 2021"}),
    "target": (("1.3",), {"target": "end of March 2026"}),
    "target counted from an event": (
        ("1.3",),
        {"target": "within six months of publication"},
    ),
    "target out of the record": (("1.1",), {"target": ""}),
    "extension agreed, as it was asked for": (
        ("1.1",),
        {"extend_to": "June 2021", "approved_by": "CSP"},
    ),
    "extension agreed, with a reason": (
        ("1.4",),
        {"extend_to": "2021-12", "reason": "Staff left", "approved_by": "A. Chair"},
    ),
    "extension asked for": (
        ("1.4",),
        {"ask_extension": "Q3 2021/22", "by": "ICB", "reason": "Staff left"},
    ),
    "extension asked for anew": (("1.1",), {"ask_extension": "2021-09", "by": "the Force"}),
    "extension refused": (("1.1",), {"refuse_extension": True, "reason": "It was urgent"}),
    "forecast": (("1.1",), {"forecast": "May 2021"}),
    "next check": (("1.2",), {"next_check": "published + 1 year"}),
    "checked": (("1.2",), {"checked": "Still in place", "how": "audit of 20 cases", "by": "CSP"}),
    "lead": (("1.1",), {"lead": ("the force", "Northshire Police, Borough Command")}),
    "lead out of the record": (("1.2",), {"lead": ("",)}),
    "evidence": (("1.1",), {"evidence": ("Draft of the form", "Minutes, 9 April")}),
    "sign-off": (("1.2",), {"sign_off": True}),
    "sign-off by another": (("1.2",), {"sign_off": True, "by": "ICB", "date": "today"}),
    "paused": (("1.1",), {"status": "on hold", "reason": "No money", "by": "CSP"}),
    "extension agreed, but another": (("1.1",), {"extend_to": "May 2021", "approved_by": "CSP"}),
    "superseded": (("1.3",), {"status": "superseded", "superseded_by": "DHR99 1.1"}),
    "a milestone": (("1.1/ii",), {"status": "done", "completed": "today", "note": "Sent."}),
    "a milestone without an id": (("1.1/#2",), {"target": "2021-05-01", "lead": ("POL",)}),
    "reopened": (("1.2",), {"status": "in-progress", "note": "Half have left.", "by": "ICB"}),
    "a milestone reopened": (("3.1/i",), {"status": "in-progress", "by": "NCC"}),
    "taken up again": (("1.4",), {"status": "in-progress", "by": "CSP"}),
    "paused, then not taken forward": (
        ("1.4",),
        {"status": "not taken forward", "reason": "No money either this year", "by": "CSP"},
    ),
    "superseded, then taken up again": (("1.5",), {"status": "open"}),
    "signed off anew": (("1.6",), {"sign_off": True, "by": "CSP"}),
    "signed off, then reopened": (("1.6",), {"status": "open", "outcome": "", "date": "today"}),
    "a result anew": (("3",), {"result": "fully", "by": "CSP"}),
    "result": (("2",), {"result": "Partly", "by": "CSP", "reason": "Half the money came"}),
    "outcome and date of completion anew": (
        ("1.2",),
        {"completed": "2021-03", "outcome": ""},
    ),
    "lead and date of a milestone anew": (("3.1/i",), {"completed": "2021", "lead": ("ICB",)}),
    "several actions": (("1.1", "1.3"), {"note": "No news.", "by": "CSP"}),
}


GOES_ON = ("open", "in-progress")
"""Work that was taken up again cannot be taken up a second time."""


def difference(data: bytes, one: Decided) -> list[str]:
    old, new = data.decode().split("\n"), one.edited.data.decode().split("\n")
    return [*unified_diff(old, new, FILE, FILE, n=1, lineterm="")][2:]


def carried_out(name: str, data: bytes = PLAN) -> Decided:
    ids, said = DECISIONS[name]
    return decided(*ids, data=data, **said)


def test_a_decision_changes_these_lines(*, update_golden: bool) -> None:
    blocks = ([f"=== {name}", *difference(PLAN, carried_out(name))] for name in DECISIONS)
    now = "\n\n".join("\n".join(block) for block in blocks) + "\n"
    if update_golden:
        GOLDEN.write_text(now, encoding="utf-8", newline="\n")
    assert now == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DECISIONS)
def test_lines_end_as_they_did(name: str) -> None:
    windows = carried_out(name, PLAN.replace(b"\n", b"\r\n")).edited.data
    assert windows == carried_out(name).edited.data.replace(b"\n", b"\r\n")


@pytest.mark.parametrize("name", DECISIONS)
def test_a_mark_and_a_missing_end_stay(name: str) -> None:
    data = b"\xef\xbb\xbf" + PLAN.removesuffix(b"\n")
    after = carried_out(name, data).edited.data
    assert after == b"\xef\xbb\xbf" + carried_out(name).edited.data.removesuffix(b"\n")


@pytest.mark.parametrize("name", DECISIONS)
def test_twice_is_as_once_but_for_what_is_appended(name: str) -> None:
    ids, said = DECISIONS[name]
    appended = {"note", "checked", "extend_to", "refuse_extension"}
    once = decided(*ids, **said).edited.data
    if not appended & said.keys() and said.get("status") not in GOES_ON:
        assert decided(*ids, data=once, **said).edited.data == once


@pytest.mark.parametrize("name", DECISIONS)
def test_what_it_breaks_and_mends_is_what_a_whole_check_says(name: str) -> None:
    one = carried_out(name)
    after_file = read_plan(FILE, one.edited.data, keep_nodes=True)
    effect = effect_of(one.view.folders, one.about.file, after_file, AS_OF)
    before, after = told(one.view), told(view_of(one.edited.data))
    assert Counter(map(matter, effect.broken)) == after - before
    assert Counter(map(matter, effect.mended)) == before - after
    places = {each.place for each in view_of(one.edited.data).check(AS_OF)}
    assert {each.place for each in effect.broken} <= places


def told(view: Workspace) -> Counter[tuple[str, ...]]:
    return Counter(matter(one) for one in view.check(AS_OF) if one.place.file == FILE)


def matter(one: Diagnostic) -> tuple[str, ...]:
    """The subject of a finding; a warning may name another date afterwards."""
    message = one.message if one.severity is Severity.ERROR else ""
    return one.rule, one.action or "", message

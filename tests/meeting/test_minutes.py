"""The minutes: every action that the meeting was to go through is in them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from dhrplan.meeting.minutes import Held, minutes
from dhrplan.render import Layout, render
from dhrplan.reports.select import every_item
from docs.generate.json_schema import schema
from tests.decide.deciding import PLAN
from tests.meeting.sessions import AGREED, DAY, DONE, EXTENDED, SAID, STEP, after, begun, entry

if TYPE_CHECKING:
    from dhrplan.meeting.session import Session
    from dhrplan.table import Report

SIGNED_OFF = "Signed off as complete by Northshire Community Safety Partnership (CSP)."
HELD = Held(DAY, "Town Hall", "POL, NCC")
MINUTES = """\
# Meeting on action plans, as at 10 April 2021

The agenda had 3 actions. The board made 2 decisions about 1 action. It recorded 1 update. It made no decision about 1 action. It did not reach 1 action.

- Place: Town Hall
- Present: Northshire Police (POL), Northshire County Council (NCC)

## Decisions

### Review DHR99

#### Action 1.1

Agree one form.  
Publish it.

- Lead: Northshire Police, Northshire County Council
- Decided: Milestone ii (Draft circulated): Complete, April 2021.

## Updates from agencies

| Review | Action | From | Update |
| --- | --- | --- | --- |
| DHR99 | 1.1 | Northshire County Council | Printed. |

## Extensions

| Review | Action | Old target | New target | Agreed by | Reason |
| --- | --- | --- | --- | --- | --- |
| DHR99 | 1.1 | March 2021 | June 2021 | Northshire Community Safety Partnership (CSP) | not recorded |

## Carried over

| Review | Action | State | Lead | At this meeting | Title or text |
| --- | --- | --- | --- | --- | --- |
| DHR99 | 1.2 | complete, waiting for sign-off | Northshire Integrated Care Board (ICB) | no decision | Train all staff to use it. |
| DHR99 | 1.3 | no target date | not recorded | not reached | Join the form with the regional one. |

## Actions by agency

**Northshire County Council**

| Review | Action | Target | Title or text |
| --- | --- | --- | --- |
| DHR99 | 1.1 | June 2021 | Agree one form.<br>Publish it. |

**Northshire Police**

| Review | Action | Target | Title or text |
| --- | --- | --- | --- |
| DHR99 | 1.1 | June 2021 | Agree one form.<br>Publish it. |

**No lead**

| Review | Action | Target | Title or text |
| --- | --- | --- | --- |
| DHR99 | 1.3 | no target | Join the form with the regional one. |
"""  # noqa: E501, W291 - two blanks are how Markdown breaks a line


def report(session: Session, *seen: str, **filters: tuple[str, ...]) -> Report:
    """The minutes of a meeting on the first three actions."""
    items = tuple(every_item(session.read, DAY))[:3]
    return minutes(session, items, frozenset(f"DHR99 {name}" for name in seen), filters, HELD)


def markdown(of: Report) -> str:
    return render("markdown", of, (), Layout())


def test_what_was_decided_looked_at_and_not_reached() -> None:
    session = after(SAID, EXTENDED, STEP)
    assert markdown(report(session, "1.1", "1.2", review=("DHR99",))) == MINUTES


def test_what_an_earlier_sitting_has_left_is_in_them_too() -> None:
    """Though this one goes through other actions."""
    session = after(AGREED)
    told = markdown(minutes(session, (), frozenset(), {}, HELD))
    assert "\n\nThe board made 1 decision about 1 action.\n" in told
    assert "Train all staff to use it.\n" in told
    assert f"- Decided: {SIGNED_OFF}\n" in told


def test_an_update_is_not_counted_as_a_decision() -> None:
    told = markdown(report(after(SAID), "1.1"))
    assert "The board made no decision. It recorded 1 update; 1 action had only an update." in told


def test_a_decision_of_another_day_has_its_day() -> None:
    session = after(AGREED._replace(day=date(2021, 4, 9)), SAID)
    told = markdown(report(session))
    assert f"- Decided: {SIGNED_OFF}  \n  Decided on 9 April 2021.\n" in told
    assert told.count("Decided on") == 1


def test_each_review_is_in_one_place() -> None:
    """Though the agenda goes to and fro."""
    other = PLAN.replace(b"DHR99", b"DHR98")
    session = after(DONE, DONE._replace(review="DHR98"), AGREED, session=begun(DHR98=other))
    items = every_item(session.read, DAY)
    order = sorted(items, key=lambda item: (item.action.id, item.plan.id != "DHR99"))
    of = minutes(session, tuple(order), frozenset(), {}, HELD)
    decisions = markdown(of).partition("## Actions by agency")[0]
    headings = [line for line in decisions.splitlines() if line.startswith("###")]
    assert headings == [
        "### Review DHR99",
        "#### Action 1.1",
        "#### Action 1.2",
        "### Review DHR98",
        "#### Action 1.1",
    ]


def test_a_new_action_is_listed_with_its_agency() -> None:
    new = entry("1.1", "i", new_action="Tell pharmacies.", lead=("ICB",), target="2021-09")
    told = markdown(report(after(new)))
    assert "New action: Tell pharmacies." in told
    assert "| DHR99 | 1.7 | September 2021 | Tell pharmacies. |" in told


def test_every_action_is_in_the_data_once() -> None:
    session = after(DONE, AGREED)
    data: Any = report(session, "1.1", "1.3").data
    assert [(one["action"], one["status"]) for one in data["decisions"]] == [
        ("1.1", "complete"),
        ("1.2", "complete"),
    ]
    assert data["decisions"][0]["decided"] == "Complete, 9 April 2021.\nOutcome: All use it."
    assert [one["action"] for one in data["looked_at"]] == ["1.3"]
    assert data["not_reached"] == []


def test_the_marking_stands_above_them() -> None:
    marked = PLAN.replace(b"sign_off", b"marking: OFFICIAL\nsign_off")
    session = after(SAID, session=begun(marked))
    assert markdown(report(session)).startswith("**OFFICIAL**\n\n# Meeting")


def test_as_json_they_fit_what_is_promised() -> None:
    session = after(SAID, EXTENDED, STEP)
    document = json.loads(render("json", report(session, "1.1", "1.2"), (), Layout()))
    assert [one["milestone"] for one in document["decisions"]] == [None, None, "ii"]
    assert list(Draft202012Validator(schema()).iter_errors(document)) == []

"""The decisions so far, and the plans they would make: nothing is written, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from difflib import unified_diff
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from dhrplan.decide import DecisionError
from dhrplan.errors import DhrplanError, NotFoundError
from dhrplan.meeting.session import Session, record, remove, remove_status
from dhrplan.model.plan import Status
from dhrplan.model.state import State
from tests.decide.deciding import FILE, PLAN
from tests.meeting.sessions import (
    AGREED,
    CHECKED,
    DONE,
    EXTENDED,
    PAUSED,
    REFUSED,
    SAID,
    STEP,
    action,
    after,
    begun,
    entry,
)

if TYPE_CHECKING:
    from dhrplan.meeting.session import JournalEntry

OTHER = PLAN.replace(b"DHR99", b"DHR98").replace(b"aliases: [Case 23]\n", b"")


def changed(session: Session, file: str = FILE) -> list[str]:
    """The lines that differ, with their signs."""
    before, now = (one.decode().splitlines() for one in (PLAN, session.changed[file].data))
    lines = list(unified_diff(before, now, n=0, lineterm=""))[2:]
    return [line for line in lines if not line.startswith("@@")]


def test_in_the_beginning_nothing_changes() -> None:
    session = begun()
    assert (session.entries, session.changed) == ((), {})
    assert session.folders == session.read
    assert list(session.effects()) == []


def test_a_decision_changes_what_the_plan_would_be() -> None:
    session = after(SAID)
    assert changed(session) == [
        "+          - date: 2021-04-10",
        "+            by: NCC",
        "+            text: Printed.",
    ]
    now = session.now(action(session, "1.1"))
    assert [update.text for update in now.action.updates] == ["Draft sent to all.", "Printed."]
    assert session.read[0].plans[0].recommendations[0].actions[0].updates[1:] == ()


def test_an_action_stands_at_once_where_it_would() -> None:
    session = begun()
    was = action(session, "1.1")
    assert was.standing.state is State.OVERDUE
    session = after(EXTENDED, STEP, session=session)
    assert session.now(was).standing.state is State.NOT_DUE_YET
    assert session.now(was).action.extension_asked is None


def test_decisions_about_one_action_add_up() -> None:
    session = after(SAID, EXTENDED, STEP)
    now = session.now(action(session, "1.1")).action
    assert now.target
    assert now.target.canonical == "2021-06"
    assert "Printed." in [update.text for update in now.updates]
    assert now.milestones[0].status is Status.COMPLETE
    assert session.entries_of(action(session, "1.1")) == session.entries == (SAID, EXTENDED, STEP)
    assert session.entries_of(action(session, "1.2")) == ()


def test_a_later_answer_about_the_same_takes_the_place_of_an_earlier_one() -> None:
    assert changed(after(DONE, PAUSED)) == changed(after(PAUSED))
    assert changed(after(EXTENDED, REFUSED)) == changed(after(REFUSED))
    assert after(DONE, SAID, PAUSED).entries == (SAID, PAUSED)


def test_what_goes_on_after_all_is_not_agreed_to_be_done() -> None:
    again = entry("1.2", "g", status="in-progress", reason="It lapsed")
    assert after(AGREED, again).entries == (again,)
    assert after(AGREED, SAID, again).entries == (SAID, again)


def test_how_an_action_ended_is_taken_back_and_nothing_else() -> None:
    agreed = entry("1.1", "a", sign_off=True, by="CSP")
    session = after(SAID, STEP, DONE, CHECKED, agreed)
    was = action(session, "1.1")
    assert remove_status(session, was).entries == (SAID, STEP, CHECKED)
    assert remove_status(session, was).now(was).action.status is Status.IN_PROGRESS


def test_what_was_said_is_kept_each_time() -> None:
    again = SAID._replace(decision=entry("1.1", "p", note="Sent out.").decision)
    session = after(SAID, again, SAID)
    said = session.now(action(session, "1.1")).action.updates[1:]
    assert [one.text for one in said] == ["Printed.", "Sent out.", "Printed."]


def test_one_of_two_that_are_alike_is_taken_back() -> None:
    session = after(SAID, SAID)
    assert remove(session, session.entries[-1:]).entries == (SAID,)


@pytest.mark.parametrize(
    "order",
    [
        pytest.param(order, marks=pytest.mark.thorough if number % 5 else ())
        for number, order in enumerate(permutations((SAID, EXTENDED, STEP, CHECKED)))
    ],
)
def test_what_is_taken_back_leaves_no_trace(order: tuple[JournalEntry, ...]) -> None:
    """Whatever was decided before and after it."""
    session = after(*order)
    for one in order:
        back = remove(session, [each for each in session.entries if each == one])
        rest = tuple(each for each in order if each != one)
        assert back.entries == rest
        assert back.changed[FILE].data == after(*rest).changed[FILE].data


def test_the_last_that_is_taken_back_leaves_the_file_as_it_was() -> None:
    session = after(SAID)
    back = remove(session, session.entries)
    assert (back.entries, back.changed) == ((), {})


def test_each_file_changes_by_itself() -> None:
    two = begun(DHR98=OTHER)
    session = after(SAID, SAID._replace(review="DHR98"), session=two)
    assert set(session.changed) == {FILE, "plans/DHR98.yaml"}
    back = remove(session, session.entries[:1])
    assert set(back.changed) == {"plans/DHR98.yaml"}
    assert [name for name, _, _ in session.effects()] == ["plans/DHR98.yaml", FILE]


def test_the_rules_judge_each_decision_and_all_of_them() -> None:
    session, effect = record(begun(), EXTENDED)
    assert {one.rule for one in effect.mended} >= {"overdue-without-update"}
    ((name, _, whole),) = session.effects()
    assert name == FILE
    assert whole.mended == effect.mended
    _, worse = record(begun(), entry("1.3", "d", status="superseded", superseded_by="DHR99 9.9"))
    assert [one.rule for one in worse.errors] == ["unknown-reference"]


def test_a_marking_of_the_settings_stays() -> None:
    session = begun()
    folder = session.read[0]
    settings = replace(folder.settings, marking="OFFICIAL")
    session = replace(session, read=(replace(folder, settings=settings),))
    plan = after(SAID, session=session).changed[FILE].file.plan
    assert plan
    assert plan.marking == "OFFICIAL"


@pytest.mark.parametrize(
    ("one", "error"),
    [
        (entry("1.1", "d", completed="soon"), DecisionError),
        (entry("1.3", "e", extend_to="2022"), DecisionError),
        (entry("9.9", "p", note="X"), NotFoundError),
        (entry("1.1", "p", review="DHR1", note="X"), NotFoundError),
        (entry("1.1/ix", "m", status="complete"), NotFoundError),
    ],
)
def test_what_does_not_fit_is_refused(one: JournalEntry, error: type[DhrplanError]) -> None:
    with pytest.raises(error):
        record(after(SAID), one)


def test_words_of_a_meeting_become_values_of_a_plan() -> None:
    session = after(entry("1.1", "d", status="done", completed="yesterday"))
    assert session.entries[0].decision.status == "complete"
    assert session.entries[0].decision.completed == "2021-04-09"

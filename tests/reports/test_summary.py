"""Many actions in a few words."""

from __future__ import annotations

from dhrplan.model.state import State
from dhrplan.reports import summary
from dhrplan.reports.select import every_item
from tests.reports.making import AS_OF, folders, with_actions


def test_urgency_names_every_state_once() -> None:
    assert sorted(summary.URGENCY) == sorted(State)


def test_counts_add_up_and_late_ones_come_first() -> None:
    plan = with_actions("status: complete", "status: in-progress, target: 2017-08", "lead: [POL]")
    (folder,) = folders(plan)
    items = tuple(every_item((folder,), AS_OF))
    assert summary.state_counts(items, folder.plans) == (
        "3 actions in 1 review: 1 overdue, 1 with status missing, 1 complete."
    )
    assert (
        summary.state_counts(items[:1], folder.plans) == "1 of 3 actions in 1 review: 1 complete."
    )
    assert summary.state_counts((), ()) == "0 actions in 0 reviews."


def test_the_ladder_in_words() -> None:
    plan = with_actions(
        "status: complete, outcome: x, evidence: [y], signed_off: {date: 2017-08}",
        "status: complete-ongoing, checks: [{found: still-in-place}]",
        "status: in-progress, outcome: x, evidence: [y]",
    )
    (folder,) = folders(plan)
    (recommendation,) = folder.plans[0].recommendations
    assert summary.ladder_line(every_item((folder,), AS_OF), AS_OF) == (
        "2 of 3 actions recorded as complete: 1 with an outcome, 1 with evidence, 1 signed off, "
        "1 checked and still in place."
    )
    assert summary.recommendation_ladder_line((recommendation,), AS_OF) == (
        "Every action is complete in 0 of 1 recommendation. "
        "The board has decided whether 0 of 1 was met."
    )
    (done,) = folders(with_actions("status: complete, outcome: x"))[0].plans[0].recommendations
    assert summary.recommendation_ladder_line((done, recommendation), AS_OF) == (
        "Every action is complete in 1 of 2 recommendations, has an outcome in 1, "
        "and evidence in 0. The board has decided whether 0 of 2 were met."
    )


def test_the_completed_actions_agree_with_the_counts_of_states() -> None:
    """A reader who sees "1 complete" and "2 recorded as complete" learns what the other is."""
    (folder,) = folders(
        "sign_off: CSP\n"
        + with_actions("status: complete, signed_off: {date: 2017-08}", "status: complete")
    )
    items = tuple(every_item((folder,), AS_OF))
    assert "1 waiting for sign-off, 1 complete." in summary.state_counts(items, folder.plans)
    assert summary.ladder_line(items, AS_OF).endswith(" The 2 include 1 waiting for sign-off.")
    waiting = [item for item in items if item.standing.state is State.AWAITING_SIGN_OFF]
    assert summary.ladder_line(waiting, AS_OF).endswith(" This includes 1 waiting for sign-off.")


def test_states_as_people_say_them() -> None:
    assert [summary.state_words(state) for state in State] == [
        *("unclear", "status missing", "superseded", "not taken forward", "overdue", "lapsed"),
        "check date passed",
        "waiting for sign-off",
        *("complete", "paused", "due soon", "not due yet", "no target date"),
    ]

"""future-wording-when-complete: said to be done, in words of what is still to come."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import OPEN, Status
from dhrplan.rules.base import Rule, actions_of
from dhrplan.rules.example import one
from dhrplan.rules.unfinished import first_unfinished

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Route
    from dhrplan.model.plan import Action
    from dhrplan.rules.base import At, Finding, Folders

_COMPLETE = "lead: [POL]\nstatus: complete\ncompleted: 2021-02\n"


def _check(folders: Folders) -> Iterator[Finding]:
    for at in actions_of(folders):
        if at.action.is_done:
            for steps, text in _texts(at.action):
                yield from _in_text(at, steps, text or "")


def _texts(action: Action) -> Iterator[tuple[Route, str | None]]:
    """What tells of work that is done. What it was to be, `text` and `expected`, is told before."""
    yield ("outcome",), action.outcome
    yield ("progress",), action.progress
    for step in action.milestones:
        if step.status not in OPEN:  # of that, `complete-with-open-milestones` speaks
            yield ("milestones", step.route[-1], "text"), step.text


def _in_text(at: At, steps: Route, text: str) -> Iterator[Finding]:
    found = first_unfinished(text, goes_on=at.action.status is Status.COMPLETE_ONGOING)
    if found:
        words = " ".join(text[slice(*found)].split())
        what = "a milestone" if steps[0] == "milestones" else f"its {steps[0]}"
        message = f"The action is `{at.action.status}`, and {what} says `{words}`."
        status = at.spot("status", note="the status stands here")
        finding = at.finding(steps, message, _HINT, (status,))
        yield replace(finding, spot=finding.spot._replace(within=found))


_HINT = "Write what has been done; or, if it is still to come, that the action is `in-progress`."

RULE = Rule(
    name="future-wording-when-complete",
    family="consistency",
    severity=Severity.WARNING,
    what="A complete action whose outcome, progress or milestones say that something is still to "
    "come.",
    why="The board closes the action, and nobody sees whether what was announced ever came. The "
    "rule knows only a few plain phrases, such as `will be introduced`, `is being developed`, "
    "`awaiting approval`; practice that goes on (`will be offered to all new staff`) and hope "
    "(`victims will be safer`) are left alone.",
    instead="Write in the past what is done. For what is not, keep the action open, or make it an "
    "action of its own.",
    check=_check,
    bad=one(f"{_COMPLETE}outcome: A new form will be introduced in the autumn.\n"),
    good=one(f"{_COMPLETE}outcome: A new form was introduced in January.\n"),
)

"""milestone-after-target: a step of an action is due after the action itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.model.dates import spoken
from dhrplan.rules import example
from dhrplan.rules.base import At, Finding, Rule, actions_of
from dhrplan.rules.dating import span, told_of, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.model.plan import Milestone
    from dhrplan.rules.base import Folders

_STEPS = """\
milestones:
  - text: Draft circulated
    target: {}
"""


def _check(folders: Folders) -> Iterator[Finding]:
    told = told_of()
    for at in actions_of(folders):
        for step in at.action.milestones:
            if _is_after(at, step):
                routes = ((*at.action.route, "target"), (*step.route, "target"))
                if told(at.plan).isdisjoint(routes):
                    yield _finding(at, step)


def _is_after(at: At, step: Milestone) -> bool:
    """Whether a milestone is due after its action, whatever day is meant."""
    due, whole = span(step.target, at.plan), span(at.action.target, at.plan)
    return bool(due and whole and due[0] > whole[1])


def _finding(at: At, step: Milestone) -> Finding:
    assert step.target  # noqa: S101 - it is due
    assert at.action.target  # noqa: S101 - as the action is
    message = f"`{written(step.target)}` lies after the target of the action, "
    message += f"{spoken(at.action.target)}."
    hint = "Look at both dates. An action is due when the last of its milestones is."
    related = (at.spot("target", note="the target of the action stands here"),)
    return at.finding((*step.route[len(at.action.route) :], "target"), message, hint, related)


RULE = Rule(
    name="milestone-after-target",
    family="dates",
    severity=Severity.WARNING,
    what="A milestone whose target lies after the target of its action.",
    why="The action is reported as overdue while one of its steps has time left, so that nobody "
    "knows which of the two dates was agreed.",
    instead="Mend the date that is wrong. If the action was extended, move its target too and keep "
    "the old one under `extensions`.",
    check=_check,
    bad=example.one(example.SOUND + _STEPS.format("2021-09")),
    good=example.one(example.SOUND + _STEPS.format("2021-05")),
)

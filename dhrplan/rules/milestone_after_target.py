"""milestone-after-target: a milestone that is due after its action."""

from __future__ import annotations

from datetime import date

from dhrplan.diagnostic import Severity
from dhrplan.model.dates.values import spoken
from dhrplan.rules.engine import (
    SOUND,
    Findings,
    Folders,
    Rule,
    actions_of,
    as_written,
    example_folder,
    first_and_last_day,
)
from dhrplan.rules.suspect_year import wrong_dates

_STEPS = """\
milestones:
  - text: Draft circulated
    target: {}
"""

_HINT = "Check both dates. An action is due no earlier than its last milestone."


def _check(folders: Folders, as_of: date) -> Findings:
    wrong_in = wrong_dates(as_of)
    for at in actions_of(folders):
        target = at.action.target
        action_due = first_and_last_day(target, at.plan)
        for step in at.action.milestones:
            due = first_and_last_day(step.target, at.plan)
            if not (target and step.target and due and action_due and due[0] > action_due[1]):
                continue
            routes = ((*at.action.route, "target"), (*step.route, "target"))
            if wrong_in(at.plan).isdisjoint(routes):
                message = f"`{as_written(step.target)}` is later than the target of the action, "
                message += f"{spoken(target)}."
                related = (at.spot("target", note="the target of the action"),)
                steps = (*step.route[len(at.action.route) :], "target")
                yield at.finding(steps, message, _HINT, related)


RULE = Rule(
    name="milestone-after-target",
    family="dates",
    severity=Severity.WARNING,
    what="A milestone with a later target than its action.",
    why="The action is reported as late while this step still has time. It is not clear "
    "which date was agreed.",
    instead="Correct the date that is wrong. If the action was extended, move its target too "
    "and keep the old target under `extensions`.",
    check_as_of=_check,
    bad=example_folder(SOUND + _STEPS.format("2021-09")),
    good=example_folder(SOUND + _STEPS.format("2021-05")),
)

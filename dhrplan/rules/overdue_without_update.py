"""overdue-without-update: an overdue action without an update since it fell due."""

from __future__ import annotations

from datetime import date

from dhrplan.diagnostic import Severity
from dhrplan.model.dates.values import on_day, spoken
from dhrplan.model.plan import Action, Milestone, Plan
from dhrplan.model.state import OLD_DAYS, State, judge, open_deadlines
from dhrplan.rules.engine import Findings, Folders, Rule, actions_of, example_folder

_LATE = "lead: [POL]\nstatus: in-progress\ntarget: 2021-01\n"
_UPDATE = """\
updates:
  - date: 2021-02-17
    text: The draft is with the printer.
"""

_HINT = (
    "Ask the lead for news, and add it to `updates` with its `date`. If the board agreed a later "
    "target, write the old target in `extensions`."
)


def _check(folders: Folders, as_of: date) -> Findings:
    for at in actions_of(folders):
        late = unexplained(at.action, at.plan, as_of)
        if late:
            step, due = late
            day = spoken(on_day(due))
            what = "The milestone" if step else "The action"
            message = f"{what} was due by {day}, and has no update since."
            steps = ("milestones", step.route[-1], "target") if step else ("target",)
            yield at.finding(steps, message, _HINT)


def unexplained(action: Action, plan: Plan, as_of: date) -> tuple[Milestone | None, date] | None:
    """The last missed deadline of an overdue action: its milestone (None: the action) and day.

    None if an update may be of that day or later, and in a record of the past, which nobody keeps
    up to date.
    """
    position = plan.position_at
    if position and (as_of - position.last).days > OLD_DAYS:
        return None
    if judge(action, plan, as_of).state is not State.OVERDUE:
        return None
    missed = [one for one in open_deadlines(action, plan) if one[1] < as_of]
    step, due = max(missed, key=lambda one: one[1])
    dates = (update.date for update in action.updates if update.date)
    explained = any(when.last >= due and when.first <= as_of for when in dates)
    return None if explained else (step, due)


RULE = Rule(
    name="overdue-without-update",
    family="consistency",
    severity=Severity.WARNING,
    what="An overdue action with no update since its due date.",
    why="There can be good reasons to be late. Without an update, the action may be "
    "forgotten, and a review's lessons with it. An update counts by its date; `progress` has no "
    "date. The rule does not check a record whose `position_at` is more than 92 days old. "
    "Reports say how old it is.",
    instead="Add what the lead says to `updates`. If the board has agreed a later target, write "
    "the old target in `extensions`.",
    check_as_of=_check,
    update='--note "TEXT"',
    bad=example_folder(_LATE),
    good=example_folder(f"{_LATE}{_UPDATE}"),
)

"""unrecorded-slip: a target moved to a later date without an extension that records it."""

from __future__ import annotations

from dhrplan.compare.parts import pair_parts
from dhrplan.diagnostic import Severity
from dhrplan.model.dates.values import spoken
from dhrplan.model.plan import Action, Plan
from dhrplan.model.state import deadline_of
from dhrplan.rules.engine import (
    ActionInPlan,
    Findings,
    Folders,
    Rule,
    actions_of,
    as_written,
    example_folder,
)
from dhrplan.wording import span


def _check(earlier: Folders, folders: Folders) -> Findings:
    clear = {id(at.action): at for at in actions_of(folders)}
    for pair in pair_parts(earlier, folders):
        at = clear.get(id(pair.after.action)) if pair.after else None
        before = pair.before
        if at and before and before.action and not before.action.unclear:
            yield from _of_action(before.plan, before.action, at)


def _of_action(plan: Plan, before: Action, at: ActionInPlan) -> Findings:
    old, new = before.target, at.action.target
    # A date that counts from another one moves with it: nobody has moved the target.
    if old is None or new is None or old == new:
        return
    was, now = deadline_of(old, plan), deadline_of(new, at.plan)
    if was is None or now is None or now <= was:
        return
    given_up = (one.was for one in at.action.extensions if one.was)
    if any(one == old or deadline_of(one, at.plan) == was for one in given_up):
        return
    moved = f"The target moved from {spoken(old)} to {spoken(new)}"
    message = f"{moved}, {span((now - was).days)} later, and no extension records it."
    hint = f"Add to `extensions`: `was: {as_written(old)}`, with its `date`, `reason` and "
    yield at.finding(("target",), message, f"{hint}`approved_by`.")


_ACTION = "lead: [POL]\nstatus: in-progress\ntarget: {}\n"
_EXTENSION = """\
extensions:
  - was: 2021-06
    date: 2021-03-01
    reason: The lead officer left.
    approved_by: CSP
"""

RULE = Rule(
    name="unrecorded-slip",
    family="dates",
    severity=Severity.WARNING,
    what="With `validate --since`: a target that was moved to a later date, where no extension "
    "has the date before it.",
    why="An action whose date moves in silence is never late. The board cannot see that it was "
    "promised earlier, nor who agreed to wait.",
    instead="Write the old date in `extensions`, with the reason and who approved it. The option "
    "`--extend-to` of `dhrplan update` does so. If the old date was wrong, say so in a comment.",
    check_since=_check,
    earlier=example_folder(_ACTION.format("2021-06")),
    bad=example_folder(_ACTION.format("2021-12")),
    good=example_folder(_ACTION.format("2021-12") + _EXTENSION),
)

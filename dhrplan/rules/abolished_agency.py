"""abolished-agency: open work with an agency that has been succeeded by another.

A record of the past is true as written, so what counts is whether its time is after the succession:
its `position_at`, else the date its source was retrieved, else (for a plan that is kept up to date)
today. A later date in it, such as that of an update, means it was kept up to date until then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from dhrplan.diagnostic import Route, Severity
from dhrplan.model.agencies import Register, Successor
from dhrplan.model.dates.values import spoken
from dhrplan.model.plan import CLOSED, DROPPED, Action, Plan, Status
from dhrplan.plan.folder import Folder
from dhrplan.rules.engine import (
    SOUND,
    Finding,
    Findings,
    Folders,
    Rule,
    Spot,
    clear_dates,
    example_folder,
    is_past,
    plans_of,
)
from dhrplan.wording import one_of
from dhrplan.yamldoc.nodes import Source

_REGISTER = """\
agencies:
  PCT:
    name: Northshire Primary Care Trust
    succeeded_by:
      - {agency: CCG, from: 2013-04}
  CCG:
    name: Northshire CCG
"""


class _OpenTask(NamedTuple):
    """A body that still has something to do, and where it is named."""

    route: Route
    name: str
    action: str | None = None


class _Successions(NamedTuple):
    """The successions in a register that have certainly happened by the day.

    Attributes:
        gone: Successors by the code of the agency that they succeeded.
    """

    register: Register
    file: Source
    gone: Mapping[str, tuple[Successor, ...]]

    def present(self, code: str, seen: tuple[str, ...] = ()) -> list[str]:
        """Codes of the agencies that have the work now, following successors of successors."""
        if code not in self.gone or code in seen:
            return [code]
        nexts = (self.register.code(one.agency or "") or one.agency for one in self.gone[code])
        every = (last for one in nexts if one for last in self.present(one, (*seen, code)))
        return list(dict.fromkeys(every))


def _check(folders: Folders, as_of: date) -> Findings:
    for folder in folders:
        known = _successions(folder, as_of)
        if known is None:
            continue
        for source, plan in plans_of((folder,)):
            for task in _open_tasks(plan):
                code = folder.register.code(task.name)
                took_over = _before_record(plan, known.gone.get(code or "", ()))
                if code and took_over and code not in known.present(code):
                    yield _finding(source, plan, task, known, took_over)


def _successions(folder: Folder, as_of: date) -> _Successions | None:
    """None if no agency has been succeeded, or the register has faults."""
    file = folder.register_file
    if file is None or file.faults:
        return None
    gone = {
        code: tuple(one for one in agency.succeeded_by if not one.from_ or one.from_.last <= as_of)
        for code, agency in folder.register.agencies.items()
    }
    gone = {code: others for code, others in gone.items() if others}
    return _Successions(folder.register, file.source, gone) if gone else None


def _open_tasks(plan: Plan) -> Iterator[_OpenTask]:
    actions = [a for one in plan.recommendations for a in one.actions if not a.unclear]
    if plan.sign_off and any(a.signed_off is None and a.status not in DROPPED for a in actions):
        yield _OpenTask(("sign_off",), plan.sign_off)
    for action in actions:
        if action.status not in CLOSED:
            yield from _tasks_in(action)


def _tasks_in(action: Action) -> Iterator[_OpenTask]:
    named = [("lead", action.lead, action.route), ("partners", action.partners, action.route)]
    steps = (step for step in action.milestones if step.is_open or step.status is Status.PAUSED)
    named += (("lead", step.lead, step.route) for step in steps)
    for key, names, route in named:
        for index, name in enumerate(names):
            yield _OpenTask((*route, key, index), name, action.id)
    if action.chased_by:
        yield _OpenTask((*action.route, "chased_by"), action.chased_by, action.id)


def _before_record(plan: Plan, others: tuple[Successor, ...]) -> list[Successor]:
    """The successors that had certainly taken over when the record was made."""
    day = _record_day(plan) if others else None
    if day is None:
        return list(others)
    return [one for one in others if one.from_ and one.from_.last <= day]


def _record_day(plan: Plan) -> date | None:
    """The day of a record of the past; None for a plan that is kept up to date."""
    recorded = plan.position_at or (plan.source.retrieved if plan.source else None)
    if recorded is None:
        return None
    later = (one.when.first for one in clear_dates(plan) if one.action and is_past(one))
    return max((recorded.first, *later))


def _finding(
    source: Source, plan: Plan, task: _OpenTask, known: _Successions, others: list[Successor]
) -> Finding:
    code = known.register.code(task.name) or task.name
    since = " and ".join(
        f"`{one.agency}`{f' from {spoken(one.from_)}' if one.from_ else ''}" for one in others
    )
    message = f"`{task.name}` was succeeded by {since}, and still has open work here."
    hint = f"Write {one_of(known.present(code))}. If the record is of an earlier time, add "
    hint += "`position_at`."
    related = Spot(
        known.file, ("agencies", code, "succeeded_by"), "the succession is recorded here"
    )
    return Finding(Spot(source, task.route), message, hint, (related,), plan.id, task.action)


RULE = Rule(
    name="abolished-agency",
    family="references",
    severity=Severity.ERROR,
    what="An agency that the register says was succeeded by another still has open work: it "
    "leads, takes part, chases or signs off.",
    why="The work has no owner: letters go to a closed mailbox, and the successor does not "
    "know that the work is theirs. What was done earlier keeps the old name.",
    instead="Write the successor. A record of the past keeps the name of its time. Say in "
    "`position_at` when its statuses were true.",
    check_as_of=_check,
    bad={**example_folder(SOUND.replace("POL", "PCT")), "agencies.yaml": _REGISTER},
    good={**example_folder(SOUND.replace("POL", "CCG")), "agencies.yaml": _REGISTER},
)

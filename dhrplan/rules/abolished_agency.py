"""abolished-agency: work that is still to do lies with a body that is no more.

A record of the past is true as it is written. So it counts whether the record speaks of a time
after the succession: by its `position_at`, else by when its source was taken, else (as with a plan
that is kept up) by the day that is asked about. Where something is told in it of a later day, such
as an update, it has been kept up until then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dhrplan.diagnostic import Severity
from dhrplan.model.dates import spoken
from dhrplan.model.plan import DONE, Status
from dhrplan.rules import example
from dhrplan.rules.base import Finding, Rule, Spot, plans_of
from dhrplan.rules.dating import clear_dates, is_past
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from dhrplan.diagnostic import Route
    from dhrplan.model.agencies import Register, Successor
    from dhrplan.model.plan import Action, Plan
    from dhrplan.rules.base import Folders
    from dhrplan.text.folder import Folder
    from dhrplan.text.source import Source

_DROPPED = frozenset({Status.SUPERSEDED, Status.NOT_TAKEN_FORWARD})
_CLOSED = DONE | _DROPPED
_REGISTER = """\
agencies:
  PCT:
    name: Northshire Primary Care Trust
    succeeded_by:
      - {agency: CCG, from: 2013-04}
  CCG:
    name: Northshire CCG
"""


class _Asked(NamedTuple):
    """A body that has something to do yet, and where it is named."""

    route: Route
    name: str
    action: str | None = None


class _Successions(NamedTuple):
    """Whose work others have certainly taken over by the day, by code, each with those others."""

    register: Register
    file: Source
    gone: Mapping[str, tuple[Successor, ...]]

    def heirs(self, code: str, way: tuple[str, ...] = ()) -> list[str]:
        """Who has the work now, if those that took it over were succeeded in their turn."""
        if code not in self.gone or code in way:
            return [code]
        nexts = (self.register.code(one.agency or "") or one.agency for one in self.gone[code])
        every = (heir for one in nexts if one for heir in self.heirs(one, (*way, code)))
        return list(dict.fromkeys(every))


def _check(folders: Folders, as_of: date) -> Iterator[Finding]:
    for folder in folders:
        known = _successions(folder, as_of)
        if known is None:
            continue
        for source, plan in plans_of((folder,)):
            for asked in _still_asked(plan):
                code = folder.register.code(asked.name)
                took_over = _before_the_record(plan, known.gone.get(code or "", ()))
                if code and took_over and code not in known.heirs(code):
                    yield _finding(source, plan, asked, known, took_over)


def _successions(folder: Folder, as_of: date) -> _Successions | None:
    """None where no agency has been succeeded, or not all of the register could be read."""
    file = folder.register_file
    if file is None or file.faults:
        return None
    gone = {
        code: tuple(one for one in agency.succeeded_by if not one.from_ or one.from_.last <= as_of)
        for code, agency in folder.register.agencies.items()
    }
    gone = {code: others for code, others in gone.items() if others}
    return _Successions(folder.register, file.source, gone) if gone else None


def _still_asked(plan: Plan) -> Iterator[_Asked]:
    actions = [a for one in plan.recommendations for a in one.actions if not a.unclear]
    if plan.sign_off and any(a.signed_off is None and a.status not in _DROPPED for a in actions):
        yield _Asked(("sign_off",), plan.sign_off)
    for action in actions:
        if action.status not in _CLOSED:
            yield from _asked_for(action)


def _asked_for(action: Action) -> Iterator[_Asked]:
    """Who has something to do in an action that is not closed."""
    named = [("lead", action.lead, action.route), ("partners", action.partners, action.route)]
    steps = (step for step in action.milestones if step.is_open or step.status is Status.PAUSED)
    named += (("lead", step.lead, step.route) for step in steps)
    for key, names, route in named:
        for index, name in enumerate(names):
            yield _Asked((*route, key, index), name, action.id)
    if action.chased_by:
        yield _Asked((*action.route, "chased_by"), action.chased_by, action.id)


def _before_the_record(plan: Plan, others: tuple[Successor, ...]) -> list[Successor]:
    """Those who had certainly taken over when the record was made."""
    day = _made_on(plan) if others else None
    if day is None:
        return list(others)
    return [one for one in others if one.from_ and one.from_.last <= day]


def _made_on(plan: Plan) -> date | None:
    """The day that a record of the past speaks of; None for a plan that is kept up."""
    of_the_record = plan.position_at or (plan.source.retrieved if plan.source else None)
    if of_the_record is None:
        return None
    told = (one.when.first for one in clear_dates(plan) if one.action and is_past(one))
    return max((of_the_record.first, *told))


def _finding(
    source: Source, plan: Plan, asked: _Asked, known: _Successions, others: list[Successor]
) -> Finding:
    code = known.register.code(asked.name) or asked.name
    since = " and ".join(
        f"`{one.agency}`{f' from {spoken(one.from_)}' if one.from_ else ''}" for one in others
    )
    message = f"`{asked.name}` was succeeded by {since}, and here it has work to do."
    hint = f"Write {one_of(known.heirs(code))}. If the record tells of an earlier time, say so "
    hint += "with `position_at`."
    beside = Spot(known.file, ("agencies", code, "succeeded_by"), "the succession stands here")
    return Finding(Spot(source, asked.route), message, hint, (beside,), plan.id, asked.action)


RULE = Rule(
    name="abolished-agency",
    family="references",
    severity=Severity.ERROR,
    what="An agency that the register says was succeeded by another leads, takes part in, chases "
    "or is to sign off something that is not closed.",
    why="Nobody is left to do it: letters go to a mailbox that is no more, and the successor does "
    "not know that the work is theirs. What was done in its time stays under its own name.",
    instead="Write the successor. A record of the past keeps the name of its time, and says with "
    "`position_at` when its statuses were true.",
    check_as_of=_check,
    bad={**example.one(example.SOUND.replace("POL", "PCT")), "agencies.yaml": _REGISTER},
    good={**example.one(example.SOUND.replace("POL", "CCG")), "agencies.yaml": _REGISTER},
)

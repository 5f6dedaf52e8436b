"""A new review, recommendation or action: put into its file, judged, shown, and then written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from dhrplan import store, workspace
from dhrplan.cli import given
from dhrplan.cli.asking import settle
from dhrplan.cli.clock import today
from dhrplan.cli.worsening import refuse_worse
from dhrplan.errors import DhrplanError, ExistsError, NotFoundError
from dhrplan.model.agencies import Register, folded
from dhrplan.model.numbering import next_action, next_recommendation
from dhrplan.model.plan import Recommendation
from dhrplan.select import Selection, resolved
from dhrplan.select.names import review_names
from dhrplan.text.beginning import new_plan, title_of
from dhrplan.text.edit import Append, edit
from dhrplan.text.naming import fault_of
from dhrplan.text.nearest import nearest
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dhrplan.model.plan import Plan
    from dhrplan.text.changes import Value
    from dhrplan.text.folder import Folder, NamedBytes

    Fields = Mapping[str, str | tuple[str, ...] | None]


@dataclass(frozen=True)
class Writing:
    """How what is new is written.

    Attributes:
        plans: Folders named by `--plans`; none means the one that is found upwards.
    """

    plans: tuple[Path, ...]
    yes: bool
    dry_run: bool
    force: bool
    color: str


@dataclass(frozen=True)
class Wish:
    """What is to be added to a review; what is None is not.

    Attributes:
        review: The review, by any of its names.
        of: The recommendation that an action is added to.
        id: The id of what is added; None for the next one.
        recommendation: The words of a recommendation; beside it the other fields, as given.
        action: The words of an action; beside it the other fields, as given.
    """

    review: str
    of: str | None = None
    id: str | None = None
    recommendation: str | None = None
    recommendation_fields: Fields = field(default_factory=dict)
    action: str | None = None
    action_fields: Fields = field(default_factory=dict)


@dataclass(frozen=True)
class _Desk:
    """A folder of plans as it is now: its bytes, and what they say."""

    path: Path
    named: NamedBytes
    folder: Folder

    def put(self, name: str, data: bytes, how: Writing) -> int:
        """Judge what a file is to have, show it, ask, and write it."""
        after = replace(self.named, files={**self.named.files, name: data})
        if not how.force:
            refuse_worse(self.named, after, today())
        change = store.Change(self.path / name, self.named.files.get(name), data)
        return settle(change, yes=how.yes, dry_run=how.dry_run, color=how.color)


def add_review(review: str, title: str | None, how: Writing) -> int:
    """Begin the plan of a review.

    Raises:
        ExistsError: There is such a review.
        DhrplanError: It would bring in an error, or cannot be written.
    """
    if len(how.plans) > 1:
        raise click.UsageError("A review is one file: name one folder with --plans.")
    (desk,) = _desks(how.plans)
    _refuse_known(review, desk)
    if fault := fault_of(review):
        raise click.UsageError(fault)
    partnerships = {plan.partnership for plan in desk.folder.plans}
    partnership = partnerships.pop() if len(partnerships) == 1 else None
    return desk.put(f"{review}.yaml", new_plan(review, title or title_of(review), partnership), how)


def _refuse_known(review: str, desk: _Desk) -> None:
    known = {folded(name): one for name, one in review_names((desk.folder,)).items()}
    files = {PurePosixPath(name).stem for name in (*desk.named.files, *desk.named.unopened)}
    known = {**{folded(name): name for name in files}, **known}
    if there := known.get(folded(review)):
        also = "" if there == review else f": {there}"
        hint = f"`dhrplan new {there} --recommendation` adds a recommendation to it."
        raise ExistsError(f"There is a review `{review}` already{also}.", hint)


def add(wish: Wish, how: Writing) -> int:
    """Add a recommendation, an action, or both, to a review.

    Raises:
        NotFoundError: There is no such review, recommendation or agency.
        ExistsError: Something of that id is there.
        DhrplanError: The file cannot be changed, or would have an error that it does not have now.
    """
    desk, plan = _found(wish.review, how.plans)
    name = PurePosixPath(plan.file).name
    change = _change(wish, plan, desk.folder.register)
    return desk.put(name, edit(plan.file, desk.named.files[name], [change]).data, how)


def _change(wish: Wish, plan: Plan, register: Register) -> Append:
    if wish.recommendation is None:
        one = _recommendation(wish.of or "", plan)
        action = _action(wish, wish.id or next_action(plan, one), plan, register)
        return Append((*one.route, "actions"), action)
    there = [each.id for each in plan.recommendations]
    new = _id(wish.id or next_recommendation(plan), there, "a recommendation")
    value = {"id": new, **_fields("recommendation", wish.recommendation_fields, register)}
    value["text"] = given.text(wish.recommendation, f"recommendation {new}")
    if wish.action is not None:
        following = next_action(plan, Recommendation(new, 0))
        value["actions"] = [_action(wish, following, plan, register)]
    return Append(("recommendations",), value)


def _action(wish: Wish, wanted: str | None, plan: Plan, register: Register) -> dict[str, Value]:
    actions = (action.id for one in plan.recommendations for action in one.actions)
    new = _id(wanted, list(actions), "an action")
    fields = _fields("action", wish.action_fields, register)
    return {"id": new, "text": given.text(wish.action or "", f"action {new}"), **fields}


def _fields(record: str, fields: Fields, register: Register) -> dict[str, Value]:
    return {
        name: given.canonical(record, name, value, register)
        for name, value in fields.items()
        if value
    }


def _id(wanted: str | None, there: list[str], what: str) -> str:
    if wanted is None:
        message = f"What comes after `{there[-1]}` cannot be told: give an id with --id."
        raise click.UsageError(message)
    given.canonical("action", "id", wanted, Register())
    if folded(wanted) in map(folded, there):
        hint = "Leave --id out for the next one."
        raise ExistsError(f"There is {what} `{wanted}` already, and no id is used again.", hint)
    return wanted


def _desks(plans: tuple[Path, ...]) -> list[_Desk]:
    start = Path.cwd()
    desks = []
    for path in store.distinct(plans or (store.find_plans(start),)):
        named = store.read_whole(path, start)
        desks.append(_Desk(path, named, workspace.read((named,)).folders[0]))
    return desks


def _found(review: str, plans: tuple[Path, ...]) -> tuple[_Desk, Plan]:
    """The plan of a review, and the folder that it stands in."""
    desks = _desks(plans)
    asked = Selection().of_reviews((review,))
    (identity,) = resolved(tuple(desk.folder for desk in desks), asked).get("review")
    found = [(desk, one) for desk in desks for one in desk.folder.plans if one.id == identity]
    if len(found) > 1:
        files = ", ".join(plan.file for _, plan in found)
        raise DhrplanError(f"Two files hold {identity}: {files}.", "Let one of them go first.")
    if not found:
        hint = "`dhrplan validate` says why."
        raise DhrplanError(f"The plan of {identity} cannot be read.", hint)
    return found[0]


def _recommendation(asked: str, plan: Plan) -> Recommendation:
    for one in plan.recommendations:
        if folded(one.id) == folded(asked):
            return one
    ids = [one.id for one in plan.recommendations]
    near = nearest(asked, ids) or tuple(ids[:5])
    hint = f"Did you mean {one_of(near)}?" if near else "It has none yet."
    raise NotFoundError(f"{plan.id} has no recommendation `{asked}`.", hint)

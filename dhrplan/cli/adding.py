"""A new review, recommendation or action: what a file becomes by it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import click

from dhrplan.cli import given
from dhrplan.cli.clock import today
from dhrplan.cli.writing import Proposal, hold, proposed
from dhrplan.decide import Interpreter, effect_on_all, find_review
from dhrplan.errors import ExistsError
from dhrplan.model.agencies import folded
from dhrplan.model.numbering import next_action, next_recommendation
from dhrplan.model.plan import Recommendation
from dhrplan.select.named import not_found, recommendations
from dhrplan.select.names import review_names
from dhrplan.text.beginning import new_plan, title_of
from dhrplan.text.changes import Append
from dhrplan.text.folder import REGISTERS, with_plan
from dhrplan.text.keys import fields_of
from dhrplan.text.naming import fault_of
from dhrplan.text.reader import read_plan
from dhrplan.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dhrplan.decide import Review
    from dhrplan.text.changes import Value
    from dhrplan.text.folder import Folder, NamedBytes

    Fields = Mapping[str, str | tuple[str, ...] | None]

_KEYS = {"theme": "themes", "partner": "partners"}
"""What a plan keeps, where an option names one of several."""


@dataclass(frozen=True)
class Wish:
    """What is to be added to a review; what is None is not.

    Attributes:
        review: The review, by any of its names.
        of: The recommendation that an action is added to.
        id: The id of what is added; None for the next one.
        recommendation: The words of a recommendation; beside it the other options, as given.
        action: The words of an action; beside it the other options, as given.
    """

    review: str
    of: str | None = None
    id: str | None = None
    recommendation: str | None = None
    of_recommendation: Fields = field(default_factory=dict)
    action: str | None = None
    of_action: Fields = field(default_factory=dict)


def new_review(review: str, title: str | None, plans: tuple[Path, ...]) -> Proposal:
    """The plan of a review that begins.

    Raises:
        ExistsError: There is such a review.
    """
    if len(plans) > 1:
        raise click.UsageError("A review is one file: name one folder with --plans.")
    held = hold(plans)
    ((place, named),) = held.folders.items()
    (folder,) = held.view.folders
    _refuse_known(review, named, folder)
    if fault := fault_of(review):
        raise click.UsageError(fault)
    partnerships = {plan.partnership for plan in folder.plans}
    partnership = partnerships.pop() if len(partnerships) == 1 else None
    name, data = f"{review}.yaml", new_plan(review, title or title_of(review), partnership)
    plan = read_plan(named.place(name), data, keep_nodes=True)
    view = Workspace((with_plan(folder, plan),))
    effect = effect_on_all(held.view, view, today())
    return Proposal(named.place(name), place / name, None, data, effect)


def _refuse_known(review: str, named: NamedBytes, folder: Folder) -> None:
    known = {folded(name): one for name, one in review_names((folder,)).items()}
    there_are = {*named.files, *named.unopened} - {*REGISTERS}
    files = {PurePosixPath(name).stem for name in there_are}
    known = {**{folded(name): name for name in files}, **known}
    if there := known.get(folded(review)):
        also = "" if there == review else f": {there}"
        hint = f"`dhrplan new {there} --recommendation` adds a recommendation to it."
        raise ExistsError(f"There is a review `{review}` already{also}.", hint)


def new_in(wish: Wish, plans: tuple[Path, ...]) -> Proposal:
    """The plan of a review with a new recommendation, a new action, or both.

    Raises:
        NotFoundError: There is no such review, recommendation or agency.
        ExistsError: Something of that id is there.
        DhrplanError: The file cannot be changed.
    """
    if wish.recommendation == wish.action == given.STDIN:
        message = "Standard input is one text, and --recommendation and --action both ask for it."
        raise click.UsageError(message)
    held, as_of = hold(plans), today()
    review = find_review(held.view.folders, wish.review)
    change = _change(wish, review, Interpreter(review.folder.register, as_of))
    return proposed(held, review.file.source, [change], as_of)


def _change(wish: Wish, review: Review, hearing: Interpreter) -> Append:
    plan = review.plan
    if wish.recommendation is None:
        one = _recommendation(wish.of or "", review)
        action = _action(wish, wish.id or next_action(plan, one), review, hearing)
        return Append((*one.route, "actions"), action)
    there = [each.id for each in plan.recommendations]
    new = _id(wish.id or next_recommendation(plan), there, "recommendation", hearing)
    value = {"id": new, **_fields("recommendation", wish.of_recommendation, hearing)}
    value["text"] = given.text(wish.recommendation, f"recommendation {new}")
    if wish.action is not None:
        following = next_action(plan, Recommendation(new, 0))
        value["actions"] = [_action(wish, following, review, hearing)]
    return Append(("recommendations",), value)


def _action(wish: Wish, wanted: str | None, review: Review, hearing: Interpreter) -> dict[str, Value]:
    actions = (action.id for one in review.plan.recommendations for action in one.actions)
    new = _id(wanted, list(actions), "action", hearing)
    fields = _fields("action", wish.of_action, hearing)
    return {"id": new, "text": given.text(wish.action or "", f"action {new}"), **fields}


def _fields(record: str, options: Fields, hearing: Interpreter) -> dict[str, Value]:
    kinds = fields_of(record)
    keys = {name: _KEYS.get(name, name) for name, said in options.items() if said}
    return {
        key: hearing.value(name, options[name] or "", kinds[key].kind) for name, key in keys.items()
    }


def _id(wanted: str | None, there: list[str], what: str, hearing: Interpreter) -> str:
    if wanted is None:
        message = f"What comes after `{there[-1]}` cannot be told: give an id with --id."
        raise click.UsageError(message)
    new: str = hearing.value("id", wanted, fields_of(what)["id"].kind)
    if folded(new) in map(folded, there):
        hint = "Leave --id out for the next one."
        an = "an" if what == "action" else "a"
        raise ExistsError(f"There is {an} {what} `{new}` already, and no id is used again.", hint)
    return new


def _recommendation(asked: str, review: Review) -> Recommendation:
    every = list(recommendations((review.folder,), review.plan.id))
    those = (one.recommendation for one in every)
    found = next((one for one in those if folded(one.id) == folded(asked)), None)
    return found or not_found(review.plan.id, asked, every, with_actions=False)

"""The only filters: one vocabulary, wherever actions are listed or reported.

Values of one filter are alternatives; different filters must all hold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

from dhrplan.errors import NotFoundError
from dhrplan.model.agencies import folded
from dhrplan.model.plan import Status
from dhrplan.model.state import Flag, Standing, State, judge, open_deadlines
from dhrplan.text.build import stem
from dhrplan.text.nearest import nearest
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from dhrplan.model.agencies import Register
    from dhrplan.model.dates import Period
    from dhrplan.model.plan import Action, Plan, Recommendation
    from dhrplan.text.folder import Folder

STATUSES = tuple(dict.fromkeys((*map(str, Status), *map(str, State), *map(str, Flag))))
"""What `--status` takes: the stored statuses, the derived states, the flags."""


@dataclass(frozen=True, slots=True)
class Item:
    """An action with all that a question needs to know of it.

    Attributes:
        standing: Where it stands as at the day that was asked for.
        register: The register of its folder.
        as_of: The day that was asked for.
    """

    plan: Plan
    recommendation: Recommendation
    action: Action
    standing: Standing
    register: Register
    as_of: date

    @property
    def name(self) -> str:
        """The action as it is spoken of: `DHR4 1.1`."""
        return f"{self.plan.id} {self.action.id}"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for. A filter without values lets everything pass.

    Attributes:
        reviews: Ids, aliases or titles of reviews.
        agencies: Codes, aliases or names of agencies.
        statuses: Stored statuses, derived states or flags.
        due_within: Open and due within this time, late ones included.
    """

    reviews: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    due_within: Period | None = None

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The filters that were used, by the name of their option, for the head of a report."""
        named = {
            "review": self.reviews,
            "agency": self.agencies,
            "status": self.statuses,
            "due-within": (self.due_within.canonical,) if self.due_within else (),
        }
        return {name: values for name, values in named.items() if values}

    @property
    def narrows_actions(self) -> bool:
        """Whether some actions of a review that is asked for may be left out."""
        return bool(self.agencies or self.statuses or self.due_within)


def every_item(folders: Iterable[Folder], as_of: date) -> Iterator[Item]:
    """Every action of every readable plan, in the order of the files."""
    for folder in folders:
        for plan in folder.plans:
            for recommendation in plan.recommendations:
                for action in recommendation.actions:
                    standing = judge(action, plan, as_of)
                    yield Item(plan, recommendation, action, standing, folder.register, as_of)


def select(folders: tuple[Folder, ...], selection: Selection, as_of: date) -> tuple[Item, ...]:
    """The actions that the filters of a resolved selection leave, in the order of the files."""
    return tuple(
        item
        for item in every_item(folders, as_of)
        if asks_for_review(selection, item.plan)
        and _by_agency(selection, item)
        and _by_status(selection, item)
        and _by_due(selection, item, as_of)
    )


def asks_for_review(selection: Selection, plan: Plan) -> bool:
    """Whether the filters let a review pass."""
    if not selection.reviews:
        return True
    names = {folded(name) for name in plan.names}
    return any(folded(asked) in names for asked in selection.reviews)


def resolved(folders: tuple[Folder, ...], selection: Selection) -> Selection:
    """The same selection in the words of the plans: ids, codes and statuses, however asked for.

    Raises:
        NotFoundError: What is asked for does not exist; the message names what comes nearest.
    """
    return replace(
        selection,
        reviews=_found("review", selection.reviews, _review_names(folders)),
        agencies=_found("agency", selection.agencies, _agency_names(folders)),
        statuses=_found("status", selection.statuses, {one: one for one in STATUSES}),
    )


def is_about(selection: Selection, review: str | None, folders: tuple[Folder, ...]) -> bool:
    """Whether a problem of a review concerns what is asked for.

    A file that could not be read may hold anything, so that it always does.
    """
    plans = [plan for plan in _plans(folders) if plan.id == review]
    return not plans or any(asks_for_review(selection, plan) for plan in plans)


def _plans(folders: Iterable[Folder]) -> Iterator[Plan]:
    for folder in folders:
        yield from folder.plans


def _review_names(folders: Iterable[Folder]) -> dict[str, str]:
    """Every name of every review, with its id. An unreadable one goes by its file's name."""
    names: dict[str, str] = {}
    for folder in folders:
        for file in folder.files:
            for name in file.plan.names if file.plan else (stem(file.file),):
                names.setdefault(name, file.plan.id if file.plan else name)
    return names


def _agency_names(folders: Iterable[Folder]) -> dict[str, str]:
    """Every word of the registers, with its code, and every lead as it is written."""
    names: dict[str, str] = {}
    for folder in folders:
        register = folder.register
        names.update((name, register.code(name) or name) for name in register.names)
        for plan in folder.plans:
            for recommendation in plan.recommendations:
                for action in recommendation.actions:
                    names.update((lead, register.code(lead) or lead) for lead in _leads(action))
    return names


def _found(what: str, asked: Iterable[str], known: Mapping[str, str]) -> tuple[str, ...]:
    there = {folded(name): meant for name, meant in reversed(list(known.items()))}
    return tuple(there.get(folded(one)) or _not_found(what, one, known) for one in asked)


def _not_found(what: str, asked: str, known: Iterable[str]) -> NoReturn:
    names = list(known)
    found = nearest(asked, names) or tuple(names[:5])
    hint = f"Did you mean {one_of(found)}?" if found else ""
    raise NotFoundError(f"There is no {what} `{asked}`.", hint)


def _leads(action: Action) -> tuple[str, ...]:
    return (*action.lead, *(lead for step in action.milestones for lead in step.lead))


def _by_agency(selection: Selection, item: Item) -> bool:
    return not selection.agencies or any(
        item.register.includes(asked, lead)
        for asked in selection.agencies
        for lead in _leads(item.action)
    )


def _by_status(selection: Selection, item: Item) -> bool:
    if not selection.statuses:
        return True
    words = {item.action.status, item.standing.state, *item.standing.flags}
    return any(folded(asked) in words for asked in selection.statuses)


def _by_due(selection: Selection, item: Item, as_of: date) -> bool:
    if selection.due_within is None:
        return True
    by = selection.due_within.after(as_of)
    return any(due <= by for _, due in open_deadlines(item.action, item.plan))

"""The only filters: one vocabulary, wherever actions are listed or reported."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from dhrplan.errors import NotFoundError
from dhrplan.model.agencies import folded
from dhrplan.select.filters import FILTERS
from dhrplan.select.items import Item, every_item
from dhrplan.text.nearest import nearest
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from dhrplan.model.plan import Plan
    from dhrplan.select.names import Folders
    from dhrplan.text.folder import Folder


class Selection(NamedTuple):
    """What is asked for: values by the name of their filter.

    Without values a filter lets everything pass.
    """

    values: Mapping[str, tuple[Any, ...]] = MappingProxyType({})

    def get(self, name: str) -> tuple[Any, ...]:
        """The values of a filter."""
        return self.values.get(name, ())

    def without(self, *names: str) -> Selection:
        """The same without some filters."""
        kept = {name: values for name, values in self.values.items() if name not in names}
        return Selection(kept)

    def of_reviews(self, reviews: tuple[str, ...]) -> Selection:
        """The same for these reviews, or for all where none is named."""
        named = {"review": reviews} if reviews else {}
        return Selection({**named, **self.without("review").values})

    @property
    def told(self) -> dict[str, tuple[str, ...]]:
        """The filters that were used, for the head of a report."""
        used = {name: values for name, values in self.values.items() if values}
        return {name: tuple(_told(value) for value in values) for name, values in used.items()}

    @property
    def narrows_actions(self) -> bool:
        """Whether some actions of a review that is asked for may be left out."""
        return any(values for name, values in self.values.items() if name != "review")

    def passes(self, item: Item) -> bool:
        """Whether every filter that was used lets an action pass."""
        return all(
            any(one.passes(value, item) for value in values)
            for one in FILTERS
            if (values := self.values.get(one.name))
        )


def select(folders: Folders, selection: Selection, as_of: date) -> tuple[Item, ...]:
    """The actions that the filters of a resolved selection leave, in the order of the files."""
    # Reviews are told apart once a plan: there may be many of them, with many actions each.
    asked, rest = asks_for(selection), selection.without("review")
    plans = {id(plan) for plan in _plans(folders) if asked(plan)}
    items = (item for item in every_item(folders, as_of) if id(item.plan) in plans)
    return tuple(item for item in items if rest.passes(item))


def asks_for(selection: Selection) -> Callable[[Plan], bool]:
    """Whether the filters let a review pass."""
    asked = frozenset(map(folded, selection.get("review")))
    return lambda plan: not asked or not asked.isdisjoint(map(folded, plan.names))


def plans_asked_for(folders: Folders, selection: Selection) -> tuple[Plan, ...]:
    """The readable plans of the reviews that are asked for."""
    return tuple(filter(asks_for(selection), _plans(folders)))


def resolved(folders: tuple[Folder, ...], selection: Selection) -> Selection:
    """The same selection in the words of the plans: ids, codes and statuses, however asked for.

    Raises:
        NotFoundError: What is asked for does not exist; the message names what comes nearest.
    """
    values = dict(selection.values)
    for one in FILTERS:
        if one.known and values.get(one.name):
            values[one.name] = _found(one.name, values[one.name], one.known(folders))
    return Selection(values)


def concerns(selection: Selection, folders: Folders) -> Callable[[str | None], bool]:
    """Whether a problem of a review concerns what is asked for.

    A file that could not be read may hold anything, so that it always does.
    """
    asked, about = asks_for(selection), dict[str | None, bool]()
    for plan in _plans(folders):
        about[plan.id] = about.get(plan.id, False) or asked(plan)
    return lambda review: about.get(review, True)


def _plans(folders: Folders) -> Iterator[Plan]:
    return (plan for folder in folders for plan in folder.plans)


def _told(value: Any) -> str:
    return str(getattr(value, "canonical", value))


def _found(what: str, asked: Iterable[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """What each word means; `no status` is `no-status` where no other word is nearer."""
    names = list(known.items())[::-1]
    loosely = {folded(name).replace("-", ""): meant for name, meant in names}
    exactly = {folded(name): meant for name, meant in names}
    return tuple(
        exactly.get(folded(one))
        or loosely.get(folded(one).replace("-", ""))
        or _not_found(what, one, known)
        for one in asked
    )


def _not_found(what: str, asked: str, known: Mapping[str, str]) -> NoReturn:
    every = tuple(dict.fromkeys(known.values()))
    few = every if len(every) <= _FEW else every[:5]
    found = nearest(asked, known) or few
    hint = f"Did you mean {one_of(found)}?" if found else "No plan names any."
    raise NotFoundError(f"There is no {what} `{asked}`.", hint)


_FEW = 30
"""As many words can be named in a hint and still be read."""

__all__ = [
    "Item",
    "Selection",
    "asks_for",
    "concerns",
    "every_item",
    "plans_asked_for",
    "resolved",
    "select",
]

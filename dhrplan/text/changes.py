"""Changes of a plan: what somebody wants to stand in it. Where and how is decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence as ListLike
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.errors import EditError
from dhrplan.text.draft import Draft, Items, Keys, Leaf, Pair, below
from dhrplan.text.keys import fields_of
from dhrplan.text.kinds import Kind, RecordOf

if TYPE_CHECKING:
    from dhrplan.diagnostic import Route

Value = str | ListLike["Value"] | Mapping[str, "Value"]
"""Text as it is to be read back, a list, or a record. Line breaks at the end of a text are left
out, as the reader leaves them out."""


class Set(NamedTuple):
    """Let a value stand at a route, with what is missing on the way.

    A list or record that stands there keeps what is the same in it; the rest goes.
    """

    route: Route
    value: Value


class Append(NamedTuple):
    """Let a value be the last of the list at a route, which need not be there."""

    route: Route
    value: Value


class Remove(NamedTuple):
    """Take out what stands at a route; what is left empty around it goes too."""

    route: Route


Change = Set | Append | Remove


def spoken(route: Route) -> str:
    """A route in words: items are counted from 1, as milestones without an id are."""
    words = ""
    for step in route:
        words += f" #{step + 1}" if isinstance(step, int) else f", {step}" if words else step
    return f"`{words}`"


def drafted(value: Value) -> Draft:
    """A value that is to stand somewhere.

    Raises:
        EditError: No file can hold it.
    """
    if isinstance(value, str):
        return Leaf(None, _text(value))
    if not value:
        raise EditError("An empty list or record is not written.", "Remove its key instead.")
    if isinstance(value, Mapping):
        return Keys(None, [Pair(name, drafted(one)) for name, one in value.items()])
    return Items(None, [drafted(one) for one in value])


def _text(value: str) -> str:
    text = value.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise EditError("The text holds half a character, which no file can hold.")
    return text


def typed(draft: Draft, kind: Kind | None) -> Draft:
    """A new value that knows what each of its fields takes, the keys in canonical order."""
    draft.kind = kind
    if isinstance(draft, Keys):
        draft.pairs.sort(key=lambda pair: rank_of(kind, pair.name))
        for pair in draft.pairs:
            typed(pair.value, below(kind, pair.name))
    for value in draft.values if isinstance(draft, Items) else ():
        typed(value, below(kind, 0))
    return draft


def rank_of(kind: Kind | None, name: str) -> int:
    """The place of a key in the canonical order; one that is not known comes last."""
    names = [*fields_of(kind.record)] if isinstance(kind, RecordOf) else []
    return names.index(name) if name in names else len(names)

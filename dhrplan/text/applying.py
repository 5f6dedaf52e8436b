"""Changes carried out on a draft: what the file is to hold after them."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from dhrplan.errors import EditError
from dhrplan.text.agreeing import agree
from dhrplan.text.changes import Append, Change, Remove, drafted, rank_of, spoken, typed
from dhrplan.text.draft import (
    Draft,
    Items,
    Kept,
    Keys,
    Pair,
    below,
    is_nothing,
    opened,
    place_of,
    staying_in,
)
from dhrplan.text.source import KeyedNode, Node, Sequence

if TYPE_CHECKING:
    from dhrplan.diagnostic import Route
    from dhrplan.text.kinds import Kind


def apply(change: Change, root: Keys) -> None:
    """Let a plan hold what a change wants.

    Raises:
        EditError: It cannot.
    """
    if isinstance(change, Remove):
        _take_out(root, change.route)
        return
    route = change.route
    if isinstance(change, Append):
        route = (*route, _length(root, route))
    _amended(root, root.kind, route, 0, drafted(change.value))


def _length(root: Keys, route: Route) -> int:
    """How many items a list has; none where it is not there."""
    found: Draft | None = root
    for step in route:
        found = _child(found, step)
    if found is None or is_nothing(found):
        return 0
    if isinstance(found, Items):
        return len(staying_in(found))
    raise EditError(f"{spoken(route)} is not a list.", "Write it as a list first.")


def _child(draft: Draft | None, step: str | int) -> Draft | None:
    """What stands one step below a value, ready for a change of what is in it."""
    if isinstance(draft, Keys) and isinstance(step, str):
        pair = draft.pair(step)
        if pair is not None:
            pair.value = opened(pair.value)
        return pair.value if pair else None
    if isinstance(draft, Items) and isinstance(step, int) and 0 <= step < len(staying_in(draft)):
        at = draft.values.index(staying_in(draft)[step])
        draft.values[at] = opened(draft.values[at])
        return draft.values[at]
    return None


def _amended(old: Draft | None, kind: Kind | None, route: Route, at: int, new: Draft) -> Draft:
    """What stands `at` steps down a route, where `old` stood, once `new` stands at its end."""
    if at == len(route):
        return _merged(old, typed(new, kind), route)
    is_free = old is None or is_nothing(old)
    instead = place_of(old) if old else None
    if isinstance(route[at], int):
        old = Items(kind, instead=instead) if is_free else old
        if isinstance(old, Items):
            return _amended_items(old, route, at, new)
    else:
        old = Keys(kind, instead=instead) if is_free else old
        if isinstance(old, Keys):
            return _amended_keys(old, route, at, new)
    raise EditError(f"There is no place for {spoken(route)}: a value of another kind is there.")


def _amended_items(items: Items, route: Route, at: int, new: Draft) -> Items:
    step = route[at]
    old = _child(items, step)
    if old is None and step != len(staying_in(items)):
        raise EditError(f"There is no {spoken(route[: at + 1])}.")
    one = _amended(old, below(items.kind, step), route, at + 1, new)
    if old is None:
        items.values.append(one)
    else:
        items.values[items.values.index(old)] = one
    return items


def _amended_keys(keys: Keys, route: Route, at: int, new: Draft) -> Keys:
    name = str(route[at])
    one = _amended(_child(keys, name), below(keys.kind, name), route, at + 1, new)
    pair = keys.pair(name)
    if pair is None:
        keys.pairs.insert(_index_for(keys, name), Pair(name, one))
    else:
        pair.value = one
    return keys


def _index_for(keys: Keys, name: str) -> int:
    """Where a new key goes: behind its nearest canonical neighbour before it, or before the next.

    Keys that are not known stay where they are, and one that is new comes last.
    """
    last = rank_of(keys.kind, "")
    rank = rank_of(keys.kind, name)
    known = [(rank_of(keys.kind, pair.name), at) for at, pair in enumerate(keys.pairs)]
    before = [(one, at) for one, at in known if one < rank]
    after = [(one, at) for one, at in known if rank < one < last]
    if before and rank < last:
        return max(before)[1] + 1
    return min(after)[1] if after else len(keys.pairs)


def _merged(old: Draft | None, new: Draft, route: Route) -> Draft:
    """The new value, with what is the same in the old one left as it stands."""
    if old is None or isinstance(new, Kept):
        return new
    if _is_alike(old, new):
        return old
    old = opened(old)
    if isinstance(old, Items) and isinstance(new, Items):
        return _merged_items(old, new, route)
    if isinstance(old, Keys) and isinstance(new, Keys):
        return _merged_keys(old, new, route)
    if _is_block(place_of(old)):
        message = f"{spoken(route)} holds a list or keys of its own, and not one value."
        raise EditError(message, "Remove it first.")
    new.instead = place_of(old)
    return new


def _is_alike(old: Draft, new: Draft) -> bool:
    """Whether a value that no change has touched holds what is wanted already."""
    return isinstance(old, Kept) and agree(new, old.node)


def _is_block(node: Node | None) -> bool:
    """Whether a node is a list or record that is not in brackets."""
    return isinstance(node, Sequence | KeyedNode) and not node.flow_style


def _merged_keys(old: Keys, new: Keys, route: Route) -> Keys:
    for pair in old.staying:
        if new.pair(pair.name) is None:
            _drop(old, pair.value)
    for pair in new.pairs:
        _amended_keys(old, (*route, pair.name), len(route), pair.value)
    return old


def _merged_items(old: Items, new: Items, route: Route) -> Items:
    """The items that are the same at both ends stay; between them, one takes another's place."""
    ours, theirs = staying_in(old), new.values
    start = _alike(ours, theirs)
    end = _alike(ours[start:][::-1], theirs[start:][::-1])
    at = old.values.index(ours[-end]) if end else len(old.values)
    ours, theirs = ours[start : len(ours) - end], theirs[start : len(theirs) - end]
    old.values[at:at] = theirs[len(ours) :]
    for one, other in zip(ours, theirs, strict=False):
        old.values[old.values.index(one)] = _merged(one, other, route)
    for one in ours[len(theirs) :]:
        _drop(old, one)
    return old


def _alike(ours: list[Draft], theirs: list[Draft]) -> int:
    """How many values are the same from the beginning on."""
    pairs = zip(ours, theirs, strict=False)
    return len([*takewhile(lambda pair: _is_alike(*pair), pairs)])


def _take_out(root: Keys, route: Route) -> None:
    """Take out what stands at a route, and what would be left empty around it."""
    around: list[Draft] = [root]
    for end, step in enumerate(route, 1):
        found = _child(around[-1], step)
        if found is None:
            raise EditError(f"There is no {spoken(route[:end])}.")
        around.append(found)
    _see_that_it_stands_once(around[-2:], route)
    while len(around) > 1:
        _drop(around[-2], around.pop())
        if staying_in(around[-1]):
            return
    raise EditError("Nothing would be left of the file.", "Delete the file instead.")


def _see_that_it_stands_once(around: list[Draft], route: Route) -> None:
    """Without its first value, a key that stands there twice would have the second."""
    keys = around[0].staying if isinstance(around[0], Keys) else []
    if len([pair for pair in keys if pair.name == route[-1]]) > 1:
        message = f"{spoken(route)} stands there more than once, and only the first counts."
        raise EditError(message, "Keep one of them first.")


def _drop(holder: Draft, value: Draft) -> None:
    """Mark what stands in the text as gone; what is not in it yet is let go."""
    node = place_of(value)
    rest = [Kept(value.kind, node, is_gone=True)] if node else []
    if isinstance(holder, Keys):
        at = next(at for at, pair in enumerate(holder.pairs) if pair.value is value)
        pair = holder.pairs[at]
        holder.pairs[at : at + 1] = [Pair(pair.name, one, pair.key) for one in rest]
    elif isinstance(holder, Items):
        at = holder.values.index(value)
        holder.values[at : at + 1] = rest

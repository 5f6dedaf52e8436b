"""Folders as far as a rule must see them that looks for what one change does.

A change touches very little of what is in view. Of the rest only what others may depend on is left:
names and ids, and what took whose place. Of its text the line breaks are left, so that all else
stands on the line where it did.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.model.plan import Action, Recommendation
from dhrplan.text.reader import PlanFile, read_plan
from dhrplan.text.source import Node, Scalar, Sequence, Source, node_at
from dhrplan.yamldoc.edit import Splice, TextLines, spliced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from dhrplan.diagnostic import Route
    from dhrplan.model.plan import Plan
    from dhrplan.rules.engine import Finding
    from dhrplan.text.folder import Folder
    from dhrplan.yamldoc.edit import Change


_ITEMS = ("recommendations", "actions")


class Narrowed(NamedTuple):
    """What is in view of one file.

    Attributes:
        folders: The same folders with hardly anything but what is touched.
        concerns: Whether a finding is about the file, and not about what is left out of it.
        alone: The same folders with this file and no other plan.
    """

    folders: tuple[Folder, ...]
    concerns: Callable[[Finding], bool]
    alone: tuple[Folder, ...]


def touched_by(changes: Iterable[Change], before: Source, after: Source) -> frozenset[Route]:
    """The recommendations and actions that changes of a file touch, or bring into it.

    Args:
        changes: What changes.
        before: The file as it is, with its nodes.
        after: The same with the changes.
    """
    return frozenset(route for one in changes for route in _touched(one, before, after))


def _touched(change: Change, before: Source, after: Source) -> Iterator[Route]:
    route = change.route
    if route[-1] not in _ITEMS:
        yield route[:4] if route[2:3] == ("actions",) else route[:2]
        return
    there, then = (node_at(source.root, route[:-1]) for source in (before, after))
    known = sum(1 for _ in _items(there and there[1], route))
    for new, node in islice(_items(then and then[1], route), known, None):
        yield new
        yield from (action for action, _ in _items(node, (*new, "actions")))


def narrowed(folders: tuple[Folder, ...], source: Source, touched: AbstractSet[Route]) -> Narrowed:
    """See of all folders what concerns a change.

    Args:
        folders: All that is in view, as it was read.
        source: One of its files, as it was read or as it would be, with its nodes.
        touched: The actions and recommendations in it that something changes in.
    """
    narrowing = _Narrowing(source, touched)

    def seen(file: PlanFile) -> PlanFile:
        if file.file == source.file:
            return narrowing.read(file)
        return PlanFile(Source(file.file, ""), file.plan and _outline(file.plan), ())

    every = tuple(replace(one, files=tuple(map(seen, one.files)), strays=()) for one in folders)
    return Narrowed(
        every,
        lambda one: one.spot.source.file == source.file and narrowing.keeps(one.spot.route),
        tuple(replace(one, files=_only(one, source)) for one in every),
    )


def _only(folder: Folder, source: Source) -> tuple[PlanFile, ...]:
    return tuple(file for file in folder.files if file.file == source.file)


def _outline(plan: Plan) -> Plan:
    """Another plan without all that its recommendations and actions say."""
    those = (
        Recommendation(one.id, one.line, one.route, actions=tuple(map(_bare, one.actions)))
        for one in plan.recommendations
    )
    return plan._replace(recommendations=tuple(those), notes=())


def _bare(one: Action) -> Action:
    return Action(one.id, one.line, one.route, superseded_by=one.superseded_by)


class _Narrowing:
    def __init__(self, source: Source, touched: AbstractSet[Route]) -> None:
        self.source = source
        self.sheet = TextLines(source)
        self.touched = touched | {route[:2] for route in touched}

    def keeps(self, route: Route) -> bool:
        """Whether what stands at a route is looked at: it stands in no item that is left out."""
        if route[:1] != ("recommendations",) or route[1:] == ():
            return True
        is_of_action = route[2:3] == ("actions",) and route[3:] != ()
        return route[:2] in self.touched and (not is_of_action or route[:4] in self.touched)

    def read(self, as_was: PlanFile) -> PlanFile:
        """What is left of the file, with the marking that the folder gives it."""
        text = spliced(self.source.text, self._left_out())
        read = read_plan(self.source.file, text.encode(), keep_nodes=True)
        if read.plan is None or as_was.plan is None:
            return read
        whole = {one.route: one for one in read.plan.recommendations}
        every = tuple(_together(one, whole.get(one.route)) for one in self._outlines())
        marking = read.plan.marking or as_was.plan.marking
        return replace(read, plan=read.plan._replace(recommendations=every, marking=marking))

    def _left_out(self) -> Iterator[Splice]:
        """The items that are left out: an empty one keeps the place of each in its list."""
        for route, node in _items(self.source.root, ("recommendations",)):
            if route not in self.touched:
                yield self._blank(node)
                continue
            for place, action in _items(node, (*route, "actions")):
                if place not in self.touched:
                    yield self._blank(action)

    def _blank(self, node: Node) -> Splice:
        start, end = node.start_mark.index, self.sheet.end_of(node)
        breaks = self.source.place(end).line - self.source.place(start).line
        return Splice(start, end, "~" + "\n" * breaks)

    def _outlines(self) -> Iterator[Recommendation]:
        """All recommendations and actions, of which no more is told than others may depend on."""
        for route, node in _items(self.source.root, ("recommendations",)):
            actions = (self._action(*one) for one in _items(node, (*route, "actions")))
            line = self.source.line_of(node)
            yield Recommendation(_value(node, "id"), line, route, actions=tuple(actions))

    def _action(self, route: Route, node: Node) -> Action:
        instead = _value(node, "superseded_by") or None
        return Action(_value(node, "id"), self.source.line_of(node), route, superseded_by=instead)


def _items(node: Node | None, route: Route) -> Iterator[tuple[Route, Node]]:
    """The items of a record's list, which is the last step of the route, each with its own."""
    found = node_at(node, route[-1:])
    if found and isinstance(found[1], Sequence):
        for index, one in enumerate(found[1].value):
            yield (*route, index), one


def _together(outline: Recommendation, whole: Recommendation | None) -> Recommendation:
    """A recommendation with its actions, each of which is whole or an outline."""
    if whole is None:
        return outline
    actions = {one.route: one for one in whole.actions}
    return whole._replace(actions=tuple(actions.get(one.route, one) for one in outline.actions))


def _value(node: Node, name: str) -> str:
    """The text under a key of an item; none where there is none."""
    found = node_at(node, (name,))
    return found[1].value if found and isinstance(found[1], Scalar) else ""

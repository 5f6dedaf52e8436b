"""The slow road: nodes out of parse events, with no recursion and with every oddity seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from dhrplan.diagnostic import Diagnostic
from dhrplan.text.limits import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.text.source import Source

_WRITE_OUT = "Write the value out."


class TooDeepError(Exception):
    """The text nests deeper than the limit, at the character `index`."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


def compose_events(source: Source, loader: type) -> tuple[yaml.Node | None, dict[int, Diagnostic]]:
    """Compose the first document of a text.

    Returns:
        Its root, and the nodes that stand for what the format leaves out, by `id()`.

    Raises:
        TooDeepError: It nests deeper than the limit.
        yaml.YAMLError: It is not YAML.
    """
    composer = _Composer(source)
    for event in yaml.parse(source.text, Loader=loader):
        composer.take(event)
    return composer.root, composer.oddities


class _Composer:
    """Builds nodes from events on a stack of its own."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: yaml.Node | None = None
        self.oddities: dict[int, Diagnostic] = {}
        self.documents = 0
        self.open: list[yaml.CollectionNode] = []
        self.keys: list[yaml.Node | None] = []

    def take(self, event: Any) -> None:
        """Follow one event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2 and self.root is not None:  # noqa: PLR2004 - the second one
                self._odd(self.root, event, "A second document begins here.", _ONE_DOCUMENT)
        elif self.documents > 1:
            return
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.NodeEvent):
            self._add(event)

    def _add(self, event: Any) -> None:
        node = _node(event)
        for message in _messages(event):
            self._odd(node, event, message, _WRITE_OUT)
        self._attach(node)
        if isinstance(node, yaml.CollectionNode):
            self.open.append(node)
            self.keys.append(None)
            if len(self.open) > MAX_DEPTH:
                raise TooDeepError(event.start_mark.index)

    def _close(self, event: Any) -> None:
        node = self.open.pop()
        self.keys.pop()
        node.end_mark = event.end_mark

    def _attach(self, node: yaml.Node) -> None:
        if not self.open:
            self.root = node
        elif isinstance(self.open[-1], yaml.SequenceNode):
            self.open[-1].value.append(node)
        elif self.keys[-1] is None:
            self.keys[-1] = node
        else:
            self.open[-1].value.append((self.keys[-1], node))
            self.keys[-1] = None

    def _odd(self, node: yaml.Node, event: Any, message: str, hint: str) -> None:
        place = self.source.place(event.start_mark.index)
        self.oddities.setdefault(id(node), Diagnostic(place, "yaml-feature", message, hint))


_ONE_DOCUMENT = "A plan is one document: take out the line `---` and all that does not belong."


def _node(event: Any) -> yaml.Node:
    start, end = event.start_mark, event.end_mark
    if isinstance(event, yaml.AliasEvent):
        return yaml.ScalarNode("!alias", f"*{event.anchor}", start, end, style="*")
    if isinstance(event, yaml.ScalarEvent):
        return yaml.ScalarNode("", event.value, start, end, style=event.style)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[yaml.Node] = []
        return yaml.SequenceNode("", items, start, end, flow_style=event.flow_style)
    pairs: list[tuple[yaml.Node, yaml.Node]] = []
    return yaml.MappingNode("", pairs, start, end, flow_style=event.flow_style)


def _messages(event: Any) -> Iterator[str]:
    if isinstance(event, yaml.AliasEvent):
        yield f"`*{event.anchor}` repeats a value from elsewhere, which plans do not do."
        return
    if event.anchor is not None:
        yield f"`&{event.anchor}` names a value for use elsewhere, which plans do not do."
    if event.tag is not None:
        yield f"`{event.tag}` is a type of YAML's own; here each field knows its type."

"""The text of a file and its nodes, each of which knows where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import yaml

from dhrplan.diagnostic import Diagnostic, Place, Route

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Node = yaml.Node
Scalar = yaml.ScalarNode
Sequence = yaml.SequenceNode
KeyedNode = yaml.MappingNode


@dataclass(frozen=True, eq=False)
class Source:
    """The text of one file, and what it is as YAML.

    Attributes:
        file: The file as a person would name it.
        text: Its text, without a byte order mark.
        root: Its outermost node; None where there is none to read.
        faults: Why there is none, or what of it is not part of the format.
        oddities: Nodes that stand for what the format leaves out, by `id()`, each with its fault.
    """

    file: str
    text: str
    root: Node | None = None
    faults: tuple[Diagnostic, ...] = ()
    oddities: Mapping[int, Diagnostic] = field(default_factory=dict)

    @cached_property
    def _line_starts(self) -> list[int]:
        text = self.text
        if text.count("\r") == text.count("\r\n"):  # as all but files of old Macs
            return [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]
        return [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return len(self._line_starts)

    def line(self, number: int) -> tuple[int, str]:
        """The index at which a line begins, and what stands on it, without its end."""
        starts = self._line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return starts[number - 1], self.text[starts[number - 1] : end].rstrip("\r\n")

    def place(self, index: int) -> Place:
        """The place of the character at `index`; lines end as an editor ends them."""
        line = bisect_right(self._line_starts, index)
        return Place(self.file, line, index - self._line_starts[line - 1] + 1)

    def line_end(self, index: int) -> int:
        """The index at which the line of a character ends, before its line break."""
        starts = self._line_starts
        line = bisect_right(starts, index)
        end = starts[line] if line < len(starts) else len(self.text)
        while end > index and self.text[end - 1] in "\r\n":
            end -= 1
        return end

    @property
    def end(self) -> Place:
        """The place behind the last character."""
        return self.place(len(self.text))

    def line_of(self, node: Node) -> int:
        """The line that a node begins on, from 1."""
        return bisect_right(self._line_starts, node.start_mark.index)

    def place_of(self, node: Node) -> Place:
        """Where a node begins."""
        return self.place(node.start_mark.index)

    def width_of(self, node: Node) -> int:
        """How many characters of its first line a node covers, 1 at the least.

        A list, keys or a block of text count for one: their first character says where they begin.
        """
        if not isinstance(node, Scalar) or node.style in ("|", ">"):
            return 1
        written = self.text[node.start_mark.index : node.end_mark.index]
        return max(1, len(re.split(r"[\r\n]", written, maxsplit=1)[0].rstrip()))


class Words(NamedTuple):
    """A scalar of a file: words that stand somewhere.

    Attributes:
        route: Where it stands in the file.
        node: The words, with the quotes and the marks of YAML.
    """

    route: Route
    node: Scalar


def words_in(node: Node | None, route: Route = ()) -> Iterator[Words]:
    """Every scalar below a node, in the order of the text; of keys, the values alone."""
    if isinstance(node, Scalar):
        yield Words(route, node)
    elif isinstance(node, Sequence):
        for index, one in enumerate(node.value):
            yield from words_in(one, (*route, index))
    elif isinstance(node, KeyedNode):
        for key, value in node.value:
            yield from words_in(value, (*route, key.value if isinstance(key, Scalar) else ""))


def node_at(root: Node | None, route: Route) -> tuple[Node | None, Node] | None:
    """The key and the value at `route`, or None where the text has no such place."""
    key: Node | None = None
    node = root
    for step in route:
        key, node = _step(node, step)
    return None if node is None else (key, node)


def _step(node: Node | None, step: str | int) -> tuple[Node | None, Node | None]:
    if isinstance(node, KeyedNode):
        pairs = ((k, v) for k, v in node.value if isinstance(k, Scalar) and k.value == step)
        return next(pairs, (None, None))
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None, None

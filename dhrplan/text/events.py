"""Nodes out of parse events: with no recursion, and with all that the format leaves out seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from dhrplan.diagnostic import Diagnostic
from dhrplan.text.limits import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.text.source import Source


_HALF = re.compile("[\ud800-\udfff]")
_UNKNOWN_INSTRUCTION = re.compile(r"^%(?!(?:YAML|TAG)\b)", re.MULTILINE)
_HALF_ESCAPE = re.compile(r"\\(?:u|U(?=0000))(?=(?:0000)?[dD][89a-fA-F])")


class TooDeepError(Exception):
    """The text nests deeper than the limit, at the character `index`."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


class NotYamlError(Exception):
    """The text is not YAML.

    Attributes:
        problem: The parser's own words, in lower case.
        index: The character at which it stopped.
        began: The character at which what it was reading began, or the same.
        scalar: Where the last value before it begins and ends, if there is one.
    """

    def __init__(
        self, problem: str, index: int, began: int, scalar: tuple[int, int] | None = None
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.index = index
        self.began = began
        self.scalar = scalar


def compose_events(source: Source, loader: type) -> tuple[yaml.Node | None, dict[int, Diagnostic]]:
    """Compose the first document of a text.

    Returns:
        Its root, and the nodes that stand for what the format leaves out, by `id()`.

    Raises:
        TooDeepError: It nests deeper than the limit.
        NotYamlError: It is not YAML.
    """
    composer = _Composer(source)
    try:
        for event in _events(source.text, loader):
            composer.take(event)
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error, composer.scalar) from error
    return composer.root, composer.oddities


def _events(text: str, loader: type) -> Iterator[Any]:
    parser = loader(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    except (ValueError, OverflowError) as error:  # the parser in Python, on "\\UFFFFFFFF"
        raise _bad_escape(parser.get_mark().index) from error
    finally:
        parser.dispose()


def _not_yaml(error: yaml.MarkedYAMLError, scalar: tuple[int, int] | None) -> NotYamlError:
    mark = error.problem_mark or error.context_mark
    index = mark.index if mark else 0
    began = error.context_mark.index if error.context_mark else index
    problem = f"{error.context or ''} {error.problem or ''}".lower()
    return NotYamlError(problem, index, began, scalar)


def _bad_escape(index: int) -> NotYamlError:
    return NotYamlError("found invalid Unicode character escape code", index, index)


class _Composer:
    """Builds nodes from events on a stack of its own."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: yaml.Node | None = None
        self.oddities: dict[int, Diagnostic] = {}
        self.last: Any = None
        self.documents = 0
        self.open: list[yaml.CollectionNode] = []
        self.keys: list[yaml.Node | None] = []

    def take(self, event: Any) -> None:
        """Follow one event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._begin(event)
        elif self.documents > 1:
            return
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.NodeEvent):
            self._add(event)

    @property
    def scalar(self) -> tuple[int, int] | None:
        """Where the last value begins and ends, if what came last is one."""
        return _span(self.last) if isinstance(self.last, yaml.ScalarEvent) else None

    def _begin(self, event: Any) -> None:
        self.documents += 1
        # Neither has a node of its own: the keys are out of the way of any `id()`.
        if self.documents == 1:
            self._look_for_instructions(_span(event)[1])
        if event.version or event.tags:
            self._odd(_THE_FIRST_LINE, event, _INSTRUCTION, "Delete the line.")
        if self.documents == 2:  # noqa: PLR2004 - the second one
            self._odd(_THE_SECOND, event, "A second document begins here.", _ONE_DOCUMENT)

    def _add(self, event: Any) -> None:
        self.last = event
        self._look_for_surrogates(event)
        node = _node(event)
        if event.anchor is not None or event.tag is not None:
            sign, message = _feature(event)
            self._odd(id(node), event, message, _WRITE_OUT.format(sign))
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

    def _odd(self, what: int, event: Any, message: str, hint: str) -> None:
        place = self.source.place(event.start_mark.index)
        self.oddities[what] = Diagnostic(place, "yaml-feature", message, hint)

    # Two things that libyaml refuses and the parser in Python does not.

    def _look_for_surrogates(self, event: Any) -> None:
        """Half a character, written as an escape."""
        if isinstance(event, yaml.ScalarEvent) and event.style == '"' and _HALF.search(event.value):
            start, _ = _span(event)
            match = _HALF_ESCAPE.search(self.source.text, start)
            raise _bad_escape(match.end() if match else start)

    def _look_for_instructions(self, end: int) -> None:
        """Instructions to YAML that no version of it has."""
        match = _UNKNOWN_INSTRUCTION.search(self.source.text, 0, end)
        if match:
            raise NotYamlError("found unknown directive name", match.start(), match.start())


_THE_FIRST_LINE, _THE_SECOND = -1, -2
_WRITE_OUT = "Write the value out; text that begins with `{}` goes in single quotes."
_ONE_DOCUMENT = "A plan is one document: take out the line `---` and all that does not belong."
_INSTRUCTION = "A line that begins with `%` is an instruction to YAML, which plans do not have."


def _span(event: Any) -> tuple[int, int]:
    """The characters at which an event begins and ends."""
    return event.start_mark.index, event.end_mark.index


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


def _feature(event: Any) -> tuple[str, str]:
    """The sign that brought in what the format leaves out, and what is wrong with it."""
    from dhrplan.text.clue import glimpse

    if isinstance(event, yaml.AliasEvent):
        name = glimpse(f"*{event.anchor}")
        return "*", f"{name} repeats a value from elsewhere, which plans do not do."
    if event.anchor is not None:
        name = glimpse(f"&{event.anchor}")
        return "&", f"{name} names a value for use elsewhere, which plans do not do."
    name = glimpse(event.tag.replace("tag:yaml.org,2002:", "!!"))
    return "!", f"{name} is a type of YAML's own; here each field knows its type."

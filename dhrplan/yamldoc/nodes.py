"""YAML with positions: bytes become nodes that know where they stand."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

import yaml

from dhrplan.diagnostic import Diagnostic, Place, Route

MAX_BYTES = 5_000_000
"""The size of a plan that is still read, in bytes: format 1, "Reading YAML"."""

MAX_DEPTH = 32
"""The levels of lists and keys within each other that are still read: format 1, "Reading YAML"."""

# YAML 1.1, 5.1: what may stand in a stream.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ASCII = bytes(code for code in range(128) if not _UNPRINTABLE.match(chr(code)))
_MARK = "\ufeff"
_HIDDEN_MARK = re.compile(f"(?:^|(?<=[\r\x85\u2028\u2029])){_MARK}", re.MULTILINE)
FOREIGN_BREAK = re.compile("[\x85\u2028\u2029]")


def strange_character(text: str) -> int | None:
    """The index of the first character that no file may hold."""
    if text.isascii() and not text.encode().translate(None, _ASCII):
        return None  # at a tenth of the price
    strange = [match.start() for match in (_UNPRINTABLE.search(text),) if match]
    if _MARK in text:
        strange.extend(_hidden_marks(text))
    return min(strange, default=None)


def _hidden_marks(text: str) -> list[int]:
    """Byte order marks at the beginning of a line, as files have them that were joined.

    They would hide in front of a key. Within a line, where pasted text has them, they do no harm.
    """
    return [match.start() for match in _HIDDEN_MARK.finditer(text)]


# -- how deep it may be --------------------------------------------------------------------------

_INDICATORS = " \t-?:"
_WITHIN_A_WORD = re.compile(r"(?<=\w)'(?=\w)")
_MISLEADING = re.compile(r"""["'#!&*%\\]""")
_INNERMOST = re.compile(r"\[[^\[\]{}]*\]|\{[^\[\]{}]*\}")
_BRACKETS = re.compile(r"[\[\]{}]")


def may_be_deep(text: str) -> bool:
    """Whether `text` might nest deeper than the limit. Never wrong when it says no.

    libyaml's composer recurses, and takes the process down on tens of thousands of brackets, so
    this must be known before it is called. It is an upper bound in one pass over the lines. A
    bracket counts twice, for `[a: b]` is a list with keys in it.
    """
    lines = text.splitlines()
    bound, deepest = _most_blocks(lines), 0
    for line in lines:
        if "[" in line or "{" in line:
            depth = _balanced_depth(line)
            if depth is None:
                bound += 2 * (line.count("[") + line.count("{"))
            else:
                deepest = max(deepest, 2 * depth)
    return bound + deepest > MAX_DEPTH


def _most_blocks(lines: list[str]) -> int:
    """As many block collections can be open as there are columns where one may begin.

    A list may stand in the column of the key above it, so a column counts for each.
    """
    columns: set[tuple[int, bool]] = set()
    for indicators in {line[: len(line) - len(line.lstrip(_INDICATORS))] for line in lines}:
        for column, character in enumerate(indicators):
            if character not in " \t":
                columns.add((column, character == "-"))
        columns.add((len(indicators), False))
    return len(columns)


def _balanced_depth(line: str) -> int | None:
    """How deep the brackets of a line nest, or None if they may not balance.

    Brackets that balance add nothing to the depth of what follows, be the line structure or text,
    as long as nothing on it could make one of a pair mean something else than the other. An
    apostrophe within a word cannot: there YAML lets no quotation begin, and none end.
    """
    if _MISLEADING.search(_WITHIN_A_WORD.sub("", line)):
        return None
    for depth in range(MAX_DEPTH):
        if not _BRACKETS.search(line):
            return depth
        line, before = _INNERMOST.sub("", line), line
        if line == before:
            return None
    return None


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
        return _event_span(self.last) if isinstance(self.last, yaml.ScalarEvent) else None

    def _begin(self, event: Any) -> None:
        self.documents += 1
        # Neither has a node of its own: the keys are out of the way of any `id()`.
        if self.documents == 1:
            self._look_for_instructions(_event_span(event)[1])
        if event.version or event.tags:
            self._odd(_THE_FIRST_LINE, event, _INSTRUCTION, "Delete the line.")
        if self.documents == 2:  # noqa: PLR2004 - the second one
            self._odd(_THE_SECOND, event, "A second document begins here.", _ONE_DOCUMENT)

    def _add(self, event: Any) -> None:
        self.last = event
        self._look_for_surrogates(event)
        node = _node_for(event)
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
            start, _ = _event_span(event)
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


def _event_span(event: Any) -> tuple[int, int]:
    """The characters at which an event begins and ends."""
    return event.start_mark.index, event.end_mark.index


def _node_for(event: Any) -> yaml.Node:
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
    from dhrplan.plan.explain import glimpse

    if isinstance(event, yaml.AliasEvent):
        name = glimpse(f"*{event.anchor}")
        return "*", f"{name} repeats a value from elsewhere, which plans do not do."
    if event.anchor is not None:
        name = glimpse(f"&{event.anchor}")
        return "&", f"{name} names a value for use elsewhere, which plans do not do."
    name = glimpse(event.tag.replace("tag:yaml.org,2002:", "!!"))
    return "!", f"{name} is a type of YAML's own; here each field knows its type."


FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _UntypedLoader(FastLoader):  # type: ignore[misc]
    """A loader that does not guess what type a value is: its field knows. That saves a third."""

    def resolve(self, *_: object) -> str:
        """The tag of a node: none."""
        return ""

    def descend_resolver(self, *_: object) -> None:
        """Keep no path to a node: nothing asks for it."""

    def ascend_resolver(self) -> None:
        """As `descend_resolver`."""


# Where an anchor, an alias, a tag or an instruction might begin: more than those, never less.
_FEATURE = re.compile(r"""[&*!](?<=[\s\[{,:"'].)(?:\S|(?<=!))""")


def parse(file: str, data: bytes) -> Source:
    """Read bytes as YAML. Whatever they are, the answer is a Source and never an exception."""
    if len(data) > MAX_BYTES:
        return _refused(file, "", _too_large(Place(file), _size_message(len(data))))
    if document := _document_of(data):
        message = f"The file is {document}, not a text file."
        return _refused(file, "", Diagnostic(Place(file), "not-utf8", message, _AS_TEXT))
    if _is_utf16(data):
        message = "The file is saved as UTF-16, not as UTF-8."
        return _refused(file, "", Diagnostic(Place(file), "not-utf8", message, _SAVE_AS))
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _refused(file, "", _not_utf8(file, body, error))
    return _compose(Source(file, text))


def locate(source: Source, route: Route, *, key: bool = False) -> Place:
    """Where the value at `route` begins, or its key; the nearest thing around it if absent."""
    found = node_at(_nodes(source), route)
    if found is None:
        return locate(source, route[:-1]) if route else Place(source.file)
    key_node, value = found
    return source.place_of(key_node if key and key_node is not None else value)


def node_of(source: Source, route: Route = ()) -> Node | None:
    """The node at `route`, the outermost at none; None where the text has no such place."""
    found = node_at(_nodes(source), route)
    return found[1] if found else None


def extent(source: Source, route: Route, *, key: bool = False) -> int:
    """How many characters of its first line the value at `route` covers, or its key; 1 at least."""
    found = node_at(_nodes(source), route)
    node = found[0 if key else 1] if found else None
    return source.width_of(node) if node else 1


def words(source: Source) -> Iterator[Words]:
    """Every scalar of a file with its route, in the order of the text."""
    return words_in(_nodes(source))


def is_unquoted(source: Source, route: Route) -> bool:
    """Whether a value stands at `route` in no quotes and in no block of text."""
    node = node_of(source, route)
    return isinstance(node, Scalar) and not node.style


@lru_cache(maxsize=8)
def _nodes(source: Source) -> Node | None:
    """The outermost node, composed again where it was let go to save memory."""
    return source.root or _compose(source).root


def _compose(source: Source) -> Source:
    strange = strange_character(source.text)
    if strange is not None:
        return _refused(source.file, source.text, _strange_character(source, strange))
    root = composed_at_once(source.text)
    if root is not None:
        return Source(source.file, source.text, root)
    try:
        root, oddities = compose_events(source, FastLoader)
    except TooDeepError as error:
        fault = _too_large(source.place(error.index), _DEPTH_MESSAGE, _DEPTH_HINT)
        return _refused(source.file, source.text, fault)
    except NotYamlError as error:
        return _refused(source.file, source.text, _explained(source, error))
    return Source(source.file, source.text, root, oddities=oddities)


def composed_at_once(text: str) -> Node | None:
    """The outermost node, where libyaml may compose a text that holds nothing out of the way.

    It is half as long on the road. Whatever is odd or wrong is left to the events, which show it.
    """
    if FastLoader is yaml.SafeLoader or _may_have_features(text) or may_be_deep(text):
        return None
    try:
        return yaml.compose(text, Loader=_UntypedLoader)
    except (yaml.YAMLError, ValueError):
        return None


def _may_have_features(text: str) -> bool:
    """Whether an anchor, an alias, a tag or an instruction might stand in a text."""
    if not any(sign in text for sign in "&*!%"):
        return False  # as most plans
    return _FEATURE.search(f"\n{text}") is not None or "\n%" in text or text.startswith("%")


def _explained(source: Source, error: NotYamlError) -> Diagnostic:
    from dhrplan.plan.explain import explain

    return explain(source, error)


def _refused(file: str, text: str, fault: Diagnostic) -> Source:
    return Source(file, text, None, (fault,))


_DEPTH_MESSAGE = f"Lists and keys stand within each other more than {MAX_DEPTH} levels deep."
_DEPTH_HINT = "A plan needs about ten levels: look for brackets that are opened and never closed."


def _too_large(
    place: Place, message: str, hint: str = "Split the file, a review each."
) -> Diagnostic:
    return Diagnostic(place, "too-large", message, hint)


def _size_message(size: int) -> str:
    return f"The file has {size / 1e6:.1f} MB; a plan of more than 5 MB is not read."


def _not_utf8(file: str, body: bytes, error: UnicodeDecodeError) -> Diagnostic:
    place = Source(file, body[: error.start].decode("utf-8")).end
    byte = body[error.start]
    written = bytes([byte]).decode("cp1252", "replace")
    message = f"Byte {byte:#04x} is not UTF-8; in Windows-1252 it would be `{written}`."
    return Diagnostic(place, "not-utf8", message, _SAVE_AS)


def _is_utf16(data: bytes) -> bool:
    """By its mark, or since every other byte of its first two characters is zero."""
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return data.startswith(marks) or (data[:4:2] == b"\0\0") != (data[1:4:2] == b"\0\0")


def _document_of(data: bytes) -> str | None:
    """What other programs' file it is, by its first bytes; None for what may be text."""
    return next((what for mark, what in _DOCUMENTS.items() if data.startswith(mark)), None)


_DOCUMENTS = {
    b"PK\x03\x04": "a Word or Excel document, or an archive",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel document",
    b"%PDF-": "a PDF",
    b"{\\rtf": "rich text",
}
_AS_TEXT = "A plan is a text file: write it with a text editor, and keep the document elsewhere."
_SAVE_AS = "Save the file again with the encoding UTF-8."


def _strange_character(source: Source, index: int) -> Diagnostic:
    character = source.text[index]
    name = f"U+{ord(character):04X}"
    if character in "\x0b\x0c":
        message = f"The text holds a line break of Word's own ({name}), which YAML does not know."
        hint = "Delete it and press Enter instead."
    else:
        message = f"The text holds a character that cannot be shown ({name})."
        hint = "Delete it; it often comes with text that was pasted."
    return Diagnostic(source.place(index), "yaml-syntax", message, hint)

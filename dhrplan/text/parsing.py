"""YAML with positions: bytes become nodes that know where they stand.

Text is composed, never constructed: every scalar stays text until its field says what it is. What
libyaml may compose safely it composes at once; all else goes over the parser's events.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from dhrplan.diagnostic import Diagnostic, Place, Route
from dhrplan.text import limits
from dhrplan.text.events import NotYamlError, TooDeepError, compose_events
from dhrplan.text.source import Scalar, Source, Words, node_at, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.text.source import Node

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
    if len(data) > limits.MAX_BYTES:
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
    strange = limits.strange_character(source.text)
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
    if FastLoader is yaml.SafeLoader or _may_have_features(text) or limits.may_be_deep(text):
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
    from dhrplan.text.slips import explain

    return explain(source, error)


def _refused(file: str, text: str, fault: Diagnostic) -> Source:
    return Source(file, text, None, (fault,))


_DEPTH_MESSAGE = f"Lists and keys stand within each other more than {limits.MAX_DEPTH} levels deep."
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

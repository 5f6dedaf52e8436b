"""The XML parts of an Office package, read as a stream within limits of size.

Nothing is fetched or expanded: a document type declaration, which Office never writes, is refused.
expat is used directly, because a tree of a sheet with a million formatted empty rows does not fit
in memory, and because it says when a declaration begins.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile
from zlib import error as DeflateError  # noqa: N812 - an exception, as zlib names it

from dhrplan.errors import DhrplanError

MAX_PART = 64_000_000
"""Bytes of a part, unpacked: 200,000 cells take about 20 MB, and a parser 10 seconds for this."""
_MAX_ALL = 150_000_000
"""Bytes of all parts that are read, unpacked."""
_MAX_PARTS = 10_000
_MAX_DEPTH = 100
_MAX_NODES = 300_000
"""Elements that are kept together. Workbooks may have 64,000 styles of four elements each."""
_MAX_TEXT = 4_000_000
"""Characters that are kept together. A cell holds at most 32,767."""
_CHUNK = 65_536
_ENCRYPTED = 0x1


@dataclass(slots=True)
class Node:
    """An element, with the names of elements and attributes without their namespaces."""

    tag: str
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def get(self, name: str) -> str:
        """An attribute, or an empty text."""
        return self.attributes.get(name, "")

    def is_on(self, name: str) -> bool:
        """A boolean attribute is there and true."""
        return self.get(name) in {"1", "true", "on"}

    def child(self, tag: str) -> Node | None:
        """The first child of a name."""
        for child in self.children:  # a loop is faster than a generator, and this is called most
            if child.tag == tag:
                return child
        return None

    def within(self, *tags: str) -> Iterator[Node]:
        """All elements of these names below this, in reading order."""
        for child in self.children:
            if child.tag in tags:
                yield child
            yield from child.within(*tags)


class Relation(NamedTuple):
    """What a part says of another: `kind` is the last word of the type, `target` a part or URL."""

    kind: str
    target: str
    is_external: bool


class OfficeFile:
    """The parts of a package.

    Raises:
        DhrplanError: In every method: it is damaged, too large or not as Office writes it.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._left = _MAX_ALL
        try:
            self._zip = ZipFile(BytesIO(data))
            entries = self._zip.infolist()
        except (BadZipFile, OSError, ValueError, NotImplementedError, OverflowError):
            raise self.damaged() from None
        if len(entries) > _MAX_PARTS:
            raise self._too_large(f"more than {_MAX_PARTS:,} parts")
        self._entries = {entry.filename.lstrip("/").lower(): entry for entry in entries}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._entries

    def damaged(self) -> DhrplanError:
        """The error for a package that is not as Office writes it."""
        return DhrplanError(
            f"{self.name} is damaged, or not as Office writes it.",
            "Open it in Word or Excel, and save it again.",
        )

    def _too_large(self, what: str) -> DhrplanError:
        return DhrplanError(
            f"{self.name} is too large: it has {what}.",
            "Copy the action plan into a file of its own.",
        )

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part says of others, by id; of the package itself for an empty name."""
        folder, file = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        found: dict[str, Relation] = {}
        for node in self.stream(rels, {"Relationship"}):
            is_external = node.get("TargetMode") == "External"
            target = node.get("Target")
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[node.get("Id")] = Relation(
                posixpath.basename(node.get("Type")), target, is_external
            )
        return found

    def root(self, part: str) -> Node | None:
        """A part as a tree; None if the package does not have it."""
        return next(self.stream(part, None), None)

    def stream(
        self, part: str, whole: set[str] | None, starts: frozenset[str] = frozenset()
    ) -> Iterator[Node]:
        """Elements of a part in reading order, none of it if the package does not have it.

        Args:
            part: Its name.
            whole: Names of elements to give with all that they hold; None for the root.
            starts: Names of elements to give when they start, with their attributes only.
        """
        entry = self._entries.get(part.lower())
        if entry is None:
            return
        if entry.file_size > MAX_PART or entry.file_size > self._left:
            raise self._too_large(f"more than {MAX_PART // 1_000_000} MB of text")
        self._left -= entry.file_size
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise self.damaged()
        parser = _Parser(whole, starts)
        try:
            with self._zip.open(entry) as file:
                while chunk := file.read(_CHUNK):
                    yield from parser.feed(chunk)
                yield from parser.feed(b"", is_last=True)
        except _TooLargeError as error:
            raise self._too_large(str(error)) from None
        except (
            *(expat.ExpatError, _NotOfficeError, BadZipFile, DeflateError),
            *(OSError, EOFError, ValueError, LookupError, NotImplementedError),
        ):
            raise self.damaged() from None


class _NotOfficeError(Exception):
    """XML that Office never writes."""


class _TooLargeError(Exception):
    """An element that holds too much; the message says of what."""


class _Parser:
    """Feeds bytes to expat and collects elements."""

    def __init__(self, whole: set[str] | None, starts: frozenset[str]) -> None:
        self._whole, self._starts = whole, starts
        self._ready: list[Node] = []
        self._tags: dict[str, str] = {}
        self._open: list[Node] = []
        self._depth = self._nodes = self._length = 0
        expat_parser = expat.ParserCreate(namespace_separator=" ")
        expat_parser.buffer_text = True
        expat_parser.StartElementHandler = self._start
        expat_parser.EndElementHandler = self._end
        expat_parser.CharacterDataHandler = self._characters
        expat_parser.StartDoctypeDeclHandler = self._doctype
        self._expat = expat_parser

    def feed(self, data: bytes, *, is_last: bool = False) -> list[Node]:
        self._ready = []
        self._expat.Parse(data, is_last)
        return self._ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _NotOfficeError
        tag = self._tags.get(name) or self._tags.setdefault(name, name.rpartition(" ")[2])
        is_start = bool(self._starts) and tag in self._starts
        if not self._open and not is_start and self._whole is not None and tag not in self._whole:
            return
        if attributes:
            attributes = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(tag, attributes)
        if is_start and not self._open:
            self._ready.append(node)
            return
        self._nodes += 1
        if self._nodes > _MAX_NODES:
            raise _TooLargeError(f"more than {_MAX_NODES:,} elements in a part")
        if self._open:
            self._open[-1].children.append(node)
        self._open.append(node)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._open and self._open[-1].tag == self._tags.get(name):
            node = self._open.pop()
            if not self._open:
                self._ready.append(node)
                self._nodes = self._length = 0

    def _characters(self, text: str) -> None:
        if self._open:
            self._length += len(text)
            if self._length > _MAX_TEXT:
                raise _TooLargeError(f"more than {_MAX_TEXT:,} characters in a cell")
            self._open[-1].text += text

    def _doctype(self, *_: object) -> None:
        raise _NotOfficeError

"""The XML parts of an Office package, read as a stream within limits of size.

Nothing is fetched or expanded: a document type declaration, which Office never writes, is refused.
expat is used directly, because a tree of a sheet with a million formatted empty rows does not fit
in memory, and because it says when a declaration begins.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
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
_MAX_ATTRIBUTES = 600_000
"""Attributes that are kept together. Word writes one or two for each element."""
_MAX_NAMES = 5_000
_MAX_TAG = 1_000_000
"""Bytes of a single tag, comment or the like. expat keeps it whole until it ends."""
_MAX_TEXT = 4_000_000
"""Characters that are kept together. A cell holds at most 32,767."""
_CHUNK = 65_536
_ENCRYPTED = 0x1


class Node:
    """An element, with the names of elements and attributes without their namespaces."""

    __slots__ = ("attributes", "children", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node] = []
        self.text = ""

    def get(self, name: str) -> str:
        """An attribute, or an empty text."""
        return self.attributes.get(name, "")

    def is_on(self, name: str) -> bool:
        """A boolean attribute is there and true."""
        return self.get(name) in {"1", "true", "on"}

    def child(self, tag: str) -> Node | None:
        """The first child of a name."""
        for child in self.children:
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
        self._kept = _Kept()
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

    def root(self, part: str, without: frozenset[str] = frozenset()) -> Node | None:
        """A part as a tree; None if the package does not have it.

        Args:
            part: Its name.
            without: Names of elements to leave out with all that they hold.
        """
        return next(self.stream(part, None, without=without), None)

    def stream(
        self,
        part: str,
        whole: set[str] | None,
        starts: frozenset[str] = frozenset(),
        without: frozenset[str] = frozenset(),
    ) -> Iterator[Node]:
        """Elements of a part in reading order, none of it if the package does not have it.

        Args:
            part: Its name.
            whole: Names of elements to give with all that they hold; None for the root.
            starts: Names of elements to give when they start, with their attributes only.
            without: Names of elements to leave out with all that they hold.
        """
        entry = self._entries.get(part.lower())
        if entry is None:
            return
        if entry.file_size > MAX_PART or entry.file_size > self._left:
            raise self._too_large(f"more than {MAX_PART // 1_000_000} MB of text")
        self._left -= entry.file_size
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise self.damaged()
        # What is given as it comes is not kept: only trees of whole parts are counted together.
        parser = _Parser(whole, starts, without, self._kept if whole is None else _Kept())
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


@dataclass(slots=True)
class _Kept:
    """How much is kept in memory."""

    nodes: int = 0
    attributes: int = 0
    length: int = 0


class _LocalNames(dict[str, str]):
    """Names without their namespaces, each computed once; few enough not to fill the memory."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition(" ")[2]
        if len(self) < _MAX_NAMES:
            self[name] = local
        return local


class _Parser:
    """Feeds bytes to expat and collects elements."""

    def __init__(
        self,
        whole: set[str] | None,
        starts: frozenset[str],
        without: frozenset[str],
        kept: _Kept,
    ) -> None:
        self._whole, self._starts, self._without, self._kept = whole, starts, without, kept
        self._ready: list[Node] = []
        self._open: list[Node] = []
        self._texts: list[list[str]] = []  # of those open; joined once, not grown piece by piece
        self._depth = self._fed = 0
        self._left_out_at = 0
        self._local = _LocalNames()
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
        self._fed += len(data)
        if not is_last and self._fed - self._expat.CurrentByteIndex > _MAX_TAG:
            raise _NotOfficeError
        return self._ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth = depth = self._depth + 1
        if depth > _MAX_DEPTH:
            raise _NotOfficeError
        if self._left_out_at:
            return
        local, opened = self._local, self._open
        tag = local[name]
        if tag in self._without:
            self._left_out_at = depth
            return
        if not opened and self._whole is not None and tag not in self._whole:
            if tag in self._starts:
                self._ready.append(Node(tag, self._named(attributes)))
            return
        node = Node(tag, self._named(attributes) if attributes else attributes)
        if not opened and tag in self._starts:
            self._ready.append(node)
            return
        kept = self._kept
        kept.nodes += 1
        if attributes:
            kept.attributes += len(attributes)
        if kept.nodes > _MAX_NODES or kept.attributes > _MAX_ATTRIBUTES:
            raise _TooLargeError(f"more than {_MAX_NODES:,} elements")
        if opened:
            opened[-1].children.append(node)
        opened.append(node)
        self._texts.append([])

    def _named(self, attributes: dict[str, str]) -> dict[str, str]:
        local = self._local
        return {local[key]: value for key, value in attributes.items()}

    def _end(self, name: str) -> None:
        depth = self._depth
        self._depth = depth - 1
        if self._left_out_at:
            if self._left_out_at == depth:
                self._left_out_at = 0
            return
        opened = self._open
        if opened and opened[-1].tag == self._local[name]:
            node = opened.pop()
            node.text = "".join(self._texts.pop())
            if not opened:
                self._ready.append(node)
                if self._whole is not None:
                    self._kept = _Kept()

    def _characters(self, text: str) -> None:
        if self._open and not self._left_out_at:
            self._kept.length += len(text)
            if self._kept.length > _MAX_TEXT:
                raise _TooLargeError(f"more than {_MAX_TEXT:,} characters")
            self._texts[-1].append(text)

    def _doctype(self, *_: object) -> None:
        raise _NotOfficeError

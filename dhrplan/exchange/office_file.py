"""The XML parts of an Office package, read as a tree or as a stream within limits of size.

Nothing is fetched or expanded: `package.py` refuses a document type declaration, which Office never
writes. A tree is built by Python's parser in C. A sheet is a stream, because the tree of one with a
million formatted empty rows does not fit in memory. The names of elements have no namespaces then.
Words after an element inside another, which Office never writes, are not read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as DeflateError  # noqa: N812 - an exception, as zlib names it

from dhrplan.errors import DhrplanError

MAX_PART = 64_000_000
"""Bytes of a part, unpacked: 200,000 cells take about 20 MB, and a parser 10 seconds for this."""
_MAX_ALL = 150_000_000
"""Bytes of all parts that are read, unpacked."""
_MAX_PARTS = 10_000
_MAX_DEPTH = 100
_MAX_TREE = 32_000_000
"""Bytes of a part that is kept as a tree. The text of 500 pages takes about 10 MB."""
_MAX_NODES = 400_000
"""Elements that are kept together. Workbooks may have 64,000 styles of four elements each."""
_MAX_ATTRIBUTES = 600_000
"""Attributes that are kept together. Word writes one or two for each element."""
_MAX_NAMES = 5_000
_MAX_TAG = 1_000_000
"""Bytes of a single tag, comment or the like. expat keeps it whole until it ends."""
_MAX_TEXT = 4_000_000
"""Characters that are kept together. A cell holds at most 32,767."""
_CHUNK = 4_096
"""Bytes that are parsed at once: who wants to know the first element waits for no more."""
_ENCRYPTED = 0x1
_TAG = re.compile(rb"<[^>]*>")


def attribute(node: Element, name: str) -> str:
    """An attribute by its name without a namespace, or an empty text."""
    for key, value in node.items():
        if key == name or key.endswith(f"}}{name}"):
            return value
    return ""


def is_set(node: Element, name: str) -> bool:
    """A boolean attribute is there and true."""
    return attribute(node, name) in {"1", "true", "on"}


def text_of(node: Element | None) -> str:
    """The words directly in an element, empty if there is none."""
    return (node.text or "") if node is not None else ""


def within(node: Element, *tags: str) -> Iterator[Element]:
    """All elements of these names below an element, in reading order."""
    below = node.iter()
    next(below)
    return (one for one in below if one.tag in tags)


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
        self.names: set[str] = set()
        """The names of elements in the trees so far."""
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
            is_external = attribute(node, "TargetMode") == "External"
            target = attribute(node, "Target")
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[attribute(node, "Id")] = Relation(
                posixpath.basename(attribute(node, "Type")), target, is_external
            )
        return found

    def root(self, part: str) -> Element | None:
        """A part as a tree; None if the package does not have it."""
        entry = self._entry(part)
        if entry is None:
            return None
        with self._damage_is_told():
            if entry.file_size > _MAX_TREE:
                raise _TooLargeError(f"a part of more than {_MAX_TREE // 1_000_000} MB of text")
            data = self._zip.read(entry)
            # Counted by their brackets before there are any; so they are bounded in memory.
            self._kept.add(data.count(b"<") - data.count(b"</"), data.count(b"="))
            if len(data) > _MAX_TEXT:
                self._kept.add_text(len(_TAG.sub(b"", data)))
            root = fromstring(data)  # noqa: S314 - as said at the top
            self.names |= _without_namespaces(root)
            return root

    def stream(
        self, part: str, whole: set[str], starts: frozenset[str] = frozenset()
    ) -> Iterator[Element]:
        """Elements of a part in reading order, none of it if the package does not have it.

        Args:
            part: Its name.
            whole: Names of elements to give with all that they hold.
            starts: Names of elements to give when they start, with their attributes only.
        """
        entry = self._entry(part)
        if entry is None:
            return
        parser = _Stream(whole, starts)
        with self._damage_is_told(), self._zip.open(entry) as file:
            while chunk := file.read(_CHUNK):
                yield from parser.feed(chunk)
            yield from parser.feed(b"", is_last=True)

    def _entry(self, part: str) -> ZipInfo | None:
        """What the zip says of a part, which is counted."""
        entry = self._entries.get(part.lower())
        if entry is None:
            return None
        if entry.file_size > MAX_PART or entry.file_size > self._left:
            raise self._too_large(f"more than {MAX_PART // 1_000_000} MB of text")
        self._left -= entry.file_size
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise self.damaged()
        return entry

    @contextmanager
    def _damage_is_told(self) -> Iterator[None]:
        try:
            yield
        except _TooLargeError as error:
            raise self._too_large(str(error)) from None
        except (
            *(expat.ExpatError, ParseError, _NotOfficeError, BadZipFile, DeflateError),
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

    def add(self, nodes: int, attributes: int = 0) -> None:
        self.nodes += nodes
        self.attributes += attributes
        if self.nodes > _MAX_NODES or self.attributes > _MAX_ATTRIBUTES:
            raise _TooLargeError(f"more than {_MAX_NODES:,} elements")

    def add_text(self, length: int) -> None:
        self.length += length
        if self.length > _MAX_TEXT:
            raise _TooLargeError(f"more than {_MAX_TEXT:,} characters")


def _without_namespaces(root: Element) -> set[str]:
    """Take the namespaces off the names of a tree, level by level, and return the names."""
    local = _LocalNames(most=_MAX_NODES)
    root.tag = local[root.tag]
    level, depth = [root], 0
    while level:
        inside = list(chain.from_iterable(level))
        for node in inside:
            node.tag = local[node.tag]
        level, depth = list(filter(len, inside)), depth + 1
        if depth > _MAX_DEPTH:
            raise _NotOfficeError
    return set(local.values())


class _Stream:
    """Feeds bytes to expat, and collects elements of some names when they end or start."""

    def __init__(self, whole: set[str], starts: frozenset[str]) -> None:
        self._whole, self._starts = whole, starts
        self._kept = _Kept()  # of one element: what is given as it comes is not kept
        self._ready: list[Element] = []
        self._open: list[Element] = []
        self._texts: list[list[str]] = []  # of those open; joined once, not grown piece by piece
        self._depth = self._fed = 0
        self._local = _LocalNames()
        expat_parser = expat.ParserCreate(namespace_separator="}")
        expat_parser.buffer_text = True
        expat_parser.StartElementHandler = self._start
        expat_parser.EndElementHandler = self._end
        expat_parser.CharacterDataHandler = self._characters
        self._expat = expat_parser

    def feed(self, data: bytes, *, is_last: bool = False) -> list[Element]:
        self._ready = []
        self._expat.Parse(data, is_last)
        self._fed += len(data)
        if not is_last and self._fed - self._expat.CurrentByteIndex > _MAX_TAG:
            raise _NotOfficeError
        return self._ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _NotOfficeError
        tag, opened = self._local[name], self._open
        if not opened and tag not in self._whole:
            if tag in self._starts:
                self._ready.append(Element(tag, attributes))
            return
        node = Element(tag, attributes)
        self._kept.add(1, len(attributes))
        if opened:
            opened[-1].append(node)
        opened.append(node)
        self._texts.append([])

    def _end(self, name: str) -> None:
        self._depth -= 1
        opened = self._open
        if opened and opened[-1].tag == self._local[name]:
            node = opened.pop()
            node.text = "".join(self._texts.pop())
            if not opened:
                self._ready.append(node)
                self._kept = _Kept()

    def _characters(self, text: str) -> None:
        if self._open:
            self._kept.add_text(len(text))
            self._texts[-1].append(text)


class _LocalNames(dict[str, str]):
    """Names without their namespaces, each computed once; few enough not to fill the memory."""

    def __init__(self, most: int = _MAX_NAMES) -> None:
        super().__init__()
        self._most = most

    def __missing__(self, name: str) -> str:
        local = name.rpartition("}")[2]
        if len(self) < self._most:
            self[name] = local
        return local

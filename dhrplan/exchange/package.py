"""What is let in as an Office file: the zip is checked as a whole before any part of it is parsed.

`office_file.py` reads the XML of a package that was let in. Nothing is fetched, run or expanded,
and a file inside the package that is itself a zip is never opened.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as DeflateError  # noqa: N812 - an exception, as zlib names it

from dhrplan.errors import DhrplanError
from dhrplan.exchange.grid import Remark
from dhrplan.exchange.office_file import OfficeFile

MAX_PART = 100_000_000
"""Bytes of a part, unpacked: more than the largest photograph that Word takes in."""
MAX_ALL = 200_000_000
"""Bytes of all parts, unpacked: a report with many photographs has about 50 MB."""
MAX_ENTRIES = 10_000
"""Files in the zip: a document with 300 pictures has about 400."""
MAX_RATIO = 200
"""Bytes unpacked to bytes packed, for parts above `LARGE`. XML of Office has 10 to 40."""
LARGE = 10_000_000

_OLE = b"\xd0\xcf\x11\xe0"
_EBCDIC = b"\x4c\x6f\xa7\x94"
_CENTRAL_HEADER = b"PK\x01\x02"
_ENCRYPTED = 0x1
_CHUNK = 65_536
_OVERLAP = len(b"<!DOCTYPE") - 1
_DECLARATION = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']*)""")
_READ_ENCODINGS = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1"})
_MACROS = "It holds macros, which are not run."
_ELSEWHERE = "It refers to a file elsewhere, which is not fetched."
_PROGRAMS = {
    "document": "a Word document",
    "workbook": "an Excel workbook",
    "presentation": "a PowerPoint presentation",
}
"""What a package is, by the root element of its main part."""


class Package(NamedTuple):
    """An Office file that was let in.

    Attributes:
        parts: Its parts, to be read within limits.
        main: The name of the main part: the document or the workbook.
        remarks: Warnings of macros and of links to files elsewhere.
    """

    parts: OfficeFile
    main: str
    remarks: tuple[Remark, ...]


def opened(data: bytes, name: str) -> Package:
    """Check a .docx or .xlsx, by the ending of its name, and open it.

    Raises:
        DhrplanError: It is damaged, protected, too large, of another kind, or not as Office writes.
    """
    program, ending = ("Excel", ".xlsx") if _is_excel(name) else ("Word", ".docx")
    if data.startswith(_OLE):
        raise _protected(name, program, ending)
    # Every entry has such a header; counting them first keeps a million of them out of memory.
    if data.count(_CENTRAL_HEADER) > MAX_ENTRIES:
        raise _too_large(name, f"more than {MAX_ENTRIES:,} parts")
    try:
        with ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            _check_entries(entries, name, program, ending)
            left = MAX_ALL
            for entry in entries:
                left -= _check_part(package, entry, name, left)
    except (BadZipFile, OSError, ValueError, NotImplementedError, OverflowError):
        raise DhrplanError(
            f"{name} is damaged: it is not a complete {program} file.",
            "Copy or download it again.",
        ) from None
    # What is read here is not taken from the limits of the reader.
    looked_at = OfficeFile(data, name)
    main = _main_part(looked_at, name, program)
    return Package(OfficeFile(data, name), main, _remarks(looked_at, entries))


def _is_excel(name: str) -> bool:
    return name.lower().endswith((".xlsx", ".xlsm"))


def _protected(name: str, program: str, ending: str) -> DhrplanError:
    return DhrplanError(
        f"{name} is protected by a password or is in the old format of {program}.",
        f"Open it in {program}, and save it as {ending} without a password.",
    )


def _too_large(name: str, what: str) -> DhrplanError:
    return DhrplanError(
        f"{name} is too large: it has {what}.", "Copy the action plan into a file of its own."
    )


def _broken(name: str, part: str) -> DhrplanError:
    return DhrplanError(
        f"{name} is damaged in its part `{part}`.",
        "Open it in Word or Excel, and save it again.",
    )


def _check_entries(entries: list[ZipInfo], name: str, program: str, ending: str) -> None:
    """Check what the zip declares, before anything is unpacked."""
    if len(entries) > MAX_ENTRIES:
        raise _too_large(name, f"more than {MAX_ENTRIES:,} parts")
    seen: set[str] = set()
    total = 0
    for entry in entries:
        part = _part_name(entry)
        if entry.flag_bits & _ENCRYPTED:
            raise _protected(name, program, ending)
        # Two parts of a name: which of them is read would depend on the reader.
        if part in seen or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise _broken(name, _shown(entry))
        seen.add(part)
        total += entry.file_size
        if entry.file_size > MAX_PART:
            raise _too_large(name, f"a part of more than {MAX_PART // 1_000_000} MB")
        if entry.file_size > LARGE and entry.file_size > MAX_RATIO * entry.compress_size:
            raise _too_large(name, f"a part that unpacks to {entry.file_size // 1_000_000} MB")
    if total > MAX_ALL:
        raise _too_large(name, f"more than {MAX_ALL // 1_000_000} MB unpacked")


def _part_name(entry: ZipInfo) -> str:
    return entry.filename.lstrip("/").lower()


def _shown(entry: ZipInfo) -> str:
    """The name of a part for a message: it may hold anything."""
    return "".join(one if one.isprintable() else "?" for one in entry.filename[:80])


def _check_part(package: ZipFile, entry: ZipInfo, name: str, left: int) -> int:
    """Unpack a part without keeping it, and look for declarations in it if it is XML.

    Returns:
        Its size in bytes.
    """
    size, tail, is_xml = 0, b"", False
    try:
        with package.open(entry) as file:
            while chunk := file.read(_CHUNK):
                if not size:
                    is_xml = _check_beginning(chunk, entry, name)
                size += len(chunk)
                if size > min(MAX_PART, left):
                    raise _too_large(name, f"more than {MAX_PART // 1_000_000} MB unpacked")
                if is_xml:
                    # Without zeros, UTF-16 and UTF-32 are searched as well.
                    text = tail + chunk.replace(b"\0", b"")
                    if b"!" in text and _DECLARATION.search(text):
                        raise _not_office(name, _shown(entry))
                    tail = text[-_OVERLAP:]
    except (BadZipFile, DeflateError, OSError, EOFError, ValueError, NotImplementedError):
        raise _broken(name, _shown(entry)) from None
    return size


def _not_office(name: str, part: str) -> DhrplanError:
    return DhrplanError(
        f"{name} is not read: its part `{part}` has a declaration that Office never writes.",
        "Do not open it. Ask the sender how it was made.",
    )


def _check_beginning(chunk: bytes, entry: ZipInfo, name: str) -> bool:
    """True for XML, which must be in an encoding that a declaration can be found in."""
    if chunk.startswith(_EBCDIC):
        raise _broken(name, _shown(entry))
    start = re.sub(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)", b"", chunk.replace(b"\0", b""))
    is_xml = start.lstrip().startswith(b"<")
    if not is_xml and _part_name(entry).endswith((".xml", ".rels")):
        raise _broken(name, _shown(entry))
    declared = _ENCODING.match(start.lstrip()) if is_xml else None
    if declared and declared[1].decode("ascii", "replace").lower() not in _READ_ENCODINGS:
        raise _broken(name, _shown(entry))
    return is_xml


def _main_part(parts: OfficeFile, name: str, program: str) -> str:
    """The name of the main part, which must be that of the program."""
    wanted = "workbook" if program == "Excel" else "document"
    relations = parts.relations("").values()
    main = next((one.target for one in relations if one.kind == "officeDocument"), "")
    roots = parts.stream(main, set(), frozenset(_PROGRAMS)) if main in parts else iter(())
    root = next(roots, None)
    if root is not None and root.tag == wanted:
        return main
    ending = ".xlsx" if program == "Excel" else ".docx"
    what = _PROGRAMS[root.tag] if root is not None else f"not {_PROGRAMS[wanted]}"
    raise DhrplanError(
        f"{name} is {what}, although its name ends in {ending}.",
        f"Open it in the program that it was made with, and save it as {ending}.",
    )


def _remarks(parts: OfficeFile, entries: list[ZipInfo]) -> tuple[Remark, ...]:
    found = []
    names = [entry.filename.lstrip("/") for entry in entries]
    if any(one.lower().endswith("vbaproject.bin") for one in names):
        found.append(Remark("warning", _MACROS))
    owners = [
        folder + file[: -len(".rels")]
        for folder, is_rels, file in (one.rpartition("_rels/") for one in names)
        if is_rels and file.lower().endswith(".rels")
    ]
    links = (one for owner in owners for one in parts.relations(owner).values())
    if any(one.is_external and one.kind != "hyperlink" for one in links):
        found.append(Remark("warning", _ELSEWHERE))
    return tuple(found)

"""What Word files and workbooks have in common: safe text, properties, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from types import MappingProxyType
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dhrplan.diagnostic import Diagnostic
from dhrplan.render.blocks import dated_title
from dhrplan.render.visible import visible
from dhrplan.table import Report

LANGUAGE = "en-GB"

_NOT_XML = re.compile("[\ufffe\uffff]")
_PROGRAM = "dhrplan"
_CORE = "docProps/core.xml"
_APP = "docProps/app.xml"
_OPC = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_APP_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{_PROGRAM}</Application></Properties>"
)


def safe(text: str) -> str:
    """Text that XML can hold, with control characters written out."""
    return _NOT_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", visible(text))


def place_of(file: str) -> str:
    """A file with its folder: a longer path may have the name of a user or a computer."""
    return "/".join(PurePosixPath(file.replace("\\", "/")).parts[-2:])


def nameless(problem: Diagnostic) -> Diagnostic:
    """A problem whose place is without the folders above that of the plan."""
    return replace(problem, place=problem.place._replace(file=place_of(problem.place.file)))


def sealed(data: bytes, report: Report, parts: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """A file with the properties of the report and nothing of the clock, the computer or its user.

    `parts` take the place of those that the library has written.
    """
    given = {_CORE: _core(report).encode(), _APP: _APP_XML.encode(), **parts}
    out = BytesIO()
    with ZipFile(BytesIO(data)) as package, ZipFile(out, "w", ZIP_DEFLATED) as copy:
        for name in package.namelist():
            entry = ZipInfo(name)  # of 1980, the first day that ZIP knows
            entry.create_system = 0
            entry.compress_type = ZIP_DEFLATED
            copy.writestr(entry, given.get(name, package.read(name)))
    return out.getvalue()


def _core(report: Report) -> str:
    """The properties: title, author, language, and the day of the report."""
    day = report.as_of
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
        if day
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{_OPC}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(safe(dated_title(report)))}</dc:title>"
        f"<dc:creator>{escape(safe('; '.join(report.partnerships)))}</dc:creator>"
        f"<dc:language>{LANGUAGE}</dc:language>{times}</cp:coreProperties>"
    )

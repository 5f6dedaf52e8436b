"""Formats of reports, one file each. A new format is one file and one line in `FORMATS`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, overload

if TYPE_CHECKING:  # `--help` imports this package, and starts faster without them
    from dhrplan.diagnostic import Diagnostic
    from dhrplan.table import Report


@dataclass(frozen=True, slots=True)
class Layout:
    """What a format needs to know besides the report.

    Attributes:
        width: The width of the window in characters.
        colour: Text has colour.
        plain: Text is to be read aloud.
        template: A Word file whose styles, page header and footer are used.
        accessible: A workbook follows the guidance for published spreadsheets.
    """

    width: int = 80
    colour: bool = False
    plain: bool = False
    template: bytes | None = field(default=None, kw_only=True)
    accessible: bool = field(default=False, kw_only=True)


class ReportFormat(Protocol):
    """The `render` function of a format; `problems` is what could not be read."""

    def __call__(
        self, report: Report, problems: tuple[Diagnostic, ...], layout: Layout
    ) -> str | bytes:
        """Lay out a report."""


FORMATS: Mapping[str, str] = {
    "table": "dhrplan.render.terminal",
    "markdown": "dhrplan.render.markdown",
    "csv": "dhrplan.render.csv",
    "json": "dhrplan.render.json",
    "docx": "dhrplan.render.docx",
    "xlsx": "dhrplan.render.xlsx",
}
"""The formats of a report and the module of each, imported when it is used."""

PLAIN = "dhrplan.render.plain"
"""The module that takes the place of `table` where text is to be read aloud."""

ENDINGS: Mapping[str, str] = {
    ".txt": "table",
    ".md": "markdown",
    ".csv": "csv",
    ".json": "json",
    ".docx": "docx",
    ".xlsx": "xlsx",
}
"""The format of an output file, by its ending."""


OFFICE: Mapping[str, tuple[str, str]] = {"docx": ("Word", "docx"), "xlsx": ("Excel", "openpyxl")}
"""The formats that are bytes, with their program and the library that the extra `office` brings."""


def require_library(name: str) -> None:
    """Refuse a format whose library is not installed.

    Raises:
        DhrplanError: The extra `office` is missing.
    """
    if name not in OFFICE:
        return
    from importlib.util import find_spec

    program, library = OFFICE[name]
    if find_spec(library) is None:
        from dhrplan.errors import DhrplanError

        message = f"{program} files need two more libraries."
        raise DhrplanError(message, 'Install them with: pip install "dhrplan[office]"')


_Text = Literal["table", "markdown", "csv", "json"]


@overload
def render(
    name: _Text, report: Report, problems: tuple[Diagnostic, ...], layout: Layout
) -> str: ...
@overload
def render(
    name: Literal["docx", "xlsx"], report: Report, problems: tuple[Diagnostic, ...], layout: Layout
) -> bytes: ...
@overload
def render(
    name: str, report: Report, problems: tuple[Diagnostic, ...], layout: Layout
) -> str | bytes: ...
def render(
    name: str, report: Report, problems: tuple[Diagnostic, ...], layout: Layout
) -> str | bytes:
    """Render a report in a format of `FORMATS`; those of `OFFICE` are bytes.

    Raises:
        DhrplanError: A library is missing, or the template cannot be used.
    """
    from importlib import import_module

    require_library(name)
    module = PLAIN if name == "table" and layout.plain else FORMATS[name]
    laid_out: ReportFormat = import_module(module).render
    return laid_out(report, problems, layout)

"""Diagnostics laid out, one file a format. A new format is one file and one line here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from dhrplan.render import Layout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dhrplan.render.findings import Findings


def _no_version() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Surroundings(Layout):
    """What a format of diagnostics may take into account, besides the window.

    Attributes:
        base: The working directory as seen from the root of the repository, for programs that name
            files from there; empty where the two are the same.
        version: Answers with the version of the program.
    """

    base: str = ""
    version: Callable[[], str] = _no_version

    def from_root(self, file: str) -> str:
        """A file as seen from the root of the repository."""
        from posixpath import join, normpath

        return normpath(join(self.base, file))


class Format(Protocol):
    """From findings, in which nothing is private any more, to text."""

    def __call__(self, findings: Findings, around: Surroundings) -> str:
        """Lay out findings."""


FORMATS: Mapping[str, str] = {
    "text": "dhrplan.render.diagnostics.text",
    "json": "dhrplan.render.diagnostics.json",
    "github": "dhrplan.render.diagnostics.github",
    "sarif": "dhrplan.render.diagnostics.sarif",
}
"""The formats of `validate` and the module of each, imported when it is used."""


def render(
    name: str, findings: Findings, around: Surroundings | None = None, *, reveal: bool = False
) -> str:
    """Lay out findings in the format of that name; what is private is masked unless revealed."""
    from importlib import import_module

    from dhrplan.render.masking import masked

    laid_out: Format = import_module(FORMATS[name]).render
    return laid_out(findings if reveal else masked(findings), around or Surroundings())

"""What `validate` found, laid out, one file a format. A new format is one file and one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from dhrplan.diagnostic import Diagnostic, Severity
from dhrplan.render import Layout

if TYPE_CHECKING:
    from dhrplan.workspace import Workspace  # at run time `validate --help` would read YAML code


@dataclass(frozen=True, slots=True)
class Findings:
    """What `validate` answers.

    Attributes:
        diagnostics: In the order of the files.
        files: How many files were looked at.
        lines: What stands on each line that a diagnostic or a related place speaks of, by file and
            number. A file that could not be decoded has none.
        notes: Sentences that belong with the answer, such as what was not looked at.
        untold: Diagnostics that are left out of the answer. What is private in them is masked all
            the same.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: int
    lines: Mapping[tuple[str, int], str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    untold: tuple[Diagnostic, ...] = ()

    def of(self, rules: AbstractSet[str]) -> Findings:
        """The same without what other rules have found."""
        told = tuple(one for one in self.diagnostics if one.rule in rules)
        others = tuple(one for one in self.diagnostics if one.rule not in rules)
        return replace(self, diagnostics=told, untold=(*self.untold, *others))

    def count(self, severity: Severity) -> int:
        """How many weigh so much."""
        return Counter(one.severity for one in self.diagnostics)[severity]


def lines_of(view: Workspace, diagnostics: Iterable[Diagnostic]) -> dict[tuple[str, int], str]:
    """What stands on each line that a diagnostic or a related place is about.

    A file that could not be decoded has no lines, and one that is not in view none that are known.
    """
    sources = {source.file: source for folder in view.folders for source in folder.sources}
    places = {
        (place.file, place.line)
        for one in diagnostics
        for place in (one.place, *(other.place for other in one.related))
    }
    return {
        (file, number): sources[file].line(number)[1]
        for file, number in places
        if file in sources and number <= sources[file].lines
    }


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
    "text": "dhrplan.render.findings.text",
    "json": "dhrplan.render.findings.json",
    "github": "dhrplan.render.findings.github",
    "sarif": "dhrplan.render.findings.sarif",
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

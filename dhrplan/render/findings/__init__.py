"""Formats of `validate`, one file each. A new format is one file and one line in `FORMATS`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from dhrplan.diagnostic import Diagnostic, Severity
from dhrplan.render import Layout
from dhrplan.wording import count

if TYPE_CHECKING:
    from dhrplan.workspace import Workspace  # at run time `validate --help` would read YAML code


@dataclass(frozen=True, slots=True)
class Findings:
    """The result of `validate`: diagnostics in the order of the files, and the files checked.

    `lines` has the text of each line with a diagnostic or related place, by file and number; a file
    that could not be decoded has none. `notes` are sentences for the end, such as what was skipped;
    `remarks` are those that only a reader of every detail wants.
    `untold` are diagnostics left out of the output, whose private data is masked all the same. With
    `errors_only` no count is given of warnings that are left out. `silenced` counts the findings
    that comments and settings silence in all files. `unit` is what `files` counts.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: int
    lines: Mapping[tuple[str, int], str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    untold: tuple[Diagnostic, ...] = ()
    errors_only: bool = False
    silenced: int = 0
    unit: str = "file"

    def of(self, rules: AbstractSet[str]) -> Findings:
        """Only the findings of these rules."""
        kept = tuple(one for one in self.diagnostics if one.rule in rules)
        others = tuple(one for one in self.diagnostics if one.rule not in rules)
        return replace(self, diagnostics=kept, untold=(*self.untold, *others))

    def only(self, severities: Iterable[Severity]) -> Findings:
        """Only the findings of these severities, and a note of how many are left out."""
        wanted = frozenset(severities)
        kept = tuple(one for one in self.diagnostics if one.severity in wanted)
        others = tuple(one for one in self.diagnostics if one.severity not in wanted)
        note = f"{count(len(others), 'other problem')} not shown. Leave out --quiet to see them."
        notes = (*self.notes, *((note,) if others else ()))
        return replace(
            self, diagnostics=kept, notes=notes, untold=(*self.untold, *others), errors_only=True
        )

    def count(self, severity: Severity) -> int:
        """The number of findings of a severity."""
        return Counter(one.severity for one in self.diagnostics)[severity]


def lines_of(view: Workspace, diagnostics: Iterable[Diagnostic]) -> dict[tuple[str, int], str]:
    """The text of each line with a diagnostic or related place, where the file could be decoded."""
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
    """The window, the working directory relative to the root of the repository, and the version."""

    base: str = ""
    version: Callable[[], str] = _no_version

    def from_root(self, file: str) -> str:
        """The path of a file from the root of the repository."""
        from posixpath import join, normpath

        return normpath(join(self.base, file))


class FindingsFormat(Protocol):
    """The `render` function of a format; private data is masked before it."""

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
    """Render findings in a format of `FORMATS`; private data is masked unless `reveal`."""
    from importlib import import_module

    laid_out: FindingsFormat = import_module(FORMATS[name]).render
    return laid_out(findings if reveal else masked(findings), around or Surroundings())


_MASKED_NOTE = "Personal data is masked here. Add `--reveal` to show it."


def masked(findings: Findings) -> Findings:
    """The findings with private data masked. Masking twice changes nothing more."""
    hidden = [one for one in (*findings.diagnostics, *findings.untold) if one.private]
    if not hidden:
        return findings
    from dhrplan.rules.privacy.masking import Mask  # few findings are private

    mask = Mask(hidden)
    has_private = any(one.private for one in findings.diagnostics)
    return replace(
        findings,
        diagnostics=tuple(map(mask.diagnostic, findings.diagnostics)),
        lines=mask.lines_of_files(findings.lines),
        notes=(*map(mask.text, findings.notes), *((_MASKED_NOTE,) if has_private else ())),
        untold=(),
    )

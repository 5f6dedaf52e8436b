"""The lines of files that diagnostics speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dhrplan.diagnostic import Diagnostic
    from dhrplan.workspace import Workspace


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

"""What lies around the plans, gathered for a hand-over: minutes, settings, lists, git."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dhrplan import store
from dhrplan.cli.answer import AS_KNOWN_THEN, read_workspace, write_problems
from dhrplan.cli.commits import masked, names_to_withhold, uncommitted_files
from dhrplan.cli.console import progress
from dhrplan.cli.options import today
from dhrplan.diagnostic import Diagnostic
from dhrplan.errors import DhrplanError, NotFoundError
from dhrplan.history.repository import open_history
from dhrplan.history.silent_moves import silent_moves
from dhrplan.model.dates.values import on_day, spoken
from dhrplan.plan.folder import Folder, known_on, without_copies
from dhrplan.plan.settings import FILE as SETTINGS
from dhrplan.reports.handover import AroundThePlans, handover
from dhrplan.reports.promises import SilentMove
from dhrplan.reports.select import Selection
from dhrplan.table import Report
from dhrplan.wording import count, listed


class HandoverMade(NamedTuple):
    """A hand-over, with what could not be read."""

    report: Report
    problems: tuple[Diagnostic, ...]


def make_handover(
    plans: tuple[Path, ...], selection: Selection, as_of: date | None
) -> HandoverMade:
    """Make a hand-over of the plans on disk. Without git it says less, and why.

    Raises:
        NotFoundError: A filter names something that does not exist.
        DhrplanError: The plans cannot be read.
    """
    start = Path.cwd()
    places = store.distinct_folders(plans or (store.find_plans(start),))
    view = read_workspace(plans)
    with progress("Reading the history"):
        recorded = [_in_git(folder, start) for folder in places]
    around = AroundThePlans(
        (
            *(
                pair
                for folder, place in zip(view.folders, places, strict=True)
                for pair in _places(folder, place, start)
            ),
            ("To begin", _BEGIN),
        ),
        tuple(
            sorted(
                (day, store.display_path(path, start))
                for place in places
                for day, path in store.all_minutes(place)
            )
        ),
        tuple(move for one in recorded for move in one.moves),
        tuple(_of_each(recorded, places, start)),
        recorded[0].commit,
    )
    known = max(one.known for one in recorded)
    day = as_of or today()
    folders = tuple(map(without_copies, view.folders))
    notes: tuple[str, ...] = ()
    if day < known:
        folders = tuple(known_on(one, day) for one in folders)
        notes = (AS_KNOWN_THEN,)
    try:
        report = handover(folders, selection, day, around)
    except NotFoundError:  # an unreadable file may hold what is asked for
        write_problems(view.unread_files, view)
        raise
    problems = write_problems(view.problems(selection, day), view)
    names = names_to_withhold(places, start)
    return HandoverMade(masked(replace(report, notes=notes), names), problems)


_BEGIN = (
    "dhrplan overdue shows what is late, dhrplan paper writes the board paper, dhrplan meeting "
    "leads through a meeting, and dhrplan validate checks the files."
)


class _Recorded(NamedTuple):
    """What git says of a folder.

    Attributes:
        known: The last day that the record knows of: of the commit, or today.
    """

    known: date
    words: tuple[str, ...]
    commit: str | None = None
    moves: tuple[SilentMove, ...] = ()


def _in_git(folder: Path, start: Path) -> _Recorded:
    try:
        history = open_history(folder)
        head = history.head
        differing = uncommitted_files(history, folder, start, head)
        moves = silent_moves(history, folder, head)
    except DhrplanError as error:
        no_moves = "So the dates that moved without a record are not listed."
        return _Recorded(today(), (str(error), no_moves))
    words = [f"The last commit is of {head.in_words}."]
    if differing:
        words.append(f"These files are not as committed: {listed(differing)}.")
    if history.is_shallow:
        words.append("Older commits were not fetched, so earlier moves of dates are not listed.")
    known = today() if differing else head.day
    return _Recorded(known, tuple(words), None if differing else head.id, moves)


def _of_each(recorded: Sequence[_Recorded], places: Sequence[Path], start: Path) -> Iterator[str]:
    """What git says of each folder, named where there are several."""
    for one, place in zip(recorded, places, strict=True):
        words = " ".join(one.words)
        yield f"{store.display_path(place, start) or '.'}: {words}" if places[1:] else words


def _places(folder: Folder, place: Path, start: Path) -> Iterator[tuple[str, str]]:
    """Where things are, and what the settings say; never what the list of names holds."""
    shown = store.display_path(place, start) or "."
    yield "Plans", f"{count(len(folder.files), 'file')} in the folder {shown}"
    if folder.register_file:
        bodies = len(folder.register.agencies)
        yield "Agencies", f"{folder.register_file.source.file}, with {_agencies(bodies)}"
    else:
        yield "Agencies", "There is no register of agencies. `dhrplan init` makes it."
    yield "Settings", _settings(folder, place, start)
    yield "Names that must never appear", _names(folder, place, start)


def _settings(folder: Folder, place: Path, start: Path) -> str:
    settings = folder.settings
    if settings.source is None:
        missing = store.display_path(place.resolve().parent / SETTINGS, start)
        return f"There are none. They would be in {missing}."
    days = ", ".join(spoken(on_day(day)) for day in settings.meetings)
    rules = ", ".join(f"{name} is {level}" for name, level in settings.rules.items())
    parts = (
        f"A date counts as soon within {settings.soon_days} days",
        f"Plans are marked {settings.marking}" if settings.marking else "",
        f"The board meets on {days}" if days else "",
        f"Rules: {rules}" if rules else "",
    )
    said = " ".join(f"{part}." for part in parts if part)
    return f"{settings.source.file}. {said}"


def _names(folder: Folder, place: Path, start: Path) -> str:
    path = place.resolve().parent / folder.settings.forbidden_names
    shown = store.display_path(path, start)
    if not path.is_file():
        return f"There is no list. It would be in {shown}, and never in git."
    return f"The list is {shown}. It is never in git or in an email: ask for it by hand."


def _agencies(number: int) -> str:
    return "1 agency" if number == 1 else f"{number:,} agencies"

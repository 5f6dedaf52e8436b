"""What an earlier meeting has decided and nobody has written: offered before the next begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dhrplan.cli.answer import write_report
from dhrplan.cli.sitting import lines
from dhrplan.cli.sitting.keys import read_key
from dhrplan.errors import DhrplanError
from dhrplan.meeting.entry import Kept
from dhrplan.meeting.overview import overview
from dhrplan.meeting.sitting import Sitting, decided
from dhrplan.model.dates import on_day, spoken
from dhrplan.wording import count

if TYPE_CHECKING:
    from dhrplan.cli.sitting.journal import Journal
    from dhrplan.meeting.entry import Entry


def taken_up(sitting: Sitting, journal: Journal, color: str) -> tuple[Sitting, tuple[Entry, ...]]:
    """Ask what is to become of decisions that are left, if there are any.

    Returns:
        The meeting with those that are taken up, and those that cannot be and stay where they are.

    Raises:
        Abort: Somebody would rather stop here; they stay.
        DhrplanError: They cannot be read, or not be discarded.
    """
    left = journal.left()
    if left:
        write_report(overview(_title(left), left, sitting), (), None, None, color)
        click.echo("\n[t] take them up  [d] discard them  [q] quit")
    while left:
        key = read_key().casefold()
        if key == "q":
            raise click.Abort
        if key == "t":
            return _again(sitting, left)
        if key == "d" and click.confirm("Discard them for good?"):
            break
    journal.keep(Kept())
    return sitting, ()


def _title(left: tuple[Entry, ...]) -> str:
    days = " and ".join(spoken(on_day(day)) for day in sorted({one.day for one in left}))
    return f"Not written yet: {count(len(left), 'decision')} of a meeting on {days}"


def _again(sitting: Sitting, left: tuple[Entry, ...]) -> tuple[Sitting, tuple[Entry, ...]]:
    """Decide again what was decided; what does not fit any more is named."""
    unfit = []
    for one in left:
        try:
            sitting, _ = decided(sitting, one)
        except DhrplanError as error:
            unfit.append(one)
            click.echo(lines.in_lines(f"{one.spoken} cannot be taken up: {lines.told(error)}"))
    if unfit:
        click.echo("What cannot be taken up stays as it is kept. Any key goes on.")
        read_key()
    return sitting, tuple(unfit)

"""The meeting itself: one action a screen, one key an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dhrplan.cli.console import wants_colour, write
from dhrplan.cli.sitting.asking import ask
from dhrplan.cli.sitting.keys import ENTER, read_key
from dhrplan.cli.sitting.lines import in_lines, told
from dhrplan.cli.sitting.page import fitted, keys_shown, laid_out, leaf_through
from dhrplan.diagnostic import Severity
from dhrplan.errors import DhrplanError
from dhrplan.meeting.answers import BY_KEY, GOES_ON, fitting
from dhrplan.meeting.entry import Kept
from dhrplan.meeting.overview import overview
from dhrplan.meeting.screen import Position, screen
from dhrplan.meeting.sitting import as_before, decided, without
from dhrplan.wording import count

if TYPE_CHECKING:
    from dhrplan.cli.sitting.journal import Journal
    from dhrplan.cli.writing import WriteOptions
    from dhrplan.decide import Effect
    from dhrplan.meeting.answers import Answer
    from dhrplan.meeting.entry import Entry
    from dhrplan.meeting.screen import Room
    from dhrplan.meeting.sitting import Sitting
    from dhrplan.reports.select import Item
    from dhrplan.table import Report


class Chair:
    """Who leads through the actions.

    Args:
        agenda: The actions, in the order of the meeting.
        sitting: What is decided so far.
        journal: Where each decision is kept at once.
        left: Decisions of an earlier meeting that do not fit, and stay there.
        manner: Whether to colour what is shown, and whether a decision may make an error.
    """

    def __init__(
        self,
        agenda: tuple[Item, ...],
        sitting: Sitting,
        journal: Journal,
        left: tuple[Entry, ...],
        manner: WriteOptions,
    ) -> None:
        self.agenda = agenda
        self.sitting = sitting
        self.journal = journal
        self.left = left
        self.colour = wants_colour(manner.color)
        self.force = manner.force
        self.at = 0
        self.message = ""
        self.seen: set[str] = set()
        self.is_written = False

    def lead(self) -> None:
        """Go through the actions until the last, or until somebody quits.

        Raises:
            NotWrittenError: A decision cannot be kept.
        """
        while self.at < len(self.agenda):
            self._show()
            self._do(read_key())

    @property
    def _was(self) -> Item:
        return self.agenda[self.at]

    def _show(self) -> None:
        was = self._was
        self.seen.add(was.name)
        now, position = self.sitting.now(was), Position(self.at + 1, len(self.agenda))
        below = f"\n{keys_shown(fitting(now))}\n"
        below += f"\n{in_lines(self.message)}\n" if self.message else ""

        def report(room: Room) -> Report:
            return screen(now, was, position, self.sitting.of(was), room)

        page = fitted(report, below.count("\n"), colour=self.colour)
        click.clear()
        write(page + below)
        self.message = ""

    def _do(self, key: str) -> None:
        key = key.casefold()
        if key in {ENTER, "s", "q"}:
            self.at = len(self.agenda) if key == "q" else self.at + 1
        elif key == "b":
            self.at = max(self.at - 1, 0)
        elif key == "u":
            self._undo()
        elif key == " ":
            self._whole()
        elif (answer := BY_KEY.get(key)) in fitting(self.sitting.now(self._was)) and answer:
            self._answer(answer)
        else:
            self.message = f"`{key}` is none of these keys." if key.isprintable() else ""

    def _answer(self, answer: Answer) -> None:
        if answer is GOES_ON and not answer.fits(self._was.action):
            self._keep(as_before(self.sitting, self._was))
            self.message = "It goes on as before: that it had ended or paused is taken back."
            return
        click.echo(f"\n{answer.words.capitalize()}.")
        entry = ask(answer, self.sitting.now(self._was), self._was)
        if entry is None:
            self.message = "Nothing is recorded."
            return
        try:
            sitting, effect = decided(self.sitting, entry)
        except DhrplanError as error:
            self.message = f"Nothing is recorded. {told(error)}"
            return
        if effect.errors and not self.force:
            self.message = f"Nothing is recorded. {_judged(effect, Severity.ERROR)}"
            return
        self.message = _judged(effect)
        self._keep(sitting)

    def _undo(self) -> None:
        """Take back the last decision about the action."""
        those = self.sitting.of(self._was)
        if those:
            self._keep(without(self.sitting, those[-1:]))
            self.message = "Taken back."
        else:
            self.message = "Nothing is decided about this action yet."

    def _keep(self, sitting: Sitting) -> None:
        """Keep what is decided before anything else happens."""
        self.journal.keep(Kept(sitting.entries, unfit=self.left))
        self.sitting = sitting

    def foresee(self) -> None:
        """Keep also what is about to be written, lest it be written twice."""
        self.journal.keep(Kept(self.sitting.entries, self.sitting.sums, self.left))

    def close(self) -> None:
        """Keep no longer what is in the plans now."""
        self.is_written = True
        self.journal.keep(Kept(unfit=self.left))

    @property
    def unwritten(self) -> int:
        """How many decisions of this meeting are in no plan."""
        return 0 if self.is_written else len(self.journal.left()) - len(self.left)

    def in_words(self) -> str:
        """All that is decided, in words."""
        entries = self.sitting.entries
        report = overview(
            f"To be written: {count(len(entries), 'decision')}", entries, self.sitting
        )
        return laid_out(report, colour=self.colour)

    def _whole(self) -> None:
        """Show all that the plan says of the action, as `show` does."""
        from dhrplan.reports.select import Selection
        from dhrplan.reports.show import show

        now = self.sitting.now(self._was)
        report = show(self.sitting.folders, Selection(), now.as_of, now.plan.id, now.action.id)
        leaf_through(laid_out(report, colour=self.colour).splitlines())


def _judged(effect: Effect, why: Severity | None = None) -> str:
    """What a decision breaks, each in a sentence, without what is private in it.

    Args:
        effect: What the rules say of it.
        why: Why it is refused: only what weighs so much is told, and what to write instead. Else
            there is no hint, for it speaks of lines of the file, which are not on the screen.
    """
    from dhrplan.render.findings import Findings
    from dhrplan.render.masking import masked

    found = masked(Findings(effect.broken, 1, effect.lines)).diagnostics
    if why is None:
        return "\n".join(f"{one.severity}: {one.message}" for one in found)
    return "\n".join(f"{one.message} {one.hint}".rstrip() for one in found if one.severity is why)

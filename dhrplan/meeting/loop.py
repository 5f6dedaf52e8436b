"""A meeting at the terminal: the loop over the agenda, its questions, and single keys."""

from __future__ import annotations

import codecs
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import click

from dhrplan.decide import Decision, Effect, interpret
from dhrplan.decide.decision import kind_of
from dhrplan.diagnostic import Severity
from dhrplan.errors import DhrplanError
from dhrplan.meeting.answers import (
    BY_KEY,
    REOPEN,
    Answer,
    FollowUp,
    doubt_about_body,
    possible_answers,
)
from dhrplan.meeting.screen import (
    CUT_MARK,
    DECIDED,
    Room,
    action_screen,
    decision_list,
    decision_text,
    spoken_date,
)
from dhrplan.meeting.session import (
    Journal,
    JournalData,
    JournalEntry,
    Session,
    counted,
    record,
    remove,
    remove_status,
)
from dhrplan.model.dates.values import on_day, spoken
from dhrplan.plan.fields import DateValue, Signatory
from dhrplan.render import Layout, render
from dhrplan.render.findings import Findings, masked
from dhrplan.render.visible import one_line
from dhrplan.reports.select import Item, Selection
from dhrplan.reports.show import show
from dhrplan.table import Report
from dhrplan.wording import one_of

ESCAPE = "\x1b"
ENTER = "\r"
CLEAR = "-"
"""What is typed to give no answer where Enter would take the default."""

_MOVES = (
    ("Enter", "next"),
    ("b", "back"),
    ("1-9", "go to a number"),
    ("u", "undo"),
    ("space", "the whole action"),
    ("?", "help"),
    ("q", "finish and save"),
)
_MOVES_IN_FULL = (
    ("Enter", "Go to the next action. `s` does the same."),
    ("b", "Go back to the action before."),
    ("1-9", "Go to an action by its number on the agenda. Type the number, then press Enter."),
    ("u", "Undo the last decision about this action."),
    ("space", "Show everything the plan holds about this action."),
    ("?", "Show this list."),
    ("q", "Finish the meeting. You see all decisions before anything is saved."),
)
_IN_QUESTIONS = (
    "At a question, press Enter to accept the answer in square brackets. "
    f"Type {CLEAR} to leave the answer out. "
    "If an answer is needed and you leave it out, nothing is recorded."
)
_LEAST_LINES = 3
"""Lines of a screen that are shown even if they scroll: which action it is, and its state."""

_MOST_LINES = 8
"""The most lines for one text; fewer in a small window."""

_NARROW = 60
"""Columns; in a smaller window a value beside its label would have no room."""


@dataclass(frozen=True, slots=True)
class Window:
    """Standard output as the command line sets it up; sizes are asked for each time.

    With `plain` it reads aloud: the cursor never moves back, nothing is cleared or drawn, and a
    key is typed on a line of its own.
    """

    colour: bool
    width: Callable[[], int]
    height: Callable[[], int]
    write: Callable[[str], None]
    plain: bool = False

    def render(self, report: Report) -> str:
        """A report as a table for the window."""
        return render("table", report, (), Layout(self.width(), self.colour))

    def wrap(self, message: str) -> str:
        """A message without control characters, broken between words."""
        lines = map(one_line, message.splitlines())
        width = self.width()
        return "\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in lines)

    def clear(self) -> None:
        """An empty window; where it reads aloud, an empty line."""
        if self.plain:
            click.echo()
        else:
            click.clear()

    def key(self, prompt: str = "") -> str:
        """The next key, in small letters, after a prompt if there is one."""
        if not self.plain:
            if prompt:
                click.echo(self.wrap(prompt))
            return read_key().casefold()
        typed: str = click.prompt(prompt or "Key", default="", show_default=False)
        typed = typed.strip(" ").casefold() or (" " if typed else ENTER)
        return " " if typed == "space" else typed

    def keys(self, keys: Iterable[tuple[str, str]]) -> list[str]:
        """Keys with their labels: a line each where it reads aloud."""
        if self.plain:
            return [f"{key}: {label}" for key, label in keys]
        return self._key_lines(keys)

    def room(self, lines: int = _MOST_LINES) -> Room:
        """The space for each text of a screen."""
        return Room(self.width(), lines, stacked=self.plain or self.width() < _NARROW)

    def fit(self, report: Callable[[Room], Report], below: int) -> str:
        """Render a report with its texts cut so that it and `below` more lines do not scroll."""
        page = ""
        least = 2 if self.room().stacked else 1  # one narrow line would say little but its cut
        for lines in range(_MOST_LINES, least - 1, -1):
            page = self.render(report(self.room(lines)))
            if page.count("\n") + below < self.height():
                return page
        every = page.splitlines()
        headings = [number for number, line in enumerate(every) if DECIDED in line]
        decided = ["", *every[headings[-1] :]] if headings else []
        kept = every[: max(self.height() - below - 2 - len(decided), _LEAST_LINES)]
        return "\n".join((*kept, f"{CUT_MARK} (press space for the rest)", *decided, ""))

    def key_help(self, answers: tuple[Answer, ...]) -> str:
        """The keys for answers and moves, in as many lines as they need.

        In a small window only their letters: `?` says what they mean.
        """
        groups = [[(one.key, one.label) for one in answers], [*_MOVES]]
        lines = [line for keys in groups for line in self.keys(keys)]
        if len(lines) > self.height() // 3 and not self.plain:
            letters = " ".join(one.key for one in answers)
            short = [("?", "help"), ("Enter", "next"), ("q", "finish and save")]
            lines = [*([f"Keys: {letters}"] if letters else []), *self.keys(short)]
        return "\n".join(lines)

    def _key_lines(self, keys: Iterable[tuple[str, str]]) -> list[str]:
        """Keys with their labels, never broken within a label."""
        text = "  ".join(f"[{key}]\0{label}".replace(" ", "\0") for key, label in keys)
        lines = textwrap.wrap(text, self.width(), break_on_hyphens=False)
        return [line.replace("\0", " ") for line in lines]

    def help_page(self, answers: tuple[Answer, ...]) -> list[str]:
        """Every key of a screen with what it asks or does, a line each."""
        decide = [
            (
                one.key,
                f"{one.label.capitalize()}. {' '.join(each.question for each in one.questions)}",
            )
            for one in answers
        ]
        lines = []
        for heading, keys in (("To record a decision:", decide), ("To move:", _MOVES_IN_FULL)):
            if keys:
                lines += [heading, "", *self._help_lines(keys), ""]
        return [*lines, *textwrap.wrap(_IN_QUESTIONS, self.width(), break_on_hyphens=False)]

    def _help_lines(self, keys: Iterable[tuple[str, str]]) -> Iterator[str]:
        width = 0 if self.plain else max(len(key) for key, _ in _MOVES_IN_FULL) + 2
        for key, text in keys:
            name = f"{key}: " if self.plain else key.ljust(width)
            yield from textwrap.wrap(name + text, self.width(), subsequent_indent=" " * width)

    def page_through(self, lines: list[str]) -> None:
        """Show lines a window at a time, until a key other than space is pressed."""
        if self.plain:
            self.write("\n".join(("", *lines, "")))
            return
        room = max(self.height() - 2, 1)
        pages = [lines[start : start + room] for start in range(0, len(lines), room)]
        for number, page in enumerate(pages, 1):
            click.clear()
            self.write("\n".join((*page, "")))
            hint = "[space] more  [any other key] back"
            if number == len(pages):
                hint = "Press any key to go back."
            click.echo(hint if len(pages) == 1 else f"{number}/{len(pages)}  {hint}")
            if read_key() != " ":
                return


def without_options(error: DhrplanError) -> str:
    """An error with its hint, except for sentences about command line options."""
    hints = re.split(r"(?<=[.!?])\s+", error.hint)
    return " ".join((str(error), *(one for one in hints if "`--" not in one))).rstrip()


_UNWRITTEN = (("t", "take them into this meeting"), ("d", "delete them"), ("q", "quit"))
_TYPE = "Type a letter, then Enter"


def offer_unwritten(
    session: Session, journal: Journal, window: Window
) -> tuple[Session, tuple[JournalEntry, ...]]:
    """Ask what to do with the decisions of an earlier meeting that are in no plan, if any.

    Returns:
        The session with those that are taken up, and those that do not fit; they stay on disk.

    Raises:
        Abort: The meeting is quit; all of them stay on disk.
        DhrplanError: The journal cannot be read or written.
    """
    entries = journal.unwritten()
    if entries:
        days = " and ".join(spoken(on_day(day)) for day in sorted({one.day for one in entries}))
        title = f"Not saved yet: {counted(entries)} from the meeting on {days}"
        listed = decision_list(title, entries, session, window.room())
        window.write(window.render(listed))
        click.echo("\n".join(("", *window.keys(_UNWRITTEN))))
    while entries:
        key = window.key(_TYPE if window.plain else "")
        if key == "q":
            raise click.Abort
        if key == "t":
            return _take_up(session, entries, window)
        if key == "d" and click.confirm("Delete these decisions permanently?"):
            break
        if key != "d":
            click.echo(window.wrap(not_a_key(key, dict(_UNWRITTEN))))
    journal.write(JournalData())
    return session, ()


def _take_up(
    session: Session, entries: tuple[JournalEntry, ...], window: Window
) -> tuple[Session, tuple[JournalEntry, ...]]:
    unfit = []
    for one in entries:
        try:
            session, _ = record(session, one)
        except DhrplanError as error:
            unfit.append(one)
            message = f"A decision about {one.subject} no longer fits. {without_options(error)}"
            click.echo(window.wrap(message))
    if unfit:
        window.key("It is kept for the next meeting. Press Enter to continue.")
    return session, tuple(unfit)


@dataclass
class Meeting:
    """The loop over the agenda: one screen an action, one key an answer.

    `unfit` are decisions of an earlier meeting that stay in the journal; with `force` a decision
    may cause an error in a plan. `seen` collects the names of the actions that were shown.
    """

    agenda: tuple[Item, ...]
    session: Session
    journal: Journal
    window: Window
    unfit: tuple[JournalEntry, ...]
    force: bool
    seen: set[str] = field(default_factory=set)
    is_written: bool = False
    _index: int = 0
    _message: str = ""
    _read_aloud: int = -1
    """The action that was read aloud last, by its place on the agenda."""

    def run(self) -> None:
        """Go through the agenda to its end, or until it is quit.

        Raises:
            NotWrittenError: The journal cannot be written.
        """
        while self._index < len(self.agenda):
            self._show()
            prompt = f"{self._position}, {self._was.name}. Type a letter, then Enter, or ? for help"
            self._handle(self.window.key(prompt if self.window.plain else ""))

    @property
    def _was(self) -> Item:
        """The action on the screen, as it was before the meeting."""
        return self.agenda[self._index]

    @property
    def _position(self) -> str:
        return f"Action {self._index + 1} of {len(self.agenda)}"

    def _show(self) -> None:
        was = self._was
        self.seen.add(was.name)
        now = self.session.now(was)
        below = f"\n{self.window.key_help(self._answers)}\n"
        below += f"\n{self.window.wrap(self._message)}\n" if self._message else ""

        def report(room: Room) -> Report:
            return action_screen(now, was, self._position, self.session.entries_of(was), room)

        if not self.window.plain:
            page = self.window.fit(report, below.count("\n"))
            click.clear()
            self.window.write(page + below)
        else:
            self._read(report)
        self._message = ""

    def _read(self, report: Callable[[Room], Report]) -> None:
        """Write a screen that reads aloud: an action once, then only what is new about it."""
        window = self.window
        if self._message:
            window.write(f"\n{window.wrap(self._message)}\n")
        if self._read_aloud != self._index:
            page = window.render(report(window.room()))
            window.write(f"\n{page}\nKeys\n{window.key_help(self._answers)}\n\n")
        self._read_aloud = self._index

    def _handle(self, key: str) -> None:
        if key in {ENTER, "s", "q"}:
            self._index = len(self.agenda) if key == "q" else self._index + 1
        elif key == "b":
            self._index = max(self._index - 1, 0)
        elif key == "u":
            self._undo()
        elif key == " ":
            now = self.session.now(self._was)
            folders, ids = self.session.folders, (now.plan.id, now.action.id)
            report = show(folders, Selection(), now.as_of, *ids)
            self.window.page_through(self.window.render(report).splitlines())
        elif key == "?":
            self.window.page_through(self.window.help_page(self._answers))
        elif key.isdecimal():
            self._jump(key)
        elif (answer := BY_KEY.get(key)) in self._answers and answer:
            self._answer(answer)
        elif key.isprintable():
            drop_typed_ahead()
            self._message = f"`{key}` is not a key here. Press ? for help."

    @property
    def _answers(self) -> tuple[Answer, ...]:
        return possible_answers(self.session.now(self._was))

    def _jump(self, typed: str) -> None:
        """Go to the action whose number is typed, once Enter is pressed."""
        key = ENTER
        if not self.window.plain:
            click.echo(f"\nType the number of an action, then press Enter: {typed}", nl=False)
            while (key := read_key()).isdecimal():
                typed += key
                click.echo(key, nl=False)
        if key != ENTER:
            self._message = "To go to an action, type its number and then press Enter."
        elif 1 <= int(typed[:9]) <= len(self.agenda):
            self._index = int(typed[:9]) - 1
        else:
            last = len(self.agenda)
            self._message = f"There is no action {typed[:9]}. Give a number from 1 to {last}."

    def _answer(self, answer: Answer) -> None:
        if answer is REOPEN and not answer.applies(self._was.action):
            # It was closed in this meeting: take that back instead of reopening it.
            self._keep(remove_status(self.session, self._was))
            self._message = "Undone: the decision that closed or paused it. It continues as before."
            return
        click.echo(f"\n{answer.label.capitalize()}.")
        entry = _ask(answer, self.session.now(self._was), self._was, self.window)
        if entry is None:
            self._message = "Nothing recorded: an answer that is needed was left out."
            return
        try:
            session, effect = record(self.session, entry)
        except DhrplanError as error:
            self._message = f"Nothing recorded. {without_options(error)}"
            return
        if effect.errors and not self.force:
            self._message = f"Nothing recorded. {_effect_text(effect, Severity.ERROR)}"
            return
        self._message = _effect_text(effect)
        if self.window.plain:
            recorded = decision_text(session.entries[-1], self._was)
            self._message = f"Recorded. {recorded}\n{self._message}".rstrip()
        self._keep(session)

    def _undo(self) -> None:
        """Take back the last decision about the action."""
        entries = self.session.entries_of(self._was)
        if entries:
            self._keep(remove(self.session, entries[-1:]))
            self._message = "Undone."
        else:
            self._message = "There is no decision about this action to undo."

    def _keep(self, session: Session) -> None:
        self.journal.write(JournalData(session.entries, unfit=self.unfit))  # before all else
        self.session = session

    def announce_write(self) -> None:
        """Note in the journal what is about to be written, so that it is not written twice."""
        data = JournalData(self.session.entries, self.session.checksums, self.unfit)
        self.journal.write(data)

    def confirm_written(self) -> None:
        """Remove from the journal what is in the plans now."""
        self.is_written = True
        self.journal.write(JournalData(unfit=self.unfit))

    @property
    def unwritten(self) -> tuple[JournalEntry, ...]:
        """The decisions of this meeting that are in no plan."""
        if self.is_written:
            return ()
        return tuple(one for one in self.journal.unwritten() if one not in self.unfit)

    def summary(self) -> str:
        """All decisions in words, rendered for the window."""
        entries = self.session.entries
        title = f"To be saved: {counted(entries)}"
        listed = decision_list(title, entries, self.session, self.window.room())
        return self.window.render(listed)


def _effect_text(effect: Effect, severity: Severity | None = None) -> str:
    """Added findings, masked, one a line: all of them, or with hints those of one severity.

    The hints of findings that do not stop a decision speak of lines that are not on the screen.
    """
    found = masked(Findings(effect.broken, 1, effect.lines, untold=effect.private)).diagnostics
    if severity is None:
        return "\n".join(f"{one.severity}: {one.message}" for one in found)
    return "\n".join(
        f"{one.message} {one.hint}".rstrip() for one in found if one.severity is severity
    )


def _ask(answer: Answer, item: Item, was: Item, window: Window) -> JournalEntry | None:
    """Ask the questions of an answer; None if a required one gets no answer.

    Defaults come from the action with the decisions so far (`item`); what is typed is checked
    against the action before the meeting (`was`), for it may replace such a decision.
    """
    if not window.plain:
        edit_lines()
    milestone = None
    if answer.of_milestone:
        milestone = _ask_milestone(item, window)
        if milestone is None:
            return None
    parts: dict[str, Any] = dict(answer.fixed)
    for one in answer.questions:
        if not one.applies(item):
            continue
        answered = _ask_part(one, item, was, window)
        if answered is None:
            return None
        parts |= answered
    decision = Decision(**parts)
    return JournalEntry(item.plan.id, item.action.id, milestone, answer.key, decision, item.as_of)


def _ask_milestone(item: Item, window: Window) -> str | None:
    names = {one.name.casefold(): one.name for one in item.action.open_milestones}
    if len(names) == 1:
        return next(iter(names.values()))
    while True:
        every = one_of(tuple(names.values()))
        typed = _prompt(window, f"Which milestone, {every}?").casefold()
        if not typed or typed in names:
            return names.get(typed)
        _say_again(window, f"`{typed}` is not an open milestone. Type {every}.")


def _ask_part(one: FollowUp, item: Item, was: Item, window: Window) -> dict[str, Any] | None:
    """Ask until the answer is valid; None if a required one is not given."""
    default = one.default(item)
    is_date = not one.choices and isinstance(kind_of(one.part), DateValue)
    shown = spoken_date(default) if default and is_date else default
    skip = f" ({CLEAR} to leave out)" if default else " (Enter to leave out)"
    question = f"{one.question}{'' if one.required else skip}"
    while True:
        typed = _choose(one, window) if one.choices else _prompt(window, question, default, shown)
        if not typed:
            return None if one.required else {}
        parts = one.parts(typed)
        try:
            value = getattr(interpret(Decision(**parts), item.register, item.as_of), one.part)
        except DhrplanError as error:
            refusal = without_options(error)
        else:
            refusal = one.refusal(was, value)
        if refusal:
            _say_again(window, refusal)
        elif _is_confirmed(one, typed, item, window):
            return parts


def _is_confirmed(one: FollowUp, typed: str, item: Item, window: Window) -> bool:
    """Whether a body that is not in the register, or looks like a sentence, is meant so."""
    if one.choices or not isinstance(kind_of(one.part), Signatory) or typed == one.default(item):
        return True
    doubt = doubt_about_body(typed, item.register)
    if not doubt:
        return True
    drop_typed_ahead()
    click.echo(window.wrap(f"{doubt} Record it anyway?"))
    return _chosen(_YES_OR_NO, window) == "y"


def _say_again(window: Window, refusal: str) -> None:
    """Say why an answer is not accepted; what was typed ahead was meant for other questions."""
    click.echo(window.wrap(refusal))
    drop_typed_ahead()


def not_a_key(key: str, keys: Iterable[str]) -> str:
    """The message for a wrong key; it drops what was typed ahead for the questions after it."""
    drop_typed_ahead()
    wrong = f"`{key}` is not a key here. " if key.isprintable() else ""
    return f"{wrong}Press {one_of(tuple(keys))}."


def _prompt(window: Window, question: str, default: str = "", shown: str = "") -> str:
    """What is typed; Enter takes the default, which is shown in square brackets."""
    if default:
        question = f"{question} [{shown or default}]"
    asked = window.wrap(one_line(question))
    typed: str = click.prompt(asked, default=default, show_default=False, prompt_suffix=" ")
    return "" if typed.strip() == CLEAR else typed.strip()


_YES_OR_NO = (("y", "yes"), ("n", "no, ask again"))


def _choose(one: FollowUp, window: Window) -> str:
    """The value of the key pressed; empty for Enter."""
    click.echo(window.wrap(one.question))
    key = _chosen([(key, label) for key, (label, _) in one.choices.items()], window)
    return one.choices[key][1] if key else ""


def _chosen(keys: Sequence[tuple[str, str]], window: Window) -> str:
    """One of the keys; empty for Enter."""
    click.echo("\n".join(window.keys(keys)))
    while True:
        key = window.key(_TYPE if window.plain else "")
        if key in {ENTER, ESCAPE}:
            return ""
        if key in dict(keys):
            return key
        click.echo(window.wrap(not_a_key(key, dict(keys))))


def edit_lines() -> None:
    """Let prompts edit their line, and take several pasted lines as one answer.

    Python itself turns bracketed paste off. Windows has no readline; its console edits lines.
    """
    with suppress(ImportError):
        import readline

        readline.parse_and_bind("set enable-bracketed-paste on")


def read_key() -> str:
    """The next key. Arrows, function keys and pasted text come as one `ESCAPE`.

    `click.getchar` would take all that was typed ahead for one key, and so swallow the first words
    of an answer whose question is not on the screen yet.

    Raises:
        Abort: The terminal is closed.
        KeyboardInterrupt: Ctrl-C.
    """
    key = _read()
    return ENTER if key == "\n" else key


if sys.platform == "win32":
    import msvcrt

    def drop_typed_ahead() -> None:
        """Forget the keys that were pressed and not read yet."""
        while msvcrt.kbhit():
            msvcrt.getwch()

    def _read() -> str:
        key = msvcrt.getwch()
        if key in {"\x00", "\xe0"}:
            msvcrt.getwch()
            return ESCAPE
        if key == "\x03":
            raise KeyboardInterrupt
        return key

else:
    import os
    import select
    import termios
    import tty

    _SEQUENCE_TIMEOUT = 0.05
    """Seconds within which the rest of an escape sequence arrives."""

    _PASTE_ON, _PASTE_OFF = "\x1b[?2004h", "\x1b[?2004l"
    """Bracketed paste: pasted text starts with an escape sequence, and so is not taken for keys."""

    _SEQUENCE = re.compile(rb"\[[0-?]*[ -/]*[@-~]|O.|[^\[O]", re.DOTALL)
    """What follows Escape in one key: ECMA-48, section 5.4; `O` and a letter; Alt with a letter."""

    _PASTE_START, _PASTE_END = b"[200~", b"\x1b[201~"

    def drop_typed_ahead() -> None:
        """Forget the keys that were pressed and not read yet."""
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)

    def _read() -> str:
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        try:
            tty.setcbreak(terminal, termios.TCSADRAIN)
            sys.stdout.write(_PASTE_ON)
            sys.stdout.flush()
            decoder = codecs.getincrementaldecoder("utf-8")("replace")
            while not (key := decoder.decode(_read_byte(terminal))):
                pass
            if key == ESCAPE:
                _skip_sequence(terminal)
            return key
        finally:
            sys.stdout.write(_PASTE_OFF)
            sys.stdout.flush()
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)

    def _skip_sequence(terminal: int) -> None:
        rest = b""
        while (
            not _SEQUENCE.fullmatch(rest)
            and select.select([terminal], [], [], _SEQUENCE_TIMEOUT)[0]
        ):
            rest += _read_byte(terminal)
        while rest.startswith(_PASTE_START) and not rest.endswith(_PASTE_END):
            rest += _read_byte(terminal)

    def _read_byte(terminal: int) -> bytes:
        data = os.read(terminal, 1)
        if not data:
            raise click.Abort
        return data

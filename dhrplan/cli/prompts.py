"""Questions at the terminal, and long texts from standard input or an editor."""

from __future__ import annotations

import codecs
import os
import sys

import click

NEEDS_YES = "Nothing is written: this is no terminal, so nobody can be asked. Add --yes."

STDIN = "-"
"""The value of a text option that means standard input."""

EDITOR = "\0"
"""The value of a text option that is given without a text; no command line can hold it."""


def at_terminal() -> bool:
    """True if standard input is a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def require_consent(*, yes: bool, dry_run: bool) -> None:
    """Raise a usage error when stdin is not a terminal and neither option is given."""
    if not (yes or dry_run or at_terminal()):
        raise click.UsageError(NEEDS_YES)


def confirm_write(question: str, *, yes: bool, dry_run: bool, default: bool = False) -> bool:
    """True to write, by the options or by asking; a message says so if nothing is written."""
    require_consent(yes=yes, dry_run=dry_run)
    if not dry_run and (yes or click.confirm(question, default=default, err=True)):
        return True
    click.echo("Nothing is written.", err=True)
    return False


def ask_for(argument: str, question: str) -> str:
    """A missing argument, asked for at a terminal; without one a usage error names it."""
    if not at_terminal():
        raise click.UsageError(f"Missing argument '{argument}'.")
    answer: str = click.prompt(question, err=True)
    return answer.strip()


def long_text(value: str, subject: str) -> str:
    """The text of an option, which may come from standard input (`STDIN`) or an editor (`EDITOR`).

    `subject` is what the text is for, as in `action 4.1`. No text is a usage error.
    """
    if value == STDIN:
        value = read_stdin()
    elif value == EDITOR:
        value = _from_editor(subject)
    lines = [line.rstrip() for line in value.splitlines()]
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        raise click.UsageError(f"There are no words of {subject}, and so nothing is added.")
    return text


def read_stdin() -> str:
    """Standard input to its end, as UTF-8 whatever the console's encoding."""
    if sys.stdin is None:
        raise click.UsageError("There is no standard input to read the text from.")
    if at_terminal():
        end = "Ctrl-Z and Enter" if sys.platform == "win32" else "Enter and Ctrl-D"
        click.echo(f"Write the text here, as many lines as it takes; end it with {end}.", err=True)
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError("Standard input is not UTF-8.") from None


def _from_editor(subject: str) -> str:
    if not at_terminal():
        message = f"Here is no terminal to write {subject} at: give the words, or - to read them."
        raise click.UsageError(message)
    head = f"# Write {subject} below this line, save, and close the editor."
    page = f"{head}\n\n".replace("\n", os.linesep)
    # Without a byte order mark Notepad guesses another encoding.
    data = page.encode("utf-8-sig" if os.name == "nt" else "utf-8")
    # Or else Windows runs a `notepad.cmd` of the current folder, which may hold anybody's files.
    saved = click.edit(data, env={"NoDefaultCurrentDirectoryInExePath": "1"}) or b""
    return decode_saved(saved).replace(head, "", 1)


def decode_saved(data: bytes) -> str:
    """The text that an editor saved, in any encoding: it exists nowhere else."""
    from dhrplan.plan.folder import decode_text_file

    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:
        text = decode_text_file(data)
    return text.replace("\r\n", "\n")

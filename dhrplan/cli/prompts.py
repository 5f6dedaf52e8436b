"""Questions at the terminal, and long texts from standard input or an editor."""

from __future__ import annotations

import codecs
import os
import sys

import click

NEEDS_YES = "Not saved: there is no terminal to confirm it at. Add --yes."

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
    click.echo("Not saved: this is a dry run." if dry_run else "Not saved.", err=True)
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
        raise click.UsageError(f"Not saved: {subject} has no text. Write what is to be done.")
    return text


def read_stdin() -> str:
    """Standard input to its end, as UTF-8 whatever the console's encoding."""
    if sys.stdin is None:
        raise click.UsageError("There is no standard input to read the text from.")
    if at_terminal():
        end = "Ctrl-Z and Enter" if sys.platform == "win32" else "Enter and Ctrl-D"
        click.echo(f"Type the text, on as many lines as you need. Then press {end}.", err=True)
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        message = "Standard input is not UTF-8. Save the text as UTF-8 and try again."
        raise click.UsageError(message) from None


def _from_editor(subject: str) -> str:
    if not at_terminal():
        message = f"There is no terminal in which to write {subject}."
        raise click.UsageError(
            f"{message} Give its text in quotes, or - to read it from standard input."
        )
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

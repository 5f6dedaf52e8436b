"""What options give, as a plan has it: canonical dates, codes of agencies, words of the format."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import click

from dhrplan.cli.types import EDITOR
from dhrplan.errors import NotFoundError
from dhrplan.model.date_forms import parse_date
from dhrplan.model.dates import DateFault
from dhrplan.text.convert import Misread, convert, meant_by
from dhrplan.text.fields import RECORDS
from dhrplan.text.kinds import Body, Choice, ListOf, When
from dhrplan.text.nearest import nearest
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from dhrplan.model.agencies import Register
    from dhrplan.text.changes import Value
    from dhrplan.text.kinds import Kind

STDIN = "-"


def canonical(record: str, name: str, given: str | tuple[str, ...], register: Register) -> Value:
    """A value, or several, of a field as a plan has it.

    Raises:
        UsageError: It is no date, or no word of that field.
        NotFoundError: The register knows no such agency.
    """
    kind = next(field.kind for field in RECORDS[record] if field.name == name)
    if isinstance(kind, ListOf):
        each = (given,) if isinstance(given, str) else given
        return list(dict.fromkeys(_one(name, kind.item, one, register) for one in each))
    assert isinstance(given, str)  # noqa: S101 - only a list is given several
    return _one(name, kind, given, register)


def _one(name: str, kind: Kind, given: str, register: Register) -> str:
    if isinstance(kind, When):
        when = parse_date(given, relative=kind.relative)
        if isinstance(when, DateFault):
            _refuse(name, f"{when.message} {when.hint}")
        return when.canonical
    if isinstance(kind, Body):
        return agency(given, register)
    word = str((meant_by(given, kind) if isinstance(kind, Choice) else None) or given)
    value = convert(word, kind)
    if isinstance(value, Misread):
        _refuse(name, f"{value.message} {value.hint}")
    return word


def agency(given: str, register: Register) -> str:
    """The code of an agency; as it is given where there is no register of any.

    Raises:
        NotFoundError: The register has none of that name.
    """
    code = register.code(given)
    if code or not register.names:
        return code or given
    found = nearest(given, register.names)
    add = f"add it to {register.file}"
    hint = f"Did you mean {one_of(found)}? Otherwise {add}." if found else f"{add.capitalize()}."
    raise NotFoundError(f"`{given}` is not in the register of agencies.", hint)


def text(given: str, of_what: str) -> str:
    """The words of an option: as they are given, or from standard input, or out of an editor.

    Args:
        given: What the option holds.
        of_what: What the words are of, for whoever is shown an empty page.

    Raises:
        UsageError: There are none.
    """
    words = given
    if given == STDIN:
        words = _from_input()
    elif given == EDITOR:
        words = _from_editor(of_what)
    lines = [line.rstrip() for line in words.splitlines()]
    words = "\n".join(lines).strip("\n")
    if not words.strip():
        raise click.UsageError(f"There are no words of {of_what}, and so nothing is added.")
    return words


def _from_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError("What comes from standard input is not UTF-8.") from None


def _from_editor(of_what: str) -> str:
    """Words out of the editor of whoever sits there, which begins with a line that says so."""
    if not sys.stdin.isatty():
        message = f"Here is no terminal to write {of_what} at: give the words, or - to read them."
        raise click.UsageError(message)
    head = f"# Write {of_what} below this line, save, and close the editor.\n"
    written = click.edit(f"{head}\n", extension=".txt") or ""
    return written.replace(head.strip(), "", 1)


def _refuse(name: str, message: str) -> NoReturn:
    option = name.replace("_", "-")
    raise click.BadParameter(message.strip(), param_hint=f"'--{option}'")

"""The pages of reference, made from the program: the help of commands, the table of fields.

Pure functions that return text; `test_reference.py` holds the files to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dhrplan.cli.entry import GROUPS, group
from dhrplan.cli.topics import EXITS
from dhrplan.plan.convert import ValueFault, convert
from dhrplan.plan.fields import RECORDS, STATUS, DateValue, RecordOf
from dhrplan.plan.settings import SETTINGS
from dhrplan.reports.select import STATUSES as ASKED_FOR
from docs.generate import meanings
from docs.generate.takes import link, takes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dhrplan.plan.fields import Field
    from docs.generate.meanings import Written

_WIDTH = 80
_MARGIN = 2
"""What Click leaves free of the window."""

_FORMAT_INTRO = """\
A plan is a YAML file, `plans/DHR7.yaml` for review `DHR7`. The register of agencies,
`plans/agencies.yaml`, is beside the plans. This page lists every key, in the order to write it.

A key that is left out says that the record is silent. So does an empty value. Lists are written as
lists, long text as blocks (`|-`). An id that looks like a number is written in quotes. An id has no
space, `/` or `:` in it and is never given to anything else later.

*Needed* is what a file may not lack. *Published* is what may stand in what is published; the rest
is internal. Names of persons are never published, wherever they stand. Reports are for the board
and show what is internal too."""


_SETTINGS_INTRO = """\
The file `dhrplan.toml` is beside the folder of plans. Every setting in it is optional. It
is [TOML](https://toml.io): a setting a line, text in quotes. A setting that cannot be read is named
with its place by every command, and is as if it were not set."""
_SETTINGS_EXAMPLE = """\
```toml
soon_days = 45
marking = "OFFICIAL-SENSITIVE"

[rules]
no-news = "off"             # a rule
complete-without-outcome = "error"
completeness = "info"       # a family of rules; a rule's own line goes before it
```

What cannot be read is always an error; no setting changes that. A single place can be
silenced [by a comment](../rules.md#to-silence-a-rule) instead."""


def commands_page() -> str:
    """The page on commands."""
    blocks = [*head("Commands", "the program's own help"), _help(group)]
    for heading, commands in GROUPS.items():
        blocks.append(f"## {heading}")
        for name in commands:
            blocks += [f"### dhrplan {name}", _help(_command(name), name)]
    asked = ", ".join(f"`{status}`" for status in ASKED_FOR)
    blocks += ["## What `--status` takes", f"{asked}. [What they mean](format.md#statuses)."]
    blocks += ["## Exit codes", _table("Code", "What it means", EXITS.items())]
    return page(blocks)


def format_page() -> str:
    """The page on the plan file."""
    blocks = [*head("The plan file, format 1", "the program's table of fields"), _FORMAT_INTRO]
    for record, fields in RECORDS.items():
        blocks += [f"## {_title(record)}", _place(record), _fields(fields)]
    return page((*blocks, *_words(), *_dates()))


def settings_page() -> str:
    """The page on the settings."""
    rows = ((f"`{one.name}`", one.description, one.hint) for one in SETTINGS)
    table = grid(("Setting", "What it means", "How it is written"), rows)
    begin = head("The settings, `dhrplan.toml`", "the program's table of settings")
    return page((*begin, _SETTINGS_INTRO, table, _SETTINGS_EXAMPLE))


def head(title: str, source: str) -> tuple[str, str]:
    """The heading of a page, and how it comes about."""
    note = (
        f"This page is generated from {source}. Do not edit it: "
        "`pytest tests/docs --update-golden` writes it anew."
    )
    return f"# {title}", note


def page(blocks: Iterable[str]) -> str:
    """Blocks with an empty line between them."""
    return "\n\n".join(blocks) + "\n"


def _table(first: str, second: str, rows: Iterable[tuple[object, str]]) -> str:
    return grid((first, second), ((f"`{key}`", told) for key, told in rows))


def grid(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of pipes."""
    every = (titles, ("---",) * len(titles), *rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in every)


def _command(name: str) -> click.Command:
    command = group.get_command(click.Context(group), name)
    assert command
    return command


def _help(command: click.Command, name: str | None = None) -> str:
    """The help of a command as a window of 80 columns shows it."""
    program = click.Context(group, info_name="dhrplan", **group.context_settings)
    ctx = click.Context(
        command,
        parent=program if name else None,
        info_name=name or "dhrplan",
        terminal_width=_WIDTH - _MARGIN,
        **({} if name else group.context_settings),
    )
    return f"```text\n{command.get_help(ctx)}\n```"


def _title(record: str) -> str:
    return record.replace("_", " ").capitalize()


def _place(record: str) -> str:
    """Where a record stands."""
    if record == "plan":
        return "The file of a review."
    if record == "register":
        return "The file `agencies.yaml`."
    fields = ((one, field) for one, fields in RECORDS.items() for field in fields)
    places = [f"`{field.name}` of {link(one)}" for one, field in fields if _holds(field, record)]
    return f"In {', '.join(places)}."


def _holds(field: Field, record: str) -> bool:
    kind = field.kind
    return RecordOf(record) in (kind, getattr(kind, "item", None))


def _fields(fields: tuple[Field, ...]) -> str:
    titles = ("Key", "What it takes", "Needed", "Published", "What it means")
    rows = ((f"`{f.name}`", takes(f.kind), *_yes_no(f), f.description) for f in fields)
    return grid(titles, rows)


def _yes_no(field: Field) -> tuple[str, str]:
    return "yes" if field.required else "", "yes" if field.public else "no"


def _words() -> Iterator[str]:
    """The words that an action's place is told with: stored, derived, and beside them."""
    yield "## Statuses"
    yield (
        "The status is what the record says. Any other word is a fault; for the words in the last "
        "column the message names the status meant."
    )
    yield grid(
        ("Status", "What it means", "Written instead"), map(_status, meanings.STATUSES.items())
    )
    yield "## States"
    yield (
        "The state is worked out as at a day and never stored. An action has one state, the first "
        "of these that holds, so that counts add up."
    )
    yield _table("State", "It holds when", meanings.STATES.items())
    yield "## Flags"
    yield "An action may have flags beside its state: several, or none."
    yield _table("Flag", "When", meanings.FLAGS.items())
    yield "## The ladder"
    yield (
        "How far a claim has been shown. Each step counts by itself, and only actions that are "
        "said to be done are counted."
    )
    yield _table("Step", "It is reached when", meanings.STEPS.items())


def _status(row: tuple[str, str]) -> tuple[str, str, str]:
    status, told = row
    written = ", ".join(words for words, meant in STATUS.synonyms if meant == status)
    return f"`{status}`", told, written


def _dates() -> Iterator[str]:
    yield "## How dates are written"
    yield (
        "A date keeps the precision it is written with. Its deadline is its last day: what is due "
        "in October 2016 is late from 1 November. The day comes before the month. Two-digit years "
        "are 2000 to 2099. Nothing is filled in from today's date."
    )
    yield grid(("In full", "May be written", "Last day"), map(_written, meanings.DATES))
    yield (
        "A relative date is counted from the last day of one of the plan's [dates](#dates). It has "
        "no deadline while that date is not known. The tables above say where it is "
        "allowed."
    )
    yield grid(("In full", "May be written", "Last day"), map(_written, meanings.RELATIVE))
    yield "A text that is not a date is an error. The message says what to write:"
    yield grid(("Written", "What the program says"), map(_fault, meanings.FAULTS))


def _written(row: Written) -> tuple[str, str, str]:
    canonical, *others = row.forms
    which = f": {row.which}" if row.which else ""
    return f"`{canonical}`{which}", ", ".join(f"`{form}`" for form in others), row.deadline


def _fault(text: str) -> tuple[str, str]:
    fault = convert(text, DateValue())
    assert isinstance(fault, ValueFault)
    return f"`{text}`", f"{fault.message} {fault.hint}"

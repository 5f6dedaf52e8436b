"""The settings, `dhrplan.toml` beside the folder of plans: all optional, every fault named.

A setting is a row of the table here. Whether a rule of a name exists is not known at this height:
that is asked where the rules are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from dhrplan.diagnostic import Diagnostic, Place, Severity
from dhrplan.model.state import SOON_DAYS
from dhrplan.text.convert import shown
from dhrplan.text.nearest import nearest
from dhrplan.text.source import Source
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILE = "dhrplan.toml"
"""The name of the settings."""

FORBIDDEN_NAMES = "forbidden-names.txt"
"""Where the list of names that must never appear is looked for, unless the settings say else."""

OFF = "off"
WEIGHTS = (*(severity.value for severity in Severity), OFF)
"""What the settings may say of a rule."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a folder of plans has set.

    Attributes:
        source: The text they were read from; None where there is no file.
        faults: What of them cannot be read. It stays as if it were not set.
        soon_days: The days within which a date counts as soon.
        marking: The protective marking of plans that have none of their own.
        forbidden_names: The file of names that must never appear, as from the settings' folder.
        rules: By the name of a rule or family: `error`, `warning`, `info` or `off`.
    """

    source: Source | None = None
    faults: tuple[Diagnostic, ...] = ()
    soon_days: int = SOON_DAYS
    marking: str | None = None
    forbidden_names: str = FORBIDDEN_NAMES
    rules: Mapping[str, str] = field(default_factory=dict)

    @property
    def switched_off(self) -> frozenset[str]:
        """The rules and families of which nothing is to be told."""
        return frozenset(name for name, weight in self.rules.items() if weight == OFF)


class Setting(NamedTuple):
    """A row of the table of settings.

    Attributes:
        name: The key in the file.
        accepts: Whether a value will do.
        wanted: What to write, for whoever wrote something else.
        description: What it means.
    """

    name: str
    accepts: Callable[[Any], bool]
    wanted: str
    description: str


SETTINGS = (
    Setting(
        "soon_days",
        lambda value: type(value) is int and 0 <= value <= 3660,  # noqa: PLR2004 - ten years
        "Write a number of days, such as `soon_days = 30`.",
        "The days within which a date counts as soon.",
    ),
    Setting(
        "marking",
        lambda value: isinstance(value, str) and bool(value.strip()),
        'Write it in quotes: `marking = "OFFICIAL-SENSITIVE"`.',
        "The protective marking of plans that have none of their own.",
    ),
    Setting(
        "forbidden_names",
        lambda value: isinstance(value, str) and bool(value.strip()),
        f'Write the name of a file in quotes: `forbidden_names = "{FORBIDDEN_NAMES}"`.',
        "The file of names that must never appear: one a line, and never committed.",
    ),
    Setting(
        "rules",
        lambda value: isinstance(value, dict),
        'Write `[rules]` and below it a line a rule: `no-news = "off"`.',
        f"How much a rule or a family of rules weighs: {one_of(WEIGHTS)}.",
    ),
)
"""Every setting, in the order of the reference."""


def read_settings(file: str, data: bytes) -> Settings:
    """Read settings. Whatever the bytes are, the answer is Settings and never an exception."""
    try:
        source = Source(file, data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        fault = Diagnostic(Place(file), "not-utf8", "The settings are not UTF-8.", _SAVE_AS)
        return Settings(Source(file, ""), (fault,))
    import tomllib

    try:
        document = tomllib.loads(source.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Settings(source, (_not_toml(source, str(error)),))
    return _read(source, document)


def _read(source: Source, document: Mapping[str, Any]) -> Settings:
    known = {setting.name: setting for setting in SETTINGS}
    faults = []
    values = {}
    for key, value in document.items():
        setting = known.get(key)
        if setting is None:
            faults.append(_unknown(source, key, tuple(known)))
        elif not setting.accepts(value):
            written = f'"{value}"' if isinstance(value, str) else str(value)
            message = f"{shown(written)} is no value for `{key}`."
            faults.append(_at_key(source, key, "wrong-type", message, setting.wanted))
        else:
            values[key] = value
    rules, wrong = _weights(source, values.pop("rules", {}))
    return Settings(source, (*faults, *wrong), rules=rules, **values)


def _weights(source: Source, rules: Mapping[str, Any]) -> tuple[dict[str, str], list[Diagnostic]]:
    """What the settings say of rules, and what of that is no word for it."""
    wrong = [
        _at_key(
            source,
            name,
            "unknown-value",
            f"{shown(str(weight))} is not what a rule may weigh.",
            f"Write {one_of(f'{one}' for one in WEIGHTS)}, in quotes.",
        )
        for name, weight in rules.items()
        if weight not in WEIGHTS
    ]
    return {name: weight for name, weight in rules.items() if weight in WEIGHTS}, wrong


def key_index(source: Source, key: str) -> int:
    """Where a key stands in the text of settings, in characters from 0; 0 where it is not found."""
    written = rf"""^[ \t]*\[*[ \t]*["']?({re.escape(key)})["']?[ \t]*[=.\]]"""
    match = re.search(written, source.text, re.MULTILINE)
    return match.start(1) if match else 0


def _unknown(source: Source, key: str, known: tuple[str, ...]) -> Diagnostic:
    guesses = nearest(key.replace("-", "_"), known, most=1)
    hint = f"Write {one_of(guesses)}." if guesses else f"Known here: {', '.join(known)}."
    return _at_key(source, key, "unknown-key", f"{shown(key)} is not a setting.", hint)


def _at_key(source: Source, key: str, rule: str, message: str, hint: str) -> Diagnostic:
    place = source.place(key_index(source, key))
    return Diagnostic(place, rule, message, hint, width=len(key))


def _not_toml(source: Source, reason: str) -> Diagnostic:
    match = re.search(r"\(at line (\d+), column (\d+)\)", reason)
    index = source.line(int(match[1]))[0] + int(match[2]) - 1 if match else len(source.text)
    message = "The settings are not TOML from here on."
    hint = "Write a setting a line, text in quotes: `soon_days = 30`."
    return Diagnostic(source.place(min(index, len(source.text))), "toml-syntax", message, hint)


_SAVE_AS = "Save the file again with the encoding UTF-8."

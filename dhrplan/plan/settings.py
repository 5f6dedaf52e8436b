"""The settings, `dhrplan.toml` beside the folder of plans. All are optional; faults are collected.

Whether a rule of some name exists is checked in rules/, which this layer cannot import.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from dhrplan.diagnostic import Diagnostic, Place, Severity
from dhrplan.model.state import SOON_DAYS
from dhrplan.plan.convert import in_backticks
from dhrplan.wording import nearest, one_of
from dhrplan.yamldoc.nodes import Source

FILE = "dhrplan.toml"
FORBIDDEN_NAMES = "forbidden-names.txt"
"""The file of names that must never appear, unless the settings name another."""

OFF = "off"
_MOST_PARTS = 16
"""The parts of a key, `a.b.c`; tomllib takes 20 seconds for one of 25,000."""

_LEVELS = (*(severity.value for severity in Severity), OFF)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a folder of plans.

    Attributes:
        source: None if there is no file.
        faults: Settings that could not be read; they count as not set.
        soon_days: The days within which a date counts as soon.
        marking: The protective marking of plans that have none of their own.
        forbidden_names: A path relative to the settings' folder.
        meetings: The days of the board's meetings, past and to come, the earliest first.
        rules: `error`, `warning`, `info` or `off`, by the name of a rule or family.
    """

    source: Source | None = None
    faults: tuple[Diagnostic, ...] = ()
    soon_days: int = SOON_DAYS
    marking: str | None = None
    forbidden_names: str = FORBIDDEN_NAMES
    meetings: tuple[date, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)

    @property
    def switched_off(self) -> frozenset[str]:
        """The rules and families that are off."""
        return frozenset(name for name, level in self.rules.items() if level == OFF)


class Setting(NamedTuple):
    """A row of the table of settings; `hint` says what to write instead of a wrong value."""

    name: str
    accepts: Callable[[Any], bool]
    hint: str
    description: str


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _day(value: object) -> date | None:
    """A day, as TOML has it or in quotes."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


SETTINGS = (
    Setting(
        "soon_days",
        lambda value: type(value) is int and 0 <= value <= 3660,  # noqa: PLR2004 - ten years
        "Write a number of days, such as `soon_days = 30`.",
        "A date within this many days counts as soon.",
    ),
    Setting(
        "marking",
        _is_text,
        'Write it in quotes: `marking = "OFFICIAL-SENSITIVE"`.',
        "The protective marking of plans that have none of their own.",
    ),
    Setting(
        "forbidden_names",
        _is_text,
        f'Write the name of a file in quotes: `forbidden_names = "{FORBIDDEN_NAMES}"`.',
        "The file of names that must never appear: a name on each line. Never commit it.",
    ),
    Setting(
        "meetings",
        lambda value: isinstance(value, list) and all(_day(one) for one in value),
        "Write days in brackets: `meetings = [2026-09-10, 2026-12-10]`.",
        "The days of the board's meetings, past and to come.",
    ),
    Setting(
        "rules",
        lambda value: isinstance(value, dict),
        'Write `[rules]` and, below it, a line for each rule: `no-news = "off"`.',
        f"The severity of a rule or a family of rules: {one_of(_LEVELS)}.",
    ),
)
"""Every setting, in the order of the reference."""


def read_settings(file: str, data: bytes) -> Settings:
    """Read settings. No content makes it raise."""
    try:
        source = Source(file, data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        hint = "Save the file again with the encoding UTF-8."
        fault = Diagnostic(Place(file), "not-utf8", "The settings are not UTF-8.", hint)
        return Settings(Source(file, ""), (fault,))
    if match := _TOO_MANY_PARTS.search(source.text):
        message = f"This key has more than {_MOST_PARTS} parts."
        hint = "A setting has a single part, and a rule two: `rules.no-news`."
        place = source.place(match.start())
        return Settings(source, (Diagnostic(place, "toml-syntax", message, hint),))
    import tomllib

    try:
        document = tomllib.loads(source.text)
    except (ValueError, RecursionError) as error:  # a ValueError by itself: too many digits
        return Settings(source, (_not_toml(source, str(error)),))
    known = {setting.name: setting for setting in SETTINGS}
    faults = []
    values = {}
    for key, value in document.items():
        setting = known.get(key)
        if setting is None:
            guesses = nearest(key.replace("-", "_"), known, most=1)
            hint = f"Write {one_of(guesses)}." if guesses else f"Known here: {', '.join(known)}."
            message = f"{in_backticks(key)} is not a setting."
            faults.append(_at_key(source, key, "unknown-key", message, hint))
        elif not setting.accepts(value):
            message = f"{in_backticks(_written(value))} is not a value for `{key}`."
            faults.append(_at_key(source, key, "wrong-type", message, setting.hint))
        else:
            values[key] = value
    values["meetings"] = tuple(sorted(filter(None, map(_day, values.get("meetings", ())))))
    rules = {}
    for name, level in values.pop("rules", {}).items():
        if isinstance(level, str) and level in _LEVELS:
            rules[name] = level
        else:
            message = f"{in_backticks(_written(level))} is not a severity."
            hint = f"Write {one_of(_LEVELS)}, in quotes."
            faults.append(_at_key(source, name, "unknown-value", message, hint))
    return Settings(source, tuple(faults), rules=rules, **values)


def _written(value: object) -> str:
    """A value as in the file, as far as a message needs it. Parts of a list may be anything."""
    match value:
        case str():
            return f'"{value}"'
        case bool():
            return str(value).lower()
        case int() if abs(value) >= 10**_MOST_DIGITS:
            return f"{value:#x}"[:_MOST_DIGITS] + "…"  # Python prints no decimals of 4,300 digits
        case dict():
            return "{...}"
        case list():
            return "[...]"
    return str(value)


_MOST_DIGITS = 18
_TOO_MANY_DIGITS = re.compile(r"(?<![0-9_])[0-9_]{4300}")  # Python's own limit

_PART = r"""(?:"[^"\n]*"|'[^'\n]*'|(?<![A-Za-z0-9_-])[A-Za-z0-9_-]+)"""
_TOO_MANY_PARTS = re.compile(rf"(?:{_PART}[ \t]*\.[ \t]*){{{_MOST_PARTS}}}")
_KEY = re.compile(rf"^[ \t]*\[*[ \t]*({_PART}(?:[ \t]*\.[ \t]*{_PART})*)[ \t]*[=\]]", re.MULTILINE)


def key_offset(source: Source, key: str) -> int:
    """The offset of a key in the text of the settings, in characters; 0 if it is not found."""
    return _key_offsets(source).get(key, 0)


@lru_cache(maxsize=8)
def _key_offsets(source: Source) -> dict[str, int]:
    """The offset of each key, and of each part of a key such as `rules.no-news`."""
    offsets: dict[str, int] = {}
    for line in _KEY.finditer(source.text):
        for part in re.finditer(_PART, line[1]):
            quotes = 1 if part[0][0] in "\"'" else 0
            name = part[0][1:-1] if quotes else part[0]
            offsets.setdefault(name, line.start(1) + part.start() + quotes)
    return offsets


def _at_key(source: Source, key: str, rule: str, message: str, hint: str) -> Diagnostic:
    place = source.place(key_offset(source, key))
    return Diagnostic(place, rule, message, hint, width=len(key))


def _not_toml(source: Source, reason: str) -> Diagnostic:
    if digits := _TOO_MANY_DIGITS.search(source.text) if "digits" in reason else None:
        message = "This number has more digits than can be read."
        hint = "Write a number of days, such as `soon_days = 30`."
        return Diagnostic(source.place(digits.start()), "toml-syntax", message, hint)
    match = re.search(r"\(at line (\d+), column (\d+)\)", reason)  # or "(at end of document)"
    offset = source.line(int(match[1]))[0] + int(match[2]) - 1 if match else len(source.text)
    message = "The settings cannot be read as TOML from here on."
    hint = "Write each setting on its own line, with text in quotes: `soon_days = 30`."
    return Diagnostic(source.place(min(offset, len(source.text))), "toml-syntax", message, hint)

"""Values written as YAML by hand, so to speak: each in one of the styles that people use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

Value = str | list["Value"] | dict[str, "Value"]

_PLAIN = re.compile(r"[A-Za-z0-9(\u2018][A-Za-z0-9 .()/%+\u2018\u2019é😀-]*")
_NOTHING = frozenset({"null", "~", ""})
_WIDTH = 70


def write(record: dict[str, Value], random: Random) -> str:
    """The text of a file that holds these values."""
    writer = _Writer(random)
    lines = list(writer.record(record, 0))
    head = random.choice(([], ["# Written for a test: \u2018quoted\u2019 😀"], ["---"]))
    newline = random.choice(("\n", "\n", "\n", "\r\n"))
    mark = random.choice(("", "", "", "\ufeff"))
    end = random.choice((newline, newline, "", newline * 2))
    return mark + newline.join((*head, *lines)) + end


class _Writer:
    def __init__(self, random: Random) -> None:
        self.random = random

    def record(self, record: dict[str, Value], indent: int) -> Iterator[str]:
        """The lines of keys and values, the keys at a column."""
        for number, (key, value) in enumerate(record.items()):
            if number and self._sometimes():
                yield from (["", " " * indent + "# a comment: with [signs"], [""])[number % 2]
            yield from self._entry(key, value, indent)

    def _entry(self, key: str, value: Value, indent: int) -> Iterator[str]:
        name = self.random.choice((key, key, key, f'"{key}"', f"'{key}'"))
        lead = " " * indent + f"{name}: "
        if isinstance(value, str):
            yield from self._scalar(lead, value, indent)
        elif self._sometimes() and len(flow := self._flow(value)) < _WIDTH:
            yield lead + flow
        elif isinstance(value, dict):
            yield lead.rstrip()
            yield from self.record(value, indent + self.random.choice((1, 2, 2, 4)))
        else:
            yield lead.rstrip()
            yield from self._items(value, indent + self.random.choice((0, 2, 2)))

    def _items(self, items: list[Value], indent: int) -> Iterator[str]:
        for item in items:
            lead = " " * indent + "- "
            if isinstance(item, dict):
                first, *rest = self.record(item, indent + 2)
                yield lead + first[indent + 2 :]
                yield from rest
            elif isinstance(item, str):
                yield from self._scalar(lead, item, indent)
            else:
                yield lead + self._flow(item)

    def _scalar(self, lead: str, value: str, indent: int) -> Iterator[str]:
        if "\n" in value or (self._sometimes() and value):
            yield lead + "|-"
            yield from (" " * (indent + 2) + line if line else "" for line in value.split("\n"))
        else:
            yield lead + self._short(value) + self.random.choice(("", "", "", "  # said so"))

    def _flow(self, value: Value) -> str:
        if isinstance(value, str):
            return self._short(value)
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self._flow(one)}" for key, one in value.items()) + "}"
        return "[" + ", ".join(map(self._flow, value)) + "]"

    def _short(self, value: str) -> str:
        """One line of plain or quoted text, fit for brackets too."""
        styles = [_in_double_quotes]
        if "\n" not in value:
            styles.append(_in_single_quotes)
        if _PLAIN.fullmatch(value) and value not in _NOTHING:
            styles += [_plainly] * 4
        return self.random.choice(styles)(value)

    def _sometimes(self) -> bool:
        return self.random.random() < 0.25


def _plainly(value: str) -> str:
    return value


def _in_single_quotes(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _in_double_quotes(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'

"""Phrases that every layer shares."""

from __future__ import annotations

from collections.abc import Iterable


def count(number: int, noun: str) -> str:
    """`1 action`, `2 actions`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def one_of(words: Iterable[str]) -> str:
    """Alternatives in backticks: "`a`, `b` or `c`"."""
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def listed(words: Iterable[str]) -> str:
    """`a, b and c`."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def quoted(path: str) -> str:
    """A path as one shell word."""
    return f'"{path}"' if " " in path else path

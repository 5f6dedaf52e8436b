"""Sound plans made unsound, as hands and editors do it; and bytes that never were a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_INDICATORS = (
    *("[", "]", "{", "}", ":", "- ", "?", "&a ", "*a", "!", "|", ">", "'", '"', "%", "@", "#", ","),
    *("\t", " ", "\n", "\r", ": ", " #", "`", "\\", "<<: ", "---\n", "...\n", "\ufeff"),
    *("\u2028", "\x85", "\x0b", "\u00a0", "\u201c", "\u2019", "😀", "\x00", "~", "null"),
)
_ODD = "\t\n\r :-[]{}'\"|>&*!%@#,?`\\~aé😀\u2028\x85\ufeff\x00\x1b"


def mutated(text: str, other: str, random: Random) -> str:
    """A text with one to three mutations; some take a part of another."""
    for _ in range(random.choice((1, 1, 2, 3))):
        text = random.choice(_MUTATIONS)(text, other, random)
    return text


def noise(random: Random) -> bytes:
    """Random bytes, or characters that YAML has a meaning for."""
    length = random.randint(0, 200)
    if random.random() < 0.5:
        return random.randbytes(length)
    return "".join(random.choices(_ODD, k=length)).encode()


def _line_deleted(text: str, _other: str, random: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    del lines[random.randrange(len(lines))]
    return "".join(lines)


def _line_doubled(text: str, _other: str, random: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at = random.randrange(len(lines))
    return "".join((*lines[:at], lines[at], *lines[at:]))


def _line_moved(text: str, _other: str, random: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    line = lines.pop(random.randrange(len(lines)))
    lines.insert(random.randint(0, len(lines)), line)
    return "".join(lines)


def _line_indented(text: str, _other: str, random: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at = random.randrange(len(lines))
    bare = lines[at].lstrip(" ")
    spaces = max(len(lines[at]) - len(bare) + random.choice((-2, -1, 1, 2, 6)), 0)
    lines[at] = random.choice((" ", " ", " ", "\t")) * spaces + bare
    return "".join(lines)


def _sign_put_in(text: str, _other: str, random: Random) -> str:
    at = random.randint(0, len(text))
    return text[:at] + random.choice(_INDICATORS) + text[at:]


def _sign_taken_out(text: str, _other: str, random: Random) -> str:
    at = random.randrange(max(len(text), 1))
    return text[:at] + text[at + 1 :]


def _signs_swapped(text: str, _other: str, random: Random) -> str:
    at = random.randrange(max(len(text) - 1, 1))
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]


def _cut_short(text: str, _other: str, random: Random) -> str:
    return text[: random.randint(0, len(text))]


def _spliced(text: str, other: str, random: Random) -> str:
    return text[: random.randint(0, len(text))] + other[random.randint(0, len(other)) :]


_MUTATIONS: tuple[Callable[[str, str, Random], str], ...] = (
    *(_line_deleted, _line_doubled, _line_moved, _line_indented, _line_indented),
    *(_sign_put_in, _sign_put_in, _sign_put_in, _sign_taken_out, _signs_swapped),
    *(_cut_short, _spliced),
)

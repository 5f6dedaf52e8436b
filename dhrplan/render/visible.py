"""Text made safe to show: control and invisible characters written out."""

from __future__ import annotations

import re

# C0 and C1 controls but line feed and tab; marks that turn the direction of text; surrogates.
# The zero-width joiners stay: some scripts and signs need them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ud800-\udfff]"
)

# The same, and invisible characters within a word or a value.
_HIDDEN = re.compile(f"{_UNSAFE.pattern[:-1]}\t\n\xad\u200b\u2060]")


def visible(text: str) -> str:
    r"""Text safe for a terminal, with `\x1b` and the like written out."""
    return _UNSAFE.sub(_escaped, text.expandtabs(4))


def one_line(text: str) -> str:
    """Safe text on one line, for messages."""
    return " ".join(visible(text).split())


def shown_as(character: str) -> str:
    """A character as the excerpt of a file shows it: an invisible one is written out."""
    return _escaped(match) if (match := _HIDDEN.match(character)) else character


def escaped_json(text: str) -> str:
    """The same JSON, safe for a terminal."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - one byte

"""Write a text in YAML: plain, in single or double quotes, or as a block.

A text is plain only if every YAML parser reads it as that text.
"""

from __future__ import annotations

import re

LONG = 80
"""Characters; a longer text is prose, and is written as the prose around it is."""

WIDTH = 80
"""Column at which to break lines, unless those of the file are longer."""

EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
"""Plain scalars that mean no value."""

# Characters that need an escape, and so double quotes.
_ESCAPED = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_INDICATORS = frozenset("@%[*&!|>'\"{},?-#`:]")
"""Characters with a meaning of their own at the beginning of a value."""

# Texts that other programs, and editors that know the schema, read as a number, date or boolean.
_TYPED = re.compile(
    r"[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d+)(?:e[-+]?\d+)?|0[xo][\da-f]+|[-+]?\d+(?::[0-5]?\d)+"
    r"|\d{4}-\d\d?-\d\d?(?:[t ].*)?|[-+]?\.inf|\.nan|y|n|yes|no|on|off|true|false|=|<<",
    re.IGNORECASE,
)

# Of the scalars that YAML 1.1 or 1.2 resolves (yaml.org/type, YAML 1.2.2 chapter 10.3) those that
# may be ids. `y` and `n` are left out: YAML 1.1 calls them yes and no, but no reader in use does.
_READ_AS = (
    ("a number", re.compile(r"[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+)", re.IGNORECASE)),
    ("a number", re.compile(r"[-+]?(\.\d[\d_]*|\d[\d_]*(\.[\d_]*)?)(e[-+]?\d+)?", re.IGNORECASE)),
    ("a number", re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")),
    ("yes or no", re.compile(r"(?i:yes|no|on|off|true|false)")),
    ("a date", re.compile(r"\d{4}-\d\d?-\d\d?")),
)

_BREAK = re.compile(r"(?<=\S) (?=\S)")
_PLAIN_BREAK = re.compile(r"(?<=\S) (?=\w)")
"""Plain text is broken before a letter or digit only: other characters may be syntax there."""


def read_as(identity: str) -> str | None:
    """The type that other programs give an unquoted id, in words; None where it stays a string."""
    return next((kind for kind, form in _READ_AS if form.fullmatch(identity)), None)


def looks_typed(text: str) -> bool:
    """True if other programs read the unquoted text as another type than a string."""
    return _TYPED.fullmatch(text) is not None


def fits_plain(text: str, *, typed: bool, flow: bool) -> bool:
    """True if a text can be written without quotes, in brackets (`flow`) or not.

    It may look like a number, date or boolean only where it is meant as one: `typed`.
    """
    if text in EMPTY or text != text.strip() or "\n" in text or _ESCAPED.search(text):
        return False
    if text[0] in _INDICATORS or ": " in text or " #" in text or text.endswith(":"):
        return False
    if flow and any(sign in text for sign in "[]{},:?#"):
        return False
    return typed or not looks_typed(text)


def fits_single(text: str) -> bool:
    """True if a text can be written in single quotes."""
    return "\n" not in text and not _ESCAPED.search(text)


def in_single(text: str) -> str:
    """A text in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def in_double(text: str) -> str:
    """A text in double quotes."""

    def escape(match: re.Match[str]) -> str:
        return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"

    return '"' + re.sub(f'{_ESCAPED.pattern}|[\n"\\\\]', escape, text) + '"'


def quoted(text: str, quote: str) -> str:
    """A text in the quotes given, unless the other kind needs fewer escapes."""
    if not fits_single(text):
        return in_double(text)
    escapes = '"' in text or "\\" in text
    if quote == '"':
        return in_single(text) if escapes and "'" not in text else in_double(text)
    return in_double(text) if "'" in text and not escapes else in_single(text)


def fits_literal(text: str) -> bool:
    """True if a text can be written in a block under `|`."""
    first = next((line for line in text.split("\n") if line), "")
    is_clean = bool(first.strip()) and not first.startswith("\t")
    return is_clean and not _ESCAPED.search(text.replace("\t", " ")) and text == text.rstrip()


def fits_folded(text: str) -> bool:
    """True if a text can be written in a block under `>`."""
    return fits_literal(text) and not re.search(r"^[ \t]", text, re.MULTILINE)


def block_header(text: str, like: str, indent: int) -> str:
    """The header of a new block, after the header of another.

    A text that begins with a space needs the block's indentation, `indent`, in the header. `|+`
    takes in the blank lines below it, so a new block never has it.
    """
    chomping = "" if like[1:].strip("123456789") == "" else "-"
    number = str(indent) if text.lstrip("\n").startswith(" ") else ""
    return f"{like[0]}{number}{chomping}"


def literal_lines(text: str, indent: int) -> list[str]:
    """The lines of a block under `|`."""
    return [" " * indent + line if line else "" for line in text.split("\n")]


def folded_lines(text: str, indent: int, width: int) -> list[str]:
    """The lines of a block under `>`, where a line break is a blank line."""
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            lines.append("")
        if line:
            lines += [" " * indent + one for one in wrapped(line, width - indent)]
    return lines


def wrapped(text: str, width: int, *, plain: bool = False, taken: int = 0) -> list[str]:
    """A line of text as several of at most `width` characters, where spaces allow it.

    `taken` characters of the first line are used already; `plain` text is not in quotes or a block.
    """
    lines = [""]
    room = width - taken
    for word in (_PLAIN_BREAK if plain else _BREAK).split(text):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
            room = width
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines

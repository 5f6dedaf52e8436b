"""A text on one line: plain where YAML and a reader take it for the text it is, else in quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dhrplan.text.keys import EMPTY
from dhrplan.text.kinds import Choice, Every, Flag, When

if TYPE_CHECKING:
    from dhrplan.text.kinds import Kind

LONG = 80
"""Text with more characters is prose: it is written as the prose around it is."""

# What a line of text cannot show as it is: it is written as a code within double quotes.
_CODED = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_CODES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_FIRST = frozenset("@%[*&!|>'\"{},?-#`:]")
"""Signs with a meaning of their own at the beginning of a value."""
# What other programs, and editors that know the schema, take for a number, a date or a yes.
_TYPED = re.compile(
    r"[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d+)(?:e[-+]?\d+)?|0[xo][\da-f]+|[-+]?\d+(?::[0-5]?\d)+"
    r"|\d{4}-\d\d?-\d\d?(?:[t ].*)?|[-+]?\.inf|\.nan|y|n|yes|no|on|off|true|false|=|<<",
    re.IGNORECASE,
)
_UNTYPED = (Choice, Every, Flag, When)
"""Kinds whose values are no text for other programs either."""

# Of the scalars that YAML 1.1 or 1.2 resolves (yaml.org/type, YAML 1.2.2 chapter 10.3) those that
# may be ids. `y` and `n` are left out: YAML 1.1 calls them yes and no, but no reader in use does.
_READ_AS = (
    ("a number", re.compile(r"[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+)", re.IGNORECASE)),
    ("a number", re.compile(r"[-+]?(\.\d[\d_]*|\d[\d_]*(\.[\d_]*)?)(e[-+]?\d+)?", re.IGNORECASE)),
    ("a number", re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")),
    ("yes or no", re.compile(r"(?i:yes|no|on|off|true|false)")),
    ("a date", re.compile(r"\d{4}-\d\d?-\d\d?")),
)


def read_as(identity: str) -> str | None:
    """What other programs make of an id without quotes; None where they see words."""
    return next((kind for kind, form in _READ_AS if form.fullmatch(identity)), None)


def has_codes(text: str) -> bool:
    """Whether a text holds what only a code in double quotes can stand for."""
    return _CODED.search(text) is not None


def looks_typed(text: str) -> bool:
    """Whether other programs take a text for something else than text."""
    return _TYPED.fullmatch(text) is not None


def fits_plain(text: str, kind: Kind | None, *, flow: bool) -> bool:
    """Whether a text may stand without quotes, in brackets or outside."""
    if text in EMPTY or text != text.strip() or "\n" in text or has_codes(text):
        return False
    if text[0] in _FIRST or ": " in text or " #" in text or text.endswith(":"):
        return False
    if flow and any(sign in text for sign in "[]{},:?#"):
        return False
    return isinstance(kind, _UNTYPED) or not looks_typed(text)


def fits_single(text: str) -> bool:
    """Whether a text may stand in single quotes."""
    return "\n" not in text and not has_codes(text)


def in_single(text: str) -> str:
    """A text in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def in_double(text: str) -> str:
    """A text in double quotes."""
    return '"' + re.sub(f'{_CODED.pattern}|[\n"\\\\]', _code, text) + '"'


def _code(match: re.Match[str]) -> str:
    sign = match[0]
    return _CODES.get(sign) or f"\\u{ord(sign):04X}"


def quoted(text: str, quote: str) -> str:
    """A text in quotes: in those given, unless the others save writing signs twice."""
    if not fits_single(text):
        return in_double(text)
    doubles = '"' in text or "\\" in text
    if quote == '"':
        return in_single(text) if doubles and "'" not in text else in_double(text)
    return in_double(text) if "'" in text and not doubles else in_single(text)

"""Numbers and dates of a spreadsheet cell as its number format shows them.

A workbook holds `42947` and the format `d mmm yy`; a reader sees a day. Days are worded as people
read them here, 31 July 2017, whatever order the format has; numbers keep the digits, separators,
percent signs and literal words of the format. Fractions, exponents and conditions are not followed:
such a number is shown in full.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel


class Shown(NamedTuple):
    """What a reader sees of a cell.

    Attributes:
        when: The day, where the cell shows a day, a month and a year.
        warning: A sentence on what the cell holds and does not show, or empty.
    """

    text: str
    when: date | None = None
    warning: str = ""


_Kind = Literal["literal", "digit", "point", "comma", "percent", "date", "general", "text", "other"]
_Token = tuple[_Kind, str]
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"'
    r"|\\(?P<escaped>.)"
    r"|_(?P<space>.)"
    r"|\*(?P<fill>.)"
    r"|\[\$(?P<currency>[^\]-]*)[^\]]*\]"
    r"|\[(?P<elapsed>[hms]+)\]"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>general)"
    r"|(?P<noon>am/pm|a/p)"
    r"|(?P<date>y+|m+|d+|h+|s+|e+(?![+-])|b+)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<at>@)"
    r"|(?P<other>e[+-]|/)"
    r"|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_SPLIT = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[]|["\\\[])*?)(?:;|$)', re.DOTALL)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOST_DIGITS = 15
"""Spreadsheets keep 15 digits of a number."""
_MOST_SHOWN = 10
"""Digits that the format `General` shows of a fraction."""
_MAX_FORMAT = 255
"""Characters of a number format, by the specification; a longer one is not followed."""


class _Format(NamedTuple):
    tokens: tuple[_Token, ...]

    @property
    def kinds(self) -> set[_Kind]:
        return {kind for kind, _ in self.tokens}


def show_number(value: str, code: str, *, is_1904: bool = False) -> Shown:
    """A number, as a workbook writes it, in the number format `code`."""
    try:
        number = float(value)
    except ValueError:
        return Shown(value)
    sections = _sections(code)
    section = sections[0]
    if number < 0 and len(sections) > 1:
        section = sections[1]
    elif number == 0 and len(sections) > 2:  # noqa: PLR2004 - positive; negative; zero
        section = sections[2]
    if "date" in section.kinds:
        shown = _show_date(number, section, is_1904=is_1904) if number >= 0 else None
        return shown or Shown(_general(number))
    if abs(number) >= 10**_MOST_DIGITS or number != number:  # noqa: PLR0124 - not a number
        return Shown(_general(number))
    if "other" in section.kinds or "general" in section.kinds:
        body = _general(abs(number) if number < 0 and len(sections) > 1 else number)
        if "other" in section.kinds:
            return Shown(body)
        return Shown("".join(body if kind == "general" else text for kind, text in section.tokens))
    if "digit" not in section.kinds:
        parts = (_general(number) if kind == "text" else text for kind, text in section.tokens)
        return Shown("".join(parts))
    sign = "-" if number < 0 and len(sections) == 1 else ""
    return Shown(_digits(abs(number), section.tokens, sign))


def show_text(text: str, code: str) -> str:
    """A text in the number format `code`, which may have words before and after it."""
    sections = _sections(code)
    section = sections[-1]
    if len(sections) < 4 and "text" not in section.kinds:  # noqa: PLR2004 - the fourth is for text
        return text
    return "".join(
        text if kind == "text" else part for kind, part in section.tokens if kind in _PLAIN
    )


_PLAIN: frozenset[_Kind] = frozenset({"literal", "percent", "text", "point", "comma"})


@lru_cache(maxsize=1000)
def _sections(code: str) -> tuple[_Format, ...]:
    if len(code) > _MAX_FORMAT or not code:
        code = "General"
    parts = [match[1] for match in _SPLIT.finditer(code)]
    if code and not code.endswith(";"):
        parts.pop()  # the empty match at the end
    return tuple(_Format(_tokens(part)) for part in parts) or (_Format(()),)


_KINDS: dict[str, _Kind] = {
    **dict.fromkeys(("quoted", "escaped", "currency", "literal", "space"), "literal"),
    **dict.fromkeys(("elapsed", "noon", "date"), "date"),
    **dict.fromkeys(("bracket", "other"), "other"),
    "general": "general",
    "digit": "digit",
    "point": "point",
    "comma": "comma",
    "percent": "percent",
    "at": "text",
}


def _tokens(section: str) -> tuple[_Token, ...]:
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(section):
        group = match.lastgroup or "literal"
        text = match[group]
        if group == "fill" or (group == "bracket" and text[:1] not in "<>="):
            continue  # a character repeated to fill the width; a colour
        if group == "elapsed":
            text = f"[{text}]"
        kind = _KINDS[group]
        tokens.append((kind, " " if group == "space" else text.lower() if kind == "date" else text))
    # A slash is for fractions among digits, and a separator in a date.
    if any(kind == "date" for kind, _ in tokens):
        return tuple(
            ("literal", text) if kind == "other" else (kind, text) for kind, text in tokens
        )
    return tuple(tokens)


def _general(number: float) -> str:
    """A number without a format: all its whole digits, and as many of a fraction as are shown."""
    if number != number or abs(number) >= 10**_MOST_DIGITS:  # noqa: PLR0124 - not a number
        return format(number, "G")
    if number == int(number):
        return str(int(number))
    return format(number, f".{max(_MOST_SHOWN, len(str(int(abs(number)))) + 2)}g")


def _digits(number: float, tokens: tuple[_Token, ...], sign: str) -> str:
    """A number in digits: `0` is always shown, `#` and `?` only where the number has a digit."""
    kinds = [kind for kind, _ in tokens]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    places = [index for index, kind in enumerate(kinds) if kind == "digit"]
    whole = [index for index in places if index < point]
    decimals = [index for index in places if index > point]
    commas = [index for index, kind in enumerate(kinds) if kind == "comma" and index < point]
    last = whole[-1] if whole else -1
    grouped = any(whole and whole[0] < index < last for index in commas)
    scale = sum(1 for index in commas if whole and index > last)
    # As decimal digits, so that 2.675 is rounded as a person would.
    exact = Decimal(repr(number)).scaleb(2 * kinds.count("percent") - 3 * scale)
    rounded = exact.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
    left, _, right = f"{rounded:f}".partition(".")
    left = left.lstrip("0")
    needed = sum(1 for index in decimals if tokens[index][1] == "0")
    right = right[:needed] + right[needed:].rstrip("0")

    out: list[str] = []  # from right to left
    remaining, count = left, 0
    for index in range(len(tokens) - 1, -1, -1):
        kind, text = tokens[index]
        if index == point:
            out.append("." + right if right or needed else ".")
        elif kind == "digit" and index < point:
            taken = remaining if index == whole[0] else remaining[-1:]
            remaining = "" if index == whole[0] else remaining[:-1]
            for digit in reversed(taken or ("0" if text == "0" else "")):
                if grouped and count and count % 3 == 0:
                    out.append(",")
                out.append(digit)
                count += 1
        elif kind in {"literal", "percent"}:
            out.append(text)
    if remaining:  # no place before the point: `.00`
        out.append(remaining)
    empty = not rounded
    return ("" if empty else sign) + "".join(reversed(out))


def _show_date(number: float, section: _Format, *, is_1904: bool) -> Shown | None:
    """A date or time; None where the number is not one."""
    parts = [text for kind, text in section.tokens if kind == "date"]
    letters = {text[0] for text in parts}
    if any(text.startswith("[") for text in parts):
        return _duration(number, parts)
    epoch = CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900
    try:
        value = from_excel(number, epoch)
    except (ValueError, OverflowError, TypeError):
        return None
    moment = _moment(value)
    if moment is None:
        return None
    has_time = bool(letters & {"h", "s"})
    has_month = any(text[0] == "m" and not _is_minutes(parts, at) for at, text in enumerate(parts))
    has_day = any(text in {"d", "dd"} for text in parts)
    has_year = bool(letters & {"y", "e"})
    if not (has_month or has_day or has_year):
        weekday = [text for text in parts if text[0] == "d"]
        if weekday:
            return Shown(_around(section, _DAYS[moment.weekday()]))
        return Shown(_around(section, _clock(moment, with_seconds="s" in letters)))
    if isinstance(value, time) and not is_1904:
        return None  # day 0 of the calendar, which is not a day
    day, month, year = str(moment.day), _MONTHS[moment.month - 1], f"{moment.year:04}"
    shown = (day, has_day), (month, has_month), (year, has_year)
    words = " ".join(text for text, is_shown in shown if is_shown)
    if has_time and (moment.hour or moment.minute or moment.second):
        words += f" {_clock(moment, with_seconds=False)}"
    if has_day and has_month and has_year:
        return Shown(_around(section, words), moment.date())
    if has_day and has_month:
        full = f"{day} {month} {year}"
        return Shown(_around(section, words), None, f"{full} is shown without its year.")
    return Shown(_around(section, words))


def _moment(value: datetime | date | time | timedelta | None) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if isinstance(value, time):
        return datetime.combine(date(1899, 12, 30), value)
    return None


def show_iso_date(value: str, code: str) -> Shown:
    """A date that the file holds as text, `2017-07-31T00:00:00`, in the number format `code`."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return Shown(value)
    days = (moment.replace(tzinfo=None) - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001
    if "date" not in _sections(code)[0].kinds:
        code = "d mmmm yyyy hh:mm"
    return show_number(repr(days), code)


def _is_minutes(parts: list[str], index: int) -> bool:
    """An `m` after hours or before seconds is minutes."""
    before = parts[index - 1][:1] if index else ""
    after = parts[index + 1][:1] if index + 1 < len(parts) else ""
    return parts[index] in {"m", "mm"} and (before == "h" or after == "s")


def _clock(moment: datetime, *, with_seconds: bool) -> str:
    return f"{moment:%H:%M:%S}" if with_seconds and moment.second else f"{moment:%H:%M}"


def _duration(number: float, parts: list[str]) -> Shown:
    """Time that has passed: hours, minutes and seconds, the first without limit."""
    seconds = round(abs(number) * 86_400)
    first = next(text for text in parts if text.startswith("["))[1]
    hours, minutes = seconds // 3600, seconds // 60 % 60
    sign = "-" if number < 0 else ""
    if first == "h":
        has_minutes = any(text[0] == "m" for text in parts)
        return Shown(f"{sign}{hours}:{minutes:02}" if has_minutes else f"{sign}{hours}")
    if first == "m":
        return Shown(f"{sign}{seconds // 60}:{seconds % 60:02}")
    return Shown(f"{sign}{seconds}")


def _around(section: _Format, words: str) -> str:
    """The literal words of a date format before and after the date."""
    kinds = [kind for kind, _ in section.tokens]
    first, last = kinds.index("date"), len(kinds) - kinds[::-1].index("date")
    before = "".join(text for kind, text in section.tokens[:first] if kind == "literal")
    after = "".join(text for kind, text in section.tokens[last:] if kind == "literal")
    return f"{before}{words}{after}"

"""Days, and months of a year, as people write them, in small letters."""

from __future__ import annotations

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2} ?(?:st|nd|rd|th)?"
_CENTURY = r"(?:19|20)\d{2}"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?)?"

DATE = (
    rf"{_WEEKDAY}(?P<date>(?:{_CENTURY}-\d\d?-\d\d?|{_CENTURY}/\d\d?/\d\d?|{_CENTURY}\.\d\d?\.\d\d?"
    rf"|\d\d? ?[/.-] ?\d\d? ?[/.-] ?(?:\d{{4}}|\d{{2}})|\d\d? \d\d? \d{{4}}"
    rf"|{_DAY}(?: day)?(?: of)?[ /.-]?{_MONTH},?[ /.-]?(?:{_CENTURY}|'?\d{{2}})"
    rf"|{_MONTH},? {_DAY},? {_CENTURY}"
    rf"|{_MONTH},?[ /-]{_CENTURY}|{_MONTH} ?['-]\d{{2}}|\d\d?[/.-]{_CENTURY})"
    r"(?!\d|[/.-]\d))"
)
"""A day, or a month with its year, in a group `date`; a weekday may stand before it."""

IN_ONE = r"(?P<one>\d{8}|\d{6})(?!\d)"
"""A day in one: 12031984 or 120384, which is one only where it is called so."""

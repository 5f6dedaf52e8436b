"""initials-with-birth-date: somebody's initials beside their date of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrplan.diagnostic import Severity
from dhrplan.rules import engine
from dhrplan.rules.engine import Rule
from dhrplan.rules.privacy import date_of_birth
from dhrplan.rules.privacy.readable import ReadableText, Span
from dhrplan.rules.privacy.scan import Wording, check, words

_INITIALS = r"(?<![\w.&/-])((?:[A-Z][. ]{0,2}){1,2}[A-Z])\.?"
_BEFORE = re.compile(
    rf"{_INITIALS}[ ,:;(\[\u2013-]{{1,4}}"
    r"(?:(?i:dob|d\.o\.b\.?|date of birth|born|b)\.?(?: on)?[ :]{0,2})?$"
)
_YEAR = re.compile(
    rf"{_INITIALS}[ ,:;(\[\u2013-]{{1,4}}(?i:dob|d\.o\.b\.?|born|b\.)(?: in)?[ :]{{1,2}}"
    r"(?:19|20)\d\d(?![\d/.-]\d)"
)
_AFTER = re.compile(rf" ?\({_INITIALS}\)")
_LOOK_BACK = 40  # characters before a date


def find(text: ReadableText) -> Iterator[Span]:
    """The two or three letters before a date or year of birth, or in brackets behind a date."""
    found = [
        match
        for start, end in date_of_birth.find(text)
        for match in (
            _BEFORE.search(text.text, max(0, start - _LOOK_BACK), start),
            _AFTER.match(text.text, end),
        )
        if match
    ]
    if not text.words.isdisjoint({"born", "dob", "b"}):
        found += _YEAR.finditer(text.text)
    yield from sorted({one.span(1) for one in found if not _is_a_body(one[1])})


def _is_a_body(letters: str) -> bool:
    """Whether the letters stand for an agency or a thing."""
    plain = re.sub("[. ]", "", letters).lower()
    lists = words("mailboxes", "acronyms") | words("titles", "acronyms") | {"dob", "id"}
    return plain in lists


_WORDING = Wording(
    "looks like the initials of a person, beside a date or year of birth",
    "Write the pseudonym that the review uses, such as `Adult A`, and the age.",
)
_PROGRESS = "progress: {} was known to five agencies.\n"

RULE = Rule(
    name="initials-with-birth-date",
    family="privacy",
    severity=Severity.ERROR,
    what="Two or three initials beside a date or year of birth. The initials of agencies are "
    "allowed.",
    why="Initials and a date of birth are enough to pick a person out of any register. "
    "`date-of-birth` reports the date by itself.",
    instead="Write a pseudonym and the age.",
    check=check(find, _WORDING),
    bad=engine.example_folder(engine.SOUND + _PROGRESS.format("PH (born in 1984)")),
    good=engine.example_folder(engine.SOUND + _PROGRESS.format("Adult A (aged 34)")),
)

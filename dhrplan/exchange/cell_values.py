"""What the words of a cell mean: a status, a rating, a target, a day of completion, parts.

Nothing is guessed. A reading says which values are certain, whether the words say more than they do
(then the words are kept too), and what is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from dhrplan.exchange.grid import Cell
from dhrplan.model.dates.hints import dates_in, old_and_new, period_in
from dhrplan.model.dates.parse import parse_date
from dhrplan.model.dates.values import AnyDate, DateFault, PlanDate
from dhrplan.plan.convert import LONGEST, certain_choice
from dhrplan.plan.fields import ANSWER, STATUS
from dhrplan.plan.fix import StatusMeant, status_meant

NOTHING = re.compile(
    r"\W*|n/?a|none|nil|not applicable|tb[acd]|to be (?:confirmed|agreed|advised|set)"
    r"|not (?:yet )?set|not known|unknown|date tbc|-+",
    re.IGNORECASE,
)
"""Words that say that there is nothing to say."""
DITTO = re.compile(
    "ditto|do\\.?|as (?:for |per )?above|same(?: as above)?|see above"
    "|[\"\u201c\u201d\u3003'\u2019]{1,3}",
    re.IGNORECASE,
)
"""Words that mean the cell above."""


class StatusReading(NamedTuple):
    """A status cell.

    Attributes:
        rating: The words of a rating, or its colour where the cell has a status too.
        is_whole: True if the values say all that the words say.
        target: A date beside the status by which the action is due.
    """

    status: str = ""
    completed: str = ""
    rating: str = ""
    is_whole: bool = False
    doubt: str = ""
    target: str = ""


_COLOURS = r"b?rag|red|amber|green|blue|gr[ae]y|yellow|orange|purple|black|white"
_COLOUR = re.compile(rf"(?<![a-z])(?:{_COLOURS})(?![a-z])", re.IGNORECASE)
_DUE = re.compile(r"\b(?:due|by|target|deadline)\b", re.IGNORECASE)
_PER_CENT = re.compile(r"(?:[0-9]{1,2}|100)(?:\.0+)? ?(?:%|per ?cent)(?: complete)?", re.IGNORECASE)
_ONGOING_DATE = re.compile(
    r"(?:is |now )?complete[d]?,?(?: and|,| &| /|/) ?(?:is |now )?(?:on-?going|continuing"
    r"|continues)(?: work)?[\s:,;(\u2013-]*(?:on )?(?P<day>[^)]*?)\)?\.?",
    re.IGNORECASE,
)
_PLAIN = {
    "complete": ("complete", "completed"),
    "complete-ongoing": ("complete and ongoing", "completed and ongoing", "complete ongoing"),
}


@lru_cache(maxsize=1_000)  # the same few statuses are in every row
def read_status(text: str) -> StatusReading:
    """The status, completion date or rating that a text means for certain."""
    line = " ".join(text.split()).strip()
    if NOTHING.fullmatch(line):
        return StatusReading(is_whole=not re.search(r"\w", line))
    if match := _ONGOING_DATE.fullmatch(line):
        day = parse_date(match["day"]) if match["day"].strip() else None
        if day is None:
            return StatusReading("complete-ongoing", is_whole=_says("complete-ongoing", line))
        if isinstance(day, PlanDate):
            return StatusReading("complete-ongoing", day.canonical)
    if meant := _meant(line):
        is_whole = bool(meant.completed) or _says(meant.status, line)
        dates = () if meant.completed else dates_in(line)
        target = dates[0].canonical if len(dates) == 1 and _DUE.search(line) else ""
        doubt = "What is the date beside the status?" if dates and not target else ""
        return StatusReading(
            meant.status, meant.completed, is_whole=is_whole, doubt=doubt, target=target
        )
    if _PER_CENT.fullmatch(line):
        status = "complete" if line.startswith("100") else ""
        return StatusReading(status, rating=line, is_whole=True)
    if _COLOUR.search(line):
        rest = re.sub(
            r"\b(?:rated|rating|status)\b|[()]", " ", _COLOUR.sub(" ", line), flags=re.IGNORECASE
        )
        rest = re.sub(r"^\W+|\W+$", "", rest)
        if beside := certain_choice(rest, STATUS) if rest else None:
            colour = _COLOUR.search(line)
            return StatusReading(beside, rating=colour[0] if colour else "")
        return StatusReading(rating=line, is_whole=True)
    if len(line) > LONGEST:
        return StatusReading(doubt="This is too long for a status. Which status is it?")
    return StatusReading(doubt="Which status is this?")


def _meant(line: str) -> StatusMeant | None:
    as_value = line.strip(" .").casefold()
    return StatusMeant(as_value) if as_value in STATUS.values else status_meant(line)


def _says(status: str, words: str) -> bool:
    plain = re.sub(r"[\s_-]+", " ", words).strip(" .").casefold()
    return plain in _PLAIN.get(status, ()) or plain == status.replace("-", " ")


def read_yes_no(text: str) -> StatusReading:
    """A cell of a column such as "Complete Y/N": yes is complete, no says nothing."""
    words = " ".join(text.split()).strip(" .").casefold()
    if words in {"y", "yes", "\u2713", "\u2714", "\u2611", "\u2612", "x", "true", "tick", "\u221a"}:
        return StatusReading("complete", is_whole=True)
    if words in {"", "\u2610"}:
        return StatusReading(is_whole=True)
    if words in {"n", "no", "false"}:
        return StatusReading()
    return read_status(text)


class TargetReading(NamedTuple):
    """A cell of a target date.

    Attributes:
        was: Earlier targets, oldest first.
        status: The status in the place of a date, with its completion date.
        is_whole: True if the values say all that the words say.
    """

    target: str = ""
    was: tuple[str, ...] = ()
    review_every: str = ""
    status: StatusReading | None = None
    is_whole: bool = False
    doubt: str = ""


def read_target(cell: Cell) -> TargetReading:
    """The target date of a cell, and what else it holds."""
    if cell.when:
        return TargetReading(cell.when.isoformat(), is_whole=True)
    line = " ".join(cell.text.split()).strip()
    if not re.search(r"\w", line):
        return TargetReading(is_whole=True)
    if NOTHING.fullmatch(line):
        return TargetReading()
    if cell.struck and (revised := _struck(cell)):
        return revised
    when = parse_date(line, relative=True)
    if not isinstance(when, DateFault):
        return TargetReading(when.canonical, is_whole=True)
    if both := old_and_new(line):
        return TargetReading(both[1].canonical, (both[0].canonical,))
    return _by_cause(line, when)


_CHANGED = re.compile(r"\b(?:extended|revised|moved|changed|postponed)\b", re.IGNORECASE)
_OLD_DATE = re.compile(
    r"\b(?:was|originally|original|previously|previous)\b[^0-9,;]{0,20}[0-9]", re.IGNORECASE
)
"""Words before a date that was given up; "September 2024 (was July)" has the new one first."""


def _by_cause(  # noqa: C901 - the causes, one by one
    line: str, fault: DateFault
) -> TargetReading:
    dates = dates_in(line)
    doubt = fault.message  # its hint is for those who write a plan by hand
    if fault.cause == "no-date":
        is_soon = re.search(r"\basap\b|\bsoon\b", line, re.IGNORECASE)
        return TargetReading(doubt=doubt if is_soon else "")
    if fault.cause == "status-in-date":
        status = read_status(line)
        if not status.status and not status.completed and len(dates) == 1:
            return TargetReading(dates[0].canonical, doubt=doubt)
        if not status.status:
            return TargetReading(doubt=doubt)
        return TargetReading(status=status, is_whole=status.is_whole)
    if fault.cause == "rhythm" or (often := period_in(line)):
        often = period_in(line)
        whole = not dates and len(line.split()) <= 3  # noqa: PLR2004
        target = dates[0].canonical if len(dates) == 1 else ""
        return TargetReading(
            target, review_every=often, is_whole=whole and not re.search("[;,]", line)
        )
    if len(dates) == 1 and fault.cause == "not-a-date":
        changed = "The date was changed. Is this the new one?" if _CHANGED.search(line) else ""
        return TargetReading(dates[0].canonical, doubt=changed)
    if fault.cause == "several" and re.search("complet|done|finish", line, re.IGNORECASE):
        return TargetReading(doubt="Which date is the target, and which the day it was done?")
    if fault.cause == "several" and len(dates) > 1:
        last = max((one for one in dates if isinstance(one, PlanDate)), key=lambda one: one.last)
        return TargetReading(last.canonical, doubt="There are several dates. The latest is taken.")
    if fault.cause == "revised" and len(dates) == 1 and _OLD_DATE.search(line):
        return TargetReading(
            was=(dates[0].canonical,), doubt="Is this the old date, and which is new?"
        )
    if fault.cause == "revised" and len(dates) == 1:
        return TargetReading(
            dates[0].canonical, doubt="The date was changed. Which was the old one?"
        )
    return TargetReading(doubt=doubt)


def _struck(cell: Cell) -> TargetReading | None:
    """An old date that is struck through, and the new one beside it."""
    rest = cell.text
    for passage in cell.struck:
        rest = rest.replace(passage, " ", 1)
    new = parse_date(" ".join(rest.split()).strip(), relative=True)
    old = [parse_date(" ".join(one.split())) for one in cell.struck]
    was = tuple(one.canonical for one in old if isinstance(one, PlanDate))
    if isinstance(new, DateFault) or len(was) != len(old):
        return None
    return TargetReading(new.canonical, was)


class CompletionReading(NamedTuple):
    """The beginning of a text that says when work was completed, and the rest of the text."""

    status: str
    completed: str
    words: str
    rest: str


_COMPLETED = re.compile(
    r"(?P<words>(?:(?:action|this|all|now|fully|is|was|has been)[ :]+)*"
    r"(?P<status>completed?(?:(?: and| &|,|/| /) ?(?:on-?going|continuing))?|done|finished"
    r"|implemented)\b(?P<gap>[\s:,;.(\u2013-]*(?:on |in )?)(?P<day>[^\n;]*?)\)?)\.?",
    re.IGNORECASE,
)


def read_completion(line: str) -> CompletionReading | None:
    """The reading of a line such as "Completed: 31 October 2016"; None if it is another text."""
    line = " ".join(line.split()).strip()
    match = _COMPLETED.fullmatch(line)
    if match is None:
        return None
    status = "complete-ongoing" if re.search("going|continuing", match["status"]) else "complete"
    day = match["day"].strip()
    if not day:
        is_word = not match["gap"].strip() and match["status"][0] in "Cc"
        return CompletionReading(status, "", line, "") if is_word or match["gap"].strip() else None
    if re.match("by|before|due", day, re.IGNORECASE):
        return None  # "Complete by 31 March" asks for the work
    when = parse_date(day)
    return (
        CompletionReading(status, when.canonical, line, "") if isinstance(when, PlanDate) else None
    )


def read_day(text: str) -> AnyDate | None:
    """A date that is the whole of a text; None for any other text."""
    when = parse_date(" ".join(text.split()), relative=False)
    return None if isinstance(when, DateFault) else when


# -- parts of a cell -------------------------------------------------------------------------------


class Part(NamedTuple):
    """A numbered part of a cell: `1.`, `a)`, `ii.`, without the punctuation, and its words."""

    label: str
    text: str
    written: str


_LABEL = r"\(?(?P<label>[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)]"
_LABELLED_LINE = re.compile(rf"\s*{_LABEL}(?:\s+(?P<text>.*))?", re.IGNORECASE | re.DOTALL)
_INLINE = re.compile(rf"(?<!\S){_LABEL}\s+", re.IGNORECASE)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")
_LONGEST_INLINE = 300
"""Characters; in longer texts "see section 2." is more likely than a part."""


def parts(text: str, *, from_first: bool = True) -> tuple[str, tuple[Part, ...]]:
    """The words before the numbered parts of a text, and the parts; none if it has no two.

    `from_first` asks that they begin with 1, a or i.
    """
    if text.count(".") + text.count(")") < 2:  # noqa: PLR2004 - one at least ends each label
        return text, ()
    lines = text.split("\n")
    marks = [(n, m) for n, line in enumerate(lines) if (m := _LABELLED_LINE.fullmatch(line))]
    labels = [match["label"].casefold() for _, match in marks]
    if len(marks) > 1 and _in_order(labels, from_first=from_first):
        found = []
        for index, (number, match) in enumerate(marks):
            end = marks[index + 1][0] if index + 1 < len(marks) else len(lines)
            words = "\n".join(filter(None, (match["text"] or "", *lines[number + 1 : end])))
            found.append(Part(labels[index], words, "\n".join(lines[number:end])))
        return "\n".join(lines[: marks[0][0]]), tuple(found)
    if len(text) > _LONGEST_INLINE:
        return text, ()
    inline = list(_INLINE.finditer(text))
    labels = [match["label"].casefold() for match in inline]
    if len(inline) < 2 or not _in_order(labels, from_first=True):  # noqa: PLR2004
        return text, ()
    ends = [*(match.start() for match in inline[1:]), len(text)]
    return text[: inline[0].start()].strip(), tuple(
        Part(label, text[match.end() : end].strip(), text[match.start() : end].strip())
        for label, match, end in zip(labels, inline, ends, strict=True)
    )


def _in_order(labels: Sequence[str], *, from_first: bool) -> bool:
    """True if labels are of one notation, and each is greater than the one before it."""
    for notation in (_number, _roman, _letter):
        numbers = [notation(label) for label in labels]
        if all(numbers) and numbers == sorted(set(numbers)):
            return numbers[0] == 1 or not from_first
    return False


def _number(label: str) -> int:
    return int(label) if label.isdigit() else 0


def _roman(label: str) -> int:
    return _ROMAN.index(label) + 1 if label in _ROMAN else 0


def _letter(label: str) -> int:
    return ord(label) - ord("a") + 1 if len(label) == 1 and "a" <= label <= "z" else 0


_BULLET = re.compile("^\\s*[\u2022\u00b7\u25cf\u25aa\u25cb\u2023\u2013\u2014*-]\\s+")


def bullets(text: str) -> tuple[str, ...]:
    """The items of a text: by its bullets if it has any, with their further lines; else lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not any(_BULLET.match(line) for line in lines):
        return tuple(lines)
    items: list[str] = []
    for line in lines:
        if _BULLET.match(line) or not items:
            items.append(_BULLET.sub("", line))
        else:
            items[-1] += f"\n{line}"
    return tuple(items)


def bullet_marks(text: str) -> str:
    """The bullets at the beginnings of lines, one after the other."""
    marks = (_BULLET.match(line) for line in text.split("\n"))
    return "".join(match[0].strip() for match in marks if match)


_DATED = re.compile(r"(?P<day>[^:\n\u2013]{4,40}?)\s*(?::|\s[-\u2013])\s*(?P<text>\S.*)", re.DOTALL)


def dated_entries(text: str) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """The words before the first line that begins with a date, and the entries.

    Each entry has its date, its words, and both as written. Lines without a date belong to the
    entry above.
    """
    before: list[str] = []
    entries: list[tuple[str, str, str]] = []
    for line in text.split("\n"):
        match = _DATED.fullmatch(line.strip())
        when = parse_date(match["day"]) if match else None
        if match and isinstance(when, PlanDate):
            entries.append((when.canonical, match["text"], line))
        elif not entries:
            before.append(line)
        else:
            day, words, written = entries[-1]
            entries[-1] = (day, f"{words}\n{line}", f"{written}\n{line}")
    return "\n".join(before), tuple(entries)


_ANSWERS = {
    **{answer: answer for answer in ANSWER.values},
    **dict.fromkeys(
        ("agreed", "accept", "accepted in full", "agree", "fully accepted", "yes", "y"), "accepted"
    ),
    **dict.fromkeys(
        (
            "partly agreed",
            "partially agreed",
            "partly accepted",
            "partially accepted",
            "in part",
            "agreed in part",
            "accepted in part",
        ),
        "in-part",
    ),
    **dict.fromkeys(("accepted in principle", "agreed in principle"), "in-principle"),
    **dict.fromkeys(
        ("not agreed", "rejected", "declined", "not accepted", "disagreed"), "not-accepted"
    ),
    "already in place": "already-in-place",
}


def read_answer(text: str) -> str:
    """The answer to a recommendation that words give for certain; empty if they do not."""
    return _ANSWERS.get(" ".join(text.split()).strip(" .").casefold(), "")


# -- colours ---------------------------------------------------------------------------------------


def colour_name(colour: str) -> str:
    """The colour of a rating by its hue: `Red`, `Amber`, `Green`, `Blue` or `Grey`; else empty."""
    from colorsys import rgb_to_hsv

    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4))
    hue, saturation, value = rgb_to_hsv(red, green, blue)
    if saturation < 0.12:  # noqa: PLR2004 - nearly without colour
        return "Grey" if 0.35 < value < 0.9 else ""  # noqa: PLR2004 - neither black nor white
    degrees = hue * 360
    names = ((16, "Red"), (66, "Amber"), (170, "Green"), (262, "Blue"), (330, ""), (361, "Red"))
    return next(name for limit, name in names if degrees < limit)

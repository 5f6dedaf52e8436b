"""Private text appears in no format: masked, with every column where it was."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan.diagnostic import Place, Related
from dhrplan.plan.convert import in_backticks
from dhrplan.plan.explain import in_quotes, ticked
from dhrplan.render.findings import Findings, masked
from tests.render.finding import FILE, findings, one, printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAME = "Pat Hobbs"


def message(text: str, *private: str) -> str:
    """A message, masked beside a finding with these private texts."""
    hidden = one("Something is private.", private=private)
    return masked(findings(one(text), hidden)).diagnostics[0].message


@pytest.mark.parametrize(
    ("private", "shown"),
    [
        ("Pat Hobbs", "P** H****"),
        ("07700 900123", "***** ******"),
        ("+44 7700 900123", "+** **** ******"),
        ("pat.hobbs@example.org", "p**.h****@e******.o**"),
        ("12 March 1985", "** M**** ****"),
        ("QQ 12 34 56 C", "Q* ** ** ** C"),
        ("SW1A 1AA", "S*** ***"),
        ("Siân O'Hobbs-Lee", "S*** O'H****-L**"),
        ("Sia\u0302n Hobbs", "S**** H****"),
        ("\u738b\u5c0f\u660e", "\u738b**"),
        ("Pat\n    Hobbs", "P** H****"),
    ],
)
def test_the_first_letter_of_each_word_stays(private: str, shown: str) -> None:
    written = " ".join(private.split())
    assert message(f"`{written}` is a name.", private) == f"`{shown}` is a name."
    assert len(shown) == len(written)


@pytest.mark.parametrize(
    "written",
    [
        "PAT HOBBS",
        "pat hobbs",
        "Pat  Hobbs",
        "Pat\u00a0Hobbs",
        "Pat-Hobbs",
        "pat_hobbs",
        "pat.hobbs",
        "PatHobbs",
        "P\u00e1t H\u00f6bbs",
        "Pat\u00adHobbs",
    ],
)
def test_it_is_masked_however_it_is_written(written: str) -> None:
    told = message(f"See `{written}`, please.", NAME)
    assert not re.search("(?i)[aáobö]bbs|p[aá]t", told)
    assert (told[:5], told[-9:]) == ("See `", ", please.")


def test_a_number_is_masked_with_other_spaces_and_behind_a_word() -> None:
    assert message("Tel07700900123, 07700-900-123", "07700 900123") == (
        "Tel***********, *****-***-***"
    )


def test_only_whole_words_and_numbers_are_masked() -> None:
    text = "Annual review of Ann, by Joanne, `1985` of 21985"
    assert message(text, "Ann", "1985") == "Annual review of A**, by Joanne, `****` of 21985"


@pytest.mark.parametrize("length", range(1, 70))
def test_it_is_masked_where_a_message_cuts_it_short(length: int) -> None:
    value = f"{'x' * length} Pat Hobbs and others who were there then. "
    for quoted in (in_backticks(value), ticked(value * 3)):
        told = message(f"{quoted} is not a status.", "Pat Hobbs and others")
        assert not re.search(r"Pa|Ho|oth|bb", told)


def test_it_is_masked_where_a_hint_quotes_it() -> None:
    value = "Niall O'Hobbs: statement"
    assert "''H****" in message(f"Write {in_quotes(value)}.", "Niall O'Hobbs")


def test_everything_that_is_printed_is_masked() -> None:
    place = Place("plans/pat-hobbs.yaml", 1, 7)
    found = replace(
        one("`Pat Hobbs` is a name.", private=(NAME,)),
        place=place,
        hint="Write something else than Pat Hobbs.",
        related=(Related(place, "Pat Hobbs stands here too"),),
        review="pat-hobbs",
        action="Pat-Hobbs",
        width=9,
    )
    told = Findings((found,), 1, {(place.file, 1): "text: Pat Hobbs"}, ("Pat Hobbs is noted.",))
    for text in printed(told).values():
        assert "hobbs" not in unquote(text).casefold()
        assert "H****" in text
    for text in printed(told, reveal=True).values():
        assert "Pat Hobbs" in text


def test_the_line_keeps_its_columns() -> None:
    told = printed(findings(one("A name.", 7, 9, private=(NAME,)), lines=("text: Pat Hobbs, 5",)))
    assert "       1 | text: P** H****, 5\n         |       ^^^^^^^^^\n" in told["text"]


def test_it_is_masked_on_both_of_two_lines() -> None:
    lines = ("    was told by Pat", "    Hobbs of it", "    Hobbs", "    Pat")
    others = (one("Another thing.", line=number) for number in (2, 3, 4))
    for private in ("Pat Hobbs", "Pat\n    Hobbs"):
        hidden = one("A name.", 17, 3, private=(private,))
        shown = masked(findings(hidden, *others, lines=lines)).lines.values()
        assert tuple(shown) == ("    was told by P**", "    H**** of it", *lines[2:])


def test_it_is_masked_on_each_of_three_lines() -> None:
    lines = ("at 1 High Street", "Northtown", "NT1 1AA.")
    hidden = one("An address.", 4, 13, private=("1 High Street\nNorthtown\nNT1 1AA",))
    shown = masked(findings(hidden, lines=lines)).lines.values()
    assert tuple(shown) == ("at * H*** S*****", "N********", "N** ***.")


def test_it_is_masked_where_it_is_written_as_codes() -> None:
    hidden = one("A name.", 8, 12, private=("Pat Hobbs",))
    told = masked(findings(hidden, lines=(r'text: "\x50at Hobbs, 5"',)))
    assert told.lines[FILE, 1] == r'text: "\x**** H****, 5"'


def test_what_is_not_told_is_masked_too() -> None:
    hidden = one("A name.", private=(NAME,))
    found = findings(one("`Pat Hobbs` is not a status."), untold=(hidden,))
    assert masked(found).diagnostics[0].message == "`P** H****` is not a status."
    assert masked(found).notes == ()


def test_it_is_said_once_that_something_is_masked() -> None:
    hidden = one("A name.", private=(NAME,))
    (note,) = masked(findings(hidden, hidden)).notes
    assert "--reveal" in note


def test_nothing_is_done_where_nothing_is_private() -> None:
    found = findings(one("`Pat Hobbs` is not a status."), lines=("Pat Hobbs",))
    assert masked(found) is found


# Letters that no word of the program has, so that only what is private can be found.
_LETTERS = "\u017eq\u0416\u03bb\u00df"
WORDS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(_LETTERS),
        st.sampled_from(_LETTERS),
        st.text(f"{_LETTERS}07\u00e9\u0301", max_size=12),
    ),
)
PRIVATE = st.builds(
    str.join,
    st.sampled_from([" ", "\n   ", ".", "-", "@", " - ", "'"]),
    st.lists(WORDS, min_size=1, max_size=4),
)
BEFORE = st.sampled_from(["", "Told ", "(", "`", "x: '", "\t- ", "1 "])
WRITTEN = st.sampled_from([str, str.upper, str.lower, in_backticks, in_quotes, ticked])


def shows(text: str, private: str) -> bool:
    """True if a text contains a private one, judged by letters and digits."""
    words = r"[\W_]*".join(map(re.escape, re.findall(r"[^\W_]+", private)))
    return bool(re.search(rf"(?i)(?<![^\W_]){words}(?![^\W_])", text))


@given(private=PRIVATE, before=BEFORE, written=WRITTEN, filling=st.integers(0, 70))
def test_no_format_prints_it(
    private: str, before: str, written: Callable[[str], str], filling: int
) -> None:
    plain = " ".join(private.split())
    text = written(f"{before}{'b ' * filling}{plain}")
    hidden = one("A name.", private=(private,))
    other = one(f"{text} is no status.", line=2, hint=f"Not {text}.", action=plain)
    found = findings(hidden, other, lines=(f"{before}{plain}.", private), notes=(text,))
    for name, output in printed(found).items():
        told = json.loads(output) if name in ("json", "sarif") else output
        assert [each for each in strings(told) if shows(each, private)] == []


def strings(document: object) -> Iterator[str]:
    """Every text of a JSON document."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, list | dict):
        each = document.values() if isinstance(document, dict) else document
        for one_of_it in each:
            yield from strings(one_of_it)

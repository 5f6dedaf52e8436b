"""The words of everything that the program prints and the pages say: docs/style.md holds the rules.

A failure lists every offence at once, each with its place and its sentence. What the plans say, and
code, is left out: it is not ours to word.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest

from dhrplan.cli.entry import COMMANDS
from tests.docs.sentences import of_page, of_programs, of_screen, sentences, words
from tests.golden.running import ROOT, Shell
from tests.golden.test_golden import CASES, Case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MOST_WORDS = 30
FEWEST_WORDS, MOST_BEFORE = 3, 6
_PART = re.compile(r"(?<=[;:(]) ?|(?=\()")
STYLE = ROOT / "docs" / "style.md"
PAGES = sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")))
GENERATED = "This page is generated"
_IN_A_SENSE = {
    # "one action" is a number, "one by one" an idiom; "the one", "ones", "one that" are neither.
    "one": r"\b(?:the|this|that|which|each|any|new|old|last|first|next|later|another) one\b"
    r"(?! (?:or|of|action|agency|file|folder|line|month|name|page|plan|review|row|year)\b)"
    r"|\bone(?:'s|s\b| (?:is|has|that|which|knows|who)\b)",
    # "Otherwise it is today" is meant well; "written otherwise" is not.
    "otherwise": r"(?<=[a-z] )otherwise\b",
    # "There is no status" is plain; "`TBC` is no date" is not.
    "is no date": r"(?<!there )\bis no date\b",
    "is no status": r"(?<!there )\bis no status\b",
}
"""Words of the table that have another, good sense, by what they look like in the bad one."""


class Sentence(NamedTuple):
    """A sentence, and where it was read."""

    place: str
    text: str


def written_pages() -> Iterator[Sentence]:
    return _pages(is_generated=False)


def generated_pages() -> Iterator[Sentence]:
    return _pages(is_generated=True)


def _pages(*, is_generated: bool) -> Iterator[Sentence]:
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        if (GENERATED in text) is is_generated:
            place = path.relative_to(ROOT).as_posix()
            yield from (Sentence(place, sentence) for sentence in of_page(text))


def cases() -> Iterator[Sentence]:
    for path in CASES:
        case = Case.read(path.read_text(encoding="utf-8"))
        known = said_by_files(case.place)
        for text in (*_answer(case), *of_screen(case.outcome.stderr, 10_000)):
            yield Sentence(f"tests/golden/cases/{path.name}", _ours(text, known))


def _answer(case: Case) -> Iterator[str]:
    """The sentences on standard output, read as the format has them."""
    if re.search(r"--format (?:json|csv|sarif)", case.command):
        return of_programs(case.outcome.stdout)
    if "--format markdown" in case.command:
        return of_page(case.outcome.stdout)
    return of_screen(case.outcome.stdout, case.columns)


@cache
def said_by_files(folder: Path) -> str:
    """The letters of all that the plans of a folder say, and its settings."""
    files = (*sorted(folder.glob("plans/**/*")), *folder.glob("*.toml"))
    read = (path.read_text(encoding="utf-8", errors="replace") for path in files if path.is_file())
    return " ".join(map(_letters, read))


def _ours(sentence: str, known: str) -> str:
    """The parts of a sentence that no plan says; two or three words may be in a plan by chance."""
    ours = (part for part in _PART.split(sentence) if not _is_said(part.split(), known))
    return " ".join(" ".join(ours).split()).replace("( ", "(")


def _is_said(part: list[str], known: str) -> bool:
    """True if a plan says this, apart from a few words before it, such as a date of ours."""
    begins = range(min(MOST_BEFORE, len(part) - FEWEST_WORDS))
    return any(_letters(" ".join(part[begin:])) in known for begin in begins)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def banned() -> dict[str, re.Pattern[str]]:
    """The words to avoid, out of the table of the page on style, by what they look like."""
    table = STYLE.read_text(encoding="utf-8").partition("## Words to avoid")[2]
    cells = re.findall(r"^\| (?!Avoid|---)(.*?) \|", table, re.MULTILINE)
    plain = (re.sub(r" \(.*?\)", "", cell) for cell in cells)
    found = [word.strip() for cell in plain for word in cell.split(",")]
    return {
        word: re.compile(_IN_A_SENSE.get(word, rf"\b{re.escape(word)}\b"), re.IGNORECASE)
        for word in found
    }


def offences(read: Iterator[Sentence]) -> list[str]:
    """Every sentence that is too long or has a word to avoid, said once though printed often."""
    avoided, seen, found = banned(), set(), []
    for place, text in read:
        if text in seen:
            continue
        seen.add(text)
        faults = [f"{words(text)} words"] if words(text) > MOST_WORDS else []
        if place != "docs/style.md":
            faults += [f'"{word}"' for word, looks in avoided.items() if looks.search(text)]
        if faults:
            found.append(f"{place}: {', '.join(faults)}: {text}")
    return found


@pytest.fixture
def helps(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Iterator[Sentence]]:
    """Reads the sentences of the help of every command."""
    shell = Shell(capsys, monkeypatch)

    def read() -> Iterator[Sentence]:
        for name in ("", *COMMANDS):
            shown = of_screen(shell.run(f"dhrplan {name} --help").stdout, shell.columns)
            yield from (Sentence(f"dhrplan {name} --help", sentence) for sentence in shown)

    return read


@pytest.mark.parametrize(
    "read",
    [
        written_pages,
        generated_pages,
        cases,
        "helps",
    ],
)
def test_what_is_said_is_short_and_plain(
    read: Callable[[], Iterator[Sentence]] | str, request: pytest.FixtureRequest
) -> None:
    found = offences((request.getfixturevalue(read) if isinstance(read, str) else read)())
    assert not found, "\n".join([f"{len(found)} sentences to reword (docs/style.md):", *found])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("This one is late.", "one"),
        ("Look at the action where it stands.", "stands"),
        ("Say it otherwise.", "otherwise"),
        ("`TBC` is no date.", "is no date"),
        ("Please note the date.", "please note"),
    ],
)
def test_a_word_to_avoid_is_found(text: str, word: str) -> None:
    assert banned()[word].search(text)


@pytest.mark.parametrize("text", ["One action is late.", "Otherwise it is today.", "Adjust it."])
def test_a_good_word_passes(text: str) -> None:
    assert [word for word, looks in banned().items() if looks.search(text)] == []


def test_a_long_sentence_is_found_though_the_window_broke_it() -> None:
    text = "  One two three four five\n  six seven. Eight.\n"
    assert list(of_screen(text, 26)) == ["One two three four five six seven.", "Eight."]


def test_cells_and_lines_of_a_table_are_no_sentence() -> None:
    text = "Review  Action  State\nDHR4    4.1     late\nDHR4    4.2     late\n"
    assert "late" in list(of_screen(text, 80))


def test_code_counts_as_a_word() -> None:
    assert sentences("Write `a b c` here. Then go.") == ["Write `x` here.", "Then go."]

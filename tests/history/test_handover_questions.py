"""What a new coordinator asks in the first week, answered from the hand-over alone.

Each question has the words that answer it, in one row or paragraph under the heading for it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from tests.golden.running import Shell
from tests.history.test_handover import HANDOVER
from tests.history.test_paper import ask

pytestmark = pytest.mark.needs("git")


class Question(NamedTuple):
    """A question, the heading to look under, and the words of one row or paragraph there."""

    asked: str
    under: str
    answer: tuple[str, ...]


QUESTIONS = (
    Question(
        "When is the next meeting of the board, and when was the last?",
        "Hand-over",
        ("Last meeting: 12 December 2017", "Next meeting: 13 March 2018"),
    ),
    Question(
        "Who signs off an action of review 4 as complete, and how often is it reviewed?",
        "How the folder is set up",
        ("DHR4", "signed off by Tower Hamlets Community Safety Partnership", "every 3 months"),
    ),
    Question(
        "What do the police have to do, and how late are they?",
        "What is open, by agency",
        ("DHR4 6.2", "overdue, 2 months late", "December 2017"),
    ),
    Question(
        "What was first promised for the referral pathways, and what is promised now?",
        "What is open, by agency",
        ("DHR4 4.1", "Referral pathways", "March 2018", "August 2017"),
    ),
    Question(
        "Which request for more time must the board answer, of whom, and why?",
        "Asked, and not answered",
        ("DHR4 4.1", "extension to June 2018", "Lifeline (LL)", "data sharing agreement"),
    ),
    Question(
        "Has the Home Office answered our letter of June 2017?",
        "Asked, and not answered",
        ("DHR4 2", "due 15 August 2017", "7 months late", "Home Office", "20 June 2017"),
    ),
    Question(
        "Who has never told us how it is going?",
        "Asked, and not answered",
        ("DHR4 6.2", "An update. There has been none.", "Metropolitan Police Service"),
    ),
    Question(
        "Why did the training slip in September 2017, and who agreed?",
        "Why each date moved",
        ("DHR4 4.2", "September 2017", "12 September 2017", "No reason recorded", "CSP"),
    ),
    Question(
        "Was the training ever promised for an earlier date?",
        "Why each date moved",
        ("DHR4 4.2", "July 2017", "4 May 2017", "Not recorded in the plan. Only git has it"),
    ),
    Question(
        "What was done once and has lapsed, who found that, and how?",
        "What was agreed",
        ("DHR7 4.1", "lapsed", "Audit of 20 files", "22 January 2018", "LBTH-ASC"),
    ),
    Question(
        "Why does nobody work on 2.1, and when do we look at it again?",
        "When to look again",
        ("DHR4 2.1", "no date set", "Paused without a date"),
    ),
    Question(
        "Did the board say that recommendation 7 was met?",
        "What was agreed",
        ("DHR4 7", "Partly met", "not been promoted to the Home Office", "12 September 2017"),
    ),
    Question(
        "What happened to 3.1?",
        "What was agreed",
        ("DHR4 3.1", "Not taken forward", "reviewing the tool itself", "20 February 2018"),
    ),
    Question(
        "Where are the minutes of the last meeting?",
        "Where the minutes are",
        ("12 December 2017", "minutes/2017-12-12.md"),
    ),
    Question(
        "Where is the list of names that must not appear, and may I mail it?",
        "How the folder is set up",
        ("forbidden-names.txt", "never in git or in an email"),
    ),
)


def test_there_are_fifteen() -> None:
    assert len({one.asked for one in QUESTIONS}) == 15


@pytest.fixture(scope="module")
def sections() -> dict[str, list[str]]:
    """The lines of the hand-over under each heading, filled by the first test that needs them."""
    return {}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.asked)
def test_the_hand_over_answers(
    question: Question, shell: Shell, sections: dict[str, list[str]]
) -> None:
    if not sections:
        sections.update(read(ask(shell, f"{HANDOVER} --format markdown").stdout))
    lines = sections[question.under]
    if question.under == "Hand-over":
        lines = [" ".join(lines)]
    together = [line for line in lines if all(words in line for words in question.answer)]
    assert together, question.asked


def read(text: str) -> dict[str, list[str]]:
    """The lines under each heading; the hand-over's own title is `Hand-over`."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        if match := re.match(r"#+ (.*)", line):
            heading = "Hand-over" if match[1].startswith("Hand-over") else match[1]
        found.setdefault(heading, []).append(re.sub(r"\\(.)", r"\1", line))
    return found

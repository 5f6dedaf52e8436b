"""Each decision in the words of the minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dhrplan.meeting.screen import decision_text
from tests.meeting.sessions import (
    AGREED,
    CHECKED,
    DONE,
    EXTENDED,
    PAUSED,
    REFUSED,
    SAID,
    STEP,
    action,
    begun,
    entry,
)

if TYPE_CHECKING:
    from dhrplan.meeting.session import JournalEntry


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (DONE, "Complete, 9 April 2021.\nOutcome: All use it."),
        (entry("1.1", "d", status="complete"), "Complete."),
        (entry("1.1", "d", status="complete-ongoing"), "Complete, continuing."),
        (PAUSED, "Paused: No money."),
        (
            entry("1.1", "n", status="not-taken-forward", reason="Is it lawful?"),
            "Not taken forward: Is it lawful?",
        ),
        (SAID, "NCC: Printed."),
        (entry("1.1", "p", note="Printed"), "Update: Printed."),
        (entry("1.3", "p", note="Begun", status="in-progress"), "Update: Begun.\nIn progress."),
        (EXTENDED, "Target extended from March 2021 to June 2021, agreed by CSP."),
        (
            entry("1.3", "e", extend_to="published + 1 year", reason="Staff left"),
            "Target extended to 1 year after publication: Staff left.",
        ),
        (REFUSED, "Extension to June 2021, requested by NCC, refused: It was urgent."),
        (STEP, "Milestone ii (Draft circulated): Complete, April 2021."),
        (
            CHECKED,
            "Checked, still in place: 20 cases.\nNext check: April 2022.",
        ),
        (
            entry("1.2", "g", status="in-progress", reason="Staff left"),
            "Reopened: Staff left.",
        ),
        (entry("1.2", "g", status="in-progress"), "Reopened."),
        (AGREED, "Signed off as complete by CSP."),
    ],
)
def test_each_decision_is_a_plain_sentence(one: JournalEntry, words: str) -> None:
    assert decision_text(one, action(begun(), one.action)) == words

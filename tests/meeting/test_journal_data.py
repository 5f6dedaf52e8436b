"""The decisions of a meeting as text: what is kept is what was decided."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan.decide import Decision
from dhrplan.errors import DhrplanError
from dhrplan.meeting.answers import BY_KEY
from dhrplan.meeting.session import JournalData, JournalEntry, checksum, from_json
from tests.meeting.sessions import DONE, EXTENDED, REFUSED, SAID, STEP

WORDS = st.text(min_size=1)
DECISIONS = st.builds(
    Decision,
    note=st.none() | WORDS,
    reason=st.none() | st.text(),
    lead=st.lists(WORDS).map(tuple),
    refuse_extension=st.booleans(),
)
ENTRIES = st.builds(
    JournalEntry,
    review=WORDS,
    action=WORDS,
    milestone=st.none() | WORDS,
    key=st.sampled_from(sorted(BY_KEY)),
    decision=DECISIONS,
    day=st.dates(),
)


@given(st.lists(ENTRIES).map(tuple), st.dictionaries(WORDS, WORDS))
def test_every_decision_comes_back_as_it_was(
    entries: tuple[JournalEntry, ...], becomes: dict[str, str]
) -> None:
    assert from_json(JournalData(entries, becomes).to_json()) == JournalData(entries, becomes)


def test_only_what_is_said_is_kept() -> None:
    (kept,) = json.loads(JournalData((SAID,)).to_json())["decisions"]
    assert kept == {
        "review": "DHR99",
        "action": "1.1",
        "milestone": None,
        "key": "p",
        "decision": {"note": "Printed.", "by": "NCC"},
        "day": "2021-04-10",
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"decisions": [1], "becomes": {}}',
        JournalData((SAID,)).to_json().replace('"p"', '"?"'),
        JournalData((SAID,)).to_json().replace('"note"', '"remark"'),
        JournalData((SAID,)).to_json().replace("2021-04-10", "April"),
        JournalData((SAID,)).to_json().replace('"1.1"', "1.1"),
        JournalData((SAID,)).to_json().replace('"Printed."', "4"),
        JournalData((SAID,)).to_json().replace('"Printed."', "null"),
        JournalData((DONE,)).to_json().replace('"complete"', '"ready"'),
        JournalData((REFUSED,)).to_json().replace("true", '"no"'),
        JournalData((SAID,)).to_json()[:80],
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(text: str) -> None:
    with pytest.raises(DhrplanError, match="cannot be read"):
        from_json(text)


def test_what_is_in_a_file_already_is_not_left() -> None:
    other = SAID._replace(review="DHR98")
    kept = JournalData((SAID, other), {"DHR99": checksum(b"new"), "DHR98": checksum(b"new")})
    assert kept.unwritten({"DHR99": checksum(b"new"), "DHR98": checksum(b"old")}) == (other,)
    assert kept.unwritten({}) == (SAID, other)
    assert JournalData((SAID,)).unwritten({"DHR99": checksum(b"old")}) == (SAID,)


def test_what_did_not_fit_stays_though_the_rest_of_its_file_is_written() -> None:
    kept = JournalData((SAID,), {"DHR99": checksum(b"new")}, (REFUSED,))
    assert from_json(kept.to_json()) == kept
    assert kept.unwritten({"DHR99": checksum(b"new")}) == (REFUSED,)


def test_what_an_entry_is_about() -> None:
    assert (DONE.local_id, DONE.subject, STEP.subject) == ("1.1", "DHR99 1.1", "DHR99 1.1/ii")
    assert DONE.topic == ("DHR99 1.1", "status")
    assert STEP.topic == ("DHR99 1.1/ii", "status")
    assert EXTENDED.topic == REFUSED.topic
    assert SAID.topic is None
    assert SAID.day == date(2021, 4, 10)

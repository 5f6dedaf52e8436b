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
from dhrplan.meeting.entry import Entry, Kept, as_text, from_text, sum_of
from tests.meeting.sitting_on import DONE, EXTENDED, REFUSED, SAID, STEP

WORDS = st.text(min_size=1)
DECISIONS = st.builds(
    Decision,
    note=st.none() | WORDS,
    reason=st.none() | st.text(),
    lead=st.lists(WORDS).map(tuple),
    refuse_extension=st.booleans(),
)
ENTRIES = st.builds(
    Entry,
    review=WORDS,
    action=WORDS,
    milestone=st.none() | WORDS,
    key=st.sampled_from(sorted(BY_KEY)),
    decision=DECISIONS,
    day=st.dates(),
)


@given(st.lists(ENTRIES).map(tuple), st.dictionaries(WORDS, WORDS))
def test_every_decision_comes_back_as_it_was(
    entries: tuple[Entry, ...], becomes: dict[str, str]
) -> None:
    assert from_text(as_text(Kept(entries, becomes))) == Kept(entries, becomes)


def test_only_what_is_said_is_kept() -> None:
    (kept,) = json.loads(as_text(Kept((SAID,))))["decisions"]
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
        as_text(Kept((SAID,))).replace('"p"', '"?"'),
        as_text(Kept((SAID,))).replace('"note"', '"remark"'),
        as_text(Kept((SAID,))).replace("2021-04-10", "April"),
        as_text(Kept((SAID,))).replace('"1.1"', "1.1"),
        as_text(Kept((SAID,))).replace('"Printed."', "4"),
        as_text(Kept((SAID,))).replace('"Printed."', "null"),
        as_text(Kept((DONE,))).replace('"complete"', '"ready"'),
        as_text(Kept((REFUSED,))).replace("true", '"no"'),
        as_text(Kept((SAID,)))[:80],
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(text: str) -> None:
    with pytest.raises(DhrplanError, match="cannot be read"):
        from_text(text)


def test_what_is_in_a_file_already_is_not_left() -> None:
    other = SAID._replace(review="DHR98")
    kept = Kept((SAID, other), {"DHR99": sum_of(b"new"), "DHR98": sum_of(b"new")})
    assert kept.left({"DHR99": sum_of(b"new"), "DHR98": sum_of(b"old")}) == (other,)
    assert kept.left({}) == (SAID, other)
    assert Kept((SAID,)).left({"DHR99": sum_of(b"old")}) == (SAID,)


def test_what_did_not_fit_stays_though_the_rest_of_its_file_is_written() -> None:
    kept = Kept((SAID,), {"DHR99": sum_of(b"new")}, (REFUSED,))
    assert from_text(as_text(kept)) == kept
    assert kept.left({"DHR99": sum_of(b"new")}) == (REFUSED,)


def test_what_an_entry_is_about() -> None:
    assert (DONE.name, DONE.spoken, STEP.spoken) == ("1.1", "DHR99 1.1", "DHR99 1.1/ii")
    assert DONE.about == ("DHR99 1.1", "status")
    assert STEP.about == ("DHR99 1.1/ii", "status")
    assert EXTENDED.about == REFUSED.about
    assert SAID.about is None
    assert SAID.day == date(2021, 4, 10)

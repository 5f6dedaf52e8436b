"""The privacy rules are good enough, and docs/privacy.md states their figures and errors."""

from __future__ import annotations

import pytest

from docs.generate.privacy_page import HEADING, section
from tests.golden.running import ROOT
from tests.privacy.__main__ import main
from tests.privacy.measuring import (
    FOLDER,
    RULE_NAMES,
    SEEN,
    WANTED,
    halves,
    lines,
    measured,
    rules_of,
)

PAGE = ROOT / "docs" / "privacy.md"
FEWEST, FEWEST_NEAR_MISSES = 12, 24
"""Lines per rule in each half that has lines of it, at the least."""


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_precision_and_recall_on_the_lines_that_the_rules_were_written_by(rule: str) -> None:
    one = measured(SEEN, rule)
    assert one.precision >= WANTED, one.alarms
    assert one.recall >= WANTED, one.missed


def test_the_page_names_every_miss_and_every_false_alarm(*, update_golden: bool) -> None:
    page = PAGE.read_text(encoding="utf-8")
    written, heading, _ = page.partition(HEADING)
    assert heading
    if update_golden:
        PAGE.write_text(written + section(), encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == written + section()


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_each_rule_has_enough_lines(rule: str) -> None:
    assert rule in rules_of(SEEN)
    for half in (one for one in halves() if rule in rules_of(one)):
        labelled = lines(half, rule)
        assert len({line.text for line in labelled if line.marks}) >= FEWEST
        assert len({line.text for line in labelled if not line.marks}) >= FEWEST_NEAR_MISSES


def test_every_file_of_lines_belongs_to_a_rule() -> None:
    for half in halves():
        files = {path.stem for path in (FOLDER / half).glob("*.txt")}
        assert files == {*rules_of(half), "names"}


def test_the_figures_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    main()
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == sum(1 + len(rules_of(half)) for half in halves())

"""The page on rules is what the rules say of themselves.

`pytest tests/docs --update-golden` writes it anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dhrplan.rules import RULES
from docs.generate.rules_page import rules_page
from tests.golden.running import ROOT

if TYPE_CHECKING:
    from dhrplan.rules.engine import Rule

PAGE = ROOT / "docs" / "rules.md"


def test_the_page_is_what_the_rules_say(*, update_golden: bool) -> None:
    page = rules_page()
    if update_golden and (not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page):
        PAGE.write_text(page, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == page


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_its_section(rule: Rule) -> None:
    page = PAGE.read_text(encoding="utf-8")
    section = page.partition(f"\n### {rule.name}\n")[2].partition("\n### ")[0]
    assert rule.what in section
    assert rule.instead in section

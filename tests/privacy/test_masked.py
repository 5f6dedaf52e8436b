"""What the privacy rules find stands in no format, on any of the labelled lines."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dhrplan import workspace
from dhrplan.render.diagnostics import FORMATS, render
from dhrplan.render.findings import Findings
from dhrplan.render.lines import lines_of
from dhrplan.render.masking import masked
from dhrplan.rules.example import DAY, named_bytes
from dhrplan.text.settings import FORBIDDEN_NAMES
from tests.privacy.labelled import RULE_NAMES, halves, held, lines, names

if TYPE_CHECKING:
    from collections.abc import Iterator


FILE = "plans/DHR99.yaml"


def findings_of(plan: str, rule: str, half: str) -> Findings:
    """What is found in a plan."""
    files = {"DHR99.yaml": plan}
    if rule == "forbidden-name":
        files[FORBIDDEN_NAMES] = names(half)
    view = workspace.read((named_bytes(files),))
    found = view.check(DAY)
    return Findings(found, 1, lines_of(view, found))


def answers_of(plan: str, rule: str, half: str) -> Iterator[str]:
    """What every format prints of a plan, where a rule finds something in it."""
    found = findings_of(plan, rule, half)
    if rule in {one.rule for one in found.diagnostics}:
        for name in FORMATS:
            printed = render(name, found)
            yield _read(json.loads(printed)) if name in {"json", "sarif"} else printed


def _read(document: object) -> str:
    """The texts of a JSON document, but for the explanations of rules, which have examples."""
    if isinstance(document, dict):
        return "\n".join(_read(each) for key, each in document.items() if key != "tool")
    return "\n".join(map(_read, document)) if isinstance(document, list) else str(document)


def shows(text: str, private: str) -> bool:
    """Whether a private text stands in another, by its letters and digits."""
    words = r"[\W_]*".join(map(re.escape, re.findall(r"[^\W_]+", private)))
    return bool(re.search(rf"(?i)(?<![^\W_]){words}(?![^\W_])", text))


@pytest.mark.parametrize("half", halves())
@pytest.mark.parametrize("rule", RULE_NAMES)
def test_what_a_rule_finds_is_shown_nowhere(rule: str, half: str) -> None:
    printed = 0
    for line, private in marked(half, rule):
        for plan in held(line):
            answers = list(answers_of(plan.text, rule, half))
            printed += len(answers)
            assert not any(shows(answer, private) for answer in answers)
    assert printed >= len(FORMATS)


@pytest.mark.parametrize("half", halves())
@pytest.mark.parametrize("rule", RULE_NAMES)
@pytest.mark.parametrize("broken", ["\n          ", "\n          # "], ids=["text", "comment"])
def test_nor_is_it_on_two_lines(rule: str, half: str, broken: str) -> None:
    for line, private in marked(half, rule):
        if " " not in private:
            continue
        parted = line.replace(private, private.replace(" ", broken, 1), 1)
        plan = held(parted)[1 if "#" in broken else 0].text
        found = findings_of(plan, rule, half)
        if 0 < times(rule, found) == times(rule, findings_of(held(line)[0].text, rule, half)):
            numbered = enumerate(plan.splitlines(), 1)
            whole = replace(found, lines={(FILE, number): text for number, text in numbered})
            assert not shows("\n".join(masked(whole).lines.values()), private)


def times(rule: str, found: Findings) -> int:
    """How often a rule finds something."""
    return sum(one.rule == rule for one in found.diagnostics)


def marked(half: str, rule: str) -> Iterator[tuple[str, str]]:
    """Each labelled line with each private text in it."""
    for line in lines(half, rule):
        yield from ((line.text, line.text[slice(*mark)]) for mark in line.marks)

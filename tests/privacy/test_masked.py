"""Private text is not printed in any format, whichever other rules quote it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dhrplan import workspace
from dhrplan.plan.settings import FORBIDDEN_NAMES
from dhrplan.render.findings import FORMATS, Findings, lines_of, masked, render
from dhrplan.rules.engine import EXAMPLE_DAY, SOUND, example_plan, named_bytes
from tests.privacy.measuring import forbidden_names, halves, lines, plans_with, rules_of

FILE = "plans/DHR99.yaml"
SHARES = 4
"""Into how many tests the labelled lines are split."""
LABELLED = [(half, rule) for half in halves() for rule in rules_of(half)]


def findings_of(text: str, rule: str, half: str = "seen") -> Findings:
    files = {"DHR99.yaml": text}
    if rule == "forbidden-name":
        files[FORBIDDEN_NAMES] = forbidden_names(half)
    view = workspace.read((named_bytes(files),))
    found = view.check(EXAMPLE_DAY)
    return Findings(found, 1, lines_of(view, found))


def printed(text: str, rule: str, half: str = "seen") -> Iterator[str]:
    """The output of each format for a plan, if the rule finds something in it."""
    found = findings_of(text, rule, half)
    if rule in {one.rule for one in found.diagnostics}:
        for name in FORMATS:
            output = render(name, found)
            yield _values(json.loads(output)) if name in {"json", "sarif"} else output


def _values(document: object) -> str:
    """The texts of a JSON document, without the rules' explanations: these hold examples."""
    if isinstance(document, dict):
        return "\n".join(_values(each) for key, each in document.items() if key != "tool")
    return "\n".join(map(_values, document)) if isinstance(document, list) else str(document)


def shows(text: str, private: str) -> bool:
    """True if a text contains a private one, judged by letters and digits."""
    words = r"[\W_]*".join(map(re.escape, re.findall(r"[^\W_]+", private)))
    return bool(re.search(rf"(?i)(?<![^\W_]){words}(?![^\W_])", text))


def marked(half: str, rule: str) -> Iterator[tuple[str, str]]:
    """Each labelled line with each private text in it."""
    for line in lines(half, rule):
        yield from ((line.text, line.text[slice(*mark)]) for mark in line.marks)


@pytest.mark.parametrize(("half", "rule"), LABELLED)
@pytest.mark.parametrize("share", range(SHARES))
def test_no_format_prints_what_a_rule_finds(rule: str, half: str, share: int) -> None:
    count = 0
    for line, private in list(marked(half, rule))[share::SHARES]:
        for each in plans_with(line):
            outputs = list(printed(each.text, rule, half))
            count += len(outputs)
            assert not any(shows(output, private) for output in outputs)
    assert count >= len(FORMATS)


@pytest.mark.parametrize(("half", "rule"), LABELLED)
@pytest.mark.parametrize("line_break", ["\n          ", "\n          # "], ids=["text", "comment"])
def test_nor_where_it_is_on_two_lines(rule: str, half: str, line_break: str) -> None:
    compared = 0
    for line, private in marked(half, rule):
        if " " not in private:
            continue
        broken = line.replace(private, private.replace(" ", line_break, 1), 1)
        text = plans_with(broken)[1 if "#" in line_break else 0].text
        found = findings_of(text, rule, half)
        whole_line = findings_of(plans_with(line)[0].text, rule, half)
        if 0 < times(rule, found) == times(rule, whole_line):
            compared += 1
            numbered = enumerate(text.splitlines(), 1)
            every_line = replace(found, lines={(FILE, number): one for number, one in numbered})
            assert not shows("\n".join(masked(every_line).lines.values()), private)
    assert compared or not any(" " in private for _, private in marked(half, rule))


def times(rule: str, found: Findings) -> int:
    return sum(one.rule == rule for one in found.diagnostics)


@pytest.mark.parametrize(
    "written", ["DOB 12/03/1983", "born 12 March 1983", "DoB March 1983", "dob 12/3/83"]
)
@pytest.mark.parametrize("key", ["target", "completed", "next_check", "forecast"])
def test_no_hint_of_another_rule_contains_a_date_of_birth(written: str, key: str) -> None:
    text = example_plan(f"lead: [POL]\nstatus: in-progress\n{key}: {written}\n")
    diagnostics = findings_of(text, "date-of-birth").diagnostics
    assert any(
        "more in it than a date" in f"{one.message} {one.hint}"
        for one in diagnostics
        if one.rule != "date-of-birth"
    )
    for output in printed(text, "date-of-birth"):
        assert not any(
            shows(output, form)
            for form in ("1983-03-12", "12 March 1983", "1983-03", "March 1983", "2083-03-12")
        )


@pytest.mark.parametrize(
    ("rule", "written", "words"),
    [
        ("personal-name", "DS Pat Hobbs", ("Pat", "Hobbs")),
        ("phone-number", "07700 900123", ("07700", "900123")),
        ("postcode", "ZZ99 3WZ", ("ZZ99", "3WZ")),
        ("address", "14 Larch Road", ("Larch",)),
    ],
)
@pytest.mark.parametrize(
    "line", ["progress: x # dhrplan: ignore[{}] why", "progress: !{} x", "superseded_by: {}"]
)
def test_no_message_of_another_rule_contains_a_word_of_it(
    rule: str, written: str, words: tuple[str, ...], line: str
) -> None:
    outputs = list(printed(example_plan(f"{SOUND}{line.format(written)}\n"), rule))
    assert outputs
    assert not any(shows(output, word) for output in outputs for word in words)


def test_a_value_elsewhere_is_printed_though_it_is_a_word_of_a_name() -> None:
    text = example_plan("lead: [POL]\nstatus: Hobbs\ntarget: 2021-06\nprogress: DS Pat Hobbs.\n")
    outputs = list(printed(text, "personal-name"))
    assert outputs
    assert all("`Hobbs` is not a status." in output for output in outputs)

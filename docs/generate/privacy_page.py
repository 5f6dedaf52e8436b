"""The part of docs/privacy.md that is generated from the measurement."""

from __future__ import annotations

from collections.abc import Iterator

from tests.privacy.measuring import WANTED, halves, measured, rules_of

HEADING = "## How well they find it\n"
"""Everything from here on is generated."""

_INTRO = f"""
The figures are made by `pytest tests/privacy --update-golden`, and a test holds them. *Found* and
*missed* count stretches of private text, *alarms* what a rule found and should not have. Precision
says how much of what was found was rightly found, recall how much of what there was. Wanted are
{WANTED:.2f} and {WANTED:.2f}.
"""
_WHICH = {
    "seen": "The half that the rules were written by",
    "unseen": "The half that was set aside while the first rules were written",
}
_NAMED = """
### What goes wrong

Every miss and every false alarm of the figures above. Nothing in them is real.
"""


def section() -> str:
    """The heading and everything below it."""
    blocks = [HEADING, _INTRO]
    for half in halves():
        blocks += [f"\n### {_WHICH[half]}\n\n", *_table(half)]
    wrong = [line for half in halves() for rule in rules_of(half) for line in _wrong(half, rule)]
    return "".join((*blocks, _NAMED, "\n", *(wrong or ["Nothing at present.\n"])))


def _table(half: str) -> Iterator[str]:
    yield "| Rule | Lines | Found | Missed | Alarms | Precision | Recall |\n"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
    for rule in rules_of(half):
        one = measured(half, rule)
        counts = f"{one.lines} | {one.found} | {len(one.missed)} | {len(one.alarms)}"
        yield f"| `{rule}` | {counts} | {one.precision:.2f} | {one.recall:.2f} |\n"


def _wrong(half: str, rule: str) -> Iterator[str]:
    one = measured(half, rule)
    for line, part in one.missed:
        yield f"- `{rule}` misses `{part}` in: `` {line} ``\n"
    for line, part in one.alarms:
        yield f"- `{rule}` takes `{part}` for one in: `` {line} ``\n"

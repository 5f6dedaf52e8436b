"""Plans made up in the size and manner of real ones: 8 to 40 kB, much prose, few keys."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALLEST, LARGEST = 8_000, 40_000
_WORDS = (
    *("agencies", "training", "referral", "pathway", "review", "practice", "guidance", "staff"),
    *(
        "risk",
        "assessment",
        "partnership",
        "safeguarding",
        "adults",
        "children",
        "police",
        "health",
    ),
    *("housing", "council", "domestic", "abuse", "information", "sharing", "process", "audit"),
    *(
        "supervision",
        "managers",
        "policy",
        "procedure",
        "multi-agency",
        "panel",
        "case",
        "learning",
    ),
    *("officers",),
)
_STATUSES = ("not-started", "in-progress", "ongoing", "complete", "complete-ongoing", "paused")
_DATES = (  # in their order, so that no milestone is due after its action
    "2016-10-31",
    "2016/17-Q3",
    "2016/17",
    "2017-spring",
    "end of May 2017",
    "2017-08",
    "2018",
)
_LEADS = ("POL", "NCC", "ICB", "Home Office", "Northshire County Council")


def plans(count: int, seed: int = 1) -> dict[str, bytes]:
    """So many plans by file name; the same ones each time."""
    chance = Random(seed)
    return {f"DHR{number}.yaml": _plan(number, chance) for number in range(1, count + 1)}


def _plan(number: int, chance: Random) -> bytes:
    size = chance.randint(SMALLEST, LARGEST)
    lines = [
        "format: 1",
        f"id: DHR{number}",
        f"title: Domestic Homicide Review {number}",
        "partnership: Northshire Community Safety Partnership",
        "review_every: 3 months",
        "recommendations:",
    ]
    length = sum(map(len, lines))
    for place in range(1, 10_000):
        more = list(_recommendation(place, chance))
        lines += more
        length += sum(len(line) + 1 for line in more)
        if length > size - 1_500:
            break
    return ("\n".join(lines) + "\n").encode()


def _recommendation(place: int, chance: Random) -> Iterator[str]:
    yield f'  - id: "{place}"'
    yield "    text: |-"
    yield from _prose(chance, 6, 2)
    yield "    addressed_to: [POL, NCC]"
    yield "    actions:"
    for number in range(1, chance.randint(1, 3) + 1):
        yield from _action(f"{place}.{number}", chance)


def _action(name: str, chance: Random) -> Iterator[str]:
    yield f'      - id: "{name}"'
    yield "        text: |-"
    yield from _prose(chance, 10, 3)
    yield f"        lead: [{', '.join(chance.sample(_LEADS, chance.randint(1, 3)))}]"
    yield f"        status: {chance.choice(_STATUSES)}"
    due = chance.randrange(len(_DATES))
    yield f"        target: {_DATES[due]}"
    yield "        progress: |-"
    yield from _prose(chance, 10, 4)
    yield "        milestones:"
    for step in range(1, chance.randint(1, 4) + 1):
        yield f'          - id: "{step}"'
        yield f"            text: {_sentence(chance)}"
        yield f"            target: {chance.choice(_DATES[: due + 1])}"
    yield "        updates:"
    for month in range(1, chance.randint(1, 4) + 1):
        yield f"          - date: 2017-{month:02}-14"
        yield f"            text: {_sentence(chance)}"


def _prose(chance: Random, indent: int, lines: int) -> Iterator[str]:
    for _ in range(chance.randint(1, lines)):
        yield f"{' ' * indent}{_sentence(chance)} {_sentence(chance)}"


def _sentence(chance: Random) -> str:
    words = chance.choices(_WORDS, k=chance.randint(6, 24))
    return f"{' '.join(words).capitalize()}."

"""The numbers that documents give to recommendations and actions: `3)`, `R11`, "Action 2"."""

from __future__ import annotations

import re
from collections.abc import Container

from dhrplan.exchange.cell_values import parts

_LABEL = (
    r"(?:recommendations?|recs?|actions?|tasks?|items?|points?|no|number|ref)\b\.?"
    r"(?:\s*(?:no|number)\b\.?)?"
)
_ID = r"[A-Za-z]{0,3}[0-9]{1,3}(?:[.][0-9]{1,3}){0,3}[a-z]?|[ivxIVX]{1,5}|[A-Za-z]"
_NUMBER = re.compile(rf"\W*(?:{_LABEL})?[\s:#]*\(?(?P<id>{_ID})\)?[\s.):]*", re.IGNORECASE)
_LEADING = re.compile(
    rf"(?:(?:{_LABEL})\s*(?P<labelled>{_ID})[\s.:)\u2013-]+"
    r"|\(?(?P<plain>[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[a-z]?|R[0-9]{1,3}|[ivx]{1,5}|[a-z])[.):]\s+"
    r"|(?P<dotted>R?[0-9]{1,3}(?:\.[0-9]{1,3}){1,3})\s+)(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


def id_in(text: str) -> str | None:
    """The id in a cell of numbers: `3` for "Recommendation 3"; None if there is none."""
    match = _NUMBER.fullmatch(" ".join(text.split()))
    return match["id"] if match else None


def is_only_number(text: str) -> bool:
    """True of a label and its number, and nothing else: "Recommendation 3"."""
    return (
        re.fullmatch(rf"\W*{_LABEL}\W*(?:{_ID})\W*", " ".join(text.split()), re.IGNORECASE)
        is not None
    )


def leading_number(text: str) -> tuple[str, str] | None:
    """The id that a text begins with, and the rest."""
    _, numbered = parts(text)
    if len(numbered) > 1:
        return None
    match = _LEADING.fullmatch(text)
    if match is None:
        return None
    number = next(match[one] for one in ("labelled", "plain", "dotted") if match[one])
    return number, match["rest"]


def free_id(wanted: str, taken: Container[str]) -> str:
    """The id wanted, or the next that is not taken: `4.2` after `4.1`."""
    before, _, last = wanted.rpartition(".")
    number = int(last) if last.isdigit() else 1
    while True:
        one = f"{before}.{number}" if before else str(number)
        if one not in taken:
            return one
        number += 1

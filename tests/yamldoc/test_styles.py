"""Thirty plans in thirty styles, and for each kind of change the very lines that differ.

`pytest --update-golden` writes the differences anew; would a careful person have made them so?
There ␍ stands for a carriage return, → for a tab, ␢ for a byte order mark, ⌁ for no line break.
"""

from __future__ import annotations

import codecs
import re
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dhrplan.plan.fmt import edit
from dhrplan.yamldoc.edit import Append, Change, Remove, Set
from tests.plan.reading import LOADERS
from tests.yamldoc.editing import bare, changed, values_in

if TYPE_CHECKING:
    from collections.abc import Iterator

ALL = sorted((Path(__file__).parent / "styles").glob("*.yaml"))
STYLES = [path for path in ALL if path.stem != "24-tabs" or len(LOADERS) > 1]
"""Those that can be read: the parser in Python takes no tab for a space."""

ACTION = ("recommendations", 0, "actions", 0)
"""In each plan its first action has a text, leads, a status and a target."""

CHANGES: dict[str, tuple[Change, ...]] = {
    "replace a value": (Set((*ACTION, "status"), "complete"),),
    "replace a text": (
        Set(
            (*ACTION, "text"),
            "Ask all the agencies what they need, agree on one way of working, and tell staff of "
            "it at the next training day.",
        ),
    ),
    "add a value": (Set((*ACTION, "completed"), "2021-03-04"),),
    "add a text of several lines": (
        Set((*ACTION, "outcome"), "Staff say: it works.\n1. Forms are used\n2. Nobody asks twice"),
    ),
    "append to a list": (Append((*ACTION, "lead"), "HO"),),
    "append to a list that is not there": (
        Append((*ACTION, "extensions"), {"was": "2020-12", "reason": "Lead officer left"}),
    ),
    "remove a key": (Remove((*ACTION, "target")),),
    "add a record": (Set((*ACTION, "signed_off"), {"date": "2021-03-04", "by": "CSP"}),),
    "append a record": (
        Append(
            ACTION[:-1],
            {"id": "1.10", "text": "Look again in a year.", "lead": ["CSP"], "status": "paused"},
        ),
    ),
    "complete an action": (
        Set((*ACTION, "status"), "complete"),
        Set((*ACTION, "completed"), "2021-02"),
        Remove((*ACTION, "target")),
        Append((*ACTION, "updates"), {"date": "2021-03-04", "text": "Told to the board: done."}),
    ),
}
_SIGNS = str.maketrans({"\r": "␍", "\t": "→", "\ufeff": "␢"})


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_a_change_differs_as_it_always_did(path: Path, *, update_golden: bool) -> None:
    golden = path.with_suffix(".diff")
    now = "\n".join(_told(path.read_bytes())) + "\n"
    if update_golden:
        golden.write_text(now, encoding="utf-8", newline="\n")
    assert now == golden.read_text(encoding="utf-8")


def _told(data: bytes) -> Iterator[str]:
    for name, changes in CHANGES.items():
        yield f"== {name}"
        yield from _differences(data, edit("DHR99.yaml", data, changes).data)


def _differences(old: bytes, new: bytes) -> Iterator[str]:
    """The lines that differ, and one beside them; signs that cannot be seen are shown."""
    lines = unified_diff(_lines(old), _lines(new), n=1, lineterm="")
    for line in list(lines)[2:]:
        yield "@@" if line.startswith("@@") else line.translate(_SIGNS)


def _lines(data: bytes) -> list[str]:
    """Lines as an editor has them, each with its end: also those of an old Macintosh."""
    lines = re.findall(r".*?(?:\r\n|\r|\n)|.+\Z", data.decode(), re.DOTALL)
    return [line.removesuffix("\n") if line[-1:] in "\r\n" else f"{line}⌁" for line in lines]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", CHANGES)
def test_exactly_what_was_meant_differs(path: Path, name: str) -> None:
    data = path.read_bytes()
    after = edit("DHR99.yaml", data, CHANGES[name]).data
    values = values_in(data)
    for change in CHANGES[name]:
        values = changed(values, change)
    assert bare(values_in(after)) == bare(values)
    assert after.startswith(codecs.BOM_UTF8) == data.startswith(codecs.BOM_UTF8)


def test_there_are_thirty_styles() -> None:
    assert len(ALL) == 30

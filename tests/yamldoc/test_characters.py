"""Characters and lines that come with pasted text, merges and joined files."""

from __future__ import annotations

import pytest

from tests.plan.reading import Slip, is_told

pytestmark = pytest.mark.usefixtures("each_parser")

ELSEWHERE = (
    Slip(
        "two versions that git could not merge",
        "title: One\n▸<<<<<<< HEAD\nstage: drafting\n=======\nstage: submitted\n>>>>>>> theirs\n",
        ("`<<<<<<< HEAD` is left over from a merge in git", "Keep the right version"),
    ),
    Slip(
        "Word's line break within a paragraph",
        "title: One▸\vTwo\n",
        ("line break from Word (U+000B)", "press Enter instead"),
    ),
    Slip(
        "the break of U+0085",
        "title: One▸\x85Two\n",
        ("line break of Word's own (U+0085)", "press Enter instead"),
    ),
    Slip(
        "the break of U+2028",
        "title: One▸\u2028Two\n",
        ("line break of Word's own (U+2028)", "press Enter instead"),
    ),
    Slip(
        "the break of U+2028 in text below its key",
        "title: |-\n  One▸\u2028Two\n",
        ("line break of Word's own (U+2028)", "press Enter instead"),
    ),
    Slip(
        "a character that nothing shows",
        "title: One▸\x07\n",
        ("cannot be shown (U+0007)", "pasted"),
    ),
    Slip(
        "a mark between two files that were joined",
        "title: One\n▸\ufeffid: DHR99\n",
        ("cannot be shown (U+FEFF)",),
    ),
    Slip(
        "a mark behind a break that editors do not show",
        "title: One\n\x85▸\ufeffid: DHR99\n",
        ("cannot be shown (U+FEFF)",),
    ),
    Slip("an instruction to YAML", "title: One\n▸%x\n", ("A line cannot begin with `%`",)),
    Slip("an instruction that YAML has not", "▸%x\n---\ntitle: One\n", ("cannot begin with `%`",)),
    Slip("another version of YAML", "▸%YAML 9.9\n---\ntitle: One\n", ("cannot begin with `%`",)),
    Slip("something that no slip is known for", "[a]\n▸title: One\n", ("cannot be read as YAML",)),
)


@pytest.mark.parametrize("slip", ELSEWHERE, ids=Slip.name_of)
def test_what_came_from_elsewhere_is_told(slip: Slip) -> None:
    is_told(slip.text, slip.words)

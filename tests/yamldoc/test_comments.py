"""Comments, and texts that only look like comments."""

from __future__ import annotations

import pytest

from dhrplan.yamldoc.comments import comments
from dhrplan.yamldoc.nodes import parse
from tests.plan.reading import FILE

pytestmark = pytest.mark.usefixtures("each_parser")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# one\na: b  # two # still two  \n  # three\n",
            ["# one", "# two # still two", "# three"],
        ),
        ("a: b#c\nd: http://e/#f\n", []),
        ("a: 'b # c'  # d\n", ["# d"]),
        ('a: "b # c\n  # d"\n', []),
        ('"a # b": c # d\n', ["# d"]),
        ("a: |-  # b\n  # c\n  d # e\n# f\n", ["# b", "# f"]),
        ("a: >\n  b\n\n  # c\n # d\n", ["# d"]),
        ("a: [b, # c\n  d # e\n  ]\n", ["# c", "# e"]),
        ("a: b\r\n# c\r\n", ["# c"]),
        ("a: b # c\rd: e\r# f", ["# c", "# f"]),
        ("a: b\n", []),
    ],
)
def test_comments_are_told_from_text(text: str, expected: list[str]) -> None:
    found = comments(parse(FILE, text.encode()))
    assert [comment.text for comment in found] == expected
    assert all(text.startswith(comment.text, comment.start) for comment in found)

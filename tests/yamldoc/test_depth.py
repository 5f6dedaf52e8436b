"""Only text that nests deeper than the limit is refused for its depth, whatever it looks like.

The depth is counted on the parser's own events. What is tried is one small piece over and over,
made of all that could mislead whoever counts brackets or columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dhrplan.yamldoc import nodes
from dhrplan.yamldoc.nodes import MAX_DEPTH, may_be_deep, strange_character
from tests.plan.reading import FILE, LOADERS

if TYPE_CHECKING:
    from collections.abc import Callable

_SIGNS = (
    *("[", "]", "{", "}", ", ", ": ", "a: ", "a", " ", "\n", "- ", "? ", "\n- ", "\n  - ", "\n,"),
    *('"', "'", '"]"', "'}'", '\\"', "''", "it's", "#", " # ", "!", "!] ", "&a ", "*a", "|", ">"),
    *("\t", "\r", "\x85", "\u2028", "%", "---\n", "\ufeff"),
)
_OPENING = ("[", "[", "[a: ", "{a: ", "{? ", "- ", "? ", "- ? ", "- - ")
_HIDING = (
    *('"]", ', "'}', ", '"\\"]", ', '"\n]", ', "it's ], ", '"a # ]', "'it''s ]', "),
    *(" # ]\n", ' a" # "]\n, ', "!t ", "&a ", "a, ", "\n", "\r", "\u2028", " ", "[], ", "{a: b}, "),
)
_anything = st.lists(st.sampled_from(_SIGNS), min_size=1, max_size=6).map("".join)
_hidden = st.builds(
    lambda opening, hiding: opening + "".join(hiding),
    st.sampled_from(_OPENING),
    st.lists(st.sampled_from(_HIDING), max_size=2),
)
_texts = st.builds(
    lambda before, piece, times, after: before + piece * times + after,
    st.just("") | _anything,
    _hidden | _hidden | _anything,
    st.integers(20, 40),
    _anything,
)


def _is_too_deep(text: str, loader: type) -> bool:
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.DocumentEndEvent):
                return False  # what follows is no part of a plan
            if depth > MAX_DEPTH:
                return True
    except (yaml.YAMLError, ValueError, OverflowError):
        return False
    return False


EXAMPLES = settings().max_examples * 3  # of the profile: more with --thorough


def _is_refused(text: str) -> bool:
    return isinstance(nodes.parse(FILE, text.encode()).error, nodes.TooDeepError)


def _with_examples(test: Callable[..., None]) -> Callable[..., None]:
    for text in (
        "[a: " * 17,
        '["\\"]", "\n' + '\\"", ["\\"]", "\n' * 40,
        '[ a" # " ]\n' + ', [ a" # " ]\n' * 40,
        "[ ![] " * 40,
        "[ !] \n" * 40,
        "\ufeff" + "- " * 40,
        "\x85\ufeff" + "- " * 40,
        "- ? " * 17,
    ):
        test = example(text)(test)
    return test


@pytest.mark.usefixtures("each_parser")
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_texts)
@_with_examples
def test_a_text_is_refused_if_it_nests_too_deep_and_only_then(text: str) -> None:
    bare = text.removeprefix("\ufeff")
    is_too_deep = strange_character(bare) is None and _is_too_deep(bare, nodes.FastLoader)
    assert _is_refused(text) == is_too_deep


@pytest.mark.parametrize("loader", LOADERS.values(), ids=list(LOADERS))
@settings(max_examples=EXAMPLES)
@given(_texts)
@_with_examples
def test_what_nests_too_deep_is_never_left_to_a_composer_that_recurses(
    loader: type, text: str
) -> None:
    """`may_be_deep` may say yes too often. One wrong no, and a file could end the process."""
    if strange_character(text) is None and _is_too_deep(text, loader):
        assert may_be_deep(text)


def _steps(count: int) -> str:
    return "".join(f"{' ' * depth}a:\n" for depth in range(count))


@pytest.mark.parametrize(
    ("as_many", "one_more"),
    [
        ("[" * 32 + "]" * 32, "[" * 33 + "]" * 33),
        ("{a: " * 32 + "}" * 32, "{a: " * 33 + "}" * 33),
        ("[a: " * 16 + "b" + "]" * 16, "[a: " * 16 + "[]" + "]" * 16),
        ("- " * 32, "- " * 33),
        ("? " * 32, "? " * 33),
        (_steps(32), _steps(33)),
    ],
)
def test_the_limit_itself_is_allowed(as_many: str, one_more: str) -> None:
    assert (_is_refused(as_many), _is_refused(one_more)) == (False, True)

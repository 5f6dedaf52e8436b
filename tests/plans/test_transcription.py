"""The two plans hold every word of their sources, and no others.

`vocabulary/DHR4.txt` and `DHR7.txt` list the words of four letters or more of each source, without
the name of a person that is withheld. `damaged.txt` says which of them a plan may lack and why,
`mended.txt` which words a plan may have that its source lacks.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

PLANS = Path(__file__).parents[2] / "plans"
VOCABULARY = Path(__file__).parent / "vocabulary"
REVIEWS = ("DHR4", "DHR7")
PROSE = frozenset(
    {
        "as_written",
        "evidence",
        "expected",
        "introduction",
        "outcome",
        "progress",
        "text",
        "title",
    }
)
WORD = re.compile(r"[A-Za-z]{4,}")
NAMED_OFFICER = re.compile(r"\bPc\s+[A-Z][a-z]+\s+[A-Z][a-z]+")


def written(review: str) -> str:
    return (PLANS / f"{review}.yaml").read_text(encoding="utf-8")


def listed(name: str) -> list[str]:
    return (VOCABULARY / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def reasons(name: str) -> dict[str, str]:
    return dict(line.split("\t") for line in listed(name))


def composed(review: str) -> yaml.Node:
    node = yaml.compose(written(review))
    assert isinstance(node, yaml.MappingNode)
    return node


def entries(node: yaml.Node) -> dict[str, yaml.Node]:
    assert isinstance(node, yaml.MappingNode)
    return {key.value: value for key, value in node.value}


def items(node: yaml.Node) -> list[yaml.Node]:
    assert isinstance(node, yaml.SequenceNode)
    return list(node.value)


def scalars(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        yield node.value
    else:
        inner = entries(node).values() if isinstance(node, yaml.MappingNode) else items(node)
        for each in inner:
            yield from scalars(each)


def prose(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.MappingNode):
        for key, value in entries(node).items():
            yield from scalars(value) if key in PROSE else prose(value)
    elif isinstance(node, yaml.SequenceNode):
        for each in items(node):
            yield from prose(each)


def words(values: Iterator[str]) -> set[str]:
    return {word.lower() for value in values for word in WORD.findall(value)}


def lacking(review: str) -> set[str]:
    return set(listed(review)) - words(scalars(composed(review)))


def added(review: str) -> set[str]:
    return words(prose(composed(review))) - set(listed(review))


def actions() -> dict[str, dict[str, yaml.Node]]:
    found: dict[str, dict[str, yaml.Node]] = {}
    for review in REVIEWS:
        for recommendation in items(entries(composed(review))["recommendations"]):
            for action in items(entries(recommendation)["actions"]):
                fields = entries(action)
                found[f"{review} {fields['id'].value}"] = fields
    return found


def having(key: str) -> list[str]:
    return [name for name, fields in actions().items() if key in fields]


def said_done() -> list[str]:
    return [
        name
        for name, fields in actions().items()
        if "status" in fields and fields["status"].value in {"complete", "complete-ongoing"}
    ]


@pytest.mark.parametrize("name", [*REVIEWS, "damaged", "mended"])
def test_lists_are_sorted_without_repeats(name: str) -> None:
    listed_words = [line.split("\t")[0] for line in listed(name)]
    assert listed_words == sorted(set(listed_words))
    assert all(re.fullmatch(r"[a-z]{4,}", word) for word in listed_words)


@pytest.mark.parametrize("review", REVIEWS)
def test_no_word_of_the_source_is_lost(review: str) -> None:
    assert lacking(review) <= reasons("damaged").keys()


def test_no_damage_is_listed_that_the_plans_hold() -> None:
    assert reasons("damaged").keys() == lacking("DHR4") | lacking("DHR7")


@pytest.mark.parametrize("review", REVIEWS)
def test_no_word_is_invented(review: str) -> None:
    assert added(review) <= reasons("mended").keys()


def test_no_mended_word_is_listed_that_the_plans_do_not_need() -> None:
    assert reasons("mended").keys() == added("DHR4") | added("DHR7")


@pytest.mark.parametrize("name", ["damaged", "mended"])
def test_every_exception_has_its_reason(name: str) -> None:
    assert all(reasons(name).values())


@pytest.mark.parametrize("review", REVIEWS)
def test_no_officer_is_named(review: str) -> None:
    assert not NAMED_OFFICER.search(written(review))


def test_there_are_twenty_actions() -> None:
    assert len(actions()) == 20


def test_fifteen_actions_are_said_to_be_done() -> None:
    assert len(said_done()) == 15


def test_nine_of_those_tell_an_outcome() -> None:
    assert having("outcome") == [
        *(f"DHR4 {action}" for action in ("1.1", "1.2", "1.3", "1.4", "5.1", "6.1", "7.1")),
        *(f"DHR7 {action}" for action in ("6.1", "8.1")),
    ]
    assert set(having("outcome")) <= set(said_done())


def test_one_has_evidence_and_none_is_signed_off_or_checked() -> None:
    assert having("evidence") == ["DHR4 5.1"]
    assert having("signed_off") == []
    assert having("checks") == []

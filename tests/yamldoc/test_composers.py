"""libyaml's composer and `compose_events` give the same nodes, styles and positions."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
import yaml

from dhrplan.yamldoc import nodes
from dhrplan.yamldoc.nodes import compose_events
from tests.plan.reading import FILE
from tests.strategies import sound_plan


def told(node: yaml.Node) -> Any:
    """A node as plain values."""
    span = (node.start_mark.index, node.style if isinstance(node, yaml.ScalarNode) else None)
    if isinstance(node, yaml.ScalarNode):
        return span, node.value
    if isinstance(node, yaml.SequenceNode):
        return span, bool(node.flow_style), [told(item) for item in node.value]
    assert isinstance(node, yaml.MappingNode)
    pairs = [(told(key), told(value)) for key, value in node.value]
    return span, bool(node.flow_style), pairs


@pytest.mark.skipif(nodes.FastLoader is yaml.SafeLoader, reason="there is no libyaml here")
def test_both_roads_read_the_same() -> None:
    at_once = 0
    for seed in range(300):
        text = sound_plan(Random(seed)).removeprefix("\ufeff")
        root = nodes.composed_at_once(text)
        by_events, _ = compose_events(nodes.Source(FILE, text), nodes.FastLoader)
        if root is not None:
            at_once += 1
            assert by_events is not None
            assert told(root) == told(by_events)
    assert at_once > 100


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "a: [1\n", "a: &x 1\n", "- " * 40])
def test_what_is_odd_or_wrong_is_left_to_the_events(text: str) -> None:
    assert nodes.composed_at_once(text) is None

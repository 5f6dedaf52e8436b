"""Both parsers of YAML, for tests that must find the same with either."""

from __future__ import annotations

import pytest

from tests.plan.reading import LOADERS


@pytest.fixture(params=list(LOADERS))
def each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the test once with libyaml and once without."""
    monkeypatch.setattr("dhrplan.yamldoc.nodes.FastLoader", LOADERS[request.param])

"""Plain text, which reads aloud."""

from __future__ import annotations

import pytest

from dhrplan.cli.console import plain_wanted


@pytest.mark.parametrize(
    ("flag", "environment", "wanted"),
    [
        (False, None, False),
        (False, "", False),
        (False, "0", False),
        (False, "1", True),
        (True, "0", True),
    ],
)
def test_plain_is_wanted(
    *, flag: bool, environment: str | None, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ACCESSIBLE", raising=False)
    if environment is not None:
        monkeypatch.setenv("ACCESSIBLE", environment)
    assert plain_wanted(flag) is wanted

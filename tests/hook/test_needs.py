"""A missing program is reported: as a skip, or as a failure if nothing may be missing."""

from __future__ import annotations

import pytest

from tests.programs import NO_SKIP, need

MISSING = "no-program-of-this-name"


def test_a_missing_program_skips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NO_SKIP, raising=False)
    with pytest.raises(pytest.skip.Exception, match=MISSING):
        need(MISSING)


def test_a_missing_program_fails_where_nothing_may_be_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(NO_SKIP, "1")
    with pytest.raises(pytest.fail.Exception, match=f"{MISSING}.*{NO_SKIP} is set"):
        need(MISSING)


@pytest.mark.needs("git")
def test_a_test_that_needs_git_runs_where_it_is() -> None:
    need("git")

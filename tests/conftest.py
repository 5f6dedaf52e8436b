"""What every test has: programs that it may need, golden files, a git and a shell without habits.

@pytest.mark.needs("git")  # skips where git is missing; fails there if DHRPLAN_NO_SKIP is set
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.programs import need

if TYPE_CHECKING:
    from collections.abc import Iterator

# No test judges time: a slow machine is no fault.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_COUNT": "2",
    "GIT_CONFIG_KEY_0": "init.defaultBranch",
    "GIT_CONFIG_VALUE_0": "main",
    "GIT_CONFIG_KEY_1": "core.autocrlf",
    "GIT_CONFIG_VALUE_1": "false",
    "GIT_TERMINAL_PROMPT": "0",
    **{
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "A. Tester"), ("EMAIL", "tester@example.org"))
    },
}
_HABITS = (
    *("DHRPLAN_PLANS", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"),
    *("GITHUB_ACTIONS", "GITHUB_WORKSPACE"),
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"),
    *("GIT_OBJECT_DIRECTORY", "GIT_CONFIG_PARAMETERS", "GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"),
    *("PRE_COMMIT_TO_REF", "PRE_COMMIT_LOCAL_BRANCH"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be written anew."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the program prints now into the golden files; read the difference",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Name the markers."""
    config.addinivalue_line("markers", "needs(program, ...): programs that the test runs")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """See to the programs that a test needs."""
    for marker in item.iter_markers("needs"):
        need(*marker.args)


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("update_golden"))


@pytest.fixture(scope="session", autouse=True)
def _plain_environment() -> Iterator[None]:
    """No setting of whoever runs the tests, nor of a commit that is under way, has a say."""
    with pytest.MonkeyPatch.context() as patch:
        for name in _HABITS:
            patch.delenv(name, raising=False)
        for name, value in _GIT.items():
            patch.setenv(name, value)
        yield

"""Options, markers and environment of every test.

@pytest.mark.needs("git")  # skips where git is missing; fails there if DHRPLAN_NO_SKIP is set
@pytest.mark.thorough      # runs only with --thorough, which runs nothing else

A test parametrised with `share` splits many numbered cases into parts. Without `--thorough` only
the first share runs, and hypothesis tries fewer examples.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadGroupScheduling  # type: ignore[import-untyped]

from tests.programs import need

# No test has a deadline: a slow machine is not a fault. In CI the examples are always the same.
settings.register_profile(
    "thorough",
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.register_profile("quick", settings.get_profile("thorough"), max_examples=20)

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
_TOGETHER = (
    *("tests/action/", "tests/hook/", "tests/privacy/test_measure.py"),
    *("tests/render/test_libreoffice.py", "tests/rules/test_bad_folder.py"),
    *("tests/schema/test_agreement.py::test_schema_and", "tests/schema/test_language_server.py"),
)
_HABITS = (
    *("DHRPLAN_PLANS", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"),
    *("ACCESSIBLE", "PAGER", "LESS"),
    *("GITHUB_ACTIONS", "GITHUB_WORKSPACE"),
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"),
    *("GIT_OBJECT_DIRECTORY", "GIT_CONFIG_PARAMETERS", "GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"),
    *("PRE_COMMIT_TO_REF", "PRE_COMMIT_LOCAL_BRANCH"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of this project's tests."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the program prints now into the golden files; read the difference",
    )
    parser.addoption(
        "--thorough",
        action="store_true",
        help="run the long tests alone: every case, and more hypothesis examples",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers, and load the hypothesis profile before test modules are imported."""
    config.addinivalue_line("markers", "needs(program, ...): programs that the test runs")
    config.addinivalue_line("markers", "thorough: a long test, run with --thorough only")
    settings.load_profile("thorough" if config.getoption("thorough") else "quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run the long tests, and all but the first share of many cases, or else the others."""
    is_wanted = bool(config.getoption("thorough"))
    left_out = [item for item in items if _is_long(item) is not is_wanted]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _is_long(item) is is_wanted]


def _is_long(item: pytest.Item) -> bool:
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    return item.get_closest_marker("thorough") is not None or bool(parameters.get("share"))


class _OneProcessForEach(LoadGroupScheduling):  # type: ignore[misc]
    """Keeps the tests that share a slow fixture in one process, where it is built once.

    xdist 3.8 would do so by the mark `xdist_group`, but the mark has no effect under pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((one for one in _TOGETHER if nodeid.startswith(one)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadGroupScheduling:
    """Distribute the tests over the processes."""
    return _OneProcessForEach(config, log)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose programs are missing."""
    for marker in item.iter_markers("needs"):
        need(*marker.args)


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """True if the test run was given `--update-golden`."""
    return bool(request.config.getoption("update_golden"))


@pytest.fixture(scope="session", autouse=True)
def _plain_environment() -> Iterator[None]:
    """Hide the settings of whoever runs the tests, and of a commit under way."""
    with pytest.MonkeyPatch.context() as patch:
        for name in _HABITS:
            patch.delenv(name, raising=False)
        for name, value in _GIT.items():
            patch.setenv(name, value)
        patch.setenv("SHELL", "/bin/bash")  # some machines set none, and `completion` reads it
        yield

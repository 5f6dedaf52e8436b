"""`dhrplan overdue` on the two real plans against the mere import of the libraries it uses."""

from __future__ import annotations

from pathlib import Path

from tests.bench.compare import compare

PLANS = Path(__file__).parents[2] / "plans"
TARGET = 2
# As the installed program starts, with no module looked up by name.
OURS = ("-c", "from dhrplan.cli import main; main()", "overdue", "--as-of", "2017-09-15")
THEIRS = ("-c", "import click, yaml, rich.table")


def measure(times: int) -> str:
    """The ratio of the two, whole processes."""
    found = compare((*OURS, "--plans", str(PLANS)), THEIRS, times)
    return f"overdue takes {found} as long as `import click, yaml, rich.table`; target: {TARGET}"

"""A plan from standard input, in the place of a file of its folder."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

STDIN = Path("-")
"""The FILE that means standard input."""


class StdinPlan(NamedTuple):
    """The content of a plan or register, and the file that it takes the place of."""

    path: Path
    data: bytes

    @property
    def folder(self) -> Path:
        """The folder of plans around it, which need not exist."""
        return self.path.parent


def read_stdin_plan(
    files: tuple[Path, ...], name: Path | None, plans: tuple[Path, ...]
) -> StdinPlan | None:
    """The plan from standard input if FILE is `-`.

    Without `name` it takes the place of the file of its review, in the folder named or the one
    found upwards.

    Raises:
        UsageError: Other files are named beside it, or `name` is no plan.
    """
    import sys

    from dhrplan import store

    if STDIN not in files:
        if name is not None:
            raise click.UsageError("--stdin-name needs `-` as FILE.")
        return None
    if len(files) > 1 or len(plans) > 1:
        raise click.UsageError("Standard input is one file: name no other, and one folder.")
    if name is not None and not store.is_plan(name.name):
        raise click.UsageError(f"{name} is not a plan. The name of a plan ends in .yaml or .yml.")
    data = sys.stdin.buffer.read() if sys.stdin else b""
    if name is not None:
        return StdinPlan(name, data)
    from dhrplan.plan.read import read_plan

    read = read_plan("stdin.yaml", data)
    start = Path.cwd()
    (folder,) = (*plans, *store.plans_above(start), start / store.PLANS)[:1]
    return StdinPlan(folder / f"{read.plan.id if read.plan else 'stdin'}.yaml", data)

"""Targets that moved from one commit to the next without an extension that says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from dhrplan.history.repository import Commit, History, Version
from dhrplan.model.agencies import Register
from dhrplan.model.plan import Plan
from dhrplan.plan.folder import REGISTERS, Folder
from dhrplan.plan.read import PlanFile, read_plan
from dhrplan.reports.differences import Change, PlanPart, changes
from dhrplan.reports.handover import SilentMove


def silent_moves(history: History, folder: Path, head: Commit) -> tuple[SilentMove, ...]:
    """The moves up to a commit, the oldest first. What a merge brings is counted where it was made.

    Only the plans that a commit changed are read, each version once. One that cannot be read is
    passed over: the next that can be is compared with the last that could.
    """
    versions = history.versions(folder, head)
    known = {version.commit.id: version for version in versions}
    history.fetch(hash_ for one in versions for hash_ in one.files.values())
    reader = _PlanVersions(history)
    return tuple(
        move
        for version in reversed(versions)
        if len(version.commit.parents) == 1 and version.commit.parents[0] in known
        for move in reader.moves(known[version.commit.parents[0]], version)
    )


class _PlanVersions:
    """Reads the versions of plans, and compares them."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.last: dict[str, PlanFile] = {}
        self.read = cache(self._read)

    def _read(self, name: str, content: str) -> PlanFile:
        found = read_plan(name, self.history.contents[content], keep_nodes=False)
        if found.plan:
            self.last[name] = found
            return found
        return self.last.get(name, found)

    def moves(self, before: Version, after: Version) -> Iterator[SilentMove]:
        """The moves from one version to the next."""
        names = {
            name
            for name in (*before.files, *after.files)
            if name not in REGISTERS and before.files.get(name) != after.files.get(name)
        }
        old, new = (self._folder(version, names) for version in (before, after))
        for change in changes([old], [new]):
            if change.field == "target" and change.days and not _has_extension(change):
                yield _move(change, after.commit)

    def _folder(self, version: Version, names: set[str]) -> Folder:
        files = (self.read(name, version.files[name]) for name in sorted(names & {*version.files}))
        return replace(Folder("", (), Register()), files=tuple(files))


def _has_extension(change: Change) -> bool:
    """Whether an extension was added with the move."""
    old, new = (_extensions(part) for part in (change.before, change.after))
    return len(new) > len(old)


def _extensions(part: PlanPart | None) -> tuple[object, ...]:
    return part.action.extensions if part and part.action else ()


def _move(change: Change, commit: Commit) -> SilentMove:
    part = change.part
    plan: Plan = part.plan
    step = part.step.name if part.step else None
    action = part.action.id if part.action else ""
    return SilentMove(plan.id, action, step, change.old, change.new, commit.day, commit.short)

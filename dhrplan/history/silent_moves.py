"""Targets that moved from one commit to the next without an extension that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from dhrplan.compare.parts import PlanPart, pair_parts
from dhrplan.history.repository import Commit, History, Version
from dhrplan.model.agencies import Register
from dhrplan.model.plan import Plan
from dhrplan.plan.folder import REGISTERS, Folder
from dhrplan.plan.read import PlanFile, read_plan
from dhrplan.reports.differences import Change, changes
from dhrplan.reports.promises import SilentMove


def silent_moves(history: History, folder: Path, head: Commit) -> tuple[SilentMove, ...]:
    """The moves up to a commit, the oldest first. What a merge brings is counted where it was made.

    An action that was renumbered later, or whose review was, is named by its id of now.

    Only plans of which a commit changed a target or an id are read, each version once. A version
    that cannot be read is passed over: the next that can be is compared with the last that could.
    """
    versions = history.versions(folder, head)
    known = {version.commit.id: version for version in versions}
    history.fetch(hash_ for one in versions for hash_ in one.files.values())
    reader = _PlanVersions(history)
    found: list[SilentMove] = []
    for version in reversed(versions):
        if len(version.commit.parents) != 1 or version.commit.parents[0] not in known:
            continue
        step = reader.step(known[version.commit.parents[0]], version)
        found = [*filter(None, (step.renamed(one) for one in found)), *step.moves]
    return tuple(found)


_Name = tuple[str, str]
"""The ids of a review and of an action of it."""


class _FromOneCommit(NamedTuple):
    """What one commit did.

    Attributes:
        names: The new name of each action that has another now; None where it is gone and another
            action has its name.
    """

    moves: tuple[SilentMove, ...] = ()
    names: Mapping[_Name, _Name | None] = MappingProxyType({})

    def renamed(self, move: SilentMove) -> SilentMove | None:
        """An earlier move by the name that its action has now."""
        name = self.names.get((move.review, move.action), (move.review, move.action))
        return move._replace(review=name[0], action=name[1]) if name else None


def _targets_and_ids(content: bytes) -> tuple[bytes, ...]:
    """The lines with a target or an id, with the next one where the value may be on that."""
    lines = content.split(b"\n")
    return tuple(
        b"\n".join(lines[number : number + (2 if line.rstrip().endswith(b":") else 1)])
        for number, line in enumerate(lines)
        if b"target" in line or b"id:" in line
    )


class _PlanVersions:
    """Reads the versions of plans, and compares them."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.contents: dict[str, list[str]] = {}
        self.read = cache(self._read)
        self.targets = cache(lambda content: _targets_and_ids(history.contents[content]))

    def _read(self, name: str, content: str) -> PlanFile:
        """A version of a plan; where it cannot be read, the last one before that can be."""
        found = read_plan(name, self.history.contents[content], keep_nodes=False)
        if found.plan:
            return found
        every = self.contents.get(name, [])
        earlier = every[: every.index(content)] if content in every else every
        return self.read(name, earlier[-1]) if earlier else found

    def step(self, before: Version, after: Version) -> _FromOneCommit:
        """The moves from one version to the next, and the actions that were renumbered."""
        names = {
            name
            for name in (*before.files, *after.files)
            if name not in REGISTERS and before.files.get(name) != after.files.get(name)
        }
        for version in (before, after):
            for name in names & {*version.files}:
                every = self.contents.setdefault(name, [])
                if version.files[name] not in every[-1:]:
                    every.append(version.files[name])
        if self._has_same_targets(before, after, names):
            return _FromOneCommit()
        old, new = (self._folder(version, names) for version in (before, after))
        moves = tuple(
            _move(change, after.commit)
            for change in changes([old], [new])
            if change.field == "target"
            and change.days
            and change.old != change.new
            and not _has_extension(change)
        )
        return _FromOneCommit(moves, _new_names(old, new))

    def _has_same_targets(self, before: Version, after: Version, names: set[str]) -> bool:
        """Whether no target and no id differs; reading the plans takes ten times as long."""
        return all(
            name in before.files
            and name in after.files
            and self.targets(before.files[name]) == self.targets(after.files[name])
            for name in names
        )

    def _folder(self, version: Version, names: set[str]) -> Folder:
        files = (self.read(name, version.files[name]) for name in sorted(names & {*version.files}))
        return replace(Folder("", (), Register()), files=tuple(files))


def _new_names(old: Folder, new: Folder) -> dict[_Name, _Name | None]:
    """The names of actions that changed."""
    pairs = [
        (one.before and _name(one.before), one.after and _name(one.after))
        for one in pair_parts([old], [new])
    ]
    taken = {after for _, after in pairs if after}
    return {
        before: after
        for before, after in pairs
        if before and before != after and (after or before in taken)
    }


def _name(part: PlanPart) -> _Name | None:
    return (part.plan.id, part.action.id) if part.action else None


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

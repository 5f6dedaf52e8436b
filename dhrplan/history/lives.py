"""The life of one action or recommendation: what changed in it, when, and by which commit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from dhrplan import store
from dhrplan.compare.parts import PartPair, PlanPart, pair_parts
from dhrplan.history.repository import Commit, History, Version, differing_files
from dhrplan.plan.fields import RECORDS, ListOf
from dhrplan.plan.folder import REGISTERS, Folder, FolderBytes, read_folder
from dhrplan.plan.read import read_plan
from dhrplan.reports.differences import Change, changes_of
from dhrplan.reports.timeline import Event

NOT_COMMITTED = ""
"""The id of the files on disk, as the version after the last commit."""

_LISTS = frozenset(
    field.name
    for record in ("action", "recommendation")
    for field in RECORDS[record]
    if isinstance(field.kind, ListOf)
)
"""Fields of which both branches of a merge may have added to the same list."""


class Life(NamedTuple):
    """The events of a part of a plan, the oldest first.

    Attributes:
        skipped: The commits in which its plan cannot be read.
    """

    events: tuple[Event, ...]
    skipped: tuple[Commit, ...]


class PlanVersions:
    """Every version of a folder of plans up to a commit, or up to the files on disk."""

    def __init__(
        self, history: History, folder: Path, start: Path, *, until: Commit | None, today: date
    ) -> None:
        self.history = history
        self.folder = folder
        self.start = start
        self.versions = history.versions(folder, until or history.head)
        if until is None:
            self._add_disk(today)
        self.by_id = {one.commit.id: one for one in self.versions}
        self._read_plan = cache(read_plan)
        self._lives: dict[tuple[str, Any], tuple[Event, ...]] = {}
        self._names: dict[tuple[str, str], tuple[str, ...]] = {}
        self._before: dict[tuple[str, str], dict[tuple[str, Any], PlanPart | None]] = {}

    def _add_disk(self, today: date) -> None:
        """Put the files on disk before the last commit, if they are not the same."""
        last = self.versions[0] if self.versions else None
        on_disk = store.read(self.folder, self.start)
        if last is None:
            return
        differing = differing_files(last, on_disk, self.history)
        if not differing:
            return
        changed = {name: f"{name} on disk" for name in differing if name in on_disk.files}
        self.history.contents.update((key, on_disk.files[name]) for name, key in changed.items())
        kept = {name: file for name, file in last.files.items() if name not in differing}
        commit = Commit(NOT_COMMITTED, today, (last.commit.id,))
        self.versions.insert(0, Version(commit, kept | changed, last.links, last.settings))

    def life(self, of: PlanPart) -> Life:
        """The events of a plan, recommendation or action of the newest version."""
        if not self.versions:
            return Life((), ())
        newest = self.versions[0]
        part = self._part_now(newest, of)
        parts = {newest.commit.id: part} if part else {}
        edges: dict[str, list[tuple[Version, PlanPart]]] = {}
        skipped: dict[str, Commit] = {}
        for version in self.versions:  # each before those that it builds on
            here = parts.get(version.commit.id)
            if here is None:
                continue
            edges[version.commit.id] = found = []
            for parent in self._parents(version, here, skipped):
                if before := self._part_before(version, parent, here):
                    parts.setdefault(parent.commit.id, before)
                    found.append((parent, before))
        events = [
            Event(change, version.commit.day, version.commit.id or None)
            for version in reversed(self.versions)
            if (here := parts.get(version.commit.id))
            for change in _made(here, [before for _, before in edges[version.commit.id]])
        ]
        paths: dict[str, frozenset[str]] = {}
        kept = []
        for event in events:
            name = event.change.field or ""
            if name and name not in _LISTS and not event.change.part.step:
                if name not in paths:
                    paths[name] = _path(name, newest, parts, edges)
                if (event.commit or NOT_COMMITTED) not in paths[name]:
                    continue  # a value of a branch that was not taken over
            kept.append(event)
        return Life(tuple(kept), tuple(skipped.values()))

    def in_order(self, lives: Iterable[Life]) -> list[Event]:
        """The events of several lives, the oldest first."""
        order = {one.commit.id or None: number for number, one in enumerate(self.versions)}
        events = [event for life in lives for event in life.events]
        return sorted(events, key=lambda one: -order[one.commit])

    def made_by(self, change: Change) -> tuple[date | None, str | None]:
        """The day and the commit of the last change of the same kind to the same field."""
        if change.after is None:
            return self._gone(change.part)
        key = _place(change.after)
        if key not in self._lives:
            self._lives[key] = self.life(change.after).events
        for event in reversed(self._lives[key]):
            if _field(event.change) == _field(change):
                return event.day, event.commit
        return None, None

    def _gone(self, part: PlanPart) -> tuple[date | None, str | None]:
        """The first version without a part, which has its id in all versions before."""
        after: Version | None = None
        for version in self.versions:
            if any(_ids(one) == _ids(part) for one in self._parts(version, part)):
                break
            after = version
        return (after.commit.day, after.commit.id or None) if after else (None, None)

    def _parts(self, version: Version, like: PlanPart) -> Iterator[PlanPart]:
        """The parts of the plan of the same file, as deep as another."""
        folder = self._folder(version, (_name(like),))
        for plan in folder.plans:
            yield PlanPart(plan, folder.register)
            for one in plan.recommendations:
                yield PlanPart(plan, folder.register, one)
                for action in one.actions:
                    whole = PlanPart(plan, folder.register, one, action)
                    yield whole
                    yield from (whole._replace(step=step) for step in action.milestones)

    def _part_now(self, newest: Version, part: PlanPart) -> PlanPart | None:
        found = (one for one in self._parts(newest, part) if not one.step)
        return next((one for one in found if _place(one) == _place(part)), None)

    def _parents(
        self, version: Version, part: PlanPart, skipped: dict[str, Commit]
    ) -> Iterator[Version]:
        """The versions before one, or where the plan cannot be read, those before them."""
        name = _name(part)
        for each in version.commit.parents:
            parent = self.by_id.get(each)
            if parent is None:
                continue
            is_other = parent.files.get(name) not in {None, version.files.get(name)}
            if is_other and not self._folder(parent, (name,)).plans:
                skipped.setdefault(parent.commit.id, parent.commit)
                yield from self._parents(parent, part, skipped)
            else:
                yield parent

    def _part_before(self, version: Version, parent: Version, part: PlanPart) -> PlanPart | None:
        """The part in an earlier version; None where it is not there yet."""
        names = self._differing(version, parent)
        if _name(part) not in names:
            return part
        key = version.commit.id, parent.commit.id
        if key not in self._before:
            old, new = self._folder(parent, names), self._folder(version, names)
            pairs = pair_parts((old,), (new,))
            self._before[key] = {_place(one.after): one.before for one in pairs if one.after}
        return self._before[key].get(_place(part))

    def _differing(self, version: Version, parent: Version) -> tuple[str, ...]:
        """The plans that are not the same in two versions."""
        key = version.commit.id, parent.commit.id
        if key not in self._names:
            names = {name for name, _ in version.files.items() ^ parent.files.items()}
            self._names[key] = tuple(sorted(names.difference(REGISTERS)))
        return self._names[key]

    def _folder(self, version: Version, names: tuple[str, ...]) -> Folder:
        """Some of the plans of a version, with its register."""
        wanted = [name for name in (*names, *REGISTERS) if name in version.files]
        self.history.fetch(version.files[name] for name in wanted)
        files = {name: self.history.contents[version.files[name]] for name in wanted}
        path = store.display_path(self.folder, self.start)
        return read_folder(FolderBytes(path, files), read=self._read_plan)


def _name(part: PlanPart) -> str:
    """The name of its file."""
    return part.plan.file.rpartition("/")[2]


def _ids(part: PlanPart) -> tuple[str | None, ...]:
    one, action, step = part.recommendation, part.action, part.step
    return one and one.id, action and action.id, step and step.name


def _field(change: Change) -> tuple[str | None, str | None]:
    return change.field, change.part.step.name if change.part.step else None


def _place(part: PlanPart) -> tuple[str, Any]:
    inner = part.action or part.recommendation
    return part.plan.file, inner.route if inner else ()


def _made(part: PlanPart, before: list[PlanPart]) -> list[Change]:
    """The changes that a version made: of a merge, those against each version that it joins."""
    if not before:
        return list(changes_of(PartPair(None, part)))
    if any(one is part for one in before):  # its file is the same there
        return []
    first, *others = [
        list(changes_of(PartPair(one, part, _has_moved(one, part)))) for one in before
    ]
    keys = [{_key(change) for change in each} for each in others]
    return [change for change in first if all(_key(change) in each for each in keys)]


def _has_moved(before: PlanPart, after: PlanPart) -> bool:
    if before.plan is after.plan or not (before.recommendation and after.recommendation):
        return False
    return before.recommendation.id != after.recommendation.id


def _key(change: Change) -> tuple[object, ...]:
    step = change.part.step.name if change.part.step else None
    return change.category, change.field, step, repr(change.new)


def _path(
    name: str,
    newest: Version,
    parts: dict[str, PlanPart],
    edges: dict[str, list[tuple[Version, PlanPart]]],
) -> frozenset[str]:
    """The commits that the present value of a field came through."""
    here = newest.commit.id
    found = {here}
    while before := edges.get(here):
        value = _value(parts[here], name)
        same = (parent for parent, part in before if _value(part, name) == value)
        here = next(same, before[0][0]).commit.id
        found.add(here)
    return frozenset(found)


def _value(part: PlanPart, name: str) -> object:
    return getattr(part.action or part.recommendation or part.plan, name, None)

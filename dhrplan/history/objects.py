"""Everything that git keeps of a repository and would hand on: files, names, messages, notes.

What is reachable from any branch, tag, note or stash, from a reflog or from the index is read, of
linked working trees too. Each object is read once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from dhrplan.history.repository import Commit, GitObject, History, entries_of
from dhrplan.plan.folder import decode_text_file

MOST_BYTES = 50_000_000
"""A larger file is not read."""

_AT_ONCE = 5_000_000
"""Bytes of files that are held in memory at a time."""

_FOLDER_MODE = b"40000"
_SUBMODULE_MODE = b"160000"


class PastMessage(NamedTuple):
    """The message of a commit or of an annotated tag.

    Attributes:
        commit: None for a tag.
        name: The name of the tag.
    """

    text: str
    commit: Commit | None = None
    name: str = ""


class Occurrence(NamedTuple):
    """A file or folder in a commit, by its path from the top."""

    commit: Commit
    path: str


@dataclass(frozen=True)
class WholeHistory:
    """All that a repository would hand on; files are read when they are asked for.

    Attributes:
        commits: The newest first, each before those that it was made from.
        trees: The entries of each folder at any time: mode, name and hash, by the folder's hash.
        roots: The hash of the top folder of each commit.
        people: Everybody whom a commit or a tag names as its author or maker.
        refs: The full names of branches, tags and the like.
        files: A path of each file, by its hash.
        sizes: The size of each file in bytes, by its hash.
        absent: The number of objects that were not fetched.
        stashes: The commits that a stash is made of.
        notes: The commits that hold notes about others.
        named: The files that a tag, or another name, leads to without a commit.
        staged: The paths of the files that only the index has.
        submodules: The names of repositories within this one, which are not read.
    """

    history: History
    head: str | None
    commits: tuple[Commit, ...]
    messages: tuple[PastMessage, ...]
    people: frozenset[str]
    refs: tuple[str, ...]
    roots: Mapping[str, str]
    trees: Mapping[str, tuple[tuple[bytes, str, str], ...]]
    files: Mapping[str, str]
    sizes: Mapping[str, int]
    absent: int
    stashes: frozenset[str]
    notes: frozenset[str]
    named: frozenset[str] = frozenset()
    staged: tuple[str, ...] = ()
    submodules: tuple[str, ...] = field(default=())

    @property
    def names(self) -> frozenset[str]:
        """The name of every file and folder; those in notes are hashes, and are left out."""
        in_trees = {name for entries in self.trees.values() for _, name, _ in entries}
        in_index = {part for path in self.staged for part in path.split("/")}
        return frozenset(name for name in in_trees | in_index if not _is_hash(name))

    def contents(self) -> Iterator[list[tuple[str, bytes]]]:
        """The hash and bytes of every file that is not too large, in groups, each file once."""
        group: list[str] = []
        held = 0
        for name, size in self.sizes.items():
            if size > MOST_BYTES:
                continue
            if group and held + size > _AT_ONCE:
                yield self._read(group)
                group, held = [], 0
            group.append(name)
            held += size
        if group:
            yield self._read(group)

    @property
    def too_large(self) -> tuple[str, ...]:
        """The paths of files that are not read because of their size."""
        return tuple(self.files[name] for name, size in self.sizes.items() if size > MOST_BYTES)

    def _read(self, names: list[str]) -> list[tuple[str, bytes]]:
        found = zip(names, self.history.objects(names), strict=True)
        return [(name, one.data) for name, one in found if one]

    def occurrences(
        self, is_wanted: Callable[[str, str], bool]
    ) -> Iterator[tuple[str, str, Occurrence]]:
        """Where files are: hash, name, and each commit with the path, the newest commit first.

        `is_wanted` is given the hash and the name of an entry, and says whether it is looked for.
        """
        known: dict[str, tuple[tuple[str, str, str], ...]] = {}
        for commit in self.commits:
            root = self.roots[commit.id]
            for path, name, content in self._within(root, is_wanted, known):
                yield content, name, Occurrence(commit, path)

    def files_at(self, commit: str) -> frozenset[str]:
        """The hash of every file of a commit."""
        found: set[str] = set()
        waiting = [self.roots[commit]] if commit in self.roots else []
        while waiting:
            for mode, _, content in self.trees.get(waiting.pop(), ()):
                if mode == _FOLDER_MODE:
                    waiting.append(content)
                else:
                    found.add(content)
        return frozenset(found)

    def _within(
        self,
        tree: str,
        is_wanted: Callable[[str, str], bool],
        known: dict[str, tuple[tuple[str, str, str], ...]],
    ) -> tuple[tuple[str, str, str], ...]:
        """Path, name and hash of each wanted entry in a folder; each folder is looked at once.

        Without recursion, since folders may be nested deeper than Python allows.
        """
        waiting = [tree]
        while waiting:
            here = waiting[-1]
            if here in known:
                waiting.pop()
                continue
            entries = self.trees.get(here, ())
            inner = [one for mode, _, one in entries if mode == _FOLDER_MODE and one not in known]
            if inner := [one for one in inner if one in self.trees]:
                waiting += inner
                continue
            found: list[tuple[str, str, str]] = []
            for mode, name, content in entries:
                if is_wanted(content, name):
                    found.append((name, name, content))
                if mode == _FOLDER_MODE:
                    below = known.get(content, ())
                    found += [(f"{name}/{path}", last, one) for path, last, one in below]
            known[here] = tuple(found)
            waiting.pop()
        return known[tree]


def _is_hash(name: str) -> bool:
    """Whether a name is that of a note: a hash, or one without its first two digits."""
    return len(name) in {38, 40, 62, 64} and all(one in "0123456789abcdef" for one in name)


def whole_history(history: History) -> WholeHistory:
    """All that a repository would hand on.

    Raises:
        DhrplanError: git fails.
    """
    everything = ("--all", "--reflog", "--indexed-objects")
    options = ("--objects", "--date-order", "--missing=allow-any")
    lines = history.output("rev-list", *options, *everything).split(b"\n")
    paths = {
        name.decode(): os.fsdecode(path)
        for name, _, path in (line.partition(b" ") for line in lines if line)
    }
    kinds = dict(history.kinds(paths))
    of_kind: dict[str, list[str]] = {"commit": [], "tree": [], "tag": [], "blob": []}
    for name in paths:
        if name in kinds:
            of_kind[kinds[name][0]].append(name)
    raw = list(filter(None, history.objects(of_kind["commit"])))
    commits = [_RawCommit(one) for one in raw]
    tags = [_RawTag(one) for one in history.objects(of_kind["tag"]) if one]
    trees = {
        one.id: tuple((each.mode, each.name, each.hash) for each in entries_of(one))
        for one in history.objects(of_kind["tree"])
        if one
    }
    listed = history.output("for-each-ref", "--format=%(objectname) %(*objectname) %(refname)")
    refs = [line.split(" ", 2) for line in os.fsdecode(listed).splitlines()]
    names = tuple(name for _, _, name in refs)
    named = {one for tagged, within, _ in refs for one in (tagged, within)}
    in_trees = {content for entries in trees.values() for _, _, content in entries}
    files = {name: paths[name] for name in of_kind["blob"]}
    lacking = {
        content
        for entries in trees.values()
        for mode, _, content in entries
        if mode != _SUBMODULE_MODE and content not in kinds
    }
    return WholeHistory(
        history=history,
        head=history.head_id,
        commits=tuple(one.commit for one in commits),
        messages=(
            *(PastMessage(one.message, one.commit) for one in commits),
            *(PastMessage(one.message, name=one.name) for one in tags),
        ),
        people=frozenset(
            person for one in (*commits, *tags) for person in one.people if person.strip(" <>")
        ),
        refs=names,
        roots={one.commit.id: one.tree for one in commits},
        trees=trees,
        files=files,
        sizes={name: kinds[name][1] for name in files},
        absent=len(lacking) + sum(one.tree not in trees for one in commits if one.tree in lacking),
        stashes=_stashes(history, names, commits),
        notes=_notes(history, names),
        named=frozenset(named & files.keys()),
        staged=tuple(path for name, path in files.items() if name not in in_trees | named),
        submodules=tuple(
            dict.fromkeys(
                name
                for entries in trees.values()
                for mode, name, _ in entries
                if mode == _SUBMODULE_MODE
            )
        ),
    )


def _stashes(
    history: History, refs: tuple[str, ...], commits: Iterable[_RawCommit]
) -> frozenset[str]:
    if "refs/stash" not in refs:
        return frozenset()
    tops = set(history.output("rev-list", "--walk-reflogs", "refs/stash").decode().split())
    parts = {one for each in commits if each.commit.id in tops for one in each.commit.parents[1:]}
    return frozenset(tops | parts)


def _notes(history: History, refs: tuple[str, ...]) -> frozenset[str]:
    holding = [name for name in refs if name.startswith("refs/notes/")]
    if not holding:
        return frozenset()
    return frozenset(history.output("rev-list", *holding).decode().split())


class _RawObject:
    """A commit or a tag as git keeps it: lines of a head, an empty line, the message."""

    def __init__(self, found: GitObject) -> None:
        head, _, body = found.data.partition(b"\n\n")
        self.fields: dict[str, list[bytes]] = {}
        last: list[bytes] = []
        for line in head.split(b"\n"):
            if line.startswith(b" "):  # it continues the field above
                last[-1:] = [b"\n".join((*last[-1:], line[1:]))]
                continue
            key, _, value = line.partition(b" ")
            last = self.fields.setdefault(key.decode(errors="replace"), [])
            last.append(value)
        # A merge of a tag keeps the whole tag, and with it its message.
        merged = (tag.partition(b"\n\n")[2] for tag in self.fields.get("mergetag", ()))
        encoding = self.first("encoding") or "utf-8"
        texts = (_decoded(text, encoding) for text in (body, *merged))
        self.message = "\n".join(texts)

    def first(self, key: str) -> str:
        """The value of the first field of that name."""
        return next((_decoded(value) for value in self.fields.get(key, ())), "")

    @property
    def people(self) -> tuple[str, ...]:
        """Who made it, with name and address."""
        lines = map(self.first, ("author", "committer", "tagger"))
        return tuple(f"{one.rpartition('>')[0]}>" for one in lines if one)


def _decoded(data: bytes, encoding: str = "utf-8") -> str:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return decode_text_file(data)


class _RawCommit(_RawObject):
    def __init__(self, found: GitObject) -> None:
        super().__init__(found)
        self.tree = self.first("tree")
        parents = tuple(value.decode() for value in self.fields.get("parent", ()))
        self.commit = Commit(found.id, _day(self.first("committer")), parents)


class _RawTag(_RawObject):
    def __init__(self, found: GitObject) -> None:
        super().__init__(found)
        self.name = self.first("tag")


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _day(line: str) -> date:
    """The day, where it was made, of `Name <address> 1700000000 +0100`."""
    *_, seconds, zone = ("", *line.rpartition(">")[2].split(), "0", "+0000")[:3]
    try:
        minutes = int(zone[:-2] or 0) * 60 + int(f"{zone[:1]}{zone[-2:]}")
        return (_EPOCH + timedelta(seconds=int(seconds), minutes=minutes)).date()
    except (ValueError, OverflowError):  # git itself writes no such line
        return _EPOCH.date()

"""Plans as git holds them at any commit: read without a checkout, and without writing anything.

Only plumbing commands run: their output does not depend on settings. Contents are those that were
committed: no filter, textconv, alias, pager, hook or replacement of an object has an effect, so a
repository that encrypts its plans by a filter cannot be read here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePath
from typing import NamedTuple

from dhrplan import store
from dhrplan.errors import DhrplanError, NotFoundError
from dhrplan.git import GitResult, own_environment, run_git
from dhrplan.model.dates.values import on_day, spoken
from dhrplan.plan.folder import FolderBytes
from dhrplan.plan.settings import FILE as SETTINGS
from dhrplan.wording import quoted

_FILE_MODES = (b"100644", b"100755", b"100664")
LINK_MODE = b"120000"

_AT_ONCE = 100
"""Folders that git is asked for at a time; of a thousand plans each has 40 kB."""


class Commit(NamedTuple):
    """A commit, with the day on which it was made, where it was made.

    Attributes:
        parents: The commits before it; of `History.versions`, only those that changed the plans.
    """

    id: str
    day: date
    parents: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The beginning of its hash, enough to find it."""
        return self.id[:8]

    @property
    def in_words(self) -> str:
        """The day and the hash, for people."""
        return f"{spoken(on_day(self.day))} (commit {self.short})"


class Version(NamedTuple):
    """A folder of plans at a commit: the hash of each of its files, by name.

    Attributes:
        links: The names of links; git holds only where they lead to.
        settings: The hash of the settings beside the folder, if there are any.
    """

    commit: Commit
    files: Mapping[str, str]
    links: tuple[str, ...] = ()
    settings: str | None = None


@dataclass(frozen=True)
class History:
    """The commits of a repository, and its files at each of them.

    Attributes:
        top: The top folder of the working tree.
        contents: The files that were read, by their hash: each is read once.
    """

    top: Path
    contents: dict[str, bytes] = field(default_factory=dict)

    @property
    def is_shallow(self) -> bool:
        """True if older commits were not fetched."""
        return self._run("rev-parse", "--is-shallow-repository").text.strip() == "true"

    # Which commit

    @property
    def head(self) -> Commit:
        """The commit that is checked out.

        Raises:
            DhrplanError: Nothing is committed yet.
        """
        found = self._commit("HEAD")
        if found is None:
            message = "Nothing is committed yet, so there is no earlier version."
            raise DhrplanError(message, 'Commit the plans: `git add .`, `git commit -m "..."`.')
        return found

    def commit(self, asked: str | date) -> Commit:
        """A commit by any name that git knows, or the last one on or before a day.

        Of merged branches, those commits count that were checked out here, as `--first-parent`
        lists them: the plans of that day, not work of a branch that was merged later.

        Raises:
            NotFoundError: There is no such commit.
            DhrplanError: Nothing is committed yet, or older commits were not fetched.
        """
        head = self.head
        if isinstance(asked, date):
            return self._last_on(asked, head)
        found = self._commit(asked)
        if found is None:
            message = f"There is no commit, branch or tag `{asked}` here."
            hint = "Write a day, such as 2026-09-30, or a commit that `git log` lists."
            raise NotFoundError(message, hint)
        return found

    def _commit(self, name: str) -> Commit | None:
        result = self._run(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
        if result.code:
            return None
        return next(self._listed("--max-count=1", result.text.strip()))

    def _last_on(self, day: date, head: Commit) -> Commit:
        first = head
        for first in self._listed("--first-parent", head.id):
            if first.day <= day:
                return first
        begins = f"The first commit here is of {first.in_words}."
        message = f"There is no commit on or before {spoken(on_day(day))}. {begins}"
        if self.is_shallow:
            hint = "This copy is without older commits. Fetch them: `git fetch --unshallow`."
            raise DhrplanError(message, hint)
        raise NotFoundError(message, f"Write {first.day.isoformat()} or a later day.")

    def start(self, asked: str | date, head: Commit | None = None) -> Commit:
        """As `commit`; for a day before everything, the first commit.

        With `head`, a day is looked up among the commits up to that one, which never change.

        Raises:
            NotFoundError: As `commit`.
            DhrplanError: As `commit`.
        """
        if not isinstance(asked, date):
            return self.commit(asked)
        head = head or self.head
        try:
            return self._last_on(asked, head)
        except NotFoundError:
            *_, first = self._listed("--first-parent", head.id)
            return first

    def _listed(self, *arguments: str) -> Iterator[Commit]:
        """The commits of `git rev-list`, with the day in the time zone of whoever committed."""
        output = self._output("rev-list", "--format=%H %cs %P", *arguments).decode()
        for line in output.splitlines():
            if not line.startswith("commit "):
                name, day, *parents = line.split(" ")
                yield Commit(name, date.fromisoformat(day), tuple(filter(None, parents)))

    # What it holds

    def versions(self, folder: Path, head: Commit) -> list[Version]:
        """The versions of a folder of plans up to a commit, the newest first.

        Each is of a commit that changed the folder or the settings; a commit comes after all that
        build on it.
        """
        inside = [self._inside(folder), self._inside(folder.resolve().parent / SETTINGS)]
        paths = ("--", *filter(None, inside)) if inside[0] else ()
        lines = self._output(
            *("rev-list", "--topo-order", "--parents", "--format=%H %cs", head.id, *paths)
        ).decode()
        commits = []
        parents: tuple[str, ...] = ()
        for line in lines.splitlines():
            if line.startswith("commit "):
                parents = tuple(line.split(" ")[2:])
            else:
                name, day = line.split(" ")
                commits.append(Commit(name, date.fromisoformat(day), parents))
        return self._versions(folder, commits)

    def version(self, folder: Path, commit: Commit) -> Version:
        """A folder of plans at a commit."""
        return self._versions(folder, [commit])[0]

    def _versions(self, folder: Path, commits: Sequence[Commit]) -> list[Version]:
        inside = self._inside(folder)
        above = inside.rpartition("/")[0]
        paths = (inside, f"{above}/{SETTINGS}" if above else SETTINGS)
        known: dict[bytes, TreeEntry] = {}
        versions = []
        for begin in range(0, len(commits), _AT_ONCE):
            some = commits[begin : begin + _AT_ONCE]
            found = self._objects([f"{commit.id}:{path}" for commit in some for path in paths])
            versions += [
                _version(commit, tree, settings if inside else None, known)
                for commit, tree, settings in zip(some, found, found, strict=True)
            ]
        return versions

    def bytes_of(self, version: Version, folder: Path, start: Path) -> FolderBytes:
        """The contents of a version, with paths for display as if it were on disk.

        Raises:
            DhrplanError: The repository lacks a file.
        """
        self.fetch([*version.files.values(), *filter(None, [version.settings])])
        settings = version.settings
        beside = folder.resolve().parent / SETTINGS
        return FolderBytes(
            store.display_path(folder, start),
            {name: self.contents[file] for name, file in version.files.items()},
            dict.fromkeys(version.links, "it is a link, and git holds only where it leads to"),
            (store.display_path(beside, start), self.contents[settings]) if settings else None,
        )

    def strays(self, commit: Commit, folder: Path, start: Path) -> tuple[str, ...]:
        """The paths of files of a commit that might be taken for plans and are not read."""
        tree = f"{commit.id}:{self._inside(folder)}"
        listed = self._run("ls-tree", "-r", "-z", "--name-only", "--full-tree", tree)
        names = os.fsdecode(listed.data).split("\0") if not listed.code else ()
        shown = store.display_path(folder, start)
        prefix = f"{shown}/" if shown else ""
        return tuple(f"{prefix}{name}" for name in names if name and store.is_stray(PurePath(name)))

    def fetch(self, hashes: Iterable[str]) -> None:
        """Read files that have not been read yet into `contents`.

        Raises:
            DhrplanError: The repository lacks one.
        """
        wanted = [one for one in dict.fromkeys(hashes) if one not in self.contents]
        if not wanted:
            return
        for name, found in zip(wanted, self._objects(wanted), strict=True):
            if found is None:
                message = f"git does not have the content of a file in {self.top.name} ({name})."
                raise DhrplanError(message, "Run `git fsck` to check.")
            self.contents[name] = found.data

    def _inside(self, path: Path) -> str:
        """The path of a file or folder from the top of the repository, empty for the top."""
        place = path.resolve()
        if not place.is_relative_to(self.top):
            return f"../{place.name}"
        inside = place.relative_to(self.top).as_posix()
        if "\n" in inside:
            raise DhrplanError("git cannot be asked about a folder with a line break in its name.")
        return "" if inside == "." else inside

    def _objects(self, names: Sequence[str]) -> Iterator[GitObject | None]:
        """Objects by hash or `commit:path`; None for one that is not there."""
        stdin = os.fsencode("".join(f"{name}\n" for name in names))
        output = self._output("cat-file", "--batch", "--buffer", data=stdin)
        at = 0
        for _ in names:
            end = output.index(b"\n", at)
            head = output[at:end].split(b" ")
            at = end + 1
            if len(head) != 3 or not head[2].isdigit():  # noqa: PLR2004 - hash, type, size
                yield None
                continue
            size = int(head[2])
            yield GitObject(head[0].decode(), head[1].decode(), output[at : at + size])
            at += size + 1

    # For what reads more than plans

    def output(self, *arguments: str, data: bytes = b"") -> bytes:
        """What a plumbing command of git prints.

        Raises:
            DhrplanError: git fails.
        """
        return self._output(*arguments, data=data)

    def objects(self, names: Sequence[str]) -> Iterator[GitObject | None]:
        """Objects by hash; None for one that is not there."""
        return self._objects(names)

    def kinds(self, names: Iterable[str]) -> Iterator[tuple[str, tuple[str, int]]]:
        """The hash of each object that is there, with its type and its size in bytes."""
        stdin = "".join(f"{name}\n" for name in names).encode()
        for line in self._output("cat-file", "--batch-check", "--buffer", data=stdin).splitlines():
            parts = line.decode().split(" ")
            if len(parts) == 3:  # noqa: PLR2004 - hash, type, size; else hash, "missing"
                yield parts[0], (parts[1], int(parts[2]))

    @property
    def head_id(self) -> str | None:
        """The hash of the commit that is checked out; None where nothing is committed yet."""
        found = self._commit("HEAD")
        return found.id if found else None

    def _run(self, *arguments: str, data: bytes = b"") -> GitResult:
        return _run(self.top, *arguments, data=data)

    def _output(self, *arguments: str, data: bytes = b"") -> bytes:
        result = self._run(*arguments, data=data)
        if result.code:
            raise self._failure(result.stderr)
        return result.data

    def _failure(self, stderr: str) -> DhrplanError:
        if "promisor" in stderr:
            message = f"git does not have the content of a file in {self.top.name}: it is a partial"
            hint = "Clone it again without `--filter`, and use that copy."
            return DhrplanError(f"{message} clone.", hint)
        return DhrplanError(f"git reported an error: {_last_line(stderr)}")


def _last_line(stderr: str) -> str:
    """What git says in the end: lines of advice may come before it."""
    return stderr.strip().rpartition("\n")[2]


class GitObject(NamedTuple):
    """An object of git: its hash, its type and its bytes."""

    id: str
    type: str
    data: bytes


def open_history(folder: Path) -> History:
    """The history of the repository around a folder.

    Raises:
        DhrplanError: git cannot be run, or refuses; or the folder lies in no repository.
    """
    result = _run(folder, "rev-parse", "--show-toplevel")
    if result.code:
        raise _no_repository(folder, result.stderr)
    return History(Path(result.path).resolve())


def _no_repository(folder: Path, stderr: str) -> DhrplanError:
    if "dubious ownership" in stderr:
        allow = f"git config --global --add safe.directory {quoted(str(folder.resolve()))}"
        return DhrplanError(
            f"git does not read the repository around {folder}: it belongs to another user.",
            f"If you trust it, allow it (the folder that holds `.git`): `{allow}`.",
        )
    if "not a git repository" in stderr:
        message = f"The folder {folder} is not in a git repository, so it has no earlier versions."
        return DhrplanError(message, "`git init`, then a commit, starts its history from today.")
    return DhrplanError(f"git reported an error: {_last_line(stderr)}")


_NO_GRAFTS = os.path.join(os.devnull, "none")  # noqa: PTH118 - where there can be no file


def _run(folder: Path, *arguments: str, data: bytes = b"") -> GitResult:
    # Messages are told apart by their English words; a partial clone must not fetch what it lacks.
    # Nor may a file of grafts stand in for the parents of a commit.
    english = {"LC_ALL": "C", "LANGUAGE": "C"}
    here = {"GIT_NO_LAZY_FETCH": "1", "GIT_GRAFT_FILE": _NO_GRAFTS}
    environment = own_environment() | english | here
    command = ("--no-replace-objects", "-c", "i18n.logOutputEncoding=UTF-8", *arguments)
    return run_git(folder, *command, data=data, environment=environment)


_is_plan = lru_cache(maxsize=10_000)(store.is_plan)  # each commit has nearly the same names


def _version(
    commit: Commit,
    tree: GitObject | None,
    settings: GitObject | None,
    known: dict[bytes, TreeEntry],
) -> Version:
    entries = entries_of(tree, known) if tree and tree.type == "tree" else ()
    plans = [one for one in entries if _is_plan(one.name)]
    return Version(
        commit,
        {one.name: one.hash for one in plans if one.mode in _FILE_MODES},
        tuple(one.name for one in plans if one.mode == LINK_MODE),
        settings.id if settings and settings.type == "blob" else None,
    )


class TreeEntry(NamedTuple):
    """A file or folder in a folder."""

    mode: bytes
    name: str
    hash: str


def entries_of(tree: GitObject, known: dict[bytes, TreeEntry] | None = None) -> Iterator[TreeEntry]:
    """The entries of a tree: mode, space, name, zero, and the hash in as many bytes as it has.

    `known` has entries of other trees: versions of a folder share most, and each is made once.
    """
    known = {} if known is None else known
    for raw in _ENTRY[len(tree.id) // 2].findall(tree.data):
        entry = known.get(raw)
        if entry is None:
            head, _, hash_ = raw.partition(b"\0")
            mode, _, name = head.partition(b" ")
            entry = known[raw] = TreeEntry(mode, os.fsdecode(name), hash_.hex())
        yield entry


_ENTRY = {size: re.compile(rb"\d+ [^\0]+\0.{%d}" % size, re.DOTALL) for size in (20, 32)}
"""An entry of a tree, by the bytes of a hash: SHA-1 or SHA-256."""


def differing_files(version: Version, on_disk: FolderBytes, history: History) -> tuple[str, ...]:
    """The files of a folder on disk that are not as a version has them; line endings do not count.

    The names of files that are only in one of them are among them.
    """
    history.fetch(version.files.values())
    names = dict.fromkeys((*version.files, *on_disk.files, *on_disk.unopened))
    return tuple(
        sorted(
            name
            for name in names
            if name not in on_disk.files
            or name not in version.files
            or _unix(on_disk.files[name]) != _unix(history.contents[version.files[name]])
        )
    )


def _unix(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")

"""What git holds: what is staged, or what a commit has. Nothing is checked out or written.

git is asked only in ways that leave its index as it is.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from dhrplan import store
from dhrplan.errors import DhrplanError
from dhrplan.git import git
from dhrplan.text.folder import NamedBytes
from dhrplan.text.settings import FILE as SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LINK = "120000"
_DELETED, _UNMERGED = "D", "U"
_RAW = ("--raw", "-z", "--no-renames", "--no-abbrev")
_FILES = ("100644", "100755")


class _Entry(NamedTuple):
    """A file that git holds.

    Attributes:
        mode: What kind of file it is, as git writes it.
        content: The name of its content.
        change: `D` where it is deleted, `U` where two versions wait to be merged.
        path: Its place, from the repository's top folder.
    """

    mode: str
    content: str
    change: str
    path: str


class Staged(NamedTuple):
    """What is staged of a folder of plans.

    Attributes:
        paths: Plans, register, settings, and what might be taken for a plan.
        deletes: Whether one of the first three is deleted, which any plan may miss.
    """

    paths: tuple[Path, ...]
    deletes: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A state of a repository.

    Attributes:
        top: The repository's top folder.
        nothing: The name of the empty tree, from which everything differs.
        commit: The commit, in any form that git knows; None for what is staged.
    """

    top: Path
    nothing: str
    commit: str | None

    def require(self, folder: Path) -> None:
        """Refuse a folder that is none of this repository's: there would be nothing to find in it.

        Raises:
            DhrplanError: It lies elsewhere, or in a repository of its own within this one.
        """
        place = folder.resolve()
        way = (each for each in (place, *place.parents) if self.top in each.parents)
        if not place.is_relative_to(self.top) or any((each / ".git").exists() for each in way):
            message = f"The folder {folder} is not kept by the repository {self.top}."
            raise DhrplanError(message, "Go to the repository that it lies in, and ask there.")

    def find_plans(self, start: Path) -> Path | None:
        """The first folder `plans/` at `start` or above it in which git holds a plan."""
        for folder in (start, *start.parents):
            if self._held(folder / store.PLANS, self.nothing):
                return folder / store.PLANS
        return None

    def read(self, folder: Path, start: Path) -> NamedBytes:
        """What `store.read` says of the disk, out of git.

        Raises:
            DhrplanError: git cannot tell.
        """
        held = self._held(folder, self.nothing)
        plain = [name for name, one in held.items() if one.mode in _FILES]
        contents = _contents(self.top, (held[name] for name in plain))
        files = dict(zip(plain, contents, strict=True))
        unmerged = (name for name, one in held.items() if one.change == _UNMERGED)
        unopened = dict.fromkeys(unmerged, "it is still to be merged")
        links = {name for name, one in held.items() if one.mode == _LINK}
        if links:  # of a link git holds no more than where it leads
            disk = store.read(folder, start)
            files |= {name: data for name, data in disk.files.items() if name in links}
            unopened |= {name: why for name, why in disk.unopened.items() if name in links}
        return NamedBytes(
            store.shown(folder, start), files, unopened, self._settings(folder, start)
        )

    def read_whole(self, folder: Path, start: Path) -> NamedBytes:
        """What `store.read_whole` says of the disk; the names that git must never hold are there.

        Raises:
            DhrplanError: git cannot tell, or the list of names cannot be opened.
        """
        named = self.read(folder, start)
        held = sorted(self._within(folder, self.nothing))
        strays = tuple(named.place(str(place)) for place in held if store.is_stray(place))
        names = store.forbidden_names(folder, named.settings, start)
        return replace(named, strays=strays, forbidden_names=names)

    def staged(self, folder: Path) -> Staged:
        """What differs between the last commit and what is staged, and concerns the plans."""
        last = _git(self.top, "rev-parse", "--quiet", "--verify", "HEAD", ok=(0, 1))
        since = "HEAD" if last else self.nothing
        settings = self._differing_file(_beside(folder), since)
        plans = self._held(folder, since)
        strays = (str(place) for place in self._within(folder, since) if store.is_stray(place))
        return Staged(
            (*(_beside(folder) for _ in settings), *(folder / each for each in (*plans, *strays))),
            any(one.change == _DELETED for one in (*settings, *plans.values())),
        )

    def _held(self, folder: Path, since: str) -> dict[str, _Entry]:
        """The plans and the register of a folder that differ since then, by name."""
        within = self._within(folder, since).items()
        names = {str(place): one for place, one in within if len(place.parts) == 1}
        return {name: names[name] for name in sorted(names) if store.is_plan(name)}

    def _within(self, folder: Path, since: str) -> dict[PurePosixPath, _Entry]:
        """The files in a folder, however deep, that differ since then, by place in it."""
        above = len(folder.resolve().parts) - len(self.top.parts)
        listed = ((PurePosixPath(one.path).parts, one) for one in self._differing(folder, since))
        return {PurePosixPath(*parts[above:]): one for parts, one in listed if parts[above:]}

    def _settings(self, folder: Path, start: Path) -> tuple[str, bytes] | None:
        path = _beside(folder)
        held = (one for one in self._differing_file(path, self.nothing) if one.mode in _FILES)
        contents = _contents(self.top, held)
        return (store.shown(path, start), contents[0]) if contents else None

    def _differing_file(self, path: Path, since: str) -> list[_Entry]:
        """A file where it differs since then; nothing below it, if it is a folder."""
        found = self._differing(path, since)
        return [one for one in found if self.top / one.path == path.resolve()]

    def _differing(self, path: Path, since: str) -> list[_Entry]:
        """A file, or all the files of a folder, where they differ since then.

        None, where the path lies around the repository or elsewhere.
        """
        place = path.resolve()
        if not place.is_relative_to(self.top):
            return []
        if self.commit is None:
            # What `git add -N` only announces is not part of a commit.
            what: tuple[str, ...] = ("diff-index", "--cached", "--ita-invisible-in-index", since)
        else:
            what = ("diff-tree", "-r", since, f"{self.commit}^{{tree}}")
        inside = () if place == self.top else (place.relative_to(self.top).as_posix(),)
        told = os.fsdecode(_git(self.top, *what, *_RAW, "--", *inside)).split("\0")
        return [_entry(*each) for each in zip(told[::2], told[1::2], strict=False)]


def find(start: Path, commit: str | None = None) -> Version:
    """What is staged in the repository that a folder lies in, or what a commit of it has.

    Raises:
        DhrplanError: It lies in no repository, or git cannot tell.
    """
    nothing = _git(start, "hash-object", "-t", "tree", "--stdin").decode().strip()
    return Version(_top(start), nothing, commit)


def _top(start: Path) -> Path:
    """The top folder of the repository that a folder lies in.

    A hook may be told where git keeps the repository and not where that begins, as it is in a
    linked working tree. Any folder that it goes to would then be taken for the beginning.
    """
    environment = None
    if "GIT_DIR" in os.environ and "GIT_WORK_TREE" not in os.environ:
        kept = "rev-parse", "--absolute-git-dir"
        untold = {name: value for name, value in os.environ.items() if name != "GIT_DIR"}
        if _git(start, *kept) == _git(start, *kept, ok=(0, 128), environment=untold):
            environment = untold
    told = _git(start, "rev-parse", "--show-toplevel", environment=environment)
    return Path(os.fsdecode(told).rstrip("\r\n")).resolve()


def _beside(folder: Path) -> Path:
    """Where the settings of a folder stand."""
    return folder.resolve().parent / SETTINGS


def _entry(told: str, path: str) -> _Entry:
    """From `:000000 100644 0000... c582... A` and a path."""
    _, mode, _, content, change = told.split(" ")
    return _Entry(mode, content, change, path)


def _contents(top: Path, entries: Iterable[_Entry]) -> list[bytes]:
    """The content of files as a checkout would write them, for they may be kept encrypted.

    That may change their length, and git tells the one before it. So a mark parts them that can
    stand in none.
    """
    mark = secrets.token_hex(16)
    lines = [f"{one.content} {one.path}".replace("\n", " ") for one in entries]
    asked = os.fsencode("".join(f"{line}\n" for line in lines))
    told = _git(top, "cat-file", f"--batch={mark}", "--filters", data=asked)
    contents = [each.removesuffix(b"\n") for each in told.split(f"{mark}\n".encode())[1:]]
    if len(contents) != len(lines):
        raise DhrplanError(f"git lacks the content of a file in {top}.", "Look at `git fsck`.")
    return contents


def _git(
    folder: Path,
    *arguments: str,
    data: bytes = b"",
    ok: tuple[int, ...] = (0,),
    environment: Mapping[str, str] | None = None,
) -> bytes:
    told = git(folder, *arguments, data=data, environment=environment)
    if told.code not in ok:
        raise DhrplanError(f"git cannot tell: {told.trouble}")
    return told.data

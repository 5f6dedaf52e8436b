"""git, run as its own program, so that its hooks and settings count.

What git holds is read without a checkout and without writing its index. The only writes are the
commit that a person asked for with `--commit`, and `git init` for `dhrplan init`.

No file of a repository makes git run a program. A folder that is laid out as a repository, such as
`plans/` with a `config` of its own, is refused; hooks run only in the commit that was asked for.
Filters that the user has set up, as for encrypted files, do run: without them a plan would be
committed in the clear. git never copies their commands with a clone.
"""

from __future__ import annotations

import errno
import os
import secrets
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from dhrplan import store
from dhrplan.errors import DhrplanError
from dhrplan.plan.folder import FolderBytes
from dhrplan.plan.settings import FILE as SETTINGS
from dhrplan.render.visible import visible
from dhrplan.wording import listed, quoted


class GitResult(NamedTuple):
    """The exit code of a git command, its stdout, and its stderr as text."""

    code: int
    data: bytes
    stderr: str

    @property
    def text(self) -> str:
        """Its stdout as text."""
        return self.data.decode(errors="replace")

    @property
    def path(self) -> str:
        """Its stdout as one path, whatever bytes the name is made of."""
        return os.fsdecode(self.data).rstrip("\r\n")


_ALWAYS = {
    "safe.bareRepository": "explicit",  # git 2.38; `_refuse_bare` serves older ones
    "core.fsmonitor": "false",
}
_WITHOUT_HOOKS = {
    "core.hooksPath": os.devnull,
    "protocol.allow": "never",  # a partial clone would fetch what it lacks, by a command of its own
}
_PROGRAMS = (
    *("GIT_ASKPASS", "GIT_EXTERNAL_DIFF", "GIT_PROXY_COMMAND", "GIT_SSH", "GIT_SSH_COMMAND"),
    *("GIT_EDITOR", "GIT_PAGER", "GIT_SEQUENCE_EDITOR"),
)
"""Environment variables that name a program to run."""

_REDIRECTIONS = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_NAMESPACE"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
)
"""Environment variables that make git use another repository than the one around a folder."""


def run_git(
    folder: Path,
    *arguments: str,
    data: bytes = b"",
    environment: Mapping[str, str] | None = None,
    hooks: bool = False,
) -> GitResult:
    """Run git in a folder with `data` on its stdin; paths are literal, not patterns.

    Raises:
        DhrplanError: git cannot be run, or the folder is laid out as a repository.
    """
    variables = dict(os.environ if environment is None else environment)
    if "GIT_DIR" not in variables:
        _refuse_bare(folder)
    if not hooks:
        variables = {name: value for name, value in variables.items() if name not in _PROGRAMS}
    settings = _ALWAYS if hooks else _ALWAYS | _WITHOUT_HOOKS
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    common = ("--no-pager", "--no-optional-locks", "--literal-pathspecs", *options)
    try:
        ended = subprocess.run(  # noqa: S603 - the arguments are ours, and no shell reads them
            (_program(), *common, *arguments),
            cwd=folder,
            env=variables,
            input=data,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise DhrplanError(f"git cannot be run: {error.strerror}.", "Is it installed?") from error
    return GitResult(ended.returncode, ended.stdout, ended.stderr.decode(errors="replace").strip())


def _program() -> str:
    """The path of git, from the absolute folders of PATH.

    Windows would take a `git.exe` of the current folder first, and with it one of the data.

    Raises:
        FileNotFoundError: It is in none of them.
    """
    name = "git.exe" if os.name == "nt" else "git"
    for folder in filter(os.path.isabs, os.get_exec_path()):
        program = os.path.join(folder, name)  # noqa: PTH118 - as PATH is written
        if os.access(program, os.X_OK) and not os.path.isdir(program):  # noqa: PTH112
            return program
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))


def _refuse_bare(folder: Path) -> None:
    """Refuse a folder that git would take for a repository, up to the `.git` of a real one.

    The rules are those of `is_git_directory` in git's setup.c.

    Raises:
        DhrplanError: It is one, or lies in one.
    """
    here = folder.resolve()
    for each in (here, *here.parents):
        if os.path.lexists(each / ".git"):
            return
        if os.path.lexists(each / "HEAD") and any(
            (each / name).exists() for name in ("refs", "commondir")
        ):
            message = f"The folder {each} looks like the inside of a git repository: it has `HEAD`."
            why = "git could run programs that its files name, so it is not run there."
            hint = f"{why} If you did not put `HEAD` there, ask who did, then remove it."
            raise DhrplanError(message, hint)


def own_environment() -> dict[str, str]:
    """The environment without what leads to another repository than the one around a folder."""
    return {name: value for name, value in os.environ.items() if name not in _REDIRECTIONS}


# `dhrplan init`: is there a repository, or is one to be made?


def top_of(folder: Path) -> Path | None:
    """The top folder of the repository around a folder, which need not exist; None without one.

    Raises:
        DhrplanError: git cannot be run, or fails.
    """
    there = next(one for one in (folder, *folder.parents) if one.is_dir())
    result = _run_for_init(there, "rev-parse", "--show-toplevel")
    if not result.code:
        return Path(result.path).resolve()
    if any((one / ".git").exists() for one in (there, *there.parents)):
        raise DhrplanError(
            f"git reported an error: {result.stderr}", "Use `--no-git` to continue without git."
        )
    return None


def init_repository(folder: Path) -> None:
    """Run `git init`; nothing is added or committed.

    Raises:
        DhrplanError: git cannot do it.
    """
    result = _run_for_init(folder, "init", "--quiet")
    if result.code:
        message = f"The files are written, but git cannot make a repository: {result.stderr}"
        raise DhrplanError(message)


def _run_for_init(folder: Path, *arguments: str) -> GitResult:
    try:
        return run_git(folder, *arguments, environment=own_environment())
    except DhrplanError as error:
        is_missing = isinstance(error.__cause__, OSError)
        without = "continue without it: `--no-git`."
        error.hint = f"Install it, or {without}" if is_missing else f"{error.hint} Or {without}"
        raise


# `--commit`: files into a commit of their own

_UNTRACKED = "??"
"""Status of a file that git does not track, in `git status --porcelain`."""


def refuse_outside_of_git(paths: Iterable[Path]) -> None:
    """Check before a write that git could commit the files, together and on a branch.

    Raises:
        DhrplanError: A file lies in no repository, or they lie in several; git would refuse the
            commit, or cannot be run.
    """
    tops = {_committable_top(path) for path in paths}
    if len(tops) > 1:
        message = "The files are in several repositories, so a single commit cannot hold them."
        raise DhrplanError(message, "Leave out `--commit`, and commit each of them separately.")


def _committable_top(path: Path) -> str:
    result = _run_beside(path, "rev-parse", "--is-inside-work-tree", "--show-toplevel")
    is_inside, _, top = result.text.partition("\n")
    top = top.rstrip("\r\n")
    if result.code or is_inside != "true":
        message = f"{path.name} is not in a git repository, so it cannot be committed."
        raise DhrplanError(message, "Leave out `--commit`, or start a repository: `git init`.")
    if not _is_around(top, path):
        message = f"git would commit {path.name} to {top}, which is not the repository around it."
        hint = "Check `core.worktree` in `git config --list`, or leave out `--commit`."
        raise DhrplanError(message, hint)
    for applies, message, hint in _OBSTACLES:
        if applies(path):
            raise DhrplanError(message.format(path.name), f"{hint}, or leave out `--commit`.")
    return top


def _is_around(top: str, path: Path) -> bool:
    """Whether a folder is the innermost around a file that has `.git`."""
    around = (each for each in path.resolve().parents if os.path.lexists(each / ".git"))
    innermost = next(around, None)
    return innermost is not None and os.path.samefile(top, innermost)  # noqa: PTH121


def _is_merging(path: Path) -> bool:
    """True during a merge or the like: git then commits everything or nothing."""
    heads = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD")
    return any(not _run_beside(path, "rev-parse", "--quiet", "--verify", one).code for one in heads)


def _is_detached(path: Path) -> bool:
    return bool(_run_beside(path, "symbolic-ref", "--quiet", "HEAD").code)


def _has_no_identity(path: Path) -> bool:
    roles = ("AUTHOR", "COMMITTER")
    return any(_run_beside(path, "var", f"GIT_{role}_IDENT").code for role in roles)


def _is_ignored(path: Path) -> bool:
    """True if `.gitignore` excludes the file; a tracked file is not ignored."""
    options = ("--others", "--ignored", "--exclude-standard")
    return bool(_run_beside(path, "ls-files", *options, "--", *_relative([path])).data)


_OBSTACLES = (
    (
        _is_merging,
        "A git merge is not finished, so no file can be committed on its own.",
        "Finish it first (`git status` says how)",
    ),
    (
        _is_detached,
        "git is not on a branch here, so a commit would be hard to find again.",
        "Switch to a branch first (`git switch main`)",
    ),
    (
        _has_no_identity,
        "git does not know who is committing.",
        "Set `git config user.name` and `git config user.email`",
    ),
    (
        _is_ignored,
        "git is set to ignore {}.",
        "Remove it from `.gitignore`",
    ),
)
"""Each reason why git would refuse a commit: its test, its message and what to do."""


def has_uncommitted_changes(path: Path) -> bool:
    """True if a file that git tracks differs from the last commit."""
    status = _run_beside(path, "status", "--porcelain", "--", *_relative([path])).text
    return bool(status) and not status.startswith(_UNTRACKED)


def is_in_last_commit(path: Path, data: bytes) -> bool:
    """True if the last commit has this content of a file."""
    (name,) = _relative([path])
    blob = _run_beside(path, "hash-object", f"--path={name}", "--stdin", data=data).text
    return blob == _run_beside(path, "rev-parse", "--quiet", "--verify", f"HEAD:./{name}").text


def is_as_committed(path: Path) -> bool:
    """True for a file as the last commit has it, or neither there nor known to git."""
    return not _run_beside(path, "status", "--porcelain", "--", *_relative([path])).data


def commit(paths: Sequence[Path], message: str) -> None:
    """Commit files of one repository as they are on disk; other staged files stay staged.

    Raises:
        DhrplanError: git, or one of its hooks, has refused; or the branch does not have the commit.
    """
    before = _head(paths[0])
    new = [
        path for path in paths if not _run_beside(path, "ls-files", "--", *_relative([path])).text
    ]
    if new:  # git commits no untracked file by its path
        _run_or_raise(new, "add", "--intent-to-add")
    try:
        options = ("--quiet", "--only", f"--message={message}")
        _run_or_raise(paths, "commit", *options, hooks=True)
    except BaseException:  # also Ctrl+C while a hook runs
        if new:
            _run_beside(new[0], "rm", "--quiet", "--cached", "--", *_relative(new))
        raise
    differs = ("diff-index", "--cached", "--quiet", "HEAD", "--", *_relative(paths))
    if _head(paths[0]) == before or _run_beside(paths[0], *differs).code:
        raise _not_committed(paths, "git reported no error, but the commit is not on its branch.")


def _head(path: Path) -> str:
    return _run_beside(path, "rev-parse", "--quiet", "--verify", "HEAD").text


def _run_or_raise(paths: Sequence[Path], *arguments: str, hooks: bool = False) -> None:
    result = _run_beside(paths[0], *arguments, "--", *_relative(paths), hooks=hooks)
    if result.code:
        output = (visible(part).strip() for part in (result.text, result.stderr))
        reason = "\n".join(filter(None, output)) or f"it ended with {result.code}"
        raise _not_committed(paths, reason)


def _not_committed(paths: Sequence[Path], reason: str) -> DhrplanError:
    names = listed(path.name for path in paths)
    is_one = len(paths) == 1
    message = f"git did not commit {names}. The change is saved in the file{'' if is_one else 's'}."
    # Not "give the command again": that would write what is dated twice. `git add` is named
    # because a new file has just been taken out of the index again.
    what = "the file by itself" if is_one else "the files by themselves"
    words = " ".join(map(quoted, _relative(paths)))
    by_hand = f'`git add {words}`, then `git commit -m "..." {words}`, in its folder.'
    then = f"Once that is fixed, do not run this command again. Commit {what}: {by_hand}"
    return DhrplanError(message, f"{reason}\n{then}")


def _relative(paths: Sequence[Path]) -> list[str]:
    """The paths from the folder of the first; a link is resolved, since it does not change."""
    here = paths[0].resolve().parent
    return [os.path.relpath(path.resolve(), here) for path in paths]


def _run_beside(path: Path, *arguments: str, data: bytes = b"", hooks: bool = False) -> GitResult:
    folder, environment = path.resolve().parent, own_environment()
    return run_git(folder, *arguments, data=data, environment=environment, hooks=hooks)


# `validate --staged`: the plans in git's index or in a commit

_LINK = "120000"
_FILES = ("100644", "100755")
_DELETED, _UNMERGED = "D", "U"
_RAW = ("--raw", "-z", "--no-renames", "--no-abbrev")


class _GitFile(NamedTuple):
    """A line of `git diff --raw`: file mode, hash of the content, status, path from the top."""

    mode: str
    content: str
    status: str
    path: str


class Staged(NamedTuple):
    """The staged files that concern the plans, strays included.

    `deletes` says whether a plan, the register or the settings are deleted: any plan may miss them.
    """

    paths: tuple[Path, ...]
    deletes: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of a repository in `commit`, in any form git knows, or in the index if it is None.

    `nothing` is the hash of the empty tree, from which every file differs.
    """

    top: Path
    nothing: str
    commit: str | None

    def require(self, folder: Path) -> None:
        """Refuse a folder outside the repository, or in another one within it.

        Raises:
            DhrplanError: It is.
        """
        place = folder.resolve()
        within = (each for each in (place, *place.parents) if self.top in each.parents)
        if not place.is_relative_to(self.top) or any((each / ".git").exists() for each in within):
            message = f"The folder {folder} is not part of the repository {self.top}."
            raise DhrplanError(message, "Run the command in the repository that holds it.")

    def find_plans(self, start: Path) -> Path | None:
        """The first folder `plans/` at `start` or above it in which git holds a plan."""
        for folder in (start, *start.parents):
            if self._plans(folder / store.PLANS, self.nothing):
                return folder / store.PLANS
        return None

    def read(self, folder: Path, start: Path) -> FolderBytes:
        """As `store.read`, from git.

        Raises:
            DhrplanError: git fails.
        """
        held = self._plans(folder, self.nothing)
        regular = [name for name, one in held.items() if one.mode in _FILES]
        contents = _contents(self.top, [held[name] for name in regular])
        files = dict(zip(regular, contents, strict=True))
        unmerged = (name for name, one in held.items() if one.status == _UNMERGED)
        unopened = dict.fromkeys(unmerged, "it has not been merged yet")
        links = {name for name, one in held.items() if one.mode == _LINK}
        if links:  # git holds only the path that a link leads to
            disk = store.read(folder, start)
            files |= {name: data for name, data in disk.files.items() if name in links}
            unopened |= {name: why for name, why in disk.unopened.items() if name in links}
        settings = _settings_of(folder)
        return FolderBytes(
            store.display_path(folder, start), files, unopened, self._settings(settings, start)
        )

    def _settings(self, path: Path, start: Path) -> tuple[str, bytes] | None:
        shown = store.display_path(path, start)
        found = self._file(path, self.nothing)
        if found and found[0].mode in _FILES:
            return shown, _contents(self.top, found)[0]
        if found and found[0].mode == _LINK:  # git holds only the path that it leads to
            return store.read_beside(path, start)
        if self._differing(path, self.nothing):
            raise DhrplanError(f"{shown} cannot be opened: it is a folder, not a file.")
        return None

    def read_with_strays(self, folder: Path, start: Path) -> FolderBytes:
        """As `store.read_with_strays`; the list of forbidden names is on disk, never in git.

        Raises:
            DhrplanError: git fails, or the list of names cannot be opened.
        """
        named = self.read(folder, start)
        held = sorted(self._within(folder, self.nothing))
        strays = tuple(named.place(str(path)) for path in held if store.is_stray(path))
        names = store.forbidden_names(folder, named.settings, start)
        return replace(named, strays=strays, forbidden_names=names)

    def staged(self, folder: Path) -> Staged:
        """The files of a folder of plans that are staged since the last commit."""
        has_commit = _git_output(self.top, "rev-parse", "--quiet", "--verify", "HEAD", ok=(0, 1))
        since = "HEAD" if has_commit else self.nothing
        settings = self._file(_settings_of(folder), since)
        plans = self._plans(folder, since)
        strays = (str(path) for path in self._within(folder, since) if store.is_stray(path))
        return Staged(
            (
                *(_settings_of(folder) for _ in settings),
                *(folder / one for one in (*plans, *strays)),
            ),
            any(one.status == _DELETED for one in (*settings, *plans.values())),
        )

    def _plans(self, folder: Path, since: str) -> dict[str, _GitFile]:
        """The plans and the register of a folder that differ from `since`, by name."""
        within = self._within(folder, since).items()
        names = {str(path): one for path, one in within if len(path.parts) == 1}
        return {name: names[name] for name in sorted(names) if store.is_plan(name)}

    def _within(self, folder: Path, since: str) -> dict[PurePosixPath, _GitFile]:
        """The files at any depth of a folder that differ from `since`, by their path in it."""
        above = len(folder.resolve().parts) - len(self.top.parts)
        listed = ((PurePosixPath(one.path).parts, one) for one in self._differing(folder, since))
        return {PurePosixPath(*parts[above:]): one for parts, one in listed if parts[above:]}

    def _file(self, path: Path, since: str) -> list[_GitFile]:
        """One file, if it differs from `since`; files in it, if it is a folder, do not count."""
        found = self._differing(path, since)
        return [one for one in found if self.top / one.path == path.resolve()]

    def _differing(self, path: Path, since: str) -> list[_GitFile]:
        """A file, or all files in a folder, that differ from `since`; none elsewhere."""
        place = path.resolve()
        if not place.is_relative_to(self.top):
            return []
        if self.commit is None:
            # `git add -N` announces a file that is not part of the next commit.
            command: tuple[str, ...] = ("diff-index", "--cached", "--ita-invisible-in-index", since)
        else:
            command = ("diff-tree", "-r", since, f"{self.commit}^{{tree}}")
        inside = () if place == self.top else (place.relative_to(self.top).as_posix(),)
        output = os.fsdecode(_git_output(self.top, *command, *_RAW, "--", *inside)).split("\0")
        found = []
        for line, name in zip(output[::2], output[1::2], strict=False):
            _, mode, _, content, status = line.split(" ")  # :000000 100644 0000... c582... A
            found.append(_GitFile(mode, content, status, name))
        return found


def find_snapshot(start: Path, commit: str | None = None) -> Snapshot:
    """The index, or a commit, of the repository around a folder.

    Raises:
        DhrplanError: It lies in no repository, or git fails.
    """
    nothing = _git_output(start, "hash-object", "-t", "tree", "--stdin").decode().strip()
    # In a linked working tree, git sets GIT_DIR for a hook but not GIT_WORK_TREE. With GIT_DIR
    # alone, git takes the current folder for the top, whichever that is.
    environment = None
    if "GIT_DIR" in os.environ and "GIT_WORK_TREE" not in os.environ:
        command = "rev-parse", "--absolute-git-dir"
        without = {name: value for name, value in os.environ.items() if name != "GIT_DIR"}
        if _git_output(start, *command) == _git_output(
            start, *command, ok=(0, 128), environment=without
        ):
            environment = without
    top = _git_output(start, "rev-parse", "--show-toplevel", environment=environment)
    return Snapshot(Path(os.fsdecode(top).rstrip("\r\n")).resolve(), nothing, commit)


def _settings_of(folder: Path) -> Path:
    return folder.resolve().parent / SETTINGS


def _contents(top: Path, files: Sequence[_GitFile]) -> list[bytes]:
    """The content of files as a checkout would write them: git may store them encrypted.

    A filter may change the length, and git announces the length before it. A random marker, which
    is in none of the files, separates them.
    """
    marker = secrets.token_hex(16)
    lines = [f"{one.content} {one.path}".replace("\n", " ") for one in files]
    stdin = os.fsencode("".join(f"{line}\n" for line in lines))
    output = _git_output(top, "cat-file", f"--batch={marker}", "--filters", data=stdin)
    contents = [each.removesuffix(b"\n") for each in output.split(f"{marker}\n".encode())[1:]]
    if len(contents) != len(lines):
        raise DhrplanError(
            f"git does not have the content of a file in {top}.", "Run `git fsck` to check."
        )
    return contents


def _git_output(
    folder: Path,
    *arguments: str,
    data: bytes = b"",
    ok: tuple[int, ...] = (0,),
    environment: Mapping[str, str] | None = None,
) -> bytes:
    result = run_git(folder, *arguments, data=data, environment=environment)
    if result.code not in ok:
        raise DhrplanError(f"git reported an error: {result.stderr}")
    return result.data

"""`dhrplan validate`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dhrplan.cli.completion import complete_rule
from dhrplan.cli.console import plain_wanted, progress, show, wants_colour, window_width
from dhrplan.cli.entry import version
from dhrplan.cli.options import (
    AS_OF,
    COLOR,
    FILES,
    NO_PAGER,
    PLAIN,
    PLANS,
    STDIN_NAME,
    Command,
    DayOrCommit,
    today,
)
from dhrplan.cli.stdin import StdinPlan, read_stdin_plan
from dhrplan.diagnostic import Severity
from dhrplan.errors import ExitCode, NotFoundError
from dhrplan.render.findings import FORMATS
from dhrplan.wording import listed

if TYPE_CHECKING:
    from dhrplan.render.findings import Findings
    from dhrplan.workspace import Workspace

_PUSHED = ("PRE_COMMIT_TO_REF", "PRE_COMMIT_LOCAL_BRANCH")
"""Variables in which pre-commit names what is pushed; the second for a new remote branch."""


@click.command("validate", cls=Command)
@FILES
@AS_OF
@PLANS
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    type=click.Choice(tuple(FORMATS)),
    help=f"{listed(FORMATS, 'or').capitalize()}.  [default: text; in GitHub Actions github]",
)
@COLOR
@NO_PAGER
@PLAIN
@click.option("--strict", is_flag=True, help="Exit 1 for warnings too.")
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    help="Only this rule or family of rules; repeatable.",
    shell_complete=complete_rule,
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULE",
    help="Leave out this rule or family; repeatable. What cannot be read is always listed.",
    shell_complete=complete_rule,
)
@click.option(
    "--staged",
    is_flag=True,
    help="Check what git has staged; in a pre-push hook, what is pushed.",
)
@click.option(
    "--at",
    metavar="DATE|COMMIT",
    type=DayOrCommit(),
    help="Check the plans as committed in git by this day, or at this commit.",
)
@click.option(
    "--since",
    metavar="DATE|COMMIT",
    type=DayOrCommit(),
    help="Also compare with the plans of this day or commit.",
)
@click.option(
    "--history",
    is_flag=True,
    help="Search all that git keeps for personal details, before you share it.",
)
@click.option("-v", "--verbose", is_flag=True, help="Also say what could not be compared.")
@click.option("--quiet", is_flag=True, help="Show errors only; with --strict, warnings too.")
@STDIN_NAME
@click.option("--reveal", is_flag=True, help="Show personal details, which are masked without it.")
def command(  # noqa: PLR0913 - an argument an option
    *,
    files: tuple[Path, ...],
    as_of: date | None,
    plans: tuple[Path, ...],
    form: str | None,
    color: str,
    strict: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    staged: bool,
    at: date | str | None,
    since: date | str | None,
    history: bool,
    verbose: bool,
    quiet: bool,
    stdin_name: Path | None,
    reveal: bool,
) -> int:
    r"""Check every file and list every problem.

    \b
    Examples:
      dhrplan validate
      dhrplan validate plans/DHR7.yaml --format json
      dhrplan validate --select privacy --select no-news
      dhrplan validate --strict --format sarif
      dhrplan validate --since 2026-09-10
      dhrplan validate --history

    With FILEs, the whole folder is read, and the problems of those files are listed. `-` reads a
    plan from standard input. Nothing is ever written. `dhrplan explain` explains the rules.
    """
    from dhrplan.render.findings import Surroundings, render
    from dhrplan.rules import RULES_BY_NAME
    from dhrplan.rules.engine import select_rules

    wanted = select_rules(select, ignore, RULES_BY_NAME)
    where = {"--staged": staged, "--at": at is not None, "--history": history}
    given = read_stdin_plan(files, stdin_name, plans)
    _refuse_together(where, files=bool(files), stdin=given is not None, since=since is not None)
    around = Surroundings(
        window_width(), wants_colour(color), plain_wanted(), below_root(), version
    )
    is_complete = True
    if history:
        _refuse_without_privacy(wanted)
        from dhrplan.cli.old_versions import search_history

        findings, is_complete = search_history(plans)
        around = replace(around, base="")  # its paths are those of git
    elif at is not None:
        findings = check_at(files, plans, at, as_of, since)
    elif given:
        findings = check_stdin(given, as_of or today(), since)
    else:
        findings = (check_staged if staged else check)(files, plans, as_of or today(), since)
    findings = findings.of(wanted)
    name = form or ("github" if in_github_actions() else "text")
    if not quiet and (verbose or name not in {"github", "text"}):
        findings = replace(findings, notes=(*findings.notes, *findings.remarks))
    if quiet:
        failures = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
        findings = findings.only(failures)
    if findings.diagnostics or not quiet or name != "text" or not is_complete:
        show(render(name, findings, around, reveal=reveal))
    failing = findings.count(Severity.ERROR) + (findings.count(Severity.WARNING) if strict else 0)
    if failing or (history and findings.diagnostics):
        return ExitCode.FOUND
    return ExitCode.DONE if is_complete else ExitCode.INCOMPLETE


def _refuse_together(where: dict[str, bool], *, files: bool, stdin: bool, since: bool) -> None:
    """Refuse options that each name other plans to check.

    Raises:
        UsageError: Two of them are given.
    """
    chosen = [name for name, is_given in where.items() if is_given]
    if len(chosen) > 1:
        raise click.UsageError(f"Use {listed(chosen, 'or')}, not both.")
    if stdin and chosen:
        raise click.UsageError(f"{chosen[0]} checks what git has, not standard input.")
    if where["--history"] and (files or since):
        other = "the files" if files else "--since"
        raise click.UsageError(f"--history searches everything. Leave out {other}.")


def _refuse_without_privacy(wanted: Iterable[str]) -> None:
    """Refuse a choice of rules of which none would be run on the history.

    Raises:
        UsageError: It is one.
    """
    from dhrplan.rules import RULES_BY_NAME

    if not any(RULES_BY_NAME[name].family == "privacy" for name in wanted):
        raise click.UsageError("--history uses the privacy rules only. Select one of these.")


def check(
    files: tuple[Path, ...],
    plans: tuple[Path, ...],
    as_of: date,
    since: date | str | None = None,
) -> Findings:
    """Check the folders in view on disk; with `files`, keep what concerns these.

    The folders are those named, else those of the files, else the one found upwards.
    """
    from dhrplan import store
    from dhrplan.cli.answer import read_folders

    start = Path.cwd()
    folders = plans or tuple(map(_folder_of, files)) or (store.find_plans(start),)
    folders = store.distinct_folders(folders)
    named = _named(files, folders)
    view = read_folders(folders, start, store.read_with_strays)
    return _findings(view, as_of, named, since)


def check_at(
    files: tuple[Path, ...],
    plans: tuple[Path, ...],
    at: date | str,
    as_of: date | None,
    since: date | str | None = None,
) -> Findings:
    """Check the folders in view as they were committed; `as_of` is then the day of the commit."""
    from dhrplan import store
    from dhrplan.cli.commits import plans_to_check_at

    folders = plans or tuple(map(_folder_of, files)) or (store.find_plans(Path.cwd()),)
    folders = store.distinct_folders(folders)
    named = _named(files, folders)
    view, day, notes = plans_to_check_at(at, folders)
    findings = _findings(view, as_of or day, named, since)
    # What was allowed then may be withheld now.
    withheld = (*findings.untold, *view.private(findings.diagnostics))
    return replace(findings, notes=(*notes, *findings.notes), untold=withheld)


def _named(files: tuple[Path, ...], folders: Iterable[Path]) -> list[Path] | None:
    """The files by their paths through the folders; None where none are named.

    Raises:
        NotFoundError: A file lies in none of them.
    """
    found = [_within(path, folders) for path in files]
    if None in found:
        message = f"{files[found.index(None)]} lies in none of the folders named with --plans."
        raise NotFoundError(message, "Name its folder too, or leave --plans out.")
    return list(filter(None, found)) if files else None


def check_stdin(given: StdinPlan, as_of: date, since: date | str | None = None) -> Findings:
    """Check a plan from standard input among the other plans of its folder."""
    from dhrplan import store
    from dhrplan.cli.answer import read_folders
    from dhrplan.plan.folder import FolderBytes

    start = Path.cwd()

    def with_given(folder: Path, start: Path) -> FolderBytes:
        if folder.is_dir():
            on_disk = store.read_with_strays(folder, start)
        else:
            on_disk = FolderBytes(store.display_path(folder, start), {})
        return replace(on_disk, files={**on_disk.files, given.path.name: given.data})

    view = read_folders([given.folder], start, with_given)
    return _findings(view, as_of, [given.path], since)


def check_staged(
    files: tuple[Path, ...],
    plans: tuple[Path, ...],
    as_of: date,
    since: date | str | None = None,
) -> Findings:
    """Check what git has staged and keep what concerns it and `files`, or check all of a push.

    The folders are those named, else the one found upwards and those of the files.
    """
    from dhrplan import git, store
    from dhrplan.cli.answer import read_folders

    start = Path.cwd()
    commit = next(filter(None, map(os.environ.get, _PUSHED)), None)
    snapshot = git.find_snapshot(start, commit)
    of_files = tuple(map(_folder_of, files))
    for folder in (*plans, *of_files):
        snapshot.require(folder)
    folders = plans or tuple(filter(None, [snapshot.find_plans(start)]))
    if snapshot.commit:
        view = read_folders((*folders, *of_files), start, snapshot.read_with_strays)
        return _findings(view, as_of, None, since)
    staged = {folder: snapshot.staged(folder) for folder in folders}
    touched = (folder for folder, one in staged.items() if one.paths)
    read = store.distinct_folders(plans or (*touched, *of_files))
    view = read_folders(read, start, snapshot.read_with_strays)
    if any(one.deletes for one in staged.values()):
        return _findings(view, as_of, None, since)
    # A hook may be given plans outside of the folders that it is configured for.
    asked = filter(None, (_within(path, read) for path in files))
    paths = (path for one in staged.values() for path in one.paths)
    return _findings(view, as_of, (*asked, *paths), since)


def _findings(
    view: Workspace,
    as_of: date,
    files: Iterable[Path] | None = None,
    since: date | str | None = None,
) -> Findings:
    """All findings, or those that concern files; the register or settings concern every plan."""
    from dhrplan import store
    from dhrplan.plan.folder import REGISTERS
    from dhrplan.plan.settings import FILE as SETTINGS
    from dhrplan.render.findings import Findings, lines_of

    earlier = None
    if since is not None:
        from dhrplan.cli.commits import earlier_plans

        earlier = earlier_plans(since, tuple(Path(folder.path) for folder in view.folders))
    with progress("Checking the plans"):
        found, silenced = view.checked(as_of, earlier=earlier.folders if earlier else None)
    remarks = tuple(
        f"There is no list of names to keep out of {folder.path or 'the plans'}. Write such names "
        f"in {folder.settings.forbidden_names} beside the folder, a name on each line."
        for folder in view.folders
        if folder.files
        and folder.forbidden_names is None
        and "forbidden-name" not in folder.settings.switched_off
    )
    notes = earlier.notes if earlier else ()
    paths = None if files is None else tuple(files)
    if paths is None or any(path.name in (*REGISTERS, SETTINGS) for path in paths):
        lines = lines_of(view, found)
        return Findings(found, len(view.files), lines, notes, remarks=remarks, silenced=silenced)
    start = Path.cwd()
    named = {store.display_path(path, start) for path in paths}
    concerned = tuple(one for one in found if one.files & named)
    others = tuple(one for one in found if not one.files & named)
    lines = lines_of(view, concerned)
    return Findings(
        concerned, len(named), lines, notes, remarks=remarks, untold=others, silenced=silenced
    )


def _within(path: Path, folders: Iterable[Path]) -> Path | None:
    """The path of a file through the folder that holds it; None if none does.

    The settings belong to every folder that they stand beside.
    """
    from dhrplan.plan.settings import FILE as SETTINGS

    place = path.parent.resolve() / path.name
    for folder in folders:
        whole = folder.resolve()
        if place.is_relative_to(whole):
            return folder / place.relative_to(whole)
        if place == whole.parent / SETTINGS:
            return path
    return None


def _folder_of(path: Path) -> Path:
    """The folder of plans that a plan, register or settings file belongs to."""
    from dhrplan import store
    from dhrplan.plan.settings import FILE as SETTINGS

    if path.name == SETTINGS:
        return path.parent / store.PLANS
    if path.suffix.casefold() in store.ENDINGS:
        return path.parent
    message = f"{path} is no plan: plans end in .yaml or .yml."
    raise NotFoundError(message, f"Name a plan, the register or {SETTINGS}.")


def in_github_actions() -> bool:
    """True in a GitHub Actions job."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def below_root() -> str:
    """The working directory relative to the root of the repository, with `/`.

    The root is the folder above with `.git`, which may be a subfolder of GitHub's workspace; where
    there is none, as in a container, it is the workspace.
    """
    from dhrplan import store

    start = Path.cwd()
    above = (folder for folder in (start, *start.parents) if (folder / ".git").exists())
    workspace = os.environ.get("GITHUB_WORKSPACE")
    root = next(above, Path(workspace) if workspace else start)
    shown = store.display_path(start, root)
    return "" if shown.startswith("..") else shown

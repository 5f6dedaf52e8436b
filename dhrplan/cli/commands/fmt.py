"""`dhrplan fmt`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from dhrplan.cli.console import wants_colour, window_width, write
from dhrplan.cli.options import COLOR, FILES, PLAIN, PLANS, STDIN_NAME, Command
from dhrplan.cli.stdin import StdinPlan, read_stdin_plan
from dhrplan.diagnostic import Diagnostic
from dhrplan.errors import EditError, ExitCode, NotFoundError
from dhrplan.render.visible import one_line
from dhrplan.wording import count


@click.command("fmt", cls=Command)
@FILES
@PLANS
@click.option("--fix", is_flag=True, help="Also fix problems that have only one possible answer.")
@click.option("--check", is_flag=True, help="Save nothing; exit 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Save nothing; show the lines that would change.")
@COLOR
@PLAIN
@STDIN_NAME
def command(  # noqa: PLR0913 - an argument an option
    *,
    files: tuple[Path, ...],
    plans: tuple[Path, ...],
    fix: bool,
    check: bool,
    diff: bool,
    color: str,
    stdin_name: Path | None,
) -> int:
    r"""Write every file in the same form.

    \b
    Examples:
      dhrplan fmt
      dhrplan fmt --diff
      dhrplan fmt --fix
      dhrplan fmt --check plans/DHR7.yaml

    Puts keys in order, writes dates, statuses and agencies in one way, and quotes ids that look
    like numbers. Comments and texts stay as they are, and no value changes its meaning. Files are
    written at once; --diff shows the changes first. With `-`, a plan comes from standard input and
    goes to standard output. What cannot be read stays as it is and is named; the exit code is 3.

    --fix also fixes problems that have only one possible answer, and shows the difference. Examples
    are a key or a status in other words. The words of a status are kept under as_written.
    """
    from dhrplan import store
    from dhrplan.cli.answer import write_problems
    from dhrplan.plan.folder import REGISTERS
    from dhrplan.render.blocks import wrapped
    from dhrplan.render.difference import difference
    from dhrplan.workspace import Workspace

    start = Path.cwd()
    if given := read_stdin_plan(files, stdin_name, plans):
        return _format_stdin(given, start, check=check, diff=diff, colour=wants_colour(color))
    results = _results(files, plans, start, fix=fix)
    changed = [one for one in results if one.before != one.after]
    colour = wants_colour(color)
    if diff or (fix and not check):
        shown = (difference(one.file, one.before, one.after, colour=colour) for one in changed)
        write("".join(shown))
    if not (diff or check):
        from dhrplan.cli.writing import refresh_schema, write_logged  # --check needs no rules

        write_logged(store.FileChange(one.path, one.before, one.after) for one in changed)
        for one in results:
            if one.path.name in REGISTERS and not one.why_skipped:
                refresh_schema(one.path, one.before, one.after)

    verb = "would change" if check or diff else "changed"
    lines = [one_line(f"{one.file}: {one.summary}") for one in changed]
    lines.append(f"{count(len(results), 'file')} checked, {len(changed) or 'none'} {verb}.")
    summary = "".join(f"{line}\n" for one in lines for line in wrapped(one, window_width()))
    if diff:
        click.echo(summary, nl=False, err=True)  # standard output is the difference alone
    else:
        write(summary)

    is_written = not (check or diff)
    unread = tuple(fault for one in results for fault in one.unread(written=is_written))
    write_problems(unread, Workspace(()))
    skipped = [one for one in results if one.why_skipped]
    for one in skipped:
        click.echo(one_line(f"{one.file} is left as it is."), err=True)
        for line in filter(None, one.why_skipped):
            click.echo(f"    {one_line(line)}", err=True)
    if skipped or unread:
        return ExitCode.INCOMPLETE
    return ExitCode.FOUND if check and changed else ExitCode.DONE


def _format_stdin(
    given: StdinPlan, start: Path, *, check: bool, diff: bool, colour: bool
) -> ExitCode:
    """Write a plan from standard input to standard output in its form, or what would change."""
    from dhrplan import store
    from dhrplan.cli.answer import masked, write_problems
    from dhrplan.plan.fmt import formatted
    from dhrplan.plan.folder import REGISTERS, FolderBytes, read_folder
    from dhrplan.render.difference import difference
    from dhrplan.workspace import Workspace

    name, is_register = given.path.name, given.path.name in REGISTERS
    here = store.display_path(given.folder, start)
    whole = store.read(given.folder, start) if given.folder.is_dir() else FolderBytes(here, {})
    registers = {one: data for one, data in whole.files.items() if one in REGISTERS}
    folder = read_folder(replace(whole, files={**registers, name: given.data}, unopened={}))
    file, view = whole.place(name), Workspace((folder,))
    if file in view.unreadable:
        write_problems(view.unread_files, view)
        return ExitCode.INCOMPLETE
    done = formatted(file, given.data, "register" if is_register else "plan", folder.register)
    if diff:
        write(difference(file, given.data, done.data, colour=colour))
    elif not check:
        write(done.data.decode())
    found = done.faults if done.data != given.data else folder.faults
    write_problems(masked(found, view), view)
    if found:
        return ExitCode.INCOMPLETE
    return ExitCode.FOUND if check and done.data != given.data else ExitCode.DONE


@dataclass(frozen=True, slots=True)
class _Result:
    """A file, before and after.

    Attributes:
        file: The name that messages use.
        summary: The changes in words: "3 dates, key order".
        why_skipped: Why it cannot be formatted, and a hint; empty if it can.
        faults: The values and lines of `before` that cannot be read.
        faults_after: The same of `after`, in which some wrong words are corrected.
    """

    path: Path
    file: str
    before: bytes
    after: bytes
    summary: str = ""
    why_skipped: tuple[str, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    faults_after: tuple[Diagnostic, ...] = ()

    def unread(self, *, written: bool) -> tuple[Diagnostic, ...]:
        """The faults that remain, placed in the file as it is on disk then."""
        if written:
            return self.faults_after
        remaining = {(fault.rule, fault.message) for fault in self.faults_after}
        return tuple(fault for fault in self.faults if (fault.rule, fault.message) in remaining)


def _results(
    files: tuple[Path, ...], plans: tuple[Path, ...], start: Path, *, fix: bool
) -> list[_Result]:
    """Format the files named, or all in the folders in view, without writing."""
    from dhrplan import store
    from dhrplan.cli.answer import no_plan

    for path in () if plans else files:
        if not store.is_plan(path.name):
            message = f"{path} is no plan: plans end in .yaml or .yml."
            raise NotFoundError(message, "Name a plan or the register.")
    named = {_real_path(file) for file in files}
    folders = store.distinct_folders(plans or [file.parent for file in files])
    folders = folders or (store.find_plans(start),)
    results = [one for folder in folders for one in _in_folder(folder, named, start, fix=fix)]
    if missing := named - {_real_path(one.path) for one in results}:
        message = f"{store.display_path(min(missing), start)} is not in a folder that is named."
        raise NotFoundError(message, "Name its folder too, or leave out `--plans`.")
    if not results:
        raise no_plan(folders, start)
    return results


def _real_path(path: Path) -> Path:
    """The path with links in its folder resolved; the file itself may be a link."""
    return path.parent.resolve() / path.name


def _in_folder(folder: Path, named: set[Path], start: Path, *, fix: bool) -> Iterator[_Result]:
    from dhrplan import store
    from dhrplan.cli.answer import masked
    from dhrplan.plan.fmt import formatted, formatted_and_fixed
    from dhrplan.plan.folder import REGISTERS, read_folder
    from dhrplan.workspace import Workspace

    whole = store.read(folder, start)
    every = sorted((*whole.files, *whole.unopened))
    wanted = [name for name in every if not named or _real_path(folder / name) in named]
    files = {name: whole.files[name] for name in whole.files if name in (*wanted, *REGISTERS)}
    view = replace(whole, files=files)
    read = read_folder(view)
    faults: dict[str, list[Diagnostic]] = {}
    for fault, shown in zip(read.faults, masked(read.faults, Workspace((read,))), strict=True):
        faults.setdefault(fault.place.file, []).append(shown)
    unreadable = Workspace((read,)).unreadable
    for name in wanted:
        file, data = view.place(name), view.files.get(name, b"")
        if file in unreadable:
            first = faults[file][0]
            why = (f"{first.place}: {first.message}", first.hint)
            yield _Result(folder / name, file, data, data, why_skipped=why)
            continue
        found = tuple(faults.get(file, ()))
        same = _Result(folder / name, file, data, data, faults=found, faults_after=found)
        record = "register" if name in REGISTERS else "plan"
        try:
            form = formatted_and_fixed if fix else formatted
            done = form(file, data, record, read.register)
        except EditError as error:
            yield replace(same, why_skipped=(str(error), error.hint))
            continue
        if done.data == data:
            yield same
        else:
            after = done.faults
            if after:  # their lines are those of the new text
                again = read_folder(replace(view, files={**view.files, name: done.data}))
                after = masked(after, Workspace((again,)))
            yield replace(same, after=done.data, summary=done.told, faults_after=after)

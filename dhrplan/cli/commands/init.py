"""`dhrplan init`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from unicodedata import category

import click

from dhrplan.cli.console import plain_wanted, tell, window_width, write
from dhrplan.cli.entry import version
from dhrplan.cli.options import DRY_RUN, PLAIN, Command
from dhrplan.cli.prompts import at_terminal, confirm_write, require_consent
from dhrplan.errors import DhrplanError, ExitCode
from dhrplan.render.visible import visible
from dhrplan.wording import quoted

if TYPE_CHECKING:
    from dhrplan.plan.read import RegisterFile
    from dhrplan.plan.scaffold import Answers, StarterFile


@click.command("init", cls=Command)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--partnership", help="Name of the Community Safety Partnership.")
@click.option("--marking", help="Protective marking of every report.")
@click.option("--council", help="Name of the lead council, for the register of agencies.")
@click.option("--review", metavar="ID", help="Id of the first review.  [default: DHR1]")
@click.option("--title", help="Title of the first review.  [default: from its id]")
@click.option("--no-git", is_flag=True, help="Do not use git.")
@click.option("--yes", is_flag=True, help="Ask nothing, and leave out what is not given.")
@DRY_RUN
@PLAIN
def command(  # noqa: PLR0913 - an argument an option
    *,
    folder: Path,
    partnership: str | None,
    marking: str | None,
    council: str | None,
    review: str | None,
    title: str | None,
    no_git: bool,
    yes: bool,
    dry_run: bool,
) -> int:
    r"""Set up a folder: a first plan, the register and settings.

    \b
    Examples:
      dhrplan init
      dhrplan init --dry-run
      dhrplan init northshire --council "Northshire County Council" --yes

    Asks for what it needs, shows what it would make, and asks before it makes anything. Files that
    exist are never changed, so you can run it again. Nothing is committed.
    """
    from dhrplan import store
    from dhrplan.git import init_repository
    from dhrplan.plan.scaffold import HOOK, starter_files

    require_consent(yes=yes, dry_run=dry_run)
    given = {
        "partnership": partnership and _one_line(partnership),
        "marking": marking and _one_line(marking),
        "council": council and _one_line(council),
        "title": title and _one_line(title),
        "review": None if review is None else _review_id(review),
    }
    target = _inspect(folder.resolve(), git=not no_git)
    needed = {
        "partnership": target.lacks_plan or target.lacks_register,
        "marking": target.settings is None,
        "council": target.lacks_register,
        "review": target.lacks_plan,
        "title": target.lacks_plan,
    }
    if unused := [f"--{name}" for name in needed if given[name] and not needed[name]]:
        why = "Not used, because the file exists already"
        hint = f" `dhrplan new {given['review']}` adds a review." if "--review" in unused else ""
        tell(f"{why}: {', '.join(unused)}.{hint}")
    asks = at_terminal() and not (yes or dry_run)
    answers = _answers(given, needed, target.settings or b"", asks=asks)

    known = target.register.register if target.register else None
    plan, register, *others = starter_files(answers, version(), known)
    has_register = not target.lacks_register and target.existing(register) is None  # as .yml
    pieces = (
        *((plan,) if target.lacks_plan else ()),
        *(() if has_register else (register,)),
        *(one for one in others if one.name != HOOK or not target.is_below_top),
    )
    new = [piece for piece in pieces if target.existing(piece) is None]
    _refuse_new_errors(target, new)
    _write_lines(_preview(target, pieces, new))
    if not new and not target.wants_git:
        return ExitCode.DONE
    if not confirm_write("Create these?", yes=yes, dry_run=dry_run, default=True):
        return ExitCode.DONE if dry_run else ExitCode.INCOMPLETE
    for parent in dict.fromkeys((target.folder / piece.name).parent for piece in new):
        store.make_folder(parent)
    changes = (store.FileChange(target.folder / one.name, None, one.data) for one in new)
    store.rewrite(changes, Path.cwd())
    if target.wants_git:
        init_repository(target.folder)

    steps = {}
    if where := store.display_path(target.folder, Path.cwd()):
        steps[f"cd {quoted(where)}"] = "go to the folder"
    if target.lacks_plan:
        steps[f"dhrplan new {answers.review} --recommendation"] = "add the first recommendation"
    steps["dhrplan validate"] = "see what is wrong or missing"
    if any(piece.name == HOOK for piece in pieces) and (target.wants_git or target.top):
        steps["pre-commit install"] = "check the plans at each commit"
    _write_lines(("Created. Next steps:", *_columns(steps)))
    if target.lacks_names(answers.forbidden_names):
        from dhrplan.render.blocks import wrapped

        _write_lines(wrapped(_NO_NAMES.format(answers.forbidden_names), window_width()))
    return ExitCode.DONE


_NO_NAMES = (
    "There is no list of names to keep out of the plans yet. Write the names of the family in {}, "
    "a name on each line. `dhrplan validate` then finds them."
)


def _write_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output; the name of a folder may hold codes that steer a terminal."""
    write("".join(f"{visible(line)}\n" for line in lines))


@dataclass(frozen=True)
class _InitTarget:
    """The folder, before any file is made.

    Attributes:
        top: The top folder of the repository around it; None if there is none, or with --no-git.
        wants_git: True to make it a repository.
        register: The register; None if there is none under either name.
        settings: Their content; None if there is no such file.
    """

    folder: Path
    top: Path | None
    wants_git: bool
    lacks_plan: bool
    register: RegisterFile | None
    settings: bytes | None

    @property
    def lacks_register(self) -> bool:
        """True if there is no register."""
        return self.register is None

    @property
    def is_below_top(self) -> bool:
        """True for a subfolder of a repository, where pre-commit reads no configuration."""
        return self.top is not None and self.top != self.folder

    def lacks_names(self, path: str) -> bool:
        """True if there is no list of names for the rule forbidden-name, and the rule is on."""
        from dhrplan.plan.settings import FILE as SETTINGS
        from dhrplan.plan.settings import read_settings

        off = read_settings(SETTINGS, self.settings or b"").switched_off
        return "forbidden-name" not in off and not (self.folder / path).exists()

    def existing(self, piece: StarterFile) -> bytes | None:
        """The file in the place of a piece, with LF line ends; None if there is none."""
        from dhrplan import store

        found = store.read_if_present(self.folder / piece.name, within=self.folder)
        return None if found is None else found.replace(b"\r\n", b"\n")


def _inspect(folder: Path, *, git: bool) -> _InitTarget:
    """Look at a folder, which need not exist; refuse files and links in the place of folders."""
    from dhrplan import store
    from dhrplan.git import top_of
    from dhrplan.plan.folder import REGISTERS
    from dhrplan.plan.read import read_register
    from dhrplan.plan.settings import FILE as SETTINGS

    plans = folder / store.PLANS
    start = Path.cwd()
    for one in (*reversed(folder.parents), folder, plans):
        if one.exists() and not one.is_dir():
            raise DhrplanError(f"{store.display_path(one, start)} is not a folder.")
    linked = plans.resolve()
    if linked != plans:
        link = f"{store.display_path(plans, start)} is a link"
        if not linked.is_dir():
            raise DhrplanError(f"{link} that does not lead to a folder.", "Remove it first.")
        there = quoted(store.display_path(linked.parent, start) or ".")
        is_named = linked.name == store.PLANS
        hint = f"Run `dhrplan init {there}`." if is_named else "Make it a folder."
        message = f"{link}, and the files beside the plans must be where it leads."
        raise DhrplanError(message, hint)
    top = top_of(folder) if git else None
    names: tuple[str, ...] = ()
    register = None
    if plans.is_dir():
        found = store.read(plans, folder)
        names = (*found.files, *found.unopened)
        data = next((found.files.get(name, b"") for name in REGISTERS if name in names), None)
        register = None if data is None else read_register(REGISTERS[0], data)
    are_registers = [name in REGISTERS for name in names]
    return _InitTarget(
        folder,
        top,
        wants_git=git and top is None,
        lacks_plan=all(are_registers),
        register=register,
        settings=store.read_if_present(folder / SETTINGS, within=folder),
    )


def _answers(
    given: Mapping[str, str | None], needed: Mapping[str, bool], settings: bytes, *, asks: bool
) -> Answers:
    """The answers that the new files need: from the options, by asking, or the default."""
    from dhrplan.plan.scaffold import Answers, default_title
    from dhrplan.plan.settings import FILE as SETTINGS
    from dhrplan.plan.settings import read_settings

    answers = dict(given)

    def ask(name: str, question: str, parse: Callable[[str], str], default: str = "") -> str:
        if answers[name] is None and needed[name] and asks:
            answers[name] = click.prompt(
                question, default=default, show_default=bool(default), value_proc=parse, err=True
            )
        return answers[name] or default

    return Answers(
        ask("partnership", "Name of the partnership (optional)", _one_line) or None,
        ask(
            "marking",
            "Marking of reports, such as OFFICIAL-SENSITIVE (optional)",
            _one_line,
        )
        or None,
        ask("council", "Name of the lead council (optional)", _one_line) or None,
        review := ask("review", "Id of the first review", _review_id, Answers().review),
        ask("title", "Title of the review", _one_line, default_title(review)),
        read_settings(SETTINGS, settings).forbidden_names,
    )


def _one_line(value: str) -> str:
    """The value with single spaces; unprintable characters are a usage error."""
    words = "".join(" " if category(sign) == "Zs" else sign for sign in value)
    if not words.isprintable():
        raise click.UsageError("Write it on one line, without invisible characters.")
    return " ".join(words.split())


def _review_id(value: str) -> str:
    from dhrplan.plan.read import review_id_fault

    if fault := review_id_fault(value.strip()):
        raise click.UsageError(fault)
    return value.strip()


def _refuse_new_errors(target: _InitTarget, new: list[StarterFile]) -> None:
    """Refuse a new register that would make existing plans wrong, by lacking their agencies."""
    from dhrplan import store, workspace
    from dhrplan.cli.options import today
    from dhrplan.cli.writing import effect_text, refuse_errors
    from dhrplan.decide import effect_on_all

    made = {PurePath(one.name): one.data for one in new}
    in_plans = f"{store.PLANS}/*.yaml"
    plans = {name.name: data for name, data in made.items() if name.match(in_plans)}
    if not plans or (target.lacks_plan and target.lacks_register):
        return
    before = store.read_with_strays(target.folder / store.PLANS, Path.cwd())
    after = replace(before, files={**before.files, **plans})
    was, now = (workspace.read((one,), to_check=True) for one in (before, after))
    effect = effect_on_all(was, now, today())
    if effect.errors:
        write(effect_text([effect], colour=False).lstrip("\n"))
    hint = "Leave out the partnership and the council, so that the register names no agency yet."
    refuse_errors([effect], hint)


def _preview(
    target: _InitTarget, pieces: tuple[StarterFile, ...], new: list[StarterFile]
) -> Iterator[str]:
    """The lines that list the files to make, and those that are left as they are."""
    from dhrplan import store
    from dhrplan.plan.scaffold import FILES_OF_LINES, HOOK, SCHEMAS, missing_lines

    start = Path.cwd()
    where = store.display_path(target.folder, start) or "this folder"
    if new or target.wants_git:
        yield f"Files to create in {where}:"
        made = {piece.name: piece.description for piece in new}
        git = {".git": "a git repository; nothing is committed yet"} if target.wants_git else {}
        yield from _columns({**made, **git})
    else:
        yield f"No file is missing in {where}."

    existing = {piece.name: target.existing(piece) for piece in pieces}
    differing = [one for one in pieces if existing[one.name] not in (None, one.data)]
    missing = {
        one.name: missing_lines(one, existing[one.name] or b"")
        for one in differing
        if one.name in FILES_OF_LINES
    }
    advice = {}
    for one in differing:
        if one.name in FILES_OF_LINES:
            lacks = "add the lines below"
            advice[one.name] = lacks if missing[one.name] else "has more lines"
        elif option := SCHEMAS.get(one.name):
            advice[one.name] = f"another version: `{option} -o` updates it"
        else:
            advice[one.name] = "your own version"
    if differing:
        yield "Already there and not changed:"
    for line, one in zip(_columns(advice), differing, strict=True):
        yield line
        yield from (f"    {lacking}" for lacking in missing.get(one.name, ()))

    top = target.top or target.folder
    place = quoted(store.display_path(target.folder / store.PLANS, top))
    hook = store.read_if_present(top / HOOK) or b"" if target.is_below_top else b""
    if target.is_below_top and f"--plans {place}".encode() not in hook:
        yield f"Not created: {HOOK}. It belongs at the top of the repository,"
        where = store.display_path(top, start) or "this folder"
        yield f"{where}, and there the hook needs `--plans {place}`."


def _columns(rows: Mapping[str, str]) -> Iterator[str]:
    if plain_wanted():
        return (f"{name}: {text}" for name, text in rows.items())
    width = max(map(len, rows), default=0) + 2
    return (f"  {name:{width}}{text}" for name, text in rows.items())

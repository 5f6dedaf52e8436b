"""`dhrplan import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from dhrplan.cli.completion import complete
from dhrplan.cli.options import Command, WriteOptions, today, writes
from dhrplan.errors import DhrplanError, ExistsError, ExitCode

if TYPE_CHECKING:
    from dhrplan.cli.writing import LoadedPlans
    from dhrplan.exchange.columns import Meaning
    from dhrplan.exchange.grid import Document
    from dhrplan.exchange.understand import Understood
    from dhrplan.plan.folder import Folder


@click.command("import", cls=Command)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--id", "review", metavar="REVIEW", help="The id of the new review, such as DHR8.")
@click.option(
    "--into", metavar="REVIEW", shell_complete=complete("review"), help="Add to this review."
)
@click.option(
    "--on-conflict",
    metavar="WHAT",
    type=click.Choice(("stop", "skip", "update")),
    default="stop",
    help="With --into, where the two differ: stop, skip or update.  [default: stop]",
)
@click.option(
    "--map",
    "named",
    metavar="HEAD=FIELD",
    multiple=True,
    help="What a column holds, such as 'Progress=updates'; repeatable.",
)
@click.option("--title", help="The title of the review.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
@writes
def command(  # noqa: PLR0913 - an argument an option
    *,
    file: Path,
    review: str | None,
    into: str | None,
    on_conflict: str,
    named: tuple[str, ...],
    title: str | None,
    output: Path | None,
    plans: tuple[Path, ...],
    options: WriteOptions,
) -> int:
    r"""Make a plan out of a table in Word, Excel or CSV.

    \b
    Examples:
      dhrplan import "Action plan.docx" --id DHR8
      dhrplan import returns.xlsx --into DHR4 --on-conflict update
      dhrplan import plan.csv --id DHR9 --map "Progress=updates"

    It shows what it understood and what is doubtful, and asks. What the document does not say is
    left out. Each doubt is a comment in the plan. What fits no field is kept in the notes.
    """
    from dhrplan.cli.documents import read_named
    from dhrplan.cli.prompts import require_consent
    from dhrplan.cli.writing import load_for_change

    if (review is None) == (into is None):
        raise click.UsageError("Add --id for a new review, or --into to add to an existing review.")
    require_consent(yes=options.yes, dry_run=options.dry_run)
    meanings = _meanings(named)
    if len(plans) > 1:
        raise click.UsageError("A review is a single file: name a single folder with --plans.")
    document = read_named(file)
    loaded = load_for_change(plans)
    if into is not None:
        if output is not None or title is not None:
            raise click.UsageError("-o and --title can only be used with --id.")
        return _into(into, file, document, meanings, loaded, on_conflict, options)
    return _new(review or "", title, file, document, meanings, loaded, output, options)


def _meanings(named: tuple[str, ...]) -> dict[str, Meaning]:
    """The meanings of columns that the user gave, by the words of their heads."""
    from dhrplan.exchange.columns import MEANINGS, spelt
    from dhrplan.wording import nearest, one_of

    meanings: dict[str, Meaning] = {}
    for one in named:
        head, _, field = one.rpartition("=")
        meaning = field.strip().replace("-", "_").casefold()
        if not head.strip():
            raise click.UsageError(f"--map takes HEAD=FIELD, and `{one}` names no head.")
        if meaning not in MEANINGS:
            near = nearest(meaning, MEANINGS)
            known = f"Did you mean {one_of(near)}?" if near else f"Fields: {', '.join(MEANINGS)}."
            raise click.UsageError(f"--map takes HEAD=FIELD, and `{field}` is no field. {known}")
        meanings[spelt(head)] = cast("Meaning", meaning)
    return meanings


def _new(  # noqa: PLR0913, PLR0917 - the arguments of the command
    review: str,
    title: str | None,
    path: Path,
    data: bytes,
    meanings: dict[str, Meaning],
    loaded: LoadedPlans,
    output: Path | None,
    options: WriteOptions,
) -> int:
    from dhrplan.cli.writing import confirm_and_write, propose_files
    from dhrplan.exchange.write import plan_text
    from dhrplan.model.agencies import folded
    from dhrplan.plan.read import review_id_fault
    from dhrplan.reports.select import review_names
    from dhrplan.wording import quoted

    if fault := review_id_fault(review):
        raise click.UsageError(fault)
    (folder,) = loaded.view.folders
    ((place, named),) = loaded.folders.items()
    known = {folded(name): one for name, one in review_names((folder,)).items()}
    files = {folded(Path(name).stem): name for name in (*named.files, *named.unopened)}
    if there := known.get(folded(review)) or files.get(folded(review)):
        hint = f"`dhrplan import {quoted(str(path))} --into {review}` adds to it."
        raise ExistsError(f"The review `{review}` exists already: {there}.", hint)
    name = f"{review}.yaml"
    if output is not None:
        _refuse_other_place(output, place, name)
    understood = _understood(path, data, review, folder, meanings, title)
    text = plan_text(understood)
    changed = {name: text, **_register(loaded, folder, understood)}
    proposals = propose_files(loaded, changed, today())
    return confirm_and_write(proposals, options, shown=_preview(understood, path, folder, options))


def _refuse_other_place(output: Path, folder: Path, name: str) -> None:
    if output.resolve() != (folder / name).resolve():
        message = f"A plan is a file of a folder of plans, here {folder / name}."
        raise click.UsageError(f"{message} Choose the folder with --plans.")


def _into(  # noqa: PLR0913, PLR0917 - the arguments of the command
    into: str,
    path: Path,
    data: bytes,
    meanings: dict[str, Meaning],
    loaded: LoadedPlans,
    on_conflict: str,
    options: WriteOptions,
) -> int:
    from dhrplan.cli.console import tell
    from dhrplan.cli.writing import confirm_and_write, propose_files
    from dhrplan.decide import find_review
    from dhrplan.exchange.merge import merge
    from dhrplan.plan.fmt import edit
    from dhrplan.wording import count, quoted
    from dhrplan.yamldoc.nodes import parse

    review = find_review(loaded.view.folders, into)
    source = review.file.source
    file, before = loaded.files[source.file]
    understood = _understood(path, data, review.plan.id, review.folder, meanings, None)
    merged = merge(
        parse(source.file, before),
        understood.plan,
        review.folder.register,
        update=on_conflict == "update",
        day=today().isoformat(),
    )
    conflicts = [str(one) for one in merged.conflicts]
    if conflicts:
        ending = {"skip": "The plan stays as it is there.", "update": "The document is taken."}
        tell(f"{count(len(conflicts), 'difference')}. {ending.get(on_conflict, '')}".rstrip())
        for line in conflicts:
            tell(f"  {line}")
        if on_conflict == "stop":
            message = "Not saved: the plan and the document differ."
            again = f"dhrplan import {quoted(str(path))} --into {into} --on-conflict"
            hint = f"`{again} skip` leaves the plan as it is there, `{again} update` changes it."
            raise DhrplanError(message, hint)
    if not merged.changes:
        tell(f"{source.file} has all of this already. Nothing changes.")
        return ExitCode.DONE
    after = edit(source.file, before, merged.changes).data
    changed = {file.name: after, **_register(loaded, review.folder, understood)}
    proposals = propose_files(loaded, changed, today())
    for doubt in understood.doubts:
        tell(f"To check: {doubt}")
    return confirm_and_write(proposals, options)


def _understood(  # noqa: PLR0913, PLR0917 - what is read, and for which review
    path: Path,
    data: bytes,
    review: str,
    folder: Folder,
    meanings: dict[str, Meaning],
    title: str | None,
) -> Understood:
    from dhrplan.exchange.files import read
    from dhrplan.exchange.understand import understand
    from dhrplan.plan.scaffold import default_title

    document = read(path.name, data)
    # A new register would make wrong what other plans name.
    has_names = any(plan.recommendations for plan in folder.plans)
    propose = folder.register_file is not None or not has_names
    understood = understand(
        document,
        review,
        path.name,
        folder.register,
        title=title or default_title(review),
        named=meanings,
        propose=propose,
    )
    _check_heads(meanings, understood, document, path)
    if title:
        understood.plan["title"] = title
    if not understood.plan.get("recommendations"):
        message = f"{path.name} has no table of an action plan."
        hint = (
            "Its table needs a row of heads, such as Recommendation, Action, Lead agency and "
            "Target date. `--map HEAD=FIELD` names a head that is not known."
        )
        raise DhrplanError(message, hint)
    return understood


def _check_heads(
    meanings: dict[str, Meaning], understood: Understood, document: Document, path: Path
) -> None:
    """Refuse a head of --map that the document does not have."""
    from dhrplan.exchange.columns import spelt
    from dhrplan.wording import nearest, one_of

    heads = {spelt(one.text): one.text for one in understood.rows.heads if one.text}
    cells = (spelt(cell.text) for grid in document.grids for cell in grid.cells)
    if unknown := meanings.keys() - heads.keys() - set(cells):
        head = min(unknown)
        near = [heads[one] for one in nearest(head, heads)]
        known = f"Did you mean {one_of(near)}?" if near else f"Heads: {', '.join(heads.values())}."
        raise click.UsageError(f"--map: {path.name} has no head `{head}`. {known}")


def _register(loaded: LoadedPlans, folder: Folder, understood: Understood) -> dict[str, bytes]:
    """The register with the agencies that the document names and it lacks; none without any."""
    from dhrplan.exchange.leads import proposals
    from dhrplan.plan.fmt import edit
    from dhrplan.plan.folder import REGISTERS
    from dhrplan.plan.scaffold import new_register
    from dhrplan.yamldoc.edit import Set

    if not understood.proposed:
        return {}
    source = folder.register_file.source if folder.register_file else None
    name = Path(source.file).name if source else REGISTERS[0]
    before = loaded.files[source.file][1] if source else new_register()
    records = proposals(understood.proposed)
    changes = [Set(("agencies", code), record) for code, record in records.items()]
    return {name: edit(name, before, changes, "register").data}


def _preview(understood: Understood, path: Path, folder: Folder, options: WriteOptions) -> str:
    from dhrplan.cli.answer import Wanted, rendered
    from dhrplan.exchange.preview import preview

    report = preview(understood, path.name, folder.register)
    return str(rendered(report, (), Wanted(None, None, options.color)))

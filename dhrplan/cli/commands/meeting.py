"""`dhrplan meeting`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dhrplan.cli.options import Command, question_of_files

if TYPE_CHECKING:  # help must not import what only a meeting needs
    from dhrplan.cli.answer import Wanted
    from dhrplan.cli.options import QuestionOptions, WriteOptions
    from dhrplan.cli.writing import LoadedPlans
    from dhrplan.diagnostic import Diagnostic
    from dhrplan.meeting.loop import Meeting
    from dhrplan.table import Report


@click.command("meeting", cls=Command)
@question_of_files
@click.option(
    "--by",
    "order",
    type=click.Choice(("urgency", "review")),
    default="urgency",
    show_default=True,
    help="Order: most urgent first, or by review.",
)
@click.option("--place", help="Place of the meeting.  [default: asked]")
@click.option("--present", help="Agencies or posts present.  [default: asked]")
@click.option("--force", is_flag=True, help="Record a decision even if it adds an error to a plan.")
@click.option("--commit", is_flag=True, help="Commit the changed plans to git, and nothing else.")
@click.option("-m", "--message", metavar="TEXT", help="Message of the commit.")
def command(  # noqa: PLR0913 - an argument an option
    asked: QuestionOptions,
    *,
    order: str,
    place: str | None,
    present: str | None,
    force: bool,
    commit: bool,
    message: str | None,
) -> int:
    r"""Hold a board meeting and record what it decides.

    \b
    Examples:
      dhrplan meeting --review DHR4
      dhrplan meeting --agency ELFT --as-of 2017-09-15 -o minutes.docx
      dhrplan meeting --place "Town Hall" --present "LBTH, ELFT, MPS"
      dhrplan meeting --commit -m "Board of 15 September"

    The most urgent action comes first. Press one key for each decision, such as done or extend,
    and answer its questions. Nothing is saved until the end, when you see all changes and
    confirm them. If the meeting is interrupted, the next meeting offers its decisions again.

    The minutes are printed and kept in minutes/DATE.md beside the plans, or in the file of -o.
    Older minutes are never replaced.
    """
    from dhrplan.cli.answer import Wanted, check_output, office_layout, write_problems
    from dhrplan.cli.console import (
        plain_wanted,
        tell,
        wants_colour,
        window_height,
        window_width,
        write,
    )
    from dhrplan.cli.options import WriteOptions, commit_message, today
    from dhrplan.cli.prompts import at_terminal
    from dhrplan.cli.writing import load_for_change
    from dhrplan.errors import ExitCode
    from dhrplan.git import refuse_outside_of_git
    from dhrplan.meeting.agenda import agenda
    from dhrplan.meeting.loop import Meeting, Window, offer_unwritten
    from dhrplan.meeting.minutes import Held, minutes
    from dhrplan.meeting.session import Session, open_journal

    plain = plain_wanted()
    if plain and asked.color == "auto":
        asked = replace(asked, color="never")
    options = WriteOptions(asked.color, force=force, message=commit_message(message, commit=commit))
    if not (at_terminal() and sys.stdout.isatty()):
        refusal = "A meeting needs a terminal."
        hint = "Use `dhrplan update` to record a decision, or `dhrplan minutes` to read minutes."
        raise click.UsageError(f"{refusal} {hint}")
    window = Window(wants_colour(asked.color), window_width, window_height, write, plain)
    check_output(asked.form, asked.output, asked.plans, is_minutes=True)
    wanted = Wanted(asked.form, asked.output, asked.color, office_layout(asked))
    loaded = load_for_change(asked.plans)
    view, day = loaded.view, asked.as_of or today()
    if len(loaded.folders) > 1 and asked.output is None:
        refusal = "The plans are in several folders. Add -o FILE to say where to save the minutes."
        raise click.UsageError(refusal)
    folder = next(iter(loaded.folders))
    selection, items = agenda(view.folders, asked.selection, day, order)
    if options.message is not None:  # refused before the meeting, not after it
        paths = (loaded.files[item.plan.file][0] for item in items)
        for one in {path.parent: path for path in paths}.values():
            refuse_outside_of_git([one])
    problems = write_problems(view.problems(selection, day), view)
    if problems:
        tell(window.wrap("The meeting cannot record decisions about these."))
        window.key("Press Enter to start the meeting.")
    plan_paths = {
        file.plan.id: loaded.files[file.file][0]
        for folder in view.folders
        for file in folder.files
        if file.plan
    }
    data = {file: content for file, (_, content) in loaded.files.items()}
    with open_journal(plan_paths) as journal:
        session, unfit = offer_unwritten(Session(view.folders, data), journal, window)
        held = Held(
            day,
            _asked(place, "Where is the meeting?"),
            _asked(present, "Which agencies or posts are present?"),
        )
        meeting = Meeting(items, session, journal, window, unfit, force)

        def hand_out() -> None:
            report = minutes(meeting.session, items, meeting.seen, selection.named, held)
            chosen = selection.in_words(view.folders)
            _write_minutes(replace(report, chosen=chosen), problems, wanted, folder, aloud=plain)

        with _closing(meeting, hand_out):
            meeting.run()
            code = _write_decisions(meeting, loaded, options)
    return code or (ExitCode.INCOMPLETE if problems and not asked.allow_partial else 0)


def _asked(said: str | None, question: str) -> str:
    """The value of an option, or the answer to its question; Enter gives none."""
    if said is None:
        said = click.prompt(f"{question} (Enter to leave out)", default="", show_default=False)
    return " ".join(said.split())


@contextmanager
def _closing(meeting: Meeting, hand_out: Callable[[], None]) -> Iterator[None]:
    """However the meeting ends: name unsaved decisions, hand out minutes of saved ones."""
    from dhrplan.meeting.session import counted

    try:
        yield
    finally:
        unwritten = meeting.unwritten
        if unwritten:
            verb, them = ("is", "it") if len(unwritten) == 1 else ("are", "them")
            kept = f"{counted(unwritten)} {verb} kept but not in the plans yet."
            kept = meeting.window.wrap(f"{kept} The next meeting will offer {them} again.")
            click.echo(f"\n{kept}", err=True)
        if len(unwritten) < len(meeting.session.entries):
            hand_out()


def _write_decisions(meeting: Meeting, loaded: LoadedPlans, options: WriteOptions) -> int:
    """Show all decisions as one difference, ask, and write."""
    from dhrplan.cli.writing import Proposal, confirm_and_write

    if not meeting.session.entries:
        nothing = "No decision was made, so nothing was saved."
        click.echo(nothing if meeting.agenda else "No open actions match.", err=True)
        return 0
    proposals = [
        Proposal(name, *loaded.files[name], changed.data, effect)
        for name, changed, effect in meeting.session.effects()
    ]
    meeting.window.clear()
    meeting.announce_write()
    return confirm_and_write(
        proposals, options, meeting.confirm_written, f"\n{meeting.summary()}\n"
    )


def _write_minutes(
    report: Report,
    problems: tuple[Diagnostic, ...],
    wanted: Wanted,
    plans: Path,
    *,
    aloud: bool,
) -> None:
    """Write the minutes to the file of -o, or print them and keep them beside the plans.

    Older minutes are never replaced: the new ones get a number behind their name. Where the
    terminal reads aloud they are not printed: Markdown tables do not.

    Raises:
        DhrplanError: They cannot be written; then they are printed.
    """
    from dhrplan import store
    from dhrplan.cli.answer import Wanted, rendered
    from dhrplan.cli.console import as_bytes, tell, write
    from dhrplan.errors import DhrplanError

    path, mode = wanted.output, None
    if path is None:
        if not aloud:
            # Not in a pager: the command continues after the minutes.
            form = wanted.form or "markdown"
            write(rendered(report, problems, wanted._replace(form=form)))
        mode = store.mode_of_plans(plans)
        path = store.minutes_folder(plans) / f"{report.as_of}.md"
        store.make_folder(path.parent, like=plans)
        wanted = wanted._replace(form="markdown")
    answer = rendered(report, problems, wanted._replace(output=path))
    try:
        written = store.write_new(path, as_bytes(answer), mode)
    except DhrplanError as error:
        # The decisions may have been saved before.
        error.hint = error.hint.replace("Nothing was saved.", "The minutes were not saved.")
        if wanted.output or aloud:
            write(rendered(report, problems, Wanted("markdown", None, wanted.color)))
        raise
    tell(f"The minutes are in {store.display_path(written, Path.cwd())}.")

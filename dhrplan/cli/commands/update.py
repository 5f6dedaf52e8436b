"""`dhrplan update`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import click

from dhrplan.cli.completion import complete, complete_action
from dhrplan.cli.console import tell
from dhrplan.cli.options import AS_OF, Command, Option, WriteOptions, parse_filters, today, writes
from dhrplan.cli.prompts import STDIN, ask_for, at_terminal, read_stdin
from dhrplan.errors import DhrplanError, ExitCode, NotFoundError
from dhrplan.model.plan import Status
from dhrplan.wording import count, listed

if TYPE_CHECKING:
    from dhrplan.cli.writing import LoadedPlans, Proposal
    from dhrplan.decide import Assignments, Decision, Found, Subjects
    from dhrplan.reports.select import Match
    from dhrplan.yamldoc.edit import Change

    Parse = Callable[[Decision], Decision]

_TEXTS = {
    "status": ("STATUS", "Status, such as complete, in-progress or paused."),
    "completed": ("DATE", "Date of completion."),
    "outcome": ("TEXT", "Outcome of the action."),
    "progress": ("TEXT", "Progress; the old text becomes a dated update."),
    "note": ("TEXT", "An update, added with its date."),
    "target": ("DATE", "Target date, where it was missing or wrong."),
    "extend_to": ("DATE", "A later target, agreed; the old target is kept."),
    "ask_extension": ("DATE", "A later target, requested and not agreed."),
    "forecast": ("DATE", "When the lead expects to finish."),
    "next_check": ("DATE", "When to check again."),
    "checked": ("FOUND", "Result of a check: still-in-place, lapsed or not-known."),
    "superseded_by": ("ACTION", "The action that replaces it: 'DHR12 1.1'."),
    "result": (
        "VERDICT",
        "Whether a recommendation was met: fully, partly, not, already-in-place, not-known.",
    ),
    "date": ("DATE", "Date of the decision, update or check.  [default: --as-of]"),
    "by": ("WHO", "Who decided, reported or checked."),
    "reason": ("TEXT", "Why: for an extension, a pause, a restart or a result."),
    "approved_by": ("WHO", "Who agreed to the extension."),
    "how": ("TEXT", "How it was checked."),
}
_LISTS = {
    "lead": ("AGENCY", "Lead agency, in place of the old; repeatable."),
    "evidence": ("TEXT", "Evidence, added; repeatable."),
}
_FLAGS = {
    "sign_off": "Signed off: agreed that it is complete.",
    "milestones": "Also move late milestones to the --extend-to date.",
    "refuse_extension": "The extension that was requested is refused.",
}
_IN_HELP = frozenset(
    ("status", "completed", "outcome", "note", "target", "extend_to", "evidence", "sign_off")
)
"""Options in the help of the command; `dhrplan help decisions` lists all of them."""
_LONG = ("outcome", "progress", "note", "reason")
"""Options that read standard input for `-`."""

_PROMPTS = {
    "completed": "Date of completion (leave empty if not known)",
    "outcome": "Outcome (leave empty if not known)",
    "superseded_by": "Which action replaces it, such as `DHR7 1.1` (leave empty if none)",
    "by": "Who signs it off",
    "next_check": "Date of the next check (leave empty if not known)",
}
_PROMPTS_FOR_REASON = {
    "paused": "Why is it paused",
    "not-taken-forward": "Why is it not taken forward",
    "superseded": "What replaces it, and why",
}
_MAY_BE_EMPTY = ("completed", "outcome", "next_check")
_REQUIRED = ("reason", "by")
_TITLE_WIDTH = 60


def _complete_status(_ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    return [status for status in Status if status.startswith(begun.casefold())]


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _decision_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command an option for each field of a Decision."""

    def option(name: str, **settings: Any) -> Callable[..., Any]:
        heading = "Options" if name in _IN_HELP else None
        return click.option(_flag(name), name, cls=Option, heading=heading, **settings)

    options = [
        *(
            option(
                name,
                metavar=metavar,
                help=text,
                shell_complete=_complete_status if name == "status" else None,
            )
            for name, (metavar, text) in _TEXTS.items()
        ),
        *(
            option(name, multiple=True, metavar=metavar, help=text)
            for name, (metavar, text) in _LISTS.items()
        ),
        *(option(name, is_flag=True, help=text) for name, text in _FLAGS.items()),
    ]
    for each in reversed(options):
        command = each(command)
    return command


@click.command("update", cls=Command)
@click.argument("of_review", metavar="[REVIEW]", required=False, shell_complete=complete("review"))
@click.argument("ids", metavar="[ACTION]...", nargs=-1, shell_complete=complete_action)
@_decision_options
@click.option("--milestone", metavar="ID", help="Only this milestone of the action.")
@click.option(
    "--set",
    "to_set",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Set any field of the file: dates.published=2018.",
)
@click.option(
    "--add", "to_add", multiple=True, metavar="FIELD=VALUE", help="Add to a list: lead=LL."
)
@click.option(
    "--unset",
    "to_unset",
    multiple=True,
    metavar="FIELD[=VALUE]",
    help="Remove a field, or a value from a list.",
)
@click.option(
    "--where", multiple=True, metavar="FILTER=VALUE", help="All actions that match: agency=ELFT."
)
@AS_OF
@writes
def command(  # noqa: PLR0913 - an argument an option
    *,
    of_review: str | None,
    ids: tuple[str, ...],
    milestone: str | None,
    to_set: tuple[str, ...],
    to_add: tuple[str, ...],
    to_unset: tuple[str, ...],
    where: tuple[str, ...],
    as_of: date | None,
    plans: tuple[Path, ...],
    options: WriteOptions,
    **decision: Any,
) -> int:
    r"""Record what was decided, and change nothing else.

    \b
    Examples:
      dhrplan update DHR4 4.1 --status done --completed 2017 --outcome Ready
      dhrplan update DHR4 4.2 --extend-to "end of March 2018"
      dhrplan update --where agency=ELFT --note "No reply."
      dhrplan update DHR7 --set dates.published=2018-10-03
      dhrplan update agencies ELFT --set contact.role=Manager

    ACTION is an action, a milestone (4.1/ii) or a recommendation. More decisions, such as a check
    or a result: `dhrplan help decisions`.
    """
    from dhrplan.cli.writing import confirm_and_write, load_for_change
    from dhrplan.decide import Found, find_all_subjects, is_register, parse_assignments

    from_stdin = [name for name in _LONG if decision[name] == STDIN]
    if len(from_stdin) > 1:
        named = " or ".join(map(_flag, from_stdin))
        raise click.UsageError(f"Only {named} can read standard input, not both.")
    decision |= {name: read_stdin() for name in from_stdin}
    assignments = parse_assignments(to_set, to_add, to_unset)
    day = as_of or today()
    if of_review is None and not where:
        of_review = ask_for("REVIEW", "Which review")
    loaded = load_for_change(plans)
    folders = loaded.view.folders
    if of_review is not None and is_register(of_review, folders):
        _refuse_decision(decision, "an action")
        return confirm_and_write([_of_register(loaded, ids, assignments, day)], options)
    if where:
        if ids or milestone:
            raise click.UsageError("--where chooses the actions. Do not name actions too.")
        found = _by_filters(loaded, of_review, where, day)
    else:
        words = (of_review or "", *ids)
        if not (ids or assignments):
            words = (*words, ask_for("ACTION", f"Which action of {of_review}"))
        found = Found(find_all_subjects(folders, words, milestone))
    proposals = [_proposal(loaded, one, decision, assignments, day) for one in found.subjects]
    code = confirm_and_write(proposals, options)
    return code or (ExitCode.INCOMPLETE if found.left_out else ExitCode.DONE)


def _proposal(
    loaded: LoadedPlans, about: Subjects, words: dict[str, Any], given: Assignments, as_of: date
) -> Proposal:
    """The changed plan, after asking at a terminal for what the decision lacks."""
    from dhrplan.cli.writing import propose
    from dhrplan.decide import (
        Decision,
        Interpreter,
        changes_for,
        changes_of_fields,
        check_decision,
        interpret,
        with_assignments,
    )

    register, source = about.folder.register, about.file.source
    interpreter = Interpreter(register, as_of)
    if not about.named:
        _refuse_decision(words, "an action")
        changes = changes_of_fields("plan", (), source, given, interpreter)
        return propose(loaded, source, changes, as_of)
    register_file = about.folder.register_file
    if words["lead"] and register_file and register_file.register is None:
        message = f"{register_file.source.file} cannot be read, so no lead can be set."
        raise DhrplanError(message, "`dhrplan validate` says what is wrong with it.")
    parse = partial(interpret, register=register, as_of=as_of)
    decided = []
    for one in about.named:
        own, rest = with_assignments(words, given, one, register)
        decision = parse(Decision(**own))
        if decision.given or not rest:
            check_decision(decision, one)
        record = "milestone" if one.milestone else "action" if one.action else "recommendation"
        fields = changes_of_fields(record, one.route, source, rest, interpreter)
        decided.append((decision, one, fields))
        _tell_of_replaced_target(decision, one)
    if not at_terminal():
        for decision, one, _ in decided:
            _refuse_incomplete(decision, one)
    all_changes: list[Change] = []
    for decision, one, fields in decided:
        if decision.given:
            whole = _with_milestones(_completed(decision, one, parse), one, as_of)
            all_changes += changes_for(whole, one, as_of)
        all_changes += fields
    return propose(loaded, source, all_changes, as_of)


def _with_milestones(decision: Decision, subject: Match, as_of: date) -> Decision:
    """Say which milestones an extension leaves late, and offer at a terminal to move them."""
    from dhrplan.decide import milestones_left_late

    left = milestones_left_late(decision, subject, as_of)
    if not left or decision.milestones:
        return decision
    names = listed(step.name for step in left)
    what = "milestone" if len(left) == 1 else "milestones"
    has = "has" if len(left) == 1 else "have"
    tell(f"{subject.name} is still late: the target of {what} {names} {has} passed.")
    if at_terminal():
        is_moved = click.confirm("Move it to the new target too?", err=True)
        return replace(decision, milestones=is_moved)
    tell("Add `--milestones` to give late milestones the new target.")
    return decision


def _tell_of_replaced_target(decision: Decision, one: Match) -> None:
    """Name a target of open work that another replaces, for then it is in git alone."""
    from dhrplan.model.dates.values import spoken

    action = one.action
    if not decision.target or one.milestone or not action or not action.target or action.is_done:
        return
    if action.target.canonical != decision.target:
        keeps = "If a later date was agreed, use `--extend-to`, which keeps the old target."
        tell(f"{one.name}: the old target, {spoken(action.target)}, is not kept. {keeps}")


def _refuse_decision(words: dict[str, Any], owner: str) -> None:
    """Refuse the options of a decision where only fields can be changed."""
    for name, value in words.items():
        if value:
            raise click.UsageError(f"{_flag(name)} needs {owner}: name it, or use --set.")


def _of_register(
    loaded: LoadedPlans, names: tuple[str, ...], given: Assignments, as_of: date
) -> Proposal:
    """The changed register; `names` are codes, aliases or names of agencies and groups."""
    from dhrplan.cli.writing import propose_for_register
    from dhrplan.decide import DecisionError, Interpreter, changes_of_fields, find_bodies

    if not names:
        raise click.UsageError("Name the agency: `dhrplan update agencies POL --set name=...`.")
    if not given:
        raise DecisionError(
            "There is nothing to change.", "Say what changes, such as `--set name=...`."
        )
    folder, bodies = find_bodies(loaded.view.folders, names)
    assert folder.register_file  # noqa: S101 - the bodies are in it
    source, interpreter = folder.register_file.source, Interpreter(folder.register, as_of)
    changes = [
        change
        for body in bodies
        for change in changes_of_fields(body.record, body.route, source, given, interpreter)
    ]
    return propose_for_register(loaded, folder, changes, as_of)


def _by_filters(
    loaded: LoadedPlans, review: str | None, where: tuple[str, ...], as_of: date
) -> Found:
    """The actions that match all filters, named; what cannot be read is left out, and named too."""
    from dhrplan.cli.answer import write_problems
    from dhrplan.decide import find_by_filters

    selection = parse_filters(where, review)
    problems = write_problems(loaded.view.problems(selection, as_of), loaded.view)
    found = find_by_filters(loaded.view.folders, selection, as_of)
    for name in found.left_out:
        tell(f"{name} is left out: part of it cannot be read.")
    named = [one for each in found.subjects for one in each.named]
    if not named:
        raise NotFoundError("No actions match, so nothing changes.")
    tell(f"{count(len(named), 'action')} in {count(len(found.subjects), 'review')}:")
    for one in named:
        tell(f"  {_headline(one)}")
    return found._replace(left_out=(*found.left_out, *(one.place.file for one in problems)))


def _refuse_incomplete(decision: Decision, subject: Match) -> None:
    """Where nobody can be asked, require what a decision lacks, such as the date of completion."""
    from dhrplan.decide import DecisionError, missing_parts
    from dhrplan.decide.decision import option

    names = missing_parts(decision, subject)
    if not names:
        return
    joined = " or " if "superseded_by" in names else " and "
    what = f"status `{decision.status}`" if decision.status else "a sign-off"
    options = joined.join(map(option, names))
    empty = " ".join(f'{_flag(name)} ""' for name in names if name in _MAY_BE_EMPTY)
    raise DecisionError(
        f"{subject.name}: {what} needs {options} too.",
        f"If not known, give an empty value: `{empty}`." if empty else "",
    )


def _completed(decision: Decision, subject: Match, parse: Parse) -> Decision:
    """The decision with the answers to what it lacks; at a terminal its subject is named first."""
    from dhrplan.decide import missing_parts

    if at_terminal():
        tell(_headline(subject))
    for name in missing_parts(decision, subject):
        if name in missing_parts(decision, subject):  # an answer may make another needless
            is_reason = name == "reason"
            question = _PROMPTS_FOR_REASON[decision.status or ""] if is_reason else _PROMPTS[name]
            decision = _answered(decision, f"  {question}", name, parse)
    return decision


def _headline(subject: Match) -> str:
    record = subject.milestone or subject.action or subject.recommendation
    name = f"{subject.name}/{subject.milestone.name}" if subject.milestone else subject.name
    text = " ".join((getattr(record, "title", None) or record.text or "").split())
    return f"{name}: {shorten(text, _TITLE_WIDTH, placeholder=' …')}" if text else name


def _answered(decision: Decision, question: str, name: str, parse: Parse) -> Decision:
    """Ask until the answer is understood."""
    from dhrplan.decide import Decision, DecisionError

    while True:
        default = None if name in _REQUIRED else ""
        answer: Any = click.prompt(question, default=default, show_default=False, err=True)
        words: dict[str, Any] = {name: answer}
        try:
            parsed = parse(Decision(**words))
        except DecisionError as error:
            tell(f"{error} {error.hint}".rstrip())
        else:
            return replace(decision, **{name: getattr(parsed, name)})

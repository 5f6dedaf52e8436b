"""`dhrplan new`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

import click

from dhrplan.cli.completion import complete, complete_action
from dhrplan.cli.options import COLOR, DRY_RUN, FORCE, PLAIN, PLANS, YES, Command, today
from dhrplan.cli.prompts import EDITOR, STDIN, ask_for, long_text, require_consent
from dhrplan.errors import DhrplanError, ExistsError, NotFoundError
from dhrplan.model.agencies import folded

if TYPE_CHECKING:
    from dhrplan.cli.writing import LoadedPlans, Proposal
    from dhrplan.decide import Interpreter, Review
    from dhrplan.diagnostic import Route
    from dhrplan.model.plan import Plan, Recommendation
    from dhrplan.yamldoc.edit import Value

Options = Mapping[str, str | tuple[str, ...] | None]
"""The values of options, by their names."""

_OF_AGENCY = ("name", "alias", "level", "part_of", "role", "email")
_KEYS = {"theme": "themes", "partner": "partners", "alias": "aliases"}
"""The key in a plan, where it is not the name of the option."""


@click.command("new", cls=Command)
@click.argument("of_review", metavar="[REVIEW]", required=False, shell_complete=complete("review"))
@click.argument("of", metavar="[ID]", required=False, shell_complete=complete_action)
@click.option(
    "--recommendation",
    metavar="[TEXT]",
    is_flag=False,
    flag_value=EDITOR,
    help="Add a recommendation with this text.",
)
@click.option(
    "--action",
    metavar="[TEXT]",
    is_flag=False,
    flag_value=EDITOR,
    help="Add an action with this text.",
)
@click.option(
    "--milestone",
    metavar="[TEXT]",
    is_flag=False,
    flag_value=EDITOR,
    help="Add a milestone to the action ID.",
)
@click.option("--agency", metavar="CODE", help="Add an agency to the register, without REVIEW.")
@click.option("--id", "identity", help="Id of what is added.  [default: the next free id]")
@click.option("--title", help="Title of what is added.")
@click.option("--scope", help="Local, regional or national.")
@click.option(
    "--addressed-to", multiple=True, metavar="AGENCY", help="Agency it is addressed to; repeatable."
)
@click.option("--theme", multiple=True, help="Theme of a recommendation; repeatable.")
@click.option("--lead", multiple=True, metavar="AGENCY", help="Lead agency; repeatable.")
@click.option("--partner", multiple=True, metavar="AGENCY", help="Partner agency; repeatable.")
@click.option("--status", help="Status of an action.")
@click.option("--target", metavar="DATE", help="Target date, such as 'March 2027'.")
@click.option("--name", help="Full name of an agency.")
@click.option("--alias", multiple=True, help="Other name of an agency; repeatable.")
@click.option("--level", help="Level of an agency: local, regional or national.")
@click.option("--part-of", metavar="AGENCY", help="The agency it is part of.")
@click.option("--role", help="Post to write to at an agency, never a person.")
@click.option("--email", help="Email address of that post.")
@PLANS
@YES
@DRY_RUN
@FORCE
@COLOR
@PLAIN
def command(  # noqa: PLR0913 - an argument an option
    *,
    of_review: str | None,
    of: str | None,
    recommendation: str | None,
    action: str | None,
    milestone: str | None,
    agency: str | None,
    identity: str | None,
    title: str | None,
    plans: tuple[Path, ...],
    yes: bool,
    dry_run: bool,
    force: bool,
    color: str,
    **fields: Any,
) -> int:
    r"""Add a review, recommendation, action, milestone or agency.

    \b
    Examples:
      dhrplan new DHR8
      dhrplan new DHR4 --recommendation "Use one form." --scope local
      dhrplan new DHR4 3 --action "Agree it." --lead ELFT --target 2027-03
      dhrplan new DHR4 3.1 --milestone "Form drafted" --target 2027-01
      dhrplan new --agency LFB --name "London Fire Brigade" --level regional

    ID is where it goes. Without TEXT your editor opens; - reads standard input.
    """
    from dhrplan.cli.options import WriteOptions
    from dhrplan.cli.writing import confirm_and_write

    require_consent(yes=yes, dry_run=dry_run)
    options = WriteOptions(color, yes, dry_run, force)
    if milestone is not None and (action is not None or recommendation is not None):
        raise click.UsageError("--milestone adds to an existing action: add the action first.")
    of_recommendation = {name: fields[name] for name in ("scope", "addressed_to", "theme")}
    of_action = {name: fields[name] for name in ("lead", "partner", "status", "target")}
    of_agency = {name: fields[name] for name in _OF_AGENCY}
    if agency is not None:
        others = {**of_recommendation, **of_action, "id": identity, "title": title}
        _refuse_options(others, "a review")
        return confirm_and_write([_new_agency(agency, of_agency, plans)], options)
    _refuse_options(of_agency, "--agency")
    of_review = of_review or ask_for("REVIEW", "Which review")
    adds_action = action is not None or (
        of is not None and recommendation is None and milestone is None
    )
    if recommendation is None:
        _refuse_options(of_recommendation, "--recommendation")
    if milestone is not None:
        _refuse_options({"title": title, "partner": of_action.pop("partner")}, "--action")
        of = of or ask_for("ID", "Which action is the milestone for")
        proposal = _new_milestone(of_review, of, milestone, identity, of_action, plans)
        return confirm_and_write([proposal], options)
    if not adds_action:
        _refuse_options(of_action, "--action")
    if recommendation is None and not adds_action:
        _refuse_options({"id": identity}, "--recommendation")
        return confirm_and_write([_new_plan(of_review, title, plans)], options)
    if of is not None and recommendation is not None:
        message = f"--recommendation adds a new recommendation, so `{of}` cannot be given too."
        raise click.UsageError(message)
    if of is None and recommendation is None:
        raise click.UsageError("Name the recommendation that the action is added to.")
    (of_action if recommendation is None else of_recommendation)["title"] = title
    texts = (recommendation, (EDITOR if action is None else action) if adds_action else None)
    if texts == (STDIN, STDIN):
        message = "Only --recommendation or --action can read standard input, not both."
        raise click.UsageError(message)
    proposal = _new_records(of_review, of, texts, identity, of_recommendation, of_action, plans)
    return confirm_and_write([proposal], options)


def _new_records(  # noqa: PLR0913, PLR0917 - the options of the command
    review_name: str,
    of: str | None,
    texts: tuple[str | None, str | None],
    identity: str | None,
    of_recommendation: Options,
    of_action: Options,
    plans: tuple[Path, ...],
) -> Proposal:
    """The plan with a new recommendation, an action or both; `texts` are those of the two."""
    from dhrplan.cli.writing import load_for_change, propose
    from dhrplan.decide import Interpreter, find_review
    from dhrplan.model.numbering import next_action, next_recommendation
    from dhrplan.model.plan import Recommendation
    from dhrplan.yamldoc.edit import Append

    recommendation, text = texts
    loaded, as_of = load_for_change(plans), today()
    review = find_review(loaded.view.folders, _without_file_name(review_name, loaded))
    plan, interpreter = review.plan, Interpreter(review.folder.register, as_of)
    route: Route = ("recommendations",)
    if recommendation is None:
        parent = _recommendation(of or "", review)
        wanted = identity or next_action(plan, parent)
        route = (*parent.route, "actions")
        value = _action(wanted, text or "", of_action, plan, interpreter)
    else:
        existing = [each.id for each in plan.recommendations]
        wanted = identity or next_recommendation(plan)
        new = _id(wanted, existing, "recommendation", interpreter)
        value = {"id": new, **_fields("recommendation", of_recommendation, interpreter)}
        value["text"] = long_text(recommendation, f"recommendation {new}")
        if text is not None:
            first = next_action(plan, Recommendation(new, 0))
            value["actions"] = [_action(first, text, of_action, plan, interpreter)]
    return propose(loaded, review.file.source, [Append(route, value)], as_of)


def _refuse_options(options: Options, owner: str) -> None:
    """Refuse options of something that is not added."""
    for name, value in options.items():
        if value:
            option = f"--{name.replace('_', '-')}"
            raise click.UsageError(f"{option} can only be used with {owner}.")


def _new_plan(review: str, title: str | None, plans: tuple[Path, ...]) -> Proposal:
    from dhrplan.cli.writing import Proposal, load_for_change
    from dhrplan.decide import effect_on_all
    from dhrplan.plan.folder import REGISTERS, with_plan
    from dhrplan.plan.read import read_plan, review_id_fault
    from dhrplan.plan.scaffold import default_title, new_plan
    from dhrplan.reports.select import review_names
    from dhrplan.workspace import Workspace

    if len(plans) > 1:
        raise click.UsageError("A review is a single file: name a single folder with --plans.")
    loaded = load_for_change(plans)
    ((path, named),) = loaded.folders.items()
    (folder,) = loaded.view.folders
    review = _without_file_name(review, loaded)
    files = {PurePosixPath(name).stem for name in {*named.files, *named.unopened} - {*REGISTERS}}
    known = {folded(name): name for name in files}
    known |= {folded(name): one for name, one in review_names((folder,)).items()}
    if there := known.get(folded(review)):
        also = "" if there == review else f": {there}"
        hint = f"`dhrplan new {there} --recommendation` adds a recommendation to it."
        raise ExistsError(f"The review `{review}` exists already{also}.", hint)
    if fault := review_id_fault(review):
        raise click.UsageError(fault)
    partnerships = {plan.partnership for plan in folder.plans}
    partnership = partnerships.pop() if len(partnerships) == 1 else None
    name, data = f"{review}.yaml", new_plan(review, title or default_title(review), partnership)
    plan = read_plan(named.place(name), data, keep_nodes=True)
    effect = effect_on_all(loaded.view, Workspace((with_plan(folder, plan),)), today())
    return Proposal(named.place(name), path / name, None, data, effect)


def _new_milestone(  # noqa: PLR0913, PLR0917 - the options of the command
    review: str,
    of: str,
    text: str,
    identity: str | None,
    fields: Options,
    plans: tuple[Path, ...],
) -> Proposal:
    """The plan with one milestone more; its id is left out unless it is given."""
    from dhrplan.cli.writing import load_for_change, propose
    from dhrplan.decide import Interpreter, find_subjects
    from dhrplan.yamldoc.edit import Append

    loaded, as_of = load_for_change(plans), today()
    found = find_subjects(loaded.view.folders, _without_file_name(review, loaded), [of])
    (one,) = found.named
    if one.action is None or one.milestone is not None:
        hint = "Name the action to add it to, such as `4.1`."
        raise NotFoundError(f"{one.plan.id} has no action `{of}`.", hint)
    interpreter = Interpreter(found.folder.register, as_of)
    value: dict[str, Value] = {}
    if identity is not None:
        existing = [step.id for step in one.action.milestones if step.id]
        value["id"] = _id(identity, existing, "milestone", interpreter)
    value |= {"text": long_text(text, f"the milestone of {of}")}
    value |= _fields("milestone", fields, interpreter)
    change = Append((*one.action.route, "milestones"), value)
    return propose(loaded, found.file.source, [change], as_of)


def _new_agency(code: str, fields: Options, plans: tuple[Path, ...]) -> Proposal:
    """The register with one agency more; a register is begun where there is none."""
    from dhrplan.cli.writing import load_for_change, propose_for_register
    from dhrplan.decide import Interpreter
    from dhrplan.yamldoc.edit import Set

    if len(plans) > 1:
        raise click.UsageError("A register is a single file: name a single folder with --plans.")
    loaded = load_for_change(plans)
    (folder,) = loaded.view.folders
    if folder.register_file and folder.register_file.faults:
        message = f"Part of {folder.register_file.source.file} cannot be read."
        raise DhrplanError(message, "`dhrplan validate` says what is wrong with it.")
    code = code.strip()
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._&-]*", code):
        hint = "Use a short code, such as `POL`, and give the full name with --name."
        raise click.UsageError(f"`{code}` is not a code for an agency. {hint}")
    if there := folder.register.code(code):
        hint = f"`dhrplan update agencies {there} --set ...` changes it."
        raise ExistsError(f"`{code}` is in the register already: {there}.", hint)
    values = {**fields, "name": fields["name"] or ask_for("--name", f"Full name of {code}")}
    interpreter = Interpreter(folder.register, today())
    record = _fields("agency", {name: values[name] for name in _OF_AGENCY[:4]}, interpreter)
    contact = _fields("contact", {name: values[name] for name in _OF_AGENCY[4:]}, interpreter)
    record |= {"contact": contact} if contact else {}
    return propose_for_register(loaded, folder, [Set(("agencies", code), record)], today())


def _without_file_name(review: str, loaded: LoadedPlans) -> str:
    """The id for the file name or path of a plan: `DHR8` for `plans/DHR8.yaml`.

    Raises:
        UsageError: The path leads to a folder that is not in view.
    """
    from dhrplan.store import ENDINGS

    file = PureWindowsPath(review)  # also takes `/` between folders
    if file.suffix.casefold() not in ENDINGS:
        return review
    folder = Path(file.parent.as_posix())
    if file.parent.parts and folder.resolve() not in [one.resolve() for one in loaded.folders]:
        raise click.UsageError(f"{review} is in another folder. Name that folder with --plans.")
    return file.stem


def _action(
    wanted: str | None, text: str, options: Options, plan: Plan, interpreter: Interpreter
) -> dict[str, Value]:
    existing = [action.id for one in plan.recommendations for action in one.actions]
    new = _id(wanted, existing, "action", interpreter)
    fields = _fields("action", options, interpreter)
    return {"id": new, "text": long_text(text, f"action {new}"), **fields}


def _fields(record: str, options: Options, interpreter: Interpreter) -> dict[str, Value]:
    """The fields of a new record, by their keys, with values parsed as `update` parses them."""
    from dhrplan.plan.read import fields_of

    kinds = fields_of(record)
    keys = {name: _KEYS.get(name, name) for name, value in options.items() if value}
    return {
        key: interpreter.value(name, options[name] or "", kinds[key].kind)
        for name, key in keys.items()
    }


def _id(wanted: str | None, existing: list[str], record: str, interpreter: Interpreter) -> str:
    from dhrplan.plan.read import fields_of

    if wanted is None:
        message = f"The id after `{existing[-1]}` cannot be worked out. Give an id with --id."
        raise click.UsageError(message)
    new: str = interpreter.value("id", wanted, fields_of(record)["id"].kind)
    if folded(new) in map(folded, existing):
        hint = "Leave out --id to use the next id."
        raise ExistsError(f"The {record} `{new}` exists already. No id is used twice.", hint)
    return new


def _recommendation(identity: str, review: Review) -> Recommendation:
    from dhrplan.reports.select import not_found, recommendations

    every = list(recommendations((review.folder,), review.plan.id))
    candidates = (one.recommendation for one in every)
    found = next((one for one in candidates if folded(one.id) == folded(identity)), None)
    return found or not_found(review.plan.id, identity, every, with_actions=False)

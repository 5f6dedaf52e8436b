"""The plans, recommendations, actions and agencies that a change is about, found by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from dhrplan.decide.decision import DecisionError
from dhrplan.diagnostic import Route
from dhrplan.errors import DhrplanError, NotFoundError
from dhrplan.model.agencies import folded
from dhrplan.model.plan import Plan
from dhrplan.plan.folder import Folder
from dhrplan.plan.read import PlanFile
from dhrplan.reports.select import (
    Match,
    Selection,
    is_named,
    matches,
    not_found,
    recommendations,
    resolved,
    review_names,
    select,
)
from dhrplan.wording import listed, near_spellings, one_of, stem
from dhrplan.workspace import Workspace


class Review(NamedTuple):
    """A readable review with its file and folder."""

    folder: Folder
    file: PlanFile
    plan: Plan


class Subjects(NamedTuple):
    """The records of one file that a decision is about; without any, its plan itself is meant."""

    folder: Folder
    file: PlanFile
    named: tuple[Match, ...]


def find_subjects(
    folders: tuple[Folder, ...], review: str, ids: Iterable[str], milestone: str | None = None
) -> Subjects:
    """Find records of a review by id.

    Args:
        folders: All folders in view.
        review: The review's id, alias or title.
        ids: Ids of actions (`4.1`), of milestones (`4.1/ii`) or of recommendations.
        milestone: The id of a milestone of the one action that is named.

    Raises:
        NotFoundError: There is none of that name.
        DecisionError: A milestone is named without its one action.
        DhrplanError: The file or the action cannot be read, or an id is not unique.
    """
    asked = list(dict.fromkeys(ids))
    if milestone is not None:
        if len(asked) != 1:
            hint = "Name each milestone with its action: `4.1/ii`."
            raise DecisionError("A milestone belongs to one action.", hint)
        asked = [f"{asked[0]}/{milestone}"]
    folder, file, plan = find_review(folders, review)
    every = list(recommendations((folder,), plan.id))
    found: dict[object, Match] = {}
    for name in asked:
        those = list(matches(every, name)) or not_found(plan.id, name, every)
        first = those[0]
        alike = [one for one in those if (one.action is None) == (first.action is None)]
        if len(alike) > 1:
            where = " and ".join(str(one.line) for one in alike)
            message = f"{plan.id} uses `{name}` {len(alike)} times, on lines {where}."
            own = list(dict.fromkeys((one.action or one.recommendation).id for one in alike))
            if len(own) == len(alike):  # `name` is a reference that they share
                raise DhrplanError(message, f"Use the id: {one_of(own)}.")
            raise DhrplanError(message, "Give each an id of its own first.")
        if first.action and first.action.unclear:
            message = f"{first.name} cannot be changed: part of it cannot be read."
            raise DhrplanError(message, _first_fault(folder, file, first.action.id))
        found[first.route] = first
    return Subjects(folder, file, tuple(found.values()))


def find_all_subjects(
    folders: tuple[Folder, ...], words: Sequence[str], milestone: str | None = None
) -> tuple[Subjects, ...]:
    """Find records of several reviews: `DHR4 4.1 4.2 DHR7 2.1`, `DHR4,DHR7`.

    A word after the first one is a review only if the review before it has no such id; and also if
    it differs from a review in digits alone, as a review that does not exist.

    Raises:
        NotFoundError, DecisionError, DhrplanError: As `find_subjects`.
    """
    shapes = {_shape(name) for name in review_names(folders)}
    asked: list[tuple[str, list[str]]] = []
    ids: frozenset[str] = frozenset()
    for word in _split_lists(words, folders):
        is_review = _is_review(word, folders) or (
            any(map(str.isalpha, word)) and _shape(word) in shapes - set(map(_shape, ids))
        )
        if not asked or (is_review and folded(word) not in ids):
            asked.append((word, []))
            ids = frozenset(_ids_of(folders, word))
        else:
            asked[-1][1].append(word)
    if milestone is not None and len(asked) > 1:
        raise DecisionError(
            "--milestone works with a single action.", "Name the others as `4.1/ii`."
        )
    found: dict[str, Subjects] = {}
    for review, names in asked:
        one = find_subjects(folders, review, names, milestone)
        before = found.get(one.file.file)
        if before is not None and bool(before.named) is not bool(one.named):
            message = f"{review} is named with and without an action."
            raise DecisionError(message, "Change the plan and its actions in separate commands.")
        named = {each.route: each for each in (*(before.named if before else ()), *one.named)}
        found[one.file.file] = one._replace(named=tuple(named.values()))
    return tuple(found.values())


class Found(NamedTuple):
    """The actions that match filters, by file, and the names of what cannot be read."""

    subjects: tuple[Subjects, ...]
    left_out: tuple[str, ...] = ()


def find_by_filters(folders: tuple[Folder, ...], selection: Selection, as_of: date) -> Found:
    """Find the actions of every review that match a selection, as reports do.

    Raises:
        NotFoundError: A filter names something that does not exist.
    """
    files = {id(file.plan): (folder, file) for folder in folders for file in folder.files}
    found: dict[int, list[Match]] = {}
    left_out = []
    for item in select(folders, resolved(folders, selection), as_of):
        if item.action.unclear:
            left_out.append(item.name)
            continue
        one = Match(item.plan, item.register, item.recommendation, item.action)
        found.setdefault(id(item.plan), []).append(one)
    subjects = (Subjects(*files[plan], tuple(named)) for plan, named in found.items())
    return Found(tuple(subjects), tuple(left_out))


class BodyMatch(NamedTuple):
    """An agency or a group of the register: its record in the table of fields, and its route."""

    code: str
    record: str
    route: Route


REGISTER_WORDS = frozenset({"agencies", "register"})
"""The words for the register, where a review is named."""


def is_register(word: str, folders: tuple[Folder, ...]) -> bool:
    """Whether a word names the register and no review."""
    return folded(word) in REGISTER_WORDS and not _is_review(word, folders)


def find_bodies(
    folders: tuple[Folder, ...], names: Iterable[str]
) -> tuple[Folder, tuple[BodyMatch, ...]]:
    """Find agencies and groups of the register by code, alias or name.

    Raises:
        NotFoundError: There is none of that name, or no register.
        DhrplanError: The register cannot be read, or there are several.
    """
    with_register = [folder for folder in folders if folder.register_file]
    if not with_register:
        hint = "`dhrplan new --agency POL --name ...` starts a register."
        raise NotFoundError("There is no register of agencies.", hint)
    if len(with_register) > 1:
        files = " and ".join(folder.register.file for folder in with_register)
        raise DhrplanError(
            f"There are several registers: {files}.", "Choose a folder with --plans."
        )
    (folder,) = with_register
    register_file = folder.register_file
    if register_file is None or register_file.register is None or register_file.faults:
        message = f"Part of {folder.register.file or 'the register'} cannot be read."
        raise DhrplanError(message, "`dhrplan validate` says what is wrong with it.")
    register = folder.register
    found = []
    for name in names:
        code = register.code(name)
        if code is None:
            near = near_spellings(name, register.names)
            hint = f"Did you mean {one_of(near)}?" if near else ""
            raise NotFoundError(f"`{name}` is not in the register of agencies.", hint)
        is_group = code in register.groups
        record, key = ("group", "groups") if is_group else ("agency", "agencies")
        found.append(BodyMatch(code, record, (key, code)))
    return folder, tuple(dict.fromkeys(found))


def _split_lists(words: Sequence[str], folders: tuple[Folder, ...]) -> Iterator[str]:
    """Each word, and each part of a list such as `1.1,1.2`; a title may have a comma."""
    for word in words:
        parts = [part for part in map(str.strip, word.split(",")) if part]
        yield from (word,) if len(parts) < 2 or _is_review(word, folders) else parts  # noqa: PLR2004


def _is_review(word: str, folders: tuple[Folder, ...]) -> bool:
    return folded(word) in map(folded, review_names(folders))


def _shape(name: str) -> str:
    """A folded name with one digit for each number: `DHR77` and `DHR4` are alike."""
    return re.sub("[0-9]+", "0", folded(name))


def _ids_of(folders: tuple[Folder, ...], review: str) -> Iterator[str]:
    """The folded ids of a review's recommendations and actions."""
    for folder in folders:
        for plan in filter(partial(is_named, review), folder.plans):
            for one in plan.recommendations:
                yield folded(one.id)
                yield from (folded(action.id) for action in one.actions)


def find_review(folders: tuple[Folder, ...], name: str) -> Review:
    """Find a review by id, alias or title.

    Raises:
        NotFoundError: There is none.
        DhrplanError: It cannot be read, or stands in two files.
    """
    (review,) = resolved(folders, Selection({"review": (name,)})).get("review")
    found = [
        Review(folder, file, file.plan)
        for folder in folders
        for file in folder.files
        if file.plan and file.plan.id == review
    ]
    if len(found) == 1:
        return found[0]
    if found:
        files = listed(one.file.file for one in found)
        raise DhrplanError(
            f"{review} is in several files: {files}.", "Remove all but the right file."
        )
    unreadable = (
        (folder, file) for folder in folders for file in folder.files if file.plan is None
    )
    folder, file = next(one for one in unreadable if stem(one[1].file) == review)
    message = f"{review} cannot be read, so nothing in it can be changed."
    raise DhrplanError(message, _first_fault(folder, file))


def _first_fault(folder: Folder, file: PlanFile, action: str | None = None) -> str:
    """The first fault of a file or an action in words, masked."""
    faults = tuple(one for one in file.faults if action is None or one.action == action)
    shown = Workspace((folder,)).masked(faults[:1])
    return next((f"{one.place}: {one.message} {one.hint}".rstrip() for one in shown), "")

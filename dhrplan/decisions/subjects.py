"""What a decision is about: the actions, milestones or recommendations that are named."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dhrplan.decisions.decision import DecisionError
from dhrplan.errors import DhrplanError
from dhrplan.reports.select import Match, Selection, matches, not_found, recommendations, resolved

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dhrplan.model.plan import Plan
    from dhrplan.text.folder import Folder
    from dhrplan.text.reader import PlanFile


class Review(NamedTuple):
    """A review that can be read, in its one file."""

    folder: Folder
    file: PlanFile
    plan: Plan


class Subjects(NamedTuple):
    """What a decision is about, and the one file in which it stands."""

    folder: Folder
    file: PlanFile
    named: tuple[Match, ...]


def subjects(
    folders: tuple[Folder, ...], review: str, ids: Iterable[str], milestone: str | None = None
) -> Subjects:
    """Find what is named in a review.

    Args:
        folders: All that is in view.
        review: The review's id, alias or title.
        ids: Ids of actions (`4.1`), of milestones (`4.1/ii`) or of recommendations.
        milestone: The id of a milestone of the one action that is named.

    Raises:
        NotFoundError: There is none of that name.
        DecisionError: A milestone is named without its one action.
        DhrplanError: The file or the action cannot be read, or two go by one name.
    """
    asked = list(dict.fromkeys(ids))
    if milestone is not None:
        if len(asked) > 1:
            hint = "Name the milestones as actions are named: `4.1/ii`."
            raise DecisionError("A milestone belongs to one action.", hint)
        asked = [f"{asked[0]}/{milestone}"]
    folder, file, plan = review_of(folders, review)
    every = list(recommendations((folder,), plan.id))
    found = {one.route: one for one in (_one(file, name, plan.id, every) for name in asked)}
    return Subjects(folder, file, tuple(found.values()))


def review_of(folders: tuple[Folder, ...], name: str) -> Review:
    """The review of an id, alias or title.

    Raises:
        NotFoundError: There is none.
        DhrplanError: It cannot be read, or stands in two files.
    """
    (review,) = resolved(folders, Selection({"review": (name,)})).get("review")
    held = [
        Review(folder, file, file.plan)
        for folder in folders
        for file in folder.files
        if file.plan and file.plan.id == review
    ]
    if len(held) == 1:
        return held[0]
    if held:
        files = " and ".join(one.file.file for one in held)
        raise DhrplanError(f"{review} stands in {files}.", "Keep one of them.")
    files_of = (file for folder in folders for file in folder.files if file.plan is None)
    file = next(one for one in files_of if one.faults)
    raise DhrplanError(f"{review} cannot be read, and so nothing in it can be changed.", _why(file))


def _one(file: PlanFile, name: str, review: str, every: list[Match]) -> Match:
    those = list(matches(every, name)) or not_found(review, name, every)
    first = those[0]
    alike = [one for one in those if (one.action is None) == (first.action is None)]
    if len(alike) > 1:
        where = " and ".join(str(one.line) for one in alike)
        message = f"{len(alike)} go by `{name}` in {review}, on lines {where}."
        raise DhrplanError(message, "Give each an id of its own first.")
    if first.action and first.action.unclear:
        message = f"{first.name} cannot be changed: something in it cannot be read."
        raise DhrplanError(message, _why(file, first.action.id))
    return first


def _why(file: PlanFile, action: str | None = None) -> str:
    """The first fault of a file, or of an action of it, in a line."""
    faults = (one for one in file.faults if action is None or one.action == action)
    return next((f"{one.place}: {one.message} {one.hint}".rstrip() for one in faults), "")

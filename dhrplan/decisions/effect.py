"""Which rules a change of a plan breaks, and which it mends.

The rules look at the plan as it was and as it would be, and what they find both times is no matter
of the change.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.decisions.narrowing import narrowed
from dhrplan.diagnostic import Severity
from dhrplan.rules.privacy.scan import HISTORY_HINT
from dhrplan.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from dhrplan.diagnostic import Diagnostic, Route
    from dhrplan.text.folder import Folder
    from dhrplan.text.source import Source

    Found = tuple[Diagnostic, ...]


class Effect(NamedTuple):
    """What a change does to what is found.

    Attributes:
        broken: What is found that was not found before.
        mended: What was found and is not any more.
        lines: What stands on the lines of what is broken.
    """

    broken: Found
    mended: Found
    lines: dict[tuple[str, int], str]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What is broken so that the plan is not sound any more."""
        return tuple(one for one in self.broken if one.severity is Severity.ERROR)


def effect_of(
    folders: Iterable[Folder], before: Source, after: Source, touched: frozenset[Route], as_of: date
) -> Effect:
    """What a change does to the findings of a file.

    Args:
        folders: All that is in view, as it was read.
        before: The file as it is, with its nodes.
        after: The file as it would be, with its nodes.
        touched: The actions and recommendations that something changes in.
        as_of: The day by which dates are judged.
    """
    view = tuple(folders)
    was, now = (_found(view, source, touched, as_of) for source in (before, after))
    return _between(was, now, (after,))


def effect_on_all(before: Workspace, after: Workspace, as_of: date) -> Effect:
    """The same of all that is in view: a new file may be what others lack, or are wrong by.

    Args:
        before: What is in view.
        after: The same with what is new. A plan that is the same object was read once for both,
            and is looked at only by the rules that compare plans.
        as_of: The day by which dates are judged.
    """
    sources = (source for folder in after.folders for source in folder.sources)
    was = before.check(as_of, alone=_without(before, after))
    now = after.check(as_of, alone=_without(after, before))
    return _between(was, now, sources)


def _without(these: Workspace, others: Workspace) -> tuple[Folder, ...]:
    """Folders without the plans that others hold too; whole where they are judged by other means.

    What register and settings are there weighs on each plan.
    """
    if _means(these) != _means(others):
        return these.folders
    known = {id(file) for folder in others.folders for file in folder.files}
    return tuple(
        replace(one, files=tuple(file for file in one.files if id(file) not in known))
        for one in these.folders
    )


def _means(view: Workspace) -> tuple[Folder, ...]:
    return tuple(replace(one, files=()) for one in view.folders)


def _between(was: Found, now: Found, sources: Iterable[Source]) -> Effect:
    """What is found before alone, and after alone, with the lines of that."""
    broken, mended = _but_said_otherwise(_beyond(now, was), _beyond(was, now))
    broken = tuple(map(_not_in_git, broken))
    source_of = {source.file: source for source in sources}
    lines = {
        (one.file, one.line): source_of[one.file].line(one.line)[1]
        for one in (each.place for each in broken)
        if one.file in source_of and one.line <= source_of[one.file].lines
    }
    return Effect(broken, mended, lines)


def _not_in_git(one: Diagnostic) -> Diagnostic:
    """The same without what to do about git: what a change would bring in is in no commit yet."""
    return replace(one, hint=one.hint.removesuffix(HISTORY_HINT).rstrip())


def _beyond(
    some: Found, others: Found, told: Callable[[Diagnostic], object] | None = None
) -> Found:
    """What some tell that others do not, wherever in the file it stands by now."""
    of = told or _message
    left = Counter(map(of, others))
    beyond = []
    for one in some:
        if left[of(one)]:
            left[of(one)] -= 1
        else:
            beyond.append(one)
    return tuple(beyond)


def _but_said_otherwise(broken: Found, mended: Found) -> tuple[Found, Found]:
    """Both without what is said of an action before and after, with another date in it.

    An error is told even so: it may be another telephone number.
    """
    return _beyond(broken, mended, _matter), _beyond(mended, broken, _matter)


def _message(one: Diagnostic) -> object:
    return one.place.file, one.rule, one.message, one.review, one.action


def _matter(one: Diagnostic) -> object:
    is_error = one.severity is Severity.ERROR
    return _message(one) if is_error else (one.place.file, one.rule, one.review, one.action)


def _found(
    folders: tuple[Folder, ...], source: Source, touched: frozenset[Route], as_of: date
) -> Found:
    """What is found in one file, as at a day."""
    seen = narrowed(folders, source, touched)
    found = Workspace(seen.folders).check(as_of, seen.concerns, seen.alone)
    return tuple(one for one in found if one.place.file == source.file)

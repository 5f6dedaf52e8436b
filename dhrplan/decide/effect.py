"""Which rule findings a change of a plan adds, and which it removes.

The rules judge the plan before and after the change; what is found both times is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from dhrplan.diagnostic import Diagnostic, Severity
from dhrplan.plan.fmt import Edited, edit
from dhrplan.plan.folder import Folder, with_marking
from dhrplan.plan.read import PlanFile, plan_in
from dhrplan.rules.privacy.scan import HISTORY_HINT
from dhrplan.workspace import Workspace
from dhrplan.yamldoc.edit import Change
from dhrplan.yamldoc.nodes import Source, node_of

Diagnostics = tuple[Diagnostic, ...]


class Effect(NamedTuple):
    """Findings that a change adds (`broken`) and removes (`mended`).

    `lines` holds the text of the line of each added finding, by file and line number. `private` are
    the findings before and after whose texts are masked wherever these are printed.
    """

    broken: Diagnostics
    mended: Diagnostics
    lines: dict[tuple[str, int], str]
    private: Diagnostics = ()

    @property
    def errors(self) -> Diagnostics:
        """Added findings of severity error."""
        return tuple(one for one in self.broken if one.severity is Severity.ERROR)


class Draft(NamedTuple):
    """A file with changes made, not written yet: its bytes, the same as read, and the effect."""

    data: bytes
    file: PlanFile
    effect: Effect


def draft_of(
    folders: tuple[Folder, ...],
    source: Source,
    data: bytes,
    changes: Sequence[Change],
    as_of: date,
) -> Draft:
    """Make changes in a file, one after the other, and judge the result.

    `source` and `data` are the file's text and bytes before the changes.

    Raises:
        EditError: The file cannot be changed so, or not without changing something else.
    """
    edited = edit(source.file, data, changes, parsed=source)
    return draft_with(folders, edited, as_of)


def draft_with(
    folders: tuple[Folder, ...], edited: Edited, as_of: date, *, across: bool = False
) -> Draft:
    """Judge new content of a file; `across` reports what it changes in other plans too."""
    source = edited.source
    folder, before = next(
        (one, file) for one in folders for file in one.files if file.file == source.file
    )
    after = with_marking(plan_in(source), folder.settings.marking)
    if not across:
        return Draft(edited.data, after, effect_of(folders, before, after, as_of))
    changed = tuple(
        replace(one, files=tuple(after if file is before else file for file in one.files))
        for one in folders
    )
    return Draft(edited.data, after, effect_on_all(Workspace(folders), Workspace(changed), as_of))


def effect_of(folders: Iterable[Folder], before: PlanFile, after: PlanFile, as_of: date) -> Effect:
    """Judge one plan file before and after a change, and report only findings in that file.

    Rules that compare plans see the other plans of `folders` too, without their text: comments
    in them cannot silence anything here.
    """
    name = after.file
    others = tuple(
        replace(
            folder,
            files=tuple(
                file if file.file == name else PlanFile(Source(file.file, ""), file.plan, ())
                for file in folder.files
            ),
            strays=(),
        )
        for folder in folders
    )

    def findings(file: PlanFile) -> Diagnostics:
        if file.source.root is None:  # else it is composed again for each position
            file = replace(file, source=replace(file.source, root=node_of(file.source)))
        view = tuple(
            replace(one, files=tuple(file if each.file == name else each for each in one.files))
            for one in others
        )
        alone = tuple(
            replace(one, files=tuple(each for each in one.files if each.file == name))
            for one in view
        )
        found = Workspace(view).check(as_of, lambda one: one.spot.source.file == name, alone)
        return tuple(one for one in found if one.place.file == name)

    return _compare(findings(before), findings(after), (after.source,))


def effect_on_all(before: Workspace, after: Workspace, as_of: date) -> Effect:
    """Judge all that is in view before and after: a new file may change findings in others.

    A plan that is the same object in both is judged only by the rules that compare plans.
    """
    sources = (source for folder in after.folders for source in folder.sources)
    was = before.check(as_of, alone=_without_shared(before, after))
    now = after.check(as_of, alone=_without_shared(after, before))
    return _compare(was, now, sources)


def _without_shared(these: Workspace, others: Workspace) -> tuple[Folder, ...]:
    """Folders without the plans that others hold too, unless register or settings differ."""
    mine, theirs = (
        tuple(replace(one, files=()) for one in view.folders) for view in (these, others)
    )
    if mine != theirs:
        return these.folders
    known = {id(file) for folder in others.folders for file in folder.files}
    return tuple(
        replace(one, files=tuple(file for file in one.files if id(file) not in known))
        for one in these.folders
    )


def _compare(was: Diagnostics, now: Diagnostics, sources: Iterable[Source]) -> Effect:
    private = tuple(one for one in (*now, *was) if one.private)
    broken, mended = _beyond(now, was, _message), _beyond(was, now, _message)
    # The same finding about an action with, say, another date in its message is neither.
    broken, mended = _beyond(broken, mended, _subject), _beyond(mended, broken, _subject)
    # A hint about git history does not apply: the change is in no commit yet.
    broken = tuple(
        replace(one, hint=one.hint.removesuffix(HISTORY_HINT).rstrip()) for one in broken
    )
    source_of = {source.file: source for source in sources}
    lines = {
        (one.file, one.line): source_of[one.file].line(one.line)[1]
        for one in (each.place for each in broken)
        if one.file in source_of and one.line <= source_of[one.file].lines
    }
    return Effect(broken, mended, lines, private)


def _beyond(
    some: Diagnostics, others: Diagnostics, key: Callable[[Diagnostic], object]
) -> Diagnostics:
    """Multiset difference by a key; positions are ignored, for a change moves lines."""
    left = Counter(map(key, others))
    beyond = []
    for one in some:
        if left[key(one)]:
            left[key(one)] -= 1
        else:
            beyond.append(one)
    return tuple(beyond)


def _message(one: Diagnostic) -> object:
    return one.place.file, one.rule, one.message, one.review, one.action


def _subject(one: Diagnostic) -> object:
    """As `_message`; without the message unless it is an error: it may be another phone number."""
    if one.severity is Severity.ERROR:
        return _message(one)
    return one.place.file, one.rule, one.review, one.action

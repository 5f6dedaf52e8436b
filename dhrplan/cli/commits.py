"""Plans of earlier commits, for questions about the past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import click

from dhrplan import store, workspace
from dhrplan.cli.answer import AS_KNOWN_THEN, Origin, no_plan
from dhrplan.cli.console import progress
from dhrplan.cli.options import today
from dhrplan.compare.parts import PlanPart
from dhrplan.diagnostic import Diagnostic
from dhrplan.errors import NotFoundError
from dhrplan.history.lives import PlanVersions
from dhrplan.history.repository import Commit, History, differing_files, open_history
from dhrplan.history.silent_moves import silent_moves
from dhrplan.model.dates.values import on_day, spoken
from dhrplan.plan.folder import (
    Folder,
    FolderBytes,
    forbidden_names_in,
    known_on,
    read_folder,
    with_marking,
    without_copies,
)
from dhrplan.plan.read import PlanFile, read_plan
from dhrplan.plan.settings import FILE as SETTINGS
from dhrplan.plan.settings import read_settings
from dhrplan.reports.changes import Dated, End
from dhrplan.reports.differences import Change
from dhrplan.reports.promises import SilentMove
from dhrplan.reports.select import Match, Selection
from dhrplan.reports.timeline import with_history
from dhrplan.table import Report
from dhrplan.wording import listed
from dhrplan.workspace import Workspace


def plans_at(asked: date | str, plans: tuple[Path, ...]) -> Origin:
    """The plans of the folders named, or the one found upwards, at a commit.

    Raises:
        NotFoundError: There is no such commit, or no plan in it.
        DhrplanError: git cannot be used here.
    """
    start = Path.cwd()
    folders = store.distinct_folders(plans or (store.find_plans(start),))
    found = _at(asked, folders, start)
    commits = [one.commit for one in found]
    names = names_to_withhold(folders, start)
    view = _with_names(workspace.read(one.named for one in found), names)
    return Origin(
        view,
        max(commit.day for commit in commits),
        commits[0].id,
        tuple(dict.fromkeys(_note(asked, commit) for commit in commits)),
        partial(masked, names=names),
        partial(hidden, names=names),
    )


class AtCommit(NamedTuple):
    """The plans of a commit, to be checked.

    Attributes:
        day: The day of the commit.
        notes: What a reader must know of them.
    """

    view: Workspace
    day: date
    notes: tuple[str, ...]


def plans_to_check_at(asked: date | str, plans: tuple[Path, ...]) -> AtCommit:
    """As `plans_at`, with what findings need; the list of names to withhold is that of today.

    Raises:
        NotFoundError: As `plans_at`.
        DhrplanError: As `plans_at`; or the list of names cannot be opened.
    """
    start = Path.cwd()
    folders = store.distinct_folders(plans or (store.find_plans(start),))
    found = _at(asked, folders, start)
    whole = []
    for folder, one in zip(folders, found, strict=True):
        beside = store.read_beside(folder.resolve().parent / SETTINGS, start)
        names = store.forbidden_names(folder, beside, start)
        strays = one.history.strays(one.commit, folder, start)
        whole.append(replace(one.named, strays=strays, forbidden_names=names))
    notes = tuple(dict.fromkeys(_note(asked, one.commit) for one in found))
    day = max(one.commit.day for one in found)
    return AtCommit(workspace.read(whole, to_check=True), day, notes)


class _FolderAt(NamedTuple):
    """A folder at a commit."""

    history: History
    commit: Commit
    named: FolderBytes


def _at(asked: date | str, folders: tuple[Path, ...], start: Path) -> list[_FolderAt]:
    """Each folder at a commit of its own repository.

    Raises:
        NotFoundError: There is no such commit, or no plan in any of them.
    """
    found = []
    for folder in folders:
        history = open_history(folder)
        commit = history.commit(asked)
        named = history.bytes_of(history.version(folder, commit), folder, start)
        found.append(_FolderAt(history, commit, named))
    if not any(one.named.files or one.named.unopened for one in found):
        error = no_plan(folders, start)
        raise NotFoundError(f"{str(error)[:-1]} on {found[0].commit.in_words}.", error.hint)
    return found


def _note(asked: date | str, commit: Commit) -> str:
    if isinstance(asked, date) and asked != commit.day:
        last = f", the last on or before {spoken(on_day(asked))}"
    else:
        last = ""
    return f"The plans as committed on {commit.in_words}{last}."


def masked(report: Report, names: tuple[str, ...]) -> Report:
    """A report of old versions, without what a privacy rule finds in them."""
    from dhrplan.rules.privacy.masked_report import masked_report

    return masked_report(report, names)


def uncommitted_files(
    history: History, folder: Path, start: Path, commit: Commit
) -> tuple[str, ...]:
    """The files of a folder, and the settings beside it, that are not as in a commit."""
    named = store.read(folder, start)
    version = history.version(folder, commit)
    differing = [named.place(one) for one in differing_files(version, named, history)]
    then = history.bytes_of(version, folder, start).settings
    if (then and then[1].splitlines()) != (named.settings and named.settings[1].splitlines()):
        differing += [one[0] for one in (named.settings or then,) if one]
    return tuple(differing)


def hidden(text: str, names: tuple[str, ...]) -> str:
    """A sentence about old versions, without what a privacy rule finds in it."""
    from dhrplan.rules.privacy.masked_report import masked_texts

    return masked_texts((text,), names)[0]


def _with_names(view: Workspace, names: tuple[str, ...]) -> Workspace:
    """Folders with the names to withhold by the lists of today, whatever settings they had."""
    return Workspace(tuple(replace(folder, forbidden_names=names) for folder in view.folders))


def names_to_withhold(folders: Iterable[Path], start: Path) -> tuple[str, ...]:
    """The names that must never appear, by the lists of today.

    Raises:
        DhrplanError: A list cannot be opened.
    """
    beside = ((one, store.read_beside(one.resolve().parent / SETTINGS, start)) for one in folders)
    lists = filter(None, (store.forbidden_names(one, found, start) for one, found in beside))
    return tuple(dict.fromkeys(name for one in lists for name in forbidden_names_in(one[1])))


# One action through all versions


def report_with_history(report: Report, found: Match, at: date | str | None) -> Report:
    """The report of an action or recommendation with its history up to now, or up to a commit.

    Raises:
        DhrplanError: git cannot be used here.
    """
    start = Path.cwd()
    folder = Path(found.plan.file).parent
    history = open_history(folder)
    until = history.commit(at) if at is not None else None
    with progress("Reading the history"):
        versions = PlanVersions(history, folder, start, until=until, today=today())
        now = PlanPart(found.plan, found.register, found.recommendation, found.action)
        lives = [versions.life(now)]
        if now.action is None:
            actions = found.recommendation.actions
            lives += [versions.life(now._replace(action=action)) for action in actions]
    whole = with_history(report, now, versions.in_order(lives))
    if history.is_shallow:
        whole = replace(whole, notes=(*whole.notes, _NOT_ALL))
    skipped = dict.fromkeys(commit.in_words for one in lives for commit in one.skipped)
    notes = tuple(f"The plan cannot be read as committed on {words}." for words in skipped)
    return masked(replace(whole, notes=(*whole.notes, *notes)), names_to_withhold((folder,), start))


_NOT_ALL = "This copy is without older commits. Fetch them: `git fetch --unshallow`."

# Two versions


@dataclass(frozen=True)
class TwoVersions:
    """The plans in two versions, to be compared.

    Attributes:
        bridged: A fault for each plan that another version was read in place of.
        notes: What a reader must know of the versions.
        names: The names that must never appear.
        dated: The day and the commit of a change; only programs ask, as it reads every version.
    """

    before: End
    after: End
    bridged: tuple[Diagnostic, ...]
    notes: tuple[str, ...]
    names: tuple[str, ...]
    dated: Dated

    @property
    def view(self) -> Workspace:
        """All folders, for messages about them."""
        return _with_names(Workspace((*self.after.folders, *self.before.folders)), self.names)

    def problems(self, selection: Selection) -> tuple[Diagnostic, ...]:
        """Why an answer about the changes may be wrong."""
        found = (*self.bridged, *Workspace(self.after.folders).problems(selection, today()))
        # A fault of a version that is not compared quotes a text that is in no other.
        return tuple(
            replace(one, message=self.hide(one.message), hint=self.hide(one.hint))
            for one in dict.fromkeys(found)
        )

    def hide(self, text: str) -> str:
        """A sentence without what a privacy rule finds in it."""
        return hidden(text, self.names)

    def finish(self, report: Report) -> Report:
        """The report with its notes, and without what a privacy rule finds."""
        return masked(replace(report, notes=(*self.notes, *report.notes)), self.names)


def two_versions(
    since: date | str, until: date | str | None, plans: tuple[Path, ...]
) -> TwoVersions:
    """The plans at one commit and at another, or as they are on disk where `until` is None.

    A plan that cannot be read in a version is compared as it was when it last could be.

    Raises:
        NotFoundError: There is no such commit, or no plan in either.
        DhrplanError: git cannot be used here.
    """
    start = Path.cwd()
    folders = store.distinct_folders(plans or (store.find_plans(start),))
    with progress("Reading the plans"):
        each = [_FolderInGit(folder, start) for folder in folders]
        if isinstance(since, date) and since > today():
            raise click.UsageError(f"{spoken(on_day(since))} is still to come. {_EARLIER_DAY}")
        if isinstance(until, date) and isinstance(since, date) and since > until:
            raise click.UsageError(_after(since, until))
        pairs = [one.two(since, until) for one in each]
    before, after = _joined(one for one, _ in pairs), _joined(one for _, one in pairs)
    if not any(folder.files for one in (before, after) for folder in one.end.folders):
        raise no_plan(folders, start)
    return TwoVersions(
        before.end,
        after.end,
        (*before.bridged, *after.bridged),
        tuple(dict.fromkeys((*before.notes, *after.notes))),
        names_to_withhold(folders, start),
        partial(_dated, {one.path: one for one in each}, until),
    )


_EARLIER_DAY = "Write an earlier day after `--since`."


def _after(since: date, end: date) -> str:
    """That changes would be counted backwards."""
    days = (spoken(on_day(since)), spoken(on_day(end)))
    return f"Changes cannot be counted from {days[0]} to {days[1]}. {_EARLIER_DAY}"


def _dated(
    folders: Mapping[str, _FolderInGit], until: date | str | None, change: Change
) -> tuple[date | None, str | None]:
    path = change.part.plan.file.rpartition("/")[0]
    return folders[path].versions(until).made_by(change)


class _FolderEnd(NamedTuple):
    """A version of a folder."""

    end: End
    notes: tuple[str, ...] = ()
    bridged: tuple[Diagnostic, ...] = ()


def _joined(ends: Iterable[_FolderEnd]) -> _FolderEnd:
    """The versions of several folders as one."""
    every = tuple(ends)
    folders = tuple(folder for one in every for folder in one.end.folders)
    day = max(one.end.day for one in every)
    return _FolderEnd(
        every[0].end._replace(
            folders=folders,
            day=day,
            words=" and ".join(dict.fromkeys(one.end.words for one in every)),
        ),
        tuple(note for one in every for note in one.notes),
        tuple(fault for one in every for fault in one.bridged),
    )


class _FolderInGit:
    """Versions of one folder of plans; a file that is the same in several is read once."""

    def __init__(self, folder: Path, start: Path) -> None:
        self.folder = folder
        self.start = start
        self.history = open_history(folder)
        self.path = store.display_path(folder, start)
        self.read = cache(read_plan)
        self.versions = cache(self._versions)

    def _versions(self, until: date | str | None) -> PlanVersions:
        commit = self.history.commit(until) if until is not None else None
        return PlanVersions(self.history, self.folder, self.start, until=commit, today=today())

    def first(self, since: date | str) -> _FolderEnd:
        """The version since when changes are asked for."""
        first = self.history.start(since)
        return self._begun(self._at(first, "the plans"), since, first)

    def two(self, since: date | str, until: date | str | None) -> tuple[_FolderEnd, _FolderEnd]:
        """The version since when changes are asked for, and the one until which they are."""
        before = self.first(since)
        if until is None:
            return before, self._on_disk()
        return before, self._at(self.history.commit(until), "those")

    def later(self, at: date | str | None) -> tuple[_FolderEnd, Commit, tuple[str, ...]]:
        """The version of a paper, its commit, and the files on disk that differ from that."""
        commit = self.history.head if at is None else self.history.commit(at)
        if at is not None:
            return self._at(commit, "those"), commit, ()
        return (
            self._on_disk(),
            commit,
            uncommitted_files(self.history, self.folder, self.start, commit),
        )

    def earlier(self, since: date | str, later: Commit) -> tuple[_FolderEnd, Commit]:
        """The version that a paper is compared with, by the commits up to that of the paper."""
        first = self.history.start(since, later)
        return self._begun(self._at(first, "the plans"), since, first), first

    def _begun(self, end: _FolderEnd, since: date | str, first: Commit) -> _FolderEnd:
        """The version, with a note if there is none so old as was asked for."""
        if not isinstance(since, date) or first.day <= since:
            return end
        begins = f"The record in git begins on {first.in_words}. Changes are counted from then."
        return end._replace(notes=(begins, *end.notes))

    def _at(self, commit: Commit, what: str) -> _FolderEnd:
        version = self.history.version(self.folder, commit)
        named = self.history.bytes_of(version, self.folder, self.start)
        words = f"{what} of {commit.in_words}"
        return self._end(named, commit, End((), commit.day, words, commit.id))

    def _on_disk(self) -> _FolderEnd:
        head = self.history.head
        named = store.read(self.folder, self.start)
        version = self.history.version(self.folder, head)
        differing = differing_files(version, named, self.history)
        end = self._end(named, head, End((), today(), "the files as they are now"))
        if not differing:
            return end
        files = listed(map(named.place, differing))
        return end._replace(notes=(f"This includes changes that are not committed: {files}.",))

    def _end(self, named: FolderBytes, commit: Commit, end: End) -> _FolderEnd:
        folder = without_copies(read_folder(named, read=self.read))
        bridged = []
        files = []
        for file in folder.files:
            other = None if file.plan else self._readable(file, commit)
            if other is None:
                files.append(file)
                continue
            found, when = other
            files.append(with_marking(found, folder.settings.marking))
            bridged += [_bridged(fault, end, found, when) for fault in file.faults[:1]]
        folder = replace(folder, files=tuple(files))
        return _FolderEnd(end._replace(folders=(folder,)), (), tuple(bridged))

    def _readable(self, file: PlanFile, commit: Commit) -> tuple[PlanFile, Commit] | None:
        """The last version of a file up to a commit that can be read, or else the next one."""
        earlier = self.history.versions(self.folder, commit)
        known = {version.commit.id for version in earlier}
        later = self.history.versions(self.folder, self.history.head)
        name = file.file.rpartition("/")[2]
        for version in (*earlier, *(one for one in reversed(later) if one.commit.id not in known)):
            if content := version.files.get(name):
                self.history.fetch([content])
                found = self.read(file.file, self.history.contents[content], keep_nodes=False)
                if found.plan:
                    return found, version.commit
        return None


def _bridged(fault: Diagnostic, end: End, used: PlanFile, when: Commit) -> Diagnostic:
    """The fault of a plan in whose place another version is compared."""
    where = f"As committed on {spoken(on_day(end.day))}, it" if end.commit else "It"
    instead = f"The version of {when.in_words} is compared instead."
    message = f"{where} cannot be read: {fault.message} {instead}"
    return replace(fault, message=message, review=used.plan.id if used.plan else None)


@dataclass(frozen=True)
class PaperVersions:
    """The versions of a paper for a meeting: that of the paper, and what it is compared with.

    Attributes:
        both: The two versions.
        since: The day since which changes are counted.
        asked: The same as `--since` takes it, to find the same version again.
        made: The day on which the paper is made.
        commit: The commit of the paper.
        first: The commit that it is compared with.
        unverifiable: Why the paper cannot be made again from its commit, in a sentence.
        moves: The targets that moved without a record.
        is_shallow: Older commits were not fetched.
        documents: Files beside the plans on disk that git is not asked for.
    """

    both: TwoVersions
    since: date
    asked: str
    made: date
    commit: Commit
    first: Commit
    unverifiable: str
    moves: tuple[SilentMove, ...]
    is_shallow: bool
    documents: tuple[str, ...]


def versions_for_paper(
    meeting: date,
    since: date | str | None,
    at: date | str | None,
    made: date | None,
    plans: tuple[Path, ...],
) -> PaperVersions:
    """The versions of a paper: that on disk, or the one of `at`, and that of the last meeting.

    For a meeting that has been, the plans are those of its day unless `at` says otherwise.

    Raises:
        UsageError: The settings name no earlier meeting, and `since` is not given.
        NotFoundError: There is no such commit, or no plan in either.
        DhrplanError: git cannot be used here.
    """
    start = Path.cwd()
    folders = store.distinct_folders(plans or (store.find_plans(start),))
    at = meeting if at is None and meeting < today() else at
    with progress("Reading the plans"):
        repositories = [_FolderInGit(folder, start) for folder in folders]
        found = [one.later(at) for one in repositories]
        after = _joined(end for end, _, _ in found)
        since = since if since is not None else _meeting_before(meeting, after.end.folders)
        if isinstance(since, date) and since > meeting:
            raise click.UsageError(_after(since, meeting))
        earlier = [
            one.earlier(since, commit)
            for one, (_, commit, _) in zip(repositories, found, strict=True)
        ]
        moves = tuple(
            move
            for one, (_, commit, _) in zip(repositories, found, strict=True)
            for move in silent_moves(one.history, one.folder, commit)
        )
    before = _joined(end for end, _ in earlier)
    if not any(folder.files for one in (before, after) for folder in one.end.folders):
        raise no_plan(folders, start)
    first, commit = earlier[0][1], found[0][1]
    uncommitted = tuple(dict.fromkeys(file for _, _, files in found for file in files))
    unverifiable = ""
    if uncommitted:
        unverifiable = f"It was made from files that are not committed: {listed(uncommitted)}."
    elif len({one.history.top for one in repositories}) > 1:
        unverifiable = "It was made from plans of more than one git repository."
    after = after._replace(notes=())  # the foot of the paper has them
    known = today() if uncommitted else max(one.day for _, one, _ in found)
    made = made or (known if at is not None else today())
    notes: tuple[str, ...] = before.notes
    if made < known:
        then = tuple(known_on(one, made) for one in after.end.folders)
        after = after._replace(end=after.end._replace(folders=then))
        notes = (*notes, AS_KNOWN_THEN)
    both = TwoVersions(
        before.end,
        after.end,
        (*before.bridged, *after.bridged),
        tuple(dict.fromkeys(notes)),
        names_to_withhold(folders, start),
        partial(_dated, {one.path: one for one in repositories}, at),
    )
    is_day = isinstance(since, date)
    return PaperVersions(
        both,
        since if isinstance(since, date) else first.day,
        str(since) if is_day else first.id[:HASH],
        made,
        commit,
        first,
        unverifiable,
        moves,
        any(one.history.is_shallow for one in repositories),
        _documents(folders, start) if at is None else (),
    )


def documents_left_out(plans: tuple[Path, ...]) -> tuple[str, ...]:
    """The files beside the plans on disk that git is not asked for."""
    start = Path.cwd()
    return _documents(store.distinct_folders(plans or (store.find_plans(start),)), start)


def _documents(folders: Iterable[Path], start: Path) -> tuple[str, ...]:
    every = (path for folder in folders for path in store.documents_in(folder))
    return tuple(store.display_path(path, start) for path in every)


HASH = 12
"""The characters of a commit in a paper: enough to find it for as long as the repository lives."""


def _meeting_before(meeting: date, folders: Iterable[Folder]) -> date:
    """The day of the meeting before another, by the settings."""
    days = [day for folder in folders for day in folder.settings.meetings if day < meeting]
    if not days:
        hint = "Or list the board's meetings in dhrplan.toml: `meetings = [2026-09-10]`."
        raise click.UsageError(f"Say since when: `--since 2026-09-10`. {hint}")
    return max(days)


class EarlierPlans(NamedTuple):
    """The folders of plans as they were, for rules that compare versions.

    Attributes:
        notes: What a reader must know of them.
    """

    folders: tuple[Folder, ...]
    notes: tuple[str, ...]


def earlier_plans(since: date | str, plans: tuple[Path, ...]) -> EarlierPlans:
    """Folders of plans at a commit, or the last one on or before a day.

    A plan that cannot be read there is compared as it was when it last could be.

    Raises:
        NotFoundError: There is no such commit.
        DhrplanError: git cannot be used here.
    """
    from dhrplan.rules.privacy.masked_report import masked_texts

    start = Path.cwd()
    with progress("Reading the earlier plans"):
        found = _joined([_FolderInGit(folder, start).first(since) for folder in plans])
    compared = f"Compared with {found.end.words}."
    bridged = (f"{one.place.file}: {one.message}" for one in found.bridged)
    notes = (compared, *found.notes, *bridged)
    return EarlierPlans(found.end.folders, masked_texts(notes, names_to_withhold(plans, start)))


def since_last_meeting(plans: tuple[Path, ...], until: date | str | None = None) -> date:
    """The day of the board's last meeting, by the settings beside the plans.

    Raises:
        UsageError: They name none before the day until which changes are asked for, or today.
    """
    start = Path.cwd()
    day = until if isinstance(until, date) else today()
    folders = plans or (store.find_plans(start),)
    beside = (store.read_beside(one.resolve().parent / SETTINGS, start) for one in folders)
    settings = (read_settings(*found) for found in beside if found)
    days = [one for each in settings for one in each.meetings if one < day]
    if not days:
        hint = "Or list the board's meetings in dhrplan.toml: `meetings = [2026-09-10]`."
        raise click.UsageError(f"Say since when: `--since 2026-09-10`. {hint}")
    return max(days)

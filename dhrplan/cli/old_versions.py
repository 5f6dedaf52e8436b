"""`dhrplan validate --history`: the search for personal details in all that git would hand on."""

from __future__ import annotations

import codecs
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from dhrplan import store
from dhrplan.cli.commits import names_to_withhold
from dhrplan.cli.console import progress
from dhrplan.diagnostic import Diagnostic, Severity
from dhrplan.errors import DhrplanError
from dhrplan.history.objects import Occurrence, WholeHistory, whole_history
from dhrplan.history.repository import Commit, History, open_history
from dhrplan.model.dates.values import on_day, spoken
from dhrplan.plan.folder import DOCUMENTS, decode_text_file
from dhrplan.plan.ignores import ignore_comments
from dhrplan.plan.read import read_plan
from dhrplan.plan.settings import FILE as SETTINGS
from dhrplan.plan.settings import OFF, Settings, read_settings
from dhrplan.render.findings import Findings
from dhrplan.rules.privacy.any_text import PrivateText, find_in_names, find_in_texts
from dhrplan.wording import count, listed

GOES_WITH_IT = (
    "When you share this repository, its old versions go with it. A new commit does not remove "
    "what older commits hold."
)
WHAT_TO_DO = (
    "To share the plans without their history, copy the current files into a new repository. To "
    "keep the history, ask a person who knows git-filter-repo to rewrite it. dhrplan never "
    "rewrites history."
)


class SearchedHistory(NamedTuple):
    """What was found, and whether all of the history could be searched."""

    findings: Findings
    is_complete: bool


def search_history(plans: tuple[Path, ...]) -> SearchedHistory:
    """Search the repositories around the folders named, else around the one found upwards.

    Raises:
        DhrplanError: git cannot be used here, or the list of forbidden names cannot be opened.
    """
    start = Path.cwd()
    around = store.distinct_folders(plans or store.plans_above(start) or (start,))
    by_top: dict[Path, History] = {}
    for folder in around:
        history = open_history(folder)
        by_top.setdefault(history.top, history)
    folders = around
    if not (plans or store.plans_above(start)):  # there may have been plans: the list is there yet
        folders = store.distinct_folders(one / store.PLANS for one in (start, *by_top))
    names = names_to_withhold(folders, start)
    settings = [_settings(folder, start) for folder in folders]
    with progress("Searching the history"):
        searched = [
            _Search(whole_history(history), names, settings).result() for history in by_top.values()
        ]
    notes = [note for one in searched for note in one.findings.notes]
    if not names:
        lists = listed(dict.fromkeys(one.forbidden_names for one in settings), "or")
        notes.append(
            f"No list of names to withhold was found. To search for such names, list them in "
            f"{lists} beside the folder of plans."
        )
    found = tuple(each for one in searched for each in one.findings.diagnostics)
    findings = Findings(
        found,
        sum(one.findings.files for one in searched),
        {place: line for one in searched for place, line in one.findings.lines.items()},
        (GOES_WITH_IT, *((WHAT_TO_DO,) if found else ()), *notes),
        silenced=sum(one.findings.silenced for one in searched),
        unit="file version",
    )
    return SearchedHistory(findings, all(one.is_complete for one in searched))


def _settings(folder: Path, start: Path) -> Settings:
    beside = store.read_beside(folder.resolve().parent / SETTINGS, start)
    return read_settings(*beside) if beside else Settings()


@dataclass
class _FoundText:
    """A private text, each place where it was found, and the commits that have it."""

    found: list[PrivateText]
    commits: dict[str, Commit]
    paths: dict[str, None]
    last: Occurrence | None = None
    last_found: PrivateText | None = None


class _Search:
    """The search of one repository."""

    def __init__(
        self, whole: WholeHistory, names: tuple[str, ...], settings: list[Settings]
    ) -> None:
        self.whole = whole
        self.names = names
        self.settings = settings
        self.unread = list(whole.too_large)
        self.lines: dict[tuple[str, int], str] = {}
        self.silenced: set[tuple[str, str]] = set()
        self.current = whole.files_at(whole.head) if whole.head else frozenset()

    def result(self) -> SearchedHistory:
        """Everything that is found, with what to know of it."""
        every = [
            *sorted(self._in_files(), key=_by_path),
            *sorted(self._in_file_names(), key=_by_path),
            *self._in_messages(),
            *self._in_refs(),
        ]
        kept = [one for one in map(self._weighed, every) if one]
        findings = Findings(
            tuple(kept),
            len(self.whole.files),
            self.lines,
            tuple(self._notes()),
            silenced=len(every) - len(kept),
        )
        return SearchedHistory(findings, not any(self._lacking()))

    def _weighed(self, one: Diagnostic) -> Diagnostic | None:
        """A finding with its weight by the settings of today; None if they switch it off."""
        found = [each.rules.get(one.rule) or each.rules.get("privacy") for each in self.settings]
        weights = [weight for weight in found if weight != OFF]
        if not weights:
            return None
        return replace(one, severity=Severity(weights[0])) if weights[0] else one

    # Files

    def _in_files(self) -> Iterator[Diagnostic]:
        """A finding for each text in the files, with the commits that have it."""
        by_file: dict[str, list[PrivateText]] = defaultdict(list)
        for group in self.whole.contents():
            read = (
                (content, self._text_of(self.whole.files[content], data)) for content, data in group
            )
            texts = {content: text for content, text in read if text}
            toml = {one for one in texts if self.whole.files[one].endswith(".toml")}
            for is_toml in (False, True):
                chosen = ((one, text) for one, text in texts.items() if (one in toml) == is_toml)
                for one in find_in_texts(chosen, self.names, toml=is_toml):
                    by_file[one.key].append(one)
            self._note_silenced(texts, by_file)
        found = self._by_text(one for each in by_file.values() for one in each)
        texts_of: dict[str, dict[tuple[str, str], PrivateText]] = defaultdict(dict)
        for key, each in found.items():
            for one in each.found:
                texts_of[one.key].setdefault(key, one)
        for content, _, at in self.whole.occurrences(lambda content, _: content in texts_of):
            for key, one in texts_of[content].items():
                self._add(found[key], at, one)
        for each in found.values():
            yield self._of_file(each)

    def _by_text(self, every: Iterable[PrivateText]) -> dict[tuple[str, str], _FoundText]:
        found: dict[tuple[str, str], _FoundText] = {}
        for one in every:
            key = (one.found.rule, one.letters)
            if key not in self.silenced:
                found.setdefault(key, _FoundText([], {}, {})).found.append(one)
        return found

    @staticmethod
    def _add(text: _FoundText, at: Occurrence, one: PrivateText) -> None:
        if text.last is None:
            text.last, text.last_found = at, one
        text.commits.setdefault(at.commit.id, at.commit)
        text.paths.setdefault(at.path)

    def _of_file(self, text: _FoundText) -> Diagnostic:
        """The finding, at the newest version that has it."""
        one = text.last_found or text.found[0]
        if text.last is None and one.key in self.whole.named:
            message = f"{one.found.message} A tag has it, and no commit."
            return self._finding(text, one, f"object {one.key[:8]}", message, is_current=False)
        if text.last is None:
            path = self.whole.files[one.key]
            file = f"{path} (staged)"
            message = f"{one.found.message} It is staged in git's index and in no commit."
            return self._finding(text, one, file, message, is_current=True)
        if text.last.commit.id in self.whole.notes:
            file = f"note {text.last.path.replace('/', '')[:8]}"
        else:
            file = f"{text.last.commit.short}:{text.last.path}"
        others = [path for path in text.paths if path != text.last.path]
        also = f" Also in {_few(others)}." if others and file[:5] != "note " else ""
        message = f"{one.found.message} {self._since_when(text.commits)}{also}"
        return self._finding(text, one, file, message, is_current=self.whole.head in text.commits)

    def _finding(
        self, text: _FoundText, one: PrivateText, file: str, message: str, *, is_current: bool
    ) -> Diagnostic:
        private = tuple(dict.fromkeys(each for found in text.found for each in found.found.private))
        self.lines.setdefault((file, one.found.place.line), one.line)
        return replace(
            one.found,
            place=one.found.place._replace(file=file),
            message=message,
            hint=one.advice if is_current else "",
            private=private,
        )

    def _since_when(self, commits: Mapping[str, Commit]) -> str:
        """In which commits it is, in a sentence or two."""
        last, *_, first = (*commits.values(), *commits.values())
        if len(commits) == 1:
            when = f"It is in 1 commit, of {_dated(first)}."
        else:
            when = f"It is in {len(commits):,} commits, from {_dated(first)} to {_dated(last)}."
        if commits.keys() <= self.whole.stashes:
            return f"{when} That is a stash."
        if commits.keys() <= self.whole.notes:
            return f"{when} That holds a note about a commit."
        if self.whole.head in commits:
            return f"{when} It is still in the last commit."
        return f"{when} It is not in the last commit."

    def _text_of(self, path: str, data: bytes) -> str | None:
        """A file as text: of Office documents, their words. None if it cannot be read."""
        ending = path[path.rfind(".") :].casefold()
        if ending in DOCUMENTS and data.startswith(b"PK"):
            try:
                return _words_of(path.rpartition("/")[2], data)
            except DhrplanError:
                self.unread.append(path)
                return None
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16", "replace")
        if b"\0" in data:
            self.unread.append(path)
            return None
        return decode_text_file(data)

    def _note_silenced(
        self, texts: Mapping[str, str], found: Mapping[str, list[PrivateText]]
    ) -> None:
        """Remember what comments in the current files silence: it was looked at and allowed."""
        for content in texts.keys() & found.keys() & self.current:
            if "dhrplan" not in texts[content]:
                continue
            file = read_plan("plan", texts[content].encode("utf-8", "replace"), keep_nodes=True)
            for ignore in ignore_comments(file.source) if file.plan else ():
                self.silenced |= {
                    (one.found.rule, one.letters)
                    for one in found[content]
                    if one.found.rule in ignore.rules and one.found.place.line in ignore.lines
                }

    # Names of files, messages, branches

    def _in_file_names(self) -> Iterator[Diagnostic]:
        found = self._by_text(find_in_names(self.whole.names, self.names))
        texts_of: dict[str, dict[tuple[str, str], PrivateText]] = defaultdict(dict)
        for key, each in found.items():
            for one in each.found:
                texts_of[one.key].setdefault(key, one)
        for _, name, at in self.whole.occurrences(lambda _, name: name in texts_of):
            for key, one in texts_of[name].items():
                self._add(found[key], at, one)
        staged = {part: path for path in self.whole.staged for part in path.split("/")}
        for text in found.values():
            one = text.last_found or text.found[0]
            if text.last is None:
                file = f"{staged.get(one.key, one.key)} (staged)"
                when = "It is staged in git's index and in no commit."
            else:
                file = f"{text.last.commit.short}:{text.last.path}"
                when = self._since_when(text.commits)
            message = f"{one.found.message} {when}"
            is_current = text.last is None or self.whole.head in text.commits
            yield self._finding(text, one, file, message, is_current=is_current)

    def _in_messages(self) -> Iterator[Diagnostic]:
        messages = {str(number): one for number, one in enumerate(self.whole.messages)}
        texts = ((key, one.text) for key, one in messages.items())
        for text in self._by_text(find_in_texts(texts, self.names)).values():
            holders = [messages[one.key] for one in text.found]
            commits = {one.commit.id: one.commit for one in holders if one.commit}
            one, first = text.found[0], holders[0]
            if first.commit:
                file = f"commit {first.commit.short}"
                when = f"{self._since_when(commits).partition('.')[0]}, in its message."
            else:
                file = f"tag {first.name}"
                when = "It is in the message of the tag."
            if len(commits) > 1:
                when = when.replace("in its message", "in their messages")
            yield self._finding(text, one, file, f"{one.found.message} {when}", is_current=False)

    def _in_refs(self) -> Iterator[Diagnostic]:
        by_part: dict[str, list[str]] = defaultdict(list)
        for name in self.whole.refs:
            for part in name.split("/")[2:]:
                by_part[part].append(name)
        for text in self._by_text(find_in_names(by_part, self.names)).values():
            one = text.found[0]
            names = [name for each in text.found for name in by_part[each.key]]
            what = "tag" if names[0].startswith("refs/tags/") else "branch"
            file = f"{what} {names[0].split('/', 2)[2]}"
            message = one.found.message.replace(
                "in the name of the file", f"in the name of a {what}"
            )
            others = f" Also in {_few(names[1:])}." if names[1:] else ""
            yield self._finding(text, one, file, message + others, is_current=False)

    # What to know of the search

    def _notes(self) -> Iterator[str]:
        whole = self.whole
        refs = count(len(whole.refs), "name")
        commits = count(len(whole.commits), "commit")
        yield f"Searched: {commits} with their files, and {refs} of branches, tags and the like."
        if whole.people:
            people = count(len(whole.people), "different author")
            yield f"The commits name {people}, with e-mail addresses. These are shared too."
        yield from self._lacking()
        if self.unread:
            unread = _few(self.unread)
            yield f"Only the name of these was searched, as they are not text: {unread}."
        if whole.submodules:
            yield f"Not searched, with a history of their own: {_few(whole.submodules)}."

    def _lacking(self) -> Iterator[str]:
        """What of the history is not here."""
        if self.whole.history.is_shallow:
            hint = "Fetch them first: `git fetch --unshallow`."
            yield f"This copy is without older commits, so they were not searched. {hint}"
        if self.whole.absent:
            files = count(self.whole.absent, "file")
            hint = "Clone it again without `--filter`, and search that copy."
            yield f"This copy is without the content of {files} of older commits. {hint}"


def _by_path(one: Diagnostic) -> tuple[str, int, int]:
    """By the path in a commit, then by the place in the file."""
    return one.place.file.partition(":")[2], one.place.line, one.place.column


def _dated(commit: Commit) -> str:
    return f"{spoken(on_day(commit.day))} ({commit.short})"


def _few(paths: Iterable[str], most: int = 5) -> str:
    """Paths for a sentence; of many, the first few and how many more."""
    every = tuple(dict.fromkeys(paths))
    if len(every) <= most:
        return listed(every)
    return listed((*every[: most - 1], f"{len(every) - most + 1} more"))


def _words_of(name: str, data: bytes) -> str:
    """The words of a Word document or a workbook, also hidden ones and comments.

    Raises:
        DhrplanError: It cannot be read.
    """
    from dhrplan.exchange.files import read

    document = read(name, data)
    paragraphs = [document.title or "", *document.below]
    paragraphs += [one.text for one in document.remarks]
    for grid in document.grids:
        paragraphs += grid.above
        for cell in grid.cells:
            paragraphs += [cell.text, *(one.text for one in cell.remarks)]
    return "\n\n".join(paragraphs)

"""Runs the search of a privacy rule over every file in view, and words what it finds.

The rules search the text of a file as a reader sees it, so that no field, comment, key or name is
missed, whether the file is sound YAML or not; and the names of the files.
"""

from __future__ import annotations

import pkgutil
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from dhrplan.diagnostic import Diagnostic
from dhrplan.model.plan import Plan
from dhrplan.plan.folder import Folder
from dhrplan.plan.ignores import Outline
from dhrplan.rules.engine import Check, Finding, Folders, Rule, Spot
from dhrplan.rules.privacy.readable import ReadableText, Span, readable
from dhrplan.yamldoc.nodes import Source

Search = Callable[[ReadableText], Iterable[Span]]
"""Finds the spans of one kind of private text."""

HISTORY_HINT = (
    "If it was committed, it is still in git: amend the commit if you have not shared it. If it "
    "was pushed or sent, contact the data protection officer today."
)
"""Ends the hint of every finding, since deleting the words is not enough."""

SENT_BACK = (
    "The Home Office has sent reports back because they contained real names and dates of birth."
)
"""From the letters of the Home Office's quality assurance panel."""


def _no_other_forms(_value: str) -> tuple[str, ...]:
    return ()


class Wording(NamedTuple):
    """The words of a finding."""

    what: str
    """Name of the kind of value, as the end of a sentence."""

    instead: str
    """Advice on what to write instead."""

    forms: Callable[[str], tuple[str, ...]] = _no_other_forms
    """Other forms in which another rule may print the value, so that they are masked too."""


@cache
def words(file: str, *sections: str) -> frozenset[str]:
    """The words of some sections of `words/FILE.txt`, read when first asked for."""
    found = _word_lists(file)
    return frozenset().union(*(found[section] for section in sections))


@cache
def _word_lists(file: str) -> Mapping[str, list[str]]:
    # importlib.resources would add 10 ms to the start of `validate`.
    data = pkgutil.get_data("dhrplan.rules.privacy", f"words/{file}.txt") or b""
    text = re.sub("(?m)^#.*", "", data.decode())
    _, *pieces = re.split(r"(?m)^\[(.+)\]$", text)
    return {name: body.split() for name, body in zip(pieces[::2], pieces[1::2], strict=True)}


def check(search: Search, wording: Wording) -> Check:
    """The check of a rule that searches for the same in every folder."""
    return lambda folders: scan(folders, lambda _: search, wording)


def scan(
    folders: Folders, search_for: Callable[[Folder], Search | None], wording: Wording
) -> Iterator[Finding]:
    """Everything a rule finds in the texts and names of the files, each file once.

    `search_for` gives the search for a folder, or None if there is nothing to search for.
    """
    seen: set[str] = set()
    for folder in folders:
        search = search_for(folder)
        if search is None:
            continue
        plans = {file.file: file.plan for file in folder.files}
        # Of stray files, which are not read, only the name is searched.
        for source in (*folder.sources, *(Source(stray, "") for stray in folder.strays)):
            if source.file not in seen:
                seen.add(source.file)
                yield from _in_file_name(source, search, wording)
                yield from _in_text(source, search, wording, plans.get(source.file))


def _in_file_name(source: Source, search: Search, wording: Wording) -> Iterator[Finding]:
    """Search a file's name; where nothing is found, again with `_` and `-` as spaces."""
    name = source.file.rpartition("/")[2]
    for written in (name, name.replace("_", " ").replace("-", " ")):
        found = [name[start:end] for start, end in search(ReadableText(written))]
        for value in found:
            yield Finding(
                Spot(source, offset=0),
                f"`{value}`, in the name of the file, {wording.what}.",
                f"Name the file after the review's id. {HISTORY_HINT}",
                private=(value, *wording.forms(value)),
            )
        if found:
            return


def _in_text(
    source: Source, search: Search, wording: Wording, plan: Plan | None
) -> Iterator[Finding]:
    text = readable(source)
    action_at: Callable[[int], str | None] | None = None
    for start, end in search(text):
        action_at = action_at or _actions_by_line(source, plan)  # nearly no file gets here
        offset, stop = text.span(start, end)
        value = " ".join(text.text[start:end].split())
        yield Finding(
            Spot(source, offset=offset, length=stop - offset),
            f"`{value}` {wording.what}.",
            f"{wording.instead} {HISTORY_HINT}",
            review=plan.id if plan else None,
            action=action_at(source.place(offset).line),
            private=tuple(dict.fromkeys((source.text[offset:stop], value, *wording.forms(value)))),
        )


def _actions_by_line(source: Source, plan: Plan | None) -> Callable[[int], str | None]:
    """A function from a line to the id of the action it is part of, if any."""
    line_of = attrgetter("line")
    actions = [action for each in plan.recommendations for action in each.actions] if plan else []
    actions.sort(key=line_of)
    outline = Outline(source)

    def action_at(line: int) -> str | None:
        index = bisect_right(actions, line, key=line_of)
        above = actions[index - 1] if index else None
        return above.id if above and line <= outline.last(above.line) else None

    return action_at


def without_nested(found: Iterable[Diagnostic], rules: Mapping[str, Rule]) -> list[Diagnostic]:
    """Drop each privacy finding whose private text lies within that of another one.

    So a forbidden name within an e-mail address is reported as the address, and a telephone number
    within a longer number as that. Of two with the same text the first is kept, so the findings
    must come in the order of precedence. This has to be the last step: a finding that is silenced
    or not asked for must hide no other.
    """
    diagnostics = list(found)
    by_file: dict[tuple[str, bool], list[Diagnostic]] = defaultdict(list)
    for one in diagnostics:
        if one.private and one.rule in rules and rules[one.rule].family == "privacy":
            # A finding in the name of a file has no place but the file's first character.
            in_name = (one.place.line, one.place.column, one.width) == (1, 1, 1)
            by_file[one.place.file, in_name].append(one)
    nested = {
        id(one)
        for (_, in_name), group in by_file.items()
        for one in (_nested_in_file_name(group) if in_name else _nested_in_text(group))
    }
    return [one for one in diagnostics if id(one) not in nested]


def _nested_in_text(group: list[Diagnostic]) -> Iterator[Diagnostic]:
    def longest_first(one: Diagnostic) -> tuple[int, int, int, int]:
        line, column = _end(one)
        return one.place.line, one.place.column, -line, -column

    farthest = (0, 0)
    for one in sorted(group, key=longest_first):
        end = _end(one)
        if end <= farthest:
            yield one
        farthest = max(farthest, end)


def _end(one: Diagnostic) -> tuple[int, int]:
    """Line and column at which the private text ends, as written."""
    lines = one.private[0].splitlines()
    if len(lines) == 1:
        return one.place.line, one.place.column + len(lines[0])
    return one.place.line + len(lines) - 1, len(lines[-1]) + 1


def _nested_in_file_name(group: list[Diagnostic]) -> Iterator[Diagnostic]:
    values = [one.private[0] for one in group]
    for index, one in enumerate(group):
        value = values[index]
        others = values[:index] + [other for other in values[index + 1 :] if other != value]
        if any(value in other for other in others):
            yield one

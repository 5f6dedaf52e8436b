"""Apply the comments and settings that silence rules, and check those comments and settings.

The rules of this family have no check of their own: they are found while others are silenced.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from dhrplan.diagnostic import MOST_OF_A_KIND, Diagnostic, Severity, summed_up
from dhrplan.plan.convert import in_backticks
from dhrplan.plan.ignores import IgnoreComment, ignore_comments
from dhrplan.plan.settings import FILE, OFF, key_offset
from dhrplan.rules.engine import (
    READING,
    SOUND,
    Finding,
    Folders,
    Rule,
    Spot,
    diagnostic,
    example_folder,
)
from dhrplan.wording import nearest, one_of
from dhrplan.yamldoc.nodes import Source

_FileAndRule = tuple[str, str]


class _PlacedComment(NamedTuple):
    """An ignore comment with its file and review."""

    source: Source
    ignore: IgnoreComment
    review: str | None

    def diagnostic(self, rule: Rule, message: str, hint: str) -> Diagnostic:
        spot = Spot(self.source, offset=self.ignore.start, length=self.ignore.length)
        return diagnostic(rule, Finding(spot, message, hint, review=self.review))


def silenced(
    found: Iterable[Diagnostic], folders: Folders, rules: Mapping[str, Rule]
) -> tuple[list[Diagnostic], int]:
    """Drop what settings and comments silence, and add what is wrong with these themselves.

    `rules` holds every rule by name. The number is of those dropped.
    """
    every = list(found)
    comments = list(_comments(folders))
    kept = list(_without_commented(_with_severities(every, folders, rules), comments))
    # A rule that the settings switch off counts here: once it is back on, the comment is needed.
    lines = _lines_by_rule(every) if comments else {}
    wrong = [one for comment in comments for one in _wrong_in_comment(comment, lines, rules)]
    wrong += summed_up(_wrong_in_settings(folders, rules))
    return [*kept, *_with_severities(wrong, folders, rules)], len(every) - len(kept)


def _with_severities(
    found: Iterable[Diagnostic], folders: Folders, rules: Mapping[str, Rule]
) -> Iterator[Diagnostic]:
    """Give each finding the severity from its folder's settings; drop it if that is `off`."""
    settings = {
        file: folder.settings.rules
        for folder in folders
        for file in (*folder.strays, *(source.file for source in folder.sources))
    }
    for one in found:
        by_name = settings.get(one.place.file, {})
        severity = by_name.get(one.rule) or by_name.get(rules[one.rule].family)
        if severity != OFF:
            yield replace(one, severity=Severity(severity)) if severity else one


def _comments(folders: Folders) -> Iterator[_PlacedComment]:
    for folder in folders:
        reviews = {file.file: file.plan.id for file in folder.files if file.plan}
        readable = {*reviews, *((folder.register.file,) if folder.register.file else ())}
        for source in folder.sources:
            if source.file in readable:
                for ignore in ignore_comments(source):
                    yield _PlacedComment(source, ignore, reviews.get(source.file))


def _without_commented(
    found: Iterable[Diagnostic], comments: Iterable[_PlacedComment]
) -> Iterator[Diagnostic]:
    """The findings on lines to which no comment for their rule applies."""
    silent: dict[_FileAndRule, list[range]] = defaultdict(list)
    for comment in comments:
        for name in comment.ignore.rules:
            silent[comment.source.file, name].append(comment.ignore.lines)
    merged = {key: _merged(lines) for key, lines in silent.items()}
    for one in found:
        lines = merged.get((one.place.file, one.rule), ())
        at = bisect_right(lines, one.place.line, key=lambda each: each.start) - 1
        if at < 0 or one.place.line not in lines[at]:
            yield one


def _merged(lines: Iterable[range]) -> list[range]:
    """The same lines in ranges that do not overlap, in order, for binary search."""
    merged: list[range] = []
    for each in sorted(lines, key=lambda each: each.start):
        if merged and each.start <= merged[-1].stop:
            merged[-1] = range(merged[-1].start, max(merged[-1].stop, each.stop))
        else:
            merged.append(each)
    return merged


def _lines_by_rule(found: Iterable[Diagnostic]) -> dict[_FileAndRule, list[int]]:
    lines: dict[_FileAndRule, list[int]] = defaultdict(list)
    for one in found:
        lines[one.place.file, one.rule].append(one.place.line)
    return {key: sorted(each) for key, each in lines.items()}


def _wrong_in_comment(
    comment: _PlacedComment, found: Mapping[_FileAndRule, list[int]], rules: Mapping[str, Rule]
) -> Iterator[Diagnostic]:
    if not comment.ignore.rules:
        message = "This comment is not understood, and silences nothing."
        yield comment.diagnostic(UNCLEAR_IGNORE, message, "Write `# dhrplan: ignore[rule] why`.")
        return
    for name in comment.ignore.rules:
        rule = rules.get(name)
        if rule is None:
            message, hint = _unknown(name, rules)
            if any(name == each.family for each in rules.values()):
                message = f"`{name}` is a family of rules. A comment can silence only single rules."
                hint = f"Name the rules you mean. To silence all of `{name}`, use {FILE}."
            yield comment.diagnostic(UNKNOWN_RULE, message, hint)
        elif rule.family == READING:
            message = f"`{name}` cannot be silenced: what cannot be read must be fixed."
            hint = "Delete the comment, and fix the value."
            yield comment.diagnostic(UNUSED_IGNORE, message, hint)
        elif not (rule.check_as_of or rule.check_since):
            lines, applies_to = found.get((comment.source.file, name), []), comment.ignore.lines
            if bisect_left(lines, applies_to.start) == bisect_left(lines, applies_to.stop):
                message = f"`{name}` finds nothing here, so this comment has no effect."
                yield comment.diagnostic(
                    UNUSED_IGNORE, message, f"Delete `{name}` from the comment."
                )
    if not comment.ignore.reason:
        message = "The comment does not say why."
        hint = "Write the reason after the bracket."
        yield comment.diagnostic(IGNORE_WITHOUT_REASON, message, hint)


def _wrong_in_settings(folders: Folders, rules: Mapping[str, Rule]) -> Iterator[Diagnostic]:
    families = {rule.family for rule in rules.values()} - {READING}
    known = [name for name, rule in rules.items() if rule.family != READING]
    # Folders may share a settings file, which is checked once.
    by_file = {
        one.settings.source.file: (one.settings.source, one.settings.rules)
        for one in folders
        if one.settings.source
    }
    for source, severities in by_file.values():
        unknown = [name for name in severities if name not in known and name not in families]
        for index, name in enumerate(unknown):
            # Only the first are listed, and to look for near names takes long.
            near = (*known, *families) if index <= MOST_OF_A_KIND else ()
            message, hint = _unknown(name, near)
            if name in rules or name == READING:
                message = f"`{name}` cannot be changed: what cannot be read is an error."
                hint = "Delete the line."
            spot = Spot(source, offset=key_offset(source, name), length=len(name))
            yield diagnostic(UNKNOWN_RULE, Finding(spot, message, hint))


def _unknown(name: str, known: Iterable[str]) -> tuple[str, str]:
    """Message and hint for a name that is no rule."""
    found = nearest(name, known)
    hint = f"Write {one_of(found)}." if found else "`dhrplan explain` lists all rules."
    return f"{in_backticks(name)} is not a rule.", hint


_DECIDED = "status: complete\ncompleted: 2021-02\n"
_WHY = "# dhrplan: ignore[complete-without-outcome] The agency closed before it could answer."

UNKNOWN_RULE = Rule(
    name="unknown-rule",
    family="silencing",
    severity=Severity.ERROR,
    what="A comment or a setting that names a rule which does not exist.",
    why="It should silence a rule or change its severity. With a misspelt name it does neither.",
    instead="Write the name as `dhrplan explain` lists it.",
    bad={**example_folder(), FILE: '[rules]\nno-newss = "off"\n'},
    good={**example_folder(), FILE: '[rules]\nno-news = "off"\n'},
)
UNCLEAR_IGNORE = Rule(
    name="unclear-ignore",
    family="silencing",
    severity=Severity.WARNING,
    what="A comment that begins `dhrplan:` and is not understood.",
    why="The comment looks as if it silences a rule, and it does not.",
    instead="Write `# dhrplan: ignore[rule] why`, with the name of the rule in brackets.",
    bad=example_folder(f"lead: [POL]\n# dhrplan: ignore duplicates\n{SOUND[12:]}"),
    good=example_folder(),
)
UNUSED_IGNORE = Rule(
    name="unused-ignore",
    family="silencing",
    severity=Severity.WARNING,
    what="A comment that silences a rule which finds nothing there.",
    why="The problem has been fixed, or the comment is in the wrong place. Left there, it "
    "would hide the next mistake. Rules whose findings change with time, or need an earlier "
    "version, are not checked.",
    instead="Delete the comment, or put it on the line, or above the item, that it is for.",
    bad=example_folder(f"lead: [POL]\n{_WHY}\n{SOUND[12:]}"),
    good=example_folder(),
)
IGNORE_WITHOUT_REASON = Rule(
    name="ignore-without-reason",
    family="silencing",
    severity=Severity.WARNING,
    what="A comment that silences a rule and does not say why.",
    why="In a year it will not be clear whether the gap was checked and accepted, or only hidden.",
    instead="Write the reason after the bracket, in a few words.",
    bad=example_folder(f"lead: [POL]\n{_WHY.partition(']')[0]}]\n{_DECIDED}"),
    good=example_folder(f"lead: [POL]\n{_WHY}\n{_DECIDED}"),
)
RULES = (UNKNOWN_RULE, UNCLEAR_IGNORE, UNUSED_IGNORE, IGNORE_WITHOUT_REASON)
"""The rules of this family."""

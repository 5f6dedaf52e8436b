"""Silencing: what comments and settings leave out, and which of them are wrong themselves.

These rules have no check of their own: they are found while the others are silenced.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.diagnostic import Diagnostic, Severity
from dhrplan.rules import example
from dhrplan.rules.base import Finding, Rule, Spot, diagnostic
from dhrplan.text.convert import shown
from dhrplan.text.ignores import Ignore, ignores
from dhrplan.text.nearest import nearest
from dhrplan.text.settings import FILE, OFF, key_index
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dhrplan.rules.base import Folders
    from dhrplan.text.settings import Settings
    from dhrplan.text.source import Source


_Key = tuple[str, str]
"""A file and the name of a rule."""


class _Comment(NamedTuple):
    source: Source
    ignore: Ignore
    review: str | None

    def found(self, rule: Rule, message: str, hint: str) -> Diagnostic:
        spot = Spot(self.source, offset=self.ignore.start, length=self.ignore.length)
        return diagnostic(rule, Finding(spot, message, hint, review=self.review))


def silenced(
    found: Iterable[Diagnostic], folders: Folders, rules: Mapping[str, Rule]
) -> list[Diagnostic]:
    """What is left when settings and comments have had their say, and what is wrong with these.

    Args:
        found: What the rules found.
        folders: All that is in view.
        rules: Every rule, by its name.
    """
    every = list(found)
    comments = list(_comments(folders))
    kept = list(_unsilenced(_weighed(every, folders, rules), comments))
    # A rule that the settings switch off counts here: the comment is right on the day it is back.
    lines = _lines_by_rule(every) if comments else {}
    told = [one for each in comments for one in _told(each, lines, rules)]
    return [*kept, *_weighed([*told, *_unknown_in_settings(folders, rules)], folders, rules)]


def _weighed(
    found: Iterable[Diagnostic], folders: Folders, rules: Mapping[str, Rule]
) -> Iterator[Diagnostic]:
    """Each finding with the weight that the settings of its folder give to its rule."""
    settings = {
        file: folder.settings.rules
        for folder in folders
        for file in (*folder.strays, *(source.file for source in folder.sources))
    }
    for one in found:
        set_here = settings.get(one.place.file, {})
        weight = set_here.get(one.rule) or set_here.get(rules[one.rule].family)
        if weight != OFF:
            yield replace(one, severity=Severity(weight)) if weight else one


def _comments(folders: Folders) -> Iterator[_Comment]:
    for folder in folders:
        reviews = {file.file: file.plan.id for file in folder.files if file.plan}
        readable = {*reviews, *((folder.register.file,) if folder.register.file else ())}
        for source in folder.sources:
            if source.file in readable:
                for ignore in ignores(source):
                    yield _Comment(source, ignore, reviews.get(source.file))


def _unsilenced(found: Iterable[Diagnostic], comments: Iterable[_Comment]) -> Iterator[Diagnostic]:
    """The findings in none of the lines that a comment speaks for."""
    silent: dict[_Key, list[range]] = defaultdict(list)
    for comment in comments:
        for name in comment.ignore.rules:
            silent[comment.source.file, name].append(comment.ignore.lines)
    stretches = {key: _apart(lines) for key, lines in silent.items()}
    for one in found:
        lines = stretches.get((one.place.file, one.rule), ())
        at = bisect_right(lines, one.place.line, key=lambda each: each.start) - 1
        if at < 0 or one.place.line not in lines[at]:
            yield one


def _apart(lines: Iterable[range]) -> list[range]:
    """The same lines in stretches that do not overlap, in order."""
    apart: list[range] = []
    for each in sorted(lines, key=lambda each: each.start):
        if apart and each.start <= apart[-1].stop:
            apart[-1] = range(apart[-1].start, max(apart[-1].stop, each.stop))
        else:
            apart.append(each)
    return apart


def _lines_by_rule(found: Iterable[Diagnostic]) -> dict[_Key, list[int]]:
    """The lines on which each rule found something, in order."""
    lines: dict[_Key, list[int]] = defaultdict(list)
    for one in found:
        lines[one.place.file, one.rule].append(one.place.line)
    return {key: sorted(each) for key, each in lines.items()}


def _told(
    comment: _Comment, found: Mapping[_Key, list[int]], rules: Mapping[str, Rule]
) -> Iterator[Diagnostic]:
    """What is wrong with one comment."""
    names = comment.ignore.rules
    if not names:
        message = "A comment that begins `dhrplan:` is not understood, and silences nothing."
        yield comment.found(UNCLEAR_IGNORE, message, "Write `# dhrplan: ignore[rule] why`.")
        return
    for name in names:
        rule = rules.get(name)
        if rule is None:
            yield comment.found(UNKNOWN_RULE, *_unknown_in_comment(name, rules))
        elif rule.family == "reading":
            message = f"`{name}` cannot be silenced: what cannot be read has to be mended."
            yield comment.found(UNUSED_IGNORE, message, "Delete the comment, and mend the value.")
        elif not rule.check_as_of and not _silences_any(comment, name, found):
            message = f"`{name}` finds nothing here, so that this comment silences nothing."
            yield comment.found(UNUSED_IGNORE, message, f"Take `{name}` out.")
    if not comment.ignore.reason:
        message = "The comment does not say why."
        yield comment.found(IGNORE_WITHOUT_REASON, message, "Write the reason behind the bracket.")


def _silences_any(comment: _Comment, name: str, found: Mapping[_Key, list[int]]) -> bool:
    lines, spoken_for = found.get((comment.source.file, name), []), comment.ignore.lines
    return bisect_left(lines, spoken_for.start) < bisect_left(lines, spoken_for.stop)


def _unknown_in_settings(folders: Folders, rules: Mapping[str, Rule]) -> Iterator[Diagnostic]:
    families = {rule.family for rule in rules.values()} - {"reading"}
    known = [name for name, rule in rules.items() if rule.family != "reading"]
    for source, settings in _set(folders):
        for name in settings.rules:
            if name not in known and name not in families:
                spot = Spot(source, offset=key_index(source, name), length=len(name))
                message, hint = _unknown(name, (*known, *families))
                if name in rules or name == "reading":
                    message = (
                        f"`{name}` cannot be weighed otherwise: what cannot be read is an error."
                    )
                    hint = "Take the line out."
                yield diagnostic(UNKNOWN_RULE, Finding(spot, message, hint))


def _set(folders: Folders) -> Iterator[tuple[Source, Settings]]:
    """The settings of every folder, each file once."""
    by_file = {
        folder.settings.source.file: (folder.settings.source, folder.settings)
        for folder in folders
        if folder.settings.source
    }
    yield from by_file.values()


def _unknown_in_comment(name: str, rules: Mapping[str, Rule]) -> tuple[str, str]:
    if any(name == rule.family for rule in rules.values()):
        return (
            f"`{name}` is a family of rules, and a comment silences single rules.",
            f"Name those that are meant; `{name}` as a whole can be set in {FILE}.",
        )
    return _unknown(name, rules)


def _unknown(name: str, known: Iterable[str]) -> tuple[str, str]:
    found = nearest(name, known)
    hint = f"Write {one_of(found)}." if found else "`dhrplan explain` lists all rules."
    return f"{shown(name)} is not a rule.", hint


_DECIDED = "status: complete\ncompleted: 2021-02\n"
_WHY = "# dhrplan: ignore[complete-without-outcome] The agency was closed before it could tell."

UNKNOWN_RULE = Rule(
    name="unknown-rule",
    family="silencing",
    severity=Severity.ERROR,
    what="A comment or a setting names a rule that there is not.",
    why="It was meant to silence something, or to make it weigh more. Mistyped, it does neither.",
    instead="Write the name as `dhrplan explain` lists it.",
    bad={**example.one(), FILE: '[rules]\nno-newss = "off"\n'},
    good={**example.one(), FILE: '[rules]\nno-news = "off"\n'},
)
UNCLEAR_IGNORE = Rule(
    name="unclear-ignore",
    family="silencing",
    severity=Severity.WARNING,
    what="A comment begins `dhrplan:` and goes on in a way that is not understood.",
    why="Whoever wrote it believes that a rule is silenced, and it is not.",
    instead="Write `# dhrplan: ignore[rule] why`, with the name of the rule in brackets.",
    bad=example.one(f"lead: [POL]\n# dhrplan: ignore duplicates\n{example.SOUND[12:]}"),
    good=example.one(),
)
UNUSED_IGNORE = Rule(
    name="unused-ignore",
    family="silencing",
    severity=Severity.WARNING,
    what="A comment silences a rule that finds nothing there.",
    why="What it was written for has been mended, or the comment stands in the wrong place. Left "
    "there, it would hide the next mistake. Rules whose answer changes with time are passed over.",
    instead="Take the comment out, or put it on the line, or above the item, that it is for.",
    bad=example.one(f"lead: [POL]\n{_WHY}\n{example.SOUND[12:]}"),
    good=example.one(),
)
IGNORE_WITHOUT_REASON = Rule(
    name="ignore-without-reason",
    family="silencing",
    severity=Severity.WARNING,
    what="A comment silences a rule and does not say why.",
    why="In a year nobody will know whether the gap was looked at and found to be right, or only "
    "hidden.",
    instead="Write the reason behind the bracket, in a few words.",
    bad=example.one(f"lead: [POL]\n{_WHY.partition(']')[0]}]\n{_DECIDED}"),
    good=example.one(f"lead: [POL]\n{_WHY}\n{_DECIDED}"),
)
RULES = (UNKNOWN_RULE, UNCLEAR_IGNORE, UNUSED_IGNORE, IGNORE_WITHOUT_REASON)
"""The rules of this family."""

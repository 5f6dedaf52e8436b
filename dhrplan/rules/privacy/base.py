"""Where the privacy rules look, and how what they find is told.

They read the text of every file in view as a reader would, so that no field, comment, key or other
name is passed over, whether the file is sound YAML or not; and the names of the files.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.rules.base import Finding, Spot
from dhrplan.text.legible import Legible, legible
from dhrplan.text.outline import Outline
from dhrplan.text.source import Source

if TYPE_CHECKING:
    from dhrplan.model.plan import Action, Plan
    from dhrplan.rules.base import Check, Folders
    from dhrplan.text.folder import Folder

Stretch = tuple[int, int]
"""From where to where in a text, in characters from 0."""

Find = Callable[[Legible], Iterable[Stretch]]
"""What looks for one kind of thing in a text."""

HISTORY = (
    "Git keeps what was once committed: amend the commit if nobody else has it yet; otherwise tell "
    "the data protection officer and whoever keeps the repository."
)
"""What every finding adds: to delete the words is not enough."""

SENT_BACK = (
    "The Home Office has sent reports back because real names and dates of birth stood in them."
)
"""What is known to have happened; its quality assurance letters say so."""


def _no_other_forms(_value: str) -> tuple[str, ...]:
    return ()


class Says(NamedTuple):
    """What is said of a finding.

    Attributes:
        what: What the value is, as the end of a sentence.
        instead: What to write instead.
        forms: In which other forms another rule may write the value, so that they are masked too.
    """

    what: str
    instead: str
    forms: Callable[[str], tuple[str, ...]] = _no_other_forms


def words(text: str) -> frozenset[str]:
    """The words of a list, which are parted by spaces."""
    return frozenset(text.split())


def check(find: Find, says: Says) -> Check:
    """The check of a rule that looks for the same in every folder."""
    return lambda folders: findings(folders, lambda _: find, says)


def findings(
    folders: Folders, looking: Callable[[Folder], Find | None], says: Says
) -> Iterator[Finding]:
    """Everything of a kind in the texts and the names of the files, each file once.

    Args:
        folders: All that is in view.
        looking: What to look with in a folder; None where there is nothing to look for.
        says: What is said of it.
    """
    seen: set[str] = set()
    for folder in folders:
        find = looking(folder)
        if find is None:
            continue
        plans = {one.file: one.plan for one in folder.files}
        for source in _sources(folder):
            if source.file not in seen:
                seen.add(source.file)
                yield from _in_name(source, find, says)
                yield from _in_text(source, find, says, plans.get(source.file))


def _sources(folder: Folder) -> Iterator[Source]:
    """Every file of a folder; of those that are not read, the name alone."""
    yield from folder.sources
    yield from (Source(stray, "") for stray in folder.strays)


def _in_text(source: Source, find: Find, says: Says, plan: Plan | None) -> Iterator[Finding]:
    text = legible(source)
    actions: _Actions | None = None
    for start, end in find(text):
        actions = actions or _Actions(source, plan)  # in nearly every file there is nothing to find
        offset, stop = text.span(start, end)
        value = " ".join(text.text[start:end].split())
        yield Finding(
            Spot(source, offset=offset, length=stop - offset),
            f"`{value}` {says.what}.",
            f"{says.instead} {HISTORY}",
            review=plan.id if plan else None,
            action=actions.at(source.place(offset).line),
            private=tuple(dict.fromkeys((source.text[offset:stop], value, *says.forms(value)))),
        )


def _in_name(source: Source, find: Find, says: Says) -> Iterator[Finding]:
    """What the name of a file holds, where spaces may be written as `_` or `-`."""
    name = source.file.rpartition("/")[2]
    for written in (name, name.replace("_", " ").replace("-", " ")):
        found = [name[start:end] for start, end in find(Legible(written))]
        for value in found:
            yield Finding(
                Spot(source, offset=0),
                f"`{value}`, in the name of the file, {says.what}.",
                f"Rename the file after the review's id. {HISTORY}",
                private=(value, *says.forms(value)),
            )
        if found:
            return


class _Actions:
    """The actions of a plan, to be asked which of them a line belongs to."""

    def __init__(self, source: Source, plan: Plan | None) -> None:
        every = (one for each in plan.recommendations for one in each.actions) if plan else ()
        self._by_line = sorted(every, key=_line)
        self._outline = Outline(source)

    def at(self, line: int) -> str | None:
        """The action that a line belongs to, if it lies in one."""
        above = bisect_right(self._by_line, line, key=_line)
        nearest = self._by_line[above - 1] if above else None
        return nearest.id if nearest and line <= self._outline.last(nearest.line) else None


def _line(action: Action) -> int:
    return action.line


def digits(text: str) -> str:
    """The digits of a text."""
    return "".join(filter(str.isdecimal, text))

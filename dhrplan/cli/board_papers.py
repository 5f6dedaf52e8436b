"""Papers for a meeting: made from two versions of the plans, and made again to verify one."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from dhrplan.cli.answer import write_problems
from dhrplan.cli.commits import HASH, PaperVersions, versions_for_paper
from dhrplan.cli.console import tell
from dhrplan.cli.documents import read_named
from dhrplan.cli.options import parse_filters
from dhrplan.diagnostic import Diagnostic
from dhrplan.errors import DhrplanError, NotFoundError
from dhrplan.exchange.grid import Document
from dhrplan.exchange.printed import (
    Difference,
    PrintedLine,
    differences,
    is_other,
    lines_of_markdown,
    lines_of_word,
)
from dhrplan.exchange.word import read as read_word
from dhrplan.render import Layout, render
from dhrplan.render.fingerprint import fingerprint
from dhrplan.render.office import nameless
from dhrplan.reports.paper import CANNOT, Foot, Occasion, paper, with_foot
from dhrplan.reports.select import Selection
from dhrplan.table import Report
from dhrplan.wording import listed


@dataclass(frozen=True)
class PaperAsked:
    """What a paper is asked for.

    Attributes:
        since: The day or the commit since which changes count; None for the last meeting.
        at: The commit of the plans; None for the files on disk.
        made: The day whose record it has; None for today.
        version: The version of the program that its foot names.
    """

    meeting: date
    since: date | str | None
    at: date | str | None
    made: date | None
    selection: Selection
    plans: tuple[Path, ...]
    version: str


class MadePaper(NamedTuple):
    """A paper, with what could not be read, and whether older commits were not fetched."""

    report: Report
    problems: tuple[Diagnostic, ...]
    is_shallow: bool


def make_paper(asked: PaperAsked) -> MadePaper:
    """Make a paper, with its foot. What could not be read is named on standard error.

    Raises:
        UsageError: It is not known since when changes count.
        NotFoundError: There is no such commit, plan or value of a filter.
        DhrplanError: git cannot be used here.
    """
    versions = versions_for_paper(asked.meeting, asked.since, asked.at, asked.made, asked.plans)
    if versions.documents:
        left_out = listed(versions.documents)
        tell(f"Not in this paper: {left_out}. `dhrplan import` makes a plan of a document.")
    both = versions.both
    occasion = Occasion(
        asked.meeting, versions.made, versions.since, both.before, both.after, versions.moves
    )
    try:
        report = paper(occasion, asked.selection)
    except NotFoundError:  # an unreadable file may hold what is asked for
        write_problems(both.view.unread_files, both.view)
        raise
    problems = write_problems(both.problems(asked.selection), both.view)
    problems = tuple(map(nameless, problems))
    shown = both.finish(report)
    unverifiable = versions.unverifiable
    if shown.filters != report.filters:
        unverifiable = unverifiable or "A filter has words that are withheld."
    foot = Foot(
        _made_from(versions, asked.version),
        None if unverifiable else " ".join(_command(asked, versions, shown)),
        unverifiable,
        fingerprint(shown, problems),
    )
    # A commit is known only where the plans are those of it.
    commit = None if versions.unverifiable else versions.commit.id
    whole = replace(with_foot(shown, foot), commit=commit)
    return MadePaper(whole, problems, versions.is_shallow)


def _made_from(versions: PaperVersions, version: str) -> str:
    name = f"dhrplan {version}"
    before = versions.both.before.words.replace("the plans of", "those of")
    compared = f"compared with {before}"
    if versions.unverifiable:
        after = versions.both.after.words.replace("those of", "the plans of").removesuffix(" now")
        return f"Made by {name} from {after}, {compared}."
    return f"Made by {name} from the plans of {versions.commit.in_words}, {compared}."


def _command(asked: PaperAsked, versions: PaperVersions, report: Report) -> Iterator[str]:
    """The words of the command that makes a paper again."""
    yield "dhrplan paper"
    yield f"--meeting {asked.meeting.isoformat()}"
    yield f"--since {versions.asked}"
    yield f"--at {versions.commit.id[:HASH]}"
    yield f"--as-of {versions.made.isoformat()}"
    for name, values in report.filters.items():
        yield from (f"--{name} {shlex.quote(value)}" for value in values)


# To verify a paper


class FootRead(NamedTuple):
    """What the foot of a paper says: what it was asked for, and the commit."""

    asked: PaperAsked
    commit: str


_COMMAND_BEGINS = "dhrplan paper --meeting "
_VERSION = re.compile(r"Made by dhrplan (\S+) from ")
_COMMIT = re.compile(r"[0-9a-f]{7,64}")


def read_foot(lines: Sequence[PrintedLine], name: str, plans: tuple[Path, ...]) -> FootRead:
    """What a paper was asked for, by its foot. The words are read and never run.

    Raises:
        DhrplanError: It is no paper, cannot be verified, or its foot was changed.
    """
    texts = [line.text for line in lines if not line.columns]
    found = [text for text in texts if text.startswith(_COMMAND_BEGINS)]
    versions = [match[1] for text in texts if (match := _VERSION.search(text))]
    if not found or not versions:
        for text in texts:
            if CANNOT in text:
                raise DhrplanError(
                    f"{name} cannot be verified. {text.partition(CANNOT)[2].strip()}"
                )
        message = f"{name} is not a paper of `dhrplan paper`, or its foot is missing."
        raise DhrplanError(message, "The foot says from which commit a paper was made.")
    try:
        asked = _asked_again(found[-1], plans, versions[-1])
    except (ValueError, KeyError, click.UsageError) as error:
        message = f"The foot of {name} cannot be read, so it cannot be verified."
        raise DhrplanError(message, "It was changed, or is of a later version.") from error
    return FootRead(asked, str(asked.at))


def _asked_again(command: str, plans: tuple[Path, ...], version: str) -> PaperAsked:
    """The values of the command in a foot; ValueError, KeyError or UsageError if it has others."""
    words = shlex.split(command)[2:]
    if len(words) % 2 or not all(one.startswith("--") for one in words[::2]):
        raise ValueError
    own: dict[str, str] = {}
    filters = []
    for option, value in zip(words[::2], words[1::2], strict=True):
        if option in _OF_FOOT:
            own[option] = value
        else:
            filters.append(f"{option.removeprefix('--')}={value}")
    if not _COMMIT.fullmatch(own["--at"]):
        raise ValueError
    since = own["--since"]
    return PaperAsked(
        date.fromisoformat(own["--meeting"]),
        since if _COMMIT.fullmatch(since) else date.fromisoformat(since),
        own["--at"],
        date.fromisoformat(own["--as-of"]),
        parse_filters(filters),
        plans,
        version,
    )


_OF_FOOT = ("--meeting", "--since", "--at", "--as-of")


class Verdict(NamedTuple):
    """What came of verifying a paper.

    Attributes:
        commit: The commit that it was compared with.
        remarks: What could not be compared, in sentences.
        doubt: Why another paper may have been made than then, though nothing was changed.
    """

    commit: str
    fingerprint: str
    differences: tuple[Difference, ...]
    remarks: tuple[str, ...]
    doubt: str


def verify_paper(path: Path, plans: tuple[Path, ...], version: str) -> Verdict:
    """Make a paper again from the commit that its foot names, and compare the words.

    Raises:
        UsageError: There is no such file, or it is neither Word nor Markdown.
        DhrplanError: It cannot be told whether it was changed.
    """
    data = read_named(path)
    is_word = path.suffix.casefold() == ".docx"
    if not is_word and path.suffix.casefold() != ".md":
        raise click.UsageError(f"{path.name} is not a paper in Word or Markdown (.docx, .md).")
    document = read_word(data, path.name) if is_word else None

    def lines(headings: Collection[str]) -> tuple[PrintedLine, ...]:
        if document is not None:
            return lines_of_word(document, headings)
        return lines_of_markdown(data, headings)

    foot = read_foot(lines(()), path.name, plans)
    try:
        made = make_paper(foot.asked)
    except NotFoundError as error:
        message = f"{path.name} cannot be verified: {str(error)[:1].lower()}{str(error)[1:]}"
        raise DhrplanError(message, _ELSEWHERE) from error
    except click.UsageError as error:
        message = f"{path.name} cannot be verified: no paper is made from what its foot says."
        raise DhrplanError(message, error.message) from error
    headings = [section.title for section in made.report.sections if section.title]
    if is_word:
        again = render("docx", made.report, made.problems, Layout())
        wanted = lines_of_word(read_word(again, path.name), headings)
    else:
        text = render("markdown", made.report, made.problems, Layout())
        wanted = lines_of_markdown(text.encode(), headings)
    found = lines(headings)
    if is_other(wanted, found):
        raise DhrplanError(f"{path.name} is far longer than the paper that its foot names.")
    differing = differences(wanted, found)
    if document is not None:
        differing = (*_unmarked(document, made.report), *differing)
    return Verdict(
        foot.commit,
        str(made.report.data["fingerprint"]),
        differing,
        tuple(_not_compared(document)) if document is not None else (),
        _doubt(foot.asked.version != version, made.is_shallow),
    )


_ELSEWHERE = (
    "Verify it in the folder where it was made, or name its plans with `--plans DIR`. If that is "
    "this folder, the history was rewritten, or is not all fetched: `git fetch`."
)


def _doubt(is_of_other_version: bool, is_shallow: bool) -> str:  # noqa: FBT001 - two facts
    if is_of_other_version:
        return (
            "Another version of dhrplan made it, which may word things in another way. To be "
            "certain, verify it with the version that its foot names."
        )
    if is_shallow:
        return "This copy is without older commits. Fetch them: `git fetch --unshallow`."
    return ""


def _unmarked(document: Document, report: Report) -> Iterator[Difference]:
    """The markings that no page header or footer has any more."""
    shown = " ".join(one.text for one in document.remarks if one.kind == "header")
    for marking in report.markings:
        if " ".join(marking.split()) not in shown:
            yield Difference("Page header", marking, None)


def _not_compared(document: Document) -> Iterator[str]:
    """What a file holds beside the words that were compared."""
    remarks = [*document.remarks, *(r for g in document.grids for c in g.cells for r in c.remarks)]
    kinds = {one.kind for one in remarks}
    if kinds & {"inserted", "deleted"}:
        yield "It has tracked changes; it was compared as if all were accepted."
    if kinds & {"comment", "note"}:
        yield "It has comments or notes, which were not compared."
    if "picture" in kinds:
        yield "It has a picture, which cannot be compared. It may cover something."
    if "hidden" in kinds:
        yield "It has hidden words, which were not compared."

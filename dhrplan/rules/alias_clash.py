"""alias-clash: one word for two agencies, or for two reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dhrplan.diagnostic import Severity
from dhrplan.model.agencies import folded
from dhrplan.rules import duplicate_review, example
from dhrplan.rules.base import Finding, Rule, Spot, plans_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dhrplan.model.agencies import Agency, Group
    from dhrplan.rules.base import Folders
    from dhrplan.text.folder import Folder
    from dhrplan.text.source import Source

_REGISTER = """\
agencies:
  POL:
    name: Northshire Police
    aliases: [Police]
  BTP:
    name: British Transport Police
    aliases: [{}]
"""
_CODE, _NAME, _ALIAS = range(3)


class _Word(NamedTuple):
    """A word, and whom it means.

    Attributes:
        owner: The body or the review, as it is spoken of.
        rank: A code or id goes before a name or title, and that before an alias.
        whole: Where the body or the review stands, by which two of one code are told apart.
    """

    text: str
    owner: str
    rank: int
    spot: Spot
    whole: Spot
    review: str | None = None


def _check(folders: Folders) -> Iterator[Finding]:
    for folder in folders:
        yield from _clashes(_words_of_bodies(folder))
    yield from _clashes(_words_of_reviews(folders))


def _clashes(words: Iterable[_Word]) -> Iterator[Finding]:
    first: dict[str, _Word] = {}
    for word in sorted(words, key=lambda word: word.rank):
        known = first.setdefault(folded(word.text), word)
        if known is word:
            continue
        if known.whole != word.whole:
            message = f"`{word.text}` means `{known.owner}` already, and here `{word.owner}`."
            hint = "Keep it for one of the two, and give the other a word of its own."
            yield _finding(word, known, message, hint)
        elif known.rank == _ALIAS:  # that an alias repeats a code or a name does no harm
            message = f"`{word.text}` stands among the aliases of `{word.owner}` already."
            yield _finding(word, known, message, "Take one of the two out.")


def _finding(word: _Word, known: _Word, message: str, hint: str) -> Finding:
    related = (known.spot._replace(note=f"`{known.text}` stands here"),)
    return Finding(word.spot, message, hint, related, word.review)


def _words_of_bodies(folder: Folder) -> Iterator[_Word]:
    if folder.register_file:
        source, register = folder.register_file.source, folder.register
        yield from _words_of(source, "agencies", register.agencies)
        yield from _words_of(source, "groups", register.groups)


def _words_of(
    source: Source, part: str, bodies: Mapping[str, Agency] | Mapping[str, Group]
) -> Iterator[_Word]:
    for code, body in bodies.items():
        whole = Spot(source, (part, code), key=True)
        yield _Word(code, code, _CODE, whole, whole)
        if body.name:
            yield _Word(body.name, code, _NAME, Spot(source, (part, code, "name")), whole)
        for index, alias in enumerate(body.aliases):
            spot = Spot(source, (part, code, "aliases", index))
            yield _Word(alias, code, _ALIAS, spot, whole)


def _words_of_reviews(folders: Folders) -> Iterator[_Word]:
    copies = duplicate_review.copies(folders)
    for source, plan in plans_of(folders):
        if source.file in copies:
            continue
        whole = Spot(source, ("id",))
        yield _Word(plan.id, plan.id, _CODE, whole, whole, plan.id)
        if plan.title:
            yield _Word(plan.title, plan.id, _NAME, Spot(source, ("title",)), whole, plan.id)
        for index, alias in enumerate(plan.aliases):
            spot = Spot(source, ("aliases", index))
            yield _Word(alias, plan.id, _ALIAS, spot, whole, plan.id)


RULE = Rule(
    name="alias-clash",
    family="references",
    severity=Severity.ERROR,
    what="A code, id, name, title or alias that means two agencies of the register, or two "
    "reviews, whatever the case and spaces; or an alias that is given twice.",
    why="Whoever asks for `Police` gets what one of the two leads, and cannot see that the other "
    "is left out; whoever asks for a review by such a word gets two.",
    instead="Keep the word for one of them, and give the other a word of its own.",
    check=_check,
    across=True,
    bad={**example.one(), "agencies.yaml": _REGISTER.format("British Transport, police")},
    good={**example.one(), "agencies.yaml": _REGISTER.format("Transport Police")},
)

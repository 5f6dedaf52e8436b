"""alias-clash: one name for two agencies, or for two reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dhrplan.diagnostic import Severity
from dhrplan.model.agencies import Agency, Group, folded
from dhrplan.plan.folder import Folder
from dhrplan.rules import duplicate_review
from dhrplan.rules.engine import Finding, Findings, Folders, Rule, Spot, example_folder, plans_of
from dhrplan.yamldoc.nodes import Source

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


class _KnownName(NamedTuple):
    """A name of a body (agency or group) or review.

    Attributes:
        owner: Code or id.
        rank: A code or id takes precedence over a name or title, and that over an alias.
        whole: The body or review itself, which tells two with one code apart.
    """

    text: str
    owner: str
    rank: int
    spot: Spot
    whole: Spot
    review: str | None = None


def _check(folders: Folders) -> Findings:
    for folder in folders:
        yield from _clashes(_names_in_register(folder))
    yield from _clashes(_names_of_reviews(folders))


def _clashes(words: Iterable[_KnownName]) -> Findings:
    first: dict[str, _KnownName] = {}
    for word in sorted(words, key=lambda word: word.rank):
        known = first.setdefault(folded(word.text), word)
        if known is word:
            continue
        if known.whole != word.whole:
            message = (
                f"`{word.text}` already means `{known.owner}`, and here it means `{word.owner}`."
            )
            hint = f"Keep it for `{known.owner}`, and choose another word for `{word.owner}`."
            yield _finding(word, known, message, hint)
        elif known.rank == _ALIAS:  # an alias that repeats a code or name does no harm
            message = f"`{word.text}` is already an alias of `{word.owner}`."
            yield _finding(word, known, message, "Delete it here.")


def _finding(word: _KnownName, known: _KnownName, message: str, hint: str) -> Finding:
    related = (known.spot._replace(note=f"`{known.text}` is here"),)
    return Finding(word.spot, message, hint, related, word.review)


def _names_in_register(folder: Folder) -> Iterator[_KnownName]:
    if folder.register_file:
        source, register = folder.register_file.source, folder.register
        yield from _names_of(source, "agencies", register.agencies)
        yield from _names_of(source, "groups", register.groups)


def _names_of(
    source: Source, part: str, bodies: Mapping[str, Agency] | Mapping[str, Group]
) -> Iterator[_KnownName]:
    for code, body in bodies.items():
        whole = Spot(source, (part, code), key=True)
        yield _KnownName(code, code, _CODE, whole, whole)
        if body.name:
            yield _KnownName(body.name, code, _NAME, Spot(source, (part, code, "name")), whole)
        for index, alias in enumerate(body.aliases):
            spot = Spot(source, (part, code, "aliases", index))
            yield _KnownName(alias, code, _ALIAS, spot, whole)


def _names_of_reviews(folders: Folders) -> Iterator[_KnownName]:
    copies = duplicate_review.copies(folders)
    for source, plan in plans_of(folders):
        if source.file in copies:
            continue
        whole = Spot(source, ("id",))
        yield _KnownName(plan.id, plan.id, _CODE, whole, whole, plan.id)
        if plan.title:
            yield _KnownName(plan.title, plan.id, _NAME, Spot(source, ("title",)), whole, plan.id)
        for index, alias in enumerate(plan.aliases):
            spot = Spot(source, ("aliases", index))
            yield _KnownName(alias, plan.id, _ALIAS, spot, whole, plan.id)


RULE = Rule(
    name="alias-clash",
    family="references",
    severity=Severity.ERROR,
    what="The same code, id, name, title or alias for two agencies, or for two reviews. Case "
    "and spaces do not count. Also an alias given twice.",
    why="A search for `Police` finds the actions of a single agency and silently leaves out "
    "the other. A search for a review by such a word finds two.",
    instead="Keep the word for the first, and give the second a different word.",
    check=_check,
    across=True,
    bad={**example_folder(), "agencies.yaml": _REGISTER.format("British Transport, police")},
    good={**example_folder(), "agencies.yaml": _REGISTER.format("Transport Police")},
)

"""forbidden-name: a name of the list of those that must never appear."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.rules import example
from dhrplan.rules.base import Rule
from dhrplan.rules.privacy.base import SENT_BACK, Says, findings
from dhrplan.text.legible import Legible, unaccented
from dhrplan.text.settings import FORBIDDEN_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dhrplan.rules.base import Finding, Folders
    from dhrplan.rules.privacy.base import Find, Stretch
    from dhrplan.text.folder import Folder

_PART = re.compile(r"[^\W\d_]+")
_PIECES = re.compile(r"([^\W_]+)|([\W_]+)")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SHORTEST = 2
"""A name of the list with fewer letters is passed over: it would be found everywhere."""


def finder(names: tuple[str, ...]) -> Find:
    """What looks for the names of a list."""
    return partial(_find, _by_word(names))


def _find(known: Mapping[str, tuple[str, ...]], text: Legible) -> Iterator[Stretch]:
    """Each place of a name, as whole words, whatever the case, accents, hyphens, apostrophes."""
    hits = tuple(sorted(known.keys() & text.words))
    if not hits:
        return  # as nearly every text
    folded = _folded(text)
    pattern = _pattern(tuple(one for word in hits for one in known[word]))
    for match in pattern.finditer(folded.text):
        yield folded.span(*match.span())


@lru_cache(maxsize=8)
def _by_word(names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """How each name may be written, by its longest word: few of them are in any one text."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(unaccented(Legible(name).text).strip("\n -_'.,;") for name in names):
        for form in dict.fromkeys((name, name.replace("'", ""))):
            word = max(_PART.findall(form), key=len, default="")
            if len(word) >= _SHORTEST:
                found[word].append(_written(form))
    return {word: tuple(forms) for word, forms in found.items()}


def _written(name: str) -> str:
    """A pattern for a name: hyphen or spaces between its words, as people have it."""
    return "".join(_gap(gap) if gap else re.escape(part) for part, gap in _PIECES.findall(name))


def _gap(written: str) -> str:
    return "(?:' ?|[ -])" if "'" in written else r"(?: {0,3}- {0,3}| {1,3})"


@lru_cache(maxsize=64)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for several names, the longer ones first."""
    either = "|".join(sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?<![^\W\d_]')(?:{either})(?![^\W_])")


def _folded(text: Legible) -> Legible:
    """The text in small letters without its accents, which knows where each letter stood."""
    signs = _NOT_ASCII.finditer(text.low)
    return Legible(
        text.low,
        ((one.start(), one.end(), unaccented(one[0])) for one in signs if one[0].isalpha()),
    )


_SAYS = Says(
    "is a name of the list of those that must never appear",
    "Write the pseudonym that the review uses.",
)


def _check(folders: Folders) -> Iterator[Finding]:
    return findings(folders, _looking, _SAYS)


def _looking(folder: Folder) -> Find | None:
    return finder(folder.forbidden_names) if folder.forbidden_names else None


_PROGRESS = "progress: The school was worried about {}.\n"
_NAMES = {FORBIDDEN_NAMES: "# Invented, as an example.\nZo\u00eb Penhallow\n"}

RULE = Rule(
    name="forbidden-name",
    family="privacy",
    severity=Severity.ERROR,
    what=f"A name of your own list, `{FORBIDDEN_NAMES}`: whole words, whatever the case, accents, "
    "hyphens and apostrophes.",
    why="Whoever keeps the plan knows who the family are, and one slip tells everybody. Without a "
    f"list nothing is compared. {SENT_BACK}",
    instead="Write the pseudonym that the review uses. Keep the list out of git.",
    check=_check,
    bad={**example.one(example.SOUND + _PROGRESS.format("zoe penhallow")), **_NAMES},
    good={**example.one(example.SOUND + _PROGRESS.format("Child B")), **_NAMES},
)

"""forbidden-name: a name from the list of those that must never appear."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial

from dhrplan.diagnostic import Severity
from dhrplan.plan.folder import Folder
from dhrplan.plan.settings import FORBIDDEN_NAMES
from dhrplan.rules import engine
from dhrplan.rules.engine import Finding, Folders, Rule
from dhrplan.rules.privacy.readable import ReadableText, Span, unaccented
from dhrplan.rules.privacy.scan import SENT_BACK, Search, Wording, scan

_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_GAP = re.compile(r"([^\W_]+)|([\W_]+)")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# The public names of the disclosure schemes; a law that a family asks for is still named for them.
_LAW = re.compile(r"(?:clare|claire|sarah)'?s law\b")
_SHORTEST = 2
"""Names with fewer letters are ignored: they would be found everywhere."""


def _find(known: Mapping[str, tuple[str, ...]], text: ReadableText) -> Iterator[Span]:
    """Each place of a name as whole words, whatever the case, accents, hyphens and apostrophes."""
    hits = sorted(known.keys() & text.words)
    if not hits:
        return  # as in nearly every text
    letters = _NOT_ASCII.finditer(text.lowered)
    folded = ReadableText(
        text.lowered,
        ((one.start(), one.end(), unaccented(one[0])) for one in letters if one[0].isalpha()),
    )
    pattern = _pattern(tuple(form for word in hits for form in known[word]))
    for match in pattern.finditer(folded.text):
        if not _LAW.match(folded.text, match.start()):
            yield folded.span(*match.span())


@lru_cache(maxsize=8)
def _by_longest_word(names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Patterns for the names by their longest word: a text contains few of these words."""
    found: dict[str, list[str]] = defaultdict(list)
    plain = (unaccented(ReadableText(name).text).strip("\n -_'.,;") for name in names)
    for name in dict.fromkeys(plain):
        for form in dict.fromkeys((name, name.replace("'", ""))):
            word = max(_WORD.findall(form), key=len, default="")
            if len(word) >= _SHORTEST:
                pieces = _WORD_OR_GAP.findall(form)
                found[word].append(
                    "".join(_gap(gap) if gap else re.escape(part) for part, gap in pieces)
                )
    return {word: tuple(forms) for word, forms in found.items()}


def _gap(written: str) -> str:
    """A pattern for what separates two words: hyphens and spaces are often mixed up."""
    return "(?:' ?|[ -])" if "'" in written else r"(?: {0,3}- {0,3}| {1,3})"


@lru_cache(maxsize=64)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?<![^\W\d_]')(?:{either})(?![^\W_])")


_WORDING = Wording(
    "is on your list of forbidden names",
    "Write the pseudonym that the review uses.",
)


def _check(folders: Folders) -> Iterator[Finding]:
    return scan(folders, _search_for, _WORDING)


def _search_for(folder: Folder) -> Search | None:
    names = folder.forbidden_names
    return partial(_find, _by_longest_word(names)) if names else None


_PROGRESS = "progress: The school was worried about {}.\n"
_NAMES = {FORBIDDEN_NAMES: "# Invented, as an example.\nZo\u00eb Penhallow\n"}

RULE = Rule(
    name="forbidden-name",
    family="privacy",
    severity=Severity.ERROR,
    what=f"A name on your own list, `{FORBIDDEN_NAMES}`, as whole words. Case, accents, "
    "hyphens and apostrophes do not count.",
    why="You know who the family are, and a single slip makes it public. Without a list "
    f"nothing is compared. {SENT_BACK}",
    instead="Write the pseudonym that the review uses. Keep the list out of git.",
    check=_check,
    bad={**engine.example_folder(engine.SOUND + _PROGRESS.format("zoe penhallow")), **_NAMES},
    good={**engine.example_folder(engine.SOUND + _PROGRESS.format("Child B")), **_NAMES},
)

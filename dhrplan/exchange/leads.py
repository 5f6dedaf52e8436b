"""The agencies that a cell names: split, matched to the register, or proposed for it.

A person is never an agency, and is never proposed. A name is never split at an "and" inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dhrplan.model.agencies import Register, folded
from dhrplan.rules.lead_is_a_person import Looks, looks_like

_STRONG = re.compile(r"\s*(?:\n|;)\s*")
_ANY = re.compile(r"\s*(?:\n|;|,|/|&|\+|\band\b|\bwith\b)\s*", re.IGNORECASE)
_ANY_OR_SPACE = re.compile(rf"{_ANY.pattern}|\s+", re.IGNORECASE)  # "Home Office MOJ"
_MAY_BE_SEVERAL = re.compile(r"/|&|\+|\band\b|\bwith\b", re.IGNORECASE)
_LEADS = re.compile(
    r"\s*\((?:to )?lead(?:ing|s)?(?: agency)?\)|^lead(?: agency)?:\s*", re.IGNORECASE
)
_SUPPORT = re.compile(
    r"[\s,;(]*\b(?:supported by|support(?:ing)?(?: agenc(?:y|ies))?:|in partnership with"
    r"|partners?:)\s*",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"(?:all|each|every)(?: (?:partner|statutory|relevant|local|single|other|member))*"
    r"(?: (?:partners?|agenc(?:y|ies)|organi[sz]ations?|services?|members?|sdu'?s))?",
    re.IGNORECASE,
)
_MOST_WORDS = 8
_SMALL_WORDS = frozenset({"and", "for", "of", "the", "in", "on", "to", "with"})


class LeadReading(NamedTuple):
    """The agencies of a cell.

    Attributes:
        leads: Codes, or names as written where none is proposed.
        partners: Those that only support.
        post: The post inside the agency.
        is_whole: True if the cell is one name and nothing else, which the value says in full.
        doubt: A sentence, empty where there is none.
    """

    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    post: str = ""
    is_whole: bool = False
    doubt: str = ""


@dataclass
class Leads:
    """Reads the agencies of cells.

    Attributes:
        register: The register of the folder.
        propose: Whether an unknown agency gets a code; otherwise it keeps its name.
        names: Names that fill a cell alone somewhere in the document, by their folded form.
        proposed: Names of unknown agencies by the codes proposed for them.
    """

    register: Register
    propose: bool = True
    names: dict[str, str] = field(default_factory=dict)
    proposed: dict[str, str] = field(default_factory=dict)

    def learn(self, cells: Iterable[str]) -> None:
        """Remember the names that fill a cell alone."""
        for text in cells:
            parts = [_one_line(part) for part in _STRONG.split(text)]
            several = [one for one in parts if _MAY_BE_SEVERAL.search(one) or "," in one]
            if not several and all(map(_can_be_body, parts)):
                for name in parts:
                    if not self._all_known(name):  # of "Home Office MOJ" both may be
                        self.names[folded(name)] = name

    def read(self, text: str, *, persons: bool = False) -> LeadReading:
        """The agencies that a cell names.

        Args:
            text: The words of the cell.
            persons: The column is one of persons or posts, so that capitals may be initials.
        """
        words = text.strip().strip(".")
        if not re.search(r"\w", words) or words.casefold() in {"n/a", "none", "tbc", "na"}:
            return LeadReading()
        if self.register.sole_code(words):
            return LeadReading((self._written(words),), is_whole=True)
        main, *support = _SUPPORT.split(words, maxsplit=1)
        marked = _LEADS.search(main)
        main = _LEADS.sub("", main).strip(" ()")
        reading = self._agencies(main, persons=persons)
        if support:
            beside = self._agencies(support[0].strip(" ()"), persons=persons)
            reading = reading._replace(
                partners=beside.leads, doubt=reading.doubt or beside.doubt, is_whole=False
            )
        return reading._replace(is_whole=False) if marked else reading

    def _agencies(self, words: str, *, persons: bool) -> LeadReading:  # noqa: C901, PLR0912 - cases
        if names := self._all_known(words):
            known = tuple(dict.fromkeys(map(self._written, names)))
            return LeadReading(known, is_whole=len(names) == 1 and _one_line(words) == names[0])
        if _EVERYBODY.fullmatch(_one_line(words)):
            return LeadReading(doubt=f"Which agencies are `{_one_line(words)}`?")
        if self._names_people(words, persons=persons):
            body = self._body_in(words) or self._post_and_body(words)
            post = "" if body is None else body[1]
            if body and looks_like(post) is Looks.POST:
                return LeadReading((self._written(body[0]),), post=post)
            if looks_like(_one_line(words)) is Looks.POST:
                doubt = "This is a post. Which agency is it in?"
                return LeadReading(post=_one_line(words), doubt=doubt)
            return LeadReading(doubt="This names a person, or initials. Which agency is it?")
        parts = [one for one in _STRONG.split(words) if one]
        if len(parts) == 1 and "," in words:
            by_comma = [one.strip() for one in words.split(",") if one.strip()]
            parts = by_comma if all(map(_can_be_body, by_comma)) else parts
        leads: list[str] = []
        doubt = ""
        for part in map(_one_line, parts):
            if several := self._all_known(part):
                leads += map(self._written, several)
            elif beside := self._beside(part):
                leads += map(self._written, beside)
                if not all(one.isupper() or self._is_known(one) for one in beside):
                    doubt = f"`{part}` is read as {len(beside)} agencies. Is it one?"
            elif not _can_be_body(part):
                doubt = f"`{part}` does not look like an agency. Which agency is it?"
            else:
                leads.append(self._written(part))
                if _MAY_BE_SEVERAL.search(part):
                    doubt = f"`{part}` may be several agencies."
        is_whole = len(parts) == 1 and len(leads) <= 1
        return LeadReading(tuple(dict.fromkeys(leads)), is_whole=is_whole, doubt=doubt)

    @staticmethod
    def _beside(part: str) -> list[str]:
        """The names in "ASC / Police"; none in "and/or" or where one cannot be an agency."""
        names = [_one_line(one) for one in part.split(" / ")]
        return names if len(names) > 1 and all(map(_can_be_body, names)) else []

    def _all_known(self, words: str) -> list[str]:
        """The names in a text if all of it is known names, the longest first at each place."""
        return self._known_between(words, _ANY) or self._known_between(words, _ANY_OR_SPACE)

    def _known_between(self, words: str, separator: re.Pattern[str]) -> list[str]:
        pieces = separator.split(words)
        marks = [match.span() for match in separator.finditer(words)]
        starts = [0, *(end for _, end in marks)]
        ends = [*(start for start, _ in marks), len(words)]
        found: list[str] = []
        index = 0
        while index < len(pieces):
            for last in range(len(pieces) - 1, index - 1, -1):
                name = _one_line(words[starts[index] : ends[last]])
                if self._is_known(name):
                    found.append(name)
                    index = last
                    break
            else:
                if pieces[index]:
                    return []
            index += 1
        return found

    def _is_known(self, name: str) -> bool:
        return bool(name) and (
            self.register.sole_code(name) is not None or folded(name) in self.names
        )

    def _written(self, name: str) -> str:
        """The code of an agency, proposed if the register does not have it."""
        name = _one_line(name)
        if code := self.register.sole_code(name):
            return code
        name = self.names.get(folded(name), name)
        if not self.propose:
            return name
        for code, other in self.proposed.items():
            if folded(other) == folded(name):
                return code
        code = self._free_code(name)
        self.proposed[code] = name
        return code

    def _free_code(self, name: str) -> str:
        taken = {folded(one) for one in (*self.register.names, *self.proposed)}
        wanted = proposed_code(name)
        code, number = wanted, 2
        while folded(code) in taken:
            code, number = f"{wanted}{number}", number + 1
        return code

    def _names_people(self, words: str, *, persons: bool) -> bool:
        parts = [one for one in re.split(r"[;,/&\n]|\band\b", words) if one.strip()]
        looks = [looks_like(_one_line(part)) for part in parts]
        whole = looks_like(_one_line(words))
        if all(re.fullmatch(r"\s*[A-Z]{2,6}\s*", part) for part in parts):  # codes, or initials
            known = any(map(self._is_known, parts))
            are_short = all(len(part.strip()) <= 3 for part in parts)  # noqa: PLR2004
            return (persons and are_short and not known) or all(
                one is Looks.PERSON for one in looks
            )
        return whole is not Looks.BODY or any(one is not Looks.BODY for one in looks)

    def _post_and_body(self, words: str) -> tuple[str, str] | None:
        """A body and a post beside it, parted by a comma, as in "Ward Manager, Mercy Hospital"."""
        parts = [_one_line(one) for one in words.split(",")]
        posts = [one for one in parts if looks_like(one) is Looks.POST]
        bodies = [one for one in parts if _can_be_body(one)]
        if len(parts) == 2 and len(posts) == len(bodies) == 1:  # noqa: PLR2004
            return bodies[0], posts[0]
        return None

    def _body_in(self, words: str) -> tuple[str, str] | None:
        """A known agency at one end of a text, and the rest."""
        line = _one_line(words)
        known = [*self.register.names, *self.names.values()]
        for name in sorted(known, key=len, reverse=True):
            for pattern in (
                rf"(.*?)[\s,;:()\u2013-]+{re.escape(name)}\)?",
                rf"{re.escape(name)}[\s,;:()\u2013-]+(.*?)\)?",
            ):
                if match := re.fullmatch(pattern, line, re.IGNORECASE):
                    return name, match[1]
        return None


def _one_line(text: str) -> str:
    return re.sub("^the ", "", " ".join(text.split()).strip(" ,;."), flags=re.IGNORECASE)


def _can_be_body(name: str) -> bool:
    name = _one_line(name)
    words = name.split()
    return (
        0 < len(words) <= _MOST_WORDS
        and name[0].isupper()
        and not re.search(r"[0-9?!:]", name)
        and looks_like(name) is Looks.BODY
        and _EVERYBODY.fullmatch(name) is None
    )


def proposed_code(name: str) -> str:
    """A code for an agency: the initials of its name, or the name if it is one word."""
    found: list[str] = re.findall(r"[A-Za-z']+", name)
    words = [one for one in found if one.casefold() not in _SMALL_WORDS]
    if len(words) == 1:
        return words[0].replace("'", "").upper()
    if bracket := re.search(r"\((?P<code>[A-Z]{2,8})\)\s*$", name):
        return bracket.group("code")
    return "".join(
        word if word.isupper() and len(word) > 1 and len(words) <= 2 else word[0].upper()  # noqa: PLR2004
        for word in words
    )


def proposals(proposed: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The records of the register for agencies that are proposed for it."""
    return {code: {"name": name} for code, name in proposed.items()}

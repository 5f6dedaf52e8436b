"""Words that say of a work that it is still to come, or still under way.

A few plain phrases, no grammar: a warning that is wrong costs more than one that is missed. Words
for what is done once are told from those for what is done again and again (offered, completed,
reviewed, delivered), for a practice that goes on is no contradiction to an action that is complete.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from dhrplan.rules.privacy.text import lowercase

_FIRST = (
    "introduc|launch|establish|implement|finali[sz]|publish|recruit|commission|install|pilot"
    "|disseminat|embedd"
)
_ONCE = rf"(?:(?:{_FIRST})ed|rolled out|set up|put in(?:to)? place)"
_IN_HAND = rf"(?:{_ONCE}|(?:re-?)?(?:circulat|develop|draft|revis|agre)ed)"
_LATER = r"(?:also |currently |now |still |then |soon |shortly )?"
_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|spring|summer|autumn|winter"
)
_BY_WHEN = rf"(?:by|in|from) (?:early |mid |late |the |end of )*(?:{_MONTH}|20\d\d)"
_NOT_AGAIN = "(?!audit|check|evaluat|inspect|monitor|review)"
_TO_COME = (
    rf"(?:will|shall|is to|are to|to) {_LATER}be {_LATER}{_ONCE}",
    rf"will be {_NOT_AGAIN}(?:held|\w+e[dn])(?: off| out)? {_BY_WHEN}",
    rf"(?:is|are) due to be (?:{_IN_HAND}|completed|delivered|undertaken|held)",
    r"(?:is|are) due to (?:begin|start|commence)",
    rf"(?:is|are) planning to (?:(?:{_FIRST}|develop|draft)e?|roll out|set up|put in(?:to)? place)",
    r"(?:is|are|remains?) (?:still|yet) to be",
    r"(?:has|have) (?:not yet|yet to)",
    r"dates? (?:[-\u2013] )?(?:tbc|tba|to be (?:agreed|arranged|confirmed))",
    r"in the near future|in due course",
    r"awaiting (?:agreement|approval|confirmation|funding|publication|sign-?off)",
)
_UNDER_WAY = (
    rf"(?:is|are) {_LATER}being {_IN_HAND}",
    rf"(?:is|are) {_LATER}in the process of (?:{_FIRST}|agree|develop|draft|revis|set|roll)t?ing",
    rf"(?:is|are) {_LATER}(?:in progress|under ?way)",
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
# Practice: what recurs, and what comes only if something else does.
_PRACTICE = re.compile(
    r"\b(?:each|every|annual(?:ly)?|yearly|quarterly|monthly|weekly|daily|regular(?:ly)?"
    r"|routine(?:ly)?|continu\w+|on-?going|all new|new (?:staff|starters)|induction"
    r"|as (?:appropriate|necessary|needed|required))\b"
    r"|^\W*(?:if|in case|once|should|unless|until|when|whenever|where)\b"
)
# What must not stand before it in its sentence: then it is an aim, a condition, or past.
_BEFORE = re.compile(
    r"\b(?:allow|ask|enabl|ensur|expect|help|instruct|need|permit|remind|requir)\w*\b"
    r"|\b(?:if|unless|when|whenever|while|whilst|who|whom|whether)\b"
    r"|\b(?:had|has|have|having|order|ought|was|were|that|which)\s*$"
)


@cache
def _words(*, goes_on: bool) -> re.Pattern[str]:
    """What is looked for in a text in small letters: whole words, any blank between two of them."""
    phrases = _TO_COME if goes_on else (*_TO_COME, *_UNDER_WAY)
    together = "|".join(phrases).replace(" ", r"\s+")
    return re.compile(rf"\b(?:{together})\b")


def first_unfinished(text: str, *, goes_on: bool) -> tuple[int, int] | None:
    """Where the first words of a text stand that say that something is still to do.

    Args:
        text: What is said of the work.
        goes_on: The work is known to go on, so that nothing follows from its being under way.
    """
    low = lowercase(text)
    ends: list[int] = []
    for match in _words(goes_on=goes_on).finditer(low):
        ends = ends or [0, *(end.end() for end in _SENTENCE_END.finditer(low)), len(low)]
        if _is_meant(match, ends):
            return match.span()
    return None


def _is_meant(match: re.Match[str], ends: list[int]) -> bool:
    """Whether the sentence around the words lets them mean what they say.

    Args:
        match: The words.
        ends: Where the sentences of their text end, its beginning before them.
    """
    begin = ends[bisect_right(ends, match.start()) - 1]
    close = ends[bisect_left(ends, match.end())]
    sentence, before = match.string[begin:close], match.string[begin : match.start()]
    return not (_PRACTICE.search(sentence) or _BEFORE.search(before))

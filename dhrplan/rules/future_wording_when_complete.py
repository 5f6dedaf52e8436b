"""future-wording-when-complete: a complete action described in words of what is still to come.

The rule knows a few plain phrases and no grammar: a wrong warning costs more than a missed one.
Verbs for what is done once are told from those for what is done again and again (offered,
completed, reviewed, delivered), since continuing practice does not contradict a complete action.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache

from dhrplan.diagnostic import Route, Severity
from dhrplan.model.dates.values import MONTHS, SEASONS
from dhrplan.model.plan import OPEN, Status
from dhrplan.rules.engine import Findings, Folders, Rule, actions_of, example_folder
from dhrplan.rules.privacy.readable import lowercase

_HINT = "Write what has been done. If it is still to come, write `status: in-progress`."


def _check(folders: Folders) -> Findings:
    for at in actions_of(folders):
        if not at.action.is_done:
            continue
        # Not `text` and `expected`, which say what the work was to be, nor open milestones, which
        # complete-with-open-milestones reports.
        texts: list[tuple[Route, str | None]] = [
            (("outcome",), at.action.outcome),
            (("progress",), at.action.progress),
        ]
        texts += [
            (("milestones", step.route[-1], "text"), step.text)
            for step in at.action.milestones
            if step.status not in OPEN
        ]
        for steps, text in texts:
            goes_on = at.action.status is Status.COMPLETE_ONGOING
            if text and (found := first_unfinished(text, goes_on=goes_on)):
                words = " ".join(text[slice(*found)].split())
                what = "a milestone" if steps[0] == "milestones" else f"its {steps[0]}"
                message = f"The action is `{at.action.status}`, and {what} says `{words}`."
                status = at.spot("status", note="the status")
                finding = at.finding(steps, message, _HINT, (status,))
                yield replace(finding, spot=finding.spot._replace(within=found))


_FIRST = (
    "introduc|launch|establish|implement|finali[sz]|publish|recruit|commission|install|pilot"
    "|disseminat|embedd"
)
_ONCE = rf"(?:(?:{_FIRST})ed|rolled out|set up|put in(?:to)? place)"
_IN_HAND = rf"(?:{_ONCE}|(?:re-?)?(?:circulat|develop|draft|revis|agre)ed)"
_LATER = r"(?:also |currently |now |still |then |soon |shortly )?"
_MONTH = "|".join((*MONTHS, *SEASONS)).lower()
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
# In the sentence, they make it practice: it recurs, or happens only if something else does.
_PRACTICE = re.compile(
    r"\b(?:each|every|annual(?:ly)?|yearly|quarterly|monthly|weekly|daily|regular(?:ly)?"
    r"|routine(?:ly)?|continu\w+|on-?going|all new|new (?:staff|starters)|induction"
    r"|as (?:appropriate|necessary|needed|required))\b"
    r"|^\W*(?:if|in case|once|should|unless|until|when|whenever|where)\b"
)
# Before the phrase in its sentence, they make it an aim, a condition, or past.
_BEFORE = re.compile(
    r"\b(?:allow|ask|enabl|ensur|expect|help|instruct|need|permit|remind|requir)\w*\b"
    r"|\b(?:if|unless|when|whenever|while|whilst|who|whom|whether)\b"
    r"|\b(?:had|has|have|having|order|ought|was|were|that|which)\s*$"
)


@cache
def _words(*, goes_on: bool) -> re.Pattern[str]:
    """The phrases to search for in lower-case text, with any white space between words."""
    phrases = _TO_COME if goes_on else (*_TO_COME, *_UNDER_WAY)
    together = "|".join(phrases).replace(" ", r"\s+")
    return re.compile(rf"\b(?:{together})\b")


def first_unfinished(text: str, *, goes_on: bool) -> tuple[int, int] | None:
    """Start and end of the first words that say that something is still to come.

    With `goes_on`, the work is known to continue, and words for work under way do not count.
    """
    low = lowercase(text)
    ends: list[int] = []
    for match in _words(goes_on=goes_on).finditer(low):
        ends = ends or [0, *(end.end() for end in _SENTENCE_END.finditer(low)), len(low)]
        start = ends[bisect_right(ends, match.start()) - 1]
        end = ends[bisect_left(ends, match.end())]
        if not (_PRACTICE.search(low[start:end]) or _BEFORE.search(low[start : match.start()])):
            return match.span()
    return None


_COMPLETE = "lead: [POL]\nstatus: complete\ncompleted: 2021-02\n"

RULE = Rule(
    name="future-wording-when-complete",
    family="consistency",
    severity=Severity.WARNING,
    what="A complete action whose outcome, progress or milestones say that something is "
    "still to come.",
    why="The board closes the action, and it never sees whether the promised work was done. "
    "The rule knows a few plain phrases: `will be introduced`, `is being developed`, `awaiting "
    "approval`. It does not report continuing practice (`will be offered to all new staff`) or "
    "hope (`victims will be safer`).",
    instead="Write what has been done, in the past tense. For what has not, keep the action "
    "open or add a separate action.",
    check=_check,
    bad=example_folder(f"{_COMPLETE}outcome: A new form will be introduced in the autumn.\n"),
    good=example_folder(f"{_COMPLETE}outcome: A new form was introduced in January.\n"),
)

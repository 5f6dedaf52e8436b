"""What to write for words that are no value of a closed list: tables of phrases and advice.

Imported only where there is something to explain. Advice is given only where the whole of what was
written has a known meaning; no value is proposed because it is contained in a longer text. The
brackets in the advice are resolved by `wording.fitted`: not every record has the keys it names.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dhrplan.plan.convert import LONGEST
from dhrplan.plan.fields import Choice
from dhrplan.wording import near_spellings, one_of


class Meaning(NamedTuple):
    """A phrase, as a pattern of the whole normalised text, and what to write instead."""

    phrase: str
    advice: str


# -- statuses --------------------------------------------------------------------------------------

_PAUSED = "Write `paused`[, with the day to look again under `next_check`]."
_ONGOING = (
    "Write `ongoing`[, with the day to look again under `next_check` or how often under "
    "`review_every`|, with the day to look again under `next_check`]."
)
_NOT_TAKEN_FORWARD = "Write `not-taken-forward`[, with the date and the reason under `decision`]."
_SUPERSEDED = "Write `superseded`[, with the action that took its place under `superseded_by`]."
_NO_LONGER_NEEDED = (
    "Write `not-taken-forward`, or `superseded` if another action took its place"
    "[. Say when and why under `decision`]."
)
_CLOSED = (
    "Write `complete` if it was done, or `not-taken-forward` if it was not"
    "[. Then say why under `decision`]."
)
_NOT_DONE = (
    "Write `not-started` if nothing has been done, or `in-progress`. Leave the status out if the "
    "record does not say."
)
_OPEN = "Write `in-progress`, or `not-started` if nothing has been done yet."
_SILENT = (
    "Leave the status out, because the record does not say how far the work is"
    "[. `blocked` or `updates` can say who has not answered]."
)
_ELSEWHERE = (
    "If the other action took its place, write `superseded`[ and name it under `superseded_by`]. "
    "If not, write how far the work is, or leave the status out."
)
_STOPPED = (
    "Write `paused` if the work has stopped for now, or leave the status out"
    "[. `blocked` can say what prevents it]."
)
_SIGNED_OFF = "Write `complete`[, and who agreed and when under `signed_off`]."
_ACCEPTANCE = (
    "Acceptance is not progress: it belongs under `answer` in the recommendation's `responses`. "
    "Write here how far the work is, or leave the status out."
)
_RATED = "Write `in-progress`[, and keep the source's own words as `rating: {words}`]."
_RATING_ALONE = (
    "A rating does not say whether the work is done. Leave the status out unless the record says it"
    "[, and keep the word as `rating: {words}`]."
)

FURTHER = {
    "paused": _PAUSED,
    "not-taken-forward": _NOT_TAKEN_FORWARD,
    "superseded": _SUPERSEDED,
}
"""Values that need something beside them, each with the advice that says so."""

_DONE = "(?:complete|completed|done|finished|implemented|achieved|delivered)"
_STATUS = (
    # Not done, and done in part.
    Meaning(
        f"(?:is |was )?not (?:yet |been |fully |yet fully )*{_DONE}|incomplete|not complete yet"
        f"|(?:in|un)completed|unfinished|has not been {_DONE}|not met|not achieved yet|failed"
        f"|missed",
        _NOT_DONE,
    ),
    Meaning("no|n|x|no evidence", "Write `not-started`, or leave the status out."),
    Meaning("y|yes|tick|ticked|✓|✔|yes (?:complete|completed|done)", "Write `complete`."),
    Meaning(
        f"(?:partly|partially|part|in part|mostly|nearly|almost|largely|substantially|half|some)"
        f" (?:been )?(?:{_DONE}|met)|{_DONE} in part|partial(?:ly)?|in part|partly"
        f"|(?:partial|part) (?:completion|implementation|compliance)|near(?:ing)? completion"
        f"|(?:work|action)s? (?:is |has )?(?:started|begun|under way|underway|in progress"
        f"|commenced)"
        f"|commenced|begun|in train|in hand|in development|in draft|drafted"
        f"|being (?:\\w+ ?){{1,3}}"
        f"|work in progress|wip|progressing(?: well)?|active|live|in process|in review"
        f"|under way now"
        f"|(?:\\w+ )?progress (?:is being |has been |being )?made(?: continue monitoring)?"
        f"|ongoing not complete|started not (?:yet )?{_DONE}|(?:almost|nearly) there|re ?opened"
        f"|draft(?:ing)?|scoping|piloting|consulting|out (?:for|to) consultation|nearly {_DONE}"
        f"|(?:still )?(?:being )?work(?:ed|ing) on(?: it)?|most(?:ly)? {_DONE}",
        "Write `in-progress`.",
    ),
    # Still to come.
    Meaning(
        f"to be (?:{_DONE}|started|agreed|arranged|actioned|commenced|scheduled"
        f"|progressed"
        "|developed|reviewed|undertaken|drafted|planned|allocated)"
        "|planned|plan in place|scheduled|not due(?: yet)?|not yet due|not (?:yet )?(?:begun"
        "|started|commenced"
        "|actioned|progressed|underway|under way|in place|due to start)|has not (?:yet )?(?:begun"
        "|started|commenced)|yet to (?:begin|commence|be \\w+|start)|to (?:start|begin|commence)"
        "|no (?:progress|action|work)(?: (?:yet|to date|taken|made))*|new|proposed|upcoming|future"
        "|unstarted|not started yet|will (?:be )?\\w+|awaiting start|nothing done|never started"
        "|(?:(?:due |planned |scheduled )?to|will|due) (?:start|begin|commence)(?: .*)?"
        "|(?:starts|begins|commences|starting|commencing) .*",
        "Write `not-started`.",
    ),
    Meaning(
        "open|due|outstanding|pending|live action|due for completion|overdue|late|delayed|behind"
        "|behind schedule|slipped|(?:carried|carry|rolled) (?:forward|fwd|over)(?: (?:to|into) .*)?"
        "|c f|extended|late running",
        _OPEN,
    ),
    # Without an end.
    Meaning(
        "(?:keep|kept|remains?|remain|to be kept|being kept)? ?under (?:constant |continuous "
        "|regular )?review"
        "|keep (?:open|monitoring|on agenda)|(?:continue(?:d|s)?|continuous|ongoing|regular)"
        "(?: to)? (?:monitor(?:ing|ed)?|review(?:ed)?)|monitor(?:ing)?|to be monitored"
        "|standing item|monitored|(?:work|actions?|this|all) (?:is |are )?on ?going"
        "|rolling(?: programme)?|continues|ongoing work|ongoing (?:annually|monthly|quarterly)"
        "|(?:annual|quarterly|monthly|regular) (?:review|audit)s?"
        "|review(?:ed)? (?:regularly|annually|yearly|quarterly|monthly)"
        "|(?:on ?going|in progress) (?:and|review) .*",
        _ONGOING,
    ),
    Meaning(
        "business as usual|bau|part of (?:business as usual|bau|core business|daily business)"
        "|(?:now )?(?:embedded|mainstreamed)(?: in(?:to)? (?:practice|bau|business as usual))?"
        f"|{_DONE}(?: and| but| now)? (?:on ?going|continuing|continues|bau|business as usual"
        "|occurs? .*)|on ?going and complete|happening already|already happening|now routine"
        "|moved to (?:bau|business as usual)",
        "Write `complete-ongoing`.",
    ),
    # Done.
    Meaning(
        f"{_DONE} (?:and )?(?:(?:fully )?embedded|in full|evidenced|with evidence"
        f"|in place"
        "|on time|on target|early|late|successfully)|(?:all |the )?(?:\\w+ )?actions?"
        f" (?:is |are |has been |have been |now )*{_DONE}|(?:fully|now|all|has been|have been|is"
        f"|successfully|this is|100) {_DONE}|this (?:\\w+ )?(?:action|point"
        f"|recommendation) has been"
        f" {_DONE}|already {_DONE}|in place|now in place|already in place|met|fully met|actioned"
        "|completion|concluded|(?:now )?(?:rolled out|launched|issued|circulated)"
        f"|{_DONE} (?:and )?embedded(?: in(?:to)? practice)?",
        "Write `complete`.",
    ),
    Meaning(
        f"(?:{_DONE} (?:and )?)?(?:now )?signed off(?: by .*)?",
        _SIGNED_OFF,
    ),
    Meaning(
        "closed(?: by .*)?|discharged|archived|off plan|closed off|finalised|removed from plan",
        _CLOSED,
    ),
    # Stopped, or taken over by another.
    Meaning(
        "(?:on hold|deferred|paused|postponed|suspended|stalled|parked|frozen)"
        "(?: (?:to|until|till|pending|awaiting|due to|because|for|by) .*)?|put on hold|halted",
        _PAUSED,
    ),
    Meaning(
        "(?:unable|not able) to (?:progress|proceed|continue|start|complete|implement|deliver)"
        "(?: .*)?|(?:cannot|can not|could not) be (?:\\w+)(?: .*)?|blocked|stuck",
        _STOPPED,
    ),
    Meaning("escalated(?: (?:to|with|at) .*)?", _OPEN + "[ `blocked` can say what prevents it.]"),
    Meaning(
        "not (?:accepted|agreed|adopted|supported|pursued|progressing|being (?:pursued|progressed"
        "|taken forward)|to be (?:pursued|progressed|taken forward)|taken up|going ahead"
        "|implemented and will not be|feasible|possible)(?: by .*)?|(?:rejected|declined|refused"
        "|withdrawn"
        "|cancelled|canceled|abandoned|dropped)(?: by .*)?|will not be (?:implemented"
        "|taken forward|pursued)|no further action"
        "(?: (?:required|needed|necessary|to be taken))?|nfa|decided against|discontinued",
        _NOT_TAKEN_FORWARD,
    ),
    Meaning(
        "(?:closed |complete |completed |action |now |removed )?(?:as )?(?:no longer"
        "|not) (?:applicable"
        "|relevant|required|needed|necessary|appropriate|valid)|not needed|removed|deleted"
        "|obsolete"
        "|redundant|void|closed (?:not completed|not done|incomplete|unmet|without completion)"
        "|n a (?:action )?closed|1? ?(?:recommendation"
        "|action)s?(?: for action)? (?:to be )?(?:deleted|removed)"
        "|overtaken(?: by events)?|closed overtaken by events",
        _NO_LONGER_NEEDED,
    ),
    Meaning("(?:please )?see (?:action|recommendation|rec) [0-9 ]+for (?:an )?update", _SILENT),
    Meaning(
        "(?:moved|transferred|passed|handed|added) (?:on |over )?(?:to|into) (?:.* )?plan",
        _ELSEWHERE,
    ),
    Meaning(
        "(?:please )?(?:see|refer to|as per|as|linked (?:to|with)|included (?:in|under|with)"
        "|covered (?:by|in|under)|same as)(?: (?:also|see))* ?(?:action|recommendation|rec|number"
        "|no)?s? ?[0-9][0-9a-z. ]*",
        _ELSEWHERE,
    ),
    Meaning(
        "(?:merged|combined|amalgamated|incorporated|subsumed|joined|superseded|replaced"
        "|duplicated?|now|moved|transferred)"
        "(?: (?:with|into|in|to|by|under|as part of|of))? ?(?:action|recommendation|rec|see"
        "|number|no)?"
        "s? ?[0-9][0-9a-z. ]*|merged|duplicate|(?:closed )?(?:superseded|replaced"
        "|merged)(?: by .*)?"
        "|(?:merged|combined|subsumed|incorporated) (?:with|into|in|by) .*",
        _SUPERSEDED,
    ),
    # The record is silent.
    Meaning(
        "(?:awaiting|await|waiting for|waiting on|pending|need|needs|no|requested)(?: an?| further"
        "| any| some)* (?:update|updates|response|reply|confirmation|feedback|information|info"
        "|return"
        "|news)(?: .*)?|update (?:awaited|required|requested|needed|outstanding|due|pending)"
        "|(?:not |un)known|not (?:stated|recorded|reported|given|provided|clear|updated)|unclear"
        "|unsure|tbc|tba|tbd|n a|na|n k|nk|nothing to (?:report|add)|none|nil|not applicable"
        "|\\?+|blank|(?:please )?see (?:\\w+ )?"
        "(?:notes?|comments?|updates?|progress|evidence|minutes|narrative|above|below|column)"
        "|as (?:above|below|before|previous(?:ly)?)|ditto|(?:verbal )?update (?:given|provided)"
        "|(?:verbal|written) update(?: .*)?|unconfirmed|to be (?:advised|updated|determined)"
        "|not available"
        "|to be confirmed|awaiting .*|(?:no|nil) returns?|(?:still )?to be seen|query|queried|",
        _SILENT,
    ),
    Meaning(
        "(?:fully |partly |partially )?accepted(?: in (?:part|principle|full))?"
        "|agreed(?: in principle)?"
        "|(?:partly|partially|part) (?:accepted|agreed)|approved|noted|acknowledged|supported"
        "|accepted with .*|recommendation accepted",
        _ACCEPTANCE,
    ),
    # The source's own rating.
    Meaning(
        "(?:on|off|slightly off|partly on|back on) (?:track|target|course|schedule|plan)"
        "(?: (?:to|for) (?:deliver|deliver\\w+|be \\w+|complet\\w+|achieve|target|meet \\w+))?"
        "|(?:at|some|high|low|medium) risk(?: of .*)?|(?:some )?(?:issues|concerns|problems"
        "|slippage)"
        "(?: .*)?|ahead of (?:schedule|target|plan)|progress (?:good|slow|satisfactory|limited"
        "|fair)"
        "|(?:good|slow|satisfactory|limited|some|steady|significant|acceptable) progress"
        "|over \\w+ months? behind",
        _RATED,
    ),
)
_RAG = "red|amber|green|blue|yellow|orange|purple|gr[ae]y|black|white|rag"
_RAG_FIRST = rf"(?:rag )?((?:{_RAG})(?: (?:{_RAG}))*)(?: rated| rating| status| rag)*"
_PER_CENT = (
    "(?:about |approx |approximately |around |over |less than |nearly )*([0-9]{1,3})"
    f"(?: ?%| ?per ?cent)(?: (?:{_DONE}|progress))?"
)

# -- the other closed lists ------------------------------------------------------------------------

_MET = (
    Meaning(
        "not (?:fully|completely|entirely|wholly|totally)(?: (?:met|implemented|complete"
        "|achieved))?"
        "|(?:partially|partly|part|in part|mostly|largely|some|substantially|half|nearly|almost)"
        "(?: (?:met|implemented|complete|completed|achieved|done))?|partial|[0-9]{1,2} ?%.*",
        "Write `partly`.",
    ),
    Meaning(
        "no|n|unmet|not yet|not (?:yet )?(?:met|implemented|achieved|done|at all)|none|failed",
        "Write `not`.",
    ),
    Meaning(
        "on ?going|in progress|under ?way|continuing|started",
        "Write `partly` if some of it has been achieved, or `not` if none has.",
    ),
    Meaning(
        "yes|y|full|met|fully (?:met|implemented|achieved|complete|completed)|complete|completed"
        "|implemented|achieved|in full|met in full|all|100 ?%",
        "Write `fully`.",
    ),
    Meaning(
        "unknown|unclear|not (?:evidenced|sure|stated|recorded|clear|yet known|assessed"
        "|known yet)|unsure|tbc"
        "|don t know|dont know|cannot say|n a|too early(?: to (?:say|tell))?",
        "Write `not-known`.",
    ),
    Meaning(
        "(?:already )?in place(?: already)?|pre ?existing|existing practice|already (?:met|done)",
        "Write `already-in-place`.",
    ),
)
_LEVEL = "(?:local|regional|national|county ?wide|borough ?wide|force ?wide|statewide|uk)"
_SCOPE = (
    Meaning(
        rf"(?:both )?{_LEVEL}(?:(?: and| or| to)? {_LEVEL})+(?: levels?)?|all(?: levels)?|both"
        rf"|multi(?:ple)?|various",
        "Write one value: the widest that is meant, or split it into a recommendation for each.",
    ),
    Meaning(
        "locally|local (?:level|authority|agency|area|services|csp)|borough(?: ?wide)?|district"
        "|county(?: ?wide)?|city ?wide|town|internal"
        "|single agency",
        "Write `local`.",
    ),
    Meaning(
        "regionally|regional level|pan (?!wales|england|uk).*|london(?: ?wide)?"
        "|force(?: area)?(?: ?wide)?"
        "|sub regional|(?:north|south) (?:east|west)|(?:east|west) midlands|yorkshire(?: and .*)?"
        "|east (?:anglia|of england)|thames valley",
        "Write `regional`.",
    ),
    Meaning(
        "nationally|national (?:level|body|bodies|government)|nationwide|central government"
        "|government|uk|(?:pan )?(?:england(?: and wales)?|wales)",
        "Write `national`.",
    ),
)
_STAGE = (
    Meaning(
        "unpublished|pre publication|not (?:yet )?published"
        "|(?:awaiting|pending|due|ready|prior to|before|to|for)"
        " (?:publication|be published|publish)|to be published|publication (?:pending|awaited"
        "|due)|awaiting publication date",
        "Write `approved` if the Home Office panel has approved the report, or `submitted` if the "
        "panel has it. If it was decided not to publish it, write `withheld`.",
    ),
    Meaning(
        "not (?:to be published|for publication)|will not be published|not being published"
        "|publication withheld|never published|decision not to publish",
        "Write `withheld`.",
    ),
    Meaning(
        "draft|in draft|drafted|being (?:drafted|written)|in preparation|writing|in progress"
        "|ongoing"
        "|started|underway|commissioned|open",
        "Write `drafting`.",
    ),
    Meaning(
        "(?:with|sent to|submitted to|at|awaiting) (?:the )?(?:home office|ho|qa"
        "|quality assurance)(?: panel)?"
        "|(?:in|under|at) qa|quality assurance|awaiting (?:approval|sign off|feedback)|with panel"
        "|not (?:yet )?approved|unapproved|to be approved|pending approval",
        "Write `submitted`, or `drafting` if the report is still being written.",
    ),
    Meaning(
        "(?:qa |home office |fully )?(?:approved|signed off|agreed"
        "|cleared)(?: by (?:the )?home office)?",
        "Write `approved`.",
    ),
    Meaning(
        "(?:redacted |executive summary |summary )?(?:version )?published(?: (?:on|online|in|to"
        "|at|[0-9]+) .*)?"
        "|published online"
        "|(?:now )?(?:on website|public|publicly available|released|live)",
        "Write `published`.",
    ),
    Meaning(
        "(?:published (?:then|but|and) (?:since |later |now )*(?:removed|withdrawn|taken down)"
        "|taken down|removed|unpublished after publication|retracted)",
        "Write `withdrawn`.",
    ),
    Meaning(
        "closed|complete|completed|done|finished|final|finalised",
        "Write `approved` if the Home Office panel has approved the report, or `published` if it "
        "is published.",
    ),
)
_FOUND = (
    Meaning(
        "yes|y|in place|still (?:in place|there|so|happening|embedded)|sustained|embedded"
        "|confirmed|maintained",
        "Write `still-in-place`.",
    ),
    Meaning(
        "no|n|not (?:still )?(?:in place|there|embedded|sustained|happening)"
        "|no longer(?: .*)?|(?:has )?(?:stopped|ceased|lapsed)"
        "|not sustained|lost|discontinued",
        "Write `lapsed`.",
    ),
    Meaning(
        "unknown|unclear|not (?:yet )?(?:sure|clear|found|known yet|known|checked|tested|evidenced"
        "|audited|assessed|reviewed|seen)|(?:partly|partially)(?: (?:in place|embedded|sustained))?"
        "|in part|tbc|unsure|mixed|variable|inconsistent|patchy|could not be \\w+|no evidence"
        "|(?:still )?(?:in place|embedded|happening|sustained) (?:in|for|at|with) (?:most|some|part"
        "|parts|many|several|half)(?: .*)?|to be (?:checked|confirmed)|not applicable|n a",
        "Write `not-known`, and say what was seen under `how`.",
    ),
)
_ANSWER = (
    Meaning(
        "(?:partly|partially|part) (?:accepted|agreed)|(?:accepted|agreed) in part"
        "|partial(?:ly)?|in part",
        "Write `in-part`.",
    ),
    Meaning("(?:accepted|agreed) in principle", "Write `in-principle`."),
    Meaning(
        "not (?:agreed|supported)|rejected|declined|refused|no|n|unaccepted",
        "Write `not-accepted`.",
    ),
    Meaning("agreed|yes|y|fully accepted|accepted in full|supported", "Write `accepted`."),
    Meaning(
        "(?:already )?in place(?: already)?|already (?:in place|done|doing(?: (?:this|it|so))?"
        "|happening|met)|existing practice|business as usual",
        "Write `already-in-place`.",
    ),
    Meaning(
        "noted|acknowledged|received|holding (?:reply|response|letter)|no (?:response|reply"
        "|answer)(?: .*)?|(?:awaiting|awaited"
        "|pending|outstanding)(?: .*)?|(?:under|for|being) (?:consideration|review|considered)"
        "|tbc|tba|none|nil|n a|unknown|not known|to be (?:confirmed|agreed|considered)|\\?+|",
        "Leave `answer` out until the body says whether it accepts the recommendation.",
    ),
)
_KIND = (
    Meaning("domestic homicide reviews?|domestic violence homicide review", "Write `DHR`."),
    Meaning("domestic abuse related deaths? reviews?|dard|dardrs?", "Write `DARDR`."),
    Meaning("single unified safeguarding reviews?", "Write `SUSR`."),
    Meaning("domestic homicide and suicide reviews?", "Write `DHSR`."),
    Meaning("safeguarding adults? reviews?", "Write `SAR`."),
    Meaning(
        "(?:local )?child safeguarding practice reviews?|lcspr|scr|serious case reviews?",
        "Write `CSPR` if the review is of a child's case, or `other` if not.",
    ),
    Meaning(
        "prevention of future deaths?(?: report)?|reg(?:ulation)? 28(?: report)?|coroners? report"
        "|pfd report",
        "Write `PFD`.",
    ),
    Meaning(
        "(?:joint |combined )?(?:dhr|dardr|sar|cspr|scr|susr|dhsr)"
        "(?: and| or| with)?(?: (?:dhr|dardr|sar|cspr|scr|susr|dhsr))+",
        "Write the kind whose law the review follows, and name the other in `title`.",
    ),
    Meaning(
        "mappa(?: .*)?|(?:mental health )?homicide review|mhhr|owhr|offensive weapons? homicide"
        " reviews?|leder|serious incident(?: .*)?|thematic(?: review)?|learning review|psii"
        "|near miss(?: review)?",
        "Write `other`.",
    ),
)
_NUMBERING = (
    Meaning(
        "original|report|(?:as in |from )?(?:the )?(?:report|source|document|original|plan)"
        "(?: s)?|theirs|document numbers",
        "Write `source`.",
    ),
    Meaning(
        "none|no|n a|unnumbered|own|our own|added|mine|internal|not numbered(?: .*)?",
        "Write `ours`.",
    ),
)

_TABLES = (
    ("complete-ongoing", _STATUS),
    ("already-in-place", _MET),
    ("regional", _SCOPE),
    ("withheld", _STAGE),
    ("lapsed", _FOUND),
    ("DHSR", _KIND),
    ("ours", _NUMBERING),
)
"""Each table with a value that only its list has; answers are told from verdicts by their own."""

_SETTLED = frozenset(
    {
        *("complete", "complete-ongoing", "not-taken-forward", "superseded"),
        *("fully", "already-in-place", "still-in-place", "accepted", "published", "approved"),
    }
)
"""Values that settle the matter, of all the closed lists."""
_IN_DOUBT = (
    # Part of it, or not.
    r"\?|(?<![a-z])(?:not|no|non|never|cannot|unable|un[a-z]+|[a-z]+n t|incomplete[a-z]*"
    r"|in complete"
    r"|fail[a-z]*|part|partly|partial|partially|some|few|most|mostly|many|several|majority|half"
    r"[a-z]*|near|nearly|almost|less than|minor|only|of|but|except[a-z]*|save for|other than"
    r"|apart|bar|rest|though"
    r"|although|however|initial|first|was|were|limited|according|this|inactive|dormant|critical"
    r"|interim|phase|stage|pilot|remain[a-z]*|outstanding|longer|lapsed|ceased"
    r"|stopped|lost"
    # Still to come.
    r"|to (?:be|do|close|follow|come)|ready|proposed|recommended|suggest[a-z]*|for closure|will"
    r"|should|may|might|could|would|must|yet|by|next|until|once|due|expected"
    r"|forward|fwd|delay(?:ed)?|hold|paused|stall[a-z]*|draft[a-z]*|progress[a-z]*|start[a-z]*"
    r"|begin|begun|began|underway|being|working|planned|planning|intend[a-z]*|aim[a-z]*|hope[a-z]*"
    r"|tried|trying|attempt[a-z]*|re ?opened|further|exten[a-z]*|request[a-z]*"
    # On a condition, or in doubt.
    r"|subject|if|when|unless|await(?:ing)?|awaited|pending|need|needs|needed|required|tb[acd]"
    r"|provisional[a-z]*|possibly|probably|likely|perhaps|maybe|apparently|assum[a-z]*|believed?"
    r"|understood|claim[a-z]*|reported[a-z]*|consider[a-z]*|question|check|confirm|verif[a-z]*"
    r"|chas[a-z]*|quer[a-z]+|disput[a-z]*|escalat[a-z]*|verbal)(?![a-z])|%|per ?cent"
)


_SAYS_DONE = (
    "(?<![a-z])(?:[a-z]+ed|complete|done|met|held|sent|made|given|written|in place|clos[a-z]+"
    "|void|obsolete|duplicate)(?![a-z])"
)
"""A word that says that something was done, or that it will not be."""

_SOME_OF_ALL = r"(?<![0-9/.])[0-9]{1,3} ?/ ?[0-9]{1,3}(?![0-9/.])"
"""Of "3/5 complete", and not of "complete 12/3/21"."""

_LONG_ENOUGH = 6
"""Letters; the misspelling of a shorter synonym may be another word: `gone` for `done`."""


def advice(text: str, kind: Choice) -> str:
    """What to write instead of a text that is no value of the list."""
    if len(text) > LONGEST:
        return _any_of(tuple(value for value in kind.values if value not in _SETTLED), kind)
    text = re.sub(r"^\s*(?:current )?status\s*:\s*", "", text, flags=re.IGNORECASE)
    words = re.sub(
        "^(?:the |this )?(?:action|recommendation|rec) (?:is |was )?", "", _normalised(text)
    )
    if known := _known(words, text, kind):
        return known
    meant = {value: value for value in kind.values}
    meant |= {word: value for word, value in kind.synonyms if len(word) >= _LONG_ENOUGH}
    near = near_spellings(" ".join(text.split()), meant, most=1)
    if near and "?" not in words:
        return FURTHER.get(meant[near[0]], f"Write `{meant[near[0]]}`.")
    values = kind.values
    if re.search(_IN_DOUBT, words) or re.search(_SOME_OF_ALL, text):
        # Nothing that may still be open is offered a value that settles it.
        values = tuple(value for value in values if value not in _SETTLED)
    elif "complete-ongoing" in kind.values and " " in words and not re.search(_SAYS_DONE, words):
        values = tuple(value for value in values if value not in _SETTLED)
    return _any_of(values, kind)


def _any_of(values: tuple[str, ...], kind: Choice) -> str:
    """The advice to choose, where some values of the list may be left out."""
    if "complete-ongoing" in kind.values and values != kind.values:
        return f"Write {one_of(values)}, or leave the status out if the record does not say."
    return f"Write {one_of(values or kind.values)}."


def _known(words: str, text: str, kind: Choice) -> str:
    """The advice for a normalised text whose whole meaning is known; empty if it is not."""
    table = _ANSWER if "in-principle" in kind.values else _table(kind)
    if table is not _STATUS:
        return _looked_up(words, kind, table)
    if match := re.fullmatch(_PER_CENT, words):
        number = int(match[1])
        if (number == 100 and re.search("[a-z]+ 100", words)) or "<" in text:  # noqa: PLR2004
            number -= 1  # "nearly 100%" is not all of it
        return _of_per_cent(number).replace("{words}", _as_value(text))
    if re.fullmatch(f"{_RAG_FIRST}|(?:rag )?[rag]", words):
        return _RATING_ALONE.replace("{words}", _as_value(text))
    if found := _looked_up(words, kind, table):
        return found.replace("{words}", _as_value(text))
    if found := _in_parts(text, kind, table):
        return found
    # "Amber - in progress", "on target (green)": the colour is the rating of a status.
    match = re.fullmatch(rf"{_RAG_FIRST} (.+)", words) or re.fullmatch(rf"(.+) ({_RAG})", words)
    if not match:
        return ""
    first, second = match.groups()
    colour, rest = (second, first) if re.fullmatch(_RAG, second) else (first, second)
    found = _looked_up(rest, kind, table)
    if "{words}" in found:
        return found.replace("{words}", _as_value(text))
    return f"{found}[ Keep the colour as `rating: {colour.capitalize()}`.]" if found else ""


def _in_parts(text: str, kind: Choice, table: tuple[Meaning, ...]) -> str:
    """The advice for "In progress - 60%" or "Accepted - in progress": a status and an aside."""
    parts = [
        part for part in map(_normalised, re.split(r"\s[-\u2013\u2014]\s|[/:;,()]", text)) if part
    ]
    if len(parts) != 2:  # noqa: PLR2004 - a status, and an aside
        return ""
    for part, aside in (parts, reversed(parts)):
        found = _looked_up(part, kind, table)
        if not found or "{words}" in found:
            continue
        if re.fullmatch(_PER_CENT, aside) and found == "Write `in-progress`.":
            return _RATED.replace("{words}", _as_value(text))
        if _looked_up(aside, kind, table) in (_ACCEPTANCE, found):
            return found
    first, aside = parts
    found = _looked_up(first, kind, table)
    if found == "Write `complete`." and re.fullmatch(
        "nfa|no (?:further|other) action(?: .*)?", aside
    ):
        return found
    if found and re.fullmatch(_POINTER, aside) and not re.search(_IN_DOUBT, aside):
        return f"{found}[ What shows it goes under `evidence`.]"
    if found in _GOES_ON and re.fullmatch(_NEXT_NEWS, aside):
        return found.removesuffix(".") + "[, with the day to look again under `next_check`]."
    # Words behind a status that closes nothing explain it: "On hold - staffing". Behind another,
    # they may take it back.
    if found in _OPEN_ADVICE and not re.fullmatch(_RAG_FIRST, aside):
        known = _looked_up(aside, kind, table)
        return _OPEN_ADVICE[found] if known in {"", _OPEN_ADVICE[found]} else ""
    return ""


_POINTER = (
    "(?:please )?(?:see|as per|per|refer to|ref|cf|in|evidenced? (?:in|by)|evidence)"
    " (?!(?:rec|recommendation|action|[0-9]))(?:\\w+ ?){1,6}"
)
_OPEN_ADVICE = {
    "Write `ongoing`.": _ONGOING,
    **{
        advised: advised
        for advised in (
            *("Write `in-progress`.", "Write `not-started`."),
            *(_PAUSED, _ONGOING, _OPEN, _NOT_DONE, _STOPPED, _SILENT),
        )
    },
}
"""The advice for a status that closes nothing, with that for such a status and its aside."""
_GOES_ON = ("Write `in-progress`.", "Write `not-started`.")
_NEXT_NEWS = (
    "(?:for )?(?:next |further )?(?:update|review|report)(?: due| expected| to board)?"
    "(?: (?:in|by|on|at|for))?(?: [0-9a-z]{1,9}){1,3}"
)
"""An aside on when there will be news: "for next update April 2024"."""


def _of_per_cent(number: int) -> str:
    if number == 0:
        return "Write `not-started`[, and keep the per cent as `rating: {words}`]."
    if number < 100:  # noqa: PLR2004 - per cent
        return "Write `in-progress`[, and keep the per cent as `rating: {words}`]."
    return (
        "Write `complete` if the record says that the action is done"
        "[, and keep the per cent as `rating: {words}`]."
    )


def _table(kind: Choice) -> tuple[Meaning, ...]:
    return next((table for value, table in _TABLES if value in kind.values), ())


def _looked_up(words: str, kind: Choice, table: tuple[Meaning, ...]) -> str:
    synonyms = {_normalised(word): value for word, value in kind.synonyms}
    values = {_normalised(value): value for value in kind.values}
    if words not in values:
        found = next((one.advice for one in table if re.fullmatch(one.phrase, words)), "")
        if found:
            return found
    value = values.get(words) or synonyms.get(words)
    return FURTHER.get(value, f"Write `{value}`.") if value else ""


def _normalised(text: str) -> str:
    """In lower case, with single spaces for blanks, hyphens and punctuation."""
    return " ".join(re.sub(r"[^\w%✓✔?]+|_", " ", text.casefold().replace("&", " and ")).split())


def _as_value(text: str) -> str:
    """The words as the value of a key in a hint, short and without signs that a hint uses."""
    plain = " ".join(re.sub(r"[`|\[\]{}]", " ", text).split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"  # noqa: PLR2004


# -- keys ------------------------------------------------------------------------------------------

_NEW_TARGET = (
    "[Write the new date under `target`, and the old one under `extensions`, as `- was: ` and the "
    "date|Write the new date under `target`, and keep the old one in the notes]."
)
_OLD_TARGET = (
    "[Write this date under `extensions`, as `- was: ` and the date. `target` is the present "
    "target|Keep the old date in the notes. `target` is the present target]."
)
_BODY_OR_POST = (
    "[Write the body under `lead`, or a post such as Head of Adult Social Care under `post`;"
    " never "
    "a person|Write the body under `lead`; never a person]."
)
_KEY_ADVICE = (
    (
        (
            "revised_target revised_target_date revised_date revised_deadline "
            "revised_completion_date "
            "revised_timescale revised_due_date new_target new_target_date new_date new_deadline "
            "target_date_revised completion_date_revised extended_to extended_target "
            "extended_date extended_deadline amended_target "
            "amended_date "
            "amended_target_date updated_target target_revised "
            "target_completion_and_revised_target_completion_dates target_and_revised_target"
        ),
        _NEW_TARGET,
    ),
    (
        (
            "original_target original_target_date original_date original_deadline "
            "original_due_date "
            "old_target old_target_date previous_target previous_target_date previous_date "
            "initial_target initial_target_date first_target target_was original_timescale was "
            "original_completion_date initial_date"
        ),
        _OLD_TARGET,
    ),
    (
        (
            "responsible action_owner owner owners responsible_officer responsible_person "
            "responsible_lead person_responsible responsibility responsibilities lead_officer "
            "lead_officer/em lead_person lead_professional named_lead named_officer accountable "
            "accountable_officer accountable_person accountability assigned_to assignee "
            "officer who "
            "by_whom responsible_owner owned_by lead_name lead/ownership lead/owner "
            "ownership lead_or_owner "
            "action_lead contact lead_contact senior_responsible_officer sro"
        ),
        _BODY_OR_POST,
    ),
    (
        (
            "give_expected_new_achievement_date new_achievement_date expected_new_date "
            "requested_target requested_extension proposed_target extension_requested"
        ),
        (
            "Write the date that is asked for[ under `extension_asked`, as `target: ` and the"
            " date]"
            "[, or the date that the lead expects under `forecast`]."
        ),
    ),
    (
        "expected_completion expected_completion_date estimated_completion_date",
        "Write the agreed date under `target`[, or what the lead now expects under `forecast`].",
    ),
    (
        "status_and_date date_and_status completion_status_and_date",
        "Write the status under `status`[ and the day under `completed`].",
    ),
    (
        "date_of_completion_and_outcome",
        "Write the day under `completed`[ and the rest under `outcome`].",
    ),
)
_KEYS = {key: hint for keys, hint in _KEY_ADVICE for key in keys.split()}


def key_advice(spelt: str) -> str:
    """The advice for a key that needs more than the name of another; empty if there is none."""
    return _KEYS.get(spelt, "")

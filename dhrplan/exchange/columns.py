"""What the heads of columns mean: a table of wordings from published plans.

A head is compared without case, punctuation, numbering and words in brackets. The wordings
are those of 36 published action plans of domestic homicide and safeguarding reviews.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, get_args

from dhrplan.model.dates.parse import parse_date
from dhrplan.model.dates.values import PlanDate

Meaning = Literal[
    "number",  # of a recommendation or an action, by where the column is
    "recommendation_number",
    "action_number",
    "recommendation",
    "text",
    "title",
    "ref",
    "section",
    "themes",
    "scope",
    "addressed_to",
    "lead",
    "post",
    "partners",
    "target",
    "revised_target",
    "original_target",
    "completed",
    "completed_and_outcome",
    "is_complete",
    "status",
    "acceptance",
    "rating",
    "expected",
    "outcome",
    "progress",
    "updates",
    "evidence",
    "milestones",
    "next_check",
    "review_every",
    "notes",
]
"""What a column holds. Most are fields of an action; `import --map` takes these words."""

MEANINGS: tuple[str, ...] = get_args(Meaning)

# Whole heads, in lower case, as patterns; the first that matches counts.
_HEADS: tuple[tuple[Meaning, str], ...] = (
    (
        "recommendation_number",
        r"rec(?:ommendation)?s? ?(?:no|nos|number|ref|reference|id|#)|r no",
    ),
    ("action_number", r"action ?(?:no|number|ref|reference|id|#)|task (?:no|number)"),
    ("number", r"(?:no|nos|number|num|item|item no|s no|serial|#|id)"),
    (
        "ref",
        (
            r"ref(?:erence)?(?: no| number| point)?|source|part|paragraph|para|cross reference"
            r"|origin"
            r"|report (?:ref(?:erence)?|paragraph)|source ref(?:erence)?|page(?: no)?"
        ),
    ),
    (
        "recommendation",
        (
            r"(?:\w+ )?recommendations?(?: overarching action| text| wording| made| made by.*)?"
            r"|what (?:is|was) recommended|requirement|issue|issues? identified"
            r"|summary of main concerns|relevant item|area of concern|concern"
            r"|learning(?: point)?|lessons?(?: learned| learnt)?|findings?|objective"
        ),
    ),
    (
        "text",
        (
            r"(?:key |specific |proposed |planned |agreed )?actions?(?: points?| to take"
            r"| to be taken"
            r"| taken| required| needed| planned| description| agreed| plan| detail| details)*"
            r"|activit(?:y|ies)|tasks?|response action taken(?: planned)?|what (?:will|do) (?:we"
            r"|be) do"
            r"(?:ne)?|how (?:will|this will) .*|steps? to be taken|measures?"
        ),
    ),
    ("title", r"title|heading|short title|name of action|action title"),
    ("themes", r"themes?|topics?|categor(?:y|ies)|area"),
    ("section", r"section|chapter"),
    ("scope", r"scope(?: of (?:the )?recommendations?)?|level(?: for action)?|local or national.*"),
    (
        "addressed_to",
        (
            r"addressed to|addressee|owning agency|agency addressed|for which agency"
            r"|recommendation for"
            r"|agenc(?:y|ies) concerned"
        ),
    ),
    (
        "post",
        (
            r"nominated lead officer|job title|role|post(?: ?holder)?|responsible officer"
            r"|lead officer(?: em)?|lead persons?|named lead|lead name|responsible person"
            r"|accountable officer|lead professional"
        ),
    ),
    (
        "partners",
        (
            r"partners?(?: agenc(?:y|ies))?|support(?:ing|ed by)?(?: agenc(?:y|ies))?"
            r"|other agenc(?:y|ies)|with whom"
        ),
    ),
    (
        "lead",
        (
            r"leads?|(?:lead|responsible|relevant|accountable|action) (?:agenc(?:y|ies)|bod(?:y"
            r"|ies)"
            r"|organi[sz]ations?|partners?|owners?|ownership|department|service)(?: s)?"
            r"|agenc(?:y|ies)|organi[sz]ations?|services?|owners?|ownership|responsib\w+"
            r"|accountab\w+|who|by whom|lead ownership|responsible owner|lead and partners"
            r"|lead agency (?:and|or) .*"
        ),
    ),
    (
        "completed_and_outcome",
        (
            r"(?:date of |date )?complet(?:ion|ed)(?: date)? (?:and|with) outcomes?"
            r"|outcomes? and (?:date of )?completion(?: date)?"
        ),
    ),
    (
        "revised_target",
        (
            r"(?:revised|new|extended|amended|updated)(?: target| completion| expected)*"
            r"(?: dates?| deadlines?| timescales?)(?: if required)?"
            r"|give expected new achievement date"
            r"|extension(?: date)?|(?:target|completion) date revised"
        ),
    ),
    (
        "original_target",
        (
            r"(?:original|previous|old)(?: target| completion)*(?: dates?| deadlines?"
            r"| timescales?)?"
            r"|(?:target|completion) date original"
        ),
    ),
    (
        "completed",
        (
            r"(?:date of completion|date completed|completed(?: date| on)?|completion date"
            r"|actual completion(?: date)?|date achieved|date closed|closed(?: date)?"
            r"|date (?:of )?implementation|date implemented)"
        ),
    ),
    (
        "target",
        (
            r"(?:realistic |proposed |agreed |expected )?(?:target|due|completion due|planned"
            r"|expected)(?: completion)?(?: dates?| deadlines?| timescales?)?"
            r"|targets? (?:for )?completion|target completion and revised target completion dates"
            r"|time ?(?:scales?|frames?|lines?)|deadlines?|dates?|by when|when|date due"
            r"|expected completion|complete by|to be completed by|completion by"
        ),
    ),
    ("is_complete", r"complete(?: y n)?|achieved(?: tick)?|done|completed y n|implemented y n"),
    (
        "acceptance",
        (
            r"acceptance(?: status)?|accepted(?: y n)?|agreed(?: y n)?|agency response(?: to .*)?"
            r"|accepted or not|accept reject"
        ),
    ),
    (
        "rating",
        (
            r"b?rag|b?rag (?:rating|status)|status b?rag(?: rating)?|delivery confidence"
            r"|(?:initial|current|residual) risk|risk(?: rating| level)?|confidence|colour"
            r"|percent(?:age)?(?: complete)?|% complete|per cent(?: complete)?|progress rating"
        ),
    ),
    (
        "status",
        (
            r"(?:current |delivery |action |completion |priority |overall )?status(?: of action"
            r"| update)?|state|position statement|current state"
        ),
    ),
    (
        "expected",
        (
            r"(?:expected|intended|desired|planned|anticipated|proposed|hoped for) "
            r"(?:outcomes?|impacts?|results?|change)"
            r"|progress indicators?|success (?:measures?|criteria)|measures? of success"
            r"|what will success look like|how will (?:we|success) .*|outcome measures?"
            r"|performance indicators?|measures?"
        ),
    ),
    (
        "milestones",
        (
            r"(?:key )?(?:milestones?|steps?)(?: achieved| reached)?(?: in (?:enacting|achieving) "
            r"(?:the )?recommendations?)?|sub ?tasks?"
        ),
    ),
    (
        "evidence",
        (
            r"(?:supporting |published )?evidence(?: and assurance| summary| to be provided"
            r"| of completion| of action point implementation| of implementation| of impact"
            r"| required)?|assurance|how evidenced"
        ),
    ),
    (
        "outcome",
        (
            r"(?:actual |key )?outcomes?(?: achieved| and impact| for .*)?|impact|results?"
            r"|what (?:has )?changed|difference made"
        ),
    ),
    (
        "progress",
        (
            r"progress(?: made| to date| so far| achieved| report)?|current (?:position|progress)"
            r"|position|key work delivered|work (?:done|completed)(?: to date)?"
        ),
    ),
    (
        "updates",
        (
            r"(?:latest |progress |status |quarterly |agency )?updates?(?: from .*)?(?: and date)?"
            r"|news|critical friend comments?|external assurance"
        ),
    ),
    (
        "next_check",
        (
            r"(?:next )?(?:review|check)(?: date| due)?|date (?:of|for) (?:next )?review"
            r"|next review(?: date)?|review by"
        ),
    ),
    (
        "review_every",
        r"(?:review )?frequency|how often|review period|frequency of review|monitoring frequency",
    ),
    (
        "notes",
        (
            r"notes?|comments?|remarks?|commentary|further information|additional (?:information"
            r"|comments?)|any other .*"
        ),
    ),
)
_HEAD = tuple((meaning, re.compile(pattern)) for meaning, pattern in _HEADS)

# Where no wording matches: a word that settles it, unless the head is a sentence.
_BY_WORD: tuple[tuple[Meaning, str], ...] = (
    ("milestones", r"milestones?"),
    ("revised_target", r"(?:revised|extended) .*(?:date|deadline|timescale)"),
    ("target", r"(?:target|timescales?|deadline)"),
    ("completed", r"date .*complet|complet\w+ date"),
    ("evidence", r"evidence|assurance"),
    ("scope", r"scope of recommendation"),
    ("status", r"status"),
    ("rating", r"b?rag"),
    ("expected", r"(?:expected|intended|desired) outcomes?"),
    ("lead", r"lead (?:agency|agencies|organisation|body|department)|responsible (?:agency|body)"),
    ("recommendation", r"recommendations?"),
    ("outcome", r"outcomes?"),
    ("progress", r"progress"),
    ("text", r"actions?"),
    ("updates", r"updates?"),
)
_WORD = tuple((meaning, re.compile(rf"\b(?:{pattern})\b")) for meaning, pattern in _BY_WORD)

_LONGEST = 90
"""Characters; the longest head of a published plan, "Key milestones achieved in enacting
recommendation", has 51, and sentences of a plan are longer."""
_SENTENCES = re.compile(r"[a-z]{3}[.;]\s+\w")
_PERIOD = re.compile(
    r"(?:(?:progress |status |quarterly )?(?:update|position|progress)(?: (?:as at|for|to|at"
    r"|on))? )?"
    r"(?P<period>.+?)(?: (?:progress |status |quarterly )?(?:update|position|progress))?"
)


class Head(NamedTuple):
    """The head of a column.

    Attributes:
        text: Its words on one line.
        meaning: What the column holds; None if that is not known.
        period: The period that a column of updates is about.
    """

    text: str
    meaning: Meaning | None = None
    period: PlanDate | None = None


def spelt(head: str) -> str:
    """A head for comparison: lower case, without numbering, punctuation and brackets."""
    line = " ".join(head.split()).casefold().replace("%", " percent ").replace("&", " and ")
    line = re.sub(r"^\(?(?:[0-9]{1,2}|[a-h])[.)]\s+", "", line)
    outside = re.sub(r"\([^)]*\)", " ", line)
    line = outside if re.search(r"[a-z#]", outside) else line
    words = re.sub(r"[^\w#]+", " ", line.replace("'", "").replace("\u2019", ""))
    return words.replace("_", " ").strip()


def head(text: str, named: dict[str, Meaning] | None = None) -> Head:
    """The head that a cell holds; `named` are the meanings that the user gave, by `spelt`."""
    line = " ".join(text.split())
    words = spelt(text)
    if named and words in named:
        return Head(line, named[words])
    if not words or len(line) > _LONGEST or _SENTENCES.search(line):
        return Head(line)
    for meaning, pattern in _HEAD:
        if pattern.fullmatch(words):
            return Head(line, meaning)
    if match := _PERIOD.fullmatch(re.sub("[()]", "", line.casefold())):
        when = parse_date(match["period"])
        if isinstance(when, PlanDate):
            return Head(line, "updates", when)
    for meaning, pattern in _WORD:
        if pattern.search(words):
            return Head(line, meaning)
    return Head(line)


def is_exact(text: str) -> bool:
    """True if a cell is, word for word, a head that plans have."""
    words = spelt(text)
    return len(text) <= _LONGEST and any(pattern.fullmatch(words) for _, pattern in _HEAD)

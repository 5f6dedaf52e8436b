"""lead-is-a-person: a person, or a post, where a body should answer."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.rules.base import Finding, Rule, Spot, plans_of
from dhrplan.rules.example import one
from dhrplan.text.bodies import bodies_in_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Route
    from dhrplan.model.agencies import Register
    from dhrplan.rules.base import Folders
    from dhrplan.text.folder import Folder

_PERSON, _POST_OF_ONE = "person", "post"
_REST = "status: in-progress\ntarget: 2021-06\n"

# What parts a post from its body in one cell: `Head of Housing, Northshire Council`.
_PARTED = re.compile(r"[,;/()]|\s[-\u2013\u2014]\s")
_POST_OF = re.compile(
    r"\b(?:head|chair|director|manager|lead|commander) (?:of|for) ", re.IGNORECASE
)
_POST = re.compile(
    r"(?:^|\s)(?:chair|chairman|chairwoman|chairperson|chief executive|ceo|dci"
    r"|(?:manager|officer|director|inspector|superintendent|sergeant|constable|commander|matron"
    r"|nurse|co-?ordinator|social worker|advis[eo]r)s?)$",
    re.IGNORECASE,
)
_LEAD = re.compile(r".*\b(?!(?:to|the|joint|overall) )\w+ leads?", re.IGNORECASE)
_TITLED = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev|Sir|Dame|P[CS]|D[CSI]|DCI|Sgt|Insp|Supt)\.? [A-Z]"
)

# Names common in England and Wales among those of working age, but for those that are also places
# or things. Any other cannot be told from the name of a body; a register finds it instead.
_GIVEN = (
    "Adam|Adrian|Alan|Alison|Amanda|Andrea|Andrew|Angela|Ann|Anne|Anthony|Barry|Benjamin|Brian"
    "|Carl|Caroline|Catherine|Christine|Christopher|Claire|Colin|Daniel|Darren|David|Deborah"
    "|Debbie|Derek|Diane|Donna|Edward|Elizabeth|Emma|Gary|Gemma|Graham|Helen|Ian|Jacqueline"
    "|James|Jane|Janet|Jason|Jennifer|Jeremy|Joanna|Joanne|John|Jonathan|Joseph|Julie|Karen"
    "|Katherine|Kathryn|Keith|Kelly|Kenneth|Kerry|Kevin|Laura|Lesley|Linda|Lisa|Louise|Lynn"
    "|Margaret|Maria|Mark|Martin|Mary|Matthew|Melanie|Michael|Michelle|Natalie|Neil|Nicholas"
    "|Nicola|Nigel|Patricia|Patrick|Paul|Paula|Peter|Philip|Rachel|Rebecca|Richard|Robert|Ruth"
    "|Samantha|Sandra|Sarah|Sharon|Simon|Stephanie|Stephen|Steven|Stuart|Susan|Suzanne|Thomas"
    "|Timothy|Tracey|Tracy|Trevor|Vanessa|Wendy|William|Zoe"
)
_HOUSE = (
    "Academy|Association|Care|Centre|Charity|Clinic|College|Council|Court|Foundation|Fund|Group"
    "|Health|Home|Homes|Hospice|Hospital|House|Housing|Institute|Lodge|Network|Partnership|Police"
    "|Practice|Project|Refuge|School|Service|Services|Society|Support|Surgery|Team|Trust|Unit|Ward"
)
_DIVISION = "Area|Branch|Command|Company|District|Division|Sector|Wing"
_NAMED = re.compile(
    rf"(?:(?:{_GIVEN}) (?:[A-Z]\.? )?|(?:[A-Z](?:\. ?| )){{1,2}}(?!(?:{_DIVISION})$))"
    rf"(?!(?:{_HOUSE})$)[A-Z][\w'\u2019-]+"
)


def _check(folders: Folders) -> Iterator[Finding]:
    for folder in folders:
        for spot, name, review, action in _bodies(folder):
            looks = _looks_like(name)
            if looks:
                message = f"`{name}` looks like a person or a post, not like a body."
                private = (name,) if looks == _PERSON else ()
                yield Finding(spot, message, _HINT, (), review, action, private)


def _bodies(folder: Folder) -> Iterator[tuple[Spot, str, str | None, str | None]]:
    """The names as the register has them; as the plans do where there is none."""
    if folder.register_file:
        source = folder.register_file.source
        yield from ((Spot(source, route), name, None, None) for route, name in _of(folder.register))
        return
    for source, plan in plans_of((folder,)):
        for route, name, action in bodies_in_plan(plan):
            yield Spot(source, route), name, plan.id, action


def _of(register: Register) -> Iterator[tuple[Route, str]]:
    for kind in ("agencies", "groups"):
        for code, body in getattr(register, kind).items():
            if body.name:
                yield (kind, code, "name"), body.name
            yield from (((kind, code, "aliases", at), one) for at, one in enumerate(body.aliases))


@lru_cache(maxsize=1_000)  # the same few names stand in every action
def _looks_like(name: str) -> str:
    if _TITLED.match(name):  # of that, `personal-name` speaks
        return ""
    if _NAMED.fullmatch(name):
        return _PERSON
    return _POST_OF_ONE if _is_post(name) else ""


def _is_post(name: str) -> bool:
    first, *others = (part.strip() for part in _PARTED.split(name))
    return bool(_LEAD.fullmatch(first)) or any(map(_is_post_alone, (first, *others)))


def _is_post_alone(part: str) -> bool:
    """Whether a part of a name is a post, and not a body of those who hold it: `College of ...`."""
    return bool(_POST_OF.search(part) or (" of " not in part and _POST.search(part)))


_HINT = (
    "Write the body that the person acts for; the post goes into its `contact` in `agencies.yaml`."
)

RULE = Rule(
    name="lead-is-a-person",
    family="completeness",
    severity=Severity.WARNING,
    what="A lead, a partner or another body that looks like a person or a post.",
    why="People move on, and then nobody answers for the action; a body stays. A post such as the "
    "head of a service is a person too, and so is a name. Where a folder has a register, only the "
    "names in it are looked at: `unknown-agency` finds in the plans what it does not know.",
    instead="Write the body: the council, the police, the trust. Whom to write to there is "
    "`contact` in the register, as a role.",
    check=_check,
    bad=one(f"lead: [Head of Safeguarding]\n{_REST}"),
    good=one(f"lead: [NCC]\n{_REST}"),
)

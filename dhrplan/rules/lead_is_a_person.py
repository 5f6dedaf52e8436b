"""lead-is-a-person: a person, or a post, where a body should answer."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import cache, lru_cache

from dhrplan.diagnostic import Severity
from dhrplan.plan.folder import Folder
from dhrplan.plan.query import bodies_in_plan
from dhrplan.rules.engine import Finding, Folders, Rule, Spot, example_folder, plans_of

# Separates a post from its body in one cell: `Head of Housing, Northshire Council`.
_SEPARATOR = re.compile(r"[,;/()]|\s[-\u2013\u2014]\s")
_POST_OF = re.compile(
    r"^(?:named|designated) \w+$|\b(?:head|chair|director|manager|lead|commander) (?:of|for) ",
    re.IGNORECASE,
)
_POST = re.compile(
    r"(?:^|\s)(?:chair|chairman|chairwoman|chairperson|chief exec(?:utive)?|ceo|dci"
    r"|(?:manager|officer|director|inspector|superintendent|sergeant|constable|commander|matron"
    r"|nurse|co-?ordinator|social worker|advis[eo]r)s?)$",
    re.IGNORECASE,
)
_LEAD = re.compile(r".*\b(?!(?:to|the|joint|overall) )\w+ leads?", re.IGNORECASE)
_TITLE_AND_NAME = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev|Sir|Dame|P[CS]|D[CSI]|DCI|Sgt|Insp|Supt)\.? [A-Z]"
)

_BODY_WORD = (
    "Academy|Association|Care|Centre|Charity|Clinic|College|Council|Court|Foundation|Fund|Group"
    "|Health|Home|Homes|Hospice|Hospital|House|Housing|Institute|Lodge|Network|Partnership|Police"
    "|Practice|Project|Refuge|School|Service|Services|Society|Support|Surgery|Team|Trust|Unit|Ward"
)
_DIVISION = "Area|Branch|Command|Company|District|Division|Sector|Wing"
_SURNAME = rf"(?!(?:{_BODY_WORD})$)[A-Z][\w'\u2019-]+"
_INITIALS_AND_SURNAME = re.compile(rf"(?:[A-Z](?:\. ?| )){{1,2}}(?!(?:{_DIVISION})$){_SURNAME}")
_RANK_AND_SURNAME = re.compile(
    r"(?:(?:Det|Detective|Ch|Chief|Acting|Temp|Temporary|Police) )*(?:Sgt|Sergeant|Insp|Inspector"
    rf"|Supt|Superintendent|Constable|Cllr|Councillor|Professor) (?:[A-Z]\. ?){{0,2}}{_SURNAME}"
)
_GIVEN_NAME_AND_SURNAME = re.compile(rf"(\w+) (?:(?:[A-Z]\.? )?{_SURNAME}|[A-Z]\.?)")

# `Orla`, `Orla and Tom`, `A/B`, `A and`, `KT;MP;HM`: the parts of a cell of people.
_PARTS = re.compile(r"\s*[,;/&+()]\s*|\s+and(?:\s+|$)")
_ONE_INITIAL = re.compile(r"(?:[A-Z]\. ?){0,2}[A-Z]\.?")
# Abbreviations of bodies, services and regions could be taken for initials.
_BODY_OF_TWO_LETTERS = (
    "AS|BC|CA|CC|CJ|CS|DA|DC|DV|ED|GP|HA|HE|HO|HV|LA|MH|MO|NE|NP|NW|PB|PH|PS|SC|SE|SS|SW|UK|WG|YJ"
)
_TWO_INITIALS = re.compile(rf"(?!{_BODY_OF_TWO_LETTERS})[A-Z]{{2}}")


@cache
def _given_names() -> frozenset[str]:
    data = pkgutil.get_data("dhrplan.rules", "given_names.txt") or b""
    lines = data.decode("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _is_a_name(name: str) -> bool:
    """Whether a text is a person's name: with a surname, alone, or initials; or several of them."""
    if _INITIALS_AND_SURNAME.fullmatch(name):
        return True
    match = _GIVEN_NAME_AND_SURNAME.fullmatch(name)
    if match and match[1] in _given_names():
        return True
    parts = [part for part in _PARTS.split(name) if part]
    if any(part in _given_names() for part in parts):
        return True
    return bool(parts) and all(
        _ONE_INITIAL.fullmatch(part) or _TWO_INITIALS.fullmatch(part) for part in parts
    )


def _has_a_name(part: str) -> bool:
    """Whether a part of a cell is a person by rank or name: `Det Supt Smith`, `J Smith`."""
    given = _GIVEN_NAME_AND_SURNAME.fullmatch(part)
    return bool(
        _RANK_AND_SURNAME.fullmatch(part)
        or _INITIALS_AND_SURNAME.fullmatch(part)
        or (given and given[1] in _given_names())
    )


class Looks(Enum):
    """What a name of a lead looks like."""

    PERSON = auto()
    POST = auto()
    BODY = auto()
    TITLED = auto()  # a title and a name, which `personal-name` finds


def _check(folders: Folders) -> Iterator[Finding]:
    for folder in folders:
        for spot, name, review, action in _bodies(folder):
            looks = looks_like(name)
            if looks in {Looks.PERSON, Looks.POST}:
                message = f"`{name}` looks like a person or a post, not a body."
                # One letter tells of nobody, and masked it would star every `a` of the messages.
                is_private = looks is Looks.PERSON and sum(map(str.isalpha, name)) > 1
                private = (name,) if is_private else ()
                yield Finding(spot, message, _HINT, (), review, action, private)


def _bodies(folder: Folder) -> Iterator[tuple[Spot, str, str | None, str | None]]:
    """The names in the register or, where there is none, in the plans: with review and action."""
    if folder.register_file:
        source, register = folder.register_file.source, folder.register
        for kind, bodies in (("agencies", register.agencies), ("groups", register.groups)):
            for code, body in bodies.items():
                if body.name:
                    yield Spot(source, (kind, code, "name")), body.name, None, None
                for index, alias in enumerate(body.aliases):
                    yield Spot(source, (kind, code, "aliases", index)), alias, None, None
        return
    for source, plan in plans_of((folder,)):
        for route, name, action in bodies_in_plan(plan):
            yield Spot(source, route), name, plan.id, action


@lru_cache(maxsize=1_000)  # the same few names are in every action
def looks_like(name: str) -> Looks:
    """What a name looks like, by its form alone."""
    if _TITLE_AND_NAME.match(name):
        return Looks.TITLED
    if _is_a_name(name):
        return Looks.PERSON
    first, *others = (part.strip() for part in _SEPARATOR.split(name))
    if any(map(_has_a_name, (first, *others))):
        return Looks.PERSON
    if _LEAD.fullmatch(first) or any(map(_is_post, (first, *others))):
        return Looks.POST
    return Looks.BODY


def _is_post(part: str) -> bool:
    """True if a part of a name is a post, and not a body of those who hold it: `College of ...`."""
    return bool(_POST_OF.search(part) or (" of " not in part and _POST.search(part)))


_HINT = (
    "Write the body that the person works for. Put the post in its `contact` in `agencies.yaml`."
)
_REST = "status: in-progress\ntarget: 2021-06\n"

RULE = Rule(
    name="lead-is-a-person",
    family="completeness",
    severity=Severity.WARNING,
    what="A lead, a partner or another body that looks like a person or a post.",
    why="People move on, and then no agency is responsible for the action. A post, such as "
    "the head of a service, is a person too. Where a folder has a register, this rule checks "
    "only the names in it. In the plans, `unknown-agency` finds the names it does not know.",
    instead="Write the body: the council, the police, the trust. Write the role to contact "
    "there as `contact` in the register.",
    check=_check,
    bad=example_folder(f"lead: [Head of Safeguarding]\n{_REST}"),
    good=example_folder(f"lead: [NCC]\n{_REST}"),
)

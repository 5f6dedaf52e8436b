"""Plans in Word, Excel or CSV as plans of a folder, without a file of our own."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import PurePath

from dhrplan.diagnostic import Diagnostic, Place
from dhrplan.errors import DhrplanError
from dhrplan.exchange.action_fields import Doubt
from dhrplan.exchange.files import read
from dhrplan.exchange.understand import Understood, understand
from dhrplan.exchange.write import plan_text
from dhrplan.model.agencies import Register
from dhrplan.model.plan import Plan
from dhrplan.plan.read import PlanFile, read_plan
from dhrplan.yamldoc.nodes import Source

_RULE = "import-doubt"
_REVIEW = re.compile(
    r"(?:(?P<kind>DHR|DARDR|SAR|CSPR|DHSR|SUSR)|domestic homicide review|domestic abuse related "
    r"death review)[\s_-]*(?:no\.?|number|case)?[\s_-]*(?P<number>[0-9]{1,4}[A-Za-z]?)(?![0-9])",
    re.IGNORECASE,
)
# What an answer about dates, statuses and agencies depends on.
_BEARS_ON_ANSWERS = frozenset(
    {"lead", "status", "target", "completed", "as_written", "milestones", "extensions", "id", ""}
)


def plan_file(place: str, data: bytes, register: Register, taken: Collection[str] = ()) -> PlanFile:
    """A document as a plan; what is doubtful is a fault, and so is what cannot be read.

    Args:
        place: The path of the document for messages.
        data: Its bytes.
        register: The agencies that are known.
        taken: The ids of other reviews in view; one that only the title gives is not used twice.
    """
    name = PurePath(place).name
    try:
        document = read(name, data)
        review = review_id(name)
        understood = understand(document, review, name, register, propose=False)
    except DhrplanError as error:
        return PlanFile(Source(place, ""), None, (_fault(place, str(error), error.hint),))
    if not understood.plan.get("recommendations"):
        message = "No table of an action plan was found in it."
        hint = "A plan's table has heads such as Recommendation, Action, Lead agency, Target date."
        return PlanFile(Source(place, ""), None, (_fault(place, message, hint),))
    review = review_id(name, understood.plan["title"])
    if review in taken:
        review = review_id(name)
    understood.plan["id"] = review
    file = read_plan(place, plan_text(replace(understood, doubts=[])))
    plan = _without_lines(file.plan) if file.plan else None
    faults = [replace(fault, place=Place(place, 0, 0)) for fault in file.faults] + list(
        _doubts(place, review, understood)
    )
    return PlanFile(file.source, plan, tuple(faults))


def review_id(name: str, title: str = "") -> str:
    """The id of a review by the name of its file, else by its title: `DHR7`."""
    stem = PurePath(name).stem
    for text in (stem, title):
        if match := _REVIEW.search(text):
            related = "related" in match[0].casefold()
            kind = (match["kind"] or ("DARDR" if related else "DHR")).upper()
            return f"{kind}{match['number']}"
    return re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-.") or "plan"


def _fault(place: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Place(place, 0, 0), "cannot-open", message, hint)


def _doubts(place: str, review: str, understood: Understood) -> list[Diagnostic]:
    """The doubts on which an answer may depend."""
    of_action = {
        id(inner): action["id"]
        for action in understood.actions
        for inner in (action, *action.get("milestones", ()))
    }
    return [
        Diagnostic(
            Place(place, 0, 0),
            _RULE,
            str(doubt),
            review=review,
            action=of_action.get(id(doubt.record)),
        )
        for doubt in understood.doubts
        if bears_on_answers(doubt)
    ]


def bears_on_answers(doubt: Doubt) -> bool:
    """True if the answer to a question about dates, statuses or agencies may depend on it."""
    return doubt.key in _BEARS_ON_ANSWERS


def _without_lines(plan: Plan) -> Plan:
    """The plan without the lines of a text that nobody has seen."""
    return plan._replace(
        recommendations=tuple(
            one._replace(
                line=0,
                actions=tuple(
                    action._replace(
                        line=0,
                        milestones=tuple(step._replace(line=0) for step in action.milestones),
                    )
                    for action in one.actions
                ),
            )
            for one in plan.recommendations
        )
    )

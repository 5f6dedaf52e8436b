"""national-without-response: a recommendation to a national body without a response."""

from __future__ import annotations

from dhrplan.diagnostic import Route, Severity
from dhrplan.model.agencies import Register
from dhrplan.model.plan import OF_THE_2004_ACT, Recommendation
from dhrplan.rules.engine import Findings, Folders, Rule, example_folder, recommendations_of

_RESPONSE = """\
responses:
  - from: Home Office
    sent: 2021-01
"""

_HINT = "Write `responses:` and, below it, `from`, `sent`, and what the answer was."


def _check(folders: Folders) -> Findings:
    for folder in folders:
        for at in recommendations_of((folder,)):
            national = _national(at.recommendation, folder.register)
            if national is None or at.plan.kind not in OF_THE_2004_ACT:
                continue
            if not (_is_answered(at.recommendation) or _leads(at.recommendation, folder.register)):
                steps, what = national
                yield at.finding(steps, f"{what}, and has no response.", _HINT)


def _national(recommendation: Recommendation, register: Register) -> tuple[Route, str] | None:
    """The route and words of what makes it a recommendation to a national body, if it is one."""
    if recommendation.scope == "national":
        return ("scope",), "The scope is `national`"
    for index, name in enumerate(recommendation.addressed_to):
        if register.level(name) == "national":
            return ("addressed_to", index), f"`{name}` is a national body"
    return None


def _is_answered(recommendation: Recommendation) -> bool:
    """Whether any response says more than from whom it is."""
    return any(any(one._replace(from_=None)) for one in recommendation.responses)


def _leads(recommendation: Recommendation, register: Register) -> bool:
    """Whether a national body leads an action, so that its answer is that action."""
    leads = (lead for action in recommendation.all_actions for lead in action.lead)
    return any(register.level(lead) == "national" for lead in leads)


RULE = Rule(
    name="national-without-response",
    family="completeness",
    severity=Severity.WARNING,
    what="A recommendation to a national body that has no response.",
    why="Recommendations to government often go unanswered. Unless the plan records when "
    "the body was asked, there is no way to remind it. A body that leads an action of the plan "
    "is followed up there. The rule checks only DHRs and DARDRs.",
    instead="Write in `responses` when the recommendation was sent, and later what the answer was.",
    check=_check,
    bad=example_folder(recommendation="scope: national\n"),
    good=example_folder(recommendation=f"scope: national\n{_RESPONSE}"),
)

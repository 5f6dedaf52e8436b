"""recommendation-without-action: a recommendation without actions."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.model.agencies import Register
from dhrplan.model.plan import Recommendation
from dhrplan.rules.engine import Findings, Folders, Rule, example_plan, recommendations_of

_SECOND = """\
  - id: "2"
    text: Staff should know the form.
"""
_ACTION = """\
    actions:
      - id: "2.1"
        text: Train all staff.
        lead: [POL]
        status: not-started
        target: 2021-09
"""
_HINT = (
    "Add the action: `dhrplan new {} {} --action`. If another "
    "recommendation's action answers it, write `also_for` there. If nothing is to be done, "
    "write `result:` and, below it, `met: already-in-place`, or `met: not` with a `reason`."
)


def _check(folders: Folders) -> Findings:
    for folder in folders:
        for at in recommendations_of((folder,)):
            if _lacks_action(at.recommendation, folder.register):
                message = f"Recommendation `{at.recommendation.id}` has no action."
                hint = _HINT.format(at.plan.id, at.recommendation.id)
                yield at.finding(("id",), message, hint)


def _lacks_action(recommendation: Recommendation, register: Register) -> bool:
    result = recommendation.result
    is_judged = result is not None and result.met not in {None, "not-known"}
    return not (
        recommendation.all_actions or is_judged or _asks_only_national(recommendation, register)
    )


def _asks_only_national(recommendation: Recommendation, register: Register) -> bool:
    """True if only national bodies are to act; national-without-response checks those.

    A body of unknown level counts as national if the recommendation itself is national, or if a
    response is recorded, since only national bodies are asked for one.
    """
    levels = {register.level(name) for name in recommendation.addressed_to}
    if recommendation.scope == "national" or recommendation.responses:
        return levels <= {"national", None}
    return levels == {"national"}


RULE = Rule(
    name="recommendation-without-action",
    family="completeness",
    severity=Severity.WARNING,
    what="A recommendation without an action.",
    why="A family was promised that this would be learned from. Without an action, no "
    "report shows the gap. No action is needed if the board has decided whether it was met, or "
    "another recommendation's action answers it too. A recommendation only for national bodies "
    "needs a response instead.",
    instead="Write the action that came of it. If the action of another recommendation answers "
    "it, write `also_for` there. If the board has decided, write `result` with the reason.",
    check=_check,
    bad={"DHR99.yaml": example_plan() + _SECOND},
    good={"DHR99.yaml": example_plan() + _SECOND + _ACTION},
)

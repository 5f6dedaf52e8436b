"""national-without-response: a national body is asked, and nothing is known of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.rules.base import Rule, recommendations_of
from dhrplan.rules.example import one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Route
    from dhrplan.model.agencies import Register
    from dhrplan.model.plan import Recommendation
    from dhrplan.model.records import Response
    from dhrplan.rules.base import Finding, Folders

_RESPONSE = """\
responses:
  - from: Home Office
    sent: 2021-01
"""


def _check(folders: Folders) -> Iterator[Finding]:
    for folder in folders:
        for asked in recommendations_of((folder,)):
            national = _national(asked.recommendation, folder.register)
            if national and not any(map(_is_told, asked.recommendation.responses)):
                steps, what = national
                yield asked.finding(steps, f"{what}, and no response is recorded.", _HINT)


def _national(recommendation: Recommendation, register: Register) -> tuple[Route, str] | None:
    """What makes it a recommendation to a national body: where that stands, and in words."""
    if recommendation.scope == "national":
        return ("scope",), "The scope is `national`"
    for index, name in enumerate(recommendation.addressed_to):
        if register.level(name) == "national":
            return ("addressed_to", index), f"`{name}` is a national body"
    return None


def _is_told(response: Response) -> bool:
    """Whether it says anything: when the body was asked, or when or what it answered."""
    return any((response.sent, response.acknowledged, response.replied, response.text))


_HINT = "Write `responses:` and below it whom it is `from`, when it was `sent`, and what came back."

RULE = Rule(
    name="national-without-response",
    family="completeness",
    severity=Severity.WARNING,
    what="A recommendation to a national body, and no response.",
    why="Recommendations to government are the ones that are most often sent and never heard of "
    "again. Unless it is recorded when the body was asked, nobody knows whom to remind.",
    instead="Write in `responses` when the recommendation was sent, and later what came back.",
    check=_check,
    bad=one(recommendation="scope: national\n"),
    good=one(recommendation=f"scope: national\n{_RESPONSE}"),
)

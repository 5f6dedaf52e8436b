"""The words that a field may hold, what each says, and what people write for them."""

from __future__ import annotations

from dhrplan.model.plan import Status
from dhrplan.text.kinds import Choice

KEYS_MEANT = {
    "action": "text",
    "action_to_be_taken": "text",
    "action_to_take": "text",
    "actions_to_be_taken": "text",
    "agency": "lead",
    "agency_response_to_recommendations": "responses",
    "body": "text",
    "by_when": "target",
    "comment": "notes",
    "comments": "notes",
    "completion_date": "completed",
    "date_of_completion": "completed",
    "date_of_completion_and_outcome": "completed",
    "deadline": "target",
    "delivery_status": "status",
    "description": "text",
    "due": "target",
    "due_date": "target",
    "evidence_and_assurance": "evidence",
    "evidence_of_action_point_implementation": "evidence",
    "evidence_to_be_provided": "evidence",
    "key_milestone_achieved_in_enacting_recommendation": "milestones",
    "key_milestones_achieved_in_enacting_recommendation": "milestones",
    "lead/ownership": "lead",
    "lead_agency": "lead",
    "lead_officer": "lead",
    "lead_officer/em": "lead",
    "level": "scope",
    "level_for_action": "scope",
    "name": "title",
    "note": "notes",
    "number": "id",
    "outcomes": "outcome",
    "owner": "lead",
    "progress_made": "progress",
    "progress_to_date": "progress",
    "realistic_target_date": "target",
    "recommendation": "text",
    "responsible_officer": "lead",
    "review_date": "next_check",
    "scope_of_recommendation": "scope",
    "state": "status",
    "target_completion_date": "target",
    "target_date": "target",
    "to": "addressed_to",
    "update": "updates",
}
"""Words that people use for a key, from headings of forms and other tools, and the key meant."""

NOTHING_SAID = frozenset({"none", "n/a", "na", "nil", "nothing", "tbc", "tba", "not applicable"})
"""What people write where there is nothing to write."""

# What people write for a status (the spread of real wordings is wide) and the value meant.
_STATUS_MEANT = (
    ("completed", "complete"),
    ("done", "complete"),
    ("finished", "complete"),
    ("closed", "complete"),
    ("delivered", "complete"),
    ("implemented", "complete"),
    ("fully implemented", "complete"),
    ("achieved", "complete"),
    ("complete and ongoing", "complete-ongoing"),
    ("completed and ongoing", "complete-ongoing"),
    ("open", "in-progress"),
    ("started", "in-progress"),
    ("underway", "in-progress"),
    ("under way", "in-progress"),
    ("on target", "in-progress"),
    ("partially complete", "in-progress"),
    ("pending", "not-started"),
    ("outstanding", "not-started"),
    ("to do", "not-started"),
    ("continuing", "ongoing"),
    ("continuous", "ongoing"),
    ("on hold", "paused"),
    ("deferred", "paused"),
    ("rejected", "not-taken-forward"),
    ("declined", "not-taken-forward"),
    ("removed", "not-taken-forward"),
    ("replaced", "superseded"),
)
_STATUS_TOLD = {
    Status.NOT_STARTED: "Nothing has been done yet.",
    Status.IN_PROGRESS: "Work is under way.",
    Status.ONGOING: "Work without an end.",
    Status.PAUSED: "Work has stopped for now; `decision` says why.",
    Status.COMPLETE: "Said to be done.",
    Status.COMPLETE_ONGOING: "Said to be done, and what was begun goes on.",
    Status.NOT_TAKEN_FORWARD: "It was decided not to do it; `decision` says why.",
    Status.SUPERSEDED: "Another action took its place; `superseded_by` names it.",
}


def _told(noun: str, words: dict[str, str]) -> Choice:
    """A choice whose every word is told of."""
    return Choice(noun, tuple(words), told=tuple(words.values()))


STATUS = Choice(
    "a status", tuple(Status), _STATUS_MEANT, tuple(_STATUS_TOLD[status] for status in Status)
)
SCOPE = Choice("a scope", ("local", "regional", "national"))
FORMAT = Choice("a format", ("1",))
KIND = _told(
    "a kind of review",
    {"DHR": "Domestic Homicide Review.", "DARDR": "Domestic Abuse Related Death Review."},
)
STAGE = _told(
    "a stage",
    {
        "drafting": "The report is being written.",
        "submitted": "The report is with the Home Office.",
        "approved": "The Home Office panel is content.",
        "published": "The report is out.",
        "withdrawn": "The report was taken down.",
        "withheld": "It was decided that the report is not published.",
    },
)
NUMBERING = _told(
    "a numbering",
    {"source": "The numbers are the document's.", "ours": "The document has none; these are ours."},
)
VERDICT = _told(
    "a verdict",
    {
        "fully": "All that was recommended has come about.",
        "partly": "Some of it has.",
        "not": "None of it has.",
        "already-in-place": "It was so before the review.",
        "not-known": "Nobody can say.",
    },
)
FINDING = _told(
    "a finding",
    {
        "still-in-place": "It is still so.",
        "lapsed": "It is no longer so.",
        "not-known": "It could not be told.",
    },
)

"""The table of fields, on which the reader, key order, JSON Schema and reference are based.

The order of the rows is the canonical order of keys. The terms are those of the action plan form
that Community Safety Partnerships send to the Home Office with a review.
"""

from __future__ import annotations

from typing import NamedTuple

from dhrplan.model.dates.values import EVENTS
from dhrplan.model.plan import Status

# -- kinds of value --------------------------------------------------------------------------------


class Text:
    """Text of any length, kept as written."""


class Id(NamedTuple):
    """An id: no space, no `/`, no `:`.

    Attributes:
        plain: Only letters, digits, `.`, `_` and `-`, as in a review's id, which is a file name.
    """

    plain: bool = False


class Choice(NamedTuple):
    """A closed list of values.

    Attributes:
        noun: What a value is called, with its article: "a status".
        synonyms: Other words, in lower case, each with the value it probably means.
        descriptions: One for each value, or none at all where the words explain themselves.
        exact_synonyms: Those synonyms that `fmt` may replace by the value.
    """

    noun: str
    values: tuple[str, ...]
    synonyms: tuple[tuple[str, str], ...] = ()
    descriptions: tuple[str, ...] = ()
    exact_synonyms: tuple[str, ...] = ()


class YesNo:
    """Yes or no."""


class DateValue(NamedTuple):
    """A date that keeps its precision.

    Attributes:
        relative: It may also be counted from an event: `published + 6 months`.
        past: It says when something happened, so that nothing expected is proposed for it.
    """

    relative: bool = False
    past: bool = False


class PeriodValue:
    """A length of time, such as `3 months`."""


class Body:
    """An agency or group of the register, by code, alias or name."""


class Signatory:
    """A body of the register, or a person, whose name is never published."""


class ListOf(NamedTuple):
    """A list whose items are all of one kind."""

    item: Kind


class RecordOf(NamedTuple):
    """A mapping with the fields of a record of `RECORDS`.

    Attributes:
        text_key: The key that a plain text stands for, where one may be written instead.
    """

    record: str
    text_key: str = ""


class MapOf(NamedTuple):
    """A mapping whose keys the file chooses, such as agency codes."""

    item: Kind


_ScalarKind = Text | Id | Choice | YesNo | DateValue | PeriodValue | Body | Signatory
Kind = _ScalarKind | ListOf | RecordOf | MapOf


class Field(NamedTuple):
    """A row of the table.

    Attributes:
        name: The key in the file.
        description: For the reference and for editors.
        required: The reader reports a record without it.
        public: It may be published.
    """

    name: str
    kind: Kind
    description: str
    required: bool = False
    public: bool = False

    @property
    def attribute(self) -> str:
        """Its attribute in the model; `from` is a Python keyword."""
        return "from_" if self.name == "from" else self.name


# -- choices ---------------------------------------------------------------------------------------


def _choice(noun: str, descriptions: dict[str, str]) -> Choice:
    return Choice(noun, tuple(descriptions), descriptions=tuple(descriptions.values()))


_STATUS_DESCRIPTIONS = {
    Status.NOT_STARTED: "Nothing has been done yet.",
    Status.IN_PROGRESS: "Work is under way.",
    Status.ONGOING: "Work that has no end date.",
    Status.PAUSED: "Work has stopped for now. `decision` says why.",
    Status.COMPLETE: "Reported as done.",
    Status.COMPLETE_ONGOING: "Reported as done, and the new practice continues.",
    Status.NOT_TAKEN_FORWARD: "It was decided not to do it. `decision` says why.",
    Status.SUPERSEDED: "Another action took its place. `superseded_by` names it.",
}
# Words that a decision may be given in. `advice.py` has the words of plans, which it asks first:
# "open" is how somebody says that work is taken up again, but in a plan may be not started.
_STATUS_SYNONYMS = {
    Status.COMPLETE: (
        *("completed", "done", "finished", "delivered", "implemented"),
        *("fully implemented", "achieved"),
    ),
    Status.COMPLETE_ONGOING: ("complete and ongoing", "completed and ongoing"),
    Status.IN_PROGRESS: ("open", "started", "underway", "under way", "partially complete"),
    Status.NOT_STARTED: ("to do",),
    Status.ONGOING: ("continuing", "continuous"),
    Status.PAUSED: ("on hold", "deferred"),
    Status.NOT_TAKEN_FORWARD: ("rejected", "declined"),
    Status.SUPERSEDED: ("replaced",),
}
STATUS = Choice(
    "a status",
    tuple(Status),
    tuple((word, status.value) for status, words in _STATUS_SYNONYMS.items() for word in words),
    tuple(_STATUS_DESCRIPTIONS[status] for status in Status),
    # "Delivered" may be a part of it, and "achieved" its outcome.
    (
        *("completed", "done", "finished", "complete and ongoing", "completed and ongoing"),
        *("started", "underway", "under way", "to do", "continuing", "continuous", "on hold"),
    ),
)
SCOPE = Choice("a scope", ("local", "regional", "national"))
FORMAT = Choice("a format", ("1",))
REVIEW_KIND = _choice(
    "a kind of review",
    {
        "DHR": "Domestic Homicide Review.",
        "DARDR": "Domestic Abuse Related Death Review.",
        "SUSR": "Single Unified Safeguarding Review, in Wales.",
        "DHSR": "Domestic Homicide and Suicide Review, in Scotland.",
        "SAR": "Safeguarding Adults Review.",
        "CSPR": "Child Safeguarding Practice Review.",
        "PFD": "A coroner's report to prevent future deaths.",
        "other": "Another kind of review.",
    },
)
STAGE = _choice(
    "a stage",
    {
        "drafting": "The report is being written.",
        "submitted": "The report is with the Home Office.",
        "approved": "The Home Office panel has approved it.",
        "published": "The report is out.",
        "withdrawn": "The report was taken down.",
        "withheld": "It was decided that the report is not published.",
    },
)
NUMBERING = _choice(
    "a numbering",
    {
        "source": "The numbers are the document's.",
        "ours": "The document has no numbers. These are ours.",
    },
)
VERDICT = _choice(
    "a verdict",
    {
        "fully": "All that was recommended has happened.",
        "partly": "Some of it has happened.",
        "not": "None of it has happened.",
        "already-in-place": "It was already in place before the review.",
        "not-known": "It is not known.",
    },
)
FINDING = _choice(
    "a finding",
    {
        "still-in-place": "It is still in place.",
        "lapsed": "It is not in place any more.",
        "not-known": "It could not be checked.",
    },
)

ANSWER = _choice(
    "an answer",
    {
        "accepted": "It is accepted.",
        "in-part": "Part of it is accepted.",
        "in-principle": "Its aim is accepted, but not yet the action.",
        "not-accepted": "It is not accepted.",
        "already-in-place": "It was already in place before the review.",
    },
)

# -- words used instead of keys and values ---------------------------------------------------------

_KEY_SYNONYMS = {
    "text": (
        "action action_to_be_taken action_to_take actions_to_be_taken action_required body "
        "description recommendation wording"
    ),
    "lead": (
        "agency lead_agency lead_agencies lead_body lead_organisation lead_partner leads "
        "organisation responsible_agency responsible_body responsible_organisation "
        "responsible owner action_owner responsible_officer lead_officer service"
    ),
    "partners": "partner partner_agencies other_agencies supporting_agencies supported_by",
    "post": "job_title role job_role post_holder",
    "responses": "agency_response_to_recommendations agency_response response",
    "target": (
        "by_when deadline due due_by due_date realistic_target_date target_completion_date "
        "target_date target_dates timescale timescales time_scale timeframe time_frame timeline "
        "when complete_by completion_due date_due planned_completion_date revised_target "
        "revised_target_date new_target new_target_date target_deadline"
    ),
    "extensions": "original_target original_target_date previous_target old_target",
    "notes": "comment comments note remarks commentary further_information",
    "completed": (
        "completion_date completed_date completed_on date_completed date_of_completion "
        "date_of_completion_and_outcome actual_completion_date date_achieved closed_date "
        "date_closed"
    ),
    "status": "delivery_status state current_status action_status completion_status",
    "rating": (
        "rag rag_rating rag_status status_rag rag_colour colour color bragg brag confidence "
        "confidence_rating risk_rating progress_rating per_cent percent percent_complete "
        "percentage percentage_complete"
    ),
    "expected": (
        "outcome_measure outcome_measures expected_outcome expected_outcomes intended_outcome "
        "intended_outcomes desired_outcome desired_outcomes planned_outcome success_measure "
        "success_measures success_criteria measure_of_success measures expected_impact "
        "intended_impact what_will_success_look_like expected_change"
    ),
    "evidence": (
        "evidence_and_assurance evidence_of_action_point_implementation evidence_to_be_provided "
        "evidence_of_completion assurance supporting_evidence"
    ),
    "milestones": (
        "key_milestone_achieved_in_enacting_recommendation "
        "key_milestones_achieved_in_enacting_recommendation key_milestones steps"
    ),
    "scope": "level level_for_action scope_of_recommendation",
    "title": "name heading short_title",
    "section": "theme_heading chapter",
    "ref": "reference ref_no reference_number paragraph para source_ref",
    "id": "number no num action_number action_no recommendation_number rec_no item",
    "outcome": "outcomes actual_outcome outcome_achieved impact",
    "progress": "progress_made progress_to_date current_position current_progress position",
    "next_check": "review_date next_review date_of_review date_of_next_review next_review_date",
    "review_every": "review_frequency frequency how_often review_period reviewed_every",
    "blocked": "barrier barriers blocker blockers obstacle obstacles blocked_by what_is_in_the_way",
    "addressed_to": "to addressee",
    "updates": "update latest_update status_update progress_update progress_updates news",
    "superseded_by": "replaced_by merged_with merged_into",
    "signed_off": "sign_off signed_off_by approved_by",
}
KEYS_MEANT = {word: key for key, words in _KEY_SYNONYMS.items() for word in words.split()}
"""Words used for keys in other tools and in headings of forms, each with the key it means."""

NOTHING_SAID = frozenset({"none", "n/a", "na", "nil", "nothing", "tbc", "tba", "not applicable"})
"""What people write in a field that has no content."""


# -- plans -----------------------------------------------------------------------------------------


def _public(name: str, kind: Kind, description: str, *, required: bool = False) -> Field:
    """A field that may be published."""
    return Field(name, kind, description, required, public=True)


def _internal(name: str, kind: Kind, description: str) -> Field:
    return Field(name, kind, description)


PLAN = (
    _public("format", FORMAT, "The version of this format: 1.", required=True),
    _public("id", Id(plain=True), "The review's id, the same as the file's name.", required=True),
    _public("aliases", ListOf(Text()), "Other names of the review."),
    _public("kind", REVIEW_KIND, "The kind of review. Left out: a DHR."),
    _public("title", Text(), "The review's title.", required=True),
    _public("partnership", Text(), "The Community Safety Partnership that is responsible."),
    _internal("marking", Text(), "The protective marking, printed on every page of every report."),
    _public("stage", STAGE, "The stage of the review itself."),
    _public("position_at", DateValue(), "When the statuses were true, in a record of the past."),
    _public("source", RecordOf("source"), "The document this was written from."),
    _public("dates", RecordOf("dates"), "The review's own dates."),
    _public("review_every", PeriodValue(), "How often the board reviews the plan."),
    _public("sign_off", Body(), "Who signs off an action. Left out: no sign-off."),
    _public("introduction", Text(), "The text before the table."),
    _public(
        "recommendations",
        ListOf(RecordOf("recommendation")),
        "The recommendations, in the order of the review.",
        required=True,
    ),
    _internal("notes", ListOf(Text()), "Anything else to keep."),
)

SOURCE = (
    _public("title", Text(), "The document's title."),
    _public("retrieved", DateValue(), "When it was taken."),
    _public("numbering", NUMBERING, "Where the numbers come from: the document, or us."),
)

_EVENT_DESCRIPTIONS = {
    "commissioned": "When the partnership decided to hold the review.",
    "completed": "When the report was finished.",
    "agreed": "When the partnership agreed the plan: what `immediately` counts from.",
    "submitted": "When the report went to the Home Office.",
    "approved": "When the Home Office panel approved it.",
    "published": "When the report was published.",
    "withdrawn": "When the report was taken down.",
    "family_informed": "When the family heard of the publication.",
    "sent_to_commissioner": "When a copy of the report went to the Domestic Abuse Commissioner.",
    "sent_to_library": "When a copy of the report went to the Domestic Homicide Review Library.",
}
DATES = tuple(_public(event, DateValue(past=True), _EVENT_DESCRIPTIONS[event]) for event in EVENTS)

RECOMMENDATION = (
    _public("id", Id(), "Its number or name in the plan. Never renumber it.", required=True),
    _public("ref", Text(), "The paragraph of the report."),
    _public("section", Text(), "The heading above it in the source."),
    _public("title", Text(), "A short name."),
    _public("text", Text(), "The recommendation, in the review's words.", required=True),
    _public("scope", SCOPE, "Scope of recommendation."),
    _public("addressed_to", ListOf(Body()), "The bodies that the review asks."),
    _public("themes", ListOf(Text()), "What it is about."),
    _public("responses", ListOf(RecordOf("response")), "The answer of a body that was asked."),
    _public("result", RecordOf("result"), "Whether the board decided that it was met."),
    _public("actions", ListOf(RecordOf("action")), "The actions that came of it."),
    _internal(
        "updates",
        ListOf(RecordOf("update")),
        "Dated entries. Add new entries, and never overwrite an old entry.",
    ),
    _internal("notes", ListOf(Text()), "Anything else to keep."),
)

RESPONSE = (
    _public("from", Body(), "The body that was asked."),
    _public("sent", DateValue(), "When it was asked."),
    _public("acknowledged", DateValue(), "When it confirmed receipt."),
    _public("replied", DateValue(), "When it answered."),
    _public("text", Text(), "What it answered."),
    _public("required", YesNo(), "Whether the law requires an answer."),
    _public("due", DateValue(), "When the answer is due."),
    _public("answer", ANSWER, "Whether it accepts the recommendation."),
    _public("reason", Text(), "Why."),
    _public("published", DateValue(), "When the answer was published."),
)

RESULT = (
    _public("met", VERDICT, "Whether what was recommended has happened."),
    _public("date", DateValue(), "When the board said so."),
    _public("by", Signatory(), "Who said so."),
    _public("reason", Text(), "Why."),
)

ACTION = (
    _public(
        "id", Id(), "Its number or name, unique in the plan. Never renumber it.", required=True
    ),
    _public("ref", Text(), "The source's own reference."),
    _public("section", Text(), "The heading above it in the source."),
    _public("title", Text(), "A short name."),
    _public(
        "text",
        Text(),
        "Action to take. The only action of a recommendation may leave it out.",
    ),
    _public("also_for", ListOf(Id()), "The ids of other recommendations that it answers."),
    _public("lead", ListOf(Body()), "Lead agency. The first leads, unless joint."),
    _public("joint", YesNo(), "All the leads lead together."),
    _internal("post", Text(), "The responsible post in the lead agency, never a person."),
    _public("partners", ListOf(Body()), "Agencies that take part."),
    _internal("chased_by", Body(), "Who follows up when the lead does not answer."),
    _public("status", STATUS, "Its status. Left out if the record does not say."),
    _public("rating", Text(), "The source's own rating, kept as written and never judged."),
    _public("target", DateValue(relative=True), "Target date, as it is now."),
    _internal("as_written", RecordOf("as_written"), "The words of the source where they say more."),
    _public("extensions", ListOf(RecordOf("extension")), "Earlier targets, oldest first."),
    _internal(
        "extension_asked",
        RecordOf("extension_asked"),
        "A later target that an agency asks for. Until it is agreed, `target` applies.",
    ),
    _internal("forecast", DateValue(), "When the lead now expects to be done."),
    _public(
        "next_check",
        DateValue(relative=True),
        "Next check: of ongoing or paused work, or of practice that should still be in place.",
    ),
    _public("review_every", PeriodValue(), "How often this action is reviewed."),
    _public("completed", DateValue(past=True), "Date of completion."),
    _public("expected", Text(), "What is expected to change."),
    _public("progress", Text(), "Progress without a date, in the source's words."),
    _public("outcome", Text(), "What came of it."),
    _internal("evidence", ListOf(RecordOf("evidence", text_key="what")), "What shows it."),
    _public("signed_off", RecordOf("signed_off"), "Who agreed that it is done."),
    _public("checks", ListOf(RecordOf("check")), "Later checks that it is still in place."),
    _public("decision", RecordOf("decision"), "Why it is paused, not taken forward or superseded."),
    _public("superseded_by", Text(), "The action that took its place: `DHR12 1.1`."),
    _internal("blocked", RecordOf("blocked"), "What is blocking it."),
    _public("milestones", ListOf(RecordOf("milestone")), "Key milestones."),
    _internal(
        "updates",
        ListOf(RecordOf("update")),
        "Dated entries. Add new entries, and never overwrite an old entry.",
    ),
    _internal("notes", ListOf(Text()), "Anything else to keep."),
)

# The original wording is kept for these: it may say more than the converted value.
_CONVERTED = ("lead", "partners", "status", "target", "forecast", "next_check", "completed")
AS_WRITTEN = tuple(
    _internal(name, Text(), f"The cell's words for `{name}`.") for name in _CONVERTED
)

EXTENSION = (
    _public("was", DateValue(relative=True), "The earlier target."),
    _public("date", DateValue(), "When it was changed."),
    _public("reason", Text(), "Why."),
    _public("approved_by", Signatory(), "Who agreed to it."),
)

EXTENSION_ASKED = (
    _internal("target", DateValue(relative=True), "The later target that is asked for."),
    _internal("date", DateValue(), "When it was asked for."),
    _internal("by", Signatory(), "Who asks."),
    _internal("reason", Text(), "Why."),
)

SIGNED_OFF = (
    _public("date", DateValue(), "When it was agreed."),
    _public("by", Signatory(), "Who agreed."),
)

CHECK = (
    _public("date", DateValue(), "When it was checked."),
    _public("by", Signatory(), "Who checked."),
    _public("found", FINDING, "What the check found."),
    _public("how", Text(), "How they checked."),
)

EVIDENCE = (
    _public("what", Text(), "What it is. A plain text in the list means the same."),
    _internal("where", Text(), "Where it is kept."),
    _public("date", DateValue(), "The date it is evidence for."),
    _internal("seen_by", Body(), "The body that has seen it."),
    _internal("valid_until", DateValue(), "The last day it is valid."),
)

BLOCKED = (
    _internal("since", DateValue(), "Since when."),
    _internal("by", Signatory(), "Who can remove it."),
    _internal("reason", Text(), "What is blocking it."),
)

DECISION = (
    _public("date", DateValue(), "When it was decided."),
    _public("by", Signatory(), "Who decided."),
    _public("reason", Text(), "Why."),
)

MILESTONE = (
    _public("id", Id(), "Its number or name, unique in the action."),
    _public("text", Text(), "Key milestone.", required=True),
    _public("lead", ListOf(Body()), "Who leads this milestone, if not the action's lead."),
    _public(
        "status",
        STATUS,
        "Its status. Left out: complete if it has a completion date or its action is complete.",
    ),
    _public("target", DateValue(relative=True), "When it is due."),
    _internal("as_written", RecordOf("as_written"), "The words of the source where they say more."),
    _public("completed", DateValue(past=True), "When it was reached."),
    _public("outcome", Text(), "What came of it."),
    _internal("evidence", ListOf(RecordOf("evidence", text_key="what")), "What shows it."),
    _internal("notes", ListOf(Text()), "Anything else to keep."),
)

UPDATE = (
    _internal("date", DateValue(), "When it was said."),
    _internal("by", Signatory(), "Who said it."),
    _internal("text", Text(), "What was said."),
)

# -- the register of agencies ----------------------------------------------------------------------

REGISTER = (
    _public("agencies", MapOf(RecordOf("agency")), "The agencies, by code."),
    _public("groups", MapOf(RecordOf("group")), "Groups of agencies, by code."),
)

AGENCY = (
    _public("name", Text(), "The agency's full name.", required=True),
    _public("aliases", ListOf(Text()), "Other names that plans use for it."),
    _public("level", SCOPE, "Where it works: local, regional or national."),
    _public("part_of", Body(), "The agency that it is part of."),
    _public("succeeded_by", ListOf(RecordOf("successor")), "The agency that took over its work."),
    _internal("contact", RecordOf("contact"), "Who to write to."),
)

SUCCESSOR = (
    _public("agency", Body(), "The agency that took over.", required=True),
    _public("from", DateValue(), "From when."),
)

CONTACT = (
    _internal("role", Text(), "A role, never a person."),
    _internal("email", Text(), "A mailbox of the role."),
)

GROUP = (
    _public("name", Text(), "The group's name.", required=True),
    _public("aliases", ListOf(Text()), "Other names that plans use for it."),
    _public("members", ListOf(Body()), "The agencies in it.", required=True),
)

RECORDS: dict[str, tuple[Field, ...]] = {
    "plan": PLAN,
    "source": SOURCE,
    "dates": DATES,
    "recommendation": RECOMMENDATION,
    "response": RESPONSE,
    "result": RESULT,
    "action": ACTION,
    "as_written": AS_WRITTEN,
    "extension": EXTENSION,
    "extension_asked": EXTENSION_ASKED,
    "signed_off": SIGNED_OFF,
    "check": CHECK,
    "decision": DECISION,
    "blocked": BLOCKED,
    "evidence": EVIDENCE,
    "milestone": MILESTONE,
    "update": UPDATE,
    "register": REGISTER,
    "agency": AGENCY,
    "successor": SUCCESSOR,
    "contact": CONTACT,
    "group": GROUP,
}

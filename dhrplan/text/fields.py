"""The one table of fields: reader, canonical order, schema and reference are read from it.

The order of the rows is the canonical order of keys. The words are those of the action plan form
that Community Safety Partnerships send to the Home Office with a review.
"""

from __future__ import annotations

from dhrplan.model.dates import EVENTS
from dhrplan.text.kinds import (
    Body,
    Every,
    Field,
    Flag,
    Id,
    ListOf,
    RecordOf,
    Signatory,
    Text,
    When,
)
from dhrplan.text.register_fields import AGENCY, CONTACT, GROUP, REGISTER, SUCCESSOR
from dhrplan.text.vocabulary import (
    FINDING,
    FORMAT,
    KIND,
    NUMBERING,
    SCOPE,
    STAGE,
    STATUS,
    VERDICT,
)

PLAN = (
    Field("format", FORMAT, "The version of this format: 1.", required=True, public=True),
    Field(
        "id",
        Id(plain=True),
        "The review's id, the same as the file's name.",
        required=True,
        public=True,
    ),
    Field("aliases", ListOf(Text()), "Other names that the review goes by.", public=True),
    Field(
        "kind",
        KIND,
        "Domestic Homicide Review, or Domestic Abuse Related Death Review.",
        public=True,
    ),
    Field("title", Text(), "The review's title.", required=True, public=True),
    Field("partnership", Text(), "The Community Safety Partnership that answers.", public=True),
    Field("marking", Text(), "The protective marking, printed on every page of every report."),
    Field("stage", STAGE, "How far the review itself has come.", public=True),
    Field(
        "position_at", When(), "When the statuses were true, in a record of the past.", public=True
    ),
    Field("source", RecordOf("source"), "The document this was written from.", public=True),
    Field("dates", RecordOf("dates"), "The review's own dates.", public=True),
    Field("review_every", Every(), "How often the board looks at the plan.", public=True),
    Field("sign_off", Body(), "Who agrees that an action is done; absent: nobody.", public=True),
    Field("introduction", Text(), "What stands before the table.", public=True),
    Field(
        "recommendations",
        ListOf(RecordOf("recommendation")),
        "The recommendations, in the order of the review.",
        required=True,
        public=True,
    ),
    Field("notes", ListOf(Text()), "Anything else that must not be lost."),
)

SOURCE = (
    Field("title", Text(), "The document's title.", public=True),
    Field("retrieved", When(), "When it was taken.", public=True),
    Field(
        "numbering",
        NUMBERING,
        "Whose the numbers are: the document's, or ours where it has none.",
        public=True,
    ),
)

_EVENT_MEANS = {
    "commissioned": "When the partnership decided to hold the review.",
    "submitted": "When the report went to the Home Office.",
    "approved": "When the Home Office panel was content.",
    "published": "When the report was published.",
    "withdrawn": "When the report was taken down.",
    "family_informed": "When the family was told of publication.",
}
DATES = tuple(Field(event, When(), _EVENT_MEANS[event], public=True) for event in EVENTS)

RECOMMENDATION = (
    Field(
        "id", Id(), "Its number or name in the plan; never renumbered.", required=True, public=True
    ),
    Field("ref", Text(), "The paragraph of the report.", public=True),
    Field("title", Text(), "A short name.", public=True),
    Field("text", Text(), "The recommendation, in the review's words.", required=True, public=True),
    Field("scope", SCOPE, "Scope of recommendation.", public=True),
    Field("addressed_to", ListOf(Body()), "Whom the review asks.", public=True),
    Field("themes", ListOf(Text()), "What it is about.", public=True),
    Field(
        "responses",
        ListOf(RecordOf("response")),
        "What a national body answered to being asked.",
        public=True,
    ),
    Field("result", RecordOf("result"), "The board's verdict on it.", public=True),
    Field("actions", ListOf(RecordOf("action")), "The actions that came of it.", public=True),
    Field("notes", ListOf(Text()), "Anything else that must not be lost."),
)

RESPONSE = (
    Field("from", Body(), "The body that was asked.", public=True),
    Field("sent", When(), "When it was asked.", public=True),
    Field("acknowledged", When(), "When it said that the letter came.", public=True),
    Field("replied", When(), "When it answered.", public=True),
    Field("text", Text(), "What it answered.", public=True),
)

RESULT = (
    Field("met", VERDICT, "Whether what was recommended has come about.", public=True),
    Field("date", When(), "When the board said so.", public=True),
    Field("by", Signatory(), "Who said so.", public=True),
    Field("reason", Text(), "Why.", public=True),
)

ACTION = (
    Field(
        "id",
        Id(),
        "Its number or name, unique in the plan; never renumbered.",
        required=True,
        public=True,
    ),
    Field("title", Text(), "A short name.", public=True),
    Field("text", Text(), "Action to take.", public=True),
    Field("lead", ListOf(Body()), "Lead agency; the first leads unless joint.", public=True),
    Field("joint", Flag(), "All the leads lead together.", public=True),
    Field("partners", ListOf(Body()), "Agencies that take part.", public=True),
    Field("chased_by", Body(), "Who has the next move when the lead gets no returns."),
    Field("status", STATUS, "Where it stands; absent where the record is silent.", public=True),
    Field("target", When(relative=True), "Target date: the one now in force.", public=True),
    Field("as_written", RecordOf("as_written"), "A cell's own words where they say more."),
    Field(
        "extensions",
        ListOf(RecordOf("extension")),
        "Targets that were given up, oldest first.",
        public=True,
    ),
    Field(
        "extension_asked",
        RecordOf("extension_asked"),
        "A later target that an agency asks for; `target` stays in force.",
    ),
    Field("forecast", When(), "When the lead now expects to be done."),
    Field(
        "next_check",
        When(relative=True),
        "When to look again: ongoing or paused work, practice that should still be in place.",
        public=True,
    ),
    Field("completed", When(), "Date of completion.", public=True),
    Field("expected", Text(), "What is expected to change.", public=True),
    Field("progress", Text(), "Where it stands, undated, in the source's words.", public=True),
    Field("outcome", Text(), "What came of it.", public=True),
    Field("evidence", ListOf(Text()), "What shows it."),
    Field("signed_off", RecordOf("signed_off"), "Who agreed that it is done.", public=True),
    Field("checks", ListOf(RecordOf("check")), "Was it still so later?", public=True),
    Field(
        "decision",
        RecordOf("decision"),
        "Why it is paused, not taken forward or superseded.",
        public=True,
    ),
    Field("superseded_by", Text(), "The action that took its place: `DHR12 1.1`.", public=True),
    Field("milestones", ListOf(RecordOf("milestone")), "Key milestones.", public=True),
    Field("updates", ListOf(RecordOf("update")), "Dated words, appended, never overwritten."),
    Field("notes", ListOf(Text()), "Anything else that must not be lost."),
)

# The fields whose cell may say more than the value that is made of it.
_CONVERTED = ("lead", "partners", "status", "target", "forecast", "next_check", "completed")
AS_WRITTEN = tuple(Field(name, Text(), f"The cell's words for `{name}`.") for name in _CONVERTED)

EXTENSION = (
    Field("was", When(relative=True), "The target that was given up.", public=True),
    Field("date", When(), "When it was given up.", public=True),
    Field("reason", Text(), "Why.", public=True),
    Field("approved_by", Signatory(), "Who agreed to it.", public=True),
)

EXTENSION_ASKED = (
    Field("target", When(relative=True), "The later target that is asked for."),
    Field("date", When(), "When it was asked for."),
    Field("by", Signatory(), "Who asks."),
    Field("reason", Text(), "Why."),
)

SIGNED_OFF = (
    Field("date", When(), "When it was agreed.", public=True),
    Field("by", Signatory(), "Who agreed.", public=True),
)

CHECK = (
    Field("date", When(), "When somebody looked.", public=True),
    Field("by", Signatory(), "Who looked.", public=True),
    Field("found", FINDING, "Whether it was still so.", public=True),
    Field("how", Text(), "How they looked.", public=True),
)

DECISION = (
    Field("date", When(), "When it was decided.", public=True),
    Field("by", Signatory(), "Who decided.", public=True),
    Field("reason", Text(), "Why.", public=True),
)

MILESTONE = (
    Field("id", Id(), "Its number or name, unique in the action.", public=True),
    Field("text", Text(), "Key milestone.", required=True, public=True),
    Field(
        "lead",
        ListOf(Body()),
        "Who leads this step, where that is not the action's lead.",
        public=True,
    ),
    Field(
        "status", STATUS, "Where it stands; absent: done when dated or its action is.", public=True
    ),
    Field("target", When(relative=True), "When it is due.", public=True),
    Field("completed", When(), "When it was reached.", public=True),
)

UPDATE = (
    Field("date", When(), "When it was said."),
    Field("by", Signatory(), "Who said it."),
    Field("text", Text(), "What was said."),
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
    "milestone": MILESTONE,
    "update": UPDATE,
    "register": REGISTER,
    "agency": AGENCY,
    "successor": SUCCESSOR,
    "contact": CONTACT,
    "group": GROUP,
}

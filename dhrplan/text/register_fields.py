"""The fields of the register of agencies: part of the one table of fields."""

from __future__ import annotations

from dhrplan.text.kinds import Body, Field, ListOf, MapOf, RecordOf, Text, When
from dhrplan.text.vocabulary import SCOPE

REGISTER = (
    Field("agencies", MapOf(RecordOf("agency")), "The agencies, by code.", public=True),
    Field("groups", MapOf(RecordOf("group")), "Groups of agencies, by code.", public=True),
)

AGENCY = (
    Field("name", Text(), "The agency's full name.", required=True, public=True),
    Field("aliases", ListOf(Text()), "Other words that plans use for it.", public=True),
    Field("level", SCOPE, "Where it works: local, regional or national.", public=True),
    Field("part_of", Body(), "The agency that it is a part of.", public=True),
    Field("succeeded_by", ListOf(RecordOf("successor")), "Who took its work over.", public=True),
    Field("contact", RecordOf("contact"), "Whom to write to."),
)

SUCCESSOR = (
    Field("agency", Body(), "The agency that took over.", required=True, public=True),
    Field("from", When(), "From when.", public=True),
)

CONTACT = (
    Field("role", Text(), "A role, never a person."),
    Field("email", Text(), "A mailbox of the role."),
)

GROUP = (
    Field("name", Text(), "The group's name.", required=True, public=True),
    Field("aliases", ListOf(Text()), "Other words that plans use for it.", public=True),
    Field("members", ListOf(Body()), "The agencies in it.", required=True, public=True),
)

"""Telling a body from a person or a post, in the words that plans use. The people are invented."""

from __future__ import annotations

import pytest

from dhrplan.rules.engine import example_folder
from tests.rules.finding import REGISTER, found, shown

RULE = "lead-is-a-person"

POSTS = (
    *("Head of Safeguarding", "head of service", "Head of Housing, Northshire Council"),
    *(
        "Northshire Council - Head of Adult Social Care",
        "Deputy Head of Nursing",
        "Chair of the CSP",
    ),
    *("CSP Chair", "the Chair", "Vice Chair", "Director of Public Health", "Chief Executive"),
    *("MARAC Co-ordinator", "Domestic Abuse Coordinator", "DA Lead", "Safeguarding lead"),
    *("SI Leads", "SI Leads Head of Patient Safety", "Lead for domestic abuse", "Team managers"),
    *("Service Manager (Children)", "Detective Inspector", "the DCI", "Borough Commander"),
    *("Social workers", "Named Nurse", "Lead Officer/EM", "Chief Constable", "IDVA Manager"),
)
PERSONS = (
    "Jane Smith",
    "David O'Brien",
    "Sarah J. Khan",
    "Helen Smith-Jones",
    "J Smith",
    "P. Hobbs",
    # Given names and initials alone; the last is a lead of a published plan.
    *("Orla", "Orla and Tom", "Orla Byrne", "A/B", "A and", "J.S.", "JS", "JS/TK", "KT;MP;HM"),
)
# The first two lines are leads of published plans.
BODIES = (
    *("Tower Hamlets Borough Command", "Home Office MOJ", "LBTH", "Tower Hamlets Police", "ELFT"),
    *("All partners", "CRCG Clinical Quality Team", "SPS and NHS", "All SDU's"),
    *("SPS (to lead) and NHS", "SS/LSW", "Warwickshire Police", "Circle Housing Old Ford"),
    *("NCC (joint lead)", "Police to lead", "Lead agency: NCC", "Probation Service", "Lifeline"),
    *(
        "Managers Forum",
        "Chief Officers Group",
        "Board of Directors",
        "Home Office",
        "Turning Point",
    ),
    *("Association of Chief Police Officers", "British Association of Social Workers"),
    *("Office for Health Improvement and Disparities", "Health and Safety Executive"),
    *("Office of the Police and Crime Commissioner", "Victims' Commissioner", "Family Nurse Team"),
    *("Victim Support", "Women's Aid", "Standing Together", "Paul Street Surgery", "Age UK"),
    *("B Division", "E Wing", "HM Prison", "S Yorkshire Police", "NHS England"),
    *("HO", "SS", "LA and GP", "NCC/POL", "Refuge", "Hope", "Grace House", "Victoria", "Shelter"),
    *("James Cook Hospital", "Elizabeth House", "St Mary's Hospital", "Citizens Advice"),
    *(
        "Northshire Safeguarding Adults Board",
        "HM Inspectorate of Probation",
        "Wheelchair Services",
    ),
)


def lead(name: str) -> dict[str, str]:
    return example_folder(f'lead: ["{name}"]\nstatus: in-progress\ntarget: 2021-06\n')


@pytest.mark.parametrize("name", [*POSTS, *PERSONS])
def test_a_person_or_a_post_is_found(name: str) -> None:
    (one,) = found(RULE, lead(name))
    assert one.width == len(name) + 2


@pytest.mark.parametrize("name", BODIES)
def test_a_body_passes(name: str) -> None:
    assert found(RULE, lead(name)) == []


@pytest.mark.parametrize(
    "name", ["DCI Smith", "Dr Jones, Named Doctor", "Mrs Smith (Head of Care)"]
)
def test_a_title_with_a_name_is_left_to_personal_name(name: str) -> None:
    assert found(RULE, lead(name)) == []


@pytest.mark.parametrize("name", PERSONS)
def test_a_name_is_private(name: str) -> None:
    (one,) = found(RULE, lead(name))
    assert one.private == (name,)


def test_one_letter_is_not_for_it_is_in_every_message() -> None:
    (one,) = found(RULE, example_folder("lead: [A]\nstatus: complete\n"))
    assert one.private == ()


def test_a_post_is_not() -> None:
    (one,) = found(RULE, lead("Head of Safeguarding"))
    assert one.private == ()


def test_every_field_for_bodies_is_checked() -> None:
    lines = (
        "lead: [POL, the Chair]\npartners: [Head of Care]\nchased_by: Clerk to the Board\n"
        "status: in-progress\ntarget: 2021-06\nmilestones:\n"
        "  - text: Draft\n    lead: [Team Manager]\n"
    )
    files = example_folder(lines, recommendation="addressed_to: [Director of Care]\n")
    assert shown(RULE, files) == ["Director of Care", "the Chair", "Head of Care", "Team Manager"]


def test_with_a_register_a_lead_is_known_or_unknown() -> None:
    files = {**lead("Head of Safeguarding"), "agencies.yaml": REGISTER}
    assert found(RULE, files) == []
    assert len(found("unknown-agency", files)) == 1


@pytest.mark.parametrize("name", ["Orla", "A/B", "JS", "Head of Safeguarding"])
def test_nobody_is_advised_to_add_a_person_to_the_register(name: str) -> None:
    (one,) = found("unknown-agency", {**lead(name), "agencies.yaml": REGISTER})
    assert "the body that the person works for" in one.hint
    assert "add" not in one.hint
    assert one.private == (() if name.startswith("Head") else (name,))


def test_names_and_aliases_in_a_register_are_checked() -> None:
    register = REGISTER.replace("Northshire County Council", "Head of Safeguarding").replace(
        "    name: Home Office\n", "    name: Home Office\n    aliases: [Ministry, DV lead]\n"
    )
    files = {**lead("NCC"), "agencies.yaml": register}
    assert shown(RULE, files) == ["Head of Safeguarding", "DV lead"]


def test_nothing_is_found_beside_a_register_that_cannot_be_read() -> None:
    assert found(RULE, {**lead("Head of Safeguarding"), "agencies.yaml": "agencies: [\n"}) == []

"""The register of agencies: names, parts and groups."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan.model.agencies import Agency, Group, Register, folded
from dhrplan.plan.read import read_register

TEXT = """\
agencies:
  POL:
    name: Northshire Police
    aliases: [Police, the Force]
  POL-TH:
    name: Northshire Police, Borough Command
    part_of: POL
  POL-TH-SLT:
    name: Senior Leadership Team
    part_of: Northshire Police, Borough Command
  NCC:
    name: Northshire County Council
    aliases: [The Council]
  CSC:
    name: Children's Care
  ICB:
    aliases: [POL, The Council]
groups:
  ALL:
    name: All agencies
    members: [POL-TH, NCC]
"""


@pytest.fixture(scope="module", name="register")
def _register() -> Register:
    register = read_register("plans/agencies.yaml", TEXT.encode()).register
    assert register is not None
    return register


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("POL", "POL"),
        ("pol", "POL"),
        (" p O l ", "POL"),
        ("Northshire Police", "POL"),
        ("northshire  POLICE", "POL"),
        ("NorthshirePolice", "POL"),
        ("the force", "POL"),
        ("all agencies", "ALL"),
        ("POL-TH", "POL-TH"),
        ("POL\u2013TH", "POL-TH"),
        ("POLTH", None),
        ("Children\u2019s Care", "CSC"),
        ("Southshire Police", None),
        ("", None),
    ],
)
def test_names_are_compared_without_case_and_spaces(
    register: Register, word: str, code: str | None
) -> None:
    assert register.code(word) == code


def test_a_code_wins_over_an_alias_and_the_first_body_over_a_later_one(
    register: Register,
) -> None:
    assert register.code("POL") == "POL"
    assert register.code("The Council") == "NCC"


def test_unknown_names_stay_as_written(
    register: Register,
) -> None:
    assert register.codes(["Police", "Southshire  Police"]) == ("POL", "Southshire  Police")
    assert register.full_name("the Force") == "Northshire Police"
    assert register.full_name("all") == "All agencies"
    assert register.full_name("ICB") == "ICB", "it has no name"
    assert register.full_name("Southshire  Police") == "Southshire  Police"


@pytest.mark.parametrize(
    ("asked", "lead", "is_meant"),
    [
        ("POL", "Police", True),
        ("the force", "pol", True),
        ("POL", "NCC", False),
        ("POL", "POL-TH", True),
        ("POL", "POL-TH-SLT", True),
        ("POL-TH", "Senior Leadership Team", True),
        ("POL-TH", "POL", False),
        ("POL-TH-SLT", "POL-TH", False),
        ("NCC", "ALL", True),
        ("POL-TH", "ALL", True),
        ("POL", "all agencies", True),
        ("POL-TH-SLT", "ALL", False),
        ("ICB", "ALL", False),
        ("ALL", "ALL", True),
        ("ALL", "NCC", False),
        ("Southshire Police", "southshire police", True),
        ("Southshire Police", "Police", False),
    ],
)
def test_an_agency_includes_its_parts_and_the_groups_it_belongs_to(
    *, register: Register, asked: str, lead: str, is_meant: bool
) -> None:
    assert register.includes(asked, lead) is is_meant


def test_without_a_register_names_are_compared_as_written() -> None:
    register = Register()
    assert register.code("POL") is None
    assert register.names == ()
    assert register.includes("pol", " POL ")
    assert not register.includes("POL", "NCC")


def test_a_circle_of_parts_ends() -> None:
    agencies = {
        code: Agency(code, part_of=whole)
        for code, whole in (("A", "B"), ("B", "C"), ("C", "A"), ("D", "D"))
    }
    register = Register("agencies.yaml", agencies, {"G": Group("G", members=("A", "D", "G"))})
    assert register.includes("C", "A")
    assert register.includes("A", "C")
    assert not register.includes("D", "A")
    assert not register.includes("A", "D")
    assert register.includes("C", "G")
    assert not register.includes("X", "G")


_codes = st.sampled_from("ABCDEF")


@given(
    st.dictionaries(_codes, st.none() | _codes),
    st.dictionaries(st.sampled_from("EFGH"), st.lists(_codes, max_size=3)),
    st.sampled_from("ABCDEFGHX"),
    st.sampled_from("ABCDEFGHX"),
)
def test_any_register_gives_an_answer(
    parts: dict[str, str | None], groups: dict[str, list[str]], asked: str, lead: str
) -> None:
    register = Register(
        "agencies.yaml",
        {code: Agency(code, part_of=whole) for code, whole in parts.items()},
        {code: Group(code, members=tuple(members)) for code, members in groups.items()},
    )
    assert register.includes(asked, lead) in {True, False}
    assert register.includes(asked, asked)


@given(st.text())
def test_a_folded_name_has_neither_case_nor_spaces(name: str) -> None:
    assert folded(f" {name.upper()} ") == folded(name.upper())
    assert not any(map(str.isspace, folded(name)))

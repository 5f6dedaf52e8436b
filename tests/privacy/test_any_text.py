"""Whatever the text: no rule raises, every finding is at its place, and no rule takes for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan import workspace
from dhrplan.model.agencies import Register
from dhrplan.plan.folder import Folder, FolderBytes
from dhrplan.plan.read import PlanFile
from dhrplan.rules import RULES
from dhrplan.rules.engine import EXAMPLE_DAY
from dhrplan.yamldoc.nodes import Source
from tests.privacy.measuring import RULE_NAMES, SEEN, lines
from tests.strategies import spoilt_plans

NAMES = ("Zoë", "Anne-Marie", "O'Hobbs", "van der Hoek")
LIST = "\n".join(NAMES).encode()
PRIVATE_RULES = [rule for rule in RULES if rule.family == "privacy"]
LABELLED = [line.text for rule in RULE_NAMES for line in lines(SEEN, rule)]
PIECES = (
    *("DS ", "Mr ", "Dr. ", "Hobbs", "O'Hobbs", "Zoë", "anne-", "marie", "DOB ", "born on ", "b. "),
    *("12/03/1984", "12 March 1984", "NHS no ", "999 222 3332", "QQ 12 34 56 C", "NI number "),
    *("07700 900123", "+44 (0)", "+1 202 555 0147", "pat.hobbs@example.org", "@", "ZZ99 ", "3WZ"),
    *("HOBBS 854153 PA9XX", "passport no ", "000000017", "his car ", "AB40 XYZ", "crime ref "),
    *("42/900123/19", "PH (", "Instagram as ", "@pathobbs84", "Adult A (", "CHI 3002751103"),
    *("Flat 2, ", "14 ", "Larch Road", "Rose Cottage, ", " ", "\n", "\n  ", "\n# ", '"', "'", ": "),
    *(
        "\\x20",
        "\\u0301",
        "\\\n",
        "|-\n",
        "[",
        "- ",
        "#",
        "\u00ad",
        "\u0301",
        "\u0130",
        "ß",
        "\r\n",
    ),
)
LONG = 50_000
LONG_TEXTS = (
    *("a", "1 ", "Mr ", " ", "\n", "@", "a@", "a.", '"', "'", "#\n", "- ", "a: ", "[", '["a",'),
    *("Mr Aa ", "14 Larch ", "14 ", "Aa ", "born ", "born at x ", "dob ", "dob a b c d e ", "b. "),
    *(
        "nhs no ",
        "nhs no 99 ",
        "99 ",
        "9",
        "+44 ",
        "+",
        "0",
        "0 ",
        "(0",
        "07700 ",
        "QQ12",
        "ni no ",
    ),
    *("qq 12 34 56 ", "E1 ", "1aa ", "House, ", "Aa House, ", "D.S. ", "\u0301", "\u200b", "O'"),
    *("flat 1, ", "1-", "1.", "on 12 12 12 a ", "may ", "1 may ", "12/03/1984 ", "x\\\n", '"a\\n'),
    *("HOBBS 854153", "passport ", "passport a ", "car ", "car AB40 ", "AB40 XYZ ", "crime ref "),
    *(
        "crime ref a/1",
        "cad 1-",
        "instagram as ",
        "@a ",
        "he @ab ",
        "PH (",
        "P.",
        "adult a (",
    ),
    *("zoë ", "van der ", "anne- ", "dates of birth 1/2/80, ", "a.b@", "A.", "Zz", "Aa-", "a:b"),
)


def view(text: str) -> workspace.Workspace:
    folder = FolderBytes("plans", {"DHR99.yaml": text.encode()}, forbidden_names=("names", LIST))
    return workspace.read((folder,))


def check_places(text: str) -> None:
    """Check that the place of each finding holds what the finding reports."""
    seen = view(text)
    source = seen.folders[0].files[0].source
    for rule in PRIVATE_RULES:
        for finding in rule.findings(seen.folders, EXAMPLE_DAY):
            offset, length = finding.spot.offset, finding.spot.length
            assert offset is not None
            written = source.text[offset : offset + length]
            assert finding.private[0] == written
            assert finding.message.startswith(tuple(f"`{one}`" for one in finding.private))
            assert written.strip() == written
    seen.check(EXAMPLE_DAY)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_pieces_of_private_text_in_any_order(text: str) -> None:
    check_places(text)


@given(spoilt_plans, st.lists(st.sampled_from((*LABELLED, *PIECES)), min_size=1, max_size=4))
def test_plans_with_inserted_lines(plan: str, inserted: list[str]) -> None:
    rows = plan.splitlines(keepends=True)
    for index, one in enumerate(inserted):
        rows.insert(index * 7 % (len(rows) + 1), f"{one}\n")
    check_places("".join(rows))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_at_all(text: str) -> None:
    check_places(text)


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(piece, marks=pytest.mark.thorough if number % 4 else ())
        for number, piece in enumerate(LONG_TEXTS)
    ],
)
def test_no_text_takes_for_ever(piece: str) -> None:
    text = piece * (LONG // len(piece))
    for before in ("", "Mr ", "14 ", "dob ", 'a: "', "a: |\n  "):
        source = Source("DHR99.yaml", before + text)  # as it is: how YAML reads it does not matter
        folder = Folder("plans", (PlanFile(source, None, ()),), Register(), forbidden_names=NAMES)
        for rule in PRIVATE_RULES:
            for _ in rule.findings((folder,), EXAMPLE_DAY):
                pass

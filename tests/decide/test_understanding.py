"""Words of a meeting, and what they mean."""

from __future__ import annotations

from typing import Any

import pytest

from dhrplan.decide import Decision, DecisionError, interpret
from dhrplan.errors import NotFoundError
from dhrplan.model.agencies import Register
from tests.decide.deciding import AS_OF, view_of


def heard(register: Register | None = None, **said: Any) -> Decision:
    known = register or view_of().folders[0].register
    return interpret(Decision(**said), known, AS_OF)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("done", "complete"),
        ("DONE.", "complete"),
        ("Complete and ongoing", "complete-ongoing"),
        ("complete-ongoing", "complete-ongoing"),
        ("not taken forward", "not-taken-forward"),
        ("On hold", "paused"),
        ("", ""),
    ],
)
def test_statuses(said: str, meant: str) -> None:
    assert heard(status=said).status == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("today", "2021-04-10"),
        (" Today ", "2021-04-10"),
        ("now", "2021-04-10"),
        ("yesterday", "2021-04-09"),
        ("tomorrow", "2021-04-11"),
        ("end of March 2026", "2026-03"),
        ("31/10/16", "2016-10-31"),
        ("Q3 2016/17", "2016/17-Q3"),
        ("within six months of publication", "published + 6 months"),
        ("", ""),
    ],
)
def test_dates(said: str, meant: str) -> None:
    assert heard(target=said).target == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({"lead": ("the force", "POL", "ncc")}, ("POL", "NCC")),
        ({"lead": ("Northshire Police, Borough Command",)}, ("POL-TH",)),
        ({"lead": ("",)}, ("",)),
    ],
)
def test_agencies_are_written_by_their_codes(said: dict[str, Any], meant: tuple[str, ...]) -> None:
    assert heard(**said).lead == meant


def test_who_said_it_may_be_a_person() -> None:
    assert heard(by="A. Chair", note="x").by == "A. Chair"
    assert heard(by="the force", note="x").by == "POL"


def test_without_a_register_every_agency_is_accepted() -> None:
    assert heard(Register(), lead=("Any Body",)).lead == ("Any Body",)


@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        ({"status": "compleet"}, "`compleet` is not a status.", "Write `complete`."),
        ({"completed": "soon"}, "`soon` ", ""),
        ({"completed": "published + 6 months"}, "`published + 6 months` ", ""),
        (
            {"completed": "last Friday"},
            "`last Friday` ",
            "Write the day itself: the last Friday was",
        ),
        (
            {"target": "by Saturday"},
            "`by Saturday` does not say which day is meant.",
            "Write the day itself: the last Saturday was `2021-04-03`, the next is `2021-04-17`.",
        ),
        (
            {"completed": "Audit, Friday 9 April 2021"},
            "`Audit, Friday 9 April 2021` has more in it than a date.",
            "Write `2021-04-09` here and keep the words under `--note`.",
        ),
        ({"forecast": "By Easter"}, "`By Easter` is not a date.", "Write a date as"),
        ({"completed": "end of March"}, "`end of March` ", ""),
        ({"checked": "perhaps"}, "`perhaps` is not a finding.", ""),
        ({"result": "sort of"}, "`sort of` is not a verdict.", ""),
        ({"note": " "}, "`--note` is empty.", ""),
        ({"extend_to": ""}, "`--extend-to` is empty.", ""),
    ],
)
def test_what_is_not_understood_is_said(said: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(DecisionError) as error:
        heard(**said)
    assert str(error.value).startswith(message)
    assert error.value.hint.startswith(hint)
    assert error.value.hint
    assert error.value.exit_code == 2


@pytest.mark.parametrize("said", ["POL, NCC", "the Force and NCC", "POL; NCC", "POL/NCC"])
def test_several_leads_in_one_are_told_apart(said: str) -> None:
    with pytest.raises(NotFoundError) as error:
        heard(lead=(said,))
    assert error.value.hint.startswith("Name each by itself: `--lead ")


@pytest.mark.parametrize("sign", ["\v", "\x85", "\u2028", "\r\n"])
def test_a_line_break_of_word_is_a_line_break(sign: str) -> None:
    assert heard(note=f"One.{sign}Two.").note == "One.\nTwo."


def test_an_agency_that_is_not_known_is_named_with_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="`the Fource` is not in the register") as error:
        heard(lead=("the Fource",))
    assert error.value.hint.startswith(
        "Did you mean `the Force`? If not, add it with `dhrplan new --agency`."
    )


@pytest.mark.parametrize("name", ["Orla", "A/B", "Head of Safeguarding"])
def test_nobody_is_advised_to_add_a_person_to_the_register(name: str) -> None:
    with pytest.raises(NotFoundError) as error:
        heard(lead=(name,))
    assert error.value.hint.startswith("Name the body that the person works for")


def test_a_register_that_names_none_yet_accepts_every_agency() -> None:
    """So does `validate`: the register of a new folder is empty."""
    assert heard(Register("plans/agencies.yaml"), lead=("Any Body",)).lead == ("Any Body",)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("  led by the council \n", "led by the council"),
        ("\n  - one\n  - two\n", "  - one\n  - two"),
        (" \u2028  one\r\n    two ", "  one\n    two"),
        ("one\n  two", "one\n  two"),
    ],
)
def test_a_text_of_several_lines_keeps_its_indentation(said: str, meant: str) -> None:
    assert heard(note=said).note == meant

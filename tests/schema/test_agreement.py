"""The schema refuses nothing that `validate` accepts, and as much else as it can."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any

import pytest
import regress
from check_jsonschema.parsers import ParseError, ParserSet  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from dhrplan.plan.convert import ValueFault, convert
from dhrplan.plan.fields import DateValue, Id, Kind, PeriodValue, YesNo
from dhrplan.plan.read import read_plan
from dhrplan.plan.schema import definition, definition_name, plan_schema
from tests.model.test_date_parse import OTHER_FORMS, TABLE, TEXTS
from tests.plan.mutations import mutated
from tests.schema.cases import BAD, GOOD, ONLY_VALIDATE, REGISTER, Case
from tests.schema.checking import PLAN_SCHEMA, REGISTER_SCHEMA, complaints, errors
from tests.strategies import sound_plan, spoilt_plan

CASES = (*GOOD, *BAD, *ONLY_VALIDATE)
VALIDATOR = Draft7Validator(plan_schema())
MUTATED, SHARES = 1_500, 5
"""The number of mutated plans, in equal shares; plan n is made with `Random(n)`."""

KINDS = (Id(), Id(plain=True), YesNo(), DateValue(), DateValue(relative=True), PeriodValue())
WRITTEN = (*(written for written, *_ in (*TABLE, *OTHER_FORMS)), "six weeks", "30d", "1.10", "Yes")
CASED: tuple[Callable[[str], str], ...] = (str, str.upper, str.lower, str.title)
SIGNS = ("\u00ad", "\u200b", "\ufeff", " ", "\u00a0", "\x1c", "\x85", ",", ".", "\n")


@st.composite
def as_pasted(draw: st.DrawFn) -> str:
    """A value as pasted from a document: other case, with extra characters in it."""
    text = draw(st.sampled_from(CASED))(draw(st.sampled_from(WRITTEN)))
    for sign in draw(st.lists(st.sampled_from(SIGNS), max_size=3)):
        at = draw(st.integers(0, len(text)))
        text = f"{text[:at]}{sign}{text[at:]}"
    return text


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The reports of the real check-jsonschema for every case, by its name."""
    folder = tmp_path_factory.mktemp("cases")
    plans = {case.name: case.text for case in CASES if case.file != REGISTER}
    registers = {case.name: case.text for case in CASES if case.file == REGISTER}
    return complaints(PLAN_SCHEMA, folder, plans) | complaints(REGISTER_SCHEMA, folder, registers)


@pytest.mark.xdist_group("check-jsonschema")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_schema_and_validate_agree_except_where_only_validate_can_know(
    case: Case, reported: dict[str, list[str]]
) -> None:
    assert errors(case.file, case.text) == ({case.rule} if case.rule else set())
    assert (case.name in reported) == (case in BAD), reported.get(case.name)


def test_what_only_validate_knows_has_its_why() -> None:
    assert [case.name for case in CASES if bool(case.why) != (case in ONLY_VALIDATE)] == []


def parsed_yaml(text: str) -> Any:
    """A file as check-jsonschema parses it."""
    return ParserSet().parse_data_with_path(BytesIO(text.encode()), "plan.yaml", "yaml")


@given(seed=st.integers(0, 2**32))
def test_any_sound_plan_passes(seed: int) -> None:
    assert list(VALIDATOR.iter_errors(parsed_yaml(sound_plan(Random(seed))))) == []


@pytest.mark.parametrize("share", range(SHARES))
def test_what_validate_accepts_passes_however_it_came_about(share: int) -> None:
    tried = 0
    for number in range(share, MUTATED, SHARES):
        random = Random(number)
        text = mutated(sound_plan(random), spoilt_plan(random), random)
        if read_plan("plans/DHR99.yaml", text.encode("utf-8", "surrogatepass")).faults:
            continue
        try:
            plan = parsed_yaml(text)
        except ParseError:  # its parser differs a little
            continue
        assert list(VALIDATOR.iter_errors(plan)) == [], text
        tried += 1
    assert tried > MUTATED // SHARES // 10


@pytest.mark.parametrize("kind", KINDS, ids=definition_name)
@given(text=st.one_of(as_pasted(), TEXTS, st.text(max_size=12)))
def test_a_value_that_is_read_passes(kind: Kind, text: str) -> None:
    """With the regular expressions of Python and of JavaScript."""
    if not isinstance(convert(text, kind), ValueFault):
        assert Draft7Validator(definition(kind)).is_valid(text)
        assert regress.Regex(definition(kind)["pattern"], "u").find(text)

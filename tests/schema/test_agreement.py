"""The schema complains of nothing that `validate` accepts, and of as much else as it can."""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import regress
from check_jsonschema.parsers import ParseError, ParserSet  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from dhrplan.text.convert import Misread, convert
from dhrplan.text.kinds import Every, Flag, Id, When
from dhrplan.text.reader import read_plan
from dhrplan.text.schema import plan_schema
from dhrplan.text.schema_values import name_of, value_of
from tests.model.test_date_forms import OTHER_FORMS, TABLE, TEXTS
from tests.schema.cases import BAD, GOOD, ONLY_VALIDATE, REGISTER
from tests.schema.checking import PLAN_SCHEMA, REGISTER_SCHEMA, complaints, errors
from tests.strategies import sound_plan, spoilt_plan
from tests.text.mutations import mutated

if TYPE_CHECKING:
    from collections.abc import Callable

    from dhrplan.text.kinds import Kind
    from tests.schema.cases import Case

CASES = (*GOOD, *BAD, *ONLY_VALIDATE)
VALIDATOR = Draft7Validator(plan_schema())
MUTATED, SHARES = 1_500, 5
"""How many plans that were sound are tried; number n is made by `Random(n)`."""

KINDS = (Id(), Id(plain=True), Flag(), When(), When(relative=True), Every())
WRITTEN = (*(written for written, *_ in (*TABLE, *OTHER_FORMS)), "six weeks", "30d", "1.10", "Yes")
CASED: tuple[Callable[[str], str], ...] = (str, str.upper, str.lower, str.title)
SIGNS = ("\u00ad", "\u200b", "\ufeff", " ", "\u00a0", "\x1c", "\x85", ",", ".", "\n")


@st.composite
def as_pasted(draw: st.DrawFn) -> str:
    """A value as it may come out of a document: in other letters, with signs amid them."""
    text = draw(st.sampled_from(CASED))(draw(st.sampled_from(WRITTEN)))
    for sign in draw(st.lists(st.sampled_from(SIGNS), max_size=3)):
        at = draw(st.integers(0, len(text)))
        text = f"{text[:at]}{sign}{text[at:]}"
    return text


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the real check-jsonschema says of every case, by its name."""
    folder = tmp_path_factory.mktemp("cases")
    plans = {case.name: case.text for case in CASES if case.file != REGISTER}
    registers = {case.name: case.text for case in CASES if case.file == REGISTER}
    return complaints(PLAN_SCHEMA, folder, plans) | complaints(REGISTER_SCHEMA, folder, registers)


@pytest.mark.xdist_group("check-jsonschema")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_schema_and_validate_agree_but_where_it_is_said(
    case: Case, told: dict[str, list[str]]
) -> None:
    assert errors(case.file, case.text) == ({case.rule} if case.rule else set())
    assert (case.name in told) == (case in BAD), told.get(case.name)


def test_what_only_validate_knows_has_its_why() -> None:
    assert [case.name for case in CASES if bool(case.why) != (case in ONLY_VALIDATE)] == []


def as_yaml_has_it(text: str) -> Any:
    """What check-jsonschema makes of a file, before it looks at the schema."""
    return ParserSet().parse_data_with_path(BytesIO(text.encode()), "plan.yaml", "yaml")


@given(seed=st.integers(0, 2**32))
def test_any_sound_plan_passes(seed: int) -> None:
    assert list(VALIDATOR.iter_errors(as_yaml_has_it(sound_plan(Random(seed))))) == []


@pytest.mark.parametrize("share", range(SHARES))
def test_what_validate_accepts_passes_however_it_came_about(share: int) -> None:
    tried = 0
    for number in range(share, MUTATED, SHARES):
        random = Random(number)
        text = mutated(sound_plan(random), spoilt_plan(random), random)
        if read_plan("plans/DHR99.yaml", text.encode("utf-8", "surrogatepass")).faults:
            continue
        try:
            plan = as_yaml_has_it(text)
        except ParseError:  # it reads YAML a little otherwise
            continue
        assert list(VALIDATOR.iter_errors(plan)) == [], text
        tried += 1
    assert tried > MUTATED // SHARES // 10


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
@given(text=st.one_of(as_pasted(), TEXTS, st.text(max_size=12)))
def test_a_value_that_is_read_passes(kind: Kind, text: str) -> None:
    """As Python, and as the language of an editor, reads the expressions."""
    if not isinstance(convert(text, kind), Misread):
        assert Draft7Validator(value_of(kind)).is_valid(text)
        assert regress.Regex(value_of(kind)["pattern"], "u").find(text)

"""What is private is shown nowhere, though other rules speak of the same value."""

from __future__ import annotations

import pytest

from dhrplan.rules.example import SOUND, plan
from dhrplan.rules.example import one as one_plan
from tests.privacy.test_masked import answers_of, findings_of, shows


def hints(text: str, rule: str) -> str:
    """All that is said of a plan, without what the rule itself says."""
    told = findings_of(text, rule, "seen").diagnostics
    return " ".join(f"{one.message} {one.hint}" for one in told if one.rule != rule)


@pytest.mark.parametrize(
    "written", ["DOB 12/03/1983", "born 12 March 1983", "DoB March 1983", "dob 12/3/83"]
)
@pytest.mark.parametrize("key", ["target", "completed", "next_check", "forecast"])
def test_a_date_of_birth_is_not_written_out_anew(written: str, key: str) -> None:
    text = plan(f"lead: [POL]\nstatus: in-progress\n{key}: {written}\n")
    assert "more in it than a date" in hints(text, "date-of-birth")
    for answer in answers_of(text, "date-of-birth", "seen"):
        assert not any(
            shows(answer, form)
            for form in ("1983-03-12", "12 March 1983", "1983-03", "March 1983", "2083-03-12")
        )


TAKEN_APART = [
    ("personal-name", "DS Pat Hobbs", ("Pat", "Hobbs")),
    ("phone-number", "07700 900123", ("07700", "900123")),
    ("postcode", "ZZ99 3WZ", ("ZZ99", "3WZ")),
    ("address", "14 Larch Road", ("Larch",)),
]


@pytest.mark.parametrize(("rule", "written", "words"), TAKEN_APART)
@pytest.mark.parametrize(
    "line", ["progress: x # dhrplan: ignore[{}] why", "progress: !{} x", "superseded_by: {}"]
)
def test_no_word_of_it_is(rule: str, written: str, words: tuple[str, ...], line: str) -> None:
    text = plan(f"{SOUND}{line.format(written)}\n")
    answers = list(answers_of(text, rule, "seen"))
    assert answers
    assert not any(shows(answer, word) for answer in answers for word in words)


def test_a_value_elsewhere_is_shown_though_it_is_a_word_of_a_name() -> None:
    text = one_plan("lead: [POL]\nstatus: May\ntarget: 2021-06\nprogress: DS May Hobbs.\n")
    told = answers_of(text["DHR99.yaml"], "personal-name", "seen")
    assert all("`May` is not a status." in answer for answer in told)

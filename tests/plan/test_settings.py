"""The settings, and the faults of settings that cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan.plan.folder import forbidden_names_in
from dhrplan.plan.settings import SETTINGS, Settings, read_settings

FULL = """\
# What this partnership has set.
soon_days = 45
marking = "OFFICIAL-SENSITIVE"
forbidden_names = "private/names.txt"

[rules]
no-news = "off"
"privacy" = "warning"
"""


def test_everything_may_be_set() -> None:
    settings = read_settings("dhrplan.toml", FULL.encode())
    assert settings.faults == ()
    assert settings.soon_days == 45
    assert settings.marking == "OFFICIAL-SENSITIVE"
    assert settings.forbidden_names == "private/names.txt"
    assert settings.rules == {"no-news": "off", "privacy": "warning"}


def test_nothing_need_be_set() -> None:
    settings = read_settings("dhrplan.toml", b"")
    assert settings == Settings(settings.source)


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("soon_days = 45\nsoon_dayz = 3\n", "unknown-key", 2, 1),
        ("soon_days = true\n", "wrong-type", 1, 1),
        ("soon_days = -1\n", "wrong-type", 1, 1),
        ('  soon_days = "30"\n', "wrong-type", 1, 3),
        ("marking = 3\n", "wrong-type", 1, 1),
        ('forbidden_names = ""\n', "wrong-type", 1, 1),
        ("rules = 3\n", "wrong-type", 1, 1),
        ('[rules]\nno-news = "of"\n', "unknown-value", 2, 1),
        ('[rules]\n"no-news" = 1\n', "unknown-value", 2, 2),
        ("marking = OFFICIAL\n", "toml-syntax", 1, 11),
        ("soon_days = 1\nsoon_days = 2\n", "toml-syntax", 2, 14),
        ("soon_days = \n", "toml-syntax", 1, 13),
        ("x = [[[[[", "toml-syntax", 1, 10),
        ("marking = 'x'\nsoon_days = " + "9" * 5000, "toml-syntax", 2, 13),
        ("soon_days = 0x" + "f" * 5000, "wrong-type", 1, 1),
        ("x = " + "[" * 100_000, "toml-syntax", 1, 100_005),
        ("\n[" + ".".join("a" * 1000) + "]\n", "toml-syntax", 2, 2),
        (".".join("a" * 100_000) + " = 1", "toml-syntax", 1, 1),
        ("rules." + ".".join("a" * 15) + " = 1", "unknown-value", 1, 7),
        ("x = {" + ".".join("a" * 1000) + " = 1}", "toml-syntax", 1, 6),
        ("rules.no-news = 'of'\n", "unknown-value", 1, 7),
        ('[ rules . "no-news" ]\n', "unknown-value", 1, 12),
    ],
)
def test_a_fault_has_its_place_and_its_hint(text: str, rule: str, line: int, column: int) -> None:
    for written in (text, text.replace("\n", "\r\n"), f"\ufeff{text}"):
        (one,) = read_settings("dhrplan.toml", written.encode()).faults
        assert (one.rule, one.place.line, one.place.column) == (rule, line, column)
        assert one.hint


def test_settings_in_another_encoding_are_a_fault() -> None:
    (one,) = read_settings("dhrplan.toml", b'marking = "\xe9"').faults
    assert one.rule == "not-utf8"


def test_one_fault_does_not_hide_what_else_is_set() -> None:
    settings = read_settings("dhrplan.toml", b'soon_days = "x"\nmarking = "OFFICIAL"\n')
    assert settings.marking == "OFFICIAL"
    assert len(settings.faults) == 1


@given(st.binary() | st.text().map(str.encode))
def test_no_content_makes_it_raise(data: bytes) -> None:
    read_settings("dhrplan.toml", data)


def test_every_setting_is_described() -> None:
    assert [setting.name for setting in SETTINGS if not setting.description.endswith(".")] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_names_are_read_a_line_each(encoding: str) -> None:
    data = "# those of review 99\r\nZoë  Hale\r\n\r\nPat Hobbs # the brother\nPat Hobbs\n"
    assert forbidden_names_in(data.encode(encoding)) == ("Zoë Hale", "Pat Hobbs")

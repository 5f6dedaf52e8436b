"""Each command that a finding names fixes it, once its capitals are filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dhrplan.rules import RULES
from dhrplan.rules.engine import EXAMPLE_DAY, Rule, example_plan
from tests.golden.running import Shell
from tests.rules.finding import check

if TYPE_CHECKING:
    from pathlib import Path

WITH_COMMAND = [rule for rule in RULES if rule.update]
FILLED_IN = {"AGENCY": "POL", "STATUS": "not-started", "TEXT": "All staff use it."}
DATES = {"--completed": "2021-02", "--target": "2021-06", "--next-check": "2021-06"}


def commands(rule: Rule, files: dict[str, str]) -> list[str]:
    return [one.command for one in check(files) if one.rule == rule.name]


@pytest.mark.parametrize("rule", WITH_COMMAND, ids=lambda rule: rule.name)
def test_the_command_fixes_what_was_found(
    rule: Rule, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    for name, text in rule.bad.items():
        (folder / name).write_text(text, encoding="utf-8")
    (command,) = commands(rule, dict(rule.bad))
    for word, filled_in in FILLED_IN.items():
        command = command.replace(word, filled_in)
    for option, day in DATES.items():
        command = command.replace(f"{option} DATE", f"{option} {day}")
    assert not {"DATE", *FILLED_IN} & set(command.split())
    day = f"--as-of {EXAMPLE_DAY}"
    done = Shell(capsys, monkeypatch, tmp_path).run(f"{command} {day} --yes")
    assert (done.code, "Problems fixed" in done.stdout) == (0, True)
    after = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")}
    assert commands(rule, after) == []


def test_a_finding_says_the_command_on_a_line_of_its_own() -> None:
    (found,) = check({"DHR99.yaml": example_plan("status: in-progress\ntarget: 2021-06\n")})
    assert found.advice == (
        "Write `lead:` and the agency's code in brackets, such as `lead: [POL]`.",
        "Or run: dhrplan update DHR99 1.1 --lead AGENCY",
    )


def test_no_command_has_an_id_that_a_shell_would_not_take_as_it_is() -> None:
    plan = example_plan("status: in-progress\ntarget: 2021-06\n").replace('"1.1"', '"$1.1"')
    (found,) = check({"DHR99.yaml": plan})
    assert found.command == ""

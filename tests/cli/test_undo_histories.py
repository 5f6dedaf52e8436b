"""Random histories of what writes plans: `undo`, step by step, gives back the first bytes.

The cases are counted, not drawn anew: number n is made by `Random(n)`.
"""

from __future__ import annotations

import io
import shlex
import sys
from random import Random
from typing import TYPE_CHECKING

import pytest

from dhrplan.plan.read import read_plan
from tests.golden.running import Shell
from tests.strategies import ID, sound_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from dhrplan.model.plan import Plan

HISTORIES, SHARES = 500, 50
"""How many histories there are, and in how many tests they are gone through."""

MOST_STEPS = 8
REGISTER = "agencies:\n  POL:\n    name: Northshire Police\n    level:   local\n"
_WORDS = ("No news.", "a: b # c", "- dash", 'It\'s "so"', "Café 😀", "long " * 40)


def _note(random: Random, plan: Plan) -> str:
    return f"update {ID} {_action(random, plan)} --note {shlex.quote(random.choice(_WORDS))}"


def _decide(random: Random, plan: Plan) -> str:
    words = shlex.quote(random.choice(_WORDS))
    said = (
        f"--status done --completed 2024 --outcome {words}",
        f"--status paused --reason {words} --by CSP",
        f"--progress {words}",
        '--progress ""',
        "--target 2030-05",
        "--lead POL",
        "--checked lapsed",
    )
    return f"update {ID} {_action(random, plan)} {random.choice(said)}"


def _judge(random: Random, plan: Plan) -> str:
    return f"update {ID} {_recommendation(random, plan)} --result partly"


def _format(random: Random, plan: Plan) -> str:
    del random, plan
    return "fmt"


def _new_review(random: Random, plan: Plan) -> str:
    del plan
    return f"new DHR{random.randrange(5)}"


def _new_recommendation(random: Random, plan: Plan) -> str:
    del plan
    return f"new {ID} --recommendation {shlex.quote(random.choice(_WORDS))} --id N{random.random()}"


def _new_action(random: Random, plan: Plan) -> str:
    words = shlex.quote(random.choice(_WORDS))
    return f"new {ID} {_recommendation(random, plan)} --action {words} --id A{random.random()}"


def _new_milestone(random: Random, plan: Plan) -> str:
    words = shlex.quote(random.choice(_WORDS))
    return f"new {ID} {_action(random, plan)} --milestone {words} --id M{random.random()}"


def _new_agency(random: Random, plan: Plan) -> str:
    del plan
    return f"new --agency A{random.randrange(5)} --name {shlex.quote(random.choice(_WORDS))}"


def _any_field(random: Random, plan: Plan) -> str:
    words = random.choice(_WORDS)
    said = (
        f"--set {shlex.quote('title=' + words)}",
        f"--add {shlex.quote('notes=' + words)}",
        "--unset notes",
        "--unset lead",
        "--set blocked.reason=Money",
    )
    subject = random.choice((_action(random, plan), _recommendation(random, plan), ""))
    return f"update {ID} {subject} {random.choice(said)}"


def _register(random: Random, plan: Plan) -> str:
    del plan
    said = ("--set contact.role=Manager", "--add aliases=Force", "--unset level")
    return f"update agencies POL {random.choice(said)}"


def _remove(random: Random, plan: Plan) -> str:
    return f"remove {ID} {random.choice((_action, _recommendation))(random, plan)}"


def _move(random: Random, plan: Plan) -> str:
    return f"move {ID} {_action(random, plan)} --to {_recommendation(random, plan)}"


OPERATIONS: tuple[Callable[[Random, Plan], str], ...] = (
    *(_note, _decide, _judge, _format, _new_review, _new_recommendation, _new_action),
    *(_new_milestone, _new_agency, _any_field, _register, _remove, _move),
)
"""What may happen to a folder."""


def _action(random: Random, plan: Plan) -> str:
    every = [action.id for one in plan.recommendations for action in one.actions]
    return shlex.quote(random.choice(every or ["1.1"]))


def _recommendation(random: Random, plan: Plan) -> str:
    return shlex.quote(random.choice([one.id for one in plan.recommendations] or ["1"]))


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    return Shell(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize("share", range(SHARES))
def test_undo_step_by_step_gives_back_the_first_bytes(share: int, shell: Shell) -> None:
    steps = 0
    for number in range(share, HISTORIES, SHARES):
        place = shell.folder / str(number)
        (place / "plans").mkdir(parents=True)
        steps += _history(Random(number), Shell(shell.capsys, shell.monkeypatch, place))
    assert steps > HISTORIES // SHARES, "most commands write"


def _history(random: Random, shell: Shell) -> int:
    """Go through a history and back again; the number of writes."""
    (shell.folder / "plans" / f"{ID}.yaml").write_text(sound_plan(random), encoding="utf-8")
    (shell.folder / "plans" / "agencies.yaml").write_text(REGISTER, encoding="utf-8")
    states, writes = [_contents(shell)], 0
    for _ in range(random.randint(1, MOST_STEPS)):
        if len(states) > 1 and random.random() < 0.2:
            assert shell.run("dhrplan undo --yes").code == 0
            states.pop()
            assert _contents(shell) == states[-1]
            continue
        plan = read_plan(ID, states[-1][f"{ID}.yaml"]).plan
        assert plan
        words = random.choice(OPERATIONS)(random, plan)
        shell.run(f"dhrplan {words}{'' if words == 'fmt' else ' --yes --force'}")
        if _contents(shell) != states[-1]:
            states.append(_contents(shell))
            writes += 1
    for state in reversed(states[:-1]):
        assert shell.run("dhrplan undo --yes").code == 0
        assert _contents(shell) == state
    assert shell.run("dhrplan undo --yes").code == 3
    assert [one.name for one in shell.folder.iterdir()] == ["plans"]
    return writes


def _contents(shell: Shell) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in (shell.folder / "plans").iterdir()}

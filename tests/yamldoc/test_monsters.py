"""Files made to break a reader. Each is checked by the program itself, in a process of its own.

No process may crash, run out of a gigabyte, hang, or answer with a traceback: each answers with a
fault that names the file, and exit code 1.
"""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.plan.reading import HEAD, PLAN, in_action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

pytest.importorskip("resource", reason="no limit can be set on memory here")

SECONDS = 60
"""Far more than any of them takes: a bound on hanging, not a measure."""

_PROGRAM = """
import contextlib, resource, sys
with contextlib.suppress(OSError, ValueError):  # not every system lets memory be limited
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
from dhrplan.yamldoc import nodes
if sys.argv.pop(1) == "python":
    import yaml
    nodes.FastLoader = yaml.SafeLoader
from dhrplan.cli import main
sys.exit(main())
"""

_MANY, _FEW = 100_000, 3_000
_NEARLY_5_MB = 4_900_000


def _steps(count: int) -> str:
    return "".join(f"{' ' * depth}a:\n" for depth in range(count))


def _laughs() -> str:
    tenfold = (f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in pairwise("abcdefghi"))
    return "\n".join(("a: &a [ha]", *tenfold))


MONSTERS: dict[str, Callable[[], str | bytes]] = {
    # Depth, plain to see.
    "brackets": lambda: "[" * _MANY,
    "braces": lambda: "{" * _MANY,
    "dashes": lambda: "- " * _MANY,
    "question marks": lambda: "? " * _MANY,
    "braces and brackets": lambda: '{"a":[' * (_MANY // 2),
    "pairs in brackets": lambda: "[a: " * _MANY,
    "steps of keys": lambda: _steps(_FEW),
    "steps of dashes": lambda: "".join(f"{' ' * depth}-\n" for depth in range(_FEW)),
    "steps within the limit of size": lambda: HEAD + _steps(40),
    # Depth that somebody who only counts brackets does not see.
    "a bracket a line": lambda: "[\n" * _MANY,
    "brackets balanced by a quotation": lambda: '["]", \n' * _MANY,
    "brackets balanced by a comment": lambda: "[ # ]\n" * _MANY,
    "brackets balanced by quotations over lines": lambda: '- [ "]\n" \n' * _MANY,
    "brackets balanced by an escaped quotation mark": lambda: (
        '["\\"]", "\n' + '\\"", ["\\"]", "\n' * _MANY
    ),
    "brackets balanced by a comment between quotation marks": lambda: (
        '[ a" # " ]\n' + ', [ a" # " ]\n' * _MANY
    ),
    "brackets balanced by a tag": lambda: "[ !] \n" * _MANY,
    "brackets balanced by an apostrophe": lambda: "[ it's # ]\n, '\n' " * _MANY,
    "dashes behind two marks of UTF-8": lambda: "\ufeff\ufeff" + "- " * _MANY,
    "brackets in brackets in quotes": lambda: "['" * _MANY,
    "quotation marks": lambda: '"' * (_MANY + 1),
    "quotations in quotations": lambda: "\"'" * _MANY,
    # Size.
    "more than 5 MB on a line": lambda: "a" * 6_000_000,
    "a long list in brackets": lambda: f"[{'[],' * (_NEARLY_5_MB // 3)}]",
    "a long text": lambda: "a" * _NEARLY_5_MB,
    "a long value": lambda: f"title: {'a' * _NEARLY_5_MB}",
    "a long value that is no date": lambda: in_action(f"target: {'1 ' * (_NEARLY_5_MB // 2)}"),
    "a long date of words": lambda: in_action(f"target: {'by the end of ' * _MANY}"),
    "a long status": lambda: in_action(f"status: {'complete ' * _MANY}"),
    "a long line of spaces before a slip": lambda: f"title: a: {' ' * _NEARLY_5_MB}b",
    "a long line of dashes before a slip": lambda: f"{'- ' * 10}{'-' * _NEARLY_5_MB}: a: b",
    "many lines before a slip": lambda: f"{'- a' + chr(10)}" * 1_000_000 + " - b: c: d",
    "many keys": lambda: "".join(f"k{number}: 1\n" for number in range(2 * _MANY)),
    "many keys of an action": lambda: in_action("".join(f"k{n}: 1\n" for n in range(_MANY))),
    "one key many times": lambda: "title: a\n" * (2 * _MANY),
    "many empty actions": lambda: PLAN + "      - text: a\n" * _MANY,
    "a long key": lambda: f"{'k' * 1_000_000}: 1",
    "a long key in quotes, twice": lambda: f"? '{'k' * 1_000_000}'\n: 1\n" * 2,
    "a long anchor": lambda: f"title: &{'a' * 1_000_000} b",
    # Features of YAML that plans do not use.
    "a billion laughs": _laughs,
    "an alias to itself": lambda: "&a [*a]",
    "an alias of a key to itself": lambda: "&a {*a : *a}",
    "many anchors": lambda: "".join(f"- &a{number} b\n" for number in range(_MANY)),
    "an object of Python": lambda: "title: !!python/object/apply:os.system [exit 7]",
    "another version": lambda: "%YAML 9.9\n---\na: 1",
    "many documents": lambda: "---\n" * _MANY,
    # Characters.
    "zero bytes": lambda: b"\0" * _MANY,
    "UTF-16": lambda: PLAN.encode("utf-16"),
    "Latin-1": lambda: "title: Café".encode("latin-1"),
    "bytes that are no text": lambda: bytes(range(256)) * 1_000,
    "U+0085 over and over": lambda: "title: " + "\x85" * _MANY,
    "U+2028 over and over": lambda: "title: a" + "\u2028b" * _MANY,
    "half a character": lambda: r'title: "\ud800"',
    "a character that there is not": lambda: r'title: "\UFFFFFFFF"',
    "many codes": lambda: 'title: "' + r"\x41" * _MANY + "\\",
    "a huge number": lambda: f"format: {'9' * _MANY}",
}


QUICK = (
    *("steps of keys", "quotation marks", "a billion laughs", "an alias to itself", "zero bytes"),
    *("a long anchor", "UTF-16", "half a character", "another version", "an object of Python"),
    "a huge number",
)
"""One of each kind; the others run with `--thorough`."""


def _monsters(names: Iterable[str]) -> list[Any]:
    slow = pytest.mark.thorough
    return [pytest.param(name, marks=() if name in QUICK else slow) for name in names]


@pytest.mark.parametrize("name", _monsters(MONSTERS))
def test_a_monster_is_a_fault_and_no_more(name: str, tmp_path: Path) -> None:
    _is_refused(MONSTERS[name](), tmp_path, "libyaml")


@pytest.mark.parametrize(
    "name",
    _monsters(
        (
            *("brackets", "dashes", "question marks", "steps of keys", "pairs in brackets"),
            *("brackets balanced by an escaped quotation mark", "a billion laughs", "zero bytes"),
            *("an alias to itself", "half a character", "a character that there is not"),
            *("another version", "an object of Python", "a long value", "many codes"),
        )
    ),
)
def test_a_monster_is_no_more_without_libyaml(name: str, tmp_path: Path) -> None:
    _is_refused(MONSTERS[name](), tmp_path, "python")


def _is_refused(text: str | bytes, folder: Path, parser: str) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "DHR99.yaml").write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, parser, "validate", "--plans", str(folder)],
        capture_output=True,
        check=False,
        timeout=SECONDS,
    )
    said = done.stdout.decode()
    assert (done.returncode, done.stderr.decode()) == (1, "")
    assert "DHR99.yaml:" in said
    assert ": error[" in said
    assert "Traceback" not in said

"""The cost of `changes` between commits of a long history, beside reading both versions."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import chdir
from pathlib import Path
from random import Random
from statistics import median

from dhrplan import workspace
from dhrplan.cli.commits import two_versions
from dhrplan.history.repository import open_history
from dhrplan.plan.folder import FolderBytes
from dhrplan.reports.changes import changes_between
from dhrplan.reports.select import Selection
from dhrplan.reports.show import show
from tests.bench.compare import seconds_of
from tests.bench.generated import plans

PLANS, COMMITS = 50, 1_000
TARGET = 1.5
_SPANS = (
    ("the last", "HEAD~1"),
    ("10", "HEAD~10"),
    ("100", "HEAD~100"),
    ("all", f"HEAD~{COMMITS - 1}"),
)


def measure(times: int) -> str:
    """The table: a line for each number of commits between the two versions."""
    head = f"changing: changes in {PLANS} plans over {COMMITS:,} commits"
    lines = [f"{head}: ratio to reading the plans twice, at most {TARGET} wanted"]
    with tempfile.TemporaryDirectory() as place, chdir(place):
        write_history(Path(place))
        lines += [_line(name, since, max(1, min(times, 3))) for name, since in _SPANS]
        lines.append(f"  history of an action: {_life() * 1e3:.0f} ms")
    return "\n".join(lines)


def write_history(top: Path) -> None:
    """A repository of so many plans and commits; each commit changes an action of one plan."""
    chance = Random(1)
    files = {name: data.decode() for name, data in plans(PLANS).items()}
    names = list(files)
    stream: list[bytes] = []
    for number in range(COMMITS):
        changed = files if number == 0 else {names[number % PLANS]: ""}
        for name in changed:
            if number:
                files[name] = _changed(files[name], number, chance)
            data = files[name].encode()
            stream.append(b"blob\nmark :%d\ndata %d\n%s\n" % (_mark(number, name), len(data), data))
        stream.append(_commit(number, changed))
    _git(top, "init", "--quiet", "--initial-branch=main")
    _git(top, "fast-import", "--quiet", data=b"".join(stream))
    _git(top, "reset", "--quiet", "--hard", "main")


def _mark(number: int, name: str) -> int:
    return 1 + number * 1_000 + int(name.removeprefix("DHR").removesuffix(".yaml"))


def _commit(number: int, names: dict[str, str]) -> bytes:
    when = f"{1_600_000_000 + number * 86_400} +0000"
    lines = [
        "commit refs/heads/main",
        f"mark :{900_000_000 + number}",
        f"committer Tester <tester@example.org> {when}",
        "data 5\nPlans",
        *([f"from :{900_000_000 + number - 1}"] if number else []),
        *(f"M 100644 :{_mark(number, name)} plans/{name}" for name in names),
    ]
    return "\n".join((*lines, "", "")).encode()


def _changed(text: str, number: int, chance: Random) -> str:
    """The plan with a word more in a text, and with one target moved."""
    lines = text.split("\n")
    targets = [at for at, line in enumerate(lines) if line.startswith("        target: ")]
    at = chance.choice(targets)
    lines[at] = f"        target: {2018 + number % 9}-{1 + number % 12:02}"
    prose = [at for at, line in enumerate(lines) if line.startswith("          ") and "." in line]
    at = chance.choice(prose)
    lines[at] = lines[at].replace(".", f" in {number} cases.", 1)
    return "\n".join(lines)


def _git(top: Path, *arguments: str, data: bytes = b"") -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", *arguments], cwd=top, input=data, env=environment, check=True)


def _line(name: str, since: str, times: int) -> str:
    pairs = []
    for _ in range(times):
        both = seconds_of(lambda: _read_both(since))
        whole = seconds_of(lambda: _changes(since))
        pairs.append((whole / both, whole))
    ratio, spent = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    return f"  since {name:>8}: {ratio:.2f} ({spent * 1e3:.0f} ms)"


def _read_both(since: str) -> None:
    folder = Path("plans")
    history = open_history(folder)
    for commit in (history.commit(since), history.head):
        version = history.version(folder, commit)
        named: FolderBytes = history.bytes_of(version, folder, Path.cwd())
        workspace.read((named,))


def _changes(since: str) -> None:
    versions = two_versions(since, "HEAD", (Path("plans"),))
    changes_between(versions.before, versions.after, Selection())


def _life() -> float:
    from dhrplan.cli.commits import report_with_history
    from dhrplan.reports.select import resolved
    from dhrplan.reports.show import found_by

    view = two_versions("HEAD", "HEAD", (Path("plans"),)).view
    folders = view.folders[:1]
    selection = resolved(folders, Selection().of_reviews(("DHR7",)))
    found = found_by(folders, selection, "1.1")[0]
    report = show(folders, selection, two_versions("HEAD", "HEAD", ()).after.day, "DHR7", "1.1")
    return seconds_of(lambda: report_with_history(report, found, "HEAD"))

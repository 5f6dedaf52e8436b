"""A year of the two example plans in git: four meetings, and what happened between them.

What is decided here is invented; only the two plans are real. Values are changed as `dhrplan
update` does it, and some by hand, as people do who then forget to say why.
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

from dhrplan.cli.entry import run
from tests.git import git
from tests.golden.running import ROOT

MEETING = "2018-03-13"
"""The meeting that the paper is for; the one before it was on 12 December 2017."""

MADE = "2018-03-06"
"""The day on which the paper is made."""

NAME = "Hilary Mantelpiece"
"""An invented name that must never appear."""

_SETTINGS = """\
marking = "OFFICIAL"
meetings = [2017-03-14, 2017-06-13, 2017-09-12, 2017-12-12, 2018-03-13, 2018-06-12]
"""

_MINUTES = """\
# Minutes, {day}

Present: the partnership board.
"""


@dataclass
class Year:
    """A folder with the plans, and the commits that are to be made of it."""

    folder: Path
    commits: list[tuple[str, str, dict[str, bytes]]] = field(default_factory=list)
    held: dict[str, bytes] = field(default_factory=dict)

    def update(self, words: str, day: str, *more: str) -> None:
        """Run `dhrplan update`; `more` are the words that have blanks."""
        arguments = ["update", *words.split(), *more, "--as-of", day, "--yes"]
        said = io.StringIO()
        with chdir(self.folder), redirect_stdout(said), redirect_stderr(said):
            code = run(arguments)
        assert code == 0, said.getvalue()

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a text by hand."""
        path = self.folder / "plans" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, old, text.count(old))
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    def commit(self, day: str, message: str) -> None:
        """Keep what has changed, to be committed."""
        found = {path.relative_to(self.folder).as_posix(): path for path in self._tracked()}
        changed = {
            name: data
            for name, path in found.items()
            if (data := path.read_bytes()) != self.held.get(name)
        }
        self.held.update(changed)
        self.commits.append((day, message, changed))

    def _tracked(self) -> Iterator[Path]:
        for place in ("plans", "minutes"):
            if (self.folder / place).is_dir():
                yield from sorted((self.folder / place).iterdir())
        yield from (self.folder / name for name in ("dhrplan.toml", ".gitignore"))

    def save(self) -> None:
        """Make all commits by one process of git."""
        git(self.folder, "init", "--quiet")
        stream = b"".join(self._stream())
        subprocess.run(["git", "fast-import", "--quiet"], cwd=self.folder, input=stream, check=True)
        git(self.folder, "reset", "--quiet", "--hard")

    def _stream(self) -> Iterator[bytes]:
        for day, message, changed in self.commits:
            at = int(datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC).timestamp())
            yield b"commit refs/heads/main\n"
            yield f"committer A. Tester <tester@example.org> {at} +0000\n".encode()
            yield _data(message.encode())
            for name, data in changed.items():
                yield f"M 100644 inline {name}\n".encode() + _data(data)


def _data(data: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(data), data)


def build(folder: Path) -> Path:
    """The year in an empty folder: its repository, with nothing left to commit."""
    (folder / "plans").mkdir(parents=True)
    for name in ("DHR4.yaml", "DHR7.yaml", "agencies.yaml"):
        copyfile(ROOT / "plans" / name, folder / "plans" / name)
    year = Year(folder)
    for quarter in (_spring, _summer, _autumn, _winter):
        quarter(year)
    _forget(folder)
    year.save()
    year.write("forbidden-names.txt", f"{NAME}\n")
    return folder


def _forget(folder: Path) -> None:
    """Remove what `undo` would need: its day is today's."""
    for path in sorted((folder / ".dhrplan").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (folder / ".dhrplan").rmdir()


def _meeting(year: Year, day: str) -> None:
    year.write(f"minutes/{day}.md", _MINUTES.format(day=day))
    year.commit(day, f"Decisions of the meeting of {day}")


def _spring(year: Year) -> None:
    year.write("dhrplan.toml", _SETTINGS)
    year.write(".gitignore", "forbidden-names.txt\n.dhrplan/\n")
    for name in ("DHR4.yaml", "DHR7.yaml"):
        year.edit(name, "stage: published\n", "stage: published\nsign_off: CSP\n")
    year.edit("DHR4.yaml", "sign_off: CSP\n", "review_every: 3 months\nsign_off: CSP\n")
    year.commit("2017-03-01", "The plans as published")
    for done in ("DHR4 1.1 1.2 1.3 1.4 5.1 6.1", "DHR7 1.1 2.1 5.1 6.1 7.1 8.1"):
        year.update(f"{done} --sign-off --by CSP", "2017-03-14")
    _meeting(year, "2017-03-14")
    # By hand, and without a word of why.
    year.edit("DHR4.yaml", "target: 2017-07\n", "target: 2017-09\n")
    year.commit("2017-05-04", "Dates as the trainers gave them")


def _summer(year: Year) -> None:
    year.update(
        "DHR4 4.1 --extend-to 2017-12 --approved-by CSP --reason",
        "2017-06-13",
        "The contract of Lifeline ends, and the new provider starts in October.",
    )
    moved = ("DHR4 6.2 --status in-progress --extend-to 2017-12 --approved-by CSP", "2017-06-13")
    year.update(*moved, "--reason", _NEW_COURSE)
    year.update("DHR7 3.1 4.1 --sign-off --by CSP --next-check 2017-12-31", "2017-06-13")
    _meeting(year, "2017-06-13")
    year.edit(
        "DHR4.yaml",
        "    addressed_to: [HO]\n",
        "    addressed_to: [HO]\n"
        "    responses:\n"
        "      - from: HO\n"
        "        sent: 2017-06-20\n"
        "        due: 2017-08-15\n",
    )
    year.commit("2017-06-20", "The letter to the Home Office has gone")
    year.update("DHR4 4.1 --note", "2017-08-21", "Pathway agreed with CAMHS.", "--by", "ELFT")
    year.update("DHR4 4.1 --milestone i --status complete --completed 2017-08-21", "2017-08-21")
    year.commit("2017-08-21", "News from ELFT")


def _autumn(year: Year) -> None:
    # An extension with its date, and no reason.
    year.edit(
        "DHR4.yaml",
        "        target: 2017-09\n",
        "        target: 2017-12\n"
        "        extensions:\n"
        "          - was: 2017-09\n"
        "            date: 2017-09-12\n"
        "            approved_by: CSP\n",
    )
    year.update("DHR4 7 --result partly --by CSP --reason", "2017-09-12", _HALF)
    _meeting(year, "2017-09-12")
    year.update("DHR7 5.1 --evidence", "2017-10-30", "Memo of 22 July 2016, and its audit")
    year.commit("2017-10-30", "Evidence from ELFT")
    year.update("DHR4 4.1 --ask-extension 2018-03 --by LL --reason", "2017-11-20", _NEW_STAFF)
    year.commit("2017-11-20", "Lifeline asks for time")


def _winter(year: Year) -> None:
    year.update("DHR4 4.1 --extend-to 2018-03 --approved-by CSP --reason", "2017-12-12", _NEW_STAFF)
    paused = ("DHR4 2.1 --status paused --by CSP --reason", "2017-12-12", _BILL)
    year.update(*paused, "--next-check", "")
    year.edit("DHR4.yaml", _LAST_LINE, _LAST_LINE + _NEW_ACTION)
    _meeting(year, "2017-12-12")
    year.update("DHR7 4.1 --checked lapsed --by LBTH-ASC --how", "2018-01-22", "Audit of 20 files")
    year.commit("2018-01-22", "The audit of supervision has lapsed")
    year.update(
        "DHR4 4.2 --status complete --completed 2018-02-06 --outcome",
        "2018-02-06",
        "Training held for 64 staff of five agencies.",
        "--evidence",
        "Attendance lists",
    )
    year.commit("2018-02-06", "The training is done")
    year.update("DHR4 4.1 --ask-extension 2018-06 --by LL --reason", "2018-02-20", _CUSTODY)
    year.update("DHR4 3.1 --status not-taken-forward --by CSP --reason", "2018-02-20", _TOOL)
    year.commit("2018-02-20", "Lifeline asks for time again; 3.1 is not taken forward")


_HALF = "The good practice has not been promoted to the Home Office yet."
_NEW_STAFF = "The new provider is still recruiting its staff."
_NEW_COURSE = "The police are writing a new course for all boroughs."
_CUSTODY = "The pathway from police custody needs a data sharing agreement."
_BILL = "The board waits for the draft bill on domestic abuse."
_TOOL = "The Ministry of Justice is reviewing the tool itself."
_LAST_LINE = "Strong links with Adults and Children's safeguarding boards.\n"
_NEW_ACTION = """\
      - id: "7.2"
        title: Good practice
        text: Send the good practice of the panel to the Home Office.
        lead: [LBTH]
        status: not-started
        target: 2018-05
"""

"""A repository of 41 commits over ten months, in which everything happens that a history can hold.

Two branches are merged, a plan is renamed, an action is split, a version cannot be read, ids are
renumbered, a name is withheld, dates move with and without a reason. Days are of 2025.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

REGISTER = """\
agencies:
  POL: {name: Northshire Police}
  NCC: {name: Northshire County Council}
  ICB: {name: Northshire ICB}
  CSP: {name: Northshire Community Safety Partnership}
"""

DHR98 = """\
format: 1
id: DHR98
title: Domestic Homicide Review 98
sign_off: CSP
recommendations:
  - id: "1"
    text: Agencies should share what they know about risk.
    actions:
      - id: "1.1"
        title: One referral form
        text: Agree one referral form for all agencies.
        lead: [POL]
        status: in-progress
        target: 2025-03-31
        milestones:
          - id: i
            text: Draft circulated to every agency
            target: 2025-05-01
      - id: "1.2"
        title: Joint training
        text: Train front-line staff together once a year.
        lead: [POL]
        status: not-started
        target: 2025-12-31
  - id: "2"
    text: Health services should ask about abuse.
    actions:
      - id: "2.1"
        title: Routine enquiry
        text: Ask every patient in the emergency department about abuse.
        lead: [ICB]
        status: not-started
        target: 2025-06-30
  - id: "3"
    text: Housing should act on reports from neighbours.
    actions:
      - id: "3.1"
        title: Reports from neighbours
        text: >-
          Write guidance for housing officers on reports from neighbours about noise and arguments,
          and check each quarter that every report led to a visit within five working days.
        lead: [NCC]
        status: in-progress
        target: 2025-12-31
"""

DHR99 = """\
format: 1
id: DHR99
title: Domestic Homicide Review 99
recommendations:
  - id: "1"
    text: The court should tell the police when an order ends.
    actions:
      - id: "1.1"
        text: Send a weekly list of orders that end.
        lead: [POL]
        status: not-started
        target: 2025-09-30
      - id: "1.2"
        text: Buy a new case management system for the listing office.
        lead: [NCC]
        status: not-started
  - id: "2"
    text: Schools should know whom to call.
    actions:
      - id: "2.1"
        text: Give each school the number of a named contact in social care.
        lead: [NCC]
        status: not-started
        target: 2025-10-31
"""

GUIDANCE = """\
        text: >-
          Write guidance for housing officers on reports from neighbours about noise and arguments.
"""

SECOND_HALF = """\
      - id: "3.2"
        title: Check of visits
        text: Check each quarter that every report led to a visit within five working days.
        lead: [NCC]
        status: not-started
        target: 2025-12-31
"""

WHOLE = """\
        text: >-
          Write guidance for housing officers on reports from neighbours about noise and arguments,
          and check each quarter that every report led to a visit within five working days.
"""

INSERTED = """\
  - id: "2"
    text: The partnership should publish what was learnt.
    actions:
      - id: "2.1"
        title: Learning brief
        text: Publish a learning brief of two pages.
        lead: [CSP]
        status: not-started
        target: 2025-11-30
"""

CONTACTS = """\
      - id: "2.1"
        text: Give each school the number of a named contact in social care.
        lead: [NCC]
        status: not-started
        target: 2025-10-31
"""

NAME = "Zo\u00eb Penhallow"
"""The name of the example of `forbidden-name`."""


class Script:
    """A repository that is written commit by commit."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.plans = top / "plans"
        self.plans.mkdir(parents=True)
        self.git("init", "--quiet")

    def git(self, *arguments: str, day: str = "01-01") -> str:
        """Run git on a day of 2025."""
        when = f"2025-{day}T12:00:00+0000"
        environment = {**os.environ, "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
        command = ["git", *arguments]
        return subprocess.run(
            command,
            cwd=self.top,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout

    def write(self, name: str, text: str) -> None:
        """Write a plan."""
        (self.plans / name).write_text(text, encoding="utf-8", newline="\n")

    def append(self, name: str, text: str) -> None:
        """Write a text at the end of a plan."""
        self.write(name, (self.plans / name).read_text(encoding="utf-8") + text)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that is in a plan once."""
        text = (self.plans / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, old, text.count(old))
        self.write(name, text.replace(old, new))

    def action(self, name: str, id_: str, old: str, new: str) -> None:
        """Replace a text that is in an action once."""
        text = (self.plans / name).read_text(encoding="utf-8")
        head, found, rest = text.partition(f'- id: "{id_}"\n        ')
        assert found, id_
        cut = rest.find('- id: "')
        own, others = (rest, "") if cut < 0 else (rest[:cut], rest[cut:])
        assert own.count(old) == 1, (id_, old, own)
        self.write(name, f"{head}{found}{own.replace(old, new)}{others}")

    def commit(self, day: str, message: str = "Plans") -> None:
        """Commit everything on a day of 2025."""
        self.git("add", "--all", day=day)
        self.git("commit", "--quiet", "--message", message, day=day)


EXTENSION = "        extensions:\n          - was: {}\n            reason: {}\n"
EVIDENCE = "        evidence: [Audit of 40 records in February]\n"
DONE = "status: complete\n        completed: 2025-03-10\n        outcome: 38 of 40 were asked.\n"
SIGNED = "        signed_off: {date: 2025-03-18, by: CSP}\n"
PAUSED = """\
status: paused
        decision: {date: 2025-06-12, by: CSP, reason: Waiting for the court}
"""
LAPSED = """\
        checks:
          - {date: 2025-07-08, by: CSP, found: lapsed, how: Audit of 20 records}
"""
NEWS = """\
        updates:
          - date: 2025-04-14
            text: The first list was sent.
"""
ASKED = """\
        extension_asked: {target: 2025-09-30, date: 2025-04-17, by: POL, reason: New system}
"""
AGREED = """\
          - was: 2025-07-31
            date: 2025-04-25
            reason: New system
"""
DROPPED = """\
status: not-taken-forward
        decision: {date: 2025-11-05, by: CSP, reason: No budget}
"""
ASKED_AGAIN = """\
        extension_asked: {target: 2026-04-30, date: 2025-11-12, by: NCC}
"""
ONE, OLD_TWO, TWO = "DHR98.yaml", "DHR99.yaml", "DHR99-N.yaml"


def scripted_repository(top: Path) -> None:
    """Write the repository; at the end an extension is asked for that is not committed."""
    script = Script(top)
    for season in (_winter, _spring, _early_summer, _late_summer, _autumn):
        season(script)


def _winter(s: Script) -> None:
    """The plans begin; a branch is merged; a date moves with a reason, and without."""
    s.write("agencies.yaml", REGISTER)
    s.write(ONE, DHR98)
    s.commit("01-10", "The first plan")
    s.write(OLD_TWO, DHR99)
    s.commit("01-20", "A second plan")
    moved = "target: 2025-05-31\n" + EXTENSION.format("2025-03-31", "Lead officer left")
    s.action(ONE, "1.1", "target: 2025-03-31\n", moved)
    s.commit("02-03")
    s.action(OLD_TWO, "1.1", "not-started", "in-progress")
    s.commit("02-10")
    s.git("switch", "--quiet", "--create", "health")
    s.action(ONE, "2.1", "status: not-started", "status: in-progress")
    s.commit("02-12")
    s.action(ONE, "2.1", "target: 2025-06-30\n", f"target: 2025-06-30\n{EVIDENCE}")
    s.commit("02-20")
    s.git("switch", "--quiet", "main")
    s.action(ONE, "1.2", "lead: [POL]", "lead: [NCC, POL]")
    s.commit("02-25")
    s.git("merge", "--quiet", "--no-ff", "--message", "Merge health", "health", day="03-01")
    s.action(ONE, "1.1", "target: 2025-05-31", "target: 2025-07-31")
    s.commit("03-05", "Later date, no reason given")
    s.action(ONE, "2.1", "status: in-progress\n", DONE)
    s.commit("03-12")
    s.action(ONE, "2.1", EVIDENCE, EVIDENCE + SIGNED)
    s.commit("03-20")


def _spring(s: Script) -> None:
    """A version that cannot be read, a review renamed, an action split, a name withheld."""
    s.action(ONE, "1.2", "title: Joint training", 'title: "Joint training')
    s.commit("04-01", "A quotation mark too many")
    s.action(ONE, "1.2", 'title: "Joint training', "title: Joint training")
    s.action(ONE, "1.2", "front-line staff together once", "front-line staff together twice")
    s.commit("04-02")
    s.git("mv", f"plans/{OLD_TWO}", f"plans/{TWO}")
    s.edit(TWO, "id: DHR99\n", "id: DHR99-N\n")
    s.commit("04-10", "The review has a new number")
    s.action(TWO, "1.1", "target: 2025-09-30\n", f"target: 2025-09-30\n{NEWS}")
    s.commit("04-15")
    s.action(ONE, "1.1", "        milestones", f"{ASKED}        milestones")
    s.commit("04-20")
    s.action(ONE, "1.1", ASKED, "")
    s.action(ONE, "1.1", "target: 2025-07-31", "target: 2025-09-30")
    s.action(ONE, "1.1", "        milestones", f"{AGREED}        milestones")
    s.commit("04-28")
    s.action(ONE, "3.1", WHOLE, GUIDANCE)
    s.append(ONE, SECOND_HALF)
    s.commit("05-05", "One action is two")
    reached = (
        "target: 2025-05-01\n            status: complete\n            completed: 2025-05-09\n"
    )
    s.action(ONE, "1.1", "target: 2025-05-01\n", reached)
    s.commit("05-12")
    named = f"status: in-progress\n        progress: {NAME} was asked.\n"
    s.action(ONE, "3.1", "status: in-progress\n", named)
    s.commit("05-20")
    s.action(ONE, "3.1", f"{NAME} was asked.", "The neighbour was asked.")
    s.commit("05-25", "Withhold a name")


def _early_summer(s: Script) -> None:
    """Ids are renumbered, an action is gone, a branch is merged, an action changes its review."""
    _renumber(s, ONE)
    s.commit("06-01", "A new recommendation 2; the numbers after it move")
    s.edit(TWO, DHR99[DHR99.index('      - id: "1.2"') : DHR99.index('  - id: "2"')], "")
    s.commit("06-10")
    s.git("switch", "--quiet", "--create", "court")
    s.action(ONE, "4.1", "status: in-progress\n", PAUSED)
    s.commit("06-15")
    s.git("switch", "--quiet", "main")
    s.action(ONE, "1.2", "target: 2025-12-31", "target: 2025-11-30")
    s.commit("06-18")
    s.git("merge", "--quiet", "--no-ff", "--message", "Merge court", "court", day="06-25")
    s.edit(TWO, f"    actions:\n{CONTACTS}", "")
    s.append(ONE, CONTACTS.replace("2.1", "4.3"))
    s.commit("07-01", "An action goes to another review")


def _late_summer(s: Script) -> None:
    """A check finds that practice has lapsed; the board decides; what is no change is none."""
    s.action(ONE, "3.1", EVIDENCE, EVIDENCE + LAPSED)
    s.commit("07-10")
    s.action(ONE, "3.1", DONE, "status: in-progress\n")
    s.action(ONE, "3.1", SIGNED, "")
    s.commit("07-20", "Take it up again")
    risk = "share what they know about risk.\n"
    s.edit(ONE, risk, f"{risk}    result: {{met: partly, date: 2025-07-30, by: CSP}}\n")
    s.commit("08-01")
    s.action(ONE, "4.2", "target: 2025-12-31", "target: 2025-10-31")
    s.commit("08-10")
    done = "status: complete\n        completed: 2025-08-15\n"
    s.action(ONE, "1.1", "status: in-progress\n", done)
    s.commit("08-20")
    s.edit(ONE, "format: 1\n", "# Checked by the board.\nformat: 1\n")
    s.commit("09-01", "A comment")
    s.edit("agencies.yaml", "Northshire Police}", "Northshire Police, aliases: [Police]}")
    s.commit("09-10")
    s.action(ONE, "1.2", "lead: [NCC, POL]", "lead: [NCC, Police]")
    s.commit("09-12", "Another name of the same body")


def _autumn(s: Script) -> None:
    """Dates move again, an action is not taken forward, and the last change is not committed."""
    settings = "meetings = [2025-06-30, 2025-12-01]\n"
    (s.top / "dhrplan.toml").write_text(settings, encoding="utf-8")
    s.commit("09-20")
    later = "target: 2026-01-31\n" + EXTENSION.format("2025-10-31", "No officer in post")
    s.action(ONE, "4.2", "target: 2025-10-31\n", later)
    s.commit("10-01")
    s.action(ONE, "4.1", PAUSED, "status: in-progress\n")
    s.commit("10-10")
    title = "title: Domestic Homicide Review 99"
    s.edit(TWO, title, f"{title} North")
    s.commit("10-20")
    housing = "Housing should act on reports from neighbours.\n"
    s.edit(ONE, housing, f"{housing}    notes: [Raised by another review too]\n")
    s.commit("11-01")
    s.action(ONE, "1.2", "status: not-started\n", DROPPED)
    s.commit("11-10")
    s.action(ONE, "4.2", "        extensions", f"{ASKED_AGAIN}        extensions")


@cache
def shared_repository() -> Path:
    """The repository for tests that only read it, with the withheld name on the list of names."""
    top = Path(tempfile.mkdtemp(prefix="scripted-"))
    atexit.register(shutil.rmtree, top, ignore_errors=True)
    scripted_repository(top)
    (top / "forbidden-names.txt").write_text(f"{NAME}\n", encoding="utf-8")
    return top


def _renumber(s: Script, name: str) -> None:
    text = (s.plans / name).read_text(encoding="utf-8")
    for old, new in (("3", "4"), ("2", "3")):
        text = text.replace(f'  - id: "{old}"\n', f'  - id: "{new}"\n')
        text = text.replace(f'- id: "{old}.', f'- id: "{new}.')
    at = text.index('  - id: "3"\n')
    s.write(name, text[:at] + INSERTED + text[at:])

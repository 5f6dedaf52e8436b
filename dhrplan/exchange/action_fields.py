"""The fields of an action, out of the cells of its row.

Each method takes a cell of one meaning. What it cannot read for certain is kept in `as_written` or
in the notes, with a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from dhrplan.exchange.account import Account
from dhrplan.exchange.cell_values import (
    DITTO,
    NOTHING,
    Part,
    StatusReading,
    bullet_marks,
    bullets,
    colour_name,
    dated_entries,
    parts,
    read_answer,
    read_completion,
    read_day,
    read_status,
    read_target,
    read_yes_no,
)
from dhrplan.exchange.columns import Meaning
from dhrplan.exchange.grid import Cell, Remark
from dhrplan.exchange.leads import Leads
from dhrplan.exchange.tables import HeadedCell
from dhrplan.model.dates.parse import parse_period
from dhrplan.model.dates.values import Period
from dhrplan.plan.fields import SCOPE

Record = dict[str, Any]


_NONE = re.compile(r"n/?a|none|nil|not applicable|\W*", re.IGNORECASE)
_IS_SHARE = re.compile(r"%|per ?cent", re.IGNORECASE)
_SHARE = re.compile(r"[0-9]{1,3}(?:[.,][0-9]+)?\s*(?:%|per ?cent)?(?: complete)?", re.IGNORECASE)
_NOT = re.compile(r"\b(?:did|does|was|were|is|has|have) not\b|\bunworkable\b", re.IGNORECASE)
_UNDONE = re.compile(
    r"(?:complete[d]?|done|[0-9]{2})\s*(?:[:;,.(\n\u2013-]\s*)+"
    r"(?:(?:but|then|now|later|since|was|has been) )*"
    r"(?:postponed|cancelled|deferred|re-?opened|abandoned|incomplete"
    r"|not (?:yet )?(?:achieved|complete|completed|done|met|finished|implemented))\b",
    re.IGNORECASE,
)
"""A completion, and at once words that deny it."""
_CUT = re.compile(
    r"(?:\u2026|\.\.\.|,|\b(?:and|or|the|of|to|with|for|an|in|by))\s*$", re.IGNORECASE
)
"""An end that no sentence has."""


class Doubt(NamedTuple):
    """Something that the document does not say clearly.

    Attributes:
        place: `table 2, row 5, "Target date"`.
        message: A sentence.
        record: The record that it is about.
        key: The key above which the doubt is noted.
    """

    place: str
    message: str
    record: Record
    key: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class FieldsOfAction:
    """Fills the fields of actions, and keeps the account and the doubts of a whole import.

    Attributes:
        meanings: The meanings of all columns of the document.
        last_lead: The last action that named a lead, for cells that repeat it.
    """

    def __init__(self, leads: Leads, meanings: set[Meaning | None]) -> None:
        self.leads = leads
        self.meanings = meanings
        self.account = Account()
        self.doubts: list[Doubt] = []
        self.last_lead: Record | None = None
        self.said_once: set[tuple[str, str]] = set()
        self.dropped: list[tuple[str, str, str]] = []

    def drop(self, entry: HeadedCell, reason: str) -> None:
        """Leave out the words of a cell, and list the reason."""
        self.account.dropped(entry.cell, reason)
        if re.search(r"\w|[\"\u3003]", entry.text):
            self.dropped.append((entry.place, entry.text, reason))

    def keep_in_notes(self, entry: HeadedCell, record: Record) -> None:
        """Keep the words of a cell in the notes, with the head of its column."""
        self.note(record, f"{entry.head.text}: {entry.text}")
        self.account.kept(entry.cell, entry.text, record, "notes")

    def scope(self, record: Record, entry: HeadedCell) -> None:
        """Fill the scope of a recommendation."""
        words = " ".join(entry.text.split()).strip(" .").casefold()
        if words in SCOPE.values:
            record["scope"] = words
            self.account.read(entry.cell, entry.text, "scope")
            return
        self.keep_in_notes(entry, record)
        self.doubt(entry.place, "Is this local, regional or national?", record, "scope")

    # -- fields of an action -----------------------------------------------------------------------

    def lead(self, action: Record, entry: HeadedCell) -> None:
        """Fill the lead; a blank cell or a ditto mark repeats the one above."""
        if not entry.text or DITTO.fullmatch(entry.text.strip()):
            if entry.text:
                self.drop(entry, "the same as above")
            if self.last_lead and entry.starts:
                record = self.last_lead
                for key in ("lead", "partners", "post"):
                    if key in record:
                        action[key] = record[key]
                if not entry.text and "lead" in record:
                    message = "The cell is blank. The lead is that of the row above."
                    self.doubt(entry.place, message, action, "lead")
            return
        self.bodies(action, "lead", entry)
        self.last_lead = action

    def bodies(self, record: Record, key: str, entry: HeadedCell, *, persons: bool = False) -> None:
        """Fill a list of agencies."""
        is_action = key == "lead"
        officers = persons or bool(re.search(r"officer|person", entry.head.text, re.IGNORECASE))
        self.doubt_if_cut(record, key, entry)
        reading = self.leads.read(entry.text, persons=officers)
        if reading.leads:
            record[key] = list(dict.fromkeys((*record.get(key, ()), *reading.leads)))
        if reading.partners:
            record["partners" if is_action else key] = list(reading.partners)
        if reading.post and is_action:
            record["post"] = reading.post
        if not entry.starts:
            return
        if reading.is_whole and reading.leads:
            self.account.read(entry.cell, entry.text, key)
        elif key in {"lead", "partners"}:
            self._as_written(record, key, entry)
        elif len(reading.leads) > 1 and not reading.doubt:
            self.account.read(entry.cell, entry.text, key)
        else:
            self.keep_in_notes(entry, record)
        if reading.doubt and not NOTHING.fullmatch(entry.text):
            self.doubt(entry.place, reading.doubt, record, key if key in record else "as_written")

    def partners(self, action: Record, entry: HeadedCell) -> None:
        """Fill the partners."""
        self.bodies(action, "partners", entry)

    def post(self, action: Record, entry: HeadedCell) -> None:
        """A column of officers: their post, and their agency if it says it."""
        if "lead" in self.meanings:
            reading = self.leads.read(entry.text, persons=True)
            if reading.post and not reading.leads:
                action["post"] = " ".join(entry.text.split())
                self.account.read(entry.cell, entry.text, "post")
                return
            self._as_written(action, "lead", entry)
            if not NOTHING.fullmatch(entry.text):
                message = "This is not a post of an agency. Is it a person?"
                self.doubt(entry.place, message, action, "as_written")
            return
        self.bodies(action, "lead", entry, persons=True)

    def status(self, action: Record, entry: HeadedCell) -> None:
        """Fill the status, or the rating by the colour of a blank cell."""
        if not entry.text:
            self._colour(action, entry)
            return
        _, numbered = parts(entry.text)
        if numbered and self.apply_parts(action, numbered, "status"):
            self._as_written(action, "status", entry)
            return
        self._apply_status(action, read_status(entry.text), entry, "status")

    def is_complete(self, action: Record, entry: HeadedCell) -> None:
        """Fill the status by a tick, a yes or a no."""
        self._apply_status(action, read_yes_no(entry.text), entry, "status")

    def _apply_status(
        self, action: Record, reading: StatusReading, entry: HeadedCell, key: str
    ) -> None:
        is_whole = self._set_status(action, reading, entry) and reading.is_whole
        if reading.target and "target" not in action:
            action["target"] = reading.target
        if reading.rating and reading.is_whole and entry.starts:
            self.add_text(action, "rating", entry)
            return
        if reading.rating:
            action["rating"] = reading.rating
        if is_whole and entry.starts:
            self.account.read(entry.cell, entry.text, "status")
        elif not is_whole:
            self._as_written(action, key, entry)
        if reading.doubt:
            self.doubt(entry.place, reading.doubt, action, "as_written")

    def _set_status(self, action: Record, reading: StatusReading, entry: HeadedCell) -> bool:
        """Set status and date of completion; False if another cell says another status."""
        had = action.get("status")
        if reading.completed:
            action.setdefault("completed", reading.completed)
        if reading.status and had and had != reading.status:
            message = f"The status is `{had}` in another cell. Here it is `{reading.status}`."
            self.doubt(entry.place, message, action, "status")
            return False
        if reading.status:
            action["status"] = str(reading.status)
        return True

    def apply_parts(self, action: Record, numbered: tuple[Part, ...], key: str) -> bool:
        """Give the milestones of an action what a cell says for each by number."""
        by_id = {one.get("id"): one for one in action.get("milestones", ())}
        if not by_id or not all(part.label in by_id for part in numbered):
            return False
        for part in numbered:
            milestone = by_id[part.label]
            if key == "status":
                reading = read_status(part.text)
                values = {"status": str(reading.status), "completed": reading.completed}
            elif done := read_completion(part.text):
                values = {"status": done.status, "completed": done.completed}
            else:
                target = read_target(Cell(part.text, 0, 0))
                values = {key: target.target}
                if target.status:
                    values = {"status": str(target.status.status)}
            milestone.update({name: value for name, value in values.items() if value})
        return True

    def target(self, action: Record, entry: HeadedCell) -> None:
        """Fill the target, earlier targets, and a status in the place of a date."""
        _, numbered = parts(entry.text)
        if numbered and self.apply_parts(action, numbered, "target"):
            self._as_written(action, "target", entry)
            return
        reading = read_target(entry.cell)
        if reading.target:
            action["target"] = reading.target
        if reading.was:
            action["extensions"] = [{"was": one} for one in reading.was]
        if reading.review_every:
            action.setdefault("review_every", reading.review_every)
        if reading.status:
            self._set_status(action, reading.status, entry)
        if not entry.starts:
            return
        if reading.is_whole and not reading.status:
            self.account.read(entry.cell, entry.text, "target")
        else:
            self._as_written(action, "target", entry)
        if reading.doubt:
            key = "target" if "target" in action else "as_written"
            self.doubt(entry.place, reading.doubt, action, key)

    def revised_target(self, action: Record, entry: HeadedCell) -> None:
        """Fill the target by a revised one, which makes the first an extension."""
        if _NONE.fullmatch(entry.text.strip()):
            self.drop(entry, "says that there is none")
            return
        if NOTHING.fullmatch(entry.text.strip()):
            self._as_written(action, "target", entry)
            return
        reading = read_target(entry.cell)
        if not reading.target:
            self.keep_in_notes(entry, action)
            self.doubt(entry.place, reading.doubt or "Is this a date?", action, "notes")
            return
        if "target" in action and action["target"] != reading.target:
            action.setdefault("extensions", []).append({"was": action["target"]})
        action["target"] = reading.target
        if entry.starts:
            if reading.is_whole:
                self.account.read(entry.cell, entry.text, "target")
            else:
                self.keep_in_notes(entry, action)

    def original_target(self, action: Record, entry: HeadedCell) -> None:
        """Fill the first target, which is an extension if there is a later one."""
        reading = read_target(entry.cell)
        if not reading.target:
            self._keep_unless_blank(action, entry)
            return
        if "target" not in action:
            action["target"] = reading.target
        elif action["target"] != reading.target:
            action.setdefault("extensions", []).insert(0, {"was": reading.target})
        if entry.starts:
            self.account.read(entry.cell, entry.text, "target")

    def completed(self, action: Record, entry: HeadedCell) -> None:
        """Fill the date of completion."""
        _, numbered = parts(entry.text)
        if numbered and self.apply_parts(action, numbered, "completed"):
            self._as_written(action, "completed", entry)
            return
        when = entry.cell.when
        day = when.isoformat() if when else ""
        if not day and (found := read_day(entry.text)):
            day = found.canonical
        if day:
            action["completed"] = day
            self.account.read(entry.cell, entry.text, "completed")
            if not action.get("status") and not self.meanings & {"status", "is_complete"}:
                action["status"] = "complete"
            return
        if NOTHING.fullmatch(entry.text):
            self._keep_unless_blank(action, entry)
            return
        if done := read_completion(entry.text):
            self._apply_status(
                action, StatusReading(done.status, done.completed), entry, "completed"
            )
            return
        reading = read_status(entry.text)
        if reading.status:
            self._apply_status(action, reading, entry, "completed")
            return
        self._as_written(action, "completed", entry)
        self.doubt(entry.place, "When was it completed, if it was?", action, "as_written")

    def completed_and_outcome(self, action: Record, entry: HeadedCell) -> None:
        """A date or "Completed: ..." on a line of its own; the rest is the outcome."""
        if _UNDONE.search(entry.text):
            self._as_written(action, "completed", entry)
            message = "Was it completed? The cell also says that it was not."
            self.doubt(entry.place, message, action, "as_written")
            return
        self._completion_and_rest(action, entry)

    def _completion_and_rest(self, action: Record, entry: HeadedCell) -> None:
        rest: list[str] = []
        for line in entry.text.split("\n"):
            done = read_completion(line)
            found = None if done else read_day(line)
            if done or found:
                day = done.completed if done else found.canonical if found else ""
                if "completed" in action and day:
                    rest.append(line)
                    continue
                if day:
                    action["completed"] = day
                if done and not action.get("status"):
                    action["status"] = done.status
                elif not done and not action.get("status") and "status" not in self.meanings:
                    action["status"] = "complete"
                self.account.read(entry.cell, line, "completed")
                continue
            reading = read_status(line) if not rest and len(line.split()) <= 4 else None  # noqa: PLR2004
            if reading and reading.status and not action.get("status"):
                action["status"] = str(reading.status)
                self.account.read(entry.cell, line, "status")
            else:
                rest.append(line)
        if rest:
            words = "\n".join(rest)
            first = re.match(r"(.{6,40}?)\s*(?:[:;,\u2013-]\s|\.\s)(.+)", words, re.DOTALL)
            when = read_day(first[1]) if first else None
            done = read_completion(first[1]) if first else None
            if first and "completed" not in action and (when or (done and done.completed)):
                action["completed"] = when.canonical if when else done.completed if done else ""
                action.setdefault("status", done.status if done else "complete")
                self.account.read(entry.cell, words[: len(words) - len(first[2])], "completed")
                words = first[2]
            self._outcome_text(action, words, entry)

    def outcome(self, action: Record, entry: HeadedCell) -> None:
        """Fill the outcome, and a completion on its first line."""
        lines = entry.text.split("\n")
        done = read_completion(lines[0])
        if done and not action.get("status"):
            action["status"] = done.status
            if done.completed:
                action.setdefault("completed", done.completed)
            self._as_written(action, "status", entry, lines[0])
            words = "\n".join(lines[1:])
            if words:
                self._outcome_text(action, words, entry)
            return
        self._outcome_text(action, entry.text, entry)

    def _outcome_text(self, action: Record, words: str, entry: HeadedCell) -> None:
        is_done = action.get("status") in {"complete", "complete-ongoing"} or action.get(
            "completed"
        )
        key = "outcome" if is_done else "progress"
        action[key] = "\n".join(filter(None, (action.get(key), words)))
        self.account.kept(entry.cell, words, action, key)
        if not is_done and entry.head.meaning == "outcome":
            message = (
                "The outcome of work that is not complete may be what is hoped for. It is kept as "
                "`progress`."
            )
            self.doubt_once(entry, message, action, key)

    def milestones(self, action: Record, entry: HeadedCell) -> None:
        """Fill the milestones, and a completion on a line among them."""
        lines = entry.text.split("\n")
        kept: list[str] = []
        for line in lines:
            done = read_completion(line)
            if done is None or (not done.completed and len(lines) == 1):
                kept.append(line)
                continue
            self._set_status(action, StatusReading(done.status, done.completed), entry)
            written = action.setdefault("as_written", {})
            written["status"] = "\n".join(filter(None, (written.get("status"), line)))
            self.account.kept(entry.cell, line, action, "as_written")
        words = "\n".join(kept)
        if not words:
            return
        before, numbered = parts(words, from_first=False)
        milestones = action.setdefault("milestones", [])
        if numbered:
            for item in bullets(before):
                self._add_milestone(milestones, entry, item)
            if before.strip():
                message = (
                    "Lines without a number are beside numbered milestones. Are they some too?"
                )
                self.doubt(entry.place, message, action, "milestones")
            self.milestones_of_parts(action, entry, numbered)
            self.doubt_milestones(action, entry)
            return
        for item in bullets(words):
            self._add_milestone(milestones, entry, item)
        self.doubt_milestones(action, entry)
        self.account.read(entry.cell, bullet_marks(words), "list")

    def doubt_milestones(self, action: Record, entry: HeadedCell) -> None:
        """A doubt where a milestone says what did not happen: it may be an outcome."""
        for one in action.get("milestones", ()):
            if _NOT.search(one["text"]):
                words = " ".join(one["text"].split()[:6])
                message = f"Is this a milestone, or an outcome: \u201c{words}\u2026\u201d?"
                self.doubt(entry.place, message, action, "milestones")

    def _add_milestone(self, milestones: list[Record], entry: HeadedCell, text: str) -> None:
        if text.strip():
            milestone: Record = {"text": text}
            milestones.append(milestone)
            self.account.kept(entry.cell, text, milestone, "text")

    def evidence(self, action: Record, entry: HeadedCell) -> None:
        """Fill the evidence, one entry for each bullet or line."""
        items = list(bullets(entry.text))
        action.setdefault("evidence", []).extend(items)
        self.account.read(entry.cell, bullet_marks(entry.text), "list")
        for item in items:
            self.account.kept(entry.cell, item, action, "evidence")

    def updates(self, action: Record, entry: HeadedCell) -> None:
        """Fill the updates, by the period of the column or the dates in the cell."""
        if NOTHING.fullmatch(entry.text):
            self._keep_unless_blank(action, entry)
            return
        if entry.head.period:
            self._add_update(action, entry, entry.head.period.canonical, entry.text)
            return
        before, dated = dated_entries(entry.text)
        if not dated:
            self.progress(action, entry)
            return
        if before:
            action["progress"] = "\n".join(filter(None, (action.get("progress"), before)))
            self.account.kept(entry.cell, before, action, "progress")
        for day, words, written in dated:
            self._add_update(action, entry, day, words)
            self.account.read(entry.cell, written[: len(written) - len(words)], "date")

    def _add_update(self, action: Record, entry: HeadedCell, day: str, words: str) -> None:
        update = {"date": day, "text": words}
        action.setdefault("updates", []).append(update)
        self.account.kept(entry.cell, words, update, "text")

    def progress(self, action: Record, entry: HeadedCell) -> None:
        """Fill the progress, or updates where each line has a date."""
        if entry.head.meaning == "progress" and len(dated_entries(entry.text)[1]) > 1:
            self.updates(action, entry._replace(head=entry.head._replace(meaning="updates")))
            return
        self.add_text(action, "progress", entry)

    def next_check(self, action: Record, entry: HeadedCell) -> None:
        """Fill the next check."""
        reading = read_target(entry.cell)
        if reading.target and reading.is_whole:
            action["next_check"] = reading.target
            self.account.read(entry.cell, entry.text, "next_check")
        elif reading.review_every:
            action["review_every"] = reading.review_every
            self._keep_words(action, "next_check", entry, whole=reading.is_whole)
        else:
            if reading.target:
                action["next_check"] = reading.target
            self._as_written(action, "next_check", entry)
            if reading.doubt:
                self.doubt(entry.place, reading.doubt, action, "as_written")

    def review_every(self, action: Record, entry: HeadedCell) -> None:
        """Fill how often it is reviewed."""
        period = parse_period(entry.text)
        often = (
            period.canonical if isinstance(period, Period) else read_target(entry.cell).review_every
        )
        if often:
            action["review_every"] = often
            self._keep_words(action, "next_check", entry, whole=len(entry.text.split()) <= 3)  # noqa: PLR2004
        else:
            self.keep_in_notes(entry, action)
            if not NOTHING.fullmatch(entry.text):
                self.doubt(entry.place, "How often is this?", action, "notes")

    def _keep_words(self, action: Record, key: str, entry: HeadedCell, *, whole: bool) -> None:
        if whole:
            self.account.read(entry.cell, entry.text, key)
        else:
            self._as_written(action, key, entry)

    def rating(self, action: Record, entry: HeadedCell) -> None:
        """Fill the rating, in the source's own words."""
        if _NONE.fullmatch(entry.text.strip()):
            if entry.text and entry.starts:
                self.drop(entry, "says that there is none")
            self._colour(action, entry)
            return
        if _IS_SHARE.search(entry.head.text) and not _SHARE.fullmatch(entry.text.strip()):
            self.doubt(entry.place, "This is not a share in numbers.", action, "rating")
        reading = read_status(entry.text)
        if reading.status and not action.get("status"):
            action["status"] = str(reading.status)
        if entry.starts:
            self.add_text(action, "rating", entry)
        else:
            action.setdefault("rating", " ".join(entry.text.split()))

    def _colour(self, action: Record, entry: HeadedCell) -> None:
        colour = entry.cell.colour
        name = colour_name(colour) if colour else ""
        if colour and not name:
            self.doubt(entry.place, "What does the colour of the cell mean?", action, "rating")
        if name:
            action.setdefault("rating", name)
            self.doubt_once(
                entry, "The rating is by the colour of the cell alone.", action, "rating"
            )

    def acceptance(self, recommendation: Record, action: Record, entry: HeadedCell) -> None:
        """Fill the answer to the recommendation."""
        if not entry.starts or NOTHING.fullmatch(entry.text):
            self._keep_unless_blank(action, entry)
            return
        answer = read_answer(entry.text)
        leads = action.get("lead", ())
        response: Record = {"from": leads[0]} if len(leads) == 1 else {}
        if answer:
            response["answer"] = answer
            self.account.read(entry.cell, entry.text, "answer")
        else:
            response["text"] = entry.text
            self.account.kept(entry.cell, entry.text, response, "text")
        recommendation.setdefault("responses", []).append(response)

    def title(self, action: Record, entry: HeadedCell) -> None:
        """Fill the title."""
        self.add_text(action, "title", entry)

    def expected(self, action: Record, entry: HeadedCell) -> None:
        """Fill what is expected to change."""
        self.add_text(action, "expected", entry)

    def ref(self, action: Record, entry: HeadedCell) -> None:
        """Fill the reference."""
        if not self.account.is_placed(entry.cell):  # left of the recommendation it belongs there
            self.add_text(action, "ref", entry)

    def section(self, action: Record, entry: HeadedCell) -> None:
        """Fill the section."""
        self.add_text(action, "section", entry)

    def notes(self, action: Record, entry: HeadedCell) -> None:
        """Keep the cell in the notes."""
        self.keep_in_notes(entry, action)

    # -- words -------------------------------------------------------------------------------------

    def add_text(self, record: Record, key: str, entry: HeadedCell) -> None:
        """Add the words of a cell to a text."""
        if entry.text in str(record.get(key, "")).split("\n\n"):
            return
        one_line = key in {"ref", "rating", "title", "section"}
        words = " ".join(entry.text.split()) if one_line else entry.text
        joiner = "; " if one_line else "\n"
        record[key] = joiner.join(filter(None, (record.get(key), words)))
        self.account.kept(entry.cell, entry.text, record, key)

    def _as_written(self, record: Record, key: str, entry: HeadedCell, words: str = "") -> None:
        if not entry.text:
            return
        written = record.setdefault("as_written", {})
        words = words or entry.text
        if words not in written.get(key, ""):
            written[key] = "\n".join(filter(None, (written.get(key), words)))
        self.account.kept(entry.cell, words, record, "as_written")

    def _keep_unless_blank(self, record: Record, entry: HeadedCell) -> None:
        if entry.starts and re.search(r"\w", entry.text):
            self.keep_in_notes(entry, record)
        elif entry.starts:
            self.account.read(entry.cell, entry.text, "nothing")

    def note(self, record: Record, text: str) -> None:
        """Add a note, once."""
        if text and text not in record.setdefault("notes", []):
            record["notes"].append(text)

    def remarks(self, cell: Cell, place: str, record: Record) -> None:
        """Keep what a cell holds besides its words."""
        for remark in cell.remarks:
            self.remark(remark, place, record)

    def remark(self, remark: Remark, place: str, record: Record) -> None:
        """Keep what a cell holds besides its words, and say so where it changes them."""
        words = remark.text
        day = f" of {remark.day.day} {remark.day:%B %Y}" if remark.day else ""
        if label := _KEPT_REMARKS.get(remark.kind):
            self.note(record, f"{label}{day}: {words}")
        if message := _TOLD_REMARKS.get(remark.kind):
            self.doubt(place, message.format(day=day, words=words), record, "notes")

    # -- doubts ------------------------------------------------------------------------------------

    def doubt_if_cut(self, record: Record, key: str, entry: HeadedCell) -> None:
        """A doubt if the words of a cell end as if more of them had followed."""
        if _CUT.search(entry.text):
            self.doubt(entry.place, "The words may have been cut off.", record, key)

    def doubt(self, place: str, message: str, record: Record, key: str) -> None:
        """Add a doubt."""
        self.doubts.append(Doubt(place, message, record, key))

    def doubt_once(self, entry: HeadedCell, message: str, record: Record, key: str) -> None:
        """A doubt that holds for a whole column, at its first cell."""
        if (entry.head.text, message) not in self.said_once:
            self.said_once.add((entry.head.text, message))
            self.doubt(entry.place, message, record, key)

    def milestones_of_parts(
        self, action: Record, entry: HeadedCell, numbered: tuple[Part, ...]
    ) -> None:
        """Add the numbered parts of a cell as milestones."""
        milestones = action.setdefault("milestones", [])
        for part in numbered:
            milestone: Record = {"id": part.label, "text": part.text or part.written}
            milestones.append(milestone)
            label = part.written[: len(part.written) - len(part.text)] if part.text else ""
            self.account.read(entry.cell, label, "id")
            self.account.kept(entry.cell, milestone["text"], milestone, "text")


FILL: Mapping[str, Callable[[FieldsOfAction, Record, HeadedCell], None]] = {
    "ref": FieldsOfAction.ref,
    "title": FieldsOfAction.title,
    "section": FieldsOfAction.section,
    "post": FieldsOfAction.post,
    "partners": FieldsOfAction.partners,
    "milestones": FieldsOfAction.milestones,
    "status": FieldsOfAction.status,
    "is_complete": FieldsOfAction.is_complete,
    "rating": FieldsOfAction.rating,
    "target": FieldsOfAction.target,
    "revised_target": FieldsOfAction.revised_target,
    "original_target": FieldsOfAction.original_target,
    "completed": FieldsOfAction.completed,
    "completed_and_outcome": FieldsOfAction.completed_and_outcome,
    "expected": FieldsOfAction.expected,
    "outcome": FieldsOfAction.outcome,
    "progress": FieldsOfAction.progress,
    "updates": FieldsOfAction.updates,
    "evidence": FieldsOfAction.evidence,
    "next_check": FieldsOfAction.next_check,
    "review_every": FieldsOfAction.review_every,
    "notes": FieldsOfAction.notes,
}


_KEPT_REMARKS = {
    "comment": "Comment",
    "note": "Footnote",
    "header": "Page header or footer",
    "deleted": "Deleted in the document",
    "hidden": "Hidden in the document",
    "link": "Link",
    "picture": "Picture",
}
_TOLD_REMARKS = {
    "inserted": "Tracked words{day} are taken as part of the text: \u201c{words}\u201d.",
    "deleted": "Words were deleted{day}, and are left out: \u201c{words}\u201d.",
    "hidden": "Hidden words are kept in the notes only: \u201c{words}\u201d.",
    "picture": "A picture cannot be read.",
    "formula": "The value was calculated: {words}",
    "warning": "{words}",
}

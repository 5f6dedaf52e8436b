"""A plan out of the tables of a document, with what is doubtful.

What the document does not say stays unsaid. What fits no field is kept in `as_written` or in the
notes, and the account proves at the end that no character of a cell was lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dhrplan.exchange.account import Account, squashed
from dhrplan.exchange.columns import Meaning
from dhrplan.exchange.grid import Cell, Document, Remark
from dhrplan.exchange.leads import Leads
from dhrplan.exchange.tables import Entry, PlanRows, Row, plan_rows
from dhrplan.exchange.values import (
    DITTO,
    NOTHING,
    Part,
    StatusReading,
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
from dhrplan.model.agencies import Register
from dhrplan.model.dates.parse import parse_period
from dhrplan.model.dates.values import Period
from dhrplan.plan.convert import ValueFault, convert
from dhrplan.plan.fields import SCOPE, Id

Record = dict[str, Any]


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


@dataclass
class Understood:
    """A plan as it was understood.

    Attributes:
        plan: The plan as records and lists, with values as they are written in a plan.
        doubts: In the order of the document.
        proposed: Names of agencies that the register lacks, by their proposed codes.
        dropped: What was left out: place, words and reason.
        lost: The places of cells of which characters are missing; always empty, as tests hold.
    """

    plan: Record
    doubts: list[Doubt] = field(default_factory=list)
    proposed: dict[str, str] = field(default_factory=dict)
    dropped: list[tuple[str, str, str]] = field(default_factory=list)
    lost: tuple[str, ...] = ()
    rows: PlanRows = field(default_factory=PlanRows)

    @property
    def actions(self) -> Iterator[Record]:
        """The actions, in order."""
        for one in self.plan["recommendations"]:
            yield from one.get("actions", ())


def understand(
    document: Document,
    review: str,
    file: str,
    register: Register,
    *,
    title: str = "",
    named: dict[str, Meaning] | None = None,
    propose: bool = True,
) -> Understood:
    """The plan in a document.

    Args:
        document: The document.
        review: The id of the review.
        file: The name of the file, which `source` names.
        register: The agencies that are known.
        title: The title of the review if the document has none.
        named: The meanings of heads that the user gave.
        propose: Whether unknown agencies get codes.
    """
    rows = plan_rows(document, named)
    leads = Leads(register, propose)
    leads.learn(one.text for row in rows.rows for one in row.of("lead", "partners", "addressed_to"))
    return _Builder(document, rows, leads).build(review, file, title)


class _Builder:
    def __init__(self, document: Document, rows: PlanRows, leads: Leads) -> None:
        self.document = document
        self.rows = rows
        self.leads = leads
        self.account = Account()
        self.doubts: list[Doubt] = []
        self.plan: Record = {}
        self.recommendations: list[Record] = []
        self.action: Record | None = None
        self.recommendation_cell: Cell | None = None
        self.last_lead: tuple[Entry, Record] | None = None
        self.has_source_numbers = False
        self.meanings = {one.head.meaning for row in rows.rows for one in row.entries}
        self.number_is_of_action = self._number_is_of_action()
        self.said_once: set[tuple[str, str]] = set()
        self.ids_wanted: list[tuple[Record, str, str, str]] = []
        self.cell_actions: dict[int, tuple[Entry, list[Record]]] = {}

    # -- the plan ----------------------------------------------------------------------------------

    def build(self, review: str, file: str, title: str) -> Understood:
        rows = self.rows
        self.plan["id"] = review
        if kind := next((one for one in ("DARDR", "DHR") if review.upper().startswith(one)), None):
            self.plan["kind"] = kind
        self.plan["title"] = " ".join(rows.title.split()) or title or review
        if rows.title_cell:
            self.account.kept(rows.title_cell, rows.title_cell.text, self.plan, "title")
        self.plan["source"] = {"title": " ".join(rows.title.split()) or file}
        if rows.introduction:
            self.plan["introduction"] = "\n".join(rows.introduction)
        for row in rows.rows:
            self._row(row)
        self._finish_actions()
        numbering = "source" if self.has_source_numbers else "ours"
        self.plan["source"]["numbering"] = numbering
        self.plan["recommendations"] = self.recommendations
        self._asides()
        lost = self._check()
        return Understood(
            _tidy(self.plan),
            self.doubts,
            self.leads.proposed,
            [(one.place, one.cell.text, one.reason) for one in rows.dropped],
            lost,
            rows,
        )

    def _asides(self) -> None:
        for aside in self.rows.asides:
            self._note(self.plan, aside.text)
            for cell in aside.cells:
                self.account.kept(cell, cell.text, self.plan, "notes")
                self._remarks(cell, "", self.plan)
        for name in self.rows.other_tables:
            message = "This table is not part of the plan. Its words are in the plan's notes."
            self._doubt(name or "the file", message, self.plan, "notes")
        for text, cell in self.rows.sections:
            for record in (*self.recommendations, *_actions(self.recommendations)):
                if record.get("section") == text:
                    self.account.kept(cell, text, record, "section")
                    break
        for one in self.rows.dropped:
            self.account.dropped(one.cell, one.reason)
            self._remarks(one.cell, one.place, self.plan)
        for remark in self.document.remarks:
            self._remark(remark, "the document", self.plan)

    def _check(self) -> tuple[str, ...]:
        """Put what is not placed yet into the notes, and count once more."""
        for grid in self.document.grids:
            for cell in grid.cells:
                if not self.account.is_placed(cell):
                    place = f"{grid.name}, row {cell.row + 1}".lstrip(", ")
                    self._note(self.plan, cell.text)
                    self.account.kept(cell, cell.text, self.plan, "notes")
                    message = "These words fit no field. They are in the plan's notes."
                    self._doubt(place, message, self.plan, "notes")
        return tuple(f"row {one.cell.row + 1}" for one in self.account.losses(self.document))

    # -- rows --------------------------------------------------------------------------------------

    def _row(self, row: Row) -> None:
        if row.heading:
            self._recommendation_from_heading(row)
            return
        is_new = self._recommendation(row)
        if not self.recommendations:
            return
        recommendation = self.recommendations[-1]
        entries = [one for one in row.entries if one.head.meaning not in _OF_RECOMMENDATION]
        own = [one for one in entries if one.starts and (one.text or one.cell.colour)]
        beside = [one for one in entries if not one.starts and one.text]
        if own or (beside and is_new):
            record = self._action(row, recommendation, is_new=is_new)
            for one in entries:
                if one.cell.rows > 1:
                    entry, actions = self.cell_actions.setdefault(id(one.cell), (one, []))
                    if record not in actions:
                        actions.append(record)
        else:
            record = recommendation
        for one in row.entries:
            if one.starts and one.text and not self.account.is_placed(one.cell):
                self._keep_in_notes(one, record)
            if one.starts:
                self._remarks(one.cell, one.place, record)

    def _keep_in_notes(self, entry: Entry, record: Record) -> None:
        self._note(record, f"{entry.head.text}: {entry.text}")
        self.account.kept(entry.cell, entry.text, record, "notes")

    # -- recommendations ---------------------------------------------------------------------------

    def _recommendation(self, row: Row) -> bool:
        """Begin a recommendation if the row does, and say whether it did."""
        text = next(iter(row.of("recommendation")), None)
        numbers = self._recommendation_numbers(row)
        current = self.recommendations[-1] if self.recommendations else None
        only_actions = "recommendation" not in self.meanings
        if text is None and only_actions:
            text = (
                next(iter(row.of("text")), None)
                if current is None or not current.get("_open")
                else None
            )
            if current is not None and current.get("_open"):
                return False
        number = next((one for one in numbers if one.starts and one.text), None)
        if text is not None and not text.starts:
            return False
        if text is None or not text.text or DITTO.fullmatch(text.text.strip()):
            if text is not None and text.text:
                self.account.dropped(text.cell, "the same as above")
            if current is not None and current.get("_pending"):
                return False
            if number is None or current is None:
                return self._without_words(row) if current is None else False
            if text is None or not text.text:
                same = _id_in(number.text) == current.get("id")
                if same or self.number_is_of_action:
                    return False
                text = text or number
        elif current is not None and squashed(text.text) == current.get("_words"):
            self.account.dropped(text.cell, "the same as above")
            return False
        if current is not None and current.get("_pending"):
            return self._complete_pending(current, text, row)
        self._begin(row, text, number)
        return True

    def _without_words(self, row: Row) -> bool:
        """Begin a recommendation for rows above the first that has words."""
        record: Record = {"text": "[...]"}
        self.recommendations.append(record)
        self.action = None
        self._number_ours(record)
        message = "The recommendation of this row is not given."
        self._doubt(row.place, message, record, "text")
        return True

    def _begin(self, row: Row, entry: Entry, number: Entry | None) -> Record:
        record: Record = {"_words": squashed(entry.text)}
        self.recommendations.append(record)
        self.action = None
        self.last_lead = None
        words = entry.text
        if number is not None and number is not entry:
            self._number(record, number, "id")
        elif lead_in := _leading_number(words):
            one, words = lead_in
            label = entry.text[: len(entry.text) - len(words)].strip()
            record["id"] = one
            self.account.read(entry.cell, label, "id")
            self.has_source_numbers = True
        else:
            self._number_ours(record)
        record["text"] = words or entry.text
        self.account.kept(entry.cell, words or entry.text, record, "text")
        if row.section:
            record["section"] = row.section
            record["_section"] = row.section
        self._fields_of_recommendation(row, record)
        return record

    def _recommendation_from_heading(self, row: Row) -> None:
        entry = row.heading
        assert entry is not None  # noqa: S101 - for mypy
        record = self._begin(row, entry, None)
        record["_open"] = True
        if record["text"] == entry.text and _only_number(entry.text):
            record["_pending"] = True

    def _complete_pending(self, record: Record, entry: Entry, row: Row) -> bool:
        """Give a recommendation that began with its number alone its words."""
        heading = record["text"]
        one = _id_in(heading)
        if one:
            record["id"] = one
            self.has_source_numbers = True
        record["text"] = entry.text
        record["title"] = heading
        record["_words"] = squashed(entry.text)
        record.pop("_pending")
        self.account.kept(entry.cell, entry.text, record, "text")
        self._fields_of_recommendation(row, record)
        return True

    def _recommendation_numbers(self, row: Row) -> tuple[Entry, ...]:
        numbers = row.of("recommendation_number")
        return numbers if self.number_is_of_action else (*numbers, *self._left_numbers(row))

    def _left_numbers(self, row: Row) -> tuple[Entry, ...]:
        """The entries of a column of numbers left of the words of the action."""
        found = []
        for one in row.entries:
            if one.head.meaning == "number":
                found.append(one)
            elif one.head.meaning == "text" and "recommendation" in self.meanings:
                break
        return tuple(found)

    def _number_is_of_action(self) -> bool:
        """True if the column of numbers counts actions: it goes on while a recommendation does."""
        if "action_number" in self.meanings or "recommendation" not in self.meanings:
            return False
        before = ""
        for row in self.rows.rows:
            text = next(iter(row.of("recommendation")), None)
            number = next(iter(row.of("number")), None)
            if text is None or number is None or not number.text:
                continue
            goes_on = not text.starts or not text.text or squashed(text.text) == before
            if goes_on and number.starts and re.search(r"[0-9a-z]", number.text):
                return True
            before = squashed(text.text) or before
        return False

    def _number(self, record: Record, entry: Entry, key: str) -> None:
        one = _id_in(entry.text)
        if one:
            record[key] = one
            self.account.read(entry.cell, entry.text, "id")
            self.has_source_numbers = True
            return
        self._add_text(record, "ref", entry)
        self._number_ours(record)
        words = " ".join(entry.text.split())
        self._doubt(
            entry.place,
            f"`{words}` cannot be a number of the plan. It is kept as `ref`.",
            record,
            "id",
        )

    def _number_ours(self, record: Record) -> None:
        record["_ours"] = True

    def _fields_of_recommendation(self, row: Row, record: Record) -> None:
        for entry in row.entries:
            meaning = entry.head.meaning
            if not entry.starts or not entry.text or meaning not in _OF_RECOMMENDATION:
                continue
            if meaning == "scope":
                self._scope(record, entry)
            elif meaning == "addressed_to":
                self._bodies(record, "addressed_to", entry)
            elif meaning == "themes":
                record["themes"] = [
                    one.strip() for one in re.split(r"[,;\n]", entry.text) if one.strip()
                ]
                self.account.read(entry.cell, entry.text, "themes")
            elif meaning in {"ref", "title", "section"} and meaning is not None:
                self._add_text(record, meaning, entry)

    def _scope(self, record: Record, entry: Entry) -> None:
        words = " ".join(entry.text.split()).strip(" .").casefold()
        if words in SCOPE.values:
            record["scope"] = words
            self.account.read(entry.cell, entry.text, "scope")
            return
        self._keep_in_notes(entry, record)
        self._doubt(entry.place, "Is this local, regional or national?", record, "scope")

    # -- actions -----------------------------------------------------------------------------------

    def _action(self, row: Row, recommendation: Record, *, is_new: bool) -> Record:
        """Begin an action for a row, or go on with the one above, and fill its fields."""
        text = next(iter(row.of("text")), None)
        only_actions = "recommendation" not in self.meanings and not recommendation.get("_open")
        goes_on = (
            self.action is not None
            and not is_new
            and text is not None
            and (not text.starts or not text.text)
            and not DITTO.fullmatch(text.text.strip() or "-")
        )
        if goes_on and self.action is not None:
            self._further_row(row, self.action)
            return self.action
        action: Record = {}
        self.action = action
        recommendation.setdefault("actions", []).append(action)
        if row.section and row.section != recommendation.get("_section"):
            action["section"] = row.section
        self._action_number(row, recommendation, action)
        if text is not None and text.text and not only_actions:
            self._action_text(row, recommendation, action, text)
        for meaning in _ORDER:
            for entry in row.of(meaning):
                self._field(meaning, entry, action, recommendation)
        if "lead" not in action and "lead" not in self.meanings and row.section:
            if code := self.leads.register.sole_code(row.section):
                action["lead"] = [code]
        return action

    def _field(
        self, meaning: Meaning, entry: Entry, action: Record, recommendation: Record
    ) -> None:
        is_blank = not entry.text and not entry.cell.colour
        if meaning == "lead":
            self._lead(action, entry)
            return
        if is_blank or (not entry.starts and meaning not in _BESIDE_SEVERAL):
            return
        fill = _FILL.get(meaning)
        if fill:
            fill(self, action, entry)
        elif meaning == "acceptance":
            self._acceptance(recommendation, action, entry)

    def _action_number(self, row: Row, recommendation: Record, action: Record) -> None:
        numbers = [*row.of("action_number")]
        if self.number_is_of_action or not self._left_numbers(row):
            numbers += row.of("number")
        elif row.of("text") and "recommendation" in self.meanings:
            left = self._left_numbers(row)
            numbers += [one for one in row.of("number") if one not in left]
        entry = next((one for one in numbers if one.starts and one.text), None)
        if entry is None:
            action["_ours"] = True
            return
        one = _id_in(entry.text)
        if one is None:
            self._number(action, entry, "id")
            return
        action["_number"] = one
        action["_number_place"] = entry.place
        action["_number_words"] = entry.text
        self.account.read(entry.cell, entry.text, "id")

    def _action_text(self, row: Row, recommendation: Record, action: Record, entry: Entry) -> None:
        words = entry.text
        before, numbered = parts(words)
        dated = self._parts_beside(row, numbered)
        if numbered and dated:
            action["text"] = before or words
            self.account.kept(entry.cell, before or words, action, "text")
            self._milestones_of_parts(action, entry, numbered)
            return
        if "_number" not in action and (lead_in := _leading_number(words)) and not numbered:
            one, rest = lead_in
            belongs = re.match(r"action", words, re.IGNORECASE) or "." in one
            if belongs and rest:
                action["_number"] = one
                action["_number_place"] = entry.place
                action["_number_words"] = words[: len(words) - len(rest)].strip()
                self.account.read(entry.cell, action["_number_words"], "id")
                action.pop("_ours", None)
                words = rest
        action["text"] = words
        self.account.kept(entry.cell, words, action, "text")
        if re.match(r"(?:completed?|done|closed)\s*[:\u2013-]", words, re.IGNORECASE):
            message = "The words begin like a status. Is the action complete?"
            self._doubt(entry.place, message, action, "text")

    def _parts_beside(self, row: Row, numbered: tuple[Part, ...]) -> bool:
        labels = {one.label for one in numbered}
        for entry in row.of("target", "status", "completed"):
            _, others = parts(entry.text)
            if others and {one.label for one in others} <= labels:
                return True
        return False

    def _milestones_of_parts(
        self, action: Record, entry: Entry, numbered: tuple[Part, ...]
    ) -> None:
        milestones = action.setdefault("milestones", [])
        for part in numbered:
            milestone: Record = {"id": part.label, "text": part.text or part.written}
            milestones.append(milestone)
            label = part.written[: len(part.written) - len(part.text)] if part.text else ""
            self.account.read(entry.cell, label, "id")
            self.account.kept(entry.cell, milestone["text"], milestone, "text")

    def _further_row(self, row: Row, action: Record) -> None:
        """A further row of the same action, such as one for each milestone."""
        made: list[Record] = []
        for entry in row.of("milestones"):
            if entry.starts and entry.text:
                before = len(action.get("milestones", ()))
                self._milestones(action, entry)
                made = action.get("milestones", [])[before:]
        holder = made[0] if len(made) == 1 else None
        for meaning in _ORDER:
            for entry in row.of(meaning):
                if not entry.starts or not entry.text or meaning == "milestones":
                    continue
                if holder is not None and meaning in {"target", "status", "completed", "lead"}:
                    self._field(meaning, entry, holder, {})
                elif meaning in {"outcome", "progress", "evidence", "expected", "updates", "notes"}:
                    self._field(meaning, entry, action, {})
                elif meaning in _ORDER and not self.account.is_placed(entry.cell):
                    self._keep_in_notes(entry, action)
                    message = "This row has no action of its own. Its words are in the notes."
                    self._doubt(entry.place, message, action, "notes")

    # -- fields of an action -----------------------------------------------------------------------

    def _lead(self, action: Record, entry: Entry) -> None:
        if not entry.text or DITTO.fullmatch(entry.text.strip()):
            if entry.text:
                self.account.dropped(entry.cell, "the same as above")
            if self.last_lead and entry.starts:
                above, record = self.last_lead
                for key in ("lead", "partners", "post"):
                    if key in record:
                        action[key] = record[key]
                if not entry.text and "lead" in record:
                    message = "The cell is blank. The lead is that of the row above."
                    self._doubt(entry.place, message, action, "lead")
            return
        self._bodies(action, "lead", entry)
        self.last_lead = (entry, action)

    def _bodies(self, record: Record, key: str, entry: Entry, *, persons: bool = False) -> None:
        is_action = key == "lead"
        officers = persons or bool(re.search(r"officer|person", entry.head.text, re.IGNORECASE))
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
            self._keep_in_notes(entry, record)
        if reading.doubt and not NOTHING.fullmatch(entry.text):
            self._doubt(entry.place, reading.doubt, record, key if key in record else "as_written")

    def _partners(self, action: Record, entry: Entry) -> None:
        self._bodies(action, "partners", entry)

    def _post(self, action: Record, entry: Entry) -> None:
        """A column of officers: their post, and their agency if it says it."""
        if "lead" in self.meanings:
            reading = self.leads.read(entry.text, persons=True)
            if reading.post and not reading.leads:
                action["post"] = " ".join(entry.text.split())
                self.account.read(entry.cell, entry.text, "post")
                return
            self._as_written_more(action, "lead", entry)
            if not NOTHING.fullmatch(entry.text):
                message = "This is not a post of an agency. Is it a person?"
                self._doubt(entry.place, message, action, "as_written")
            return
        self._bodies(action, "lead", entry, persons=True)

    def _status(self, action: Record, entry: Entry) -> None:
        if not entry.text:
            self._colour(action, entry)
            return
        _, numbered = parts(entry.text)
        if numbered and self._apply_parts(action, numbered, "status"):
            self._as_written(action, "status", entry)
            return
        self._apply_status(action, read_status(entry.text), entry, "status")

    def _is_complete(self, action: Record, entry: Entry) -> None:
        self._apply_status(action, read_yes_no(entry.text), entry, "status")

    def _apply_status(self, action: Record, reading: StatusReading, entry: Entry, key: str) -> None:
        is_whole = reading.is_whole
        if reading.status:
            had = action.get("status")
            if had and had != reading.status:
                message = f"The status is `{had}` in another cell. Here it is `{reading.status}`."
                self._doubt(entry.place, message, action, "status")
                is_whole = False
            else:
                action["status"] = str(reading.status)
        if reading.completed:
            action.setdefault("completed", reading.completed)
        if reading.rating and entry.starts:
            self._add_text(action, "rating", entry)
            return
        if reading.rating:
            action["rating"] = reading.rating
        if not entry.starts:
            return
        if is_whole:
            self.account.read(entry.cell, entry.text, "status")
        else:
            self._as_written(action, key, entry)
        if reading.doubt:
            self._doubt(entry.place, reading.doubt, action, "as_written")

    def _apply_parts(self, action: Record, numbered: tuple[Part, ...], key: str) -> bool:
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

    def _target(self, action: Record, entry: Entry) -> None:
        _, numbered = parts(entry.text)
        if numbered and self._apply_parts(action, numbered, "target"):
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
            if not action.get("status") or action["status"] == reading.status.status:
                action["status"] = str(reading.status.status)
            elif reading.status.status:
                had = action["status"]
                message = (
                    f"The status is `{had}` in another cell. Here it is `{reading.status.status}`."
                )
                self._doubt(entry.place, message, action, "status")
            if reading.status.completed:
                action.setdefault("completed", reading.status.completed)
        if not entry.starts:
            return
        if reading.is_whole and not reading.status:
            self.account.read(entry.cell, entry.text, "target")
        else:
            self._as_written(action, "target", entry)
        if reading.doubt:
            key = "target" if "target" in action else "as_written"
            self._doubt(entry.place, reading.doubt, action, key)

    def _revised_target(self, action: Record, entry: Entry) -> None:
        if NOTHING.fullmatch(entry.text.strip()):
            self._keep_unless_blank(action, entry)
            return
        reading = read_target(entry.cell)
        if not reading.target:
            self._keep_in_notes(entry, action)
            self._doubt(entry.place, reading.doubt or "Is this a date?", action, "notes")
            return
        if "target" in action and action["target"] != reading.target:
            action.setdefault("extensions", []).append({"was": action["target"]})
        action["target"] = reading.target
        if entry.starts:
            if reading.is_whole:
                self.account.read(entry.cell, entry.text, "target")
            else:
                self._keep_in_notes(entry, action)

    def _original_target(self, action: Record, entry: Entry) -> None:
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

    def _completed(self, action: Record, entry: Entry) -> None:
        _, numbered = parts(entry.text)
        if numbered and self._apply_parts(action, numbered, "completed"):
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
        self._doubt(entry.place, "When was it completed, if it was?", action, "as_written")

    def _completed_and_outcome(self, action: Record, entry: Entry) -> None:
        """A date or "Completed: ..." on a line of its own; the rest is the outcome."""
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

    def _outcome(self, action: Record, entry: Entry) -> None:
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

    def _outcome_text(self, action: Record, words: str, entry: Entry) -> None:
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
            self._doubt_once(entry, message, action, key)

    def _milestones(self, action: Record, entry: Entry) -> None:
        lines = entry.text.split("\n")
        kept: list[str] = []
        for line in lines:
            done = read_completion(line)
            if done is None or (not done.completed and len(lines) == 1):
                kept.append(line)
                continue
            reading = StatusReading(done.status, done.completed)
            had = action.get("status")
            if had and had != reading.status:
                message = f"The status is `{had}` in another cell. Here it is `{reading.status}`."
                self._doubt(entry.place, message, action, "status")
            else:
                action["status"] = done.status
            if done.completed:
                action.setdefault("completed", done.completed)
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
            self._milestones_of_parts(action, entry, numbered)
            return
        for item in bullets(words):
            self._add_milestone(milestones, entry, item)
        bullet_marks = re.findall(
            "(?m)^\\s*([\u2022\u00b7\u25cf\u25aa\u25cb\u2023\u2013\u2014*-])\\s", words
        )
        self.account.read(entry.cell, "".join(bullet_marks), "list")

    def _add_milestone(self, milestones: list[Record], entry: Entry, text: str) -> None:
        if text.strip():
            milestone: Record = {"text": text}
            milestones.append(milestone)
            self.account.kept(entry.cell, text, milestone, "text")

    def _evidence(self, action: Record, entry: Entry) -> None:
        items = list(bullets(entry.text))
        action.setdefault("evidence", []).extend(items)
        marks = re.findall(
            "(?m)^\\s*([\u2022\u00b7\u25cf\u25aa\u25cb\u2023\u2013\u2014*-])\\s", entry.text
        )
        self.account.read(entry.cell, "".join(marks), "list")
        for item in items:
            self.account.kept(entry.cell, item, action, "evidence")

    def _updates(self, action: Record, entry: Entry) -> None:
        if NOTHING.fullmatch(entry.text):
            self._keep_unless_blank(action, entry)
        elif entry.head.period:
            one = {"date": entry.head.period.canonical, "text": entry.text}
            action.setdefault("updates", []).append(one)
            self.account.kept(entry.cell, entry.text, one, "text")
        elif dated := dated_entries(entry.text):
            for day, words, written in dated:
                one = {"date": day, "text": words}
                action.setdefault("updates", []).append(one)
                self.account.kept(entry.cell, words, one, "text")
                label = written[: len(written) - len(words)]
                self.account.read(entry.cell, label, "date")
        else:
            self._progress(action, entry)

    def _progress(self, action: Record, entry: Entry) -> None:
        if (
            entry.head.meaning == "progress"
            and (dated := dated_entries(entry.text))
            and len(dated) > 1
        ):
            self._updates(action, entry._replace(head=entry.head._replace(meaning="updates")))
            return
        self._add_text(action, "progress", entry)

    def _next_check(self, action: Record, entry: Entry) -> None:
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
                self._doubt(entry.place, reading.doubt, action, "as_written")

    def _review_every(self, action: Record, entry: Entry) -> None:
        period = parse_period(entry.text)
        often = (
            period.canonical if isinstance(period, Period) else read_target(entry.cell).review_every
        )
        if often:
            action["review_every"] = often
            self._keep_words(action, "next_check", entry, whole=len(entry.text.split()) <= 3)  # noqa: PLR2004
        else:
            self._keep_in_notes(entry, action)
            if not NOTHING.fullmatch(entry.text):
                self._doubt(entry.place, "How often is this?", action, "notes")

    def _keep_words(self, action: Record, key: str, entry: Entry, *, whole: bool) -> None:
        if whole:
            self.account.read(entry.cell, entry.text, key)
        else:
            self._as_written(action, key, entry)

    def _rating(self, action: Record, entry: Entry) -> None:
        if not entry.text:
            self._colour(action, entry)
            return
        reading = read_status(entry.text)
        if reading.status and not reading.rating and not action.get("status"):
            action["status"] = str(reading.status)
        if entry.starts:
            self._add_text(action, "rating", entry)
        else:
            action.setdefault("rating", " ".join(entry.text.split()))

    def _colour(self, action: Record, entry: Entry) -> None:
        colour = entry.cell.colour
        name = colour_name(colour) if colour else ""
        if name:
            action.setdefault("rating", name)
            self._doubt_once(
                entry, "The rating is by the colour of the cell alone.", action, "rating"
            )

    def _acceptance(self, recommendation: Record, action: Record, entry: Entry) -> None:
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

    def _title(self, action: Record, entry: Entry) -> None:
        self._add_text(action, "title", entry)

    def _expected(self, action: Record, entry: Entry) -> None:
        self._add_text(action, "expected", entry)

    def _ref(self, action: Record, entry: Entry) -> None:
        self._add_text(action, "ref", entry)

    def _section(self, action: Record, entry: Entry) -> None:
        self._add_text(action, "section", entry)

    def _notes(self, action: Record, entry: Entry) -> None:
        self._keep_in_notes(entry, action)

    # -- words -------------------------------------------------------------------------------------

    def _add_text(self, record: Record, key: str, entry: Entry) -> None:
        if entry.text in str(record.get(key, "")).split("\n\n"):
            return
        one_line = key in {"ref", "rating", "title", "section"}
        words = " ".join(entry.text.split()) if one_line else entry.text
        joiner = "; " if one_line else "\n"
        record[key] = joiner.join(filter(None, (record.get(key), words)))
        self.account.kept(entry.cell, entry.text, record, key)

    def _as_written(self, record: Record, key: str, entry: Entry, words: str = "") -> None:
        if not entry.starts or not entry.text:
            return
        written = record.setdefault("as_written", {})
        words = words or entry.text
        if words not in written.get(key, ""):
            written[key] = "\n".join(filter(None, (written.get(key), words)))
        self.account.kept(entry.cell, words, record, "as_written")

    def _as_written_more(self, record: Record, key: str, entry: Entry) -> None:
        self._as_written(record, key, entry)

    def _keep_unless_blank(self, record: Record, entry: Entry) -> None:
        if entry.starts and re.search(r"\w", entry.text):
            self._keep_in_notes(entry, record)
        elif entry.starts:
            self.account.read(entry.cell, entry.text, "nothing")

    def _note(self, record: Record, text: str) -> None:
        if text and text not in record.setdefault("notes", []):
            record["notes"].append(text)

    def _remarks(self, cell: Cell, place: str, record: Record) -> None:
        for remark in cell.remarks:
            self._remark(remark, place, record)

    def _remark(self, remark: Remark, place: str, record: Record) -> None:
        """Keep what a cell holds besides its words, and say so where it changes them."""
        words = remark.text
        day = f" of {remark.day.day} {remark.day:%B %Y}" if remark.day else ""
        if label := _KEPT_REMARKS.get(remark.kind):
            self._note(record, f"{label}{day}: {words}")
        if message := _TOLD_REMARKS.get(remark.kind):
            self._doubt(place, message.format(day=day, words=words), record, "notes")

    # -- doubts ------------------------------------------------------------------------------------

    def _doubt(self, place: str, message: str, record: Record, key: str) -> None:
        self.doubts.append(Doubt(place, message, record, key))

    def _doubt_once(self, entry: Entry, message: str, record: Record, key: str) -> None:
        """A doubt that holds for a whole column, at its first cell."""
        if (entry.head.text, message) not in self.said_once:
            self.said_once.add((entry.head.text, message))
            self._doubt(entry.place, message, record, key)

    # -- ids ---------------------------------------------------------------------------------------

    def _finish_actions(self) -> None:
        for entry, actions in self.cell_actions.values():
            texts = {
                "outcome",
                "progress",
                "milestones",
                "evidence",
                "expected",
                "updates",
                "notes",
            }
            if len(actions) > 1 and entry.head.meaning in texts and entry.text:
                count = len(actions)
                message = f"This cell is beside {count} actions. It is kept with the first."
                self._doubt(entry.place, message, actions[0], entry.head.meaning or "")
        taken: set[str] = set()
        for place, record in enumerate(self.recommendations, 1):
            wanted = record.pop("id", None)
            record.pop("_ours", None)
            one = wanted or str(place)
            if one in taken:
                one = _free(str(place) if wanted is None else one, taken)
                if wanted:
                    record["ref"] = record.get("ref") or wanted
                    message = f"The number {wanted} is used twice. Here it is kept as `ref`."
                    self._doubt("the document", message, record, "id")
            taken.add(one)
            record["id"] = one
        taken = set()
        for record in self.recommendations:
            for index, action in enumerate(record.get("actions", ()), 1):
                self._finish_action_id(record, action, index, taken)

    def _finish_action_id(
        self, recommendation: Record, action: Record, index: int, taken: set[str]
    ) -> None:
        own = action.pop("_number", None)
        place = action.pop("_number_place", "")
        words = action.pop("_number_words", "")
        action.pop("_ours", None)
        one = recommendation["id"]
        wanted = f"{one}.{index}"
        if own:
            begins = own.startswith(one) and own != one and not own[len(one)].isdigit()
            wanted = own if begins or "." in own else f"{one}.{own}"
        if wanted in taken or isinstance(convert(wanted, Id()), ValueFault):
            if own:
                action["ref"] = action.get("ref") or words
                message = f"The number {own} is used twice. Here it is kept as `ref`."
                self._doubt(place, message, action, "id")
            wanted = _free(f"{one}.{index}", taken)
        taken.add(wanted)
        action["id"] = wanted


_OF_RECOMMENDATION: frozenset[Meaning | None] = frozenset(
    {"recommendation", "recommendation_number", "number", "scope", "addressed_to", "themes"}
)
_BESIDE_SEVERAL = frozenset(
    {"lead", "partners", "post", "target", "revised_target", "completed", "status", "rating"}
)
"""A merged cell of these is beside every action of its rows; a text belongs to the first."""

_ORDER: tuple[Meaning, ...] = (
    *("ref", "title", "section", "lead", "post", "partners", "milestones"),
    *("status", "is_complete", "rating"),
    *("target", "revised_target", "original_target", "completed", "completed_and_outcome"),
    *("acceptance", "expected", "outcome", "progress", "updates", "evidence"),
    *("next_check", "review_every", "notes"),
)
"""The order in which fields are filled: an outcome depends on the status."""

_FILL: Mapping[str, Callable[[_Builder, Record, Entry], None]] = {
    "ref": _Builder._ref,
    "title": _Builder._title,
    "section": _Builder._section,
    "post": _Builder._post,
    "partners": _Builder._partners,
    "milestones": _Builder._milestones,
    "status": _Builder._status,
    "is_complete": _Builder._is_complete,
    "rating": _Builder._rating,
    "target": _Builder._target,
    "revised_target": _Builder._revised_target,
    "original_target": _Builder._original_target,
    "completed": _Builder._completed,
    "completed_and_outcome": _Builder._completed_and_outcome,
    "expected": _Builder._expected,
    "outcome": _Builder._outcome,
    "progress": _Builder._progress,
    "updates": _Builder._updates,
    "evidence": _Builder._evidence,
    "next_check": _Builder._next_check,
    "review_every": _Builder._review_every,
    "notes": _Builder._notes,
}

_KEPT_REMARKS = {
    "comment": "Comment",
    "note": "Footnote",
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


# -- numbers ---------------------------------------------------------------------------------------

_LABEL = r"(?:recommendations?|recs?|actions?|tasks?|items?|points?|no|number|ref)\b\.?(?:\s*(?:no|number)\b\.?)?"
_ID = r"[A-Za-z]{0,3}[0-9]{1,3}(?:[.-][0-9]{1,3}){0,3}[a-z]?|[ivxIVX]{1,5}|[A-Za-z]"
_NUMBER = re.compile(rf"\W*(?:{_LABEL})?[\s:#]*\(?(?P<id>{_ID})\)?[\s.):]*", re.IGNORECASE)
_LEADING = re.compile(
    rf"(?:(?:{_LABEL})\s*(?P<labelled>{_ID})[\s.:)\u2013-]+"
    r"|\(?(?P<plain>[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[a-z]?|R[0-9]{1,3}|[ivx]{1,5}|[a-z])[.):]\s+"
    r"|(?P<dotted>R?[0-9]{1,3}(?:\.[0-9]{1,3}){1,3})\s+)(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


def _id_in(text: str) -> str | None:
    """The id in a cell of numbers: `3` for "Recommendation 3"; None if there is none."""
    match = _NUMBER.fullmatch(" ".join(text.split()))
    return match["id"] if match else None


def _only_number(text: str) -> bool:
    return (
        re.fullmatch(rf"\W*{_LABEL}\W*(?:{_ID})\W*", " ".join(text.split()), re.IGNORECASE)
        is not None
    )


def _leading_number(text: str) -> tuple[str, str] | None:
    """The id that a text begins with, and the rest."""
    _, numbered = parts(text)
    if len(numbered) > 1:
        return None
    match = _LEADING.fullmatch(text)
    if match is None:
        return None
    number = next(match[one] for one in ("labelled", "plain", "dotted") if match[one])
    return number, match["rest"]


def _free(wanted: str, taken: set[str]) -> str:
    before, _, last = wanted.rpartition(".")
    number = int(last) if last.isdigit() else 1
    while True:
        one = f"{before}.{number}" if before else str(number)
        if one not in taken:
            return one
        number += 1


def _actions(recommendations: list[Record]) -> Iterator[Record]:
    for one in recommendations:
        yield from one.get("actions", ())


def _tidy(value: Any) -> Any:
    """The same records without what the builder only needed itself, in place."""
    if isinstance(value, dict):
        for key in [
            one for one in value if one.startswith("_") or value[one] in ("", [], {}, None)
        ]:
            del value[key]
        for inner in value.values():
            _tidy(inner)
    elif isinstance(value, list):
        for inner in value:
            _tidy(inner)
    return value

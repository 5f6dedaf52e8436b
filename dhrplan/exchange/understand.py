"""A plan out of the tables of a document, with what is doubtful.

What the document does not say stays unsaid. What fits no field is kept in `as_written` or in the
notes, and the account proves at the end that no character of a cell was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dhrplan.exchange import own_form, own_workbook
from dhrplan.exchange.account import squashed
from dhrplan.exchange.action_fields import FILL, Doubt, FieldsOfAction, Record
from dhrplan.exchange.cell_values import DITTO, Part, parts
from dhrplan.exchange.columns import Meaning
from dhrplan.exchange.grid import Cell, Document
from dhrplan.exchange.item_numbers import free_id, id_in, is_only_number, leading_number
from dhrplan.exchange.leads import Leads
from dhrplan.exchange.tables import HeadedCell, PlanRows, Row, plan_rows
from dhrplan.model.agencies import Register
from dhrplan.model.dates.hints import dates_in
from dhrplan.plan.convert import ValueFault, convert
from dhrplan.plan.fields import Id


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


def understand(  # noqa: PLR0913 - what is known besides the document
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
    if own := own_workbook.plans(document):
        chosen = next((one for one in own if one["id"] == review), own[0])
        return Understood({**chosen, "id": review})
    if form := own_form.plan(document):
        return Understood({**form, "id": review, "title": form["title"] or title or review})
    rows = plan_rows(document, named)
    leads = Leads(register, propose)
    leads.learn(one.text for row in rows.rows for one in row.of("lead", "partners", "addressed_to"))
    return _Builder(document, rows, leads).build(review, file, title)


class _Builder:
    def __init__(self, document: Document, rows: PlanRows, leads: Leads) -> None:
        self.document = document
        self.rows = rows
        self.plan: Record = {}
        self.recommendations: list[Record] = []
        self.action: Record | None = None
        self.recommendation_cell: Cell | None = None
        self.has_source_numbers = False
        meanings = {one.head.meaning for row in rows.rows for one in row.entries}
        self.fields = FieldsOfAction(leads, meanings)
        self.number_is_of_action = self._number_is_of_action()
        self.ids_wanted: list[tuple[Record, str, str, str]] = []
        self.cell_actions: dict[int, tuple[HeadedCell, list[Record]]] = {}

    # -- the plan ----------------------------------------------------------------------------------

    def build(self, review: str, file: str, title: str) -> Understood:
        rows = self.rows
        self.plan["id"] = review
        if kind := next((one for one in ("DARDR", "DHR") if review.upper().startswith(one)), None):
            self.plan["kind"] = kind
        self.plan["title"] = " ".join(rows.title.split()) or title or review
        if rows.title_cell:
            self.fields.account.kept(rows.title_cell, rows.title_cell.text, self.plan, "title")
        self.plan["source"] = {"title": " ".join(rows.title.split()) or file}
        if rows.introduction:
            self.plan["introduction"] = "\n".join(rows.introduction)
            for cell in rows.introduction_cells:
                self.fields.account.kept(cell, cell.text, self.plan, "introduction")
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
            self.fields.doubts,
            self.fields.leads.proposed,
            [(one.place, one.cell.text, one.reason) for one in rows.dropped] + self.fields.dropped,
            lost,
            rows,
        )

    def _asides(self) -> None:
        for aside in self.rows.asides:
            self.fields.note(self.plan, aside.text)
            for cell in aside.cells:
                self.fields.account.kept(cell, cell.text, self.plan, "notes")
                self.fields.remarks(cell, "", self.plan)
        for name in self.rows.other_tables:
            message = "This table is not part of the plan. Its words are in the plan's notes."
            self.fields.doubt(name or "the file", message, self.plan, "notes")
        for text, cell, place in self.rows.sections:
            for record in (*self.recommendations, *_actions(self.recommendations)):
                if record.get("section") == text:
                    self.fields.account.kept(cell, text, record, "section")
                    if len(dates_in(text)) > 1:
                        message = "There are several dates in the heading."
                        self.fields.doubt(place, message, record, "section")
                    break
        for one in self.rows.dropped:
            self.fields.account.dropped(one.cell, one.reason)
            self.fields.remarks(one.cell, one.place, self.plan)
        for remark in self.document.remarks:
            self.fields.remark(remark, "the document", self.plan)

    def _check(self) -> tuple[str, ...]:
        """Put what is not placed yet into the notes, and count that once more."""
        lost = []
        for grid in self.document.grids:
            for cell in grid.cells:
                if not self.fields.account.is_placed(cell):
                    place = f"{grid.name}, row {cell.row + 1}".lstrip(", ")
                    self.fields.note(self.plan, cell.text)
                    self.fields.account.kept(cell, cell.text, self.plan, "notes")
                    message = "These words fit no field. They are in the plan's notes."
                    self.fields.doubt(place, message, self.plan, "notes")
                    if not self.fields.account.is_placed(cell):
                        lost.append(f"row {cell.row + 1}")
        return tuple(lost)

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
        own = [
            one
            for one in entries
            if one.starts
            and (one.text or one.cell.colour)
            and (one.head.meaning != "acceptance" or "text" not in self.fields.meanings)
        ]
        beside = [one for one in entries if not one.starts and one.text]
        if own or (beside and is_new):
            record = self._action(row, recommendation, is_new=is_new)
            self._note_merged_cells(entries, record)
        else:
            record = recommendation
            for one in row.of("acceptance"):
                self.fields.acceptance(recommendation, {}, one)
        for one in row.entries:
            if one.starts and one.text and not self.fields.account.is_placed(one.cell):
                self.fields.keep_in_notes(one, record)
            if one.starts:
                owner = recommendation if one.head.meaning in _OF_RECOMMENDATION else record
                self.fields.remarks(one.cell, one.place, owner)

    def _note_merged_cells(self, entries: list[HeadedCell], action: Record) -> None:
        for one in entries:
            if one.cell.rows > 1:
                _entry, actions = self.cell_actions.setdefault(id(one.cell), (one, []))
                if action not in actions:
                    actions.append(action)

    # -- recommendations ---------------------------------------------------------------------------

    def _recommendation(self, row: Row) -> bool:  # noqa: C901, PLR0912 - the layouts, one by one
        """Begin a recommendation if the row does, and say whether it did."""
        text = next(iter(row.of("recommendation")), None)
        numbers = self._recommendation_numbers(row)
        current = self.recommendations[-1] if self.recommendations else None
        only_actions = "recommendation" not in self.fields.meanings
        if text is None and only_actions:
            text = (
                next(iter(row.of("text")), None)
                if current is None or not current.get("_open")
                else None
            )
            if current is not None and current.get("_open"):
                return False
        number = next((one for one in numbers if one.starts and one.text), None)
        if number is not None and DITTO.fullmatch(number.text.strip()):
            self.fields.drop(number, "the same as above")
            number = None
        if text is not None and not text.starts:
            return False
        if text is None or not text.text or DITTO.fullmatch(text.text.strip()):
            if text is not None and text.text:
                self.fields.drop(text, "the same as above")
            if current is not None and current.get("_pending"):
                return False
            if number is None or current is None:
                return self._without_words(row) if current is None else False
            if text is None or not text.text:
                same = id_in(number.text) == current.get("id")
                if same or self.number_is_of_action:
                    return False
                text = text or number
        elif current is not None and squashed(text.text) == current.get("_words"):
            self.fields.drop(text, "the same as above")
            if number is not None and id_in(number.text) == current.get("id"):
                self.fields.drop(number, "the same as above")
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
        message = "The recommendation of this row is not given."
        self.fields.doubt(row.place, message, record, "text")
        return True

    def _begin(self, row: Row, entry: HeadedCell, number: HeadedCell | None) -> Record:
        record: Record = {"_words": squashed(entry.text)}
        self.recommendations.append(record)
        self.action = None
        self.fields.last_lead = None
        words = entry.text
        if number is not None and number is not entry:
            self._number(record, number, "id")
        elif lead_in := leading_number(words):
            one, words = lead_in
            label = entry.text[: len(entry.text) - len(words)].strip()
            record["id"] = one
            self.fields.account.read(entry.cell, label, "id")
            self.has_source_numbers = True
        record["text"] = words or entry.text
        self.fields.account.kept(entry.cell, words or entry.text, record, "text")
        self.fields.doubt_if_cut(record, "text", entry)
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
        if record["text"] == entry.text and is_only_number(entry.text):
            record["_pending"] = True

    def _complete_pending(self, record: Record, entry: HeadedCell, row: Row) -> bool:
        """Give a recommendation that began with its number alone its words."""
        heading = record["text"]
        one = id_in(heading)
        if one:
            record["id"] = one
            self.has_source_numbers = True
        record["text"] = entry.text
        record["title"] = heading
        record["_words"] = squashed(entry.text)
        record.pop("_pending")
        self.fields.account.kept(entry.cell, entry.text, record, "text")
        self._fields_of_recommendation(row, record)
        return True

    def _recommendation_numbers(self, row: Row) -> tuple[HeadedCell, ...]:
        numbers = row.of("recommendation_number")
        return numbers if self.number_is_of_action else (*numbers, *self._left_numbers(row))

    def _left_numbers(self, row: Row) -> tuple[HeadedCell, ...]:
        """The entries of columns of numbers left of the recommendation, or else of the action."""
        found = []
        for one in row.entries:
            if one.head.meaning == "number":
                found.append(one)
            elif one.head.meaning in {"recommendation", "text"}:
                break
        return tuple(found)

    def _number_is_of_action(self) -> bool:
        """True if the column of numbers counts actions: it goes on while a recommendation does."""
        if "action_number" in self.fields.meanings or "recommendation" not in self.fields.meanings:
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

    def _number(self, record: Record, entry: HeadedCell, key: str) -> None:
        one = id_in(entry.text)
        record["_number_place"] = entry.place
        if one:
            record[key] = one
            self.fields.account.read(entry.cell, entry.text, "id")
            self.has_source_numbers = True
            return
        self.fields.add_text(record, "ref", entry)
        words = " ".join(entry.text.split())
        self.fields.doubt(
            entry.place,
            f"`{words}` cannot be a number of the plan. It is kept as `ref`.",
            record,
            "id",
        )

    def _fields_of_recommendation(self, row: Row, record: Record) -> None:
        heads = [one.head.meaning for one in row.entries]
        first = heads.index("recommendation") if "recommendation" in heads else 0
        for index, entry in enumerate(row.entries):
            meaning = entry.head.meaning
            if meaning == "ref" and index < first and entry.starts and entry.text:
                self.fields.add_text(record, "ref", entry)
            if not entry.starts or not entry.text or meaning not in _OF_RECOMMENDATION:
                continue
            if meaning == "scope":
                self.fields.scope(record, entry)
            elif meaning == "addressed_to":
                self.fields.bodies(record, "addressed_to", entry)
            elif meaning == "themes":
                record["themes"] = [
                    one.strip() for one in re.split(r"[,;\n]", entry.text) if one.strip()
                ]
                self.fields.account.read(entry.cell, entry.text, "themes")

    # -- actions -----------------------------------------------------------------------------------

    def _action(self, row: Row, recommendation: Record, *, is_new: bool) -> Record:
        """Begin an action for a row, or go on with the one above, and fill its fields."""
        text = next(iter(row.of("text")), None)
        only_actions = "recommendation" not in self.fields.meanings and not recommendation.get(
            "_open"
        )
        goes_on = (
            self.action is not None
            and not is_new
            and "text" in self.fields.meanings
            and (text is None or not text.starts or not text.text)
        )
        if goes_on and self.action is not None:
            self._further_row(row, self.action)
            return self.action
        action: Record = {}
        self.action = action
        recommendation.setdefault("actions", []).append(action)
        if row.section and row.section != recommendation.get("_section"):
            action["section"] = row.section
        self._action_number(row, action)
        if text is not None and text.text and not only_actions:
            self._action_text(row, action, text)
        for meaning, entry in _in_order(row):
            self._field(meaning, entry, action, recommendation)
        if action.get("status") == "ongoing" and action.get("target"):
            message = "Ongoing work has no end, but there is a target date. Is it in progress?"
            self.fields.doubt(row.place, message, action, "status")
        code = self.fields.leads.register.sole_code(row.section) if row.section else None
        if code and "lead" not in action and "lead" not in self.fields.meanings:
            action["lead"] = [code]
        return action

    def _field(
        self, meaning: Meaning, entry: HeadedCell, action: Record, recommendation: Record
    ) -> None:
        is_blank = not entry.text and not entry.cell.colour
        if meaning == "lead":
            self.fields.lead(action, entry)
            return
        if is_blank or (not entry.starts and meaning not in _BESIDE_SEVERAL):
            return
        fill = FILL.get(meaning)
        if fill:
            fill(self.fields, action, entry)
        elif meaning == "acceptance":
            self.fields.acceptance(recommendation, action, entry)

    def _action_number(self, row: Row, action: Record) -> None:
        numbers = [*row.of("action_number")]
        if self.number_is_of_action or not self._left_numbers(row):
            numbers += row.of("number")
        elif row.of("text") and "recommendation" in self.fields.meanings:
            left = self._left_numbers(row)
            numbers += [one for one in row.of("number") if one not in left]
        entry = next((one for one in numbers if one.starts and one.text), None)
        if entry is None:
            return
        one = id_in(entry.text)
        if one is None:
            self._number(action, entry, "id")
            return
        action["_number"] = one
        action["_number_place"] = entry.place
        action["_number_words"] = entry.text
        self.fields.account.read(entry.cell, entry.text, "id")

    def _action_text(self, row: Row, action: Record, entry: HeadedCell) -> None:
        words = entry.text
        before, numbered = parts(words)
        dated = self._parts_beside(row, numbered)
        if numbered and dated:
            action["text"] = before or words
            self.fields.account.kept(entry.cell, before or words, action, "text")
            self.fields.milestones_of_parts(action, entry, numbered)
            return
        if "_number" not in action and (lead_in := leading_number(words)) and not numbered:
            one, rest = lead_in
            belongs = re.match(r"action", words, re.IGNORECASE) or "." in one
            if belongs and rest:
                action["_number"] = one
                action["_number_place"] = entry.place
                action["_number_words"] = words[: len(words) - len(rest)].strip()
                self.fields.account.read(entry.cell, action["_number_words"], "id")
                words = rest
        action["text"] = words
        self.fields.account.kept(entry.cell, words, action, "text")
        self.fields.doubt_if_cut(action, "text", entry)
        if numbered and re.search(r"milestone", before, re.IGNORECASE):
            message = "The numbered lines may be milestones. They are kept in the text."
            self.fields.doubt(entry.place, message, action, "milestones")
        if re.match(r"(?:completed?|done|closed|status)\s*[:\u2013-]", words, re.IGNORECASE):
            message = "The words begin like a status. Which status is it?"
            self.fields.doubt(entry.place, message, action, "text")

    def _parts_beside(self, row: Row, numbered: tuple[Part, ...]) -> bool:
        labels = {one.label for one in numbered}
        for entry in row.of("target", "status", "completed"):
            _, others = parts(entry.text)
            if others and {one.label for one in others} <= labels:
                return True
        return False

    def _further_row(self, row: Row, action: Record) -> None:
        """A further row of the same action, such as one for each milestone."""
        made: list[Record] = []
        for entry in row.of("milestones"):
            if entry.starts and entry.text:
                before = len(action.get("milestones", ()))
                self.fields.milestones(action, entry)
                made = action.get("milestones", [])[before:]
        holder = made[0] if len(made) == 1 else None
        for meaning, entry in _in_order(row):
            if not entry.starts or not entry.text or meaning == "milestones":
                continue
            if holder is not None and meaning in {"target", "status", "completed", "lead"}:
                self._field(meaning, entry, holder, {})
            elif meaning in {"outcome", "progress", "evidence", "expected", "updates", "notes"}:
                self._field(meaning, entry, action, {})
            elif not self.fields.account.is_placed(entry.cell):
                self.fields.keep_in_notes(entry, action)
                message = "This row has no action of its own. Its words are in the notes."
                self.fields.doubt(entry.place, message, action, "notes")

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
                self.fields.doubt(entry.place, message, actions[0], str(entry.head.meaning))
        taken: set[str] = set()
        for number, record in enumerate(self.recommendations, 1):
            wanted = record.pop("id", None)
            one = wanted or str(number)
            if one in taken:
                one = free_id(str(number) if wanted is None else one, taken)
                if wanted:
                    record["ref"] = record.get("ref") or wanted
                    message = f"The number {wanted} is used twice. Here it is kept as `ref`."
                    place = record.get("_number_place", "the document")
                    self.fields.doubt(place, message, record, "id")
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
        one = recommendation["id"]
        wanted = f"{one}.{index}"
        if own:
            begins = own.startswith(one) and own != one and not own[len(one)].isdigit()
            wanted = own if begins or "." in own else f"{one}.{own}"
        if wanted in taken or isinstance(convert(wanted, Id()), ValueFault):
            if own:
                action["ref"] = action.get("ref") or words
                message = f"The number {own} is used twice. Here it is kept as `ref`."
                self.fields.doubt(place, message, action, "id")
            wanted = free_id(f"{one}.{index}", taken)
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
_RANKS = {meaning: rank for rank, meaning in enumerate(_ORDER)}


def _in_order(row: Row) -> list[tuple[Meaning, HeadedCell]]:
    """The cells of a row that fill fields of an action, in the order in which they do."""
    found = [(one.head.meaning, one) for one in row.entries if one.head.meaning in _RANKS]
    return sorted(found, key=lambda pair: _RANKS[pair[0]])


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

"""The plans in a workbook that `dhrplan report --format xlsx` wrote, with every field.

`reports/sheets.py` says what the sheets hold; the headings of its columns lead back to the keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dhrplan.exchange.grid import Cell, Document, Grid
from dhrplan.plan.fields import RECORDS, ListOf, RecordOf
from dhrplan.reports.sheets import sheet_column

Record = dict[str, Any]
Row = Mapping[str, Cell]
"""The cells of a row with words, by the headings of their columns."""

_REVIEWS, _ENTRIES = 'sheet "Reviews"', 'sheet "Entries"'
_RECORDS = ("recommendation", "action", "milestone")


def plans(document: Document) -> tuple[Record, ...]:
    """The plans of a workbook of our own; none of any other."""
    grids = {grid.name: grid for grid in document.grids}
    if _REVIEWS not in grids or not _is_ours(document):
        return ()
    found = [_plan(row) for row in _rows(grids[_REVIEWS])]
    by_review = {plan["id"]: plan for plan in found}
    for grid in document.grids:
        rows = list(_rows(grid)) if grid.name not in {_REVIEWS, _ENTRIES} else []
        if rows and all(_text(row, "record").casefold() in _RECORDS for row in rows):
            _add_records(by_review, rows)
    if _ENTRIES in grids:
        for row in _rows(grids[_ENTRIES]):
            _add_entry(by_review, row)
    return tuple(found)


def _is_ours(document: Document) -> bool:
    """True if a sheet has the columns of records."""
    needed = {sheet_column(key).title for key in ("record", "recommendation", "action", "lead")}
    return any(needed <= set(_head(grid)[1]) for grid in document.grids)


def _head(grid: Grid) -> tuple[int, list[str]]:
    """The row of headings, and the headings; a title may be above them."""
    for row in range(min(grid.height, 3)):
        cells = [grid.at(row, column) for column in range(grid.width)]
        texts = [cell.text if cell and cell.row == row else "" for cell in cells]
        if sum(map(bool, texts)) > 1:
            return row, texts
    return 0, []


def _rows(grid: Grid) -> Iterator[Row]:
    start, heads = _head(grid)
    for row in range(start + 1, grid.height):
        cells = ((head, grid.at(row, column)) for column, head in enumerate(heads))
        found = {head: cell for head, cell in cells if head and cell and cell.text}
        if found:
            yield found


def _text(row: Row, key: str) -> str:
    cell = row.get(sheet_column(key).title)
    return cell.text if cell else ""


def _value(row: Row, key: str, kind: Any) -> Any:
    """A cell as a plan has it: an ISO date, a list by its lines, or text."""
    cell = row.get(sheet_column(key).title)
    if cell is None:
        return None
    if isinstance(kind, ListOf):
        return cell.text.split("\n")
    return cell.when.isoformat() if cell.when else cell.text


def _fields(row: Row, record: str, prefix: str = "") -> Record:
    """The fields of a record in a row."""
    found: Record = {}
    for field in RECORDS[record]:
        kind, key = field.kind, f"{prefix}{field.name}"
        if isinstance(kind, RecordOf):
            inner = _fields(row, kind.record, f"{key}.")
            if inner:
                found[field.name] = inner
        elif isinstance(kind, ListOf) and (
            isinstance(kind.item, RecordOf) or field.name == "notes"
        ):
            continue  # a row of its own
        elif (value := _value(row, key, kind)) is not None:
            found[field.name] = value
    return found


def _plan(row: Row) -> Record:
    plan = _fields(row, "plan")
    plan.pop("format", None)
    plan.setdefault("id", _text(row, "review"))
    plan["recommendations"] = []
    return plan


def _add_records(plans: Mapping[str, Record], rows: Iterable[Row]) -> None:
    for row in rows:
        record = _text(row, "record").casefold()
        plan = plans.get(_text(row, "review"))
        if plan is None:
            continue
        fields = _fields(row, record)
        fields.pop("id", None)  # its column, "Review", is that of the plan
        name = _text(row, record)
        if record == "recommendation":
            plan["recommendations"].append({**fields, "id": name})
            continue
        recommendation = _named(plan["recommendations"], _text(row, "recommendation"))
        if record == "action" and recommendation is not None:
            recommendation.setdefault("actions", []).append({**fields, "id": name})
        elif recommendation is not None:
            action = _named(recommendation.get("actions", ()), _text(row, "action"))
            own = {"id": name} if name and not name.startswith("#") else {}
            if action is not None:
                action.setdefault("milestones", []).append({**fields, **own})


def _add_entry(plans: Mapping[str, Record], row: Row) -> None:
    """Add an item of a list to the record that it belongs to."""
    owner: Record | None = plans.get(_text(row, "review"))
    kind = "plan"
    for record, key in zip(_RECORDS, ("recommendations", "actions", "milestones"), strict=True):
        name = _text(row, record)
        if name and owner is not None:
            owner, kind = _named(owner.get(key, ()), name), record
    name = _text(row, "record")
    field = next((one for one in RECORDS[kind] if one.name == name), None)
    if owner is None or field is None or not isinstance(field.kind, ListOf):
        return
    item = field.kind.item
    value: Any = _fields(row, item.record) if isinstance(item, RecordOf) else _text(row, "text")
    if isinstance(item, RecordOf) and item.text_key and set(value) == {item.text_key}:
        value = value[item.text_key]
    owner.setdefault(name, []).append(value)


def _named(records: Iterable[Record], name: str) -> Record | None:
    """The record with an id, or at a place such as `#2`."""
    every = list(records)
    if name.startswith("#") and name[1:].isdigit() and 0 < int(name[1:]) <= len(every):
        return every[int(name[1:]) - 1]
    return next((one for one in every if one.get("id") == name), None)

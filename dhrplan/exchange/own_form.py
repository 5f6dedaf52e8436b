"""The plan in a Word file that `dhrplan report --format docx` wrote: the fields of the form.

`reports/form.py` says what its cells hold. What has a label there and no field of the form, such
as the updates, is kept in the notes with its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from dhrplan.exchange.grid import Cell, Document, Grid
from dhrplan.model.dates.parse import parse_date, parse_period
from dhrplan.model.dates.values import DateFault, Period
from dhrplan.plan.fields import SCOPE, STATUS
from dhrplan.reports.form import CONTINUED, FORM, LABELS

Record = dict[str, Any]

_TITLES = [column.title for column in FORM]
_CALCULATED = frozenset({"Result", "Also answered by", "Flags", "Cannot be read"})
"""Labels of what other fields say already."""
_AS_WRITTEN = {
    "Lead in the source": "lead",
    "Partners in the source": "partners",
    "Target in the source": "target",
    "Status in the source": "status",
    "Completed in the source": "completed",
}
_TEXTS = {
    "Paragraph": "ref",
    "Reference": "ref",
    "Section": "section",
    "Post": "post",
    "Expected": "expected",
    "Rating": "rating",
    "Progress": "progress",
    "Outcome": "outcome",
}
_LISTS = {"Themes": "themes", "Evidence": "evidence", "Notes": "notes", "Also for": "also_for"}
_BODIES = {"Addressed to": "addressed_to", "Partners": "partners"}
_DATES = {"Forecast": "forecast", "Next check": "next_check"}
_EMPTY = frozenset({"Not recorded", "(no text)", "Cannot be read", ""})


def plan(document: Document) -> Record | None:
    """The plan in a Word file of our own; None for any other."""
    forms = [one for one in document.grids if _is_form(one)]
    if not forms:
        return None
    found: Record = {"title": "", "recommendations": []}
    for line in forms[0].above:
        if match := re.fullmatch(r"(?P<title>.+) \((?P<id>[\w.-]+)\), as at .*", line):
            found["id"], found["title"] = match["id"], match["title"]
        for label, key in (("Introduction: ", "introduction"), ("Source: ", "source")):
            if line.startswith(label):
                text = line.removeprefix(label)
                found[key] = {"title": text} if key == "source" else text
    for grid in forms:
        # A table for each section of the source, under its heading.
        section = grid.above[-1] if len(forms) > 1 and grid.above else ""
        found["recommendations"] += _recommendations(grid, section)
    return found


def _recommendations(grid: Grid, section: str) -> list[Record]:
    found: list[Record] = []
    seen: set[int] = set()
    for row in range(1, grid.height):
        cells = [grid.at(row, column) for column in range(len(FORM))]
        first = cells[0]
        if first is None:
            continue
        is_continued = bool(found) and first.text == f"{found[-1]['id']}{CONTINUED}"
        if id(first) not in seen and not is_continued:
            seen.add(id(first))
            of_section = {"section": section} if section else {}
            found.append({**_recommendation(first, cells[1]), **of_section})
        if any(cell and cell.row == row and cell.text for cell in cells[3:]):
            action = _action([cell.text if cell else "" for cell in cells])
            found[-1].setdefault("actions", []).append(action)
    return found


def _is_form(grid: Grid) -> bool:
    cells = [grid.at(0, column) for column in range(len(FORM))]
    return [cell.text if cell else "" for cell in cells] == _TITLES


def _split(text: str, column: str) -> tuple[list[str], dict[str, list[str]]]:
    """The lines before the first label of a cell, and the lines of each label."""
    first: list[str] = []
    labelled: dict[str, list[str]] = {}
    current = first
    labels = "|".join(map(re.escape, LABELS[column]))
    for line in text.split("\n"):
        match = re.match(rf"(?P<label>{labels}):(?: (?P<rest>.*))?$", line) if labels else None
        if match:
            current = labelled.setdefault(match["label"], [])
            if match["rest"]:
                current.append(match["rest"])
        else:
            current.append(line)
    return first, labelled


def _fill(record: Record, labelled: dict[str, list[str]]) -> None:
    """Fill the fields that labels name."""
    for label, lines in labelled.items():
        text = "\n".join(lines)
        if label in _CALCULATED:
            continue
        if key := _AS_WRITTEN.get(label):
            record.setdefault("as_written", {})[key] = text
        elif key := _TEXTS.get(label):
            record[key] = text
        elif key := _LISTS.get(label):
            record[key] = [*record.get(key, ()), *lines]
        elif key := _BODIES.get(label):
            record[key] = [_code(line) for line in lines]
        elif (key := _DATES.get(label)) and (day := _date(text)):
            record[key] = day
        elif label == "Review cycle" and (often := _period(text)):
            record["review_every"] = often
        elif label == "Extended" and (was := _earlier(text)):
            record["extensions"] = [{"was": one} for one in was]
        else:
            record.setdefault("notes", []).append(f"{label}: {text}")


def _recommendation(cell: Cell, scope: Cell | None) -> Record:
    first, labelled = _split(cell.text, "recommendation")
    number, _, words = "\n".join(first).partition(". ")
    record: Record = {"id": number}
    _titled(record, words, labelled.pop("Recommendation", None))
    if scope and scope.text in SCOPE.values:
        record["scope"] = scope.text
    _fill(record, labelled)
    return record


def _titled(record: Record, words: str, text: list[str] | None) -> None:
    """The text, or the title where the text has a label of its own."""
    if text is not None:
        record["title"], record["text"] = words, "\n".join(text)
    elif words.strip() not in _EMPTY:
        record["text"] = words


def _action(cells: Sequence[str]) -> Record:
    first, labelled = _split(cells[2], "action")
    number, _, words = "\n".join(first).partition(" ")
    action: Record = {"id": number.strip()}
    _titled(action, words, labelled.pop("Action to take", None))
    _fill(action, labelled)
    leads, labelled = _split(cells[3], "lead")
    if "Jointly" in leads:
        action["joint"] = "yes"
    named = [_code(line) for line in leads if line != "Jointly" and line not in _EMPTY]
    if named:
        action["lead"] = named
    _fill(action, labelled)
    if cells[4]:
        action["milestones"] = list(_milestones(cells[4]))
    target, labelled = _split(cells[5], "target")
    if day := _date(re.sub(r" \(.*\)$", "", " ".join(target))):
        action["target"] = day
    _fill(action, labelled)
    done, labelled = _split(cells[6], "completion")
    _completion(action, done)
    _fill(action, labelled)
    return action


def _completion(action: Record, lines: list[str]) -> None:
    if not lines:
        return
    head = re.fullmatch(r"(?P<status>[^:(]*?)(?:: (?P<day>[^(]*?))?(?: \(.*\))?", lines[0])
    if head is None:
        action["outcome"] = "\n".join(lines)
        return
    status = _status(head["status"])
    if status:
        action["status"] = status
    if day := _date(head["day"] or ""):
        action["completed"] = day
    if len(lines) > 1:
        action["outcome"] = "\n".join(lines[1:])


def _status(words: str) -> str:
    if words.strip() == "Complete, continuing":
        return "complete-ongoing"
    value = words.strip().casefold().replace(" ", "-")
    return value if value in STATUS.values else ""


_STEP = re.compile(r"(?:(?P<id>[\w.-]+)\.|\u2022) (?P<rest>.*)", re.DOTALL)


def _milestones(text: str) -> Iterable[Record]:
    steps: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        if match := _STEP.fullmatch(line):
            steps.append((match["id"] or "", [match["rest"]]))
        elif steps:
            steps[-1][1].append(line)
    for name, lines in steps:
        first, labelled = _split("\n".join(lines), "milestones")
        yield _milestone(name, "\n".join(first), labelled)


def _milestone(name: str, text: str, labelled: dict[str, list[str]]) -> Record:
    step: Record = {"id": name} if name else {}
    pieces = text.split(" \u2013 ")
    while len(pieces) > 1 and (found := _of_step(pieces[-1])) is not None:
        step = {**found, **step}
        if "as_written" in found and "as_written" in step:
            step["as_written"] = {**found["as_written"], **step["as_written"]}
        pieces.pop()
    step["text"] = " \u2013 ".join(pieces)
    _fill(step, labelled)
    return step


def _of_step(piece: str) -> Record | None:
    """What a piece behind the words of a milestone says; None if it is part of the words."""
    if match := re.fullmatch(r"(?P<key>\w+) in the source: (?P<words>.*)", piece):
        return {"as_written": {match["key"]: match["words"]}}
    if re.fullmatch(r"\d+ (?:day|month|year)s?(?: \d+ months?)? late", piece):
        return {}
    if piece.startswith("lead "):
        return {"lead": [_code(one) for one in piece.removeprefix("lead ").split(", ")]}
    if piece.startswith("target ") and (day := _date(piece.removeprefix("target "))):
        return {"target": day}
    done = re.fullmatch(r"(?P<word>completed?) (?P<day>.*)", piece)
    if done and (day := _date(done["day"])):
        return {"completed": day, **({"status": "complete"} if done["word"] == "complete" else {})}
    return {"status": status} if (status := _status(piece)) else None


def _code(line: str) -> str:
    """The code of "Full name (CODE)", or the name where it has none."""
    match = re.fullmatch(r".* \((?P<code>[^()]+)\)", line)
    return match["code"] if match else line


def _date(text: str) -> str:
    when = parse_date(" ".join(text.split()), relative=True)
    return "" if isinstance(when, DateFault) else when.canonical


def _period(text: str) -> str:
    period = parse_period(text.removeprefix("every "))
    return period.canonical if isinstance(period, Period) else ""


def _earlier(text: str) -> list[str]:
    _, _, dates = text.partition("Was ")
    found = [_date(one) for one in re.split(r", |; | then ", dates.rstrip("."))]
    return found if all(found) else []

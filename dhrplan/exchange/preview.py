"""What an import understood, as a report: its actions, what is doubtful, what was left out."""

from __future__ import annotations

from collections import Counter

from dhrplan.exchange.action_fields import Record
from dhrplan.exchange.understand import Understood
from dhrplan.model.agencies import Register
from dhrplan.model.dates.parse import parse_date
from dhrplan.model.dates.values import DateFault, spoken
from dhrplan.table import Brief, Cell, Column, Fact, Report, Section, Table
from dhrplan.wording import count

_MARK = "?"
_COLUMNS = (
    Column("recommendation", "Recommendation", prose=True),
    Column("doubt", "Doubt"),
    Column("action", "Action"),
    Column("text", "Text", prose=True, label=False, least=18),
    Column("lead", "Lead", least=12),
    Column("status", "Status"),
    Column("target", "Target"),
)


def preview(understood: Understood, file: str, register: Register) -> Report:
    """The report that an import shows before it asks."""
    plan = understood.plan
    doubtful = {id(doubt.record) for doubt in understood.doubts}
    rows = [
        _row(one, action, register, understood.proposed, doubtful)
        for one in plan["recommendations"]
        for action in one.get("actions") or [{}]
    ]
    actions = sum(1 for _ in understood.actions)
    found = f"{count(len(plan['recommendations']), 'recommendation')}, {count(actions, 'action')}"
    heads = ", ".join(
        f"{one.text} ({one.meaning.replace('_', ' ') if one.meaning else 'kept in the notes'})"
        for one in understood.rows.heads
    )
    sections = [
        Section(
            "",
            (Fact("Found", found), Fact("Columns", heads)),
            (Table(_COLUMNS, tuple(rows), groups=1),),
        )
    ]
    if understood.doubts:
        facts = tuple(Fact("", f"{one.place}\n  {one.message}") for one in understood.doubts)
        sections.append(Section(f"To check ({len(facts)}), each a comment in the plan", facts))
    if understood.proposed:
        names = tuple(understood.proposed.items())
        table = Table((Column("code", "Code"), Column("name", "Name")), names)
        sections.append(Section("New in the register of agencies", (), (table,)))
    if understood.dropped:
        reasons = Counter(reason for _, _, reason in understood.dropped)
        facts = tuple(
            Fact("", f"{count(number, 'cell')}: {reason}") for reason, number in reasons.items()
        )
        sections.append(Section("Left out", facts))
    return Report(
        "import",
        f"{plan['title']}, as read from {file}",
        None,
        tuple(sections),
        dict,
        lambda: Table(_COLUMNS, tuple(rows)),
    )


def _row(
    recommendation: Record,
    action: Record,
    register: Register,
    proposed: dict[str, str],
    doubtful: set[int],
) -> tuple[Cell, ...]:
    inside = (action, *action.get("milestones", ()))
    target = parse_date(action["target"], relative=True) if action.get("target") else None
    return (
        f"{recommendation['id']}: {_brief(recommendation['text'])}",
        _MARK if any(id(one) in doubtful for one in inside) else "",
        action.get("id", ""),
        Brief(action.get("title") or action.get("text") or ""),
        ", ".join(proposed.get(one) or register.full_name(one) for one in action.get("lead", ())),
        action.get("status", ""),
        spoken(target) if target and not isinstance(target, DateFault) else "",
    )


def _brief(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 100 else f"{line[:99]}\u2026"  # noqa: PLR2004 - a line and a bit

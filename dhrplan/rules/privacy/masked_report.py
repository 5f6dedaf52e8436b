"""A report of earlier versions of plans, with what a privacy rule finds in its texts masked.

A name that was withheld later is still in the old versions. The texts of the report are searched
together, as the items of a plan that holds nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from textwrap import indent
from typing import Any

from dhrplan.model.agencies import Register
from dhrplan.plan.folder import Folder
from dhrplan.plan.read import PlanFile
from dhrplan.rules import RULES_BY_NAME
from dhrplan.rules.engine import diagnostic
from dhrplan.rules.privacy.masking import Mask
from dhrplan.table import Column, Report
from dhrplan.yamldoc.nodes import Source

_OF_THE_PROGRAM = ("colour", "language")
"""The attributes of cells whose words come from no plan."""


def masked_report(report: Report, names: tuple[str, ...]) -> Report:
    """The report with private texts masked, and the forbidden `names` too."""
    return replace(
        report,
        title=_masked(report.title, names),
        sections=_masked(report.sections, names),
        notes=_masked(report.notes, names),
        chosen=_masked(report.chosen, names),
        filters=_masked(report.filters, names),
        make_data=lambda: _masked(report.data, names),
        make_flat=lambda: _masked(report.flat, names),
        make_form=(lambda: _masked(report.form, names)) if report.make_form else None,
        make_sheets=lambda: _masked(report.sheets, names),
    )


def masked_texts(texts: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Sentences about old versions with private texts masked, and the forbidden `names` too."""
    found: tuple[str, ...] = _masked(texts, names)
    return found


def _masked(value: Any, names: tuple[str, ...]) -> Any:
    """A value of a report with every private text in it masked."""
    private = [one for one in _findings(dict.fromkeys(_texts(value)), names) if one.private]
    return _mapped(value, Mask(private)) if private else value


def _findings(texts: Iterable[str], names: tuple[str, ...]) -> Iterator[Any]:
    text = "".join(f"- |-\n{indent(one, '  ')}\n" for one in texts)
    file = PlanFile(Source("report.yaml", text), None, ())
    folder = Folder("", (file,), Register(), forbidden_names=names)
    for rule in RULES_BY_NAME.values():
        if rule.family == "privacy":
            found = rule.findings((folder,), date.min)  # these rules know no day
            yield from (diagnostic(rule, one) for one in found)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Column):
        return  # keys and titles of the program
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            if one.name not in _OF_THE_PROGRAM:
                yield from _texts(getattr(value, one.name))
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in _texts(one))
    elif isinstance(value, Iterable):
        yield from (text for one in value for text in _texts(one))


def _mapped(value: Any, mask: Mask) -> Any:
    if isinstance(value, str):
        return mask.text(value)
    if isinstance(value, Column):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        names = (one.name for one in fields(value) if one.name not in _OF_THE_PROGRAM)
        return replace(value, **{name: _mapped(getattr(value, name), mask) for name in names})
    if isinstance(value, Mapping):
        return {key: _mapped(one, mask) for key, one in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(_mapped(one, mask) for one in value))
    if isinstance(value, list | tuple):
        return type(value)(_mapped(one, mask) for one in value)
    return value

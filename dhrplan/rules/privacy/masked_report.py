"""A report of earlier versions of plans, with what a privacy rule finds in its texts masked.

A name that was withheld later is still in the old versions. The texts of the report are searched
together, as the items of a plan that holds nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import partial
from textwrap import indent
from typing import Any

from dhrplan.diagnostic import Diagnostic
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

_QUOTE = re.compile("\u201c([^\u201d]*)\u201d")
_NAME = re.compile(r"\S*_\S*|\S+\.(?:ya?ml|docx|xls[xm]|csv|tsv|md)\b", re.IGNORECASE)
"""A word that may be the name of a file, where words are joined by `_` and `-`."""


def masked_report(report: Report, names: tuple[str, ...]) -> Report:
    """The report with private texts masked, and the forbidden `names` too.

    What people read may quote a part of a text, such as the words that were changed. So whatever is
    found in the whole texts is masked there too.
    """
    hide = _Hiding(names)
    hide.add(report.quoted)
    return replace(
        report,
        title=hide(report.title),
        sections=hide(report.sections),
        notes=hide(report.notes),
        chosen=hide(report.chosen),
        filters=hide(report.filters),
        partnerships=hide(report.partnerships),
        markings=hide(report.markings),
        make_data=lambda: hide(report.data),
        make_flat=lambda: hide(report.flat),
        make_form=(lambda: hide(report.form)) if report.make_form else None,
        make_sheets=lambda: hide(report.sheets),
        make_quoted=lambda: hide(report.quoted),
    )


def masked_texts(texts: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Sentences about old versions with private texts masked, and the forbidden `names` too."""
    found: tuple[str, ...] = _Hiding(names)(texts)
    return found


class _Hiding:
    """Masks the private texts of all that it has been given so far; each text is searched once."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.searched: set[str] = set()
        self.private: list[Diagnostic] = []

    def add(self, value: Any) -> None:
        """Search every text of a value."""
        new = [text for text in dict.fromkeys(_texts(value)) if text not in self.searched]
        self.searched.update(new)
        self.private += (one for one in _findings(new, self.names) if one.private)

    def __call__(self, value: Any) -> Any:
        """The value with every private text masked."""
        self.add(value)
        if not self.private:
            return value
        mask = Mask(self.private)
        return _mapped(value, lambda text: _QUOTE.sub(partial(_in_quote, mask), mask.text(text)))


def _in_quote(mask: Mask, quote: re.Match[str]) -> str:
    """A quote without the beginning or end of a private text: only some of its words changed."""
    return f"\u201c{mask.cut_out(quote[1])}\u201d"


def _findings(texts: Iterable[str], names: tuple[str, ...]) -> Iterator[Diagnostic]:
    every = tuple(texts)
    parts = (word for one in every for word in _NAME.findall(one))
    joined = (re.sub("[_-]", " ", word.rpartition("/")[2]) for word in parts)
    lines = dict.fromkeys((*every, *joined))
    text = "".join(f"- |-\n{indent(one, '  ')}\n" for one in lines)
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


def _mapped(value: Any, mask: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return mask(value)
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

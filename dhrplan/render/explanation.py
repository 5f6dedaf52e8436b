"""Rules explained: what each finds, why it matters, what to write instead, how to silence it.

`dhrplan explain`, docs/rules.md and the help in SARIF are made of the same pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from dhrplan import workspace
from dhrplan.diagnostic import Severity
from dhrplan.render.findings import Findings, Surroundings, lines_of
from dhrplan.render.findings.text import blocks
from dhrplan.render.markdown import fenced
from dhrplan.render.masking import masked
from dhrplan.rules.engine import EXAMPLE_DAY, FAMILIES, Rule, named_bytes
from dhrplan.table import Code, Column, Fact, Json, Report, Section, Table, Word
from dhrplan.text.settings import FILE, FORBIDDEN_NAMES

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}

_PAGE = 80
_INDENT = 4
"""How far an example is indented at a terminal."""

_FOLDER = "plans"
_USUAL = "DHR99.yaml"
"""The file that goes without its name, where nothing else is otherwise."""

_AROUND = 1
"""How many lines of an example stand before and after those that the mending changes."""

_FLAT = ("rule", "family", "severity", "what", "why", "instead")


def listing(rules: Iterable[Rule]) -> Report:
    """The rules in a table a family."""
    listed = tuple(rules)
    columns = (
        Column("rule", "Rule", least=max(len(rule.name) for rule in listed)),
        Column("severity", "Severity"),
        Column("what", "What it finds", prose=True, label=False),
    )
    sections = (_family(name, listed, columns) for name in FAMILIES)
    return _report("Rules", tuple(one for one in sections if one), listed)


def whole(rule: Rule, width: int = _PAGE) -> Report:
    """All that there is to know of one rule, for a window of so many columns."""
    head = (Fact("Family", rule.family), Fact("Severity", _severity(rule)))
    sections = (
        Section("", (Fact("", rule.what), *head)),
        Section("Why it matters", (Fact("", rule.why),)),
        *_code("Not like this", Code(bad_example(rule))),
        *_code("What dhrplan validate says", Code(said_of(rule, width - _INDENT), "text")),
        Section("What to write instead", (Fact("", rule.instead),)),
        *_code("Like this", Code(good_example(rule))),
        Section("To silence it", (Fact("", silence(rule)),)),
    )
    return _report(rule.name, sections, (rule,))


def bad_example(rule: Rule) -> str:
    """Of the files that it complains of, the lines that the mending changes; empty without any."""
    return _changed(rule.bad, rule.good)


def good_example(rule: Rule) -> str:
    """The same lines mended."""
    return _changed(rule.good, rule.bad)


def said_of(rule: Rule, width: int = _PAGE - _INDENT) -> str:
    """What `validate` says of the bad example; empty without any."""
    view = workspace.read((named_bytes(rule.bad, _FOLDER),))
    found = view.check(EXAMPLE_DAY)
    findings = masked(Findings(found, len(view.files), lines_of(view, found)))
    return "\n\n".join(blocks(findings, Surroundings(width)))


def silence(rule: Rule) -> str:
    """How it is silenced at one place and everywhere."""
    if rule.family == "reading":
        return "It cannot be silenced: what cannot be read has to be mended."
    everywhere = f'`{rule.name} = "off"` under `[rules]` in dhrplan.toml.'
    if rule.family == "silencing" or not rule.by_comment:
        return f"Only everywhere: {everywhere}"
    return (
        f"At one place write `# dhrplan: ignore[{rule.name}] why` behind the value, or on a line "
        "of its own above the item or key; above the first key it speaks for the whole file. "
        f"Everywhere: {everywhere}"
    )


def plain_help(rule: Rule) -> str:
    """The explanation in sentences, for programs that show no more."""
    return f"{rule.why} {rule.instead} {silence(rule)}"


def help_page(rule: Rule) -> str:
    """The explanation in Markdown, for programs that show a page beside a finding."""
    bad, good = bad_example(rule), good_example(rule)
    return "\n\n".join(
        (
            rule.why,
            *(("Not like this:", fenced(Code(bad))) if bad else ()),
            rule.instead,
            *(("Like this:", fenced(Code(good))) if good else ()),
            silence(rule),
        )
    )


# -- tables ----------------------------------------------------------------------------------------


def _report(title: str, sections: tuple[Section, ...], rules: tuple[Rule, ...]) -> Report:
    return Report(
        kind="rules",
        title=title,
        as_of=None,
        sections=sections,
        make_data=lambda: {"rules": [_json(rule) for rule in rules]},
        make_flat=lambda: _flat(rules),
    )


def _family(name: str, rules: Iterable[Rule], columns: tuple[Column, ...]) -> Section | None:
    rows = tuple((rule.name, _severity(rule), rule.what) for rule in rules if rule.family == name)
    table = Table(columns, rows)
    return Section(name.capitalize(), (Fact("", FAMILIES[name]),), (table,)) if rows else None


def _code(title: str, code: Code) -> tuple[Section, ...]:
    return (Section(title, (Fact("", code),)),) if code.text else ()


def _severity(rule: Rule) -> Word:
    return Word(rule.severity, COLOURS[rule.severity])


def _flat(rules: Iterable[Rule]) -> Table:
    rows = (
        (rule.name, rule.family, str(rule.severity), rule.what, rule.why, rule.instead)
        for rule in rules
    )
    return Table(tuple(Column(key, key) for key in _FLAT), tuple(rows))


def _json(rule: Rule) -> Json:
    return {
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity,
        "what": rule.what,
        "why": rule.why,
        "instead": rule.instead,
        "bad": dict(rule.bad),
        "good": dict(rule.good),
    }


# -- examples --------------------------------------------------------------------------------------


def _changed(files: Mapping[str, str], others: Mapping[str, str]) -> str:
    """The files that are otherwise in the other example, each with the lines that are."""
    changed = [name for name, text in files.items() if text != others.get(name)]
    parts = [(name, _lines(files[name], others.get(name))) for name in changed]
    return "\n\n".join(
        lines if changed == [_USUAL] else f"# {_place(name)}\n{lines}" for name, lines in parts
    )


def _lines(text: str, other: str | None) -> str:
    """The lines that are otherwise in the other text, with some around them."""
    if other is None:
        return text.rstrip("\n")
    lines = text.splitlines()
    matcher = SequenceMatcher(None, lines, other.splitlines(), autojunk=False)
    groups = ((group[0][1], group[-1][2]) for group in matcher.get_grouped_opcodes(_AROUND))
    return "\n# ...\n".join("\n".join(lines[first:last]) for first, last in groups)


def _place(name: str) -> str:
    """Where a file of an example stands: settings and names beside the folder, all else in it."""
    return name if name in (FILE, FORBIDDEN_NAMES) else f"{_FOLDER}/{name}"

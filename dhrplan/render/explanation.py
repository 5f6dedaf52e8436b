"""The explanation of a rule, for `dhrplan explain`, docs/rules.md and the help in SARIF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from dhrplan import workspace
from dhrplan.diagnostic import Severity
from dhrplan.plan.settings import FILE, FORBIDDEN_NAMES
from dhrplan.render.findings import Findings, Surroundings, lines_of, masked
from dhrplan.render.findings.text import blocks
from dhrplan.render.markdown import fenced
from dhrplan.rules.engine import EXAMPLE_DAY, FAMILIES, Rule, named_bytes
from dhrplan.table import Code, Column, Fact, Json, Report, Section, Table, Word

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}

_PAGE = 80
_INDENT = 4
"""Indent of an example at a terminal."""

_FOLDER = "plans"
_USUAL = "DHR99.yaml"
"""The file whose name is left out when it alone differs."""

_AROUND = 1
"""Lines of context around the difference of two examples."""

_FLAT = ("rule", "family", "severity", "what", "why", "instead")


def listing(rules: Iterable[Rule]) -> Report:
    """The rules, a table for each family."""
    listed = tuple(rules)
    columns = (
        Column("rule", "Rule", least=max(len(rule.name) for rule in listed)),
        Column("severity", "Severity"),
        Column("what", "What it finds", prose=True, label=False),
    )
    sections = (_family(name, listed, columns) for name in FAMILIES)
    return _report("Rules", tuple(one for one in sections if one), listed)


def whole(rule: Rule, width: int = _PAGE) -> Report:
    """The full explanation of one rule, for a window of `width` columns."""
    head = (Fact("Family", rule.family), Fact("Severity", _severity(rule)))
    sections = (
        Section("", (Fact("", rule.what), *head)),
        Section("Why it matters", (Fact("", rule.why),)),
        *_code("As it was before", Code(earlier_example(rule))),
        *_code("Not like this", Code(bad_example(rule))),
        *_code("What dhrplan validate says", Code(said_of(rule, width - _INDENT), "text")),
        Section("What to write instead", (Fact("", rule.instead),)),
        *_code("Like this", Code(good_example(rule))),
        Section("To silence it", (Fact("", silence(rule)),)),
    )
    return _report(rule.name, sections, (rule,))


def bad_example(rule: Rule) -> str:
    """The lines of the bad example that differ from the good one, or else from the earlier one."""
    return _changed(rule.bad, rule.earlier or rule.good)


def earlier_example(rule: Rule) -> str:
    """The lines of the earlier version that differ from the bad example."""
    return _changed(rule.earlier, rule.bad)


def good_example(rule: Rule) -> str:
    """The lines of the good example that differ from the bad one, or else from the earlier one."""
    return _changed(rule.good, rule.earlier or rule.bad)


def said_of(rule: Rule, width: int = _PAGE - _INDENT) -> str:
    """The output of `validate` for the bad example."""
    view = workspace.read((named_bytes(rule.bad, _FOLDER),))
    before = workspace.read((named_bytes(rule.earlier, _FOLDER),)) if rule.earlier else None
    found = view.check(EXAMPLE_DAY, earlier=before.folders if before else None)
    findings = masked(Findings(found, len(view.files), lines_of(view, found)))
    return "\n\n".join(blocks(findings, Surroundings(width)))


def silence(rule: Rule) -> str:
    """Advice to silence the rule, at one place and everywhere."""
    if rule.family == "reading":
        return "It cannot be silenced: what cannot be read must be fixed."
    everywhere = f'`{rule.name} = "off"` under `[rules]` in dhrplan.toml.'
    if rule.family == "silencing" or not rule.by_comment:
        return f"Only everywhere: {everywhere}"
    return (
        f"In one place: write `# dhrplan: ignore[{rule.name}] why` behind the value, or on a line "
        "above the item or key. Above the first key it holds for the whole file. "
        f"Everywhere: {everywhere}"
    )


def plain_help(rule: Rule) -> str:
    """The explanation as plain sentences."""
    return f"{rule.why} {rule.instead} {silence(rule)}"


def help_page(rule: Rule) -> str:
    """The explanation in Markdown."""
    earlier, bad, good = earlier_example(rule), bad_example(rule), good_example(rule)
    return "\n\n".join(
        (
            rule.why,
            *(("As it was before:", fenced(Code(earlier))) if earlier else ()),
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
        "earlier": dict(rule.earlier),
        "bad": dict(rule.bad),
        "good": dict(rule.good),
    }


# -- examples --------------------------------------------------------------------------------------


def _changed(files: Mapping[str, str], others: Mapping[str, str]) -> str:
    """The files that differ from the other example, each with its differing lines."""
    changed = [name for name, text in files.items() if text != others.get(name)]
    parts = [(name, _lines(files[name], others.get(name))) for name in changed]
    return "\n\n".join(
        lines if changed == [_USUAL] else f"# {_place(name)}\n{lines}" for name, lines in parts
    )


def _lines(text: str, other: str | None) -> str:
    """The lines that differ from the other text, with context."""
    if other is None:
        return text.rstrip("\n")
    lines = text.splitlines()
    matcher = SequenceMatcher(None, lines, other.splitlines(), autojunk=False)
    groups = ((group[0][1], group[-1][2]) for group in matcher.get_grouped_opcodes(_AROUND))
    return "\n# ...\n".join("\n".join(lines[first:last]) for first, last in groups)


def _place(name: str) -> str:
    """The path of a file of an example: settings and forbidden names are beside the folder."""
    return name if name in (FILE, FORBIDDEN_NAMES) else f"{_FOLDER}/{name}"

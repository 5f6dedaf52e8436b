"""Findings for people, and as annotations of GitHub Actions."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from dhrplan.diagnostic import Diagnostic, Place, Related, Severity
from dhrplan.render.blocks import cells
from dhrplan.render.findings import Findings, Surroundings, render
from tests.render.finding import EXAMPLES, FILE, findings, of_example, one

if TYPE_CHECKING:
    from dhrplan.rules.engine import Rule

PROSE = f"    text: {'The officer was told of it. ' * 25}"


def text(found: Findings, width: int = 80, *, colour: bool = False) -> str:
    return render("text", found, Surroundings(width, colour))


def github(found: Findings, base: str = "") -> list[str]:
    return render("github", found, Surroundings(base=base)).splitlines()


def annotation(found: Findings, base: str = "") -> str:
    (line,) = [line for line in github(found, base) if line.startswith(("::error ", "::notice "))]
    return line


# -- text ------------------------------------------------------------------------------------------


def test_a_finding_is_told_in_order() -> None:
    related = (Related(Place("plans/agencies.yaml", 3, 5), "`POL` is here"),)
    told = text(
        findings(
            one("`PLO` is not an agency.", 8, 3, hint="Write `POL`.", related=related),
            lines=("lead: [PLO]",),
            notes=("Names are not looked for.",),
        )
    )
    assert told == (
        "plans/DHR99.yaml:1:8: error[unknown-agency]\n"
        "    `PLO` is not an agency.\n"
        "       1 | lead: [PLO]\n"
        "         |        ^^^\n"
        "    Write `POL`.\n"
        "    plans/agencies.yaml:3:5: `POL` is here\n"
        "\n"
        "1 file checked: 1 error, 0 warnings.\n"
        "Names are not looked for.\n"
    )


def test_infos_are_counted_where_there_are_some() -> None:
    told = text(findings(one("A."), one("B.", severity=Severity.INFO)))
    assert told.endswith("\n\n1 file checked: 1 error, 0 warnings, 1 info.\n")


def test_nothing_found_is_said() -> None:
    assert (
        text(Findings((), 3, notes=("A note.",)))
        == "3 files checked: no problems found.\nA note.\n"
    )


@pytest.mark.parametrize("width", [40, 80, 160])
def test_no_line_but_the_place_is_wider_than_the_window(width: int) -> None:
    long = "`会議の記録` is no value of this place, for more than one reason. " * 4
    found = one(long, 300, 600, hint=long, related=(Related(Place(FILE), long),))
    for line in text(findings(found, lines=(PROSE,), notes=(long,)), width).splitlines():
        assert cells(line) <= width or line.startswith("plans/")


def test_nothing_steers_the_terminal() -> None:
    found = one("`a\x1b[2J` is\nno status.", hint="Not \x9b.")
    told = text(findings(replace(found, place=Place("pl\x07.yaml")), lines=("x",)))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", told)


def test_colour_never_stands_without_its_word() -> None:
    found = findings(one("A.", severity=Severity.WARNING), lines=("text: x",))
    told = text(found, colour=True)
    assert "\x1b[1;33mwarning\x1b[0m[" in told
    assert re.sub(r"\x1b\[[\d;]*m", "", told) == text(found)


def test_a_line_that_is_not_known_or_empty_is_left_out() -> None:
    assert " | " not in text(findings(one("The file is empty."), lines=("",)))
    assert " | " not in text(findings(one("A."), lines=()))


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.name)
def test_the_carets_of_every_example_stand_under_something(rule: Rule) -> None:
    told = text(of_example(rule.name)).splitlines()
    for above, line in pairwise(told):
        if re.fullmatch(r" {9}\| +\^+", line):
            assert above[line.index("^") : line.rindex("^") + 1].strip()


# -- annotations -----------------------------------------------------------------------------------


def test_an_annotation_has_place_rule_message_and_hint() -> None:
    assert annotation(findings(one("`PLO` is unknown.", 8, 3, hint="Write `POL`."))) == (
        "::error file=plans/DHR99.yaml,line=1,endLine=1,col=8,endColumn=11,title=unknown-agency"
        "::`PLO` is unknown.%0AWrite `POL`."
    )


def test_an_info_is_a_notice() -> None:
    assert annotation(findings(one("A.", severity=Severity.INFO))).startswith("::notice file=")


def test_what_parts_a_command_is_written_as_codes() -> None:
    found = replace(one("50% of a,b: c::d\n%0A"), place=Place("pl,a%n:s/DHR99.yaml"))
    assert annotation(findings(found)) == (
        "::error file=pl%2Ca%25n%3As/DHR99.yaml,line=1,endLine=1,col=1,endColumn=2,"
        "title=unknown-agency::50%25 of a,b: c::d %250A"
    )


def unescaped(text: str) -> str:
    """As the runner takes a value back, in its order."""
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


@pytest.mark.parametrize("name", ["a%0Ab", "a%25", "a:b,c", "%2C", "%%", "a::b"])
def test_the_runner_reads_what_was_meant(name: str) -> None:
    line = annotation(findings(replace(one(f"`{name}`."), place=Place(f"plans/{name}.yaml"))))
    properties, _, message = line.removeprefix("::error ").partition("::")
    told = dict(pair.split("=", 1) for pair in properties.split(","))
    assert unescaped(told["file"]) == f"plans/{name}.yaml"
    assert message.replace("%0A", "\n").replace("%25", "%") == f"`{name}`."


def test_files_are_named_from_the_root_of_the_repository() -> None:
    assert "file=sub/plans/DHR99.yaml," in annotation(findings(one("A.")), "sub")
    found = replace(one("A."), place=Place("../plans/DHR99.yaml"))
    assert "file=plans/DHR99.yaml," in annotation(findings(found), "sub")


def test_nothing_that_a_plan_says_is_a_command() -> None:
    lines = ("::set-output name=a::b", "::add-mask::plans", "x ##[add-path]y", "::endgroup::")
    every = (one(line, line=number, hint=line) for number, line in enumerate(lines, 1))
    printed = github(findings(*every, lines=lines, notes=("::error::x",)))
    stop = next(line for line in printed if line.startswith("::stop-commands::"))
    token = stop.removeprefix("::stop-commands::")
    begin, end = printed.index(stop), printed.index(f"::{token}::")
    assert printed[0].startswith("::group::")
    assert printed[end + 1] == "::endgroup::"
    assert printed.count(f"::{token}::") == 1
    outside = printed[:begin] + printed[end + 1 :]
    commands = [line.lstrip().split("::")[1].split(" ")[0] for line in outside if "::" in line]
    assert commands == ["group", "endgroup", *["error"] * 4, "notice"]
    for line in lines:
        assert any(line in shown for shown in printed[begin:end])


def test_the_count_stands_at_the_end() -> None:
    assert github(findings(one("A.")))[-1] == "1 file checked: 1 error, 0 warnings."
    assert github(Findings((), 2)) == ["2 files checked: no problems found."]


def test_a_diagnostic_of_no_known_file_can_be_told() -> None:
    stray = Diagnostic(Place("plans/old/DHR1.yaml"), "unknown-agency", "A.")
    assert annotation(Findings((stray,), 1)).startswith("::error file=plans/old/DHR1.yaml,")

"""What was withheld later is printed by no answer about old versions, in no format."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.history.old_repository import EMAIL, NAME, NHS, PHONE, OldRepository, begin, plan

pytestmark = pytest.mark.needs("git")

PRIVATE = re.compile("tregear|tredinnick|900461|4765919|hobbs", re.IGNORECASE)
"""What tells of a person in the old versions, without what separates groups of digits."""

OLD = f"""\
format: 1
id: DHR1
title: Review of {NAME}
aliases: [The {NAME} case]
partnership: {NAME} Partnership
marking: For {NAME} only
sign_off: {NAME}
introduction: About {NAME}.
notes: [Ring {PHONE}]
source:
  title: Statement of {NAME}
dates:
  published: 2026-03-01
recommendations:
  - id: "1"
    title: {NAME}
    text: |-
      Agencies should share what they know of {NAME}
      and ring {PHONE} or write to {EMAIL}.
    addressed_to: [{NAME}]
    themes: [{NAME}]
    responses:
      - from: {NAME}
        text: NHS number {NHS}
    result:
      met: partly
      by: {NAME}
      reason: {NAME} said so.
    notes: [{NAME}]
    actions:
      - id: "1.1"
        title: The {NAME} form
        text: |-
          Agree one form. Ring {PHONE}, write to {EMAIL}. The number is {NHS}. DS Pat Hobbs said
          that the form which all agencies use from this spring on is the one that is kept here.
        lead: [{NAME}, POL]
        partners: [{NAME}]
        post: {NAME}
        status: in-progress
        target: 2027-03
        extensions:
          - was: 2026-06
            reason: {NAME} was ill.
            approved_by: {NAME}
        extension_asked:
          target: 2027-09
          by: {NAME}
          reason: Ask {NAME}
        progress: DS Pat Hobbs said so.
        expected: {NAME} is safe.
        outcome: |-
          {NAME} is safe.
        evidence:
          - what: Statement of {NAME}
            where: "{NAME}.docx"
            seen_by: {NAME}
        checks:
          - date: 2026-03-01
            by: {NAME}
            found: still-in-place
            how: Ring {PHONE}
        updates:
          - date: 2026-03-01
            by: {NAME}
            text: Wrote to {EMAIL}
        notes: [{NAME}, "{PHONE}"]
        milestones:
          - id: {NAME}
            text: Ask {NAME}
            lead: [{NAME}]
            target: 2027-02
            notes: [{NHS}]
      - id: {NAME.replace(" ", "-")}
        text: Written by {NAME}.
        lead: [POL]
        status: not-started
"""
NEW = """\
format: 1
id: DHR1
title: Review of Child B
recommendations:
  - id: "1"
    text: Agencies should share what they know of Child B.
    actions:
      - id: "1.1"
        title: The form
        text: |-
          Agree one form. DS Y said
          that the form which all agencies use from this spring on is the one that is kept here.
        lead: [POL]
        status: in-progress
        target: 2027-06
"""
AT = "--at 2026-05-01"
SINCE = "--since 2026-05-01"
ANSWERS = (
    *(
        f"{name} {AT}"
        for name in ("overdue", "list", "status", "report --all", "status --by agency")
    ),
    *(f"show DHR1 {what} {AT}" for what in ("1.1", "1")),
    f"validate {AT}",
    f"validate {SINCE}",
    f"changes {SINCE}",
    f"changes {SINCE} --until 2026-06-01",
)


@pytest.fixture
def repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> OldRepository:
    """A name, a number and an address were in the plan, and are not any more."""
    found = begin(tmp_path / "partnership", capsys, monkeypatch)
    found.commit("2026-05-01", {"plans/DHR1.yaml": OLD})
    found.commit("2026-06-01", {"plans/DHR1.yaml": NEW})
    return found


def printed(repository: OldRepository, command: str) -> str:
    """All that a command prints, without what separates the parts of a number."""
    outcome = repository.run(command)
    assert outcome.code in {0, 1, 2, 3}, outcome.stderr
    return re.sub(r"(?<=\d)[ -](?=\d)", "", outcome.stdout + outcome.stderr)


def shows_none(text: str) -> None:
    assert sorted(set(PRIVATE.findall(text))) == []


FORMATS = {True: ("", "json", "sarif", "github"), False: ("", "json", "csv", "markdown")}


@pytest.mark.parametrize(
    ("command", "form"),
    [(one, form) for one in ANSWERS for form in FORMATS[one.startswith("validate")]],
)
def test_no_answer_prints_it(repository: OldRepository, command: str, form: str) -> None:
    text = printed(repository, f"dhrplan {command} {form and f'--format {form}'}")
    # SARIF holds the examples of the rules, which have this name.
    shows_none(re.sub("(?i)hobbs", "", text) if form == "sarif" else text)


@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv", "md"])
@pytest.mark.parametrize(
    "command", [f"changes {SINCE}", f"report --all {AT}", f"list {AT}", f"show DHR1 1.1 {AT}"]
)
def test_no_file_holds_it(
    repository: OldRepository, tmp_path: Path, command: str, ending: str
) -> None:
    file = tmp_path / f"answer.{ending}"
    shows_none(printed(repository, f"dhrplan {command} -o {file}"))
    if ending in {"docx", "xlsx"}:
        with ZipFile(file) as package:
            parts = [package.read(name).decode(errors="replace") for name in package.namelist()]
        text = "\n".join(re.sub("<[^>]*>", "", part) + part for part in parts)
    else:
        text = file.read_text(encoding="utf-8-sig")
    shows_none(re.sub(r"(?<=\d)[ -](?=\d)", "", text))


@pytest.mark.parametrize("words", ["Chlo", "Tregea", "case"])
@pytest.mark.parametrize("option", ["--agency", "--review", "--theme", "--partner", "--status"])
def test_no_suggestion_prints_it(repository: OldRepository, option: str, words: str) -> None:
    for command in (f"list {AT}", f"changes {SINCE}"):
        text = printed(repository, f"dhrplan {command} {option} {words}")
        shows_none(text.replace(f"`{words}`", ""))


@pytest.mark.parametrize("what", ["DHR1 1.9", "DHR2 1.1", "Chlo 1.1", "DHR1 Chloe", "DHR1 1.1/i"])
def test_no_message_about_what_is_not_there_prints_it(repository: OldRepository, what: str) -> None:
    shows_none(printed(repository, f"dhrplan show {what} {AT}"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It was DS Pat Hobbs who said so.", "It was DS X who said so."),
        ("It was Chloe Tregear who said so.", "It was Chloe B who said so."),
        ("It was Chloe Tregear who said so.", "It was Child Tregear-B who said so."),
        ("Ring 07700 900461 for the form.", "Ring 07700 900000 for the form."),
        ("Write to pat.tredinnick@gmail.com for it.", "Write to the team for it."),
        ("The number is 943 476 5919 in the list.", "The number is 943 476 0000 in the list."),
        ("Agree the form with Chloe", "Agree the form with Chloe Tregear"),
    ],
)
@pytest.mark.parametrize("field", ["text", "progress", "outcome"])
def test_no_word_of_it_is_quoted_where_it_was_reworded(
    repository: OldRepository, field: str, before: str, after: str
) -> None:
    words = "Some words that stay the same so that this is the same text, only reworded."
    for day, text in (("2026-07-01", before), ("2026-07-02", after), ("2026-07-03", "Child B")):
        lines = f"{field}: {text} {words}" if field != "text" else ""
        content = plan(lines)
        if field == "text":
            content = content.replace("Agree one form.", f"{text} {words}")
        repository.commit(day, {"plans/DHR1.yaml": content})
    for form in ("", "--format csv", "--format json", "--format markdown"):
        for one, other in (("01", "02"), ("02", "03"), ("01", "03")):
            between = f"--since 2026-07-{one} --until 2026-07-{other}"
            text = printed(repository, f"dhrplan changes {between} {form}")
            shows_none(text.replace("Tregear-B", ""))


@pytest.mark.parametrize(
    "broken",
    [
        f"format: 1\nid: DHR1\nrecommendations: {NAME}\n",
        f"format: 1\nid: DHR1\n'{NAME}\n",
        f"{NAME}: 1\n",
        plan("target: x").replace("target: 2027-03", f"target: ask {NAME}"),
        plan().replace("status: in-progress", f"status: {NAME}"),
        plan().replace("status: in-progress", "status: DS Pat Hobbs"),
        plan().replace("target: 2027-03", f"target: ring {PHONE}"),
        plan().replace("lead: [POL]", f"lead: [POL]\n        {NAME}: 1"),
    ],
)
def test_no_fault_of_an_old_version_quotes_it(repository: OldRepository, broken: str) -> None:
    repository.commit("2026-05-15", {"plans/DHR1.yaml": broken})
    repository.commit("2026-06-15", {"plans/DHR1.yaml": NEW})
    for command in (
        "changes --since 2026-05-15",
        "changes --since 2026-05-01 --until 2026-05-15",
        "changes --since 2026-05-15 --format json",
        "list --at 2026-05-15",
        "list --at 2026-05-15 --format json",
        "validate --at 2026-05-15",
        "validate --at 2026-05-15 --format json",
        "validate --since 2026-05-15",
    ):
        shows_none(printed(repository, f"dhrplan {command}"))


@pytest.mark.parametrize("name", [f"{NAME}.yaml", "chloe_tregear.yaml", "DHR1 DS Pat Hobbs.yaml"])
@pytest.mark.parametrize("content", [NEW, "a: 'b"])
def test_no_name_of_a_file_is_printed(repository: OldRepository, name: str, content: str) -> None:
    repository.commit("2026-05-15", {f"plans/{name}": content.replace("DHR1", "DHR3")})
    for command in (
        "list --at 2026-05-15 --format json",
        "changes --since 2026-05-15 --until 2026-06-01",
    ):
        shows_none(printed(repository, f"dhrplan {command}"))
    repository.commit("2026-06-15", {f"plans/{name}": None})
    for command in (
        "list --at 2026-05-15",
        "list --at 2026-05-15 --format json",
        "list --at 2026-05-15 --format csv",
        "validate --at 2026-05-15",
        "changes --since 2026-05-15",
        "changes --since 2026-05-15 --format json",
        "changes --since 2026-05-15 --format csv",
    ):
        shows_none(printed(repository, f"dhrplan {command}"))


def test_a_file_that_is_not_committed_is_not_named(repository: OldRepository) -> None:
    repository.write("plans/chloe_tregear.yaml", NEW.replace("DHR1", "DHR3"))
    shows_none(printed(repository, "dhrplan changes --since 2026-06-01"))


def test_the_list_is_that_of_today(repository: OldRepository) -> None:
    (repository.folder / "forbidden-names.txt").rename(repository.folder / "names.txt")
    repository.write(".git/info/exclude", "names.txt\n")
    settings = 'forbidden_names = "names.txt"\n'
    repository.commit("2026-06-20", {"dhrplan.toml": settings, "plans/DHR1.yaml": NEW})
    broken = plan().replace("status: in-progress", f"status: {NAME}")
    repository.commit("2026-06-21", {"plans/DHR1.yaml": broken, "dhrplan.toml": None})
    repository.commit("2026-06-22", {"dhrplan.toml": settings, "plans/DHR1.yaml": NEW})
    for command in (
        f"list {AT}",
        "list --at 2026-06-21",
        "validate --at 2026-06-21",
        "changes --since 2026-06-21",
        "changes --since 2026-06-20 --until 2026-06-21",
        f"changes {SINCE}",
    ):
        shows_none(printed(repository, f"dhrplan {command}"))


@pytest.mark.parametrize(
    ("settings", "comment"),
    [('[rules]\nprivacy = "off"\n', ""), (None, " # dhrplan: ignore[forbidden-name] Allowed.")],
)
def test_what_was_allowed_then_is_withheld_now(
    repository: OldRepository, settings: str | None, comment: str
) -> None:
    broken = plan().replace("status: in-progress", f"status: {NAME}{comment}")
    files = {"plans/DHR1.yaml": broken, **({"dhrplan.toml": settings} if settings else {})}
    repository.commit("2026-06-20", files)
    repository.commit(
        "2026-06-21", {"plans/DHR1.yaml": NEW} | dict.fromkeys(files.keys() - {"plans/DHR1.yaml"})
    )
    for form in ("text", "json", "github", "sarif"):
        shows_none(
            printed(repository, f"dhrplan validate --at 2026-06-20 --format {form}").replace(
                "Hobbs", ""
            )
        )
    shows_none(printed(repository, "dhrplan list --at 2026-06-20"))
    shows_none(printed(repository, "dhrplan changes --since 2026-06-20"))

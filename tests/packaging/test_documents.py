"""The documents on installing agree with the project's requirements and its version."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
VERSION = PROJECT["project"]["version"]
EXTRAS = PROJECT["project"]["optional-dependencies"]
ASKED_FOR = [
    *PROJECT["build-system"]["requires"],
    *PROJECT["project"]["dependencies"],
    *(one for extra in EXTRAS.values() for one in extra if not one.startswith("dhrplan[")),
]
FORMS = sorted((CHECKOUT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))


def read(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("requirement", ASKED_FOR)
def test_a_dependency_has_its_reason_and_its_version(requirement: str) -> None:
    name, _, version = re.split("([>=]=|$)", requirement, maxsplit=1)
    rows = [line.split("|") for line in read("docs/dependencies.md").splitlines()]
    cells = [row[2] for row in rows if len(row) > 2 and name in row[1]]
    assert (version or "any") in [cell.strip() for cell in cells]


def test_the_readme_has_each_command_for_both_kinds_of_shell() -> None:
    lines = read("README.md").splitlines()
    commands = [line for line in lines if line.startswith("python3 -m venv .venv && ")]
    assert len(commands) == 2
    for command in commands:
        twin = command.replace("python3 -m", "py -m").replace(" && ", "; ")
        assert twin.replace(".venv/bin/", ".venv\\Scripts\\") in lines


def test_every_page_names_the_version_that_was_released_last() -> None:
    pages = [CHECKOUT / "README.md", *CHECKOUT.glob("docs/**/*.md")]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    named = re.findall(r"(?:rev: |dhrplan@|dhrplan )v?(\d+\.\d+\.\d+)", text)
    assert len(named) > 4
    assert set(named) == {VERSION}
    released = re.findall(
        r"^## (\d+\.\d+\.\d+) - \d{4}-\d\d-\d\d$", read("CHANGELOG.md"), re.MULTILINE
    )
    assert released[0] == VERSION


def test_the_same_address_is_named_everywhere() -> None:
    (repository,) = {PROJECT["project"]["urls"]["Repository"]}
    pages = ("README.md", "docs/how-to/install.md", "docs/how-to/check-plans-in-git.md")
    addresses = {
        url for page in pages for url in re.findall(r"https://example\S*?(?=[@`\s])", read(page))
    }
    assert addresses == {repository}
    assert all(url.startswith(repository) for url in PROJECT["project"]["urls"].values())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_an_issue_form_is_as_github_has_it_and_warns_of_personal_data(form: Path) -> None:
    schema = ("--builtin-schema", "vendor.github-issue-forms")
    command = (sys.executable, "-m", "check_jsonschema", *schema, str(form))
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stdout
    text = form.read_text(encoding="utf-8")
    assert "Do not post personal data" in text
    assert "Nothing in this issue is about a real person." in text


def test_there_is_a_form_for_a_fault_a_question_and_a_wording() -> None:
    assert [form.stem for form in FORMS] == ["bug", "question", "wording"]

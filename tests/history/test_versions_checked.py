"""`validate --at` checks the plans of a commit; `--since` compares them with earlier ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.history.old_repository import NAME, OldRepository, begin, plan

pytestmark = pytest.mark.needs("git")

RESULT = "    text: Use one form.\n    result: {{met: {}, date: 2026-05-01, by: CSP}}\n"


@pytest.fixture
def repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> OldRepository:
    found = begin(tmp_path / "partnership", capsys, monkeypatch)
    found.commit("2026-05-01", {"plans/DHR1.yaml": plan()})
    return found


def with_result(met: str, more: str = "") -> str:
    return plan(more).replace("    text: Use one form.\n", RESULT.format(met))


def found(repository: OldRepository, options: str) -> list[dict[str, Any]]:
    outcome = repository.run(f"dhrplan validate --format json {options}")
    assert outcome.code in {0, 1}, outcome.stderr
    every: list[dict[str, Any]] = json.loads(outcome.stdout)["diagnostics"]
    return every


def of_two_versions(repository: OldRepository, options: str) -> list[str]:
    rules = ("unrecorded-slip", "verdict-without-evidence")
    return [
        f"{one['action']} {one['message']}"
        for one in found(repository, options)
        if one["rule"] in rules
    ]


# --at


def test_the_plans_of_a_commit_are_checked_by_its_day(repository: OldRepository) -> None:
    repository.commit("2027-06-01", {"plans/DHR1.yaml": plan("completed: 2027-06-01")})
    late = [one["rule"] for one in found(repository, "")]
    then = [one["rule"] for one in found(repository, "--at 2026-05-01")]
    assert "overdue-without-update" not in then
    assert found(repository, "--at 2026-05-01 --as-of 2028-01-01") != found(
        repository, "--at 2026-05-01"
    )
    assert late
    outcome = repository.run("dhrplan validate --at 2026-05-10")
    said = " ".join(outcome.stdout.split())
    assert "The plans as committed on 1 May 2026" in said
    assert "the last on or before 10 May 2026" in said


def test_files_of_a_commit_that_are_gone_are_checked(repository: OldRepository) -> None:
    files = {
        "plans/DHR2.yaml": "a: 'b",
        "plans/old/DHR3.yaml": plan(),
        "plans/DHR1.yaml~": "",
        "dhrplan.toml": "wrong = 1\n",
        "plans/agencies.yaml": "agencies: {NCC: {name: Northshire}}\n",
    }
    repository.commit("2026-05-02", files)
    repository.commit("2026-05-03", dict.fromkeys(files))
    places = {one["file"]: one["rule"] for one in found(repository, "--at 2026-05-02")}
    assert places == {
        "dhrplan.toml": "unknown-key",
        "plans/DHR1.yaml": "unknown-agency",
        "plans/DHR1.yaml~": "stray-file",
        "plans/DHR2.yaml": "yaml-syntax",
        "plans/old/DHR3.yaml": "stray-file",
    }
    assert found(repository, "") == []


def test_the_list_of_names_is_that_of_today(repository: OldRepository) -> None:
    repository.commit("2026-05-02", {"plans/DHR1.yaml": plan(f"progress: {NAME}")})
    repository.commit("2026-05-03", {"plans/DHR1.yaml": plan()})
    (one,) = found(repository, "--at 2026-05-02")
    assert one["rule"] == "forbidden-name"
    assert "regear" not in json.dumps(one)


def test_only_named_files_are_reported(repository: OldRepository) -> None:
    repository.commit(
        "2026-05-02",
        {
            "plans/DHR2.yaml": plan("progress: Mr Hobbs")
            .replace("DHR1", "DHR2")
            .replace("Review 1", "Review 2")
        },
    )
    assert found(repository, "plans/DHR1.yaml --at HEAD") == []
    files = {one["file"] for one in found(repository, "plans/DHR2.yaml --at HEAD")}
    assert files == {"plans/DHR2.yaml"}


@pytest.mark.parametrize("options", ["--at HEAD --staged", "--staged --history"])
def test_two_sources_are_refused(repository: OldRepository, options: str) -> None:
    outcome = repository.run(f"dhrplan validate {options}")
    assert outcome.code == 2
    assert "not both." in outcome.stderr


# --since


def test_a_slip_without_an_extension_is_found(repository: OldRepository) -> None:
    repository.write("plans/DHR1.yaml", plan(target="2027-06"))
    (told,) = of_two_versions(repository, "--since 2026-05-01")
    assert told == (
        "1.1 The target moved from March 2027 to June 2027, 3 months later, and no extension "
        "records it."
    )
    assert of_two_versions(repository, "") == []
    outcome = repository.run("dhrplan validate --since 2026-05-01")
    assert "Compared with the plans of 1 May 2026 (commit " in " ".join(outcome.stdout.split())
    assert outcome.code == 0
    assert repository.run("dhrplan validate --since 2026-05-01 --strict").code == 1


@pytest.mark.parametrize(
    ("target", "more", "is_found"),
    [
        ("2027-03-31", "", False),  # the same day, said more exactly
        ("2027-02", "", False),
        ("2027-04-01", "", True),
        ("2028", "extensions: [{was: 2027-03, reason: It takes longer.}]", False),
        ("2028", "extensions: [{was: 2027-03-31, reason: It takes longer.}]", False),
        ("2028", "extensions: [{was: 2027-02, reason: It takes longer.}]", True),
        ("2028", "extensions: [{was: 2027-04, reason: It takes longer.}]", True),
        ("3 months after publication", "", False),  # it cannot be known
        ("2028 # dhrplan: ignore[unrecorded-slip] It was a slip of the pen.", "", False),
    ],
)
def test_what_is_a_slip(
    repository: OldRepository, target: str, more: str, *, is_found: bool
) -> None:
    repository.write("plans/DHR1.yaml", plan(more, target))
    assert bool(of_two_versions(repository, "--since HEAD")) == is_found
    unused = [one["message"] for one in found(repository, "") if one["rule"] == "unused-ignore"]
    assert unused == []


def test_a_date_that_counts_from_another_does_not_slip(repository: OldRepository) -> None:
    text = plan(target="3 months after publication")
    begin_ = "partnership: Northshire\ndates: {{published: {}}}\nrecommendations:"
    for day, published in (("2026-05-02", "2026-01-01"), ("2026-05-03", "2026-03-01")):
        content = text.replace("recommendations:", begin_.format(published))
        repository.commit(day, {"plans/DHR1.yaml": content})
    assert of_two_versions(repository, "--since 2026-05-02") == []


def test_an_action_that_was_renumbered_is_followed(repository: OldRepository) -> None:
    moved = plan(target="2027-06").replace('"1.1"', '"2.7"').replace("DHR1", "DHR5")
    repository.commit("2026-05-02", {"plans/DHR1.yaml": None, "plans/DHR5.yaml": moved})
    (told,) = of_two_versions(repository, "--since 2026-05-01")
    assert told.startswith("2.7 The target moved")


def test_both_versions_may_be_in_git(repository: OldRepository) -> None:
    repository.commit("2026-05-02", {"plans/DHR1.yaml": plan(target="2027-06")})
    repository.write("plans/DHR1.yaml", plan())
    options = "--since 2026-05-01"
    assert of_two_versions(repository, options) == []
    assert len(of_two_versions(repository, f"{options} --at 2026-05-02")) == 1
    repository.write("plans/DHR1.yaml", plan(target="2027-09"))
    repository.git("add", "plans")
    repository.write("plans/DHR1.yaml", plan())
    assert "September" in of_two_versions(repository, f"{options} --staged")[0]


@pytest.mark.parametrize(
    ("before", "after", "more", "is_found"),
    [
        ("not", "partly", "", True),
        ("not-known", "fully", "", True),
        ("partly", "already-in-place", "", True),
        ("fully", "partly", "", False),
        ("fully", "not", "", False),
        ("partly", "partly", "", False),
        ("already-in-place", "fully", "", False),
        ("not", "fully", "outcome: One form is in use.", False),
        ("not", "fully", "evidence: [The form]", False),
        ("not", "fully", "signed_off: {date: 2026-05-02, by: CSP}", False),
        ("not", "fully", "checks: [{date: 2026-05-02, by: CSP, found: still-in-place}]", False),
        ("not", "fully", "progress: Much.", True),
        ("not", "fully", "notes: [Much]", True),
    ],
)
def test_what_is_a_verdict_without_evidence(
    repository: OldRepository, before: str, after: str, more: str, *, is_found: bool
) -> None:
    repository.commit("2026-05-02", {"plans/DHR1.yaml": with_result(before)})
    repository.write("plans/DHR1.yaml", with_result(after, more))
    assert bool(of_two_versions(repository, "--since HEAD")) == is_found


def test_a_first_verdict_needs_something_too(repository: OldRepository) -> None:
    repository.write("plans/DHR1.yaml", with_result("partly"))
    (told,) = of_two_versions(repository, "--since HEAD")
    assert told == "None The verdict `partly` is new, and nothing was added that shows it."
    repository.write("plans/DHR1.yaml", with_result("not"))
    assert of_two_versions(repository, "--since HEAD") == []


def test_what_was_there_before_does_not_count(repository: OldRepository) -> None:
    outcome = "outcome: One form is in use."
    repository.commit("2026-05-02", {"plans/DHR1.yaml": with_result("partly", outcome)})
    repository.write("plans/DHR1.yaml", with_result("fully", outcome))
    assert len(of_two_versions(repository, "--since HEAD")) == 1


def test_a_response_is_something(repository: OldRepository) -> None:
    answer = "    responses: [{from: POL, text: It is in use.}]\n    actions:\n"
    text = with_result("fully").replace("    actions:\n", answer)
    repository.write("plans/DHR1.yaml", text)
    assert of_two_versions(repository, "--since HEAD") == []


def test_a_new_plan_is_not_compared(repository: OldRepository) -> None:
    repository.write("plans/DHR2.yaml", with_result("fully").replace("DHR1", "DHR2"))
    assert of_two_versions(repository, "--since HEAD") == []


def test_an_earlier_version_that_cannot_be_read_is_bridged(repository: OldRepository) -> None:
    repository.commit("2026-05-02", {"plans/DHR1.yaml": "a: 'b"})
    repository.write("plans/DHR1.yaml", plan(target="2027-06"))
    assert len(of_two_versions(repository, "--since 2026-05-02")) == 1
    said = " ".join(repository.run("dhrplan validate --since 2026-05-02").stdout.split())
    assert "As committed on 2 May 2026, it cannot be read" in said
    assert "The version of 1 May 2026" in said


def test_rules_of_two_versions_are_chosen_and_switched_off(repository: OldRepository) -> None:
    repository.write("plans/DHR1.yaml", plan(target="2027-06"))
    assert of_two_versions(repository, "--since HEAD --ignore unrecorded-slip") == []
    assert of_two_versions(repository, "--since HEAD --select completeness") == []
    assert len(of_two_versions(repository, "--since HEAD --select dates")) == 1
    repository.write("dhrplan.toml", '[rules]\nunrecorded-slip = "off"\n')
    assert of_two_versions(repository, "--since HEAD") == []
    repository.write("dhrplan.toml", '[rules]\nunrecorded-slip = "error"\n')
    assert repository.run("dhrplan validate --since HEAD").code == 1

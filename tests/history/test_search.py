"""`validate --history` finds what a privacy rule finds in all that git would hand on."""

from __future__ import annotations

import codecs
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dhrplan.cli import old_versions
from dhrplan.history import objects
from dhrplan.rules.privacy import any_text
from tests.exchange.word_files import word_file
from tests.history.old_repository import (
    EMAIL,
    NAME,
    NHS,
    PHONE,
    OldRepository,
    begin,
    plan,
)

pytestmark = pytest.mark.needs("git")
FINDING = re.compile(r"^(?P<place>.+): (?P<severity>error|warning)\[(?P<rule>.+)\]$")


@pytest.fixture
def repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> OldRepository:
    return begin(tmp_path / "partnership", capsys, monkeypatch)


def findings(repository: OldRepository, more: str = "") -> list[dict[str, Any]]:
    """What is found, as JSON."""
    outcome = repository.run(f"dhrplan validate --history --format json {more}")
    assert outcome.code == 1, outcome.stderr
    found: list[dict[str, Any]] = json.loads(outcome.stdout)["diagnostics"]
    return found


def only(repository: OldRepository, more: str = "") -> dict[str, Any]:
    (one,) = findings(repository, more)
    return one


def notes(repository: OldRepository) -> str:
    outcome = repository.run("dhrplan validate --history --format json")
    return "\n".join(json.loads(outcome.stdout)["summary"]["notes"])


# Where


def test_a_text_is_named_once_with_its_first_and_last_commit(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"plans/DHR1.yaml": plan()})
    first = repository.commit("2026-05-03", {"plans/DHR1.yaml": plan(f"progress: Ring {PHONE}.")})
    last = first
    for month in range(5, 16):
        target = f"{2027 + month // 12}-{month % 12 + 1:02}"
        last = repository.commit(
            f"2026-06-{month:02}",
            {"plans/DHR1.yaml": plan(f"notes: [Sent.]\nprogress: Ring {PHONE}.", target)},
        )
    repository.commit("2026-07-01", {"plans/DHR1.yaml": plan()})
    one = only(repository)
    assert one["rule"] == "phone-number"
    assert one["file"] == f"{last[:8]}:plans/DHR1.yaml"
    assert (one["line"], one["column"]) == (14, 24)
    assert one["message"] == (
        "`***** ******` is a telephone number that may be a person's. It is in 12 commits, from "
        f"3 May 2026 ({first[:8]}) to 15 June 2026 ({last[:8]}). It is not in the last commit."
    )
    shown = repository.git("show", one["file"]).splitlines()[one["line"] - 1]
    assert shown[one["column"] - 1 : one["end_column"] - 1] == PHONE


def test_a_text_of_the_last_commit_is_said_to_be_there(repository: OldRepository) -> None:
    only_one = repository.commit(
        "2026-05-03", {"plans/DHR1.yaml": plan(f"progress: Ring {PHONE}.")}
    )
    one = only(repository)
    assert one["message"].endswith(
        f"It is in 1 commit, of 3 May 2026 ({only_one[:8]}). It is still in the last commit."
    )
    assert one["hint"] == "Write the role and the switchboard, or a public helpline."


def test_the_same_number_written_another_way_is_the_same(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"a.md": "Ring 07700 900461.\n"})
    repository.commit("2026-05-02", {"a.md": "Ring 07700-900-461.\n"})
    repository.commit("2026-05-03", {"a.md": "Ring 07700900461.\n", "b.md": "07700 900 461\n"})
    one = only(repository)
    assert "It is in 3 commits, from 1 May 2026" in one["message"]
    assert "Also in b.md." in one["message"] or "Also in a.md." in one["message"]
    outcome = repository.run("dhrplan validate --history --format json")
    assert "900" not in outcome.stdout
    assert "900" not in repository.run("dhrplan validate --history").stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plans/DHR1.yaml", plan(f"progress: It was {NAME}.")),
        ("plans/agencies.yaml", f"agencies:\n  POL:\n    name: {NAME}\n"),
        ("dhrplan.toml", f'no_news_days = 90 # "{NAME}"\n'),
        ("minutes/2026-05-01.md", f"# Minutes\n\nIt was {NAME}.\n"),
        ("returns.csv", f'"action","who"\n"1.1","{NAME}"\n'),
        ("broken.yaml", f"a: 'b\n - {NAME}"),
        ("no ending", f"{NAME}\n"),
        (".hidden/deep/in/a/folder.txt", NAME),
        ("windows.txt", f"It was {NAME}.\r\n".encode("cp1252")),
        ("utf-16.txt", codecs.BOM_UTF16_LE + f"It was {NAME}.\r\n".encode("utf-16-le")),
        ("with mark.csv", codecs.BOM_UTF8 + f"{NAME},1\r\n".encode()),
        ("letter.docx", word_file(f"<w:p><w:r><w:t>{NAME}</w:t></w:r></w:p>")),
        ("joined.md", NAME.replace(" ", "\n")),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_every_text_is_read(repository: OldRepository, name: str, content: str | bytes) -> None:
    repository.commit("2026-05-01", {name: content})
    repository.commit("2026-05-02", {name: None, "other.txt": "Nothing"})
    one = only(repository)
    assert one["rule"] == "forbidden-name"
    assert one["file"].endswith(f":{name}")
    assert "Tregear" not in json.dumps(one)
    assert "Tregear" in json.dumps(only(repository, "--reveal"))


@pytest.mark.parametrize(
    "name",
    [
        "minutes/Statement of Chloe Tregear.pdf",
        "chloe_tregear.bin",
        "chloe-tregear/notes.txt",
        "letters/Chloë Tregear.docx",
    ],
)
def test_names_of_files_and_folders_are_searched(repository: OldRepository, name: str) -> None:
    repository.commit("2026-05-01", {name: b"\0\1"})
    repository.commit("2026-05-02", {name: None, "other.txt": "Nothing"})
    one = only(repository)
    assert one["rule"] == "forbidden-name"
    assert "It is in 1 commit, of 1 May 2026" in one["message"]
    assert "regear" not in json.dumps(one)


def test_messages_tags_branches_notes_and_stashes_are_searched(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"plans/DHR1.yaml": plan()})
    told = repository.commit("2026-05-02", message=f"The visit\n\nSpoke to {NAME}. Ring {PHONE}.")
    repository.git("tag", "--annotate", "board", "--message", f"As {EMAIL} asked")
    repository.git("tag", "chloe-tregear")
    repository.git("notes", "add", "--message", f"NHS number {NHS}")
    repository.git("branch", "statement/Chloe_Tregear")
    repository.write("plans/DHR1.yaml", plan("notes: [It was DS Pat Hobbs.]"))
    repository.git("stash", day="2026-05-04")
    found = {
        (one["file"].partition(" ")[0].partition(":")[2] or one["file"], one["rule"])
        for one in findings(repository)
    }
    assert found == {
        (f"commit {told[:8]}", "forbidden-name"),
        (f"commit {told[:8]}", "phone-number"),
        ("tag board", "personal-email"),
        ("branch statement/C****_T******", "forbidden-name"),
        (f"note {told[:8]}", "nhs-number"),
        ("plans/DHR1.yaml", "personal-name"),
    }
    (branch,) = [one for one in findings(repository) if one["file"].startswith("branch")]
    assert branch["message"] == (
        "`C****_T******`, in the name of a branch, is on your list of forbidden names. Also in "
        "refs/tags/c****-t******."
    )
    (stashed,) = [one for one in findings(repository) if one["rule"] == "personal-name"]
    assert "That is a stash." in stashed["message"]


def test_what_only_the_reflog_or_the_index_holds_is_searched(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"plans/DHR1.yaml": plan()})
    repository.commit("2026-05-02", {"plans/DHR1.yaml": plan(f"progress: {NAME}")})
    repository.git("reset", "--hard", "--quiet", "HEAD~1")
    repository.write("new.txt", f"Ring {PHONE}")
    repository.git("add", "new.txt")
    repository.write("new.txt", "Nothing")
    by_rule = {one["rule"]: one for one in findings(repository)}
    assert by_rule.keys() == {"forbidden-name", "phone-number"}
    assert by_rule["phone-number"]["file"] == "new.txt (staged)"
    assert "It is staged in git's index and in no commit." in by_rule["phone-number"]["message"]
    assert "2 May 2026" in by_rule["forbidden-name"]["message"]


def test_branches_that_were_merged_and_others_are_searched(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"plans/DHR1.yaml": plan()})
    repository.git("switch", "--quiet", "--create", "draft")
    repository.commit("2026-05-02", {"draft.md": f"{NAME}"})
    repository.commit("2026-05-03", {"draft.md": "Child B"})
    repository.git("switch", "--quiet", "main")
    repository.commit("2026-05-04", {"other.md": "Nothing"})
    repository.git("merge", "--quiet", "--no-edit", "draft", day="2026-05-05")
    repository.git("switch", "--quiet", "--create", "never-merged")
    repository.commit("2026-05-06", {"other.md": f"Ring {PHONE}"})
    repository.git("switch", "--quiet", "main")
    assert [one["rule"] for one in findings(repository)] == ["forbidden-name", "phone-number"]


# What is not a finding


def test_nothing_found_is_said_with_what_goes_along(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"plans/DHR1.yaml": plan()})
    repository.git("commit", "--quiet", "--allow-empty", "-m", "x", "--author", "B <b@gmail.com>")
    outcome = repository.run("dhrplan validate --history")
    assert outcome.code == 0
    assert outcome.stdout == (
        "1 file version checked: no problems found.\n"
        "When you share this repository, its old versions go with it. A new commit does\n"
        "not remove what older commits hold.\n"
        "Searched: 2 commits with their files, and 1 name of branches, tags and the like.\n"
        "The commits name 2 different authors, with e-mail addresses. These are shared\n"
        "too.\n"
    )


def test_a_finding_comes_with_what_to_do(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"a.md": f"{NAME}"})
    told = notes(repository)
    assert "copy the current files into a new repository" in told
    assert "git-filter-repo" in told
    assert "dhrplan never rewrites history" in told


def test_what_a_comment_allows_today_is_allowed_in_old_versions(repository: OldRepository) -> None:
    line = "progress: Judge Hobbs wrote the report."
    repository.commit("2026-05-01", {"plans/DHR1.yaml": plan(line)})
    assert only(repository)["rule"] == "personal-name"
    allowed = f"{line} # dhrplan: ignore[personal-name] Public."
    repository.commit("2026-05-02", {"plans/DHR1.yaml": plan(allowed)})
    assert repository.run("dhrplan validate --history").code == 0
    repository.commit("2026-05-03", {"plans/DHR1.yaml": plan()})
    assert only(repository)["rule"] == "personal-name"


def test_rules_are_chosen_as_for_today(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"a.md": f"{NAME}, {PHONE}"})
    assert only(repository, "--select phone-number")["rule"] == "phone-number"
    assert only(repository, "--ignore phone-number")["rule"] == "forbidden-name"
    repository.write("dhrplan.toml", '[rules]\nphone-number = "off"\n')
    repository.write("plans/DHR1.yaml", plan())
    assert only(repository)["rule"] == "forbidden-name"
    repository.write("dhrplan.toml", '[rules]\nprivacy = "warning"\n')
    assert {one["severity"] for one in findings(repository)} == {"warning"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("--staged", "Use --staged or --history, not both."),
        ("--at HEAD", "Use --at or --history, not both."),
        ("--since HEAD", "Leave out --since."),
        ("a.md", "Leave out the files."),
        ("--select no-news", "Select one of these."),
    ],
)
def test_what_does_not_go_together_is_refused(
    repository: OldRepository, more: str, said: str
) -> None:
    repository.commit("2026-05-01", {"a.md": "x"})
    outcome = repository.run(f"dhrplan validate --history {more}")
    assert outcome.code == 2
    assert said in outcome.stderr


def test_what_cannot_be_read_as_text_is_named(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"scan.pdf": b"%PDF-1.4\0", "broken.docx": b"PK\3\4\0\1"})
    outcome = repository.run("dhrplan validate --history")
    assert outcome.code == 0
    assert "broken.docx and scan.pdf" in " ".join(outcome.stdout.split())


@pytest.mark.parametrize("form", ["text", "github", "sarif", "json"])
def test_every_format_masks(repository: OldRepository, form: str) -> None:
    files = {f"{NAME}.md": f"{NAME} {PHONE} {EMAIL}"}
    repository.commit("2026-05-01", files, message=f"By {NAME}")
    repository.git("branch", "chloe-tregear")
    outcome = repository.run(f"dhrplan validate --history --format {form}")
    assert outcome.code == 1
    printed = outcome.stdout + outcome.stderr
    assert "regear" not in printed
    assert "900461" not in re.sub(r"\W", "", printed)
    assert "redinnick" not in printed
    revealed = repository.run(f"dhrplan validate --history --format {form} --reveal")
    assert "regear" in revealed.stdout


def test_each_file_is_read_once(repository: OldRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(1, 9):
        content = "the same" if day % 2 else f"of {day}"
        repository.commit(f"2026-05-{day:02}", {"a.md": content, "b.md": content})
    read: list[str] = []
    search = any_text.find_in_texts

    def counted(texts: Any, *names: Any, **more: Any) -> Any:
        every = list(texts)
        read.extend(text for _, text in every)
        return search(every, *names, **more)

    monkeypatch.setattr(old_versions, "find_in_texts", counted)
    repository.run("dhrplan validate --history")
    texts = [text for text in read if text.startswith(("the", "of"))]
    assert sorted(texts) == ["of 2", "of 4", "of 6", "of 8", "the same"]


# Where git keeps what is easily forgotten


def rules_found(repository: OldRepository) -> list[str]:
    return sorted(one["rule"] for one in findings(repository))


def test_a_tag_of_a_tag_and_the_tag_that_a_merge_keeps(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"a.md": "a"})
    repository.git("switch", "--quiet", "--create", "side")
    repository.commit("2026-05-02", {"b.md": "b"})
    repository.git("tag", "--annotate", "first", "--message", f"From {NAME}")
    repository.git("switch", "--quiet", "main")
    repository.commit("2026-05-03", {"c.md": "c"})
    repository.git("merge", "--quiet", "--no-edit", "first", day="2026-05-04")
    repository.git("tag", "--delete", "first")
    assert "commit " in only(repository)["file"]
    repository.git("tag", "--annotate", "one", "--message", f"Ring {PHONE}")
    repository.git("tag", "--annotate", "two", "one", "--message", "Again")
    repository.git("tag", "--delete", "one")
    assert rules_found(repository) == ["forbidden-name", "phone-number"]


def test_a_message_in_another_encoding(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"a.md": "a"})
    repository.write("../message", f"Said by {NAME}".encode("latin-1"))
    repository.git(
        *("-c", "i18n.commitEncoding=latin1", "commit", "--quiet", "--allow-empty"),
        *("--file", "../message"),
    )
    assert only(repository)["rule"] == "forbidden-name"


def test_another_working_tree_with_its_index(repository: OldRepository, tmp_path: Path) -> None:
    repository.commit("2026-05-01", {"a.md": "a"})
    repository.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"))
    linked = OldRepository(
        type(repository.shell)(
            repository.shell.capsys, repository.shell.monkeypatch, tmp_path / "linked"
        )
    )
    linked.commit("2026-05-02", {"b.md": NAME})
    linked.write("c.md", f"Ring {PHONE}")
    linked.git("add", "c.md")
    assert rules_found(repository) == ["forbidden-name", "phone-number"]


def test_a_stash_of_files_that_were_never_added(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"a.md": "a"})
    for day, text in (("2026-05-02", NAME), ("2026-05-03", f"Ring {PHONE}")):
        repository.write("new.md", text)
        repository.git("stash", "--include-untracked", "--quiet", day=day)
    assert rules_found(repository) == ["forbidden-name", "phone-number"]
    assert all("That is a stash." in one["message"] for one in findings(repository))


def test_a_file_that_only_a_tag_names(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"a.md": "a"})
    blob = repository.git("hash-object", "-w", "--stdin", text=f"Ring {PHONE}").strip()
    repository.git("tag", "kept", blob)
    one = only(repository)
    assert one["rule"] == "phone-number"
    assert one["file"] == f"object {blob[:8]}"
    assert one["message"].endswith("A tag has it, and no commit.")
    assert repository.run("dhrplan validate --history --format sarif").code == 1


def test_files_that_differ_in_a_merge_that_is_not_finished(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"a.md": "a"})
    repository.git("switch", "--quiet", "--create", "side")
    repository.commit("2026-05-02", {"a.md": "b"})
    repository.git("switch", "--quiet", "main")
    repository.commit("2026-05-03", {"a.md": "c"})
    with pytest.raises(subprocess.CalledProcessError):
        repository.git("merge", "--quiet", "side")
    assert repository.run("dhrplan validate --history").code == 0


def test_folders_nested_deeper_than_the_program_could_recurse(repository: OldRepository) -> None:
    content = repository.git("hash-object", "-w", "--stdin", text=f"Ring {PHONE}").strip()
    tree = repository.git("mktree", text=f"100644 blob {content}\ta.md\n").strip()
    for _ in range(1_500):
        tree = repository.git("mktree", text=f"040000 tree {tree}\td\n").strip()
    commit = repository.git("commit-tree", tree, "-m", "Deep", day="2026-05-01").strip()
    repository.git("update-ref", "refs/heads/deep", commit)
    found = {one["rule"]: one for one in findings(repository)}
    assert found["phone-number"]["file"].endswith("d/d/a.md")


def test_a_note_of_a_commit_is_named_by_the_commit(repository: OldRepository) -> None:
    told = repository.commit("2026-05-01", {"a.md": "a"})
    repository.git("notes", "--ref=board", "add", "--message", f"Ring {PHONE}")
    one = only(repository)
    assert one["file"] == f"note {told[:8]}"
    assert "That holds a note about a commit." in one["message"]


def test_the_list_itself_is_found_if_it_was_committed(repository: OldRepository) -> None:
    repository.write(".git/info/exclude", "")
    repository.commit("2026-05-01")
    assert only(repository)["file"].endswith(":forbidden-names.txt")


def test_quiet_says_nothing_where_nothing_is_found(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"a.md": "a"})
    outcome = repository.run("dhrplan validate --history --quiet")
    assert (outcome.code, outcome.stdout, outcome.stderr) == (0, "", "")


def test_files_are_read_in_groups_and_the_largest_not_at_all(
    repository: OldRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objects, "_AT_ONCE", 30)
    monkeypatch.setattr(objects, "MOST_BYTES", 50)
    files = {f"{n}.md": f"{n}: ring {PHONE}" for n in range(5)}
    repository.commit("2026-05-01", {**files, "large.md": f"{NAME} {'x' * 50}"})
    one = only(repository)
    assert "Also in 1.md, 2.md, 3.md and 4.md." in one["message"]
    assert "large.md" in notes(repository)


def test_names_that_are_only_staged(repository: OldRepository) -> None:
    repository.commit("2026-05-01", {"a.md": "a"})
    repository.write("chloe_tregear/b.md", "b")
    repository.git("add", "--all")
    one = only(repository)
    assert one["file"] == "c****_t******/b.md (staged)"
    assert one["message"].endswith("It is staged in git's index and in no commit.")


def test_a_message_of_many_commits_is_one_finding(repository: OldRepository) -> None:
    last = ""
    for day in (1, 2, 3):
        last = repository.commit(f"2026-05-{day:02}", message=f"As {NAME} said")
    one = only(repository)
    assert one["file"] == f"commit {last[:8]}"
    assert "It is in 3 commits, from 1 May 2026 " in one["message"]
    assert one["message"].endswith(", in their messages.")

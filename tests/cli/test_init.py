"""`dhrplan init`: a folder that is ready to use, and nothing that was there is touched."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from dhrplan.plan.fields import RECORDS
from dhrplan.plan.read import read_plan, read_register, review_id_fault
from dhrplan.plan.scaffold import (
    HOOK,
    Answers,
    council_code,
    default_title,
    new_plan,
    new_register,
    settings_text,
    starter_files,
)
from dhrplan.plan.schema import plan_schema, register_schema, schema_text
from dhrplan.plan.settings import SETTINGS, read_settings
from tests.git import git
from tests.golden.running import ROOT, Outcome, Shell
from tests.keyboard import PROGRAMS, at_keyboard

if TYPE_CHECKING:
    from pathlib import Path

MADE = [
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    ".pre-commit-config.yaml",
    ".vscode/settings.json",
    "dhrplan.toml",
    "plans/DHR1.yaml",
    "plans/agencies.schema.json",
    "plans/agencies.yaml",
    "plans/plan.schema.json",
]
PARTNERSHIP = "Northshire Community Safety Partnership"
COUNCIL = "Northshire County Council"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "plans of ours é"
    place.mkdir()
    return place


@pytest.fixture
def shell(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return Shell(capsys, monkeypatch, folder)


def files(folder: Path) -> dict[str, bytes]:
    """All that is in a folder, but for git's own."""
    every = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in every}
    return {name: path.read_bytes() for name, path in named.items() if not name.startswith(".git/")}


def done(outcome: Outcome) -> str:
    assert (outcome.code, outcome.stderr) == (0, "")
    return outcome.stdout


# -- what is made ------------------------------------------------------------------------------


@pytest.mark.needs("git")
def test_a_folder_is_ready_to_use(shell: Shell, folder: Path) -> None:
    printed = done(shell.run("dhrplan init --yes"))
    assert sorted(files(folder)) == MADE
    assert [name for name in MADE if f"  {name} " not in printed] == []
    assert max(map(len, printed.splitlines())) <= 80
    assert shell.run("dhrplan validate --strict").code == 0
    assert git(folder, "rev-parse", "--show-toplevel").strip() == folder.resolve().as_posix()
    assert git(folder, "status", "--porcelain").startswith("?? ")
    assert git(folder, "for-each-ref") == ""


@pytest.mark.needs("git")
def test_what_is_told_stands_in_the_files(shell: Shell, folder: Path) -> None:
    told = f'--partnership "{PARTNERSHIP}" --council "{COUNCIL}" --marking OFFICIAL-SENSITIVE'
    done(shell.run(f"dhrplan init --yes {told} --review DARDR12 --title 'One: a title'"))
    there = files(folder)
    plan = read_plan("DARDR12.yaml", there["plans/DARDR12.yaml"]).plan
    assert plan
    assert (plan.id, plan.kind) == ("DARDR12", "DARDR")
    assert (plan.title, plan.partnership) == ("One: a title", PARTNERSHIP)
    register = read_register("agencies.yaml", there["plans/agencies.yaml"]).register
    assert register
    assert {code: body.name for code, body in register.agencies.items()} == {
        "CSP": PARTNERSHIP,
        "NCC": COUNCIL,
    }
    settings = read_settings("dhrplan.toml", there["dhrplan.toml"])
    assert (settings.marking, settings.faults) == ("OFFICIAL-SENSITIVE", ())
    assert shell.run("dhrplan validate --strict").code == 0


def test_the_schemas_are_those_of_the_program(shell: Shell, folder: Path) -> None:
    shell.run("dhrplan init --yes --no-git")
    there = files(folder)
    register = read_register("agencies.yaml", there["plans/agencies.yaml"]).register
    assert there["plans/plan.schema.json"].decode() == schema_text(plan_schema(register))
    assert there["plans/agencies.schema.json"].decode() == schema_text(register_schema())


def test_the_schema_offers_the_codes_of_the_register(shell: Shell, folder: Path) -> None:
    shell.run(f'dhrplan init --yes --no-git --council "{COUNCIL}"')
    made = folder / "plans/plan.schema.json"
    assert '"NCC"' in made.read_text(encoding="utf-8")
    made.unlink()
    register = 'agencies:\n  POL:\n    name: "Northshire Police"\n'
    (folder / "plans/agencies.yaml").write_text(register, encoding="utf-8")
    done(shell.run("dhrplan init --yes --no-git"))
    assert '"POL"' in made.read_text(encoding="utf-8")
    assert '"NCC"' not in made.read_text(encoding="utf-8")


@pytest.mark.usefixtures("folder")
def test_it_says_once_that_there_is_no_list_of_names(shell: Shell) -> None:
    said = "There is no list of names to keep out of the plans yet."
    assert said in done(shell.run("dhrplan init --yes --no-git"))
    assert said not in done(shell.run("dhrplan init --yes --no-git"))  # nothing is new
    assert said not in done(shell.run("dhrplan validate"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("forbidden-names.txt", "Invented Name\n"),
        ("dhrplan.toml", '[rules]\nforbidden-name = "off"\n'),
    ],
)
def test_it_asks_for_no_list_that_is_there_or_not_wanted(
    shell: Shell, folder: Path, name: str, text: str
) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    assert "list of names to keep" not in done(shell.run("dhrplan init --yes --no-git"))


def test_no_git_is_no_git(shell: Shell, folder: Path) -> None:
    printed = done(shell.run("dhrplan init --yes --no-git"))
    assert not (folder / ".git").exists()
    assert "pre-commit install" not in printed
    assert sorted(files(folder)) == MADE


def test_no_git_needs_none(
    shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    outcome = shell.run("dhrplan init --yes")
    assert outcome.code == 3
    assert "git cannot be run" in outcome.stderr
    assert "`--no-git`" in outcome.stderr
    assert files(folder) == {}
    assert shell.run("dhrplan init --yes --no-git").code == 0


def test_another_folder_is_made(shell: Shell, folder: Path) -> None:
    printed = done(shell.run("dhrplan init a/b --yes --no-git"))
    assert "Files to create in a/b:" in printed
    assert sorted(files(folder / "a" / "b")) == MADE


@pytest.mark.parametrize("name", ["", "plans"])
def test_a_file_in_the_way_is_named(shell: Shell, folder: Path, name: str) -> None:
    place = folder / "there" / name if name else folder / "there"
    place.parent.mkdir(exist_ok=True)
    place.write_text("words", encoding="utf-8")
    outcome = shell.run("dhrplan init there --yes --no-git")
    assert outcome.code == 3
    assert outcome.stderr.startswith("Error: ")
    assert place.read_text(encoding="utf-8") == "words"


@pytest.mark.parametrize("name", ["", "plans"])
def test_a_file_in_the_way_is_named_before_anything_is_shown(
    shell: Shell, folder: Path, name: str
) -> None:
    place = folder / "there" / name if name else folder / "there"
    place.parent.mkdir(exist_ok=True)
    place.write_text("words", encoding="utf-8")
    outcome = shell.run("dhrplan init there --yes --no-git")
    assert outcome.stdout == ""
    told = f"{place.relative_to(folder).as_posix()} is not a folder."
    assert told in outcome.stderr
    below = shell.run(f"dhrplan init '{place}/below' --yes --no-git")
    assert (below.stdout, told in below.stderr) == ("", True)


@pytest.mark.skipif(os.name == "nt", reason="links need leave on Windows")
@pytest.mark.parametrize("is_there", [True, False])
def test_plans_are_no_link(shell: Shell, folder: Path, *, is_there: bool) -> None:
    """Files beside `plans` are looked for beside the folder that the link leads to."""
    if is_there:
        (folder / "elsewhere" / "plans").mkdir(parents=True)
    (folder / "plans").symlink_to("elsewhere/plans")
    outcome = shell.run("dhrplan init --yes --no-git")
    assert (outcome.code, outcome.stdout) == (3, "")
    assert ("`dhrplan init elsewhere`" in outcome.stderr) is is_there
    assert ("does not lead to a folder" in outcome.stderr) is not is_there
    assert not (folder / "dhrplan.toml").exists()


@pytest.mark.needs("git")
def test_where_git_keeps_its_own_nothing_is_made(shell: Shell, folder: Path) -> None:
    git(folder, "init", "--quiet", "--bare")
    before = files(folder)
    outcome = shell.run("dhrplan init --yes")
    assert (outcome.code, outcome.stdout) == (3, "")
    assert "looks like the inside of a git repository" in outcome.stderr
    assert "`--no-git`" in outcome.stderr
    assert files(folder) == before


def test_what_comes_next_begins_in_the_folder(shell: Shell) -> None:
    printed = done(shell.run("dhrplan init 'a b' --yes --no-git"))
    assert '  cd "a b"  ' in printed.partition("Next steps:")[2]
    assert "  cd " not in done(shell.run("dhrplan init --yes --no-git"))


def test_the_list_of_names_is_kept_out_where_the_settings_have_it(
    shell: Shell, folder: Path
) -> None:
    (folder / "dhrplan.toml").write_text('forbidden_names = "ours/[all].txt"\n', encoding="utf-8")
    done(shell.run("dhrplan init --yes --no-git"))
    ignored = files(folder)[".gitignore"].decode().splitlines()
    assert "/ours/\\[all].txt" in ignored
    assert "forbidden-names.txt" in ignored


# -- what is there already ---------------------------------------------------------------------


@pytest.mark.needs("git")
def test_again_there_is_nothing_to_do(shell: Shell, folder: Path) -> None:
    shell.run("dhrplan init --yes")
    before = files(folder)
    assert done(shell.run("dhrplan init --yes")) == "No file is missing in this folder.\n"
    assert files(folder) == before


def test_what_is_told_in_vain_is_named(shell: Shell, folder: Path) -> None:
    shell.run("dhrplan init --yes --no-git")
    before = files(folder)
    outcome = shell.run(f'dhrplan init --yes --no-git --review DHR9 --council "{COUNCIL}"')
    assert outcome.stderr == (
        "Not used, because the file exists already: --council, --review."
        " `dhrplan new DHR9` adds a review.\n"
    )
    assert files(folder) == before


def test_what_cannot_be_written_is_refused_before_it_is_told_to_be_in_vain(shell: Shell) -> None:
    shell.run("dhrplan init --yes --no-git")
    outcome = shell.run("dhrplan init --yes --no-git --review 'DHR/9'")
    assert outcome.code == 2
    assert "`DHR/9` is not an id" in outcome.stderr
    assert "dhrplan new" not in outcome.stderr


def test_lines_that_others_lack_are_to_be_copied(shell: Shell, folder: Path) -> None:
    """One a line, whether or not the file ends with a line end."""
    (folder / ".gitattributes").write_text("*.py text\nplans/*.yml text eol=lf", encoding="utf-8")
    lines = done(shell.run("dhrplan init --yes --no-git")).splitlines()
    at = lines.index("  .gitattributes  add the lines below")
    assert lines[at + 1 : at + 4] == [
        "    plans/*.yaml text eol=lf",
        "    plans/*.json text eol=lf",
        "    dhrplan.toml text eol=lf",
    ]
    again = done(shell.run("dhrplan init --yes --no-git"))
    assert again.startswith("No file is missing in this folder.\n")


@pytest.mark.skipif(os.name == "nt", reason="links need leave on Windows")
def test_a_plan_that_cannot_be_opened_is_one(shell: Shell, folder: Path) -> None:
    (folder / "plans").mkdir()
    (folder / "plans" / "DHR4.yaml").symlink_to("nowhere.yaml")
    done(shell.run("dhrplan init --yes --no-git"))
    assert not (folder / "plans" / "DHR1.yaml").exists()


@pytest.mark.needs("git")
def test_what_was_changed_is_named_and_left(shell: Shell, folder: Path) -> None:
    shell.run("dhrplan init --yes")
    (folder / ".editorconfig").unlink()
    (folder / ".gitignore").write_text("build/\r\n.dhrplan-*\r\n", encoding="utf-8", newline="")
    (folder / "dhrplan.toml").write_text("soon_days = 7\n", encoding="utf-8")
    (folder / "plans" / "plan.schema.json").write_text("{}", encoding="utf-8")
    before = files(folder)
    printed = done(shell.run("dhrplan init --yes"))
    new, _, left = printed.partition("Already there and not changed:\n")
    assert ".editorconfig" in new
    assert ".gitattributes" not in printed
    assert re.search(r"\.gitignore +add the lines below\n    forbidden-names\.txt\n", left)
    assert re.search(r"dhrplan\.toml +your own version\n", left)
    assert "`dhrplan schema -o` updates it" in left
    assert {name: data for name, data in files(folder).items() if name in before} == before
    assert ".editorconfig" in files(folder)


def test_other_line_ends_are_no_difference(shell: Shell, folder: Path) -> None:
    shell.run("dhrplan init --yes --no-git")
    for path in (folder / name for name in MADE):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert done(shell.run("dhrplan init --yes --no-git")).startswith("No file is missing")


@pytest.mark.parametrize("register", ["agencies.yaml", "agencies.yml"])
def test_plans_that_are_there_need_no_first_one(shell: Shell, folder: Path, register: str) -> None:
    (folder / "plans").mkdir()
    (folder / "plans" / "DHR4.yml").write_bytes(new_plan("DHR4", "DHR 4"))
    (folder / "plans" / register).write_text("agencies:\n  A: {name: A body}\n", encoding="utf-8")
    printed = done(shell.run("dhrplan init --yes --no-git"))
    assert sorted(path.name for path in (folder / "plans").glob("*.y*ml")) == ["DHR4.yml", register]
    assert "--recommendation" not in printed
    assert shell.run("dhrplan validate").code == 0


def test_a_register_that_makes_plans_wrong_is_not_made(shell: Shell, folder: Path) -> None:
    """A register that names one agency calls every other one in the plans unknown."""
    (folder / "plans").mkdir()
    plan = new_plan("DHR4", "DHR 4", "Northshire CSP").replace(
        b"recommendations: []",
        b'recommendations: [{id: "1", text: X, actions: [{id: "1.1", text: Y, lead: [POL]}]}]',
    )
    (folder / "plans" / "DHR4.yaml").write_bytes(plan)
    outcome = shell.run(f'dhrplan init --yes --no-git --council "{COUNCIL}"')
    assert outcome.code == 3
    assert "error[unknown-agency]" in outcome.stdout
    assert "Not saved: this would add 1 error" in outcome.stderr
    assert "Leave out the partnership and the council" in outcome.stderr
    assert sorted(files(folder)) == ["plans/DHR4.yaml"]
    done(shell.run("dhrplan init --yes --no-git"))
    assert shell.run("dhrplan validate").code == 0


@pytest.mark.needs("git")
def test_a_repository_that_is_there_is_kept(shell: Shell, folder: Path) -> None:
    git(folder, "init", "--quiet")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "Begin")
    printed = done(shell.run("dhrplan init --yes"))
    assert "  .git " not in printed
    assert git(folder, "rev-list", "--count", "HEAD").strip() == "1"
    assert git(folder, "diff", "--cached", "--name-only") == ""


@pytest.mark.needs("git")
def test_below_the_top_of_a_repository_there_is_no_hook(shell: Shell, folder: Path) -> None:
    git(folder, "init", "--quiet")
    printed = done(shell.run("dhrplan init reviews --yes"))
    assert f"Not created: {HOOK}." in printed
    assert "`--plans reviews/plans`" in printed
    assert sorted(files(folder / "reviews")) == [name for name in MADE if name != HOOK]
    assert not (folder / "reviews" / ".git").exists()


@pytest.mark.needs("git")
def test_the_hook_at_the_top_is_told_of_until_it_is_there(shell: Shell, folder: Path) -> None:
    git(folder, "init", "--quiet")
    printed = done(shell.run("dhrplan init 'our reviews' --yes"))
    assert """`--plans "our reviews/plans"`""" in printed
    (folder / HOOK).write_text(
        'entry: dhrplan validate --staged --plans "our reviews/plans"\n', encoding="utf-8"
    )
    again = done(shell.run("dhrplan init 'our reviews' --yes"))
    assert again == "No file is missing in our reviews.\n"


def test_words_from_elsewhere_may_have_wide_spaces(shell: Shell, folder: Path) -> None:
    """Word has a space that does not break; it is a space all the same."""
    done(shell.run("dhrplan init --yes --no-git --council 'Northshire\u00a0County  Council '"))
    assert b"    name: Northshire County Council\n" in files(folder)["plans/agencies.yaml"]


# -- what is not written unasked ---------------------------------------------------------------


@pytest.mark.needs("git")
def test_without_a_terminal_nothing_is_written_unasked(shell: Shell, folder: Path) -> None:
    outcome = shell.run("dhrplan init")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "Add --yes." in outcome.stderr
    assert files(folder) == {}


@pytest.mark.needs("git")
def test_a_dry_run_writes_nothing(shell: Shell, folder: Path) -> None:
    outcome = shell.run("dhrplan init sub --dry-run")
    assert (outcome.code, outcome.stderr) == (0, "Not saved: this is a dry run.\n")
    assert "plans/DHR1.yaml" in outcome.stdout
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "option",
    [
        *(f"--review {name}" for name in ("CON", "nul", "com1", "LPT9.x", "agencies", ".x", "a/b")),
        *("--review 'a b'", "--review a:b", "--review ''", f"--review {'x' * 101}"),
        *("--title 'a\nb'", "--council 'a\x1b[31m'", "--marking 'a\tb'"),
    ],
)
def test_what_cannot_be_written_is_refused(shell: Shell, folder: Path, option: str) -> None:
    outcome = shell.run(f"dhrplan init --yes --no-git {option}")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr
    assert files(folder) == {}


# -- the files themselves ----------------------------------------------------------------------

REMARK = re.compile(r"^( *)# (?= *(?:- )?[a-z_A-Z]+:(?: |$)| {2,}\S)", re.MULTILINE)


def taken_up(text: str) -> str:
    """A file with every key in a comment made a real key."""
    return REMARK.sub(r"\1", text).replace("recommendations: []\n", "")


def test_all_that_stands_in_remarks_of_a_plan_may_be_taken_up() -> None:
    text = taken_up(new_plan("X1", "A title").decode())
    head, _, rest = text.partition("  - id:")
    read = read_plan("X1.yaml", f"{head}recommendations:\n  - id:{rest}".encode())
    assert read.faults == ()
    assert read.plan
    told = {name for name in RECORDS["plan"] if getattr(read.plan, name.attribute, None)}
    assert {row.name for row in RECORDS["plan"]} - {row.name for row in told} <= {
        "introduction",
        "notes",
    }
    (action,) = read.plan.recommendations[0].actions
    assert (action.id, action.status, len(action.milestones)) == ("1.1", "not-started", 1)


def test_all_that_stands_in_remarks_of_the_register_may_be_taken_up() -> None:
    text = re.sub(r"^  # (?= *\w+:)", "  ", new_register().decode(), flags=re.MULTILINE)
    read = read_register("agencies.yaml", text.encode())
    assert read.faults == ()
    assert read.register
    assert list(read.register.agencies) == ["POL", "ICB", "PROB", "HO"]


def test_all_settings_stand_in_remarks() -> None:
    assert tomllib.loads(settings_text()) == {}
    text = re.sub(r"^# (?=\w+ = |\[|\w+-)", "", settings_text(), flags=re.MULTILINE)
    settings = read_settings("dhrplan.toml", text.encode())
    assert settings.faults == ()
    assert list(tomllib.loads(text)) == [setting.name for setting in SETTINGS]


@pytest.mark.parametrize("marking", ['OFF"ICIAL', "a\\b", "é # [x]"])
def test_a_marking_is_quoted(marking: str) -> None:
    assert read_settings("dhrplan.toml", settings_text(marking).encode()).marking == marking


@pytest.mark.parametrize("words", ["yes", "1.10", "a: b # c", "- x", "[y]", "é", '"q"', "{x}"])
def test_names_are_quoted(words: str) -> None:
    plan = read_plan("X1.yaml", new_plan("X1", words, words)).plan
    assert plan
    assert (plan.title, plan.partnership) == (words, words)
    register = read_register("agencies.yaml", new_register(words, f"{words} Council")).register
    assert register
    assert register.full_name("CSP") == words


def test_the_files_are_what_they_claim_to_be() -> None:
    pieces = {piece.name: piece.data.decode() for piece in starter_files(Answers(), "1.2.3")}
    assert json.loads(pieces[".vscode/settings.json"])["yaml.schemas"]
    assert "rev: v1.2.3" in pieces[HOOK]
    assert {text[-1] for text in pieces.values()} == {"\n"}
    assert {
        line for text in pieces.values() for line in text.splitlines() if line != line.rstrip()
    } == set()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Northshire County Council", "NCC"),
        ("London Borough of Tower Hamlets", "LBTH"),
        ("City of the Isles & Shires", "CIS"),
        ("Northshire", "COUNCIL"),
        ("Cumbria Shire Parish", "COUNCIL"),
        ("北", "COUNCIL"),
    ],
)
def test_a_council_has_a_code(name: str, code: str) -> None:
    assert council_code(name) == code


def test_a_partnership_that_is_the_council_stands_once() -> None:
    register = read_register("agencies.yaml", new_register("One Body", "One  body")).register
    assert register
    assert list(register.agencies) == ["CSP"]


@pytest.mark.parametrize(
    ("review", "title"),
    [
        ("DHR8", "Domestic Homicide Review 8"),
        ("dhr-12", "Domestic Homicide Review 12"),
        ("DARDR3", "Domestic Abuse Related Death Review 3"),
        ("PROVUL", "PROVUL"),
    ],
)
def test_a_review_has_a_title(review: str, title: str) -> None:
    assert default_title(review) == title


@pytest.mark.parametrize("review", ["DHR8", "dhr.8", "8", "CONN", "x-y_z", "COM", "a" * 100])
def test_names_that_any_system_has(review: str) -> None:
    assert review_id_fault(review) == ""


def test_a_name_with_a_space_is_written_without() -> None:
    assert review_id_fault("DHR 8").endswith(" Write `DHR8`.")
    assert review_id_fault("a/b c").endswith(" Write `a-b-c`.")


# -- the hook ----------------------------------------------------------------------------------


@pytest.mark.needs("git")
def test_the_hook_needs_no_network_and_stops_an_error(shell: Shell, folder: Path) -> None:
    shell.run("dhrplan init --yes")
    env = {**os.environ, "PATH": PROGRAMS, "PYTHONPATH": str(ROOT), "PRE_COMMIT_COLOR": "never"}
    env["PRE_COMMIT_HOME"] = str(folder.parent / "home")
    env["https_proxy"] = env["http_proxy"] = "http://127.0.0.1:9"

    def ran(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False
        )

    ran(sys.executable, "-m", "pre_commit", "install").check_returncode()
    git(folder, "add", ".")
    plan = folder / "plans" / "DHR1.yaml"
    sound = plan.read_bytes()
    plan.write_bytes(sound.replace(b"kind: DHR\n", b"kind: review\n"))
    git(folder, "add", ".")
    ended = ran("git", "commit", "--message", "Begin")
    assert ended.returncode == 1
    assert "plans/DHR1.yaml:12:7: error[unknown-value]" in ended.stdout + ended.stderr
    plan.write_bytes(sound)
    git(folder, "add", ".")
    ended = ran("git", "commit", "--message", "Begin")
    assert (ended.returncode, "Passed" in ended.stdout + ended.stderr) == (0, True)


# -- at a terminal -----------------------------------------------------------------------------


@pytest.mark.needs("bash", "tmux", "git")
def test_questions_at_a_terminal(tmp_path: Path, folder: Path) -> None:
    with at_keyboard(tmp_path, folder) as keys:
        keys.press("dhrplan init", "Enter")
        keys.wait_for("Name of the partnership (optional):")
        keys.press(PARTNERSHIP, "Enter")
        keys.wait_for("Marking of reports, such as OFFICIAL-SENSITIVE (optional):")
        keys.press("Enter")
        keys.wait_for("Name of the lead council (optional):")
        keys.press(COUNCIL, "Enter")
        keys.wait_for("Id of the first review [DHR1]:")
        keys.press("CON", "Enter")
        keys.wait_for("cannot be the name of a file on Windows")
        keys.press("DHR8", "Enter")
        keys.wait_for("Title of the review [Domestic Homicide Review 8]:")
        assert files(folder) == {}
        keys.press("Enter")
        keys.wait_for("Create these? [Y/n]:")
        assert files(folder) == {}
        keys.press("Enter")
        keys.wait_for("Created. Next steps:")
        keys.enter("dhrplan validate")
        keys.wait_for("3 files checked: no problems found.")
    there = files(folder)
    assert b"title: Domestic Homicide Review 8\n" in there["plans/DHR8.yaml"]
    assert f"partnership: {PARTNERSHIP}\n".encode() in there["plans/DHR8.yaml"]
    assert f"  NCC:\n    name: {COUNCIL}\n".encode() in there["plans/agencies.yaml"]


@pytest.mark.needs("bash", "tmux", "git")
def test_no_at_a_terminal(tmp_path: Path, folder: Path) -> None:
    with at_keyboard(tmp_path, folder) as keys:
        keys.press("dhrplan init --review DHR8; echo code $?", "Enter")
        for question in ("partnership", "Marking", "council", "Title"):
            keys.wait_for(question)
            keys.press("Enter")
        keys.wait_for("Create these? [Y/n]:")
        keys.press("n", "Enter")
        keys.wait_for("code 3")
        keys.press("echo once mo''re; dhrplan init; echo code $?", "Enter")
        keys.wait_for("once more\nName of the partnership")
        keys.press("C-c")
        keys.wait_for("code 130")
    assert list(folder.iterdir()) == []


@pytest.mark.usefixtures("folder")
def test_in_a_folder_without_actions_the_morning_view_says_how_to_add_them(shell: Shell) -> None:
    done(shell.run("dhrplan init --yes --no-git"))
    assert "Next: `dhrplan new REVIEW --recommendation`, then" in done(shell.run("dhrplan morning"))

"""Reading a folder: plans, stray files, and the paths in messages."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dhrplan import store
from dhrplan.errors import DhrplanError
from tests.links import link


def folder(root: Path, *names: str) -> Path:
    plans = root / "plans"
    plans.mkdir()
    for name in names:
        (plans / name).write_bytes(b"id: x\n")
    return plans


def test_the_first_folder_upwards_is_found(tmp_path: Path) -> None:
    plans = folder(tmp_path)
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert store.find_plans(inner) == plans
    assert store.find_plans(tmp_path) == plans


def test_a_missing_folder_is_an_error_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(DhrplanError, match="no folder `plans`") as caught:
        store.find_plans(tmp_path)
    assert "--plans" in caught.value.hint


def test_plans_are_the_yaml_files_directly_in_the_folder(tmp_path: Path) -> None:
    plans = folder(tmp_path, "DHR1.yaml", "DHR2.yml", "DHR3.YAML", ".hidden.yaml", "notes.txt")
    (plans / "old.yaml").mkdir()
    (plans / "old.yaml" / "DHR4.yaml").write_bytes(b"")
    assert set(store.read(plans, tmp_path).files) == {"DHR1.yaml", "DHR2.yml", "DHR3.YAML"}


def test_a_file_that_cannot_be_opened_is_named_with_the_reason(tmp_path: Path) -> None:
    plans = folder(tmp_path, "DHR1.yaml")
    link(plans / "DHR2.yaml", "gone.yaml")
    why = "it is a link to a file that is not there"
    assert store.read(plans, tmp_path).unopened == {"DHR2.yaml": why}


OUTSIDE = "it is a link that leads out of the folder"


def test_a_link_leads_out_of_a_folder_outside_of_git(tmp_path: Path) -> None:
    plans = folder(tmp_path, "DHR1.yaml")
    (tmp_path / "other.yaml").write_bytes(b"id: other\n")
    link(plans / "DHR2.yaml", "../other.yaml")
    link(plans / "DHR3.yaml", tmp_path / "gone.yaml")
    link(plans / "DHR4.yaml", "DHR1.yaml")
    link(plans / "DHR5.yaml", "DHR2.yaml")
    found = store.read(plans, tmp_path)
    assert found.unopened == dict.fromkeys(("DHR2.yaml", "DHR3.yaml", "DHR5.yaml"), OUTSIDE)
    assert set(found.files) == {"DHR1.yaml", "DHR4.yaml"}


def test_a_link_may_lead_through_its_repository_but_not_into_gits_own(tmp_path: Path) -> None:
    top = tmp_path / "top"
    (top / ".git").mkdir(parents=True)
    for path in (top / ".git" / "config", top / "other.yaml", tmp_path / "secret"):
        path.write_bytes(b"id: other\n")
    plans = folder(top)
    for name, target in {"a": "../other.yaml", "b": "../../secret", "c": "../.git/config"}.items():
        link(plans / f"{name}.yaml", target)
    found = store.read(plans, tmp_path)
    assert set(found.files) == {"a.yaml"}
    why = "it is a link that leads out of the repository"
    assert found.unopened == dict.fromkeys(("b.yaml", "c.yaml"), why)


def test_a_register_that_is_a_folder_is_named(tmp_path: Path) -> None:
    plans = folder(tmp_path)
    (plans / "agencies.yaml").mkdir()
    assert store.read(plans, tmp_path).unopened == {"agencies.yaml": "it is a folder, not a file"}


def _pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("Windows has no named pipes in folders")
    os.mkfifo(path)


NO_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "dangling": (lambda path: link(path, "gone"), "it is a link to a file that is not there"),
    "outside": (lambda path: link(path, "../../secret"), "it is a link that leads out of the"),
    "pipe": (_pipe, "it is not an ordinary file"),
    "device": (lambda path: link(path, os.devnull), "it is a link that leads out|no ordinary file"),
    "folder": (Path.mkdir, "it is a folder, not a file"),
    "circle": (lambda path: link(path, path.name), "."),
}


@pytest.mark.parametrize("kind", NO_FILES)
def test_settings_that_are_no_file_are_an_error(tmp_path: Path, kind: str) -> None:
    plans = folder(tmp_path, "DHR1.yaml")
    make, why = NO_FILES[kind]
    make(tmp_path / "dhrplan.toml")
    with pytest.raises(DhrplanError, match=rf"dhrplan\.toml cannot be opened: .*({why})"):
        store.read(plans, tmp_path)


@pytest.mark.parametrize("kind", [one for one in NO_FILES if one != "outside"])
def test_a_list_of_names_that_is_no_file_is_an_error(tmp_path: Path, kind: str) -> None:
    plans = folder(tmp_path, "DHR1.yaml")
    make, _ = NO_FILES[kind]
    make(tmp_path / "forbidden-names.txt")
    with pytest.raises(DhrplanError, match=r"forbidden-names\.txt cannot be opened: "):
        store.read_with_strays(plans, tmp_path)


def test_files_are_read_up_to_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MAX_BYTES", 1_000_000)
    plans = folder(tmp_path)
    (plans / "DHR1.yaml").write_bytes(b"#" * 2_000_000)
    assert len(store.read(plans, tmp_path).files["DHR1.yaml"]) == 1_000_001
    for name in ("forbidden-names.txt", "dhrplan.toml"):
        (tmp_path / name).write_bytes(b"#" * 1_000_001)
        with pytest.raises(DhrplanError, match=f"{name} cannot be opened: it has more than 1 MB"):
            store.read_with_strays(plans, tmp_path)


def test_files_of_a_folder_without_permission_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = folder(tmp_path, "DHR1.yaml")
    as_it_is = Path.stat

    def refused(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path.name == "DHR1.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return as_it_is(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", refused)
    assert store.read(plans, tmp_path).unopened == {"DHR1.yaml": "Permission denied"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_pipe_is_named_and_does_not_block(tmp_path: Path) -> None:
    plans = folder(tmp_path, "DHR1.yaml")
    os.mkfifo(plans / "DHR2.yaml")
    assert store.read(plans, tmp_path).unopened == {"DHR2.yaml": "it is not an ordinary file"}


def test_a_folder_under_several_paths_counts_once(tmp_path: Path) -> None:
    plans = folder(tmp_path)
    (tmp_path / "link").symlink_to(plans)
    named = (plans, tmp_path / "link", tmp_path / "plans" / ".." / "plans")
    assert store.distinct_folders(named) == (plans,)


def test_an_unlistable_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DhrplanError, match="cannot be read"):
        store.read(tmp_path / "gone", tmp_path)


def test_paths_are_relative_to_the_start(tmp_path: Path) -> None:
    plans = folder(tmp_path)
    assert store.read(plans, tmp_path).place("DHR1.yaml") == "plans/DHR1.yaml"
    assert store.read(plans, plans).place("DHR1.yaml") == "DHR1.yaml"
    assert store.read(plans, tmp_path / "x").place("DHR1.yaml") == "../plans/DHR1.yaml"


def test_reading_leaves_every_time_stamp(tmp_path: Path) -> None:
    plans = folder(tmp_path, "DHR1.yaml")
    before = {path: path.stat().st_mtime_ns for path in (plans, plans / "DHR1.yaml")}
    store.read(plans, tmp_path)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def stray(plans: Path, *names: str) -> tuple[str, ...]:
    """The stray files among these, relative to the folder of plans."""
    for name in names:
        (plans / name).parent.mkdir(parents=True, exist_ok=True)
        (plans / name).write_bytes(b"")
    return store.strays(plans, plans)


def test_left_overs_beside_a_plan_are_strays(tmp_path: Path) -> None:
    left_over = (
        *("#DHR5.yaml#", "DHR1.YAML.OLD", "DHR2.yml~", "DHR3.yaml.txt", "DHR4.yaml (1)"),
        *("DHR4.yaml.orig", "DHR4.yaml_2", "agencies.yaml.bak"),
    )
    others = ("DHR4.yaml", "DHR5.yml", "notes.txt", "plan.schema.json", ".DHR4.yaml.swp", "yaml")
    assert stray(folder(tmp_path), *left_over, *others) == left_over


def test_in_sub_folders_only_yaml_is_stray(tmp_path: Path) -> None:
    names = ("old/DHR1.yaml", "old/DHR1.yaml.orig", "old/er/DHR2.yml", "old/.x.yaml", ".git/a.yaml")
    assert stray(folder(tmp_path), *names) == ("old/DHR1.yaml", "old/er/DHR2.yml")


def test_paths_of_strays_are_relative_to_the_start(tmp_path: Path) -> None:
    plans = folder(tmp_path)
    stray(plans, "old/DHR1.yaml")
    assert store.strays(plans, tmp_path) == ("plans/old/DHR1.yaml",)


def test_linked_folders_are_passed_over(tmp_path: Path) -> None:
    plans = folder(tmp_path, "DHR1.yaml")
    (plans / "inner").mkdir()
    (plans / "inner" / "round").symlink_to(plans)
    assert stray(plans, "inner/DHR2.yaml") == ("inner/DHR2.yaml",)


def test_the_search_for_strays_has_a_depth(tmp_path: Path) -> None:
    deep = "/".join("d" * (store.DEEPEST + 1))
    assert stray(folder(tmp_path), f"{deep}/DHR1.yaml", f"{deep[2:]}/DHR2.yaml") == (
        f"{deep[2:]}/DHR2.yaml",
    )


def test_a_sub_folder_that_cannot_be_listed_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = folder(tmp_path)
    stray(plans, "old/DHR1.yaml")
    scandir = os.scandir

    def refused(path: str) -> object:
        if path.endswith("old"):
            raise PermissionError(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert store.strays(plans, plans) == ()

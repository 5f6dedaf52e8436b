"""The site is built from the pages: every page is in it, every link leads somewhere."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from docs.generate.site import PAGES
from tests.golden.running import ROOT
from tests.programs import lacking

if TYPE_CHECKING:
    from pathlib import Path

_FROM_ELSEWHERE = re.compile(
    r"""<(?:script|img|iframe)[^>]*\ssrc=["']?(?:https?:)?//|<link[^>]*rel=["']?(?:stylesheet|preconnect)[^>]*//"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built in strict mode: a lost link or a page outside of the menu fails."""
    if importlib.util.find_spec("material") is None:
        lacking("mkdocs-material is not installed (the extra `docs`)")
    folder = tmp_path_factory.mktemp("site")
    command = ("mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder))
    ended = subprocess.run(
        (sys.executable, "-m", *command),
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return folder


def test_every_page_is_in_the_site(site: Path) -> None:
    written = {path.relative_to(ROOT / "docs") for path in ROOT.glob("docs/**/*.md")}
    expected = {path.with_suffix(".html").as_posix() for path in written}
    expected |= {name.replace(".md", ".html") for name in PAGES.values()}
    built = {path.relative_to(site).as_posix() for path in site.glob("**/*.html")}
    assert built - {"404.html"} == expected


def test_no_page_fetches_anything_from_elsewhere(site: Path) -> None:
    pages = {path.name: path.read_text(encoding="utf-8") for path in site.glob("**/*.html")}
    assert {
        name: found for name, page in pages.items() if (found := _FROM_ELSEWHERE.findall(page))
    } == {}


def test_the_menu_leads_to_the_pages_beside_the_documentation(site: Path) -> None:
    first = (site / "index.html").read_text(encoding="utf-8")
    assert [
        name for name in ("contributing", "changelog", "security") if f'"{name}.html"' not in first
    ] == []

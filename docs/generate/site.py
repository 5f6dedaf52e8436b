"""What mkdocs needs besides `docs`: the pages at the top of the repository, with links that fit.

On GitHub a page of `docs` links to `../CONTRIBUTING.md`. On the site that is `contributing.md`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

TOP = Path(__file__).parents[2]
PAGES = {
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
    "README.md": "index.md",
}
"""Each page at the top, and the page of the site that links to it lead to."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages at the top; the site has a first page of its own."""
    from mkdocs.structure.files import File

    for name, place in PAGES.items():
        if place != "index.md":
            text = (TOP / name).read_text(encoding="utf-8")
            files.append(File.generated(config, place, content=at_top(text)))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Lead links out of `docs` to the pages of the site."""
    for name, place in PAGES.items():
        markdown = re.sub(rf"\]\(((?:\.\./)*)\.\./{re.escape(name)}", rf"](\1{place}", markdown)
    return markdown


def at_top(text: str) -> str:
    """A page of the top of the repository as it is among the pages of `docs`."""
    for name, place in PAGES.items():
        text = text.replace(f"]({name}", f"]({place}")
    return text.replace("](docs/", "](")

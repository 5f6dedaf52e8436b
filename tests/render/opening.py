"""Opening Word files and workbooks in tests: their parts, and their words in LibreOffice."""

from __future__ import annotations

import subprocess
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_TEXT = "txt:Text (encoded):UTF8"
_EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def parts(data: bytes) -> dict[str, str]:
    """The parts of a file that are text, by their names."""
    with ZipFile(BytesIO(data)) as package:
        texts = {name: package.read(name) for name in package.namelist()}
    return {name: text.decode() for name, text in texts.items() if name.endswith(("xml", "rels"))}


def opened(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """The text of files in a folder, as LibreOffice shows it, by their names."""
    every = list(names)
    found = {}
    for ending, target in (("docx", _TEXT), ("xlsx", _EVERY_SHEET)):
        files = [name for name in every if name.endswith(ending)]
        if files:
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            subprocess.run(
                ["soffice", profile, "--headless", "--convert-to", target, *files],
                cwd=folder,
                capture_output=True,
                check=True,
                timeout=300,
            )
        for name in files:
            stem = name.removesuffix(f".{ending}")
            made = folder.glob(f"{stem}.txt" if ending == "docx" else f"{stem}-*.csv")
            found[name] = "\n".join(path.read_text("utf-8-sig") for path in sorted(made))
    return found

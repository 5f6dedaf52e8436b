"""What the privacy rules find in texts other than plans in view: old versions, messages, names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from dhrplan.diagnostic import Diagnostic
from dhrplan.model.agencies import Register
from dhrplan.plan.folder import Folder
from dhrplan.plan.read import PlanFile
from dhrplan.rules import RULES_BY_NAME
from dhrplan.rules.engine import diagnostic
from dhrplan.rules.privacy.scan import HISTORY_HINT, without_nested
from dhrplan.yamldoc.nodes import Source


class PrivateText(NamedTuple):
    """A finding of a privacy rule.

    Attributes:
        key: The text or name that it is in.
        found: The finding; its place counts lines and columns of the text.
        line: The line that it is in.
    """

    key: str
    found: Diagnostic
    line: str = ""

    @property
    def letters(self) -> str:
        """The private text by its letters and digits, the same however it is written."""
        return "".join(one for one in self.found.private[0].casefold() if one.isalnum())

    @property
    def advice(self) -> str:
        """What to write instead."""
        return self.found.hint.removesuffix(HISTORY_HINT).strip()


def find_in_texts(
    texts: Iterable[tuple[str, str]], names: tuple[str, ...], *, toml: bool = False
) -> Iterator[PrivateText]:
    """Search texts, each with its key; `names` must never appear."""
    ending = ".toml" if toml else ""  # the rest is read as YAML, which does little to plain text
    sources = {f"{key}/{ending}": Source(f"{key}/{ending}", text) for key, text in texts}
    files = tuple(PlanFile(source, None, ()) for source in sources.values())
    for one in _findings(Folder("", files, Register(), forbidden_names=names)):
        source = sources[one.place.file]
        yield PrivateText(one.place.file.rpartition("/")[0], one, source.line(one.place.line)[1])


def find_in_names(texts: Iterable[str], names: tuple[str, ...]) -> Iterator[PrivateText]:
    """Search the names of files, folders and branches; `names` must never appear."""
    strays = tuple(dict.fromkeys(texts))
    folder = Folder("", (), Register(), forbidden_names=names, strays=strays)
    return (PrivateText(one.place.file, one) for one in _findings(folder))


def _findings(folder: Folder) -> Iterator[Diagnostic]:
    found = (
        diagnostic(rule, finding)
        for rule in RULES_BY_NAME.values()
        if rule.family == "privacy"
        for finding in rule.findings((folder,), date.min)  # these rules know no day
    )
    yield from without_nested(found, RULES_BY_NAME)

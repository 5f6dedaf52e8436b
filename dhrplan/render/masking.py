"""Private data in findings is masked before any format sees it."""

from __future__ import annotations

from dataclasses import replace

from dhrplan.render.findings import Findings
from dhrplan.rules.privacy.masking import Mask

_NOTE = "What tells of a person is masked here; `--reveal` shows it."


def masked(findings: Findings) -> Findings:
    """The findings with private data masked. Masking twice changes nothing more."""
    hidden = [one for one in (*findings.diagnostics, *findings.untold) if one.private]
    if not hidden:
        return findings
    mask = Mask(hidden)
    has_private = any(one.private for one in findings.diagnostics)
    return replace(
        findings,
        diagnostics=tuple(map(mask.diagnostic, findings.diagnostics)),
        lines=mask.lines_of_files(findings.lines),
        notes=(*map(mask.text, findings.notes), *((_NOTE,) if has_private else ())),
        untold=(),
    )

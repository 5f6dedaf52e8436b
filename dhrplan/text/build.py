"""From the values of a record to the model's value for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dhrplan.model import agencies, records
from dhrplan.model import plan as model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Values = dict[str, Any]


def plan(values: Values, file: str) -> model.Plan:
    """The plan of a file; one without an id goes by the file's name."""
    return model.Plan(**{"id": stem(file), **values}, file=file)


def stem(file: str) -> str:
    """The name of a file without its folder and its ending, which is the review's id."""
    return file.rpartition("/")[2].rpartition(".")[0]


def register(values: Values, file: str) -> agencies.Register:
    """The register of a file."""
    return agencies.Register(file, values.get("agencies", {}), values.get("groups", {}))


def record(name: str, values: Values) -> Any:
    """The model's value for a record of the table of fields."""
    return _BUILDERS[name](values)


def _plain(kind: Callable[..., Any]) -> Callable[[Values], Any]:
    """For records that do not know where they stand."""

    def build(values: Values) -> Any:
        del values["line"], values["route"]
        return kind(**values)

    return build


def _milestone(values: Values) -> model.Milestone:
    place = values["route"][-1] + 1
    return model.Milestone(name=values.get("id") or f"#{place}", **values)


def _action(values: Values) -> model.Action:
    if "id" not in values:
        # Unique enough to be spoken of: the place of its recommendation, then its own.
        route = values["route"]
        values["id"] = f"#{route[1] + 1}#{route[3] + 1}"
    return model.Action(**values)


def _recommendation(values: Values) -> model.Recommendation:
    values.setdefault("id", f"#{values['route'][1] + 1}")
    return model.Recommendation(**values)


def _coded(kind: Callable[..., Any]) -> Callable[[Values], Any]:
    """For the bodies of a register, whose code is the key above them."""

    def build(values: Values) -> Any:
        code = values.pop("route")[-1]
        del values["line"]
        return kind(code=code, **values)

    return build


_BUILDERS: Mapping[str, Callable[[Values], Any]] = {
    "source": _plain(records.SourceDocument),
    "dates": _plain(dict),
    "recommendation": _recommendation,
    "response": _plain(records.Response),
    "result": _plain(records.Result),
    "action": _action,
    "as_written": _plain(dict),
    "extension": _plain(records.Extension),
    "extension_asked": _plain(records.ExtensionAsked),
    "signed_off": _plain(records.SignOff),
    "check": _plain(records.Check),
    "decision": _plain(records.Decision),
    "milestone": _milestone,
    "update": _plain(records.Update),
    "agency": _coded(agencies.Agency),
    "successor": _plain(agencies.Successor),
    "contact": _plain(agencies.Contact),
    "group": _coded(agencies.Group),
}

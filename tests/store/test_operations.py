"""The notes of the log: any content of files comes back, and any other text is one error."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan.errors import DhrplanError
from dhrplan.operations import LoggedFile, Operation, checksum, from_json

_WHEN = datetime(2021, 4, 10, 12, 30, tzinfo=UTC)
_CONTENTS = st.none() | st.binary() | st.text(alphabet="a\n\r\u2028\ufeffé: #").map(str.encode)
_FILES = st.builds(
    lambda name, before, after: LoggedFile(f"{name}.yaml", before, checksum(after)),
    st.text("DHR0123456789", min_size=1),
    _CONTENTS,
    _CONTENTS,
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.lists(_FILES, min_size=1, unique_by=lambda one: one.name).map(tuple), st.booleans())
def test_a_note_reads_back_as_it_was(files: tuple[LoggedFile, ...], is_committed: bool) -> None:  # noqa: FBT001 - hypothesis
    operation = Operation("update", _WHEN, files, is_committed)
    assert from_json(operation.to_json()) == operation


def test_a_note_can_be_read_by_people() -> None:
    files = (LoggedFile("DHR4.yaml", "id: DHR4\ntitle: Café\n".encode(), None),)
    assert json.loads(Operation("fmt", _WHEN, files).to_json()) == {
        "command": "fmt",
        "when": "2021-04-10T12:30:00+00:00",
        "committed": False,
        "files": [{"file": "DHR4.yaml", "after": None, "before": ["id: DHR4", "title: Café", ""]}],
    }


@given(st.text() | _JSON.map(json.dumps))
def test_any_other_text_is_one_error(text: str) -> None:
    with pytest.raises(DhrplanError, match="cannot be read"):
        from_json(text)


@pytest.mark.parametrize(
    "name",
    [
        *("../DHR4.yaml", "a/DHR4.yaml", "dhrplan.toml", ".x.yaml", "", 4),
        *("DHR4\0.yaml", *(() if os.name == "nt" else ("DHR4\ud800.yaml",))),
    ],
)
@pytest.mark.parametrize("value", [["a"], None])
def test_no_note_leads_out_of_the_folder(name: object, value: object) -> None:
    whole = json.loads(Operation("fmt", _WHEN, ()).to_json())
    whole["files"] = [{"file": name, "after": None, "before": value}]
    with pytest.raises(DhrplanError, match="cannot be read"):
        from_json(json.dumps(whole))


def test_a_note_of_no_file_or_of_one_twice_or_of_a_command_on_two_lines_is_an_error() -> None:
    one = LoggedFile("DHR4.yaml", None, "0")
    for command, files in (("fmt", ()), ("fmt", (one, one)), ("fmt\nError: x", (one,))):
        with pytest.raises(DhrplanError, match="cannot be read"):
            from_json(Operation(command, _WHEN, files).to_json())


@pytest.mark.parametrize("value", [[1], "text", {"base64": "?"}, {}, 4, True])
def test_content_of_another_shape_is_an_error(value: object) -> None:
    whole = json.loads(Operation("fmt", _WHEN, ()).to_json())
    whole["files"] = [{"file": "DHR4.yaml", "after": None, "before": value}]
    with pytest.raises(DhrplanError, match="cannot be read"):
        from_json(json.dumps(whole))

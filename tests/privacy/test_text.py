"""The text of a file as a reader sees it: what is joined, what is kept apart, and its offsets."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dhrplan.rules.privacy.readable import ReadableText, readable, unaccented
from dhrplan.yamldoc.nodes import Source
from tests.strategies import sound_plan, spoilt_plan

JOINED = {
    "a plain value": "lead: DS Pat\n  Hobbs\n",
    "a plain item": "- DS Pat\n  Hobbs\n",
    "an item of a list in brackets": "lead: [POL, DS Pat\n  Hobbs]\n",
    "a block": "text: |-\n  By DS Pat\n  Hobbs.\n",
    "a folded block": "text: >\n  By DS Pat\n  Hobbs.\n",
    "a block with its indentation told": "text: |2-\n  By DS Pat\n  Hobbs.\n",
    "a block of an item": "- |\n By DS Pat\n Hobbs.\n",
    "a block with a remark": "text: | # as written\n  By DS Pat\n  Hobbs.\n",
    "double quotes": 'text: "By DS Pat\n  Hobbs"\n',
    "double quotes that go on": 'text: "By DS Pat \\\n  Hobbs"\n',
    "a word that goes on": 'text: "By DS Pat Ho\\\n  bbs"\n',
    "double quotes with what looks like a key": 'text: "By DS Pat\n  Hobbs: done"\n',
    "single quotes": "text: 'By DS Pat\n  Hobbs'\n",
    "comments": "# By DS Pat\n# Hobbs.\na: b\n",
    "comments of any depth": "  # By DS Pat\n#Hobbs.\na: b\n",
    "a remark that goes on below": "a: b  # By DS Pat\n      # Hobbs.\n",
    "an escape of a space": 'text: "By DS\\x20Pat\\u0020Hobbs"\n',
    "an escape of a line break": 'text: "By DS Pat\\nHobbs"\n',
    "an escape of a letter": 'text: "By DS P\\x61t Hobb\\U00000073"\n',
    "an escape in a list": 'lead: ["POL", "DS P\\x61t Hobbs"]\n',
    "an escape in a key": '"DS P\\x61t Hobbs": x\n',
    "an escape below a key with one": '"a\\tb": "DS P\\x61t Hobbs"\n',
    "spaces that do not break": "text: DS\u00a0Pat\u202fHobbs\n",
    "signs without width": "text: DS Pat Ho\u00adb\u200bbs\n",
    "other line ends": "text: |-\r\n  By DS Pat\r\n  Hobbs.\r\n",
    "blanks at the end of a line": "text: |-\n  By DS Pat  \t\n  Hobbs.\n",
    "an unsound file": "a: [\ntext: DS Pat\n  Hobbs\nb: }\n",
}
APART = {
    "two keys": "by: DS Pat\nHobbs: x\n",
    "a key and its value below": "DS Pat:\n  Hobbs\n",
    "two items": "- DS Pat\n- Hobbs\n",
    "two items of records": "- by: DS Pat\n- Hobbs: x\n",
    "two paragraphs": "text: |-\n  DS Pat\n\n  Hobbs\n",
    "two points of a list in a block": "text: |-\n  - DS Pat\n  - Hobbs\n",
    "numbered lines of a block": "text: |-\n  1. DS Pat\n  2. Hobbs\n",
    "a comment and a key": "# DS Pat\nHobbs: x\n",
    "a value and a comment": "by: DS Pat\n# Hobbs\n",
    "two comments with a space between": "# DS Pat\n#\n# Hobbs\n",
    "comments that were keys": "# by: DS Pat\n# Hobbs: x\n",
    "a block and what follows": "text: |-\n  DS Pat\nHobbs: x\n",
    "an empty block": "- by: DS Pat\n  text: |-\nHobbs: x\n",
    "a block in an item and the next": "- text: |-\n    DS Pat\n- Hobbs\n",
    "quotes that were never closed": 'by: "DS Pat\nHobbs: x\n',
    "a key in quotes": 'by: DS Pat\n"Hobbs": x\n',
}


def read(text: str, file: str = "DHR99.yaml") -> str:
    return readable(Source(file, text)).text


@pytest.mark.parametrize("text", JOINED.values(), ids=JOINED)
def test_continued_text_is_joined(text: str) -> None:
    source = Source("DHR99.yaml", text)
    found = readable(source)
    assert "DS Pat Hobbs" in found.text
    start = found.text.index("Pat Hobbs")
    offset, stop = found.span(start, start + len("Pat Hobbs"))
    assert text[offset] == "P"
    assert text[offset:stop].endswith(("s", "3"))


@pytest.mark.parametrize("text", APART.values(), ids=APART)
def test_separate_values_are_kept_apart(text: str) -> None:
    line = next(line for line in read(text).splitlines() if "DS Pat" in line)
    assert "Hobbs" not in line


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('a: "Ren\\u00e9e"', "Renée"),
        ("a: Rene\u0301e", "Renée"),
        ("a: 'O''Hale'", "O'Hale"),
        ('a: "O\\"Hale\\\\x"', 'O"Hale\\x'),
        ("a: O\u2019Hale", "O'Hale"),
        ('a: "x\\0\\e\\_y\\/z"', "x y/z"),
        ('a: "x\\ud800\\Uffffffffy"', "xy"),
        ('a: He said "C:\\new"', "C:\\new"),
        ("a: it''s", "it''s"),
        ("a: [b, 'c''d', \"e\\tf\"]", "'c'd', \"e f\""),
        ("'a''b': 'c''d'", "'a'b': 'c'd'"),
    ],
)
def test_quotes_and_escapes_are_resolved(written: str, says: str) -> None:
    assert says in read(written)


def test_settings_are_joined_only_in_comments() -> None:
    settings = 'marking = "DS P\\u0061t"\n[rules]\nHobbs = "off"\n# DS Pat\n# Hobbs\n'
    assert read(settings, "dhrplan.toml").splitlines() == [
        'marking = "DS Pat"',
        "[rules]",
        'Hobbs = "off"',
        "# DS Pat Hobbs",
    ]


def test_words_are_in_lower_case_with_and_without_accents() -> None:
    found = readable(
        Source("DHR99.yaml", "a: ZOË met Jürgen\u2014and \u201cÆlf\u201d, straße, B2\n")
    )
    assert {"zoe", "zoë", "jurgen", "jürgen", "and", "aelf", "strasse", "b"} <= found.words
    assert unaccented("Łukasz Ørsted") == "lukasz orsted"


def test_lower_case_keeps_offsets() -> None:
    found = readable(Source("DHR99.yaml", "a: \u0130stanbul DS Pat\n"))
    assert found.lowered.index("ds pat") == found.text.index("DS Pat")


def test_the_readable_text_is_cached() -> None:
    source = Source("DHR99.yaml", "a: b\n")
    assert readable(source) is readable(source)


@given(st.text(st.characters() | st.sampled_from("\"'\\\n :-#[]|>é\u0301\u200b"), max_size=80))
@example('a: "\\')
@example("a: |\n\n  \u0301x")
@example("'")
def test_whatever_the_text_every_character_has_a_span_in_it(text: str) -> None:
    found = readable(Source("DHR99.yaml", text))
    spans = [found.span(index, index + 1) for index in range(len(found.text))]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@pytest.mark.parametrize("number", range(40))
def test_characters_of_a_plan_are_where_their_spans_say(number: int) -> None:
    random = Random(number)
    text = random.choice((sound_plan, spoilt_plan))(random)
    found = readable(Source("DHR99.yaml", text))
    for index, sign in enumerate(found.text):
        start, end = found.span(index, index + 1)
        if end - start == 1 and sign.isalnum():
            assert text[start] == sign


@pytest.mark.parametrize(
    ("text", "shape", "packed"),
    [
        ("On 1.2 (a)", b"aa 0.0 (a)", b"aa00a"),
        ("Zo\u00eb 9", b"aaaa 0", b"aaaa0"),
        ("12 \u0661\u0662 \uff13", b"00 00 0", b"00000"),  # digits of other scripts
        ("tel:\n+44-20", b"aaa:\n+00-00", b"aaa:\n+0000"),
        ("half \ud83d", b"aaaa ?", b"aaaa?"),
    ],
)
def test_shape_and_packed_shape(text: str, shape: bytes, packed: bytes) -> None:
    assert (ReadableText(text).shape, ReadableText(text).packed) == (shape, packed)

"""The kinds of value a field can hold. What each accepts is said here; the reader converts."""

from __future__ import annotations

from typing import NamedTuple


class Text:
    """Words of any length, kept as they are."""


class Id(NamedTuple):
    """An id: no space, no `/`, no `:`.

    Attributes:
        plain: Only letters, digits, `.`, `_` and `-`, as a review's id, which is a file name too.
    """

    plain: bool = False


class Choice(NamedTuple):
    """One of a few words.

    Attributes:
        noun: What one of them is called: "a status".
        values: The words, in the order of the format.
        meant: Words that people write, in lower case, and the value that they mean.
        told: What each value says, in the order of the values; none where the word says it all.
        same: Those of the words in `meant` that say the value and nothing more or less, so that
            `fmt` may write the value for them.
    """

    noun: str
    values: tuple[str, ...]
    meant: tuple[tuple[str, str], ...] = ()
    told: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


class Flag:
    """Yes or no."""


class When(NamedTuple):
    """A date that keeps its precision.

    Attributes:
        relative: `published + 6 months` is understood too.
    """

    relative: bool = False


class Every:
    """A length of time, such as `3 months`."""


class Body:
    """An agency or group of the register, by code, alias or name."""


class Signatory:
    """Who did it: a body of the register, or a person, whose name is never made public."""


class ListOf(NamedTuple):
    """A list, each item of one kind."""

    item: Kind


class RecordOf(NamedTuple):
    """A group of fields, by the name of its record in the table."""

    record: str


class MapOf(NamedTuple):
    """Keys that the file chooses, such as the codes of a register, each with one kind of value."""

    item: Kind


Kind = Text | Id | Choice | Flag | When | Every | Body | Signatory | ListOf | RecordOf | MapOf


class Field(NamedTuple):
    """A row of the table of fields.

    Attributes:
        name: The key in the file.
        kind: What its value is.
        description: What it means, for the reference and for editors.
        required: A record without it is a fault.
        public: It may appear in what is published. A new field is internal until its row says
            otherwise.
    """

    name: str
    kind: Kind
    description: str
    required: bool = False
    public: bool = False

    @property
    def attribute(self) -> str:
        """Its name in the model, where `from` is a word of the language."""
        return "from_" if self.name == "from" else self.name

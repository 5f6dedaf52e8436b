"""The kinds of value a field can hold. What each accepts is said here; the reader converts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Words of any length, kept as they are."""


@dataclass(frozen=True, slots=True)
class Id:
    """An id: no space, no `/`, no `:`.

    Attributes:
        plain: Only letters, digits, `.`, `_` and `-`, as a review's id, which is a file name too.
    """

    plain: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words.

    Attributes:
        noun: What one of them is called: "a status".
        values: The words, in the order of the format.
        meant: Words that people write, in lower case, and the value that they mean.
    """

    noun: str
    values: tuple[str, ...]
    meant: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class When:
    """A date that keeps its precision.

    Attributes:
        relative: `published + 6 months` is understood too.
    """

    relative: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """A length of time, such as `3 months`."""


@dataclass(frozen=True, slots=True)
class Body:
    """An agency or group of the register, by code, alias or name."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who did it: a body of the register, or a person, whose name is never made public."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list, each item of one kind."""

    item: Kind


@dataclass(frozen=True, slots=True)
class RecordOf:
    """A group of fields, by the name of its record in the table."""

    record: str


@dataclass(frozen=True, slots=True)
class MapOf:
    """Keys that the file chooses, such as the codes of a register, each with one kind of value."""

    item: Kind


Kind = Text | Id | Choice | Flag | When | Every | Body | Signatory | ListOf | RecordOf | MapOf


@dataclass(frozen=True, slots=True)
class Field:
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

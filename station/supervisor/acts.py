"""What a supervisor does, as values: acts that go to the bench as JSON, and the answer that comes back.

An act says what shall be done and by which right; who does it is told by the token beside it (see `performing`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Final, Self

from station.errors import Refusal, StationError
from station.model.rights import Right

NOTE_MAX: Final = 500  # signs of what somebody writes with an act


@dataclass(frozen=True)
class Act:
    """Fields are texts, whole numbers, yes or no, None and tuples of them; subclasses are frozen dataclasses too.

    `secret` names fields that the repr of every subclass leaves out, so that no log has them; the JSON that crosses to the bench
    does carry them.
    """

    right: ClassVar[Right] = Right.SEE_DESK
    secret: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        # A dataclass writes itself a repr with every field, secret or not, unless its class has one of its own.
        cls.__repr__ = Act.__repr__  # type: ignore[method-assign]  # the same method, only not inherited

    @property
    def name(self) -> str:
        """What the act is called in JSON and in facts."""
        return type(self).__name__

    def to_json(self) -> str:
        """The fields as one JSON object."""
        return json.dumps({each.name: getattr(self, each.name) for each in fields(self)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The reverse; raises Refusal ACT_UNREADABLE for unknown fields and other types."""
        from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 -- read by the bench; no window waits for it

        try:
            told = json.loads(text)
            act: Self = TypeAdapter(cls).validate_json(text, strict=True)
        except (ValueError, ValidationError, RecursionError) as error:
            raise Refusal("ACT_UNREADABLE", act=cls.__name__, why=type(error).__name__) from error
        if unknown := set(told) - {each.name for each in fields(cls)}:
            raise Refusal("ACT_UNREADABLE", act=cls.__name__, why=", ".join(sorted(unknown)))
        return act

    def __repr__(self) -> str:
        told = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.name not in self.secret)
        return f"{self.name}({', '.join(told)})"


@dataclass(frozen=True)
class SignIn(Act):
    """A badge (with or without RS-BADGE-), or a person's id or name with a PIN, or with a password for an admin."""

    secret: ClassVar[frozenset[str]] = frozenset({"pin", "badge", "password"})

    who: str = ""
    pin: str = ""
    badge: str = ""
    password: str = ""


@dataclass(frozen=True)
class SignOut(Act):
    """The token is worth nothing from now on."""


@dataclass(frozen=True)
class Answer:
    """What became of an act: ids of its facts, why it was refused (a code and its values), and what it gave.

    A refusal with facts: it broke off after them. `once` is told to this desk and written nowhere (a token, a badge).
    """

    facts: tuple[str, ...] = ()
    refusal: tuple[str, Mapping[str, Any]] | None = None
    done: Mapping[str, Any] = field(default_factory=dict)
    once: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def error(self) -> StationError | None:
        """The refusal as an error, for `texts.notice`."""
        return Refusal(self.refusal[0], **self.refusal[1]) if self.refusal else None

    @property
    def left_out(self) -> tuple[StationError, ...]:
        """Of an act about several units: why some were not done, as `Doing.each` tells it."""
        return tuple(Refusal(each["code"], **each["params"]) for each in self.done.get("refused", ()))

    def to_json(self) -> str:
        """As it goes to the desk."""
        told = {"facts": self.facts, "refusal": self.refusal, "done": self.done, "once": self.once}
        return json.dumps(told, ensure_ascii=False, default=str)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The reverse; raises Refusal ACT_UNREADABLE."""

        try:
            told = json.loads(text)
            code, values = told["refusal"] or (None, {})
            return cls(tuple(told["facts"]), (str(code), dict(values)) if code else None, dict(told["done"]), dict(told["once"]))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Refusal("ACT_UNREADABLE", act=cls.__name__, why=type(error).__name__) from error


def note_of(text: str) -> str:
    """What somebody wrote with an act, on one line. Raises Refusal NOTE_TOO_LONG: nothing of it is cut off unseen."""
    note = " ".join(text.split())
    if len(note) > NOTE_MAX:
        raise Refusal("NOTE_TOO_LONG", most=NOTE_MAX)
    return note


def refused(error: StationError, facts: tuple[str, ...] = (), done: Mapping[str, Any] | None = None) -> Answer:
    """The answer for an error, with what was written before it."""
    return Answer(facts, (error.code, dict(error.params)), done or {})

"""The small parts of documents that a site edits: a cell of TOML in, a checked value out, or why not and what is nearest to it."""

import re
from collections.abc import Collection, Hashable
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, StrictInt, StrictStr

from station.model.grades import Disposition, Outcome, Owner, Seal
from station.rules.currencies import CURRENCIES

Kind = TypeVar("Kind", bound=StrEnum)
Each = TypeVar("Each", bound=Hashable)

# A place is scanned as RS-BIN-<place>: what no bar code of it can say, nobody could confirm.
_PLACE: Final = re.compile(r"[A-Z0-9][A-Z0-9._+:-]{0,63}", re.ASCII | re.IGNORECASE)
_MARKET: Final = re.compile(r"[A-Z]{2}", re.ASCII)
_FEW: Final = 20
_AMOUNT: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,4})?", re.ASCII)


def near(word: object, known: Collection[object]) -> tuple[str, tuple[str, ...]]:
    """For an unknown word the known one that looks most like it, "" for none; and then all that are known, if they are few."""
    by_form = {str(each).casefold(): str(each) for each in known}
    found = get_close_matches(str(word).strip().casefold(), by_form, n=1, cutoff=0.6)
    if found:
        return by_form[found[0]], ()
    return "", tuple(by_form.values()) if len(by_form) <= _FEW else ()


def nearest(word: object, known: Collection[object]) -> str:
    """The same as the end of a sentence, for the reasons that whoever edits a document reads in English."""
    closest, few = near(word, known)
    if closest:
        return f"; did you mean {closest}?"
    return f"; known are {', '.join(few)}" if few else ""


def among(kind: type[Kind], *, written: str = "") -> BeforeValidator:
    """One of an enum's values, to the letter; `written` "lower" for an enum that documents write in small letters."""
    values = {each.value.lower() if written == "lower" else each.value: each for each in kind}

    def one_of(value: object) -> Kind:
        if isinstance(value, kind):
            return value
        if not isinstance(value, str) or value not in values:
            raise ValueError(f"{value!r} is not known{nearest(value, values)}")
        return values[value]

    return BeforeValidator(one_of)


def _plain(text: str) -> str:
    if not text or text != text.strip() or not text.isprintable():
        raise ValueError(f"{text!r} is empty, or has spaces around it or signs that nobody can see")
    return text


def _place(text: str) -> str:
    if not _PLACE.fullmatch(text):
        raise ValueError(f"{text!r} cannot be scanned as a place: letters, digits and . _ + : - only, no spaces")
    return text


def _market(text: str) -> str:
    if not _MARKET.fullmatch(text):
        raise ValueError(f"{text!r} is no market: two capital letters (ISO 3166), or EU for all its members")
    return text


def _currency(text: str) -> str:
    if text not in CURRENCIES:
        raise ValueError(f"{text!r} is no currency (three capital letters, ISO 4217){nearest(text, CURRENCIES)}")
    return text


def _amount(value: object) -> Decimal:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _AMOUNT.fullmatch(text) or not Decimal(text):
        raise ValueError(f'{value!r} is no amount above zero; write it as "15.00"')
    return Decimal(text)


def _once(values: tuple[Each, ...]) -> tuple[Each, ...]:
    if len(set(values)) != len(values):
        raise ValueError("one of them stands twice")
    return values


def place_key(place: str) -> str:
    """What makes two spellings the same place: a scanner reads them alike."""
    return place.strip().upper()


Words = Annotated[StrictStr, AfterValidator(_plain), Field(max_length=400)]
Place = Annotated[StrictStr, AfterValidator(_place)]
Market = Annotated[StrictStr, AfterValidator(_market)]
Currency = Annotated[StrictStr, AfterValidator(_currency)]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
Edition = Annotated[StrictInt, Field(ge=1)]
OutcomeName = Annotated[Outcome, among(Outcome)]
DispositionName = Annotated[Disposition, among(Disposition)]
OwnerName = Annotated[Owner, among(Owner)]
SealName = Annotated[Seal, among(Seal, written="lower")]

# A list that is there says something: an empty one would quietly mean "all".
Several = Annotated[tuple[Words, ...], Field(min_length=1), AfterValidator(_once)]
Outcomes = Annotated[tuple[OutcomeName, ...], Field(min_length=1), AfterValidator(_once)]
Seals = Annotated[tuple[SealName, ...], Field(min_length=1), AfterValidator(_once)]
Markets = Annotated[tuple[Market, ...], Field(min_length=1), AfterValidator(_once)]


def reason_of(error: Any) -> tuple[str, str]:  # noqa: ANN401 -- one entry of pydantic's list of errors
    """Where in the document, in the words of who edits it ("rules #4, outcome"; the first is #1 as facts count), and why."""
    where = ""
    for step in error["loc"]:
        where += f" #{step + 1}" if isinstance(step, int) else f"{', ' if where else ''}{step}"
    why = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "missing":
        why = "it is missing"
    return where or "the whole document", why

"""What is typed where an expiry date or a lot is asked in; the date, the lot, or both out.

A text that speaks of a date is never taken for a lot: it is read, or refused.
"""

import re
from collections.abc import Iterator
from typing import Final

from station.scan.days import day_of, plainly, unclear, words_of
from station.scan.months import MONTHS

_LOT: Final = re.compile(r"(?:LOT|BATCH|CHARGE)(?:\. ?|: ?| )(?P<lot>.+)", re.ASCII | re.IGNORECASE)
# What stands before a date on packages. Glued to what follows these mean it all the same, but for BB, which begins many a lot.
_EXPIRY: Final = r"EXP(?:IRY|IRES|IRATION)?(?:[. ]*DATE)?|USE[ -]?BY|VERW(?:ENDBAR)?[. ]*BIS|A CONSOMMER AVANT|CAD(?:UCIDAD)?"
_BEST: Final = r"BBE|BBD|MHD|BEST[ -]?BEFORE(?: END)?|BEST BY|MINDESTENS HALTBAR BIS|DDM|DLUO|THT|BB(?=[. :])"
_PREFIX: Final = re.compile(rf"(?:(?P<expiry>{_EXPIRY})|(?P<best_before>{_BEST}))(?![A-Z])[.: -]*(?P<rest>.*)", re.ASCII)
_TOLD: Final = ("expiry", "best_before")
_GLUED_MONTH: Final = re.compile(rf"(?P<word>EXP|BBE|BBD|MHD)(?P<rest>(?:{'|'.join(MONTHS)})(?![A-Z]).*)", re.ASCII)
_WORDS: Final = re.compile(
    r"(?:.* )?(?:TODAY|TOMORROW|YESTERDAY|NOW|HEUTE|MORGEN|GESTERN|(?:THIS|NEXT|LAST) (?:WEEK|MONTH|YEAR))"
    r"|(?:.* )?\d{1,3} ?(?:M|MTHS?|MONTHS?|MONATE?|MOIS|DAYS?|WEEKS?|YEARS?|YRS?|TAGE?|JAHRE?|WOCHEN?)", re.ASCII,
)  # fmt: skip
_WITHIN: Final = re.compile(r"(?<!\d)(?:(?:\d{1,2}[./-]){1,2}2[01]\d\d|2[01]\d\d(?:[./-]\d{1,2}){1,2})(?!\d)", re.ASCII)


def typed(text: str) -> dict[str, str]:
    """The parts expiry or best_before (ISO), and lot, as far as the text tells them: at least one.

    Raises Refusal EXPIRY_UNCLEAR for what may be several dates or none that can be read, EXPIRY_NO_SUCH_DAY.
    """
    marked = _LOT.fullmatch(text)
    if marked:
        lot = marked["lot"].strip()
        return _beside(lot) or {"lot": lot}
    told = _dated(text) or _beside(text)
    if told:
        return told
    if _speaks_of_a_date(plainly(text)):
        raise unclear(text)
    return {"lot": text}


def _dated(text: str) -> dict[str, str]:
    """The date with the words before it; nothing for a text without them that is no date."""
    plain = plainly(text)
    prefix = _PREFIX.fullmatch(plain) or _GLUED_MONTH.fullmatch(plain)
    if prefix is None:
        day = day_of(text)
        return {"expiry": day} if day else {}
    name = next((each for each in _TOLD if prefix.groupdict().get(each)), "")
    name = name or ("expiry" if prefix["word"] == "EXP" else "best_before")
    day = day_of(prefix["rest"])
    if day:
        return {name: day}
    both = _beside(prefix["rest"])
    if both:
        return {name if part in _TOLD else part: value for part, value in both.items()}
    raise unclear(text)


def _beside(text: str) -> dict[str, str]:
    """A lot with a date after or before it, a space between: L0527A 05/2027. Nothing where no part is a date."""
    for lot, dated in _splits(text.split()):
        found = _dated(dated)
        if found.keys() & set(_TOLD):
            marked = _LOT.fullmatch(lot)
            if not any(char.isdigit() for char in lot) or _speaks_of_a_date(plainly(lot)):
                raise unclear(text)
            return {**found, "lot": marked["lot"].strip() if marked else lot}
    return {}


def _splits(words: list[str]) -> Iterator[tuple[str, str]]:
    """(lot, date), the longest date first."""
    for cut in range(1, len(words)):
        yield " ".join(words[:cut]), " ".join(words[cut:])
    for cut in range(len(words) - 1, 0, -1):
        yield " ".join(words[cut:]), " ".join(words[:cut])


def _speaks_of_a_date(plain: str) -> bool:
    """A month's name with a number that may be its day or its year, words such as "today" or 12M, a date within other characters."""
    words = words_of(plain)
    numbers = any(len(word) in (1, 2) or (len(word) == 4 and word[:2] in ("19", "20", "21")) for word in words if word.isdigit())
    named = any(word in MONTHS for word in words) and numbers
    return named or bool(_WORDS.fullmatch(plain) or _WITHIN.search(plain))

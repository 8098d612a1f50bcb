"""What may be done about one unit at the desk, and what not, with the reason: a known unit and the rulebook in, choices in words out."""

from collections.abc import Callable
from dataclasses import dataclass

from station.bench.correcting import FIELDS, REASONS, standing
from station.bench.holding import must_be_holdable
from station.bench.label_prompts import REPRINT_REASONS
from station.bench.labelling import must_have_a_label
from station.bench.menu import decisions_of
from station.errors import Refusal
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook
from station.supervisor.acts_units import SECOND_GRADING, must_be_gradable_again
from station.texts import notice, text_of, word

Choices = tuple[tuple[str, str], ...]  # (code, words)


@dataclass(frozen=True, slots=True)
class Correctable:
    """A field that may be corrected, what it is called, and what stands there now."""

    field: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Possible:
    """Of each act "" where it may be done, else the sentence that says why not; and what can be chosen for it.

    `decisions` are those of its hold, by the codes of the bench's own menu; empty for a unit that is not held.
    """

    correct: str = ""
    hold: str = ""
    reprint: str = ""
    reopen: str = ""
    fields: tuple[Correctable, ...] = ()
    why_corrected: Choices = ()
    hold_reasons: Choices = ()
    why_reprinted: Choices = ()
    why_reopened: Choices = ()
    decisions: Choices = ()


def possible(known: KnownUnit | None, at_bench: Refusal | None, rules: Rulebook, language: str) -> Possible:
    """`at_bench` says who has it in hand or set it aside: nothing is done to it meanwhile. None is a unit without a fact yet."""
    if at_bench or known is None:
        said = notice(at_bench or Refusal("UNIT_UNKNOWN", lpn=""), language).message
        return Possible(said, said, said, said)
    held = [(code, text_of(each.label, language)) for code, each in rules.holds.reasons.items() if each.by_hand]
    return Possible(
        correct="",
        hold=_refused(lambda: must_be_holdable(known), language),
        reprint=_refused(lambda: must_have_a_label(known), language),
        reopen=_refused(lambda: must_be_gradable_again(known), language),
        fields=tuple(Correctable(name, word(f"FIELD_{name.upper()}", language), str(standing(known, name) or "")) for name in FIELDS),
        why_corrected=tuple((code, word(f"CORRECTED_WHY_{code}", language)) for code in REASONS),
        hold_reasons=tuple(held),
        why_reprinted=tuple((code, word(f"REPRINT_{code}", language)) for code in REPRINT_REASONS),
        why_reopened=tuple((code, word(f"SECOND_GRADING_{code}", language)) for code in SECOND_GRADING),
        decisions=tuple((code, word(f"UNIT_{code}", language)) for code in decisions_of(known)),
    )


def _refused(must: Callable[[], None], language: str) -> str:
    try:
        must()
    except Refusal as refusal:
        return notice(refusal, language).message
    return ""

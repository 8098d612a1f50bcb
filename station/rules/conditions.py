"""What each channel may call a unit: outcome, seal and findings in, a word for each channel out. The first row that fits decides."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr, model_validator

from station.model.grades import Outcome, Seal
from station.rules.channels import NOT_NEW, UNOPENED, Of, Said, word_of
from station.rules.entries import Edition, Outcomes, Seals, Several
from station.rules.parts import Part

_EVERY: tuple[Of, ...] = (*Outcome, None)


class ConditionRow(Part):
    """When a row fits, and what each channel then calls the unit. A key that is absent always fits; `also` are marks of findings."""

    outcome: Outcomes = ()
    clients: Several = ()
    categories: Several = ()
    seal: Seals = ()
    findings: Several = ()
    also: Several = ()
    not_also: Several = ()
    condition: Annotated[Mapping[StrictStr, StrictInt | StrictStr], Field(min_length=1)]

    @model_validator(mode="after")
    def _says_no_more_than_the_outcome_bears(self) -> "ConditionRow":
        for channel, said in self.condition.items():
            word = word_of(channel, said)
            told = [outcome for outcome in self.outcome or _EVERY if outcome not in word.outcomes]
            if told:
                allowed = ", ".join(sorted(outcome.value for outcome in word.outcomes if outcome))
                raise ValueError(f"{channel} {said} may be said of {allowed} only, and the row must say so with outcome")
            if word.new and not (self.seal and set(self.seal) <= UNOPENED and NOT_NEW in self.not_also):
                raise ValueError(
                    f'{channel} {said} is for what nobody opened: the row needs seal = ["sealed", "none_expected"] or one of them, '
                    f'and not_also = ["{NOT_NEW}"]'
                )
        return self

    @property
    def takes_all(self) -> bool:
        """Whether every unit fits, whatever is known about it."""
        asked = (self.outcome, self.clients, self.categories, self.seal, self.findings, self.also, self.not_also)
        return not any(asked)

    def fits(self, outcome: Of, seal: Seal, findings: set[str], marks: set[str], client: str, categories: set[str]) -> bool:
        """Whether all that the row asks is so; `categories` in small letters."""
        return (
            (not self.outcome or outcome in self.outcome)
            and (not self.clients or client in self.clients)
            and (not self.categories or not categories.isdisjoint(name.casefold() for name in self.categories))
            and (not self.seal or seal in self.seal)
            and (not self.findings or not findings.isdisjoint(self.findings))
            and (not self.also or not marks.isdisjoint(self.also))
            and marks.isdisjoint(self.not_also)
        )


class Conditions(Part):
    """The document of channel conditions. Its last row takes every unit: about one that nobody describes, channels assume the best."""

    name: Literal["conditions"]
    edition: Edition
    rows: Annotated[tuple[ConditionRow, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _the_last_row_takes_all(self) -> "Conditions":
        if not self.rows[-1].takes_all:
            raise ValueError("the last of the rows must fit every unit: only a condition, and nothing that it asks")
        return self

    def of(
        self, outcome: Of, seal: Seal, findings: Iterable[str], also: Iterable[str], client: str = "", categories: Iterable[str] = ()
    ) -> Mapping[str, Said]:
        """What each channel calls a unit; `outcome` None while it is held, `categories` its rubric and its client's own name for it."""
        raised, marks, names = set(findings), set(also), {name.casefold() for name in categories}
        row = next(row for row in self.rows if row.fits(outcome, seal, raised, marks, client, names))
        return dict(row.condition)

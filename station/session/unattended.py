"""Where nobody stands: how a bench is after a line of a batch in, whether the next line may follow out. Pure."""

from typing import Final

from station.bench.states import Ask, Bench, State

_NOTHING_ASKED: Final = (State.READY, State.PARCEL, State.SIGNED_OUT, State.COUNTING)


def goes_on_alone(bench: Bench) -> bool:
    """Whether nothing is asked but what the next code may tell: of a unit that is shown, or of a tote, what goes where."""
    question = bench.question
    if bench.state is State.STOWING:
        return not (bench.stowing and bench.stowing.asked)
    shown = bench.state is State.DECIDING and question is not None and question.ask is Ask.UNIT and not question.decision
    return shown or bench.state in _NOTHING_ASKED

"""Labels that cannot be printed as they are: kept with code and parameters, so that the sentence can be told in any language."""

import json
from dataclasses import dataclass

from station.errors import Refusal, StationError


@dataclass(frozen=True, slots=True)
class Rejection:
    """One label.queued fact that waits for a person, and why."""

    seq: int
    lpn: str
    error: StationError


def answer_of(error: StationError) -> str:
    """The error as the reader keeps it: JSON with code and parameters."""
    params = {name: str(value) for name, value in error.params.items()}
    return json.dumps({"code": error.code, "params": params}, ensure_ascii=False, sort_keys=True)


def error_of(answer: str) -> StationError:
    """The reverse of `answer_of`, good enough for `texts.notice`."""
    kept = json.loads(answer)
    return Refusal(str(kept["code"]), **kept["params"])

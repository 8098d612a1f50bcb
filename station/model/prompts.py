"""A prompt: one question on the screen, closed by a key, a scan or a touch.

A text or label that begins with "@" is a key of the words table; anything else stands as it is (a rubric's own words).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from station.model.grades import Outcome


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: `key` "0" to "9", `code` its bar code, `answer` what it means, `forces` what it would force.

    Screens hide `forces` until the unit is graded: it bends grades.
    """

    key: str
    code: str
    answer: str
    label: str
    forces: Outcome | None = None
    chosen: bool = False
    params: Mapping[str, object] = field(default_factory=dict)
    small: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prompt:
    """`kind`: board, check, follow_up, photo, choose, unit, close, confirm, reason, badge, number, parcel, item, count.

    `asks` says which value a scan or a typed text gives here: "" none, "number", "serial", "expiry".
    """

    id: str
    kind: str
    text: str
    choices: tuple[Choice, ...] = ()
    params: Mapping[str, object] = field(default_factory=dict)
    asks: str = ""

    def choice(self, key: str) -> Choice | None:
        """The choice of this key, if there is one."""
        return next((choice for choice in self.choices if choice.key == key), None)

"""The three ways in which something can fail, each with a stable code and its parameters.

The sentence, the severity and the next action for a code live in resources/texts/, never here.
"""


class StationError(Exception):
    """What all three share: a code such as "CODE_UNKNOWN" and the values that its sentence names."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        named = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({named})"


class Refusal(StationError):
    """The operator can act: another scan, another file, a supervisor's badge."""


class Fault(StationError):
    """Something around us failed: disk, port, printer, network. Nothing acknowledged is lost."""


class Bug(StationError):
    """Ours. It is reported as such, never dressed up as the operator's mistake."""

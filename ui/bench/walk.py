"""A walk through a file of scans: what to scan next, and the story around it. Pure; the lines come in as they stand in the file."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Step:
    """One code and what the comment above it tells."""

    story: str
    code: str


@dataclass(frozen=True, slots=True)
class Walk:
    """Where somebody is in it."""

    steps: tuple[Step, ...]
    at: int = 0

    @property
    def code(self) -> str:
        """What comes next; "" at the end."""
        return self.steps[self.at].code if self.at < len(self.steps) else ""

    @property
    def story(self) -> str:
        """What it is about."""
        return self.steps[self.at].story if self.at < len(self.steps) else ""

    def on(self) -> "Walk":
        """One step further."""
        return replace(self, at=min(self.at + 1, len(self.steps)))


def walk(lines: Iterable[str]) -> Walk:
    """The walk of a file: a comment (#) holds for the codes below it, until the next; the first block is about the file itself."""
    steps: list[Step] = []
    story: list[str] = []
    fresh = True
    for line in lines:
        text = line.strip()
        if text.startswith("#"):
            story = [*([] if fresh else story), text.lstrip("# ")]
            fresh = False
        elif text:
            steps.append(Step(" ".join(story), text))
            fresh = True
        else:
            fresh = True
    return Walk(tuple(steps))

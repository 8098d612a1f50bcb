"""How a camera is, from what can be seen of it: which devices are listed, when it was opened, when its last frame came. Pure.

Qt says nothing when a camera is unplugged, and its last frame stays valid: the age of the last frame is what tells.
"""

from dataclasses import dataclass
from enum import Enum

from station.errors import Fault, StationError


class Health(Enum):
    """OFF: none is wanted. NONE: none was ever here. GONE: it was unplugged. BUSY: it opens and gives nothing."""

    OFF = "off"
    NONE = "none"
    GONE = "gone"
    STARTING = "starting"
    LIVE = "live"
    STALLED = "stalled"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds, and frames. The first frames of a camera are dark: `warm_frames` and `warm_seconds` of them are dropped.

    `skipped` frames after a request were exposed before it. A stall is noticed within `stall` and two looks.
    """

    look: float = 0.35
    stall: float = 0.9
    first: float = 2.5
    again: float = 2.0
    shoot: float = 1.6
    warm_frames: int = 8
    warm_seconds: float = 0.7
    skipped: int = 2


@dataclass(slots=True)
class Watched:
    """What was seen of the open device. Times are monotonic seconds, 0 where there was none; `failed` is what Qt said of it."""

    name: str = ""
    opened: float = 0.0
    first: float = 0.0
    last: float = 0.0
    frames: int = 0
    failed: str = ""
    doubted: bool = False

    def saw_frame(self, now: float) -> None:
        """One more."""
        self.first = self.first or now
        self.last = now
        self.frames += 1
        self.doubted = False

    def warm(self, now: float, patience: Patience) -> bool:
        """Whether its exposure had time to settle."""
        return bool(self.first) and self.frames > patience.warm_frames and now - self.first >= patience.warm_seconds

    def health(self, now: float, patience: Patience) -> Health:
        """How it is at a look. An old frame has to be old at two looks: this thread itself may have been held up."""
        if not self.first:
            late = bool(self.failed) or now - self.opened > patience.first
            return Health.BUSY if late else Health.STARTING
        if now - self.last > patience.stall:
            was, self.doubted = self.doubted, True
            return Health.STALLED if was else Health.LIVE
        return Health.LIVE if self.warm(now, patience) else Health.STARTING


def why_not(health: Health, camera: str) -> StationError:
    """Why a camera in this state gives no picture."""
    match health:
        case Health.OFF | Health.NONE:
            return Fault("CAMERA_NONE")
        case Health.GONE:
            return Fault("CAMERA_GONE", camera=camera)
        case Health.BUSY:
            return Fault("CAMERA_IN_USE", camera=camera)
        case Health.STALLED | Health.LIVE:
            return Fault("CAMERA_STALLED", camera=camera)
    return Fault("CAMERA_STARTING", camera=camera)

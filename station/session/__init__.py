"""The running bench: resolves codes through knowledge, feeds the state machine, commits its facts and keeps the draft."""

from station.session.session import Outcome, Session
from station.session.snapshot import Snapshot

__all__ = ["Outcome", "Session", "Snapshot"]

"""The running bench: resolves codes through knowledge, feeds the state machine, commits its facts and keeps the draft."""

from station.session.batches import BatchSession
from station.session.change import Outcome
from station.session.session import Session
from station.session.snapshot import Snapshot
from station.session.thread import BenchThread

__all__ = ["BatchSession", "BenchThread", "Outcome", "Session", "Snapshot"]

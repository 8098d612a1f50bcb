"""The running bench: resolves codes through knowledge, feeds the state machine, commits its facts and keeps the draft."""

from station.session.batches import BatchSession
from station.session.change import Outcome
from station.session.hand_over import HandOver
from station.session.leaving import LeftParcel
from station.session.pictured import only_from_window
from station.session.session import Session
from station.session.snapshot import SetAside, Snapshot
from station.session.stock_work import stowing_lines
from station.session.thread import BenchThread
from station.session.warming import warm
from station.session.why import Why

__all__ = [
    "BatchSession",
    "BenchThread",
    "HandOver",
    "LeftParcel",
    "Outcome",
    "Session",
    "SetAside",
    "Snapshot",
    "Why",
    "only_from_window",
    "stowing_lines",
    "warm",
]

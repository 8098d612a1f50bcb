"""A file of a handheld scanner, a time and a code a line, taken as a session of the bench at the times of the file."""

from station.handheld.batches import take_batch
from station.handheld.clock import BatchClock
from station.handheld.columns import Columns, columns_named, columns_of
from station.handheld.moments import DateOrder
from station.handheld.reading import read_batch
from station.handheld.telling import Teller

__all__ = ["BatchClock", "Columns", "DateOrder", "Teller", "columns_named", "columns_of", "read_batch", "take_batch"]

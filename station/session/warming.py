"""What the first scans need and no start should wait for, loaded while nobody waits. Nothing in, nothing out."""

from station.scan.gs1 import warm as warm_reading
from station.session import saved


def warm() -> None:
    """Takes a fifth of a second; to be called on the bench thread, once the first question is on the screen."""
    warm_reading()
    saved.warm()

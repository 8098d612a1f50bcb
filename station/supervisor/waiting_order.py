"""One order between the thread of a desk and the bench thread.

It is begun at most once, and never after its desk was told that it was not.
"""

from threading import Condition

from station.errors import Refusal
from station.supervisor.acts import Answer
from station.supervisor.performing import Order, Performing


class WaitingOrder:
    """`begin` is called on the bench thread, the rest by whoever waits."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._changed = Condition()
        self._begun = self._given_up = False
        self._answer: Answer | None = None

    def begin(self, performing: Performing) -> None:
        """Do it, unless nobody waits any more."""
        with self._changed:
            if self._given_up:
                return
            self._begun = True
        answer = performing.take(self._order)
        with self._changed:
            self._answer = answer
            self._changed.notify_all()

    def wait(self, seconds: float) -> Answer | None:
        """The answer, if there is one within this time."""
        with self._changed:
            self._changed.wait_for(lambda: self._answer is not None, seconds)
            return self._answer

    def give_up(self) -> bool:
        """True if the bench has not begun with it: then it never will."""
        with self._changed:
            self._given_up = not self._begun
            return self._given_up

    @property
    def about(self) -> Refusal:
        """What is told of one that was begun and takes too long."""
        return Refusal("ACT_GOES_ON", act=self._order.act.name)

"""The clocks and the sleep, passed in, so that tests wait for nothing."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Where time and chance come from; times are in seconds."""

    now: Callable[[], float] = time.monotonic
    """Never set back, and the same for all processes of a machine."""
    today: Callable[[], float] = time.time
    """Since the epoch: for dates that others wrote, never for waiting."""
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    """Evenly spread over [0, 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The time that a run may take."""

    ends_at: float
    clock: Clock

    @classmethod
    def starting_now(cls, seconds: float, clock: Clock) -> "Budget":
        """A budget of `seconds` that runs from this moment."""
        return cls(ends_at=clock.now() + seconds, clock=clock)

    def left_s(self) -> float:
        """The seconds left; none is 0."""
        return max(0.0, self.ends_at - self.clock.now())

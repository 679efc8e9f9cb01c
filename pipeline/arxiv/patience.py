"""How long to wait after a failure, and when to stop asking a service that is down."""

from .clock import Clock
from .failures import UnavailableError, UnreachableError

OUTAGES = 6
"""In a row, of any kind."""
UNREACHABLE = 3
"""In a row, without a connection: without a network there is nobody to be patient with."""
UNREACHABLE_S = 10.0
"""The same, in seconds since the first one began."""
UNUSABLE = 26
"""In a row.  The search for one bad id in an address can take 13, and another may follow."""
LONGEST_WAIT_S = 60.0
LONGEST_RETRY_AFTER_S = 120.0


class GaveUpError(Exception):
    """The service is down, or as good as down; the message says how it showed."""


class Patience:
    """Counts failures since the last good answer."""

    def __init__(self, *, pace_s: float, clock: Clock) -> None:
        """Double the wait from `pace_s` on."""
        self.outages = 0
        self._unreachable = 0
        self._unusable = 0
        self._unreachable_since = 0.0
        self._pace_s = pace_s
        self._clock = clock

    def reset(self) -> None:
        """Take note of a good answer."""
        self.outages = self._unreachable = self._unusable = 0

    def after_unusable(self, why: str) -> None:
        """Take note of an answer that could not be used; raises GaveUpError."""
        self._unusable += 1
        if self._unusable >= UNUSABLE:
            message = f"no answer could be used, {UNUSABLE} times in a row; the last one: {why}"
            raise GaveUpError(message)

    def after_outage(self, error: UnavailableError, *, began: float) -> float:
        """The seconds to wait after a request that began at `began`; raises GaveUpError."""
        self.outages += 1
        if self.outages >= OUTAGES:
            message = f"{error}, {OUTAGES} times in a row"
            raise GaveUpError(message)
        if isinstance(error, UnreachableError):
            self._check_reachable(error, began)
        asked_for = min(error.retry_after_s or 0.0, LONGEST_RETRY_AFTER_S)
        return max(self._back_off_s(), asked_for)

    def _check_reachable(self, error: UnreachableError, began: float) -> None:
        if not self._unreachable:
            self._unreachable_since = began
        self._unreachable += 1
        lasted = self._clock.now() - self._unreachable_since
        if self._unreachable >= UNREACHABLE or lasted >= UNREACHABLE_S:
            raise GaveUpError(str(error))

    def _back_off_s(self) -> float:
        # The jitter parts runs that were thrown out together.
        wait = self._pace_s * 2.0 ** (self.outages - 1)
        return min(wait, LONGEST_WAIT_S) * (1 + self._clock.chance()) / 2

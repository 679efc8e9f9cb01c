"""What can go wrong with one question to arXiv, told apart by what helps."""


class AnswerError(Exception):
    """A question got no answer that can be used; the message says why, for a person."""


class RefusedError(AnswerError):
    """The answer speaks of the ids: asking for the same ones again would bring the same."""

    def __init__(self, message: str, *, body: bytes = b"") -> None:
        """Keep what the service said at length, where it did."""
        super().__init__(message)
        self.body = body


class DamagedError(AnswerError):
    """The answer came spoilt, by chance or by one of the ids: once more, then in halves."""


class PostRefusedError(AnswerError):
    """The service takes no POST: the same ids can be asked for by GET."""


class UnavailableError(AnswerError):
    """The service is in trouble, whatever is asked: wait, then ask the same again."""

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        """Keep how long the service asks to be left alone, where it says so."""
        super().__init__(message)
        self.retry_after_s = retry_after_s


class UnreachableError(UnavailableError):
    """No connection came about at all: most likely there is no network."""


class OutOfTimeError(AnswerError):
    """The time set for the run is used up: nothing more is asked."""

"""Whether a match is one by accident: only inside another word, as `rnn` is in FernNet.

Transformers, Recurrently and Attention-based begin with what is sought, ConvRNN and
QxPTransformer join it to another name: none of these is an accident.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

_SHORT: Final = 4
"""Up to so many letters, the beginning of a word says little: `gan` in Ganglion."""
_ENDINGS: Final = frozenset({"", "s", "es", "ed"})


class Match(NamedTuple):
    """What matched, with the letters and digits of its word on both sides."""

    before: str
    text: str
    after: str


def is_accident(matches: Sequence[Match]) -> bool:
    """Whether every one of the matches is only inside another word."""
    return bool(matches) and all(_is_inside(match) for match in matches)


def _is_inside(match: Match) -> bool:
    return not (_begins(match) and _ends(match))


def _begins(match: Match) -> bool:
    """Whether the match begins a word, or a name within one."""
    before, first = match.before[-1:], match.text[:1]
    if not _has_case(before) or not _has_case(first):
        return True  # a sign or digit before it, or a script that does not part words
    if first.islower():
        return False
    if before.islower():
        return True
    follows = (match.text + match.after)[1:2]
    # QxP|Transformer, and S|RNN, but not the `ode` of MODEL.
    return follows.islower() or (match.text.isupper() and not match.after[:1].isupper())


def _ends(match: Match) -> bool:
    """Whether a short match ends where it is sought, so that it is not a longer word's."""
    after = match.after
    if len(match.text) > _SHORT or after.casefold() in _ENDINGS or not _has_case(after[0]):
        return True
    return match.text[-1:].isupper() != after[0].isupper()


def _has_case(sign: str) -> bool:
    return sign.lower() != sign.upper()

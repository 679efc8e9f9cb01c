"""Why a list or a pattern is of no use, in words for a person."""


class ListError(Exception):
    """A list cannot be read; the message is a clause, with the list as its subject."""


class PatternError(Exception):
    """A pattern selects nothing that makes sense; the message is a whole sentence."""

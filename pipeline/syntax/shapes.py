"""What docutils has no node for, and reviews show."""

from docutils import nodes


class drawn(nodes.inline):  # noqa: N801 (docutils finds visitors by the class's name)
    """Words within the HTML element `tag`, one of `DRAWN`."""


DRAWN = frozenset({"del", "kbd", "mark", "u"})

"""What docutils has no node for, and reviews show."""

from docutils import nodes


class drawn(nodes.inline):  # noqa: N801 (docutils finds visitors by the class's name)
    """Words within the HTML element `tag`, one of `DRAWN`."""


DRAWN = frozenset({"del", "kbd", "mark", "u"})


class dropdown(nodes.General, nodes.Element):  # noqa: N801
    """A `summary`, and what it unfolds; with `open`, it is unfolded."""


class summary(nodes.General, nodes.TextElement):  # noqa: N801
    """The line that stays when its dropdown is folded."""


class notes(nodes.container):  # noqa: N801
    """The place of a review's footnotes, behind its text."""

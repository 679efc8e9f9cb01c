"""The file that a new review begins as, for `new` and for the links of the site."""

from collections.abc import Iterable
from datetime import date

from ..words.catalogue import Words


def skeleton(
    title: str, words: Words, topics: Iterable[str], day: date | None, version: int | None = None
) -> str:
    """A review to fill in; `day` and the `version` of the paper are None where not known yet."""
    depth = words("how much you read: abstract, skimmed or full")
    when = words("the day of writing, such as 2026-01-31")
    sentence = words("one sentence: what does the paper do?")
    open_questions = words("what you still want to know")
    related = words("ids of related papers")
    read = words("the version on arXiv that you read")
    headings = (
        words("What it does"),
        words("What I make of it"),
        words("What I did not understand"),
    )
    lines = [
        "---",
        f"# {_seen(title)}",
        f"read: abstract  # {depth}",
        f"date: {day or ''}  # {when}",
        *([f"version: {version}  # {read}"] if version else []),
        f"topics: []  # {', '.join(topics)}",
        f"tldr:  # {sentence}",
        f"# questions:  # {open_questions}",
        "#   -",
        f"# related: []  # {related}",
        "# reviewer:",
        "#   name:",
        "#   link:",
        "---",
        *(line for heading in headings for line in ("", f"## {heading}")),
        "",
    ]
    return "\n".join(lines)


def bare_skeleton(title: str) -> str:
    """As `skeleton`, for one of very many links: what has to be filled in, without a word."""
    keys = "read: abstract\ndate:\ntopics: []\ntldr:\n"
    return f"---\n# {_seen(title)}\n{keys}---\n"


def _seen(title: str) -> str:
    # What cannot be seen is refused in a review, and a line break would end the comment.
    return "".join(filter(str.isprintable, " ".join(title.split())))

"""The file that a new review begins as, for `new` and for the links of the site."""

from collections.abc import Iterable
from datetime import date

from ..words.catalogue import Words
from .paper_ids import PaperId, file_stem


def review_path(paper_id: PaperId, language: str) -> str:
    """Where the review of a paper in a language belongs."""
    return f"reviews/{file_stem(paper_id)}.{language}.md"


def skeleton(title: str, words: Words, topics: Iterable[str], day: date | None) -> str:
    """A review to fill in; `day` is None where it is not known yet."""
    # What cannot be seen is refused in a review, and a line break would end the comment.
    seen = "".join(filter(str.isprintable, " ".join(title.split())))
    depth = words("how much you read: abstract, skimmed or full")
    when = words("the day of writing, such as 2026-01-31")
    sentence = words("one sentence: what does the paper do?")
    open_questions = words("what you still want to know")
    related = words("ids of related papers")
    lines = [
        "---",
        f"# {seen}",
        f"read: abstract  # {depth}",
        f"date: {day or ''}  # {when}",
        f"topics: []  # {', '.join(topics)}",
        f"tldr:  # {sentence}",
        f"# questions:  # {open_questions}",
        "#   -",
        f"# related: []  # {related}",
        "# reviewer:",
        "#   name:",
        "#   link:",
        "---",
        "",
        "",
    ]
    return "\n".join(lines)

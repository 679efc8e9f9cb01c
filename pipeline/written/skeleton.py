"""The file that a new review begins as, for `new` and for the site's links to GitHub."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from ..words.languages import Language
from .paper_ids import PaperId, file_stem

_SKELETONS = {
    Language.JA: """\
---
# {title}
read: abstract  # 読んだ範囲：abstract（抄録のみ）、skimmed（ざっと）、full（通読）
date: {date}  # 書いた日。例：2026-01-31
topics: []  # {topics}
tldr:  # 論文が何をするのかを一文で
# questions:  # 残った問い
#   -
# related: []  # 関連する論文のid
# reviewer:
#   name:
#   link:
---

""",
    Language.EN: """\
---
# {title}
read: abstract  # how much you read: abstract, skimmed or full
date: {date}  # the day of writing, such as 2026-01-31
topics: []  # {topics}
tldr:  # one sentence: what does the paper do?
# questions:  # what you still want to know
#   -
# related: []  # ids of related papers
# reviewer:
#   name:
#   link:
---

""",
}


def review_path(paper_id: PaperId, language: Language) -> str:
    """Where the review of a paper in a language belongs."""
    return f"reviews/{file_stem(paper_id)}.{language}.md"


def skeleton(title: str, language: Language, topics: Iterable[str], day: date | None) -> str:
    """A review to fill in; `day` is None where it is not known yet."""
    # What cannot be seen is refused in a review, and a line break would end the comment.
    seen = "".join(filter(str.isprintable, " ".join(title.split())))
    return _SKELETONS[language].format(title=seen, topics=", ".join(topics), date=day or "")


def new_file_address(repository: str, path: str, text: str) -> str:
    """GitHub's page for a new file, with its name and text filled in.

    https://docs.github.com/en/repositories/working-with-files/managing-files/creating-new-files
    """
    return f"{repository}/new/main?{urlencode({'filename': path, 'value': text})}"

"""A conference of any size: a collection of papers on arXiv, each reviewed in two languages.

A paper has one to fifty authors and an abstract of some 1,200 characters with formulas.
What the reviews say is drawn from sentences of real ones; the rest is invented.
"""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pipeline.arxiv.records import Record, RecordStore, sha256
from pipeline.written.paper_ids import PaperId
from tests.bench.corpus import SENTENCES, made_up_name
from tests.sites import Site

LANGUAGES = ("ja", "en")
TOPICS = 30
RENAMED = "Topic 0"

_SETTINGS = """\
[tool.shoroku]
title = "A conference"
languages = ["ja", "en"]
address = "https://conference.example"
repository = "https://github.com/example/conference"
"""
_CONF = 'extensions = ["shoroku"]\nhtml_theme = "shoroku"\n'
_FRONT = """\
# A conference

```{front} conference
```

```{toctree}
:hidden:

papers/index
collections/conference
```
"""
_FORMULAS = ("$x^2 + y_i$", "$O(n \\log n)$", r"$\mathcal{L}(\theta)$", r"$\alpha \in [0, 1]$")
_MOST_AUTHORS = 50
_ABSTRACT_CHARACTERS = 1_200
_REVIEW_SENTENCES = 8
_A_MONTH = 700
_ON = datetime(2021, 1, 1, tzinfo=UTC)


def write(root: Path, count: int) -> Site:
    """A site of `count` papers below `root`, a folder that is not there yet."""
    ids = [paper_id(number) for number in range(count)]
    (root / "reviews").mkdir(parents=True)
    (root / "pyproject.toml").write_text(_SETTINGS, "utf-8")
    for language in LANGUAGES:
        (root / "docs" / language).mkdir(parents=True)
        (root / "docs" / language / "index.md").write_text(_FRONT, "utf-8")
    (root / "docs" / "conf.py").write_text(_CONF, "utf-8")
    (root / "reviews" / "papers.yaml").write_text("\n".join(_listing(ids)), "utf-8")
    for number in range(count):
        add(root, number, ids)
    return Site(root)


def paper_id(number: int) -> PaperId:
    """The id of a paper, some hundreds a month."""
    months = number // _A_MONTH
    return PaperId(f"{21 + months // 12}{months % 12 + 1:02}.{10_000 + number:05}")


def add(root: Path, number: int, cited: list[PaperId]) -> None:
    """Write a paper's record, abstract and reviews, which cite some of `cited`."""
    draw = random.Random(number)  # noqa: S311 (nothing secret)
    sentences = json.loads(SENTENCES.read_text("utf-8"))
    change_record(root, number, f"{made_up_name(draw)} and the {made_up_name(draw)} of sequences")
    for language in LANGUAGES:
        text = "\n".join(_review(draw, sentences[language], cited))
        (root / "reviews" / f"{paper_id(number)}.{language}.md").write_text(text, "utf-8")


def change_record(root: Path, number: int, title: str) -> None:
    """Have arXiv say that the paper has this title."""
    draw = random.Random(-number - 1)  # noqa: S311 (nothing secret)
    sentences = json.loads(SENTENCES.read_text("utf-8"))["en"]
    abstract = " ".join(_abstract(draw, sentences))
    store = RecordStore(root)
    record = Record(
        id=paper_id(number),
        version=1,
        title=title,
        authors=tuple(
            f"{made_up_name(draw)} {made_up_name(draw)}"
            for _ in range(draw.randint(1, draw.choice((3, 6, _MOST_AUTHORS))))
        ),
        abstract_sha256=sha256(abstract),
        categories=("cs.LG", "stat.ML"),
        primary_category="cs.LG",
        published=_ON,
        updated=_ON,
    )
    for file, text in (
        (store.record_path(record.id), record.as_json()),
        (store.abstract_path(record), abstract),
    ):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _abstract(draw: random.Random, sentences: list[str]) -> Iterator[str]:
    length = 0
    while length < _ABSTRACT_CHARACTERS:
        sentence = f"{draw.choice(sentences)} It takes {draw.choice(_FORMULAS)}."
        length += len(sentence)
        yield sentence


def _review(draw: random.Random, sentences: list[str], cited: list[PaperId]) -> Iterator[str]:
    tldr, question, *body = draw.sample(sentences, _REVIEW_SENTENCES + 2)
    front = {
        "read": draw.choice(("abstract", "skimmed", "full")),
        "date": f"2026-0{draw.randint(1, 9)}-1{draw.randint(0, 9)}",
        "topics": [f"topic-{each}" for each in draw.sample(range(TOPICS), 2)],
        "tldr": tldr,
        "questions": [question],
        "related": [draw.choice(cited)],
    }
    yield "---"
    yield from (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in front.items())
    yield from ("---", "", *body[:4], "", "## More", "", *body[4:])
    yield f"See {{paper}}`{draw.choice(cited)}`, and {draw.choice(_FORMULAS)}."


def _listing(ids: list[PaperId]) -> Iterator[str]:
    yield "topics:"
    yield from (f"  topic-{i}: {{ja: 題{i}, en: Topic {i}}}" for i in range(TOPICS))
    yield "collections:"
    yield "  - id: conference"
    yield "    title: A conference"
    yield "    venue: Conference 2021"
    yield "    papers:"
    yield from (f'      - "{each}"' for each in ids)
    yield ""

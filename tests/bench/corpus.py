"""Sites of any size: the fixture of the search's tests, then papers that are drawn.

A drawn paper has sentences of real reviews in any order, with an invented title, name and terms.
"""

import json
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.files.yaml_text import from_yaml
from pipeline.library.library import Library
from tests.sites import Site

LANGUAGE = "ja"
"""The language in which the search is measured; drawn papers are reviewed in no other."""

FIXTURE = Path(__file__).parents[1] / "search" / "site"

SENTENCES = Path(__file__).with_name("sentences.json")
"""Those of real reviews as they were once: what is measured shall not change with each review."""

_KANJI_TERM = re.compile(r"[一-鿿]{2}")
_KATAKANA_TERM = re.compile(r"[ァ-ヴー]{3,}")
_WORD = re.compile(r"[A-Za-z]{3,}")

_SYLLABLES = (
    "ka",
    "re",
    "mi",
    "to",
    "sun",
    "lö",
    "ver",
    "é",
    "nak",
    "han",
    "da",
    "zhou",
    "ri",
    "os",
)
_TOPICS = 12
_REVIEW_SENTENCES = range(5, 12)
_ABSTRACT_SENTENCES = range(5, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpPaper:
    """A paper that is drawn, with its review."""

    id: str
    title: str
    authors: tuple[str, ...]
    year: int
    topics: tuple[str, ...]
    venue: str
    tldr: str
    review: str
    abstract: str


def fixture() -> Library:
    """The papers that every site begins with."""
    return Site(FIXTURE).library()


def write(root: Path, count: int) -> list[MadeUpPaper]:
    """A site of so many papers below `root`; returns those that are drawn."""
    drawn = _papers(count - len(fixture().papers))
    shutil.copytree(FIXTURE, root)
    file = root / "reviews" / "papers.yaml"
    # YAML is a superset of JSON.
    listing = json.dumps(_listing(file, drawn), ensure_ascii=False, indent=1)
    file.write_text(listing, encoding="utf-8")
    for paper in drawn:
        review = root / "reviews" / f"{paper.id}.{LANGUAGE}.md"
        review.write_text(_review(paper), encoding="utf-8")
    return drawn


def _listing(file: Path, drawn: Sequence[MadeUpPaper]) -> object:
    listing = from_yaml(file.read_text(encoding="utf-8"))
    assert isinstance(listing, dict)
    if drawn:
        papers = [_entry(paper) for paper in drawn]
        listing["collections"].append({"id": "drawn", "title": "架空の論文", "papers": papers})
        listing["topics"] |= {f"t{i}": topic_label(f"t{i}") for i in range(_TOPICS)}
    return listing


def topic_label(key: str) -> str:
    """What a drawn paper's topic is called."""
    return f"主題{key.removeprefix('t')}"


def _papers(count: int) -> list[MadeUpPaper]:
    """The first `count` papers of one endless list."""
    sentences = json.loads(SENTENCES.read_text(encoding="utf-8"))
    return [_paper(number, sentences["ja"], sentences["en"]) for number in range(count)]


def _paper(number: int, japanese: Sequence[str], english: Sequence[str]) -> MadeUpPaper:
    draw = random.Random(number)  # noqa: S311 (nothing secret)
    name = made_up_name(draw) + draw.choice(("former", "net", "-GAN", "flow", "prop"))
    term = _term(draw, japanese)
    words = _WORD.findall(" ".join(draw.sample(english, 3)))
    tldr, *review = draw.sample(japanese, draw.choice(_REVIEW_SENTENCES))
    review.insert(draw.randrange(len(review)), f"{name}は{term}を{_term(draw, japanese)}に使う。")
    return MadeUpPaper(
        id=f"paper-{number:05}",
        title=f"{name}: {' '.join(draw.sample(words, min(6, len(words)))).title()}",
        authors=tuple(
            f"{made_up_name(draw)} {made_up_name(draw)}" for _ in range(draw.randint(1, 7))
        ),
        year=(year := draw.randint(2015, 2026)),
        venue=f"Made-up {year}",
        topics=tuple(f"t{i}" for i in sorted(draw.sample(range(_TOPICS), draw.randint(1, 3)))),
        tldr=tldr,
        review="\n\n".join(_paragraphs(review)),
        abstract=f"We propose {name}. "
        + " ".join(draw.sample(english, draw.choice(_ABSTRACT_SENTENCES))),
    )


def made_up_name(draw: random.Random) -> str:
    """A name that nobody and nothing has."""
    return "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 3))).capitalize()


def _term(draw: random.Random, japanese: Sequence[str]) -> str:
    """A compound that hardly any other page has."""
    text = "".join(draw.sample(japanese, 12))
    kanji: list[str] = _KANJI_TERM.findall(text)
    katakana: list[str] = _KATAKANA_TERM.findall(text) or ["モデル"]
    return draw.choice(kanji) + draw.choice(katakana) + draw.choice(kanji)


def _paragraphs(sentences: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(sentences), 3):
        yield "".join(sentences[start : start + 3])


def _entry(paper: MadeUpPaper) -> dict[str, object]:
    return {
        "id": paper.id,
        "title": paper.title,
        "authors": paper.authors,
        "year": paper.year,
        "venue": paper.venue,
        "url": f"https://example.org/{paper.id}",
        "abstract": paper.abstract,
    }


def _review(paper: MadeUpPaper) -> str:
    front = {
        "read": ("abstract", "skimmed", "full")[paper.year % 3],
        "date": "2026-01-31",
        "topics": paper.topics,
        "tldr": paper.tldr,
    }
    fields = "\n".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()
    )
    return f"---\n{fields}\n---\n\n{paper.review}\n"

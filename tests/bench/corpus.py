"""Made-up papers in any number: sentences of the project's own, with drawn titles and terms."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# As they were once: what is measured shall not change with each review.
_SENTENCES = Path(__file__).with_name("sentences.json")

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
    """A paper with its review."""

    id: str
    title: str
    authors: tuple[str, ...]
    year: int
    topics: tuple[str, ...]
    tldr: str
    review: str
    abstract: str


def papers(count: int) -> list[MadeUpPaper]:
    """The first `count` papers of one endless list."""
    sentences = json.loads(_SENTENCES.read_text(encoding="utf-8"))
    return [_paper(number, sentences["ja"], sentences["en"]) for number in range(count)]


def write(root: Path, made_up: Sequence[MadeUpPaper]) -> None:
    """The papers as `reviews/` and `docs/` below `root`."""
    (root / "reviews").mkdir(parents=True)
    listing = {
        "collections": [
            {
                "id": "made-up",
                "title": {"ja": "架空の論文", "en": "Made-up papers"},
                "papers": [_entry(paper) for paper in made_up],
            }
        ],
        "topics": {f"t{i}": {"ja": f"主題{i}", "en": f"Topic {i}"} for i in range(_TOPICS)},
    }
    # YAML is a superset of JSON.
    _write(root / "reviews" / "papers.yaml", json.dumps(listing, ensure_ascii=False, indent=1))
    for paper in made_up:
        _write(root / "reviews" / f"{paper.id}.ja.md", _review(paper))
    for language in ("ja", "en"):
        _write(root / "docs" / language / "index.md", "# Made-up\n\n[](contribute.md)\n")
        _write(root / "docs" / language / "contribute.md", "---\norphan: true\n---\n# Contribute\n")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _paper(number: int, japanese: Sequence[str], english: Sequence[str]) -> MadeUpPaper:
    draw = random.Random(number)  # noqa: S311 (nothing secret)
    name = _name(draw) + draw.choice(("former", "net", "-GAN", "flow", "prop"))
    term = _term(draw, japanese)
    words = _WORD.findall(" ".join(draw.sample(english, 3)))
    tldr, *review = draw.sample(japanese, draw.choice(_REVIEW_SENTENCES))
    review.insert(draw.randrange(len(review)), f"{name}は{term}を{_term(draw, japanese)}に使う。")
    return MadeUpPaper(
        id=f"paper-{number:05}",
        title=f"{name}: {' '.join(draw.sample(words, min(6, len(words)))).title()}",
        authors=tuple(f"{_name(draw)} {_name(draw)}" for _ in range(draw.randint(1, 7))),
        year=draw.randint(2015, 2026),
        topics=tuple(f"t{i}" for i in sorted(draw.sample(range(_TOPICS), draw.randint(1, 3)))),
        tldr=tldr,
        review="\n\n".join(_paragraphs(review)),
        abstract=f"We propose {name}. "
        + " ".join(draw.sample(english, draw.choice(_ABSTRACT_SENTENCES))),
    )


def _name(draw: random.Random) -> str:
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
        "venue": f"Made-up {paper.year}",
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

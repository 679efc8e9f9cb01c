"""Papers and what belongs to them, to be varied by tests."""

from datetime import UTC, date, datetime
from pathlib import Path

from pipeline.arxiv.records import Past, Record, sha256
from pipeline.exports.built import Built
from pipeline.exports.sets import Exported
from pipeline.exports.source import Source
from pipeline.pages.data import PaperData, ReviewData, ShelfData
from pipeline.words.catalogue import words_of
from pipeline.written.paper_ids import PaperId
from pipeline.written.reviews import Depth
from pipeline.written.settings import Settings

ABSTRACT = "An abstract."

MAXIMAL_RECORD = Record(
    id=PaperId("2101.00001"),
    version=3,
    title=r"On $x < y$ & Nystr\"om" + " “字”",
    authors=("A. Author", "É. 著者"),
    abstract_sha256=sha256(ABSTRACT),
    abstract=ABSTRACT,
    categories=("cs.LG", "68T07"),
    primary_category="cs.LG",
    published=datetime(2021, 1, 1, 12, 30, 59, tzinfo=UTC),
    updated=datetime(2021, 2, 1, tzinfo=UTC),
    comment="12 pages\n2 figures",
    journal_ref="Journal 1 (2021)",
    doi="10.1234/first",
    withdrawn=True,
    history=(
        Past(
            version=2,
            updated=datetime(2021, 1, 15, tzinfo=UTC),
            title="On an older title",
            abstract_sha256=sha256("An older abstract."),
            until=date(2021, 2, 3),
        ),
    ),
)

PAPER = PaperData(
    key="author2021first",
    id=PaperId("2101.00001"),
    title="First paper",
    authors=("A. Author", "B. Author"),
    address="https://arxiv.org/abs/2101.00001",
    year=2021,
    label="Author & Author",
    collection=ShelfData(id="first"),
)

REVIEW = ReviewData(
    path="reviews/2101.00001.ja.md",
    language="ja",
    read=Depth.FULL,
    date=date(2026, 1, 31),
    topics={"one": "Topic one"},
    tldr="A paper in a sentence.",
)


def source_of(paper: PaperData, settings: Settings) -> Source:
    """A site in English that has one paper, and whose pages are not built."""
    return Source(
        exported=Exported(language="en", papers={paper.id: paper}, sets=[]),
        settings=settings,
        words=words_of("en"),
        built=Built(Path("nowhere")),
        pages=[],
        summaries={},
    )

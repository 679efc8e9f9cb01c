"""A made-up site in two languages that has every kind of page: the search's, and the odd papers."""

from datetime import UTC, datetime
from pathlib import Path

from pipeline.arxiv.records import Past, Record, RecordStore, sha256
from pipeline.checking.sources import Sources, read_sources
from pipeline.commands import steps
from pipeline.site.build import build_site
from pipeline.written.paper_ids import PaperId
from tests.sites import Site

PLAIN = "2101.00001"
"""A paper with a review in each language, and an abstract."""
ELSEWHERE = "where-commas-go"
"""A paper whose only review is in Japanese."""
WITHDRAWN, CROWD, BARE, UNREVIEWED = "2101.00004", "2101.00005", "2101.00006", "2101.00007"
"""Papers that are withdrawn; of 2,831 authors and a review of everything; with neither review nor
abstract, but a title of 300 characters; with an abstract alone."""

SOURCE = Path(__file__).parent / "search" / "site"
_ABSTRACT = "We make up a paper, and let $n$ be its length."
_FRONT = (
    "---\nread: full\ndate: 2026-01-31\ntopics: [kernel-methods]\n"
    "tldr: Whatever a review can hold, with $x^2$.\nquestions:\n  - What is not here?\n"
    "related: [2101.00001]\ntags: [odd]\n---\n"
)
_MOVED_ON = f"version: 1\nanswers: [{WITHDRAWN}#absent]\ntags:"
_VENUE = "    venue: Shore Meeting 2021\n"
_SELECTION = """\
    selection:
      source: {ja: 岸辺の予稿の一覧, en: The list of all that was met with on the shore}
      titles: 2334
      pattern: state.?space|kernel|recurrent.?neural.?network|reservoir|signature
      matched: 155
      read: 15
      date: 2021-11-30
      digest: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      word: true
      exclude: reservoir.?engineering
      excluded: 2
      parts:
        - {pattern: state.?space, caught: 100, alone: 90}
        - {pattern: kernel, caught: 60, alone: 50}
"""
_QUEUE = (
    """\
papers:
  - {title: A Paper Without $n$ Ids, authors: [A. Author, B. Author, C. Author, D. Author]}
  - {title: A Paper on arXiv, id: 2101.00041, inside: kernel}
  - {title: A Paper Elsewhere, url: "https://example.org/elsewhere", state: reading}
  - {title: A Paper Not to Be Read, state: skipped, reason: Its kernels are of maize.}
  - {title: 誰も読んでいない論文, authors: [著者 甲], id: 2101.00001}
"""
    + "".join(f"  - {{title: Paper {n} of Many}}\n" for n in range(5))
    + """\
missed:
  - {title: State-Space Odysseys, part: state space}
"""
)
_EVERYTHING = r"""
A review says [much](https://example.org/much), `code`, *stress*, {paper}`2101.00002`, and more.[^1]

## A heading

| a | b | c |
|---|---|---|
| unbreakable_and_unbroken_cell_of_a_table | unbreakable_and_unbroken_cell | another_unbroken_cell |

### A smaller heading

```python
def a_line(that_is, wider_than="any phone is", and_even_wider=("than", "a page", "here")): ...
```

$$
\sum_{i=0}^{n} a_i + b_i + c_i + d_i + e_i + f_i + g_i + h_i + j_i + k_i + l_i + m_i = \frac{p}{q}
$$

:::{note}
A box, with a list:

- [ ] to do
- [x] done
:::

> A quotation.

Term
: What it means.

[^1]: In a footnote.
"""


def write(root: Path) -> Site:
    """Write the site's sources below `root`, a folder that is not there yet."""
    site = Site.create(root, SOURCE)
    records = RecordStore(root)
    for record in _records():
        records.record_path(record.id).write_text(record.as_json(), "utf-8")
        site.edit("reviews/papers.yaml", "- 2101.00003\n", f"- 2101.00003\n      - {record.id}\n")
    site.edit("reviews/papers.yaml", _VENUE, f"{_VENUE}{_SELECTION}")
    (root / "reviews" / "queue").mkdir()
    (root / "reviews" / "queue" / "shore.yaml").write_text(_QUEUE, "utf-8")
    for language in ("en", "ja"):
        for paper_id in (WITHDRAWN, CROWD):
            review = root / "reviews" / f"{paper_id}.{language}.md"
            review.write_text(_FRONT + _EVERYTHING, "utf-8")
        site.edit(f"reviews/{WITHDRAWN}.{language}.md", "- What", "- id: absent\n    ask: What")
        site.edit(f"reviews/{CROWD}.{language}.md", "tags:", _MOVED_ON)
    site.edit(f"reviews/{WITHDRAWN}.ja.md", "date: 2026-01-31", "date: 2026-01-30\nfollows: en")
    return site


def build(site: Site) -> Path:
    """Build the site as the program does, all languages and what stands above them."""
    found = read_sources(site.root)
    assert isinstance(found, Sources), found
    contents = steps.emit(site.root, found).contents
    front_page = build_site(site.root, found.settings)
    assert front_page
    steps.export(site.root, contents, found.settings)
    return front_page.parent


def _records() -> list[Record]:
    crowd = tuple(f"{chr(65 + i % 26)}. Author{i:04}" for i in range(2831))
    long = "A Title That Says Everything There Is to Say of a Paper " * 6
    return [
        _record(WITHDRAWN, "A Paper That Is No More", withdrawn=True),
        _moved(_record(CROWD, "A Paper of Everybody", authors=crowd, abstract=_ABSTRACT)),
        _record(BARE, long[:300].strip()),
        _record(UNREVIEWED, "A Paper That Nobody Read", abstract=_ABSTRACT),
    ]


def _moved(record: Record) -> Record:
    """The record, of which arXiv had another version before its reviews."""
    first, last = datetime(2021, 1, 4, tzinfo=UTC), datetime(2026, 1, 30, tzinfo=UTC)
    past = Past(
        version=1,
        updated=first,
        title="A Paper of Somebody",
        abstract_sha256=sha256("Another."),
        until=last.date(),
    )
    moved = {"updated": last, "history": (past,)}
    return record.model_copy(update=moved)


def _record(
    paper_id: str,
    title: str,
    *,
    authors: tuple[str, ...] = ("A. Author", "B. Author"),
    abstract: str | None = None,
    withdrawn: bool = False,
) -> Record:
    return Record(
        id=PaperId(paper_id),
        version=2,
        title=title,
        authors=authors,
        abstract=abstract,
        abstract_sha256=sha256(abstract or _ABSTRACT),
        withdrawn=withdrawn,
    )

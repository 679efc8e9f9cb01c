"""Papers that nobody wrote, and arXiv's two ways of listing papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

_WORDS = """
a lattice of small rivers meets the northern slope where seven clocks agree on nothing
but the price of tea and every second lantern hums in a key that no choir has named
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """What arXiv would know of a paper."""

    id: str
    title: str
    authors: tuple[str, ...]
    abstract: str
    version: int = 1
    published: str = "2021-01-04T18:00:00Z"
    updated: str = "2021-01-04T18:00:00Z"
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""
    categories: tuple[str, ...] = ("cs.LG", "stat.ML")


class Dialect(StrEnum):
    """How the service writes its Atom."""

    OLD = "old"
    """Extensions declare their namespace where they stand; the abstract is indented."""
    NEW = "new"
    """Namespaces are declared once; the order is another."""


def made_up(number: int) -> MadeUp:
    """The paper of that number, the same one every time."""
    known = _WORDS.split()
    words = [known[(number * 7 + place * 5) % len(known)] for place in range(24)]
    return MadeUp(
        id=f"2101.{number:05}",
        title=" ".join(words[:6]).capitalize(),
        authors=(f"Ada {words[6].capitalize()}", f"Émile Nakamura {number}"),
        abstract=" ".join(words[6:]).capitalize() + f", {number} times.",
    )


PAPERS = (
    made_up(1),
    MadeUp(
        id="2101.00002",
        title="Salt & pepper: when $x < y$\n  turns out to be $y > x$",
        authors=("Søren Ødegård", "中村 明"),
        abstract="We season R&D.\nThe first line goes on.\n\n  A second paragraph, x < y.",
        comment="12 pages,\n  3 figures",
        journal_ref="J. Imag. Res. 4 (2021) 1-12",
        doi="10.1000/182",
    ),
    made_up(3),
    MadeUp(
        id="hep-th/9901001",
        title=r"Strings without Nystr\"om",
        authors=('O\'Neil "Bo" Quist',),
        abstract="Nothing vibrates here.",
        version=3,
        published="1999-01-04T00:00:00Z",
        updated="2001-02-03T04:05:06Z",
        categories=("hep-th",),
    ),
    *map(made_up, range(5, 7)),
)
"""Six papers with all that is awkward in real ones."""


def feed(papers: Sequence[MadeUp], dialect: Dialect, *, total: str | None = None) -> str:
    """The answer that lists `papers`."""
    write, head = (_old, _OLD_HEAD) if dialect is Dialect.OLD else (_new, _NEW_HEAD)
    count = str(len(papers)) if total is None else total
    return head.format(count=count) + "".join(map(write, papers)) + "</feed>\n"


def error_feed(why: str) -> str:
    """The answer to a question that makes no sense to the service."""
    return (
        _NEW_HEAD.format(count=1)
        + f"""  <entry>
    <id>https://arxiv.org/api/errors#{why.replace(" ", "_")}</id>
    <title>Error</title>
    <updated>2021-01-04T00:00:00Z</updated>
    <summary>{why}</summary>
    <author>
      <name>arXiv api core</name>
    </author>
  </entry>
</feed>
"""
    )


_OLD_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query" rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: id_list</title>
  <id>http://arxiv.org/api/made-up</id>
  <updated>2021-01-05T00:00:00-05:00</updated>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{count}\
</opensearch:totalResults>
"""

_NEW_HEAD = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" \
xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/made-up</id>
  <title>arXiv Query: id_list</title>
  <updated>2021-01-05T00:00:00Z</updated>
  <opensearch:totalResults>{count}</opensearch:totalResults>
"""


def _old(paper: MadeUp) -> str:
    namespace = 'xmlns:arxiv="http://arxiv.org/schemas/atom"'
    address = f"http://arxiv.org/abs/{paper.id}v{paper.version}"
    return f"""  <entry>
    <id>{address}</id>
    <updated>{paper.updated}</updated>
    <published>{paper.published}</published>
    <title>{escape(paper.title, quote=False)}</title>
    <summary>  {escape(paper.abstract, quote=False)}
</summary>
{_authors(paper)}{_extensions(paper, f" {namespace}")}\
    <link href="{address}" rel="alternate" type="text/html"/>
    <link title="pdf" href="{address.replace("abs", "pdf")}" rel="related"/>
    <arxiv:primary_category {namespace} term="{paper.categories[0]}"/>
{_categories(paper)}  </entry>
"""


def _new(paper: MadeUp) -> str:
    address = f"http://arxiv.org/abs/{paper.id}v{paper.version}"
    return f"""  <entry>
    <id>{address}</id>
    <title>{escape(paper.title)}</title>
    <updated>{paper.updated}</updated>
    <link href="{address}" rel="alternate" type="text/html"/>
    <link href="{address.replace("abs", "pdf")}" rel="related" title="pdf"/>
    <summary>{escape(paper.abstract)}</summary>
{_categories(paper)}    <published>{paper.published}</published>
{_extensions(paper, "")}    <arxiv:primary_category term="{paper.categories[0]}"/>
{_authors(paper)}  </entry>
"""


def _authors(paper: MadeUp) -> str:
    return "".join(
        f"    <author>\n      <name>{escape(name)}</name>\n    </author>\n"
        for name in paper.authors
    )


def _categories(paper: MadeUp) -> str:
    return "".join(f'    <category term="{term}"/>\n' for term in paper.categories)


def _extensions(paper: MadeUp, namespace: str) -> str:
    return "".join(
        f"    <arxiv:{name}{namespace}>{escape(getattr(paper, name))}</arxiv:{name}>\n"
        for name in ("comment", "journal_ref", "doi")
        if getattr(paper, name)
    )

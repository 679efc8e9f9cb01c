"""Whatever titles and abstracts hold comes out as the text and the formulas that it is."""

import random
from collections.abc import Iterator
from itertools import pairwise

import pytest
from lxml import html

from pipeline.arxiv.records import Record, RecordStore, sha256
from pipeline.files.yaml_text import as_yaml
from pipeline.site.window_title import window_title
from pipeline.text.signs import without_unseen
from pipeline.text.tex import Piece, Text, paragraphs, parse, plain
from pipeline.written.paper_ids import PaperId
from tests.sites import LANGUAGES, Built, Site, texts

FRAGMENTS = [
    *("<script>alert(1)</script>", "<!-- -->", "<img src=x onerror=alert(1)>", "<b>", "</h1>"),
    *("{{ title }}", "{% raw %}", "{# x #}", "{{", "}}", "{paper}`2101.00001`", "{}", "|sub|"),
    *("```", "```{raw} html", ":::{raw}", ":::", "~~~", "`code`", "``", "`", "{raw}`x`"),
    *("[x](javascript:alert(1))", "![x](x.png)", "[x]: /y", "<https://example.org>", "[^1]"),
    *("---", "===", "+++", "***", "| a |", "|---|", "# a", "- a", "1. a", "> a", "% a", "$$"),
    *(
        "&amp;",
        "&lt;b&gt;",
        "&#60;",
        "&nbsp;",
        "&",
        "<",
        ">",
        '"',
        "'",
        '"onclick="x',
        "\\",
        "\\\\",
    ),
    *("$x < y$", r"$\eps$", r"\(a & b\)", "$", r"\$5", r"Nystr\"om", r"\emph{x}", r"\href{a}{b}"),
    *(
        "**a**",
        "__a__",
        "*a",
        "_a_",
        "a_b",
        "~",
        "--",
        "(label)=",
        ":term:`x`",
        "..  note::",
        "x::",
    ),
    *("\u2028", "\u2029", "\x85", "\u00a0", "\u200b", "\u202e", "\ufeff", "字", "é", "\U0001f600"),
    *("https://example.org/?a=1&b=2", "javascript:alert(1)", "$^$", "1^2", "@x", "#x", "a\tb"),
]
COUNT = 200
TITLES_LIKE_IDS = {1: "furo main content", 2: "Neighbours", 3: "Paper"}
FRONT_PAGE = "# Front page\n\n```{toctree}\nabout\npapers/index\n```\n"


def _joined(generator: random.Random, joints: str) -> str:
    fragments = generator.choices(FRAGMENTS, k=generator.randint(1, 9))
    text = "".join(fragment + generator.choice(joints) for fragment in fragments)
    return without_unseen(text)  # as `fetch` keeps it


def _records() -> Iterator[tuple[Record, str]]:
    generator = random.Random("hostile")  # noqa: S311 (the same texts each time)
    for number in range(1, COUNT + 1):
        abstract = _joined(generator, " \n.") + "\n" + _joined(generator, " \n\n.")
        yield (
            Record(
                id=PaperId(f"2101.{number:05}"),
                version=1,
                title=TITLES_LIKE_IDS.get(number, _joined(generator, " .") + f"{number}"),
                authors=(_joined(generator, " ") + f"A{number}",),
                comment=_joined(generator, " "),
                abstract_sha256=sha256(abstract),
            ),
            abstract,
        )


RECORDS = {record.id: (record, abstract) for record, abstract in _records()}


def _queue() -> str:
    """A queue of the same titles, by other ids."""
    papers = [
        {"title": record.title, "authors": record.authors, "inside": record.title}
        for record, _ in RECORDS.values()
    ]
    return as_yaml({"papers": papers, "missed": [{"title": "a", "part": "<b>"}]})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("hostile") / "site"
    site = Site.create(root)
    for review in (root / "reviews").glob("*.md"):
        review.unlink()
    for language in LANGUAGES:
        (root / "docs" / language / "index.md").write_text(FRONT_PAGE, "utf-8")
    lines = ["collections:", "  - {id: all, title: {ja: 全部, en: All}, papers: ["]
    papers = ", ".join(RECORDS)
    (root / "reviews/papers.yaml").write_text("\n".join([*lines, papers, "]}"]), "utf-8")
    (root / "reviews/queue/first.yaml").unlink()
    (root / "reviews/queue/all.yaml").write_text(_queue(), "utf-8")
    for record, abstract in RECORDS.values():
        RecordStore(root).save(record, abstract)
    return site.build()


def shown(element: html.HtmlElement) -> list[str]:
    """Text and formulas in turn, the formulas by their source; text may say its language."""
    if [child.tag for child in element] == ["span"]:
        [element] = element
    runs = [element.text or ""]
    for child in element:
        if child.tag == "math":
            runs += [child.get("alttext"), ""]
        elif child.get("class") == "math":
            runs += [child.text, ""]
        else:
            raise AssertionError(html.tostring(child))
        runs[-1] += child.tail or ""
    return runs


def expected(pieces: tuple[Piece, ...]) -> list[str]:
    runs = [""]
    for piece in pieces:
        if isinstance(piece, Text):
            runs[-1] += piece.text
        else:
            runs += [piece.tex, ""]
    return runs


@pytest.mark.parametrize("paper_id", RECORDS)
def test_title_and_abstract_are_shown_as_they_are(built: Built, paper_id: PaperId) -> None:
    record, abstract = RECORDS[paper_id]
    page = built.page(f"papers/{paper_id}")
    [title] = page.xpath("//h1/*[not(@class='headerlink')]")
    assert shown(title) == expected(parse(record.title))
    read = [shown(paragraph) for paragraph in page.xpath("//p[contains(@class, 'abstract')]")]
    assert read == [expected(pieces) for pieces in paragraphs(abstract)]


def test_a_list_shows_titles_as_they_are(built: Built) -> None:
    listed = built.page("papers/index").xpath("//article//a[contains(@class, 'title')]")
    assert [shown(title) for title in listed] == [
        expected(parse(record.title)) for record, _ in RECORDS.values()
    ]


def test_a_queue_shows_titles_as_they_are(built: Built) -> None:
    page = built.page("collections/queue/all")
    assert [shown(title) for title in page.xpath("//tbody//p[@class='title']")] == [
        expected(parse(record.title.strip())) for record, _ in RECORDS.values()
    ]
    inside = page.xpath("//tbody//p[@class='about']/code[not(starts-with(., 'shoroku'))]")
    told = [record.title.strip() for record, _ in RECORDS.values()]
    assert [each.text for each in inside] == told


def test_authors_are_shown_as_they_are(built: Built) -> None:
    for paper_id, (record, _) in RECORDS.items():
        [authors] = built.page(f"papers/{paper_id}").xpath("//p[contains(@class, 'authors')]")
        assert authors.text_content() == plain(record.authors[0])


def test_comments_are_shown_as_they_are(built: Built) -> None:
    for paper_id, (record, _) in RECORDS.items():
        path = '//dt[text()="Authors\' comment"]/following-sibling::dd[1]'
        comments = built.page(f"papers/{paper_id}").xpath(path)
        told = [record.comment] if record.comment else []
        assert [shown(comment) for comment in comments] == [expected(parse(each)) for each in told]


def test_the_window_s_title_is_the_paper_s(built: Built) -> None:
    for paper_id, (record, _) in RECORDS.items():
        if all(isinstance(piece, Text) for piece in parse(record.title)):
            [title] = texts(built.page(f"papers/{paper_id}"), "/html/head/title")
            assert title == window_title(plain(record.title), "A small site")


def test_no_text_becomes_an_element_or_an_attribute(built: Built) -> None:
    pages = [built.page(f"papers/{paper_id}") for paper_id in RECORDS]
    scripts = [page.xpath("//script/@src | //script/text()") for page in pages]
    assert all(one == other for one, other in pairwise(scripts))
    for page in pages:
        assert page.xpath("//article//*[self::img or self::script or self::b or self::hr]") == []
        assert page.xpath("//@onclick | //@onerror") == []
        assert [link for link in page.xpath("//@href") if link.startswith("javascript:")] == []


def test_no_title_takes_an_id_of_the_page(built: Built) -> None:
    for paper_id in RECORDS:
        ids = built.page(f"papers/{paper_id}").xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {"furo-main-content", "paper", "neighbours"} <= set(ids)


def test_nothing_is_warned_of(built: Built) -> None:
    assert built.warnings == []

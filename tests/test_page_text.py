"""The pages as Markdown, as another program reads it."""

import re
import string
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from pipeline.exports.markdown import as_markdown, escaped
from tests import kinds
from tests.sites import Site
from tests.test_hostile_text import FRAGMENTS

PARSER = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
TEXT = st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" ."), max_size=40)
SIGNS = st.text(st.sampled_from(f"{string.punctuation} ab1\n"), max_size=30)


def written(source: str) -> str:
    return as_markdown(html.fragment_fromstring(source, create_parent="article"))


def shown(markdown: str) -> str:
    """The text that a reader of the Markdown sees, formulas as they are written."""
    return words(rendered(markdown))


def rendered(markdown: str) -> html.HtmlElement:
    return html.fragment_fromstring(PARSER.render(markdown), create_parent="article")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def kept(tokens: list[Token]) -> set[str]:
    return {token.type for token in tokens} | {
        child.type for token in tokens for child in token.children or ()
    }


# Text


@given(TEXT | SIGNS)
def test_a_line_of_text_is_shown_as_it_is(text: str) -> None:
    markdown = escaped(text)
    tokens = PARSER.parse(markdown)
    assert kept(tokens) <= {"paragraph_open", "inline", "paragraph_close", "text", "text_special"}
    assert shown(markdown) == " ".join(text.split())


@given(TEXT | SIGNS)
def test_text_in_any_place_is_shown_as_it_is(text: str) -> None:
    line = " ".join(text.split())
    for around in ("<p>{}</p>", "<ul><li>{}</li></ul>", "<h2>{}</h2>", "<p>a <em>{}</em></p>"):
        source = around.format(text.replace("&", "&amp;").replace("<", "&lt;"))
        found = rendered(written(source))
        assert words(found).removeprefix("a ").strip() == line or not line
        assert not found.xpath(".//script | .//img | .//a | .//pre | .//hr | .//blockquote")


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_hostile_text_opens_nothing(fragment: str) -> None:
    said = f"a {fragment} z"
    source = html.Element("p")
    source.text = said
    table = html.fromstring("<table><tr><th>x</th></tr><tr><td></td></tr></table>")
    [cell] = table.iter("td")
    cell.text = said
    article = html.Element("article")
    article.extend([source, table])
    found = rendered(as_markdown(article))
    shown_at = [words(each) for each in found.iter("p", "td")]
    assert shown_at == [" ".join(said.split())] * 2


@pytest.mark.parametrize("tex", [r"[a](javascript:b)", "a<b>c", "[x]: /y", "a`b`", "a ][ b"])
def test_a_formula_opens_nothing(tex: str) -> None:
    formula = html.Element("math", alttext=tex)
    article = html.Element("article")
    paragraph = html.Element("p")
    paragraph.append(formula)
    article.append(paragraph)
    found = rendered(as_markdown(article))
    assert not found.xpath(".//a | .//b")
    assert re.sub(r"[\s$]", "", found.text_content()) == re.sub(r"\s", "", tex)


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("<p>a <em>b</em> <strong>c</strong> <code>d`e</code></p>", "a *b* **c** ``d`e``\n"),
        ("<p>snake_case _so_ 2*3</p>", "snake_case \\_so\\_ 2\\*3\n"),
        ('<p><a href="x (1).html">y</a></p>', "[y](x%20%281%29.html)\n"),
        ("<ol start='3'><li>a</li><li>b</li></ol>", "3. a\n4. b\n"),
        ("<ul><li><p>a</p><ul><li>b</li></ul></li></ul>", "- a\n\n  - b\n"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"),
        ("<div class='highlight-python'><pre>a\n  b\n</pre></div>", "```python\na\n  b\n```\n"),
        ("<pre>```\n</pre>", "````\n```\n````\n"),
        ("<p>a<br>b</p>", "a\\\nb\n"),
        ('<p><math alttext="x^2"><mi>x</mi></math></p>', "$x^2$\n"),
        ('<div><math display="block" alttext="x\n+ 1"></math></div>', "$$x + 1$$\n"),
        ("<p><strong>「a」</strong>b</p>", "<strong>「a」</strong>b\n"),
        ("<p>H<sub>2</sub>O <del>x</del></p>", "H<sub>2</sub>O ~~x~~\n"),
        ("<table><tr><th>a</th></tr><tr><td>b|c</td></tr></table>", "| a |\n| --- |\n| b\\|c |\n"),
        ("<dl><dt>a</dt><dd><p>b</p></dd></dl>", "- **a**: b\n"),
        ("<p hidden>a</p><p>b<button>c</button></p>", "b\n"),
    ],
)
def test_what_becomes_of_each_element(source: str, markdown: str) -> None:
    assert written(source) == markdown


# Pages


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = kinds.write(tmp_path_factory.mktemp("texts") / "site")
    kinds.build(site)
    return site


@pytest.fixture(scope="module")
def texts(site: Site) -> Mapping[str, str]:
    top = site.root / "build" / "html"
    return {file.relative_to(top).as_posix(): file.read_text("utf-8") for file in top.rglob("*.md")}


def test_pages_that_are_more_than_an_index_have_their_text(texts: Mapping[str, str]) -> None:
    for language in ("en", "ja"):
        for page in ("index", "about", "questions", "papers/index", "collections/shore"):
            assert f"{language}/{page}.md" in texts
    assert not any("/by/" in path or path.endswith("/search.md") for path in texts)


def test_a_paper_s_text_is_what_its_page_says(texts: Mapping[str, str]) -> None:
    text = texts[f"en/papers/{kinds.WITHDRAWN}.md"]
    assert text.startswith("# A Paper That Is No More\n\n")
    for part in (
        "A. Author",
        "read in full",
        "> Whatever a review can hold, with $x^2$.",
        "withdrawn from arXiv",
        "[2101.00004](https://arxiv.org/abs/2101.00004)",
        "A review says [much](https://example.org/much), `code`, *stress*, [",
        "](2101.00002.md), and more.[^1]",
        "[^1]: In a footnote.",
        "```python\ndef a_line(",
        r"$$\sum_{i=0}^{n} a_i",
        "> - [ ] to do\n> - [x] done",
        "## Answered questions\n\n- What is not here?",
    ):
        assert part in text
    for part in ("Copy BibTeX", "¶", "@inproceedings", "Neighbours", "End of the review"):
        assert part not in text


def test_each_text_is_linked_from_its_page_and_links_to_files(
    site: Site, texts: Mapping[str, str]
) -> None:
    top = site.root / "build" / "html"
    pages = [file for file in top.rglob("*.html") if "_static" not in file.parts]
    told: dict[str, Path] = {}
    for file in pages:
        links = html.parse(file).getroot().xpath("//link[@type='text/markdown']/@href")
        told |= {(file.parent / unquote(link)).relative_to(top).as_posix(): file for link in links}
    assert told.keys() == texts.keys()
    for path, text in texts.items():
        for address in links_in(PARSER.parse(text)):
            if not re.match(r"[a-z]+:|#", address):
                target = urljoin(f"/{path}", unquote(address).partition("#")[0])
                assert (top / target.removeprefix("/")).is_file(), f"{path}: {address}"


def links_in(tokens: list[Token]) -> list[str]:
    inner = [child for token in tokens for child in token.children or ()]
    return [str(token.attrGet("href")) for token in inner if token.type == "link_open"]


def test_a_comment_of_a_review_is_in_no_text(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    review = site.root / "reviews/2101.00001.en.md"
    said = "A ` b\n\n<!-- unseen -->\n\n% unseen\n\nand <!-- unseen --> more ` c\n"
    review.write_text(review.read_text("utf-8") + f"\n{said}", "utf-8")
    site.build()
    assert not [path for path, text in site.exported().items() if "unseen" in text]


# llms.txt


def test_llms_txt_leads_to_the_texts(site: Site, texts: Mapping[str, str]) -> None:
    text = (site.root / "build/html/llms.txt").read_text("utf-8")
    tokens = PARSER.parse(text)
    assert [token.tag for token in tokens if token.type == "heading_open"][:2] == ["h1", "h2"]
    assert text.count("\n# ") == 0
    assert "## Optional\n" in text
    links = links_in(tokens)
    top = site.root / "build/html"
    assert all((top / unquote(link)).is_file() for link in links)
    assert {"en/index.md", "ja/papers/index.md", "en/topics/attention.md"} <= set(links)
    assert {link for link in links if link.endswith(".md")} <= texts.keys()

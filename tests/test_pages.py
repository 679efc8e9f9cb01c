"""The text of generated pages."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from myst_parser.parsers.directives import parse_directive_text
from myst_parser.parsers.mdit import create_md_parser
from sphinx.util.docutils import SphinxDirective

from pipeline.checking.allowed import site_config
from pipeline.files.yaml_text import as_yaml, from_yaml
from pipeline.pages import markdown
from pipeline.pages.all_pages import pages
from pipeline.pages.data import (
    CandidateData,
    CollectionData,
    MissedData,
    PaperData,
    QuestionData,
    QueueData,
    ReviewData,
    ReviewerData,
    SelectionData,
    ShelfData,
    TopicData,
    TopicsData,
)
from pipeline.written.hand_written import MARKER
from pipeline.written.paper_ids import PaperId
from pipeline.written.queues import State
from tests import catalogues
from tests.sites import FIXTURE, LANGUAGES, Site

# Whatever Unicode has, but for half characters, which are in no file, and NUL, which is in no XML.
LINES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)
MARKUP = st.lists(
    st.sampled_from(
        [
            *(
                "`",
                "```",
                "*",
                "_",
                "__",
                "[",
                "](",
                ")",
                "!",
                "<",
                ">",
                "&amp;",
                "&#60;",
                "&",
                "#",
            ),
            *("{", "}", "{paper}`x`", "{{", "}}", "$", "$$", "\\", "\\(", "|", "~~", "^", "%", "+"),
            *(
                "+++",
                "---",
                "===",
                ":::",
                ":",
                "(x)=",
                "[^1]",
                "http://a.b",
                "<!--",
                "1.",
                "- ",
                "@",
            ),
            *("a", "1", " ", "\n", "\u2028", "\x85", "\t", "字", "'", '"', "--", "...", "[ ]"),
        ]
    ),
    max_size=20,
).map("".join)
# What YAML reads as something else than text, or ends early at.
SCALARS = st.sampled_from(
    [
        *("", "~", "null", "true", "no", "1", "1.10", "1e3", "0x1F", "2026-01-31", "12:30:45"),
        *(
            "- a",
            "a: b",
            "a #b",
            "? a",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "[a",
            "{a",
            "'",
            '"',
        ),
        *(
            " a",
            "a ",
            "\na",
            "a\n",
            "a\n\nb",
            "\n",
            " \n a",
            "a\n  b\n c",
            "---",
            "...",
            "a\n---\nb",
        ),
        *("```", "a\n```\nb", "`" * 9, "~~~", "a\n````{raw} html\n<b>\n````", ":::", "a\n:::\n"),
        *("\x85", "a\u2028b", "\u2029", "\ufeffa", "a\x0bb", "\x1c", "a\rb", "a\r\nb", "\x7f"),
    ]
)
TEXTS = LINES | MARKUP | SCALARS
MAYBE = st.none() | TEXTS
MANY = st.lists(TEXTS, max_size=3).map(tuple)
IDS = st.sampled_from(["2101.00001", "1706.03762", "1012.00010", "hep-th/9901001", "null", "yes"])
PAPER_IDS = IDS.map(PaperId)
SHELVES = st.builds(ShelfData, id=TEXTS, title=MAYBE)
REVIEWS = st.builds(
    ReviewData,
    path=TEXTS,
    language=TEXTS,
    updated=st.none() | st.dates(),
    topics=st.dictionaries(TEXTS, TEXTS, max_size=3),
    tldr=TEXTS,
    questions=st.lists(st.builds(QuestionData, ask=TEXTS), max_size=3).map(tuple),
    related=st.lists(PAPER_IDS, max_size=2).map(tuple),
    reviewer=st.none() | st.just(ReviewerData(name="A: B", link="https://example.org/?a=b#c")),
)
PAPERS = st.builds(
    PaperData,
    id=PAPER_IDS,
    label=TEXTS,
    short=MAYBE,
    title=TEXTS,
    authors=MANY,
    year=st.none() | st.integers(1800, 2200),
    venue=MAYBE,
    address=TEXTS,
    version=st.none() | st.integers(1, 99),
    published=st.none() | st.dates(),
    updated=st.none() | st.dates(),
    doi=MAYBE,
    categories=MANY,
    primary_category=MAYBE,
    comment=MAYBE,
    abstract=MAYBE,
    is_known=st.booleans(),
    is_withdrawn=st.booleans(),
    is_unknown=st.booleans(),
    is_left_out=st.booleans(),
    collection=SHELVES,
    previous=st.none() | PAPER_IDS,
    next=st.none() | PAPER_IDS,
    reviews=st.lists(REVIEWS, max_size=2).map(tuple),
    topics=MANY,
)
COUNTS = st.integers(0, 10_000)
COLLECTIONS = st.builds(
    CollectionData,
    id=TEXTS,
    title=MAYBE,
    summary=MAYBE,
    selection=st.none()
    | st.builds(
        SelectionData, source=TEXTS, titles=COUNTS, pattern=TEXTS, matched=COUNTS, read=COUNTS
    ),
    papers=st.lists(PAPER_IDS, max_size=3).map(tuple),
)
STATES = st.sampled_from(State)
QUEUES = st.builds(
    QueueData,
    collection=SHELVES,
    states=st.dictionaries(STATES, COUNTS),
    candidates=st.lists(
        st.builds(CandidateData, id=st.none() | PAPER_IDS, title=TEXTS, authors=MANY, state=STATES),
        max_size=2,
    ).map(tuple),
    missed=st.lists(st.builds(MissedData, title=TEXTS, part=TEXTS), max_size=2).map(tuple),
)
ALL_TOPICS = st.builds(
    TopicsData,
    topics=st.dictionaries(TEXTS, st.builds(TopicData, label=TEXTS, papers=COUNTS), max_size=3),
)


class AnyDirective(SphinxDirective):
    """A directive as those of the generated pages are."""

    has_content = True


@pytest.fixture(scope="module")
def parser() -> MarkdownIt:
    """Markdown as the site reads it."""
    return create_md_parser(site_config(), RendererHTML)


def read(parser: MarkdownIt, text: str) -> list[tuple[str, str]]:
    """Each token that shows something, with what it shows."""
    return [
        (child.type, child.content)
        for token in parser.parse(text)
        for child in token.children or [token]
        if child.content
    ]


def passed_on(parser: MarkdownIt, name: str, content: str) -> str:
    """What a directive gets that is alone on a page, if it was written with `content`."""
    text = markdown.page("Title", markdown.directive(name, content=content), "Afterwards")
    fence, *others = [token for token in parser.parse(text) if token.type == "fence"]
    assert others == []
    assert fence.info == f"{{{name}}}"
    assert [shown for _, shown in read(parser, text)][-1] == "Afterwards"
    parsed = parse_directive_text(AnyDirective, "", fence.content)
    assert parsed.warnings == []
    return "\n".join(parsed.body)


@given(text=TEXTS)
def test_an_escaped_title_is_the_text_that_it_was(parser: MarkdownIt, text: str) -> None:
    shown = " ".join(text.split())
    tokens = read(parser, f"# {markdown.escaped(text)}\n")
    assert {kind for kind, _ in tokens} <= {"text", "text_special"}
    assert "".join(content for _, content in tokens) == shown


@given(text=TEXTS)
def test_a_page_s_title_is_all_of_its_markdown(parser: MarkdownIt, text: str) -> None:
    _, *tokens = read(parser, markdown.page(text))
    assert "".join(content for _, content in tokens) == " ".join(text.split())


@given(
    st.recursive(
        TEXTS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
        max_leaves=6,
    )
)
def test_any_text_comes_back_from_yaml(value: object) -> None:
    assert from_yaml(as_yaml(value)) == value


@given(data=PAPERS)
def test_what_a_page_says_of_its_paper_comes_back_from_its_directive(
    parser: MarkdownIt, data: PaperData
) -> None:
    assert PaperData.from_json(passed_on(parser, "paper", data.as_json())) == data


@given(data=COLLECTIONS)
def test_what_a_page_says_of_its_collection_comes_back_from_its_directive(
    parser: MarkdownIt, data: CollectionData
) -> None:
    assert CollectionData.from_json(passed_on(parser, "collection", data.as_json())) == data


@given(data=QUEUES)
def test_what_became_of_titles_comes_back_from_its_directive(
    parser: MarkdownIt, data: QueueData
) -> None:
    assert QueueData.from_json(passed_on(parser, "queue", data.as_json())) == data


@given(data=ALL_TOPICS.filter(lambda data: data.topics))
def test_the_topics_come_back_from_their_directive(parser: MarkdownIt, data: TopicsData) -> None:
    assert TopicsData.from_json(passed_on(parser, "topics", data.as_json())) == data


@given(ids=st.lists(IDS, min_size=1))
def test_ids_come_back_from_their_directive(parser: MarkdownIt, ids: list[str]) -> None:
    text = markdown.ids("papers", ids)
    [fence] = parser.parse(text)
    assert from_yaml(passed_on(parser, "papers", fence.content.rstrip("\n"))) == ids


@given(content=TEXTS)
def test_no_line_ends_the_fence_that_it_stands_in(parser: MarkdownIt, content: str) -> None:
    tokens = parser.parse(markdown.directive("paper", "argument", as_yaml({"a": content})))
    assert [(token.type, token.info) for token in tokens] == [("fence", "{paper} argument")]


@pytest.fixture(scope="module")
def emitted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return pages(Site.create(tmp_path_factory.mktemp("pages") / "site").library())


def test_the_pages_are_the_same_on_every_run(emitted: dict[str, str], tmp_path: Path) -> None:
    site = Site.create(tmp_path / "elsewhere")
    for file in random.Random(1).sample(sorted(site.root.rglob("*.*")), 5):  # noqa: S311
        file.touch()
    assert pages(site.library()) == emitted


def test_every_page_is_there_in_both_languages(emitted: dict[str, str]) -> None:
    names = [
        {name.removeprefix(f"{language}/") for name in emitted if name.startswith(f"{language}/")}
        for language in LANGUAGES
    ]
    assert names[0] == names[1]
    assert len(emitted) == 2 * len(names[0])


def test_every_page_says_that_it_is_generated(emitted: dict[str, str]) -> None:
    assert [name for name, text in emitted.items() if MARKER not in text[:200]] == []


def test_every_page_ends_with_one_newline(emitted: dict[str, str]) -> None:
    assert [name for name, text in emitted.items() if re.search(r"[^\n]\n\Z", text) is None] == []


def test_pages_of_papers_are_orphans(emitted: dict[str, str]) -> None:
    papers = [text for name, text in emitted.items() if "/papers/" in name]
    assert papers
    assert all("\norphan: true\n" in text for text in papers)


def test_no_page_holds_the_place_where_it_was_made(emitted: dict[str, str]) -> None:
    places = (str(FIXTURE.parents[1]), "/tmp")  # noqa: S108 (a name that must not appear)
    assert [name for name, text in emitted.items() if any(map(text.__contains__, places))] == []


def directives(parser: MarkdownIt, text: str) -> list[str]:
    return [token.info for token in parser.parse(text) if token.type == "fence"]


def test_a_paper_s_page_is_its_data_and_then_directives_by_meaning(
    parser: MarkdownIt, emitted: dict[str, str]
) -> None:
    assert directives(parser, emitted["en/papers/2101.00001.md"]) == [
        "{paper}",
        "{review} reviews/2101.00001.en.md",
        "{questions} reviews/2101.00001.en.md",
        "{abstract}",
        "{related}",
        "{neighbours}",
    ]
    assert directives(parser, emitted["en/papers/hep-th_9901001.md"]) == [
        "{paper}",
        "{abstract}",
        "{neighbours}",
    ]


def test_a_page_of_papers_has_their_ids_and_no_more(emitted: dict[str, str]) -> None:
    assert emitted["en/topics/one.md"].partition("\n---\n")[2] == (
        "# Topic one\n\n```{topic}\n- '2101.00001'\n- '2101.00002'\n```\n"
    )
    assert "First paper" not in emitted["en/papers/index.md"]
    assert "First paper" not in emitted["en/collections/first.md"]
    assert "leave open" not in emitted["en/questions.md"]


def test_what_is_known_of_a_paper_stands_on_its_page_once(emitted: dict[str, str]) -> None:
    page = emitted["en/papers/2101.00001.md"]
    for known in ("C. Author", "12 pages", "10.1234/first", "Conference 2021", "in a sentence"):
        assert page.count(known) == 1
    assert page.count("First paper") == 2  # as the heading, for people, and as data


def test_a_page_holds_no_html_and_no_link(parser: MarkdownIt, emitted: dict[str, str]) -> None:
    kinds = {
        child.type
        for text in emitted.values()
        for token in parser.parse(text)
        for child in (token, *(token.children or ()))
    }
    assert kinds <= {
        *("front_matter", "fence", "inline", "text", "text_special"),
        *("heading_open", "heading_close"),
    }


def interface() -> Iterator[str]:
    """The words of pages, but for those that are names of keys as well, such as `topics`."""
    for message in catalogues.extracted():
        if all(file.startswith("commands/") for file, _ in message.locations):
            continue
        for text in (message.id,) if isinstance(message.id, str) else message.id:
            if re.search(r"\w", text) and re.fullmatch("[a-z]+", text) is None:
                yield text


def test_a_page_holds_no_word_of_the_interface(emitted: dict[str, str]) -> None:
    messages = set(interface())
    assert {"Open questions", "Topics", "{count} paper"} <= messages
    for name, text in emitted.items():
        said = {re.sub(r"^(?:[#-] |[a-z_]+: )*", "", line.strip()) for line in text.splitlines()}
        assert said & messages == set(), name
        assert [message for message in messages if " " in message and message in text] == [], name

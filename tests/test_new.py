"""`new`: from a paper to the file of its review."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.arxiv import fetching
from pipeline.arxiv.records import Record, RecordStore, sha256
from pipeline.checking.sources import Sources, read_sources
from pipeline.commands.cli import main
from pipeline.commands.new import begin_review
from pipeline.commands.outcome import Exit
from pipeline.files.yaml_source import YamlSource, read_yaml
from pipeline.problems.problem import Problem
from pipeline.words.catalogue import words_of
from pipeline.written.list_editing import Metadata, with_entry
from pipeline.written.paper_ids import PaperId
from pipeline.written.paper_list import PATH, Listing, read_paper_list
from pipeline.written.reviews import split
from pipeline.written.skeleton import skeleton
from tests.sites import LANGUAGES, Site

NEW_STYLE = "1706.03762"
OLD_STYLE = "math/0309136"
UNLISTED = "a-paper-of-1999"
METADATA = Metadata("A paper: of 1999", ("A. Author", "B. Author"), "1999", "https://example.org/a")
OPTIONS = (
    *("--title", METADATA.title, "--year", METADATA.year, "--url", METADATA.url),
    *("--author", METADATA.authors[0], "--author", METADATA.authors[1]),
)


OWN_WORDS = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "ids of related papers"
msgstr "what else to read"
"""


class ArXiv:
    """Stands where `fetch` would ask arXiv, and knows one paper of each style."""

    def __init__(self) -> None:
        self.answers = True
        self.asked: list[str] = []
        self.refreshed: list[float | None] = []

    def fetch(
        self,
        wanted: Sequence[fetching.Wanted],
        store: RecordStore,
        options: argparse.Namespace,
        **_: object,
    ) -> int:
        self.refreshed.append(options.refresh)
        self.asked += [paper.id for paper in wanted]
        known = self.answers and {NEW_STYLE, OLD_STYLE}.issuperset(self.asked)
        for paper in wanted if known else ():
            store.save(record(PaperId(paper.id)), "An abstract.")
        return Exit.DONE if known else Exit.INCOMPLETE


def record(paper_id: PaperId) -> Record:
    return Record(
        id=paper_id,
        version=1,
        title="On \\{braces\\} and\n  lines",
        authors=("Ren\\'e One", "B. Two"),
        abstract_sha256=sha256("An abstract."),
    )


@pytest.fixture
def arxiv(monkeypatch: pytest.MonkeyPatch) -> ArXiv:
    service = ArXiv()
    monkeypatch.setattr(fetching, "fetch", service.fetch)
    return service


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site.create(tmp_path / "site")


@pytest.fixture(autouse=True)
def _nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)


def new(site: Site, *options: str) -> int:
    return main(["--root", str(site.root), "new", *options])


def files(site: Site) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in site.root.rglob("*") if file.is_file()}


def problems(site: Site) -> list[Problem]:
    found = read_sources(site.root)
    return [] if isinstance(found, Sources) else found


# The file


def test_a_review_begins_with_all_that_is_known(site: Site) -> None:
    RecordStore(site.root).save(record(PaperId(NEW_STYLE)), "An abstract.")
    assert begin_review(site.root, PaperId(NEW_STYLE), "en", date(2026, 1, 31))
    assert (site.root / f"reviews/{NEW_STYLE}.en.md").read_text("utf-8") == (
        "---\n"
        "# On {braces} and lines (René One, B. Two)\n"
        "read: abstract  # how much you read: abstract, skimmed or full\n"
        "date: 2026-01-31  # the day of writing, such as 2026-01-31\n"
        "topics: []  # one, two\n"
        "tldr:  # one sentence: what does the paper do?\n"
        "# questions:  # what you still want to know\n"
        "#   -\n"
        "# related: []  # ids of related papers\n"
        "# reviewer:\n"
        "#   name:\n"
        "#   link:\n"
        "---\n"
        "\n"
        "## What it does\n"
        "\n"
        "## What I make of it\n"
        "\n"
        "## What I did not understand\n"
    )


def test_a_paper_that_was_unknown_a_moment_ago_is_asked_for_anew(site: Site, arxiv: ArXiv) -> None:
    RecordStore(site.root).note_unknown(PaperId(NEW_STYLE))
    arxiv.answers = False
    assert new(site, NEW_STYLE) == Exit.INCOMPLETE
    assert list(site.root.rglob("*.unknown")) == []


def test_the_version_that_arxiv_has_is_noted_though_a_record_is_there(
    site: Site, arxiv: ArXiv
) -> None:
    RecordStore(site.root).save(record(PaperId(NEW_STYLE)), "An abstract.")
    assert new(site, NEW_STYLE) == Exit.DONE
    assert arxiv.refreshed == [0]
    review = (site.root / f"reviews/{NEW_STYLE}.ja.md").read_text("utf-8")
    assert "\nversion: 1  # " in review


def test_no_version_is_noted_where_arxiv_was_not_asked_or_did_not_answer(
    site: Site, arxiv: ArXiv
) -> None:
    RecordStore(site.root).save(record(PaperId(NEW_STYLE)), "An abstract.")
    assert new(site, NEW_STYLE, "--offline") == Exit.DONE
    arxiv.answers = False
    assert new(site, NEW_STYLE, "--lang", "en") == Exit.DONE
    texts = [
        (site.root / f"reviews/{NEW_STYLE}.{each}.md").read_text("utf-8") for each in LANGUAGES
    ]
    assert not any("version:" in text for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_lacks_what_only_the_writer_can_write(
    site: Site, arxiv: ArXiv, language: str
) -> None:
    path = f"reviews/{NEW_STYLE}.{language}.md"
    assert new(site, NEW_STYLE, "--lang", language) == Exit.DONE
    lacking = [(problem.path, problem.line) for problem in problems(site)]
    assert lacking == [(path, line) for line in (6, 7, 16, 18, 20)]
    site.edit(path, "tldr:", "tldr: It does something.")
    assert {(problem.path, problem.code) for problem in problems(site)} == {(path, "empty")}
    heading = (site.root / path).read_text("utf-8").splitlines()[15]
    site.edit(path, heading, f"{heading}\n\nIt does this and that.")
    found = read_sources(site.root)
    assert isinstance(found, Sources)
    assert [(note.line, note.code) for note in found.notes] == [(20, "empty"), (22, "empty")]
    site.edit(path, "# related: []", "related: [2101.00001]")
    site.edit(path, "# questions:", "questions:")
    site.edit(path, "#   -", "  - What of it?")
    assert problems(site) == []
    assert arxiv.asked == [NEW_STYLE]


def test_the_file_is_in_the_site_s_first_language_unless_asked_for_otherwise(
    site: Site, arxiv: ArXiv
) -> None:
    assert new(site, NEW_STYLE) == Exit.DONE
    text = (site.root / f"reviews/{NEW_STYLE}.ja.md").read_text("utf-8")
    assert f"  # {words_of('ja')('ids of related papers')}\n" in text
    assert arxiv.asked == [NEW_STYLE]


@pytest.mark.parametrize("language", ["fr", "english", "../en"])
def test_a_language_that_the_site_lacks_is_a_mistake_in_the_call(
    site: Site, arxiv: ArXiv, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    before = files(site)
    assert new(site, NEW_STYLE, f"--lang={language}") == Exit.USAGE
    assert f"{language!r} is none of the site's languages, ja, en" in capsys.readouterr().err
    assert (files(site), arxiv.asked) == (before, [])


def test_the_comments_are_in_the_words_that_the_site_has_of_its_own(site: Site) -> None:
    catalogue = site.root / "docs/locale/en/LC_MESSAGES/shoroku.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(OWN_WORDS, "utf-8")
    assert begin_review(site.root, PaperId("by-hand"), "en", date(2026, 1, 31))
    text = (site.root / "reviews/by-hand.en.md").read_text("utf-8")
    assert "# related: []  # what else to read\n" in text


@given(st.text(), st.sampled_from(LANGUAGES))
def test_no_title_adds_to_the_front_matter(title: str, language: str) -> None:
    def fields(text: str) -> object:
        parts = split(text)
        assert parts is not None
        source = read_yaml("", parts[0])
        assert isinstance(source, YamlSource)
        return source.value, parts[1]

    words = words_of(language)
    plain = skeleton("A title", words, ["one"], date(2026, 1, 31))
    assert fields(skeleton(title, words, ["one"], date(2026, 1, 31))) == fields(plain)


def test_many_authors_are_cut_short(site: Site) -> None:
    crowd = record(PaperId(NEW_STYLE)).model_copy(update={"authors": ("Somebody",) * 3000})
    RecordStore(site.root).save(crowd, "An abstract.")
    assert begin_review(site.root, crowd.id, "en", date(2026, 1, 31))
    title = (site.root / f"reviews/{NEW_STYLE}.en.md").read_text("utf-8").splitlines()[1]
    assert title == f"# On {{braces}} and lines ({'Somebody, ' * 10}et al.)"


# The paper


@pytest.mark.parametrize(
    ("address", "paper"),
    [
        (NEW_STYLE, NEW_STYLE),
        (f"{NEW_STYLE}v3", NEW_STYLE),
        (f"arXiv:{NEW_STYLE}v1", NEW_STYLE),
        (f"arxiv.org/abs/{NEW_STYLE}", NEW_STYLE),
        (f"https://arxiv.org/abs/{NEW_STYLE}v2", NEW_STYLE),
        (f"https://arxiv.org/abs/{NEW_STYLE}?context=cs#top", NEW_STYLE),
        (f"http://www.arxiv.org/pdf/{NEW_STYLE}", NEW_STYLE),
        (f"https://arxiv.org/pdf/{NEW_STYLE}v1.pdf", NEW_STYLE),
        (f"https://export.arxiv.org/html/{NEW_STYLE}v1/", NEW_STYLE),
        (f"https://doi.org/10.48550/arXiv.{NEW_STYLE}", NEW_STYLE),
        (OLD_STYLE, OLD_STYLE),
        ("math.GT/0309136v2", OLD_STYLE),
        (f"https://arxiv.org/abs/{OLD_STYLE}", OLD_STYLE),
    ],
)
def test_every_form_of_an_arxiv_address_is_understood(
    site: Site, arxiv: ArXiv, address: str, paper: str
) -> None:
    assert new(site, address) == Exit.DONE
    assert arxiv.asked == [paper]
    assert (site.root / "reviews" / f"{paper.replace('/', '_')}.ja.md").is_file()


@pytest.mark.parametrize(
    "address", ["2110.1398", "https://arxiv.org/abs/2110.1398", "../escape", "A Paper", "index", ""]
)
def test_what_is_no_paper_is_a_mistake_in_the_call(
    site: Site, arxiv: ArXiv, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    before = files(site)
    assert new(site, address, *OPTIONS) == Exit.USAGE
    assert repr(address) in capsys.readouterr().err
    assert (files(site), arxiv.asked) == (before, [])


def test_a_review_that_is_there_is_left_alone(
    site: Site, arxiv: ArXiv, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(site)
    assert new(site, "2101.00001", "--lang", "en") == Exit.PROBLEMS
    assert "reviews/2101.00001.en.md" in capsys.readouterr().err
    assert (files(site), arxiv.asked) == (before, [])


def test_a_further_review_is_begun_by_name(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(site, "by-hand", "--lang", "en") == Exit.PROBLEMS
    assert "--name" in capsys.readouterr().err
    assert new(site, "by-hand", "--lang", "en", "--name", "ann-lee") == Exit.DONE
    text = (site.root / "reviews/by-hand.en.ann-lee.md").read_text("utf-8")
    assert text.startswith("---\n# A paper that arXiv does not have")
    assert new(site, "by-hand", "--lang", "en", "--name", "ann-lee") == Exit.PROBLEMS
    assert "reviews/by-hand.en.ann-lee.md is there already" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["Ann", "../ann", "a b", "con", "ja", "a" * 65, "アン"])
def test_a_name_that_no_file_may_have_is_a_mistake_in_the_call(
    site: Site, arxiv: ArXiv, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    before = files(site)
    assert new(site, NEW_STYLE, f"--name={name}") == Exit.USAGE
    assert repr(name) in capsys.readouterr().err
    assert (files(site), arxiv.asked) == (before, [])


def test_unfinished_reviews_do_not_keep_another_from_being_begun(site: Site, arxiv: ArXiv) -> None:
    assert new(site, NEW_STYLE) == Exit.DONE
    assert new(site, OLD_STYLE) == Exit.DONE
    assert arxiv.asked == [NEW_STYLE, OLD_STYLE]


def test_no_file_is_written_for_a_paper_that_arxiv_has_not_told_of(
    site: Site, arxiv: ArXiv, capsys: pytest.CaptureFixture[str]
) -> None:
    arxiv.answers, before = False, files(site)
    assert new(site, NEW_STYLE) == Exit.INCOMPLETE
    assert f"reviews/{NEW_STYLE}.ja.md is not begun" in capsys.readouterr().err
    assert files(site) == before


def test_offline_nothing_is_asked_of_arxiv(site: Site, arxiv: ArXiv) -> None:
    assert new(site, NEW_STYLE, "--offline") == Exit.INCOMPLETE
    assert new(site, "hep-th/9901001", "--offline") == Exit.DONE
    assert not arxiv.asked


def test_a_listed_paper_can_be_reviewed_without_a_network(site: Site, arxiv: ArXiv) -> None:
    arxiv.answers = False
    assert new(site, "hep-th/9901001", "--lang", "en") == Exit.DONE
    text = (site.root / "reviews/hep-th_9901001.en.md").read_text("utf-8")
    assert text.startswith("---\n# hep-th/9901001\n")


def test_a_damaged_record_is_a_problem(
    site: Site, arxiv: ArXiv, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    arxiv.answers = False
    (site.root / "reviews/records/2101.00004.json").write_text("{}")
    assert new(site, "2101.00004") == Exit.PROBLEMS
    assert capsys.readouterr().err.startswith("reviews/records/2101.00004.json:1: ")


# The list


def test_a_paper_that_is_not_on_arxiv_is_listed_last(site: Site, arxiv: ArXiv) -> None:
    assert new(site, UNLISTED, *OPTIONS) == Exit.DONE
    listing = read_paper_list(site.root)
    assert isinstance(listing, Listing)
    last = listing.papers.entries[-1]
    assert (last.id, last.title, last.authors) == (UNLISTED, METADATA.title, METADATA.authors)
    assert (last.year, str(last.url)) == (1999, METADATA.url)
    text = (site.root / f"reviews/{UNLISTED}.ja.md").read_text("utf-8")
    assert "# A paper: of 1999 (A. Author, B. Author)\n" in text
    assert arxiv.asked == []


def test_a_listed_paper_needs_no_metadata(site: Site) -> None:
    before = (site.root / PATH).read_bytes()
    assert new(site, "by-hand", "--lang", "ja") == Exit.DONE
    assert (site.root / PATH).read_bytes() == before


ENTRY = [
    "- id: a-paper-of-1999",
    "  title: 'A paper: of 1999'",
    "  authors: [A. Author, B. Author]",
    "  year: 1999",
    "  url: https://example.org/a",
]
HEAD = "collections:\n  - id: one\n    title: {ja: 一, en: One}\n    papers:\n"
BLOCK = "{0}- id: x\n{0}  title: X\n{0}  authors: [A]\n{0}  year: 2000\n{0}  url: https://x.org\n"


@pytest.mark.parametrize(
    ("head", "indent", "tail"),
    [
        pytest.param(f"{HEAD}      - 2101.00001\n", 6, "", id="at the end"),
        pytest.param(f"{HEAD}      - 2101.00001\n", 6, "\n\n# end\ntopics: {}\n", id="before more"),
        pytest.param(f"{HEAD}    - 2101.00001\n", 4, "topics: {}\n", id="not indented"),
        pytest.param(f"{HEAD}    - 2101.00001\n", 4, "topics: {}", id="no end of the last line"),
        pytest.param(f"{HEAD}      -   id: 2101.00001\n", 6, "topics: {}\n", id="a wide dash"),
        pytest.param(f"{HEAD}      - 2101.00001  # said\n", 6, "      # more\n", id="comments"),
        pytest.param(
            f"{HEAD}      - {{id: 2101.00001,\n         short: A}}\n", 6, "", id="in flow"
        ),
        pytest.param(
            HEAD
            + BLOCK.format("      ")
            + "        abstract: |\n          One.\n\n          Two.\n",
            6,
            "topics: {}\n",
            id="a block of text",
        ),
        pytest.param(
            HEAD + BLOCK.format("      ") + "        abstract: One\n          line more.\n",
            6,
            "\ntopics: {}\n",
            id="a text of two lines",
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_rest_of_the_list_stays_as_it_is(
    tmp_path: Path, head: str, indent: int, tail: str, newline: str
) -> None:
    entry = "".join(f"{' ' * indent}{line}\n" for line in ENTRY)
    before, after = ((head + new + tail).replace("\n", newline) for new in ("", entry))
    assert with_entry(before, PaperId(UNLISTED), METADATA, LANGUAGES) == after
    (tmp_path / "reviews").mkdir()
    (tmp_path / PATH).write_text(after, "utf-8", newline="")
    assert isinstance(read_paper_list(tmp_path), Listing)


def test_a_list_without_a_last_line_break_gets_one() -> None:
    text = with_entry(f"{HEAD}    - 2101.00001", PaperId(UNLISTED), METADATA, LANGUAGES)
    assert text.splitlines() == [
        *HEAD.splitlines(),
        "    - 2101.00001",
        *(f"    {line}" for line in ENTRY),
    ]


def test_a_long_title_stays_on_its_line() -> None:
    title = "word " * 90
    text = with_entry(
        f"{HEAD}    - 2101.00001\n", PaperId(UNLISTED), METADATA._replace(title=title), ["en"]
    )
    assert f"      title: {title.strip()}\n" in text


def test_the_command_keeps_the_bytes_of_the_list(site: Site) -> None:
    list_file = site.root / PATH
    list_file.write_bytes(list_file.read_bytes().replace(b"\n", b"\r\n"))
    before = list_file.read_bytes()
    assert new(site, UNLISTED, *OPTIONS) == Exit.DONE
    added = "".join(f"{line}\r\n" for line in [*COLLECTION, *IN_COLLECTION]).encode()
    assert list_file.read_bytes().replace(added, b"") == before


SELECTION = "    selection: {titles: 1, pattern: x, matched: 1, read: 1}\n"
COLLECTION = [
    "  - id: contributed",
    f"    title: {{ja: {words_of('ja')('Contributed papers')}, en: Contributed papers}}",
    "    papers:",
]
IN_COLLECTION = [f"      {line}" for line in ENTRY]


def test_a_collection_that_was_selected_takes_no_more_papers() -> None:
    closed = HEAD.replace("    papers:\n", f"{SELECTION}    papers:\n") + "      - 2101.00001\n"
    once = with_entry(f"{closed}\ntopics: {{}}\n", PaperId(UNLISTED), METADATA, LANGUAGES)
    twice = with_entry(once, PaperId("another"), METADATA, LANGUAGES)

    assert once.splitlines() == [
        *closed.splitlines(),
        *COLLECTION,
        *IN_COLLECTION,
        "",
        "topics: {}",
    ]
    assert [collection["id"] for collection in papers_of(twice)] == ["one", "contributed"]
    assert [paper["id"] for paper in papers_of(twice)[1]["papers"]] == [UNLISTED, "another"]


def test_in_one_language_the_new_collection_has_a_plain_title() -> None:
    closed = HEAD.replace("    papers:\n", f"{SELECTION}    papers:\n") + "      - 2101.00001\n"
    text = with_entry(closed, PaperId(UNLISTED), METADATA, ["en"])
    assert papers_of(text)[1]["title"] == "Contributed papers"


@pytest.mark.parametrize("languages", [["fr"], ["zh_CN"], ["fr", "de", "ko", "es", "zh_CN"]])
def test_the_title_of_the_new_collection_can_be_read_in_any_language(languages: list[str]) -> None:
    closed = HEAD.replace("    papers:\n", f"{SELECTION}    papers:\n") + "      - 2101.00001\n"
    title = papers_of(with_entry(closed, PaperId(UNLISTED), METADATA, languages))[1]["title"]
    titles = {code: words_of(code)("Contributed papers") for code in languages}
    assert title == (titles if len(titles) > 1 else titles[languages[0]])


def papers_of(text: str) -> list[dict[str, Any]]:
    source = read_yaml(PATH, text)
    assert isinstance(source, YamlSource)
    assert isinstance(source.value, dict)
    collections: list[dict[str, Any]] = source.value["collections"]
    return collections


LINE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1).filter(str.strip)


@given(
    st.builds(
        Metadata,
        LINE,
        st.lists(LINE, min_size=1).map(tuple),
        st.just("1999"),
        st.just("https://example.org/a"),
        doi=st.just(""),
        venue=st.just(""),
    )
)
def test_title_and_authors_can_be_read_back(metadata: Metadata) -> None:
    text = with_entry(f"{HEAD}    - 2101.00001\n", PaperId(UNLISTED), metadata, ["en"])
    entry = papers_of(text)[0]["papers"][-1]
    assert entry["title"] == metadata.title.strip()
    assert entry["authors"] == [name.strip() for name in metadata.authors]


@pytest.mark.parametrize(
    "text",
    [
        "collections: [{id: one, title: {ja: 一, en: One}, papers: [2101.00001]}]\n",
        "{collections: []}\n",
    ],
)
def test_papers_that_are_not_one_a_line_are_left_to_the_person(
    site: Site, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.root / PATH).write_text(text, "utf-8")
    before = files(site)
    assert new(site, UNLISTED, *OPTIONS) == Exit.USAGE
    assert "add the paper by hand" in capsys.readouterr().err
    assert files(site) == before


@pytest.mark.parametrize("missing", ["--title", "--author", "--year", "--url"])
def test_missing_metadata_without_a_terminal_are_a_mistake_in_the_call(
    site: Site, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    before = files(site)
    pairs = [OPTIONS[i : i + 2] for i in range(0, len(OPTIONS), 2)]
    given = [word for pair in pairs if pair[0] != missing for word in pair]
    assert new(site, UNLISTED, *given) == Exit.USAGE
    assert missing in capsys.readouterr().err
    assert files(site) == before


@pytest.mark.parametrize(
    ("option", "value"), [("--year", "soon"), ("--year", "99"), ("--url", "nowhere")]
)
def test_metadata_that_the_list_would_refuse_are_a_mistake_in_the_call(
    site: Site, capsys: pytest.CaptureFixture[str], option: str, value: str
) -> None:
    before = files(site)
    assert new(site, UNLISTED, *OPTIONS, option, value) == Exit.USAGE
    assert f"{PATH}: {option.removeprefix('--')}: " in capsys.readouterr().err
    assert files(site) == before


# The terminal


Answers = Callable[..., list[str]]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Have somebody at the terminal give these answers, and return what they were asked."""

    def set_up(*lines: str) -> list[str]:
        asked: list[str] = []
        rest = iter(lines)

        def answer(question: str) -> str:
            asked.append(question)
            line = next(rest, None)
            if line is None:
                raise EOFError
            return line

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr("builtins.input", answer)
        return asked

    return set_up


def test_whoever_is_at_the_terminal_is_asked_for_what_is_missing(
    site: Site, answers: Answers
) -> None:
    asked = answers(" A title ", "A. Author, B. Author,", "https://example.org/a")
    assert new(site, UNLISTED, "--year", "1999") == Exit.DONE
    assert asked == ["Title: ", "Authors, parted by commas: ", "Address: "]
    listing = read_paper_list(site.root)
    assert isinstance(listing, Listing)
    last = listing.papers.entries[-1]
    assert (last.title, last.authors) == ("A title", ("A. Author", "B. Author"))


def test_whoever_gives_no_answer_is_told_the_options(
    site: Site, answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(site)
    answers("A title")
    assert new(site, UNLISTED) == Exit.USAGE
    assert "--author" in capsys.readouterr().err
    assert files(site) == before


def test_words_that_cannot_be_read_are_told_and_nothing_is_written(
    site: Site, arxiv: ArXiv, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue = site.root / "docs/locale/en/LC_MESSAGES/shoroku.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(f"{OWN_WORDS}\n<<<<<<< HEAD\n", "utf-8")
    before = files(site)
    assert new(site, NEW_STYLE, "--lang=ja") == Exit.PROBLEMS
    told = capsys.readouterr().err
    assert "docs/locale/en/LC_MESSAGES/shoroku.po:7: is no line of a catalogue" in told
    assert (files(site), arxiv.asked) == (before, [])

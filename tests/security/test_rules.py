"""What the gate and the rules let through, and what the summary must speak of."""

from pathlib import Path

import pytest

from pipeline.checking.allowed import site_config
from pipeline.checking.sources import Sources, read_sources
from pipeline.commands.cli import main
from pipeline.files.gate import CHARACTER, MAX_BYTES, MAX_LINE, SIZE, read_text
from pipeline.problems.problem import Problem
from tests.security import hostile
from tests.security.hostile import Case
from tests.security.reading import read


def review(body: str) -> str:
    return Case("", "", "", hostile.FRONT, body).text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one\ttwo\nthree\n",
        "one\r\ntwo\r\n",
        "葛\U000e0100城、が、ガ、한국어、ไทย、é, é",
        "❤\ufe0f 👍🏽 🇯🇵",
        "x" * MAX_LINE,
        "word word\n" * (MAX_BYTES // 10),
    ],
    ids=["empty", "tab", "CRLF", "marks", "emoji", "longest line", "largest file"],
)
def test_the_gate_lets_text_through(tmp_path: Path, text: str) -> None:
    file = tmp_path / "review.md"
    file.write_bytes(text.encode())
    assert read_text(file, "review.md") == text


def test_the_gate_tells_everything_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "review.md"
    file.write_bytes(f"one\ntwo \u202e\u200b\n{'x' * (MAX_LINE + 1)}\n".encode())
    assert read_text(file, "review.md") == [
        Problem(
            "review.md",
            2,
            "remove the invisible character U+200B (zero width space)",
            CHARACTER,
        ),
        Problem(
            "review.md",
            2,
            "remove the invisible character U+202E (right-to-left override)",
            CHARACTER,
        ),
        Problem("review.md", 3, "the line has 8,001 characters; 8,000 are allowed", SIZE),
    ]


def test_the_check_reads_what_the_site_reads(tmp_path: Path) -> None:
    configured = read(tmp_path, review("Text.")).environment
    assert configured.myst_config == site_config()  # type: ignore[attr-defined] # MyST puts it there


@pytest.fixture
def site(tmp_path: Path) -> Path:
    hostile.write(tmp_path, [review("Text."), review("Text.")])
    for name in set(hostile.IMAGES) - {"good.png"} | {"link.png"}:
        (tmp_path / "reviews" / "images" / name).unlink()
    (tmp_path / "reviews" / "papers.yaml").write_text(
        hostile.LISTING.replace("papers:\n", "papers:\n      - 2102.00000\n      - 2102.00001\n"),
        "utf-8",
    )
    return tmp_path


def messages(root: Path) -> list[str]:
    found = read_sources(root, hostile.TODAY)
    return [str(each) for each in (found.notes if isinstance(found, Sources) else found)]


@pytest.mark.parametrize("sign", list("!$*<[_`"))
def test_signs_whose_cost_is_squared_are_counted(site: Path, sign: str) -> None:
    path = site / "reviews" / f"{hostile.paper_id(0)}.en.md"
    path.write_text(review(f"{sign} a\n" * 2_000), "utf-8")
    assert "signs" not in "".join(messages(site))
    path.write_text(review(f"{sign} a\n" * 2_001), "utf-8")
    assert messages(site) == [
        f"reviews/2102.00000.en.md:7: has 2,001 signs {sign}; 2,000 are allowed [size]"
    ]


def test_cells_are_counted_before_the_parser_adds_any(site: Path) -> None:
    path = site / "reviews" / f"{hostile.paper_id(0)}.en.md"
    wide = f"|{'a|' * 1_000}\n|{'-|' * 1_000}\n"
    path.write_text(review(f"Text.\n\n{wide}" + "|a\n" * 64), "utf-8")
    assert messages(site) == [
        (
            "reviews/2102.00000.en.md:10: a review of 69 lines has no table this wide;"
            " leave out columns [size]"
        )
    ]


@pytest.mark.parametrize(
    "link",
    [
        "2102.00001.en.md",
        "2102.00001.ja.md",
        "victim-2021.en.md",
        "/about.md",
        "/topics/kernels.md",
        "/papers/victim-2021.md",
        "/collections/first.md",
        "/questions.md",
        "/index.md",
        "HTTPS://good.example/",
    ],
)
def test_links_lead_to_reviews_and_pages(site: Path, link: str) -> None:
    path = site / "reviews" / f"{hostile.paper_id(0)}.en.md"
    path.write_text(review(f"[x]({link})"), "utf-8")
    assert messages(site) == []


def test_the_unsorted_collection_is_there_while_a_paper_is_unsorted(site: Path) -> None:
    path = site / "reviews" / f"{hostile.paper_id(0)}.en.md"
    path.write_text(review("[x](/collections/unsorted.md)"), "utf-8")
    assert messages(site) == [
        (
            "reviews/2102.00000.en.md:7: /collections/unsorted.md is no page of this site;"
            " did you mean collections/first? [link]"
        )
    ]
    (site / "reviews" / "2103.00001.en.md").write_text(review("Text."), "utf-8")
    assert messages(site) == []


def test_fields_may_be_left_to_be_filled_in(site: Path) -> None:
    path = site / "reviews" / f"{hostile.paper_id(0)}.en.md"
    empty = "questions:\nrelated:\nreviewer:\nupdated:"
    path.write_text(f"--- \n{hostile.FRONT}\n{empty}\n---\t\nText.\n", "utf-8")
    assert messages(site) == []


@pytest.mark.parametrize("name", ["py", "python3", "Python", "shell", "C++", "txt", ""])
def test_a_language_may_have_another_name(site: Path, name: str) -> None:
    path = site / "reviews" / f"{hostile.paper_id(0)}.en.md"
    path.write_text(review(f"```{name}\nx\n```"), "utf-8")
    assert messages(site) == []


def summary(root: Path, text: str) -> None:
    contents = "\n```{toctree}\n:hidden:\n\nabout\n```\n"
    (root / "docs" / "en" / "index.md").write_text(f"{text}{contents}", "utf-8")


OVERVIEW = "## Papers\n\n```{overview} first\n```\n"


def test_a_summary_speaks_of_every_reviewed_paper(site: Path) -> None:
    summary(site, f"# Front\n\n{{paper}}`2102.00000`.\n\n{OVERVIEW}")
    assert messages(site) == [
        (
            "docs/en/index.md:7: note: 2102.00001 is reviewed but not mentioned; cite it with"
            " {paper}`2102.00001`, or name it under uncited: in the front matter [uncited]"
        )
    ]


def test_a_summary_says_which_papers_it_leaves_out(site: Path) -> None:
    text = f"# Front\n\n{{paper}}`2102.00000`.\n\n{OVERVIEW}"
    summary(site, f"---\nuncited: [2102.00001]\n---\n{text}")
    assert messages(site) == []


def test_a_summary_cites_known_papers(site: Path) -> None:
    summary(site, "---\nuncited: [2102.00009]\n---\n# Front\n\n{paper}`2102.00010`.\n")
    assert messages(site) == [
        (
            "docs/en/index.md:1: 2102.00009 is no paper of this site; did you mean 2102.00001?"
            " [unknown-paper]"
        ),
        (
            "docs/en/index.md:6: 2102.00010 is no paper of this site; did you mean 2102.00001?"
            " [unknown-paper]"
        ),
    ]


def test_a_theme_cites_a_paper(site: Path) -> None:
    cited = "{paper}`2102.00000` and {paper}`2102.00001`."
    themes = f"## One\n\n:::{{note}}\n{cited}\n:::\n\n## Two\n\nText.\n\n## Three\n\n"
    summary(site, f"# Front\n\nText.\n\n{themes}{OVERVIEW}\n## After\n\nText.\n")
    assert messages(site) == [
        "docs/en/index.md:11: the theme 'Two' mentions no paper; cite one with {paper}`…` [theme]"
    ]


def test_a_review_that_is_left_out_is_told_of(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "reviews" / "2102.00000.en.md").write_text(review("<b>"), "utf-8")
    assert main(["--root", str(site), "emit"]) == 1
    assert main(["--root", str(site), "emit", "--keep-going"]) == 0
    assert "reviews/2102.00000.en.md:7: <b>" in capsys.readouterr().err
    pages = site / "docs" / "en" / "papers"
    left_out = (pages / "2102.00000.md").read_text("utf-8")
    assert '"is_left_out": true' in left_out
    assert "{review}" not in left_out
    assert "{review} reviews/2102.00001.en.md" in (pages / "2102.00001.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("field", "body"),
    [
        ("related: [2103.00001]", "Text."),
        ("questions: []", "{paper}`2103.00001`"),
        ("questions: []", "[x](2103.00001.en.md)"),
        ("questions: []", "[x](/papers/2103.00001.md)"),
        ("questions: []", "[x](/collections/unsorted.md)"),
    ],
)
def test_a_review_that_names_a_paper_left_out_is_left_out_too(
    site: Path, field: str, body: str
) -> None:
    text = review(body).replace("topics: []", f"topics: []\n{field}")
    (site / "reviews" / "2102.00000.en.md").write_text(text, "utf-8")
    (site / "reviews" / "2103.00001.en.md").write_text(review("<b>"), "utf-8")
    assert main(["--root", str(site), "emit", "--keep-going"]) == 0
    page = (site / "docs" / "en" / "papers" / "2102.00000.md").read_text("utf-8")
    assert '"is_left_out": true' in page


def test_a_summary_cannot_be_left_out(site: Path) -> None:
    summary(site, "# Front\n\n{paper}`2102.00010`.\n")
    assert main(["--root", str(site), "emit", "--keep-going"]) == 1


@pytest.mark.parametrize(
    "stray", ["reviews/.htaccess", "reviews/images/broken.png", "docs/en/x.md"]
)
def test_what_belongs_to_no_single_review_is_not_left_out(site: Path, stray: str) -> None:
    (site / stray).parent.mkdir(exist_ok=True)
    (site / stray).write_text("x", "utf-8")
    assert main(["--root", str(site), "emit", "--keep-going"]) == 1
    (site / stray).unlink()
    assert main(["--root", str(site), "emit", "--keep-going"]) == 0

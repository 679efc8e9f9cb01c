"""What is mended in reviews: each folder of `cases/mending` is one, before and after."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.checking.body import Known
from pipeline.checking.images import Image
from pipeline.checking.sources import read_sources
from pipeline.mending.review import Place, mended_review
from pipeline.mending.site import MendedFile, mended_site
from tests.mended import FRONT, REVIEW, write_site
from tests.security import hostile
from tests.security.test_honest import BODIES

CASES = sorted((Path(__file__).parent / "cases" / "mending").iterdir())
KNOWN = Known(
    papers={"2101.00001", "2102.00000"},
    pages={"about"},
    images={"good.png": Image(None), "here.png": Image(None)},
)
NOWHERE = Path("/nowhere")


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def mended(root: Path) -> MendedFile | None:
    return next(mended_site(root), None)


def said(file: MendedFile | None) -> str:
    """All that is told, and the images that are to be copied, a line each."""
    told = [*file.changes, *file.left] if file else []
    images = file.mended.images.items() if file else ()
    copies = [f"{image.parent.name}/{image.name} -> {name}" for name, image in images]
    return "".join(f"{line}\n" for line in [*told, *copies])


def body_mended(body: str) -> str:
    text = f"---\n{FRONT}---\n{body}"
    after = mended_review(text, KNOWN, folder=NOWHERE, place=Place(language="en")).text
    return after.removeprefix(f"---\n{FRONT}---\n")


# What becomes of a review


def test_a_review_is_mended_and_told_of(case: Path, tmp_path: Path) -> None:
    before = (case / "before.md").read_bytes()
    file = mended(write_site(tmp_path / "site", before))
    after = file.mended.text.encode() if file else before
    assert said(file) == (case / "said.txt").read_text("utf-8")
    assert after == (case / "after.md").read_bytes()


def test_what_is_mended_once_is_not_mended_again(case: Path, tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", (case / "after.md").read_bytes())
    first = mended(write_site(tmp_path / "first", (case / "before.md").read_bytes()))
    for name, image in first.mended.images.items() if first else ():
        (root / "reviews" / "images" / name).write_bytes(image.read_bytes())
    again = mended(root)
    assert again is None or (list(again.changes), dict(again.mended.images)) == ([], {})


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_sound_review_is_left_as_it_is(body: str) -> None:
    assert body_mended(body) == body


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("body", ["Text.", "Text.\n\n", " \n\tcode\n\n\n"])
def test_line_ends_and_white_space_of_a_sound_review_stay(body: str, ending: str) -> None:
    text = f"---\n{FRONT}---\n{body}".replace("\n", ending)
    assert mended_review(text, KNOWN, folder=NOWHERE).text == text


@pytest.mark.parametrize(
    "text",
    ["", "\n", "---", "---\n", "---\n---", "---\n---\n", "---\n[\n---\n", "---\n&a [*a]\n---\nx"],
)
def test_what_is_no_review_is_left_as_it_is(text: str) -> None:
    assert mended_review(text, KNOWN, folder=NOWHERE).text == text


def test_a_footnote_stays_whose_mark_stands_in_html_that_is_left() -> None:
    body = "<video>see[^1]</video>\n\n[^1]: There.\n"
    assert "[^1]: There." in body_mended(body)


# What is never lost

WORDS = st.sampled_from(
    ["one", "two words", "三つ", "「四」", "5*6", "a_b_c", "&lt;", "x < y", "\\*"]
)
INLINE = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["b", "i", "u", "sub", "code", "span", "font"]), inner).map(
            lambda pair: f"<{pair[0]} class='x'>{pair[1]}</{pair[0]}>"
        ),
        inner.map(lambda text: f"<a href='https://www.example.org/'>{text}</a>"),
        inner.map(lambda text: f"[{text}](nowhere.md)"),
        inner.map(lambda text: f"**{text}**"),
        st.tuples(
            inner, st.sampled_from(["", " ", "<br class='x'>", "\n", " $a$ ", "`c`"]), inner
        ).map("".join),
        st.sampled_from(["</b>", "<b>", "<p>", "![an image](x.png)", "<img src='y.png' alt='z'>"]),
    ),
    max_leaves=6,
)
BLOCKS = st.recursive(
    st.one_of(
        INLINE, INLINE.map(lambda text: f"##{text}"), INLINE.map(lambda text: f"<p>{text}</p>")
    ),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["div", "center", "blockquote"]), inner).map(
            lambda pair: f"<{pair[0]}>\n{pair[1]}\n</{pair[0]}>"
        ),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda items: "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
        ),
        st.lists(INLINE, min_size=1, max_size=3).map(
            lambda cells: (
                "<table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>"
            )
        ),
        inner.map(lambda text: "> " + text.replace("\n", "\n> ")),
        inner.map(lambda text: "- " + text.replace("\n", "\n  ")),
        st.lists(inner, min_size=2, max_size=3).map("\n\n".join),
    ),
    max_leaves=4,
)
TAG = re.compile(r"</?[a-z]+(?: [a-z]+='[^']*')*>")


def visible(text: str) -> Counter[str]:
    """The letters of a text without its tags, addresses and marks."""
    bare = TAG.sub("", re.sub(r" alt='(\w+)'>", r">\1", text))
    bare = re.sub(r"\]\([^()]*\)|\{sub\}|\\\n|&lt;", "", bare)
    return Counter(filter(str.isalnum, bare))


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(BLOCKS)
def test_no_word_is_lost_and_a_second_run_changes_nothing(body: str) -> None:
    once = body_mended(body)
    assert not visible(body) - visible(once)
    assert body_mended(once) == once


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(
    st.text(alphabet=st.sampled_from("ab \n<>/=\"'[](){}!*_#|`$-:~\\&;.\r\t\u200b三"), max_size=80)
)
def test_any_text_can_be_mended_and_none_twice(body: str) -> None:
    once = body_mended(body)
    assert body_mended(once) == once


# What is not let in

ACTS = re.compile(
    r"<(?:script|style|iframe|object|embed|svg|form|meta|link|base)\b|\son\w+\s*="
    r"|(?:javascript|vbscript|data):",
    re.IGNORECASE,
)
HOSTILE = [
    case
    for case in hostile.cases("html", "links", "markup")
    # Nothing within a comment acts, and what finds nothing is shown as the words that it is.
    if case.finding and ACTS.search(case.body) and "<!--" not in case.body
]


def test_nothing_that_acts_is_mended_into_a_review(tmp_path: Path) -> None:
    hostile.write(tmp_path, [case.text for case in HOSTILE])
    for file in mended_site(tmp_path):
        assert set(file.mended.images.values()) <= {tmp_path / "reviews/images/good.png"}
        (tmp_path / file.path).write_text(file.mended.text, "utf-8")
    found = read_sources(tmp_path, hostile.TODAY)
    assert isinstance(found, list)
    refused = {problem.path for problem in found}
    assert len(HOSTILE) > 20
    for number, case in enumerate(HOSTILE):
        assert f"reviews/{hostile.paper_id(number)}.en.md" in refused, case.name


@pytest.mark.parametrize(
    ("body", "change"),
    [
        ("<b class='x'>\\{\\{ x }}</b> {{ y }}", "{{ y }}"),
        ("<div>\n{doc}`x`\n</div>", "{doc}`x`"),
        ("<div>\n(a-label)=\n</div>", "<div>"),
        ("<div>\n% unseen\n</div>", "<div>"),
        ("<div>\n[a]: https://www.example.org/\n</div>", "<div>"),
    ],
)
def test_what_the_lock_refuses_is_not_hidden_by_mending(body: str, change: str) -> None:
    assert change in body_mended(body)


def test_a_folder_of_images_that_is_a_link_is_not_written_to(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", f"---\n{FRONT}---\n![x](figs/other.png)\n")
    images = root / "reviews" / "images"
    images.rename(tmp_path / "images")
    images.symlink_to(tmp_path / "images")
    assert mended(root) is None


def test_a_review_that_is_a_link_is_not_mended(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", "")
    (tmp_path / "elsewhere.md").write_text(f"---\n{FRONT}---\n<p>x</p>\n", "utf-8")
    (root / REVIEW).unlink()
    (root / REVIEW).symlink_to(tmp_path / "elsewhere.md")
    assert mended(root) is None


@pytest.mark.parametrize(
    "body",
    [
        "<div>\n" * 1_900 + "x",
        "<ul><li>\n" * 900 + "x" + "</li></ul>\n" * 900,
        "x " + "<b class='x'>\n" * 900 + "</b>\n" * 900,
        "[x](y.md)\n" * 1_900,
        "![x](y z.png =3x)\n" * 1_900,
        "x" * 8_000 + "<p>",
        "<div>" * 10_000,
    ],
    ids=["blocks", "lists", "stressed", "links", "images", "line", "signs"],
)
def test_nested_and_repeated_markup_costs_no_more_than_its_length(body: str) -> None:
    once = body_mended(body)
    assert body_mended(once) == once

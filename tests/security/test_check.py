"""`check` refuses every hostile case, and says what it is."""

import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from pipeline.loading import Sources, read_sources
from pipeline.problems import Code, Problem
from tests.security import hostile
from tests.security.hostile import Case

CASES = hostile.cases("html", "links", "markup", "characters", "front")


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Problem]]:
    root = tmp_path_factory.mktemp("hostile")
    hostile.write(root, [case.text for case in CASES])
    found = read_sources(root, hostile.TODAY)
    assert isinstance(found, list)
    by_path = defaultdict(list)
    for problem in found:
        by_path[problem.path].append(problem)
    return by_path


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 250
    assert len({case.text for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    "number", range(len(CASES)), ids=lambda n: f"{CASES[n].kind}: {CASES[n].name}"
)
def test_every_case_is_refused_for_what_it_is(
    number: int, problems: dict[str, list[Problem]]
) -> None:
    found = problems[f"reviews/{hostile.paper_id(number)}.en.md"]
    assert CASES[number].finding in {problem.code for problem in found}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    hostile.write(tmp_path, [Case("", "", "", hostile.FRONT, "Text.").text])
    for name in ("drawing.svg", "page.png", "large.png", "renamed.jpg", "link.png"):
        (tmp_path / "reviews" / "images" / name).unlink()
    assert isinstance(read_sources(tmp_path, hostile.TODAY), Sources)
    return tmp_path


def codes(root: Path) -> set[Code]:
    found = read_sources(root, hostile.TODAY)
    return {problem.code for problem in found} if isinstance(found, list) else set()


REVIEW = Path("reviews") / f"{hostile.paper_id(0)}.en.md"


def test_a_link_to_a_file_outside_is_no_review(site: Path) -> None:
    (site / "reviews" / "2102.90001.en.md").symlink_to(site / "secret.txt")
    assert codes(site) == {Code.FILE_KIND}


def test_a_link_to_another_review_is_none_either(site: Path) -> None:
    (site / "reviews" / "2102.90001.en.md").symlink_to(site / REVIEW)
    assert codes(site) == {Code.FILE_KIND}


def test_a_link_to_nothing_is_no_review(site: Path) -> None:
    (site / "reviews" / "2102.90001.en.md").symlink_to(site / "nothing")
    assert codes(site) == {Code.FILE_KIND}


def test_the_list_goes_through_the_gate_too(site: Path) -> None:
    listing = site / "reviews" / "papers.yaml"
    text = listing.read_text("utf-8")
    listing.write_text(text.replace("First", "F\u202eirst"), "utf-8")
    assert codes(site) == {Code.CHARACTER}
    listing.unlink()
    listing.symlink_to(site / "secret.txt")
    assert codes(site) == {Code.FILE_KIND}


def test_a_folder_is_no_review(site: Path) -> None:
    (site / "reviews" / "2102.90001.en.md").mkdir()
    assert codes(site) == {Code.FILE_KIND}


def test_a_folder_of_images_elsewhere_gives_none(site: Path) -> None:
    images = site / "reviews" / "images"
    shutil.move(images, site / "elsewhere")
    images.symlink_to(site / "elsewhere")
    assert codes(site) == {Code.IMAGE}


@pytest.mark.parametrize(
    "content",
    [
        "---\n…".encode("utf-16"),
        "---\n…".encode("utf-32"),
        b"\xff",
        b"---\n\xc0\xae\n---\n",  # a full stop in two bytes
        b"---\n\xed\xa0\x80\n---\n",  # half of a pair
        "---\n題\n---\n".encode("shift_jis"),
    ],
    ids=["utf-16", "utf-32", "no character", "overlong", "surrogate", "shift_jis"],
)
def test_only_utf_8_is_read(site: Path, content: bytes) -> None:
    (site / REVIEW).write_bytes(content)
    assert codes(site) == {Code.ENCODING}


def test_a_byte_order_mark_is_seen(site: Path) -> None:
    (site / REVIEW).write_bytes(b"\xef\xbb\xbf" + (site / REVIEW).read_bytes())
    found = read_sources(site, hostile.TODAY)
    assert isinstance(found, list)
    [problem] = found
    assert problem.code == Code.CHARACTER
    assert "without BOM" in problem.message


def test_the_size_is_bounded_before_anything_is_read(site: Path) -> None:
    (site / REVIEW).write_bytes(bytes(64 * 1024 + 1))
    assert codes(site) == {Code.SIZE}


@pytest.mark.parametrize(
    "name",
    [
        "2101.00001.md",
        "2101.00001.fr.md",
        "2101.00001v2.en.md",
        "２１０１.00001.en.md",
        "2101.00001.en.md.md",
        "..en.md",
        "2101.00001 .en.md",
        "2101.00001.en\n.md",
        "-evil.en.md",
        "Evil.en.md",
        "index.en.md",
        "a_b.en.md",
        "math_0102003.EN.md",
    ],
)
def test_a_name_outside_the_pattern_is_refused(site: Path, name: str) -> None:
    shutil.copy(site / REVIEW, site / "reviews" / name)
    assert codes(site) == {Code.FILE_NAME}


@pytest.mark.parametrize("name", ["docutils.conf", "conf.py", "sitecustomize.py", "x.en.md~", "x"])
def test_other_files_do_not_belong_to_the_reviews(site: Path, name: str) -> None:
    (site / "reviews" / name).write_text("x", "utf-8")
    assert codes(site) == {Code.FILE_KIND}


@pytest.mark.parametrize("name", ["drawing.svg", "page.png", "large.png", "renamed.jpg", "A.PNG"])
def test_an_image_is_what_its_name_says(site: Path, name: str) -> None:
    content = hostile.IMAGES.get(name, hostile.PNG)
    (site / "reviews" / "images" / name).write_bytes(content)
    assert codes(site) == {Code.IMAGE}


def test_each_problem_names_its_line(site: Path) -> None:
    body = (
        "One.\n\n- <b>\n- two\n  {raw}`x`\n\n````{note}\n\n```{only} x\n```\n````\n\n"
        "| a |\n|---|\n| [x](tel:1) |\n\n:::{figure} images/good.png\n:name: x\n:alt: y\n\n"
        "$\\x$\n:::\n"
    )
    (site / REVIEW).write_text(Case("", "", "", hostile.FRONT, body).text, "utf-8")
    lines = (site / REVIEW).read_text("utf-8").splitlines()
    found = read_sources(site, hostile.TODAY)
    assert isinstance(found, list)
    assert {problem.code: lines[problem.line - 1] for problem in found} == {
        Code.HTML: "- <b>",
        Code.ROLE: "  {raw}`x`",
        Code.DIRECTIVE: "```{only} x",
        Code.LINK: "| [x](tel:1) |",
        Code.OPTION: ":name: x",
        Code.FORMULA: "$\\x$",
    }

"""`check` refuses every hostile case, and says what it is."""

import shutil
import struct
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.checking.sources import Sources, read_sources
from pipeline.problems.problem import Code, Problem
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
    codes = {str(problem.code) for problem in found}
    assert CASES[number].finding in (codes or {""})


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
    assert codes(site) == {"file-kind"}


def test_a_link_to_another_review_is_none_either(site: Path) -> None:
    (site / "reviews" / "2102.90001.en.md").symlink_to(site / REVIEW)
    assert codes(site) == {"file-kind"}


def test_a_link_to_nothing_is_no_review(site: Path) -> None:
    (site / "reviews" / "2102.90001.en.md").symlink_to(site / "nothing")
    assert codes(site) == {"file-kind"}


def test_the_list_goes_through_the_gate_too(site: Path) -> None:
    listing = site / "reviews" / "papers.yaml"
    text = listing.read_text("utf-8")
    listing.write_text(text.replace("First", "F\u202eirst"), "utf-8")
    assert codes(site) == {"character"}
    listing.unlink()
    listing.symlink_to(site / "secret.txt")
    assert codes(site) == {"file-kind"}


def test_a_folder_is_no_review(site: Path) -> None:
    (site / "reviews" / "2102.90001.en.md").mkdir()
    assert codes(site) == {"file-kind"}


def test_a_folder_of_images_elsewhere_gives_none(site: Path) -> None:
    images = site / "reviews" / "images"
    shutil.move(images, site / "elsewhere")
    images.symlink_to(site / "elsewhere")
    assert codes(site) == {"image", "file-kind"}


def test_a_folder_of_records_is_one(site: Path) -> None:
    records = site / "reviews" / "records"
    records.write_text("{}", "utf-8")
    assert codes(site) == {"file-kind"}
    records.unlink()
    records.symlink_to(site / "reviews")
    assert codes(site) == {"file-kind"}


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
    assert codes(site) == {"encoding"}


def test_a_byte_order_mark_is_seen(site: Path) -> None:
    (site / REVIEW).write_bytes(b"\xef\xbb\xbf" + (site / REVIEW).read_bytes())
    found = read_sources(site, hostile.TODAY)
    assert isinstance(found, list)
    [problem] = found
    assert problem.code == "character"
    assert "without BOM" in problem.message


def test_the_size_is_bounded_before_anything_is_read(site: Path) -> None:
    (site / REVIEW).write_bytes(bytes(64 * 1024 + 1))
    assert codes(site) == {"size"}


@pytest.mark.parametrize(
    "name",
    [
        "2101.00001.md",
        "2101.00001v2.en.md",
        "２１０１.00001.en.md",
        "2101.00001.en.md.md",
        "2101.00001 .en.md",
        "2101.00001.en\n.md",
        "-evil.en.md",
        "Evil.en.md",
        "index.en.md",
        "a_b.en.md",
        "math_0102003.EN.md",
        "2101.00001.en.Ann.md",
        "2101.00001.en.ann.lee.md",
        "2101.00001.en...md",
        "2101.00001.en..md",
        "2101.00001.en.ann..md",
        "2101.00001.en.con.md",
        "2101.00001.en.lpt1.md",
        "2101.00001.en.1.md",
        "2101.00001.en.ann--lee.md",
        "2101.00001.en.-ann.md",
        "2101.00001.en.a_b.md",
        "2101.00001.en.\u0430nn.md",  # its first letter is Cyrillic
        "2101.00001.en.ann\u200b.md",
        f"2101.00001.en.{'a' * 200}.md",
        "2101.00001.en.ja.md",  # in which language is it?
        "2101.00001.ann.en.md",
    ],
)
def test_a_name_outside_the_pattern_is_refused(site: Path, name: str) -> None:
    shutil.copy(site / REVIEW, site / "reviews" / name)
    assert codes(site) == {"file-name"}


def test_a_language_that_the_site_lacks_is_refused(site: Path) -> None:
    shutil.copy(site / REVIEW, site / "reviews" / "2101.00001.fr.md")
    assert codes(site) == {"language"}


@pytest.mark.parametrize("name", ["docutils.conf", "conf.py", "x.en.md~", "x", "x.schema.json"])
def test_other_files_do_not_belong_to_the_reviews(site: Path, name: str) -> None:
    (site / "reviews" / name).write_text("x", "utf-8")
    assert codes(site) == {"file-kind"}


@pytest.mark.parametrize("name", [".gitattributes", ".htaccess", ".evil.en.md"])
@pytest.mark.parametrize("folder", ["reviews", "reviews/records", "reviews/images"])
def test_a_hidden_file_that_others_obey_does_not_belong_there(
    site: Path, folder: str, name: str
) -> None:
    (site / folder).mkdir(exist_ok=True)
    (site / folder / name).write_text("x", "utf-8")
    assert "file-kind" in codes(site)


@pytest.mark.parametrize(
    "name", ["evil.json", "evil.html", "2101.00001.en.md", "2101.00001v1.json", "x"]
)
def test_the_folder_of_records_holds_records(site: Path, name: str) -> None:
    (site / "reviews" / "records").mkdir()
    (site / "reviews" / "records" / name).write_text("x", "utf-8")
    assert codes(site) == {"file-kind"}


@pytest.mark.parametrize("name", ["drawing.svg", "page.png", "large.png", "renamed.jpg", "A.PNG"])
def test_an_image_is_what_its_name_says(site: Path, name: str) -> None:
    content = hostile.IMAGES.get(name, hostile.PNG)
    (site / "reviews" / "images" / name).write_bytes(content)
    assert codes(site) == {"image"}


def jpeg(width: int, height: int) -> bytes:
    note = b"\xff\xe0\0\x10JFIF" + bytes(10)
    return b"\xff\xd8" + note + b"\xff\xff\xc2\0\x11\x08" + struct.pack(">HH", height, width)


def gif(screen: tuple[int, int], picture: tuple[int, int]) -> bytes:
    colours, note = bytes(6), b"!\xfe\x02ab\0"
    head = b"GIF89a" + struct.pack("<HHBBB", *screen, 0x80, 0, 0)
    return head + colours + note + b"," + struct.pack("<HHHH", 0, 0, *picture)


def webp(kind: bytes, rest: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBP" + kind + bytes(4) + rest


SIZED: dict[str, Callable[[int, int], bytes]] = {
    "a.png": lambda w, h: b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" + struct.pack(">II", w, h),
    "a.gif": lambda w, h: gif((w, h), (1, 1)),
    "frame.gif": lambda w, h: gif((1, 1), (w, h)),
    "a.jpg": jpeg,
    "lossy.webp": lambda w, h: webp(b"VP8 ", bytes(6) + struct.pack("<HH", w, h)),
    "lossless.webp": lambda w, h: webp(b"VP8L", struct.pack("<BI", 47, w - 1 | h - 1 << 14)),
    "more.webp": lambda w, h: webp(
        b"VP8X", bytes(4) + struct.pack("<I", w - 1)[:3] + struct.pack("<I", h - 1)[:3]
    ),
}


@pytest.mark.parametrize("name", SIZED)
def test_an_image_is_not_larger_than_a_screen(site: Path, name: str) -> None:
    file = site / "reviews" / "images" / name
    file.write_bytes(SIZED[name](4_000, 3_000))
    assert codes(site) == set()
    for width, height in ((4_001, 1), (1, 4_001)):
        file.write_bytes(SIZED[name](width, height))
        found = read_sources(site, hostile.TODAY)
        assert isinstance(found, list)
        assert [problem.message for problem in found] == [
            f"is {width:,} by {height:,} pixels; 4,000 a side are allowed"
        ]
    file.write_bytes(SIZED[name](1, 1)[:-2])
    assert codes(site) == {"image"}


def moving_gif(pictures: int) -> bytes:
    picture = b"!\xf9\x04\0\x0a\0\0\0," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\2\2\x44\1\0"
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6)
    return head + pictures * picture + b";"


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + bytes(4)


def png(*chunks: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", b"")


STILL = {
    "still.gif": moving_gif(1),
    "noted.png": png(chunk(b"tEXt", b"acTL")),
    "still.webp": webp(b"VP8X", b"\x10" + bytes(9)),
}
MOVING = {
    "two.gif": moving_gif(2),
    "thousands.gif": moving_gif(30_000),
    "moving.png": png(chunk(b"tEXt", b"a"), chunk(b"acTL", bytes(8))),
    "moving.webp": webp(b"VP8X", b"\x12" + bytes(9)),
}


@pytest.mark.parametrize("name", STILL)
def test_a_still_image_is_one(site: Path, name: str) -> None:
    (site / "reviews" / "images" / name).write_bytes(STILL[name])
    assert codes(site) == set()


@pytest.mark.parametrize("name", MOVING)
def test_no_image_moves(site: Path, name: str) -> None:
    (site / "reviews" / "images" / name).write_bytes(MOVING[name])
    found = read_sources(site, hostile.TODAY)
    assert isinstance(found, list)
    assert [str(problem) for problem in found] == [
        (
            f"reviews/images/{name}:1: moves, and readers could not stop it;"
            " save one of its pictures [image]"
        )
    ]


FORMS = (
    "![x](images/{})",
    ":::{{figure}} images/{}\n:alt: x\n:::",
    "![x][{0}]\n\n[{0}]: images/{0}",
)


@pytest.mark.parametrize("form", FORMS)
def test_images_are_counted(site: Path, form: str) -> None:
    image = form.format("good.png")
    others = "\n\n".join(["![x](images/good.png)"] * 29)
    text = Case("", "", "", hostile.FRONT, f"{others}\n\n{image}").text
    (site / REVIEW).write_text(text, "utf-8")
    assert codes(site) == set()
    (site / REVIEW).write_text(f"{text}\n![x](images/good.png)\n", "utf-8")
    found = read_sources(site, hostile.TODAY)
    assert isinstance(found, list)
    lines = len(text.splitlines()) + 2
    assert [str(problem) for problem in found] == [
        f"{REVIEW.as_posix()}:{lines}: a review may show 30 images; leave out the others [image]"
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_pixels_of_all_images_are_counted_once_each(site: Path, form: str) -> None:
    for name, width in {"a.png": 4_000, "b.png": 4_000, "c.png": 2_000, "d.png": 1}.items():
        (site / "reviews" / "images" / name).write_bytes(SIZED["a.png"](width, 4_000))
    shown = "\n\n".join(f"![x](images/{name}.png)" for name in "aabbcc")
    text = Case("", "", "", hostile.FRONT, shown).text
    (site / REVIEW).write_text(text, "utf-8")
    assert codes(site) == set()
    (site / REVIEW).write_text(f"{text}\n{form.format('d.png')}\n", "utf-8")
    found = read_sources(site, hostile.TODAY)
    assert isinstance(found, list)
    line = len(text.splitlines()) + 2
    assert [str(problem) for problem in found] == [
        (
            f"{REVIEW.as_posix()}:{line}: the images up to d.png have 40,004,000 pixels together;"
            " 40,000,000 are allowed in a review, so make them smaller [image]"
        )
    ]


def test_each_problem_names_its_line(site: Path) -> None:
    body = (
        "One.\n\n- <b>\n- two\n  {raw}`x`\n\n````{note}\n\n```{only} x\n```\n````\n\n"
        "| a |\n|---|\n| [x](tel:1) |\n\n:::{figure} images/good.png\n:class: x\n:alt: y\n\n"
        "$\\x$\n\n[x]: https://good.example/\n:::\n"
    )
    (site / REVIEW).write_text(Case("", "", "", hostile.FRONT, body).text, "utf-8")
    lines = (site / REVIEW).read_text("utf-8").splitlines()
    found = read_sources(site, hostile.TODAY)
    assert isinstance(found, list)
    assert {problem.code: lines[problem.line - 1] for problem in found} == {
        "html": "- <b>",
        "role": "  {raw}`x`",
        "directive": "```{only} x",
        "link": "| [x](tel:1) |",
        "option": ":class: x",
        "formula": "$\\x$",
        "reference": "[x]: https://good.example/",
    }


@pytest.mark.parametrize(
    "most",
    [
        "{paper}`victim-2021`\n" * 100,
        "{kbd}`" + "a" * 200 + "`",
        "{abbr}`" + "a" * 196 + " (b)`",
        r"$\phantom{x}$",
    ],
    ids=["citations", "keys", "abbreviation", "phantom"],
)
def test_the_most_that_is_allowed_is_allowed(site: Path, most: str) -> None:
    (site / REVIEW).write_text(Case("", "", "", hostile.FRONT, most).text, "utf-8")
    assert codes(site) == set()


@pytest.mark.parametrize("start", ["\\phantom{1", "\\phantom{ab"])
def test_a_formula_of_many_phantoms_is_refused_by_its_length_alone(site: Path, start: str) -> None:
    formula = "\n".join([start * 100] * 50)
    text = Case("", "", "", hostile.FRONT, f"${formula}$").text
    (site / REVIEW).write_text(text, "utf-8")
    found = read_sources(site, hostile.TODAY)
    assert isinstance(found, list)
    told = f"the formula has {len(formula):,} characters"
    assert [problem.message.partition(";")[0] for problem in found] == [told]


@pytest.mark.parametrize("folder", ["reviews", "reviews/records", "reviews/images"])
@pytest.mark.parametrize("name", [".DS_Store", ".a.en.md.swp"])
def test_what_a_system_or_an_editor_leaves_stops_nobody(site: Path, folder: str, name: str) -> None:
    (site / folder).mkdir(exist_ok=True)
    (site / folder / name).write_bytes(b"\0")
    assert codes(site) == set()


@pytest.mark.parametrize("place", ["docs/en/more.md", "docs/_static/own.css", "docs/en/folder"])
@pytest.mark.parametrize("target", ["secret.txt", "reviews", "nothing"])
def test_nothing_below_the_pages_is_a_link(site: Path, place: str, target: str) -> None:
    (site / place).parent.mkdir(exist_ok=True)
    (site / place).symlink_to(site / target)
    found = read_sources(site, hostile.TODAY)
    assert isinstance(found, list)
    assert (place, "file-kind") in {(problem.path, problem.code) for problem in found}


@pytest.mark.parametrize("page", ["_static/x", "search", "genindex", "_images/x", "_sources/x"])
def test_no_page_takes_a_name_that_the_site_needs(site: Path, page: str) -> None:
    file = site / "docs" / "en" / f"{page}.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text("---\norphan: true\n---\n# X\n", "utf-8")
    found = read_sources(site, hostile.TODAY)
    assert isinstance(found, list)
    assert [str(problem) for problem in found] == [
        f"docs/en/{page}.md:1: {page} is a name of the site's own; choose another [page]"
    ]

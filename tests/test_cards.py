"""Share cards: what they say, that they look right, and that they are those of the site."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from pipeline.exports import drawing
from pipeline.exports.cards import HEIGHT, WIDTH, Card, card_of, card_place, site_card
from pipeline.exports.drawing import drawn
from pipeline.exports.files import exports
from pipeline.pages.contents import Contents
from pipeline.words.catalogue import words_of
from tests import kinds
from tests.examples import PAPER, REVIEW
from tests.sites import Site

EN = words_of("en")
REVIEWED = PAPER.model_copy(update={"reviews": (REVIEW,)})
TITLES = {
    "short": "A",
    "of 300 characters": ("A Title That Says Everything There Is to Say of a Paper " * 6)[:300],
    "of 1,000 characters": "all of it " * 100,
    "of one word": "W" * 400,
    "Japanese": "深層学習における「状態空間モデル」の理論と応用、および長い系列",
    "Korean": "상태 공간 모델",
    "Chinese": "长序列的状态空间模型",
    "of signs": "∀x∈ℝ: α ≤ 10⁻³ → ∞, 𝒪(n)",
    "Cyrillic": "Модели пространства состояний",
    "Vietnamese": "Mô hình không gian trạng thái Nguyễn",
}
UNKNOWN = {"Arabic": "مرحبا", "Devanagari": "नमस्ते", "an emoji": "🙂", "no letter": "\U000e0fff"}


def opened(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(drawn(card))).convert("RGB")


def ink(card: Card) -> tuple[int, int, int, int]:
    """The box that holds all that is drawn right of the bar at the edge."""
    image = opened(card).crop((10, 0, WIDTH, HEIGHT))
    blank = Image.new("RGB", image.size, image.getpixel((0, 0)))
    return ImageChops.difference(image, blank).getbbox() or (0, 0, 0, 0)


def test_a_card_says_title_authors_depth_and_site() -> None:
    card = card_of(REVIEWED, "Notes", EN)
    assert card == Card(
        title="First paper",
        instead="arXiv:2101.00001",
        authors="A.\u00a0Author, B.\u00a0Author",
        note="Review · read in full",
        depth=3,
        site="Notes",
    )
    assert card.told == "First paper · Review · read in full"


def test_a_crowd_of_authors_is_counted() -> None:
    crowd = REVIEWED.model_copy(update={"authors": tuple(f"A{i}" for i in range(2831))})
    assert card_of(crowd, "", EN).authors == "A0, A1, A2, A3, A4 and 2,826 more authors"


def test_a_withdrawn_paper_s_card_says_so() -> None:
    withdrawn = REVIEWED.model_copy(update={"is_withdrawn": True})
    assert "withdrawn" in card_of(withdrawn, "", EN).notice


def test_tex_is_read_and_what_nobody_sees_is_left_out() -> None:
    paper = REVIEWED.model_copy(update={"title": 'Nystr\\"om $\\alpha$\u202e\n x'})
    assert card_of(paper, "", EN).title == "Nyström α x"


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_every_card_is_of_one_size_and_nothing_leaves_it(title: str) -> None:
    card = Card(title=title, authors=title, notice=title, note=title, depth=2, site=title)
    image = Image.open(io.BytesIO(drawn(card)))
    assert (image.format, image.size, image.mode) == ("PNG", (600, 315), "P")
    left, top, right, bottom = ink(card)
    assert left >= 10
    assert right <= WIDTH - 30
    assert 10 < top < bottom < HEIGHT - 10


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_title_in_any_of_these_scripts_is_drawn(title: str) -> None:
    # Another title is another picture, so no letter is a box.
    assert drawn(Card(title=title)) != drawn(Card(title="", instead="x"))
    for sign in set(title) - {" "}:
        assert drawing._glyph(sign, 36) is not drawing._NOTHING  # noqa: SLF001


@pytest.mark.parametrize("text", UNKNOWN.values(), ids=UNKNOWN)
def test_a_line_that_cannot_be_drawn_is_left_out(text: str) -> None:
    without = Card(title="arXiv:2101.00001", note="Review", depth=1, site="Notes")
    with_it = Card(
        title=f"A {text}",
        instead="arXiv:2101.00001",
        authors=f"B {text}",
        note="Review",
        depth=1,
        site="Notes",
    )
    assert drawn(with_it) == drawn(without)


def test_a_title_with_room_is_large_and_one_without_is_small() -> None:
    _, top, _, bottom = ink(Card(title="H"))
    large = bottom - top
    _, top, _, bottom = ink(Card(title="H" * 600))
    assert large > 20
    assert bottom - top < 150


def test_the_depth_is_seen() -> None:
    cards = [drawn(Card(title="x", depth=depth)) for depth in range(4)]
    assert len(set(cards)) == 4


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_drawn_the_same_each_time(title: str, authors: str) -> None:
    card = Card(title=title, instead="x", authors=authors, note=title, site=authors)
    assert drawn(card) == drawn(card)


# On disk


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return kinds.write(tmp_path / "site")


def export(site: Site) -> dict[str, int]:
    """Export, and tell of each card when it was written."""
    site.export()
    folder = site.root / "build/html/cards"
    return {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}


def assert_are_right(site: Site) -> None:
    """Every card is as it is drawn for the first time."""
    for part in exports(Contents(site.library()), site.settings(), site.root):
        for path, content in part.files:
            if path.startswith("cards/"):
                assert (site.root / "build/html" / path).read_bytes() == content, path


def test_each_review_that_is_shown_has_a_card_and_each_language(site: Site) -> None:
    names = set(export(site))
    assert {"index.en.png", "index.ja.png", f"{kinds.ELSEWHERE}.ja.png"} <= names
    assert {f"{kinds.CROWD}.en.png", f"{kinds.CROWD}.ja.png"} <= names
    assert f"{kinds.ELSEWHERE}.en.png" not in names
    assert not [name for name in names if name.startswith(kinds.UNREVIEWED)]


def test_a_card_is_drawn_again_only_where_it_changed(site: Site) -> None:
    before = export(site)
    assert export(site) == before
    site.edit(f"reviews/{kinds.CROWD}.en.md", "read: full", "read: skimmed")
    after = export(site)
    assert {name for name in after if after[name] != before[name]} == {f"{kinds.CROWD}.en.png"}
    assert_are_right(site)


def test_a_card_that_is_no_longer_shown_goes(site: Site) -> None:
    assert f"{kinds.CROWD}.en.png" in export(site)
    (site.root / f"reviews/{kinds.CROWD}.en.md").unlink()
    assert f"{kinds.CROWD}.en.png" not in export(site)


def test_a_card_that_somebody_took_away_comes_back(site: Site) -> None:
    before = export(site)
    (site.root / "build/html/cards/index.en.png").unlink()
    assert set(export(site)) == set(before)


def test_a_build_that_was_killed_leaves_no_wrong_card(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = export(site)
    review = f"reviews/{kinds.CROWD}.en.md"
    site.edit(review, "read: full", "read: skimmed")
    draw, done = drawing.drawn, list[Card]()

    def drawn_once(card: Card) -> bytes:
        if done:
            raise KeyboardInterrupt
        done.append(card)
        return draw(card)

    monkeypatch.setattr(drawing, "drawn", drawn_once)
    site.edit(f"reviews/{kinds.WITHDRAWN}.en.md", "read: full", "read: skimmed")
    with pytest.raises(KeyboardInterrupt):
        export(site)
    monkeypatch.undo()
    for paper in (kinds.CROWD, kinds.WITHDRAWN):
        site.edit(f"reviews/{paper}.en.md", "read: skimmed", "read: full")
    assert set(export(site)) == set(before)
    assert_are_right(site)


def test_the_card_of_the_site_has_a_name_that_no_paper_has() -> None:
    assert card_place(None, "en") == "cards/index.en.png"
    assert card_place(REVIEWED) == "cards/2101.00001.ja.png"
    assert site_card("Notes", "What we read").title == "Notes"

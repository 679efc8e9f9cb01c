"""What Sphinx has to say of a review names the review's own path and line."""

import pytest

from tests.sites import Built, Site

REVIEW = "reviews/2101.00001.en.md"

# Each line of a review, with what is to be said of it.
LINES = [
    ("---", ""),
    ("read: full", ""),
    ("date: 2026-01-31", ""),
    ("topics: [one]", ""),
    ("tldr: The first paper in a sentence.", ""),
    ("---", ""),
    (
        "See {paper}`2101.0002`.",
        "2101.0002 is no paper of this site; did you mean 2101.00002? [ref.paper]",
    ),
    ("", ""),
    (
        "See {paper}`other words <2101.0001>`.",
        "2101.0001 is no paper of this site; did you mean 2101.00001? [ref.paper]",
    ),
    ("", ""),
    ("See {paper}`nothing-like-it`.", "nothing-like-it is no paper of this site [ref.paper]"),
    ("", ""),
    ("- {paper}`byhand`", "byhand is no paper of this site; did you mean by-hand? [ref.paper]"),
    ("", ""),
    ("Text[^a].", ""),
    ("", ""),
    ("[^a]: One.", ""),
    ("", ""),
    ("[^a]: Two.", "Duplicate footnote definition found for label: 'a' [ref.footnote]"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site.create(tmp_path_factory.mktemp("mistakes") / "site")
    (site.root / "reviews/2101.00001.ja.md").unlink()
    site.emit()
    # From here on Sphinx alone judges what the pipeline would not have let through.
    (site.root / REVIEW).write_text("\n".join(line for line, _ in LINES), "utf-8")
    front_page = site.root / "docs/en/index.md"
    front_page.write_text(front_page.read_text("utf-8") + "\n{paper}`2101.0001`\n", "utf-8")
    return site


@pytest.fixture(scope="module")
def built(site: Site) -> Built:
    return site.sphinx()


@pytest.fixture(scope="module")
def borrowing(site: Site) -> Built:
    return site.sphinx("ja")


def expected(site: Site) -> list[str]:
    return sorted(
        f"{site.root / REVIEW}:{number}: WARNING: {message}"
        for number, (_, message) in enumerate(LINES, start=1)
        if message
    )


def test_a_mistake_in_a_review_is_told_of_with_its_path_and_line(site: Site, built: Built) -> None:
    of_review = [each for each in built.warnings if REVIEW in each]
    assert sorted(of_review) == expected(site)


def test_a_mistake_in_a_borrowed_review_is_told_of_in_the_same_words(
    site: Site, borrowing: Built
) -> None:
    assert sorted(borrowing.warnings) == expected(site)


def test_a_mistake_in_a_hand_written_page_names_that_page(site: Site, built: Built) -> None:
    page = site.root / "docs/en/index.md"
    line = len(page.read_text("utf-8").splitlines())
    message = "2101.0001 is no paper of this site; did you mean 2101.00001? [ref.paper]"
    of_page = [each for each in built.warnings if REVIEW not in each]
    assert of_page == [f"{page}:{line}: WARNING: {message}"]

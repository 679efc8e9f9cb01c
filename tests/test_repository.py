"""Where a site's files are edited, by the host of its repository."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.written.repository import Forge, Repository
from pipeline.written.settings import Settings
from tests.sites import Built, Site, texts

PATH = "reviews/1706.03762.en.md"
TEXT = "---\n# On a & b: 100% #1\nread: abstract\n---\n"
ADDRESSES = {
    Forge.GITHUB: "https://github.com/someone/notes",
    Forge.GITLAB: "https://gitlab.com/group/sub/notes",
    Forge.FORGEJO: "https://codeberg.org/someone/notes",
}
OTHER_HOST = "https://git.example.org/notes"


@pytest.mark.parametrize(
    ("address", "forge"),
    [
        *((address, forge) for forge, address in ADDRESSES.items()),
        ("https://gitlab.example.org/someone/notes", Forge.GITLAB),
        ("https://forgejo.example.org/someone/notes", Forge.FORGEJO),
        ("https://GitHub.example.org/someone/notes", Forge.GITHUB),
        (OTHER_HOST, None),
        ("https://example.org/github.com/notes", None),
    ],
)
def test_a_host_is_known_by_its_name(address: str, forge: Forge | None) -> None:
    assert Repository(address, "main").forge is forge


@pytest.mark.parametrize(
    ("forge", "address"),
    [
        (Forge.GITHUB, f"https://github.com/someone/notes/edit/main/{PATH}"),
        (Forge.GITLAB, f"https://gitlab.com/group/sub/notes/-/edit/main/{PATH}"),
        (Forge.FORGEJO, f"https://codeberg.org/someone/notes/_edit/main/{PATH}"),
    ],
)
def test_a_file_is_edited_where_its_host_does_so(forge: Forge, address: str) -> None:
    assert Repository(ADDRESSES[forge], "main").edit_address(PATH) == address


@pytest.mark.parametrize(
    ("forge", "place", "query"),
    [
        (Forge.GITHUB, "someone/notes/new/trunk", {"filename": [PATH], "value": [TEXT]}),
        (Forge.GITLAB, "group/sub/notes/-/new/trunk", {"file_name": [PATH]}),
        (
            Forge.FORGEJO,
            "someone/notes/_new/trunk/reviews",
            {"filename": ["1706.03762.en.md"], "value": [TEXT]},
        ),
    ],
)
def test_a_file_is_begun_where_its_host_does_so(
    forge: Forge, place: str, query: dict[str, list[str]]
) -> None:
    address = Repository(ADDRESSES[forge], "trunk").new_file_address(PATH, TEXT)
    assert address is not None
    assert urlsplit(address).path == f"/{place}"
    assert parse_qs(urlsplit(address).query) == query


def test_on_an_unknown_host_there_is_no_such_address() -> None:
    place = Repository(OTHER_HOST, "main")
    assert place.edit_address(PATH) is None
    assert place.new_file_address(PATH, TEXT) is None


@given(st.sampled_from(list(Forge)), st.text(st.characters(codec="utf-8")))
def test_whatever_a_text_holds_stays_in_its_place(forge: Forge, text: str) -> None:
    address = Repository(ADDRESSES[forge], "main").new_file_address(PATH, text)
    assert address is not None
    assert address.isascii()
    parts = urlsplit(address)
    assert parts.fragment == ""
    values = parse_qs(parts.query, keep_blank_values=True)
    assert values.get("value", [text]) == [text]
    assert set(values) <= {"filename", "file_name", "value"}


@pytest.mark.parametrize("address", ["https://github.com/a/b", "https://github.com/a/b/"])
def test_the_address_of_the_settings_has_no_slash_at_its_end(address: str) -> None:
    settings = Settings.model_validate(
        {"title": "Notes", "languages": ["en"], "repository": address, "branch": "next/a.b"}
    )
    assert settings.forge == Repository("https://github.com/a/b", "next/a.b")


def test_without_a_repository_there_is_no_forge() -> None:
    assert Settings(title="Notes", languages=("en",)).forge is None


# On the pages of a site


def built(root: Path, repository: str) -> Built:
    site = Site.create(root)
    site.edit(
        "pyproject.toml",
        'repository = "https://github.com/example/reviews"\n',
        f'repository = "{repository}"\nbranch = "trunk"\n' if repository else "",
    )
    return site.build()


@pytest.mark.parametrize("forge", Forge)
def test_a_paper_s_page_leads_to_where_its_review_is_edited(tmp_path: Path, forge: Forge) -> None:
    page = built(tmp_path / "site", ADDRESSES[forge]).page("papers/2101.00001")
    expected = Repository(ADDRESSES[forge], "trunk").edit_address("reviews/2101.00001.en.md")
    link = page.xpath("//a[text()='Correct this review']/@href")
    assert link == [expected]


@pytest.mark.parametrize("forge", Forge)
def test_a_paper_s_page_leads_to_where_its_review_is_begun(tmp_path: Path, forge: Forge) -> None:
    page = built(tmp_path / "site", ADDRESSES[forge]).page("papers/2101.00004")
    [link] = page.xpath("//a[text()='Write this review']/@href")
    assert link.startswith(f"{ADDRESSES[forge]}/")
    assert "2101.00004.en.md" in link
    [text] = parse_qs(urlsplit(link).query).get("value", [""])
    assert text.startswith("---\n# Many authors\n") == (forge is not Forge.GITLAB)


@pytest.mark.parametrize("repository", [OTHER_HOST, ""], ids=["unknown host", "none"])
def test_where_nothing_is_known_of_editing_no_page_leads_there(
    tmp_path: Path, repository: str
) -> None:
    site = built(tmp_path / "site", repository)
    assert site.warnings == []
    for name in site.pages():
        words = texts(site.page(name), "//article//a")
        assert not {"Correct this review", "Write this review"} & set(words)
    assert "How to write a review" in texts(site.page("papers/2101.00004"), "//article//a")

"""Feeds, as a reader that is not ours takes them."""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import pytest
from lxml import etree, html

from pipeline.checking.sources import read_sources
from pipeline.commands.codes import CODES
from pipeline.exports import feeds as making
from pipeline.exports.addresses import Addresses
from pipeline.exports.atom import Entry, Feed, Person, as_atom, as_entry
from pipeline.guide.pages import guide_pages
from pipeline.written.settings import Settings
from tests.formats import flaws
from tests.sites import LANGUAGES, Site
from tests.test_hostile_text import FRAGMENTS

SETTINGS = "pyproject.toml"
FIRST, SECOND = "reviews/2101.00001.en.md", "reviews/2101.00002.en.md"
ADDRESS = "https://example.org/notes/"
ANN = "Ann Én"
ATOM = "{http://www.w3.org/2005/Atom}"
FURTHER = """\
---
read: full
date: 2026-03-04
topics: [two]
tags: [Odd one, C#]
tldr: What Ann takes from it.
questions: [What does Ann not know?]
reviewer: {name: Ann Én, link: https://example.org/ann}
author_reply: {author: Somebody, date: 2026-03-05, text: Thank you.}
---

See [the method](#the-method), and ![a picture](images/square.png).

## The method

What Ann *says*.

- [x] read

:::{note}
Mind this.
:::
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site.create(tmp_path_factory.mktemp("feeds") / "site")
    site.edit(SECOND, "date:", "updated: 2026-05-06\ndate:")
    (site.root / "reviews" / "2101.00001.en.ann.md").write_text(FURTHER, "utf-8")
    for language in LANGUAGES:
        assert site.build(language).warnings == []
    return site


@pytest.fixture(scope="module")
def files(built: Site) -> Mapping[str, str]:
    return {path: text for path, text in built.exported().items() if path.endswith(".atom")}


def parsed(text: str) -> feedparser.FeedParserDict:
    found = feedparser.parse(text.encode())
    assert not found.bozo, found.get("bozo_exception")
    return found


def ids(text: str) -> list[str]:
    return [entry.id for entry in parsed(text).entries]


def of_ann(text: str) -> feedparser.FeedParserDict:
    [found] = [entry for entry in parsed(text).entries if entry.get("author") == ANN]
    return found


def entry_of(text: str, title: str) -> feedparser.FeedParserDict:
    [found] = [entry for entry in parsed(text).entries if entry.title == title]
    return found


# Which there are, and that they are feeds


def test_there_is_one_for_all_and_for_each_part_of_it(
    files: Mapping[str, str],
) -> None:
    assert {path for path in files if path.startswith("en/")} >= {
        "en/feed.atom",
        "en/collections/first.atom",
        "en/topics/one.atom",
        "en/topics/two.atom",
    }
    reviewers = [path for path in files if path.startswith("en/papers/by/reviewer/")]
    assert any("ann" in path for path in reviewers)
    assert {
        "en/papers/by/tag/tag-odd-one.atom",
        "en/papers/by/tag/tag-c-e9d7bf.atom",
    } & files.keys()


def test_each_is_valid(files: Mapping[str, str]) -> None:
    for path, text in files.items():
        assert flaws(text, "atom") == [], path
        found = parsed(text)
        assert found.version == "atom10"
        assert len(set(ids(text))) == len(found.entries)


def test_the_schema_finds_a_flaw(files: Mapping[str, str]) -> None:
    text = files["en/feed.atom"]
    assert flaws(re.sub(r"<updated>[^<]*</updated>", "", text, count=1), "atom")
    assert flaws(text.replace("<id>urn:uuid:", "<id>", 1), "atom")
    assert flaws(text.replace("T00:00:00Z", "", 1), "atom")


def test_they_are_named_apart(files: Mapping[str, str]) -> None:
    heads = [parsed(text).feed for text in files.values()]
    assert len({head.id for head in heads}) == len(files)
    titles = {path: parsed(text).feed.title for path, text in files.items()}
    assert titles["en/feed.atom"] == "A small site"
    assert titles["en/collections/first.atom"] == "First collection - A small site"


# What stands in them


def test_the_newest_comes_first_by_the_days_of_the_reviews(files: Mapping[str, str]) -> None:
    found = parsed(files["en/feed.atom"])
    days = [entry.updated for entry in found.entries]
    assert days == sorted(days, reverse=True)
    assert days[0] == "2026-05-06T00:00:00Z" == found.feed.updated
    assert found.entries[0].published < days[0]
    assert all(day.endswith("T00:00:00Z") for day in days)


def test_an_entry_says_who_wrote_of_what(files: Mapping[str, str]) -> None:
    entry = of_ann(files["en/feed.atom"])
    assert entry.author_detail == {"name": ANN, "href": "https://example.org/ann"}
    assert [(tag.term, tag.label) for tag in entry.tags] == [("two", "Topic two")]
    assert entry.link == f"{ADDRESS}en/papers/2101.00001.html#reading-ann"
    assert [link.href for link in entry.links if link.rel == "related"] == [
        "https://arxiv.org/abs/2101.00001"
    ]
    assert entry.summary == "What Ann takes from it."


def content(entry: feedparser.FeedParserDict) -> str:
    text: str = entry.content[0].value
    return text


def raw_contents(text: str) -> list[html.HtmlElement]:
    root = etree.fromstring(text.encode())
    return [
        html.fragment_fromstring(found.text or "", create_parent=True)
        for found in root.iter(f"{ATOM}content")
    ]


def test_an_entry_has_the_whole_text_of_its_review_and_of_no_other(
    files: Mapping[str, str],
) -> None:
    found = parsed(files["en/feed.atom"])
    ann = content(of_ann(files["en/feed.atom"]))
    others = [content(each) for each in found.entries if each.get("author") != ANN]
    for part in (
        *("<em>says</em>", "☑ read", "<strong>Note</strong>", "What does Ann not know?"),
        *("Thank you.", "read in full"),
    ):
        assert part in ann
        assert not any("Ann" in each for each in others)
    assert "End of the review" not in files["en/feed.atom"]


def test_links_and_images_of_a_text_are_whole(files: Mapping[str, str]) -> None:
    for path, text in files.items():
        for body in raw_contents(text):
            for address in body.xpath("//@href | //@src"):
                assert urlsplit(address).scheme, f"{path}: {address}"
    bodies = raw_contents(files["en/feed.atom"])
    links = [address for body in bodies for address in body.xpath("//a/@href")]
    assert any(link.startswith(f"{ADDRESS}en/papers/2101.00001.html#") for link in links)
    images = [address for body in bodies for address in body.xpath("//img/@src")]
    assert any(image.startswith(f"{ADDRESS}en/_images/") for image in images)


def test_a_text_holds_formulas_and_nothing_that_acts_or_styles(files: Mapping[str, str]) -> None:
    bodies = [body for text in files.values() for body in raw_contents(text)]
    assert any(body.xpath("//math") for body in bodies)
    for body in bodies:
        assert not body.xpath("//script | //style | //form | //input | //button | //nav | //svg")
        assert not body.xpath("//@class | //@id | //@style | //@*[starts-with(name(), 'on')]")


def test_a_topic_s_feed_has_the_reviews_that_name_it(files: Mapping[str, str]) -> None:
    authors = [entry.get("author") for entry in parsed(files["en/topics/one.atom"]).entries]
    assert authors
    assert ANN not in authors


def test_a_review_in_another_language_says_so(files: Mapping[str, str]) -> None:
    both = set(ids(files["en/feed.atom"])) & set(ids(files["ja/feed.atom"]))
    assert both
    root = etree.fromstring(files["en/feed.atom"].encode())
    spoken = {
        entry.findtext(f"{ATOM}id"): entry.get("{http://www.w3.org/XML/1998/namespace}lang")
        for entry in root.iter(f"{ATOM}entry")
    }
    assert set(spoken.values()) == {"en", "ja"}
    assert {spoken[each] for each in both} >= {"ja"}


def test_a_feed_holds_no_more_than_the_newest(
    built: Site, monkeypatch: pytest.MonkeyPatch, files: Mapping[str, str]
) -> None:
    monkeypatch.setattr(making, "MOST", 2)
    monkeypatch.setattr(making, "MOST_OF_PART", 1)
    fewer = built.exported()
    assert ids(fewer["en/feed.atom"]) == ids(files["en/feed.atom"])[:2]
    assert ids(fewer["en/collections/first.atom"]) == ids(files["en/collections/first.atom"])[:1]


# What does not change


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site.create(tmp_path / "site")


def every_id(site: Site) -> set[str]:
    texts = [text for path, text in site.exported().items() if path.endswith(".atom")]
    return {parsed(text).feed.id for text in texts} | {each for text in texts for each in ids(text)}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param(SETTINGS, "https://example.org/notes/", "https://other.example/", id="moved"),
        pytest.param(SETTINGS, "A small site", "Another name", id="renamed"),
        pytest.param(SETTINGS, 'address = "https://example.org/notes/"', "", id="no address"),
        pytest.param(SETTINGS, 'repository = "https://github.com/example/reviews"', "", id="forge"),
        pytest.param(FIRST, "tldr:", "updated: 2026-12-01\ntldr:", id="revised"),
        pytest.param("reviews/papers.yaml", "First collection", "The first", id="collection"),
    ],
)
def test_ids_stay(site: Site, path: str, old: str, new: str) -> None:
    before = every_id(site)
    site.edit(path, old, new)
    assert every_id(site) == before


def test_sites_have_ids_of_their_own(site: Site) -> None:
    before = every_id(site)
    own = 'uuid = "0b8f1d0e-5c7a-4a53-9a86-2f4f0f4d7c11"'
    site.edit(SETTINGS, "keep_abstracts", f"{own}\nkeep_abstracts")
    assert not every_id(site) & before


def test_two_builds_are_equal(site: Site, tmp_path: Path) -> None:
    other = Site.create(tmp_path / "other")
    for each in (site, other):
        each.build()
    assert site.exported() == other.exported()


def test_what_is_exported_after_an_edit_is_what_a_clean_build_exports(
    site: Site, tmp_path: Path
) -> None:
    site.build()
    site.export()
    other = Site.create(tmp_path / "other")
    for each in (site, other):
        each.edit(FIRST, "tldr:", "updated: 2026-12-01\ntldr:")
        (each.root / SECOND).unlink()
        each.edit("reviews/by-hand.en.md", "---\n\n", "---\n\nAnd {paper}`2101.00001` too.\n\n")
        each.build()
    assert site.exported() == other.exported()


# Addresses


@pytest.mark.parametrize("base", [ADDRESS, ""])
@pytest.mark.parametrize("place", ["tag-a", "reviewer-100%", "reviewer-a#b", "a%23?b", "名 <\\>"])
def test_an_address_leads_to_the_place_that_it_is_made_of(base: str, place: str) -> None:
    address = Addresses(base).to(f"en/papers/by/reviewer.html#{place}", "en/feed.atom")
    parts = urlsplit(urljoin(f"{ADDRESS}en/feed.atom", address))
    assert parts.path == "/notes/en/papers/by/reviewer.html"
    assert unquote(parts.fragment) == place
    assert re.fullmatch(r"(?:[\w.~:/$&'()*+,;=@!-]|%[0-9A-F]{2})*", parts.fragment, re.ASCII)


# A site whose address nobody knows


def test_without_an_address_links_lead_on_from_the_feed(site: Site) -> None:
    site.edit(SETTINGS, 'address = "https://example.org/notes/"', "")
    site.build()
    files = site.exported()
    html_root = site.root / "build" / "html"
    for name in ("en/feed.atom", "en/collections/first.atom"):
        assert flaws(files[name], "atom") == []
        root = etree.fromstring(files[name].encode())
        assert not root.findall(f"{ATOM}link[@rel='self']")
        place = (html_root / name).as_uri()
        entries = list(root.iter(f"{ATOM}entry"))
        assert entries
        for entry in entries:
            [link] = entry.findall(f"{ATOM}link[@rel='alternate']")
            assert is_file(urljoin(place, link.get("href") or ""))
            found = entry.find(f"{ATOM}content")
            assert found is not None
            base = urljoin(place, found.get("{http://www.w3.org/XML/1998/namespace}base") or "")
            body = html.fragment_fromstring(found.text or "", create_parent=True)
            for address in body.xpath("//@href | //@src"):
                whole = urljoin(base, address)
                assert urlsplit(whole).scheme != "file" or is_file(whole), address


def is_file(address: str) -> bool:
    return Path(urlsplit(address).path).is_file()


# Summaries


def test_a_summary_is_an_entry_where_its_writer_dates_it(site: Site) -> None:
    for language in LANGUAGES:
        site.build(language)
    before = site.exported()
    site.edit("docs/en/index.md", "# ", "---\nupdated: 2026-07-08\n---\n\n# ")
    site.edit("reviews/papers.yaml", "    venue: Conf", "    updated: 2026-07-09\n    venue: Conf")
    site.build()
    files = site.exported()
    summary = entry_of(files["en/feed.atom"], "A small site")
    assert summary.updated == "2026-07-08T00:00:00Z"
    assert (
        len(parsed(files["en/feed.atom"]).entries)
        == len(parsed(before["en/feed.atom"]).entries) + 1
    )
    of_collection = entry_of(files["en/collections/first.atom"], "First collection")
    assert "Papers for the tests." in content(of_collection)
    assert before["ja/feed.atom"] == files["ja/feed.atom"]
    site.edit("docs/en/index.md", "2026-07-08", "2026-08-09")
    again = entry_of(site.exported()["en/feed.atom"], "A small site")
    assert (again.id, again.updated) == (summary.id, "2026-08-09T00:00:00Z")


def test_a_day_of_the_front_page_that_is_none_is_told(site: Site) -> None:
    site.edit("docs/en/index.md", "# ", "---\nupdated: last week\n---\n\n# ")
    found = read_sources(site.root)
    assert isinstance(found, list)
    [problem] = found
    assert problem.path == "docs/en/index.md"
    assert "'last week' is no date" in problem.message


# Hostile text


@pytest.mark.parametrize("fragment", [*FRAGMENTS, "]]>", "</content>", "\x00\x1f\ufffe\ud800"])
def test_no_text_opens_anything(fragment: str) -> None:
    said = f"a {fragment} z"
    day = dt.date(2026, 1, 31)
    entry = Entry(
        id="urn:x:1",
        title=said,
        language="en",
        updated=day,
        page="https://example.org/",
        author=Person(name=said),
        categories={said: said},
        in_short=said,
        html="<p>a</p>",
    )
    text = as_atom(
        Feed(
            id="urn:x:0",
            title=said,
            subtitle=said,
            language="en",
            updated=day,
            page="https://example.org/",
            address=None,
            author=Person(name=said),
            entries=[as_entry(entry)],
        )
    )
    assert flaws(text, "atom") == []
    [found] = etree.fromstring(text.encode()).iter(f"{ATOM}entry")
    title = found.findtext(f"{ATOM}title")
    assert title
    assert title.startswith("a ")
    assert title.endswith(" z")
    if fragment.isprintable() and fragment.isascii():
        assert title == " ".join(said.split())


# How pages lead there


def test_pages_lead_to_their_feeds(built: Site, files: Mapping[str, str]) -> None:
    html_root = built.root / "build" / "html"
    for page, own in {
        "en/papers/2101.00001": "en/feed.atom",
        "en/index": "en/feed.atom",
        "en/collections/first": "en/collections/first.atom",
        "en/topics/one": "en/topics/one.atom",
        "ja/papers/index": "ja/feed.atom",
    }.items():
        root = html.parse(html_root / f"{page}.html").getroot()
        kind = "[@type='application/atom+xml']"
        told = root.xpath(f"//link[@rel='alternate']{kind}/@href")
        shown = root.xpath(f"//footer//a{kind}/@href")
        named = [urljoin(f"/{page}.html", address).removeprefix("/") for address in told]
        assert named[0] == own
        assert named[-1] == f"{page[:2]}/feed.atom"
        assert set(named) <= files.keys()
        assert shown == told[:1]


@pytest.mark.parametrize("kind", ["reviewer", "tag"])
def test_a_list_leads_to_the_feed_of_each_entry(
    built: Site, files: Mapping[str, str], kind: str
) -> None:
    name = f"en/papers/by/{kind}"
    page = html.parse(built.root / f"build/html/{name}.html").getroot()
    links = page.xpath("//article//a[@type='application/atom+xml']/@href")
    assert links
    places = [unquote(urljoin(f"/{name}.html", link)) for link in links]
    assert {place.removeprefix("/") for place in places} == {
        path for path in files if path.startswith(f"{name}/")
    }


def test_a_tag_s_feed_has_the_reviews_that_have_it(files: Mapping[str, str]) -> None:
    feed = feedparser.parse(files["en/papers/by/tag/tag-odd-one.atom"])
    assert [entry.author for entry in feed.entries] == [ANN]


# What the guide says


def test_the_guide_knows_how_many_entries_there_are() -> None:
    settings = Settings.model_validate({"title": "Notes", "languages": ["en", "ja"]})
    for language in ("en", "ja"):
        text = guide_pages(language, settings, CODES)["guide/following"]
        assert str(making.MOST) in text
        assert str(making.MOST_OF_PART) in text

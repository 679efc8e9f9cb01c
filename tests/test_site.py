"""A small site as a reader sees it, in both languages."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from sphinx.util.inventory import InventoryFile

from pipeline.arxiv.records import RecordStore, sha256
from pipeline.words.catalogue import words_of
from pipeline.written.paper_ids import PaperId
from tests.sites import LANGUAGES, Built, Site, texts

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
OTHER = {"ja": "en", "en": "ja"}

CITATION = "//a[@aria-describedby]"
ABSTRACT = "//p[contains(@class, 'abstract')]"

# What a browser fetches by itself, as far as a page of Sphinx's can hold it.
RESOURCES = (
    "//script/@src | //img/@src | //iframe/@src | //source/@src | //video/@src | //audio/@src"
    " | //embed/@src | //object/@data"
    " | //link[@rel!='alternate' and @rel!='canonical' and @rel!='cite-as']/@href"
)

Sites = Mapping[str, Built]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    site = Site.create(tmp_path_factory.mktemp("small") / "site")
    built = {language: site.build(language) for language in LANGUAGES}
    site.export()
    return built


@pytest.fixture(scope="module")
def english(sites: Sites) -> Built:
    return sites["en"]


@pytest.fixture(scope="module")
def japanese(sites: Sites) -> Built:
    return sites["ja"]


def each_page(sites: Sites) -> list[tuple[Path, html.HtmlElement]]:
    return [
        (built.output / f"{name}.html", built.page(name))
        for built in sites.values()
        for name in built.pages()
    ]


@EACH_LANGUAGE
def test_nothing_is_warned_of(sites: Sites, language: str) -> None:
    assert sites[language].warnings == []


# Citations


@EACH_LANGUAGE
def test_a_citation_reads_as_the_paper_s_label(sites: Sites, language: str) -> None:
    labels = ["Author et al. 2021a", "Author et al. 2021b", "Formula", "Author & Author"]
    assert texts(sites[language].page("index"), CITATION) == labels


def test_a_citation_can_have_words_of_its_own(english: Built) -> None:
    assert "another paper" in texts(english.page("papers/2101.00001"), CITATION)


def test_a_citation_leads_to_the_paper_s_page(english: Built) -> None:
    links = english.page("index").xpath(f"{CITATION}/@href")
    assert links[0] == "papers/2101.00001.html"


def test_two_labels_that_would_be_alike_are_told_apart_the_same_on_every_page(
    sites: Sites,
) -> None:
    shown = defaultdict(set)
    for file, page in each_page(sites):
        for citation in page.xpath(CITATION):
            target = (file.parent / citation.get("href")).resolve().stem
            shown[target].add(citation.text_content())
    assert shown["2101.00001"] == {"Author et al. 2021a"}
    assert shown["2101.00002"] == {"Author et al. 2021b"}


def test_a_list_shows_the_label_of_the_citations(english: Built) -> None:
    about = texts(english.page("papers/index"), "//p[contains(@class, 'about')]")
    assert [line.split(" · ")[0] for line in about] == [
        "Author et al. 2021a",
        "Author et al. 2021b",
        "Formula",
        "Group et al.",
        "arXiv:hep-th/9901001",
        "Author & Author",
    ]


def test_a_preview_shows_title_and_tldr(english: Built) -> None:
    page = english.page("index")
    [described, *_] = page.xpath(f"{CITATION}/@aria-describedby")
    preview = f"//span[@role='tooltip' and @id='{described}']"
    assert texts(page, f"{preview}/*[contains(@class, 'title')]") == ["First paper"]
    assert texts(page, preview)[0].endswith("The first paper in a sentence.")


def test_each_preview_of_a_page_has_an_id_of_its_own(sites: Sites) -> None:
    for file, page in each_page(sites):
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), file


def test_a_preview_marks_what_is_in_the_other_language(japanese: Built) -> None:
    page = japanese.page("index")
    languages = page.xpath("(//span[@role='tooltip'])[2]/*/@lang")
    assert languages == ["en", "en"]  # the title, and the tl;dr of a borrowed review


# Languages


@EACH_LANGUAGE
def test_a_page_says_its_language(sites: Sites, language: str) -> None:
    for name in sites[language].pages():
        assert sites[language].page(name).get("lang") == language


def test_an_abstract_is_marked_as_english_on_a_japanese_page(japanese: Built) -> None:
    page = japanese.page("papers/2101.00001")
    marked = texts(page, f"{ABSTRACT}/*[@lang='en']")
    assert marked == ["The abstract of the first paper.", "Its second paragraph."]
    assert marked == texts(page, ABSTRACT)


def test_an_abstract_is_not_marked_on_an_english_page(english: Built) -> None:
    page = english.page("papers/2101.00001")
    assert len(texts(page, ABSTRACT)) == 2
    assert page.xpath(f"{ABSTRACT}/descendant-or-self::*[@lang]") == []


def test_a_title_is_marked_as_english_on_a_japanese_page(japanese: Built) -> None:
    assert texts(japanese.page("papers/2101.00001"), "//h1/*[@lang='en']") == ["First paper"]


def test_a_title_in_a_list_keeps_its_formulas_and_language(japanese: Built) -> None:
    titles = "//li/p/a[contains(@class, 'title')][@lang='en']"
    page = japanese.page("papers/index")
    assert len(texts(page, titles)) == 6
    assert page.xpath(f"{titles}/math/@alttext") == ["n^2"]


def test_a_review_is_shown_in_the_page_s_language(japanese: Built) -> None:
    page = japanese.page("papers/2101.00001")
    assert "最初の論文を一文で。" in texts(page, "//p")
    assert "The first paper in a sentence." not in page.text_content()


@pytest.mark.parametrize(
    ("language", "paper", "opening"),
    [
        ("ja", "2101.00002", "It follows"),
        ("en", "2101.00003", "数式"),
    ],
)
def test_a_borrowed_review_is_marked_with_its_language(
    sites: Sites, language: str, paper: str, opening: str
) -> None:
    page = sites[language].page(f"papers/{paper}")
    marked = texts(page, f"//p[@lang='{OTHER[language]}']")
    assert any(text.startswith(opening) for text in marked)


@EACH_LANGUAGE
def test_a_borrowed_review_is_said_to_be_one(sites: Sites, language: str) -> None:
    say = words_of(language)
    notice = say(
        "This paper's review exists only in {language}. It is shown as it is.",
        language=say.language_name(OTHER[language]),
    )
    paper = {"ja": "2101.00002", "en": "2101.00003"}[language]
    assert notice in texts(sites[language].page(f"papers/{paper}"), "//p")


@EACH_LANGUAGE
def test_a_review_says_whose_it_is_and_where_it_ends(sites: Sites, language: str) -> None:
    say, built = words_of(language), sites[language]
    for paper, label in (
        ("2101.00001", {"ja": say("Review"), "en": say("Review by {name}", name="R. Reviewer")}),
        ("by-hand", dict.fromkeys(LANGUAGES, say("Review"))),
    ):
        [review] = built.page(f"papers/{paper}").xpath("//section[@id='review']")
        assert review.get("aria-label") == label[language]
        assert [review[0].tag, review[-1].tag] == ["h2", "p"]
        assert texts(review, "h2") == [f"{label[language]}¶"]
        assert texts(review, "*[last()]") == [say("End of the review")]


def test_a_heading_of_a_review_stands_below_those_of_the_page(english: Built) -> None:
    page = english.page("papers/2101.00001")
    [heading] = page.xpath("//section[@id='review']//*[@id='review-a-heading-of-the-review']/*[1]")
    assert heading.tag == "h3"
    own = page.xpath("//h2/parent::section/@id")
    assert own == ["review", "questions", "abstract", "related", "neighbours"]


def test_the_language_switch_leads_to_the_same_page(sites: Sites) -> None:
    for file, page in each_page(sites):
        [address] = page.xpath("//*[@class='language-switch']//a/@href")
        other = (file.parent / address).resolve()
        assert other.is_file()
        here, there = (built.output for built in sites.values())
        if file.is_relative_to(there):
            here, there = there, here
        assert other.relative_to(there) == file.relative_to(here)


@EACH_LANGUAGE
def test_the_theme_speaks_the_page_s_language(sites: Sites, language: str) -> None:
    [search] = sites[language].page("index").xpath("//input[@name='q']/@placeholder")
    assert search == words_of(language)("Search")


# The page of a paper


def test_formulas_are_mathml(english: Built) -> None:
    page = english.page("papers/2101.00003")
    assert page.xpath("//h1//math/@alttext") == ["n^2"]
    assert page.xpath(f"{ABSTRACT}//math/@alttext") == [r"\frac{a}{b}"]
    assert page.xpath("//p[@lang='ja']//math/@alttext") == ["x^2", "x^3"]
    assert page.xpath("//p[@lang='ja']//math[@display='block']/@alttext") == ["x^3"]
    [paragraph] = texts(page, "//p[@lang='ja'][math]")
    assert "$" not in paragraph
    assert paragraph.endswith("がある。")


def test_a_formula_that_cannot_be_read_shows_its_source(english: Built) -> None:
    page = english.page("papers/2101.00003")
    assert texts(page, "//h1//code") == [r"\eps"]
    assert texts(page, f"{ABSTRACT}//code") == [r"\eps<1"]


def test_accents_are_unicode_in_the_window_s_title(english: Built) -> None:
    [title] = texts(english.page("papers/2101.00003"), "/html/head/title")
    assert "Nyström" in title


def test_more_than_twelve_authors_fold(english: Built) -> None:
    page = english.page("papers/2101.00004")
    [shown, folded] = texts(page, "//p[contains(@class, 'authors')]")
    assert shown.count(",") == 11
    assert texts(page, "//details[@class='authors']/summary") == ["and 2 more authors"]
    assert texts(page, "//details/p") == [folded] == ["M. Author, N. Author"]


def test_up_to_twelve_authors_do_not_fold(english: Built) -> None:
    assert texts(english.page("papers/2101.00001"), "//details[@class='authors']") == []


def test_a_missing_abstract_is_said_with_a_link_to_arxiv(english: Built) -> None:
    page = english.page("papers/2101.00004")
    link = "//a[@href='https://arxiv.org/abs/2101.00004']"
    assert "The abstract is not at hand. Read it on arXiv" in texts(page, link)
    assert texts(page, ABSTRACT) == []


def test_a_missing_abstract_of_a_paper_by_hand_is_said_with_a_link_to_it(english: Built) -> None:
    link = "//a[@href='https://example.org/by-hand']"
    said = "The abstract is not at hand. Read it on the paper's page"
    assert said in texts(english.page("papers/by-hand"), link)


@EACH_LANGUAGE
def test_a_paper_without_review_says_so_and_how_to_write_one(sites: Sites, language: str) -> None:
    say = words_of(language)
    page = sites[language].page("papers/2101.00004")
    told = say("Nobody has reviewed this paper yet.")
    assert any(text.startswith(told) for text in texts(page, "//article//p"))
    guide = "//article//a[@href='../guide/contribute.html']"
    assert texts(page, guide) == [say("How to write a review")]


def test_a_paper_without_record_says_so(english: Built) -> None:
    page = english.page("papers/hep-th_9901001")
    said = "The metadata of this paper has not been fetched yet. arXiv shows its title and authors."
    assert said in texts(page, "//p")
    assert texts(page, "//h1")[0].startswith("arXiv:hep-th/9901001")


def test_a_paper_that_arxiv_does_not_know_says_so(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    RecordStore(site.root).note_unknown(PaperId("hep-th/9901001"))
    page = site.build().page("papers/hep-th_9901001")
    [said] = [text for text in texts(page, "//p") if text.startswith("arXiv does not know")]
    assert "its id may hold a mistake" in said
    assert "fetched" not in "".join(texts(page, "//article"))
    assert "The abstract is not at hand" not in "".join(texts(page, "//article"))


def test_a_paper_s_page_shows_its_facts(english: Built) -> None:
    page = english.page("papers/2101.00001")
    names = texts(page, "//article//dt")
    values = texts(page, "//article//dd")
    facts = dict(zip((name.rstrip(":") for name in names), values, strict=True))
    assert facts == {
        "arXiv": "2101.00001",
        "Version": "1 (January 2, 2021), first submitted on January 1, 2021",
        "DOI": "10.1234/first",
        "Categories": "cs.LG",
        "Authors' comment": "12 pages",
        "Reviewer": "R. Reviewer",
        "Reviewed": "January 31, 2026",
        "Named by the reviewer": "Second paper Author et al. 2021bThe second paper in a sentence.",
        "Cited in the review": "On n2 and \\eps in Nyström",
        "After": "Second paper",
    }


def test_a_paper_s_page_shows_the_neighbours(english: Built) -> None:
    page = english.page("papers/2101.00002")
    titles = texts(page, "//section[@id='neighbours']//dd//a")
    assert titles[0] == "First paper"
    assert titles[1].startswith("On ")


def test_a_review_can_be_edited_from_its_page(japanese: Built) -> None:
    [address] = japanese.page("papers/2101.00002").xpath("//*[contains(@class, 'edit')]//a/@href")
    assert address == "https://github.com/example/reviews/edit/main/reviews/2101.00002.en.md"


def test_an_image_of_a_review_is_shown(english: Built) -> None:
    [source] = english.page("papers/by-hand").xpath("//article//img[@alt='a square']/@src")
    assert (english.output / "papers" / source).resolve().is_file()


# The pages that list papers


@pytest.mark.parametrize(("language", "day"), [("ja", date(2026, 2, 1)), ("en", date(2026, 1, 31))])
def test_the_front_page_says_when_the_newest_of_its_reviews_was_changed(
    sites: Sites, language: str, day: date
) -> None:
    say = words_of(language)
    changed = texts(sites[language].page("index"), "//p[contains(@class, 'changed')]")
    assert changed == [say("Last changed on {day}", day=say.day(day))]


def test_the_front_page_has_a_collection_at_a_glance(english: Built) -> None:
    shown = texts(english.page("index"), "//ol[contains(@class, 'overview')]/li")
    assert shown == [
        "First paper Author et al. 2021a The first paper in a sentence.",
        "Second paper Author et al. 2021b The second paper in a sentence.",
        "Formulas Formula 数式の論文を一文で。",
        "Many authors Group et al.",
        "arXiv:hep-th/9901001 arXiv:hep-th/9901001",
        "A paper that arXiv does not have Author & Author The paper by hand in a sentence.",
    ]


def test_a_front_page_says_what_the_site_is_and_holds(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    site.edit("docs/en/index.md", "{last-changed}", "{front} first")
    line = 'description = "Notes on papers."\n'
    site.edit("pyproject.toml", "keep_abstracts", f"{line}keep_abstracts")
    page = site.build().page("index")
    said = texts(page, "//div[@class='front']/p")
    assert said == [
        "Notes on papers.",
        "6 papers · 4 reviews · 2 open questions · Last changed on January 31, 2026",
    ]
    glance = page.xpath("//nav[@class='glance']//a")
    assert [link.text_content() for link in glance][:3] == [
        *("First paper", "Second paper", "Formulas")
    ]
    assert glance[0].get("href") == "papers/2101.00001.html"


def test_a_front_page_needs_neither_description_nor_collection(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    site.edit("docs/en/index.md", "{last-changed}", "{front}")
    page = site.build().page("index")
    assert len(page.xpath("//div[@class='front']/*")) == 1


def test_what_counts_has_the_form_for_its_number(english: Built) -> None:
    counts = texts(english.page("topics/index"), "//*[contains(@class, 'count')]")
    assert counts == ["2 papers", "2 papers"]
    [told] = texts(english.page("papers/index"), "//article/section/p[not(@class)]")
    assert told == "6 papers, 4 of them reviewed"


def test_a_topic_lists_its_papers(english: Built) -> None:
    titles = texts(english.page("topics/two"), "//article//p/a[contains(@class, 'title')]")
    assert titles == ["Second paper", "A paper that arXiv does not have"]


def test_a_collection_says_how_it_was_chosen(english: Built) -> None:
    assert texts(english.page("collections/first"), "//figure//li") == [
        "1,234 titles A list of proceedings",
        "12 titles matched Pattern (case-insensitive) first|second",
        "5 papers read",
    ]


def test_the_picture_of_how_a_collection_was_chosen_is_true_in_its_areas(english: Built) -> None:
    page = english.page("collections/first")
    radii = [float(radius) for radius in page.xpath("//figure//circle/@r")]
    areas = [(radius / radii[0]) ** 2 for radius in radii]
    assert areas == pytest.approx([1, 12 / 1234, 5 / 1234], rel=0.05)
    assert page.xpath("//figure//*[name()='svg']/@aria-hidden") == ["true"]


def test_the_open_questions_are_gathered(english: Built) -> None:
    assert texts(english.page("questions"), "//ul[contains(@class, 'asked')]/li/p") == [
        "What does the first paper leave open?",
        "Author et al. 2021a, First paper",
        "What does the second paper leave open?",
        "Author et al. 2021b, Second paper",
    ]


def test_an_open_question_leads_to_its_place_on_the_paper_s_page(english: Built) -> None:
    links = english.page("questions").xpath("//ul[contains(@class, 'asked')]//a/@href")
    assert links == ["papers/2101.00001.html#question-1", "papers/2101.00002.html#question-1"]
    [question] = texts(english.page("papers/2101.00001"), "//li[@id='question-1']")
    assert question == "What does the first paper leave open?"


def test_no_paper_stands_in_the_navigation(english: Built) -> None:
    links = english.page("index").xpath("//*[contains(@class, 'sidebar-tree')]//a/@href")
    assert "papers/index.html" in links
    assert "papers/2101.00001.html" not in links


# What a browser makes of it


def test_no_page_asks_another_host_for_anything(sites: Sites) -> None:
    asked = {
        address
        for _, page in each_page(sites)
        for address in page.xpath(RESOURCES)
        if urlsplit(address).netloc
    }
    assert asked == set()


def test_no_style_asks_another_host_for_anything(sites: Sites) -> None:
    styles = [file.read_text("utf-8") for file in sites["en"].output.rglob("*.css")]
    styles += [style for _, page in each_page(sites) for style in page.xpath("//style/text()")]
    styles += [style for _, page in each_page(sites) for style in page.xpath("//@style")]
    assert styles
    for style in styles:
        assert "@import" not in style
        assert "url(http" not in style.replace('"', "").replace("'", "")
        assert "url(//" not in style.replace('"', "").replace("'", "")


def test_every_link_works_from_a_file_manager(sites: Sites) -> None:
    for file, page in each_page(sites):
        for address in page.xpath("//@href | //@src"):
            parts = urlsplit(address)
            assert not address.startswith("/")
            if not parts.scheme and parts.path:
                target = (file.parent / unquote(parts.path)).resolve()
                assert target.is_file(), f"{file}: {address}"


def test_every_fragment_is_there(sites: Sites) -> None:
    for file, page in each_page(sites):
        ids = set(page.xpath("//@id"))
        for address in page.xpath("//article//a/@href"):
            if address.startswith("#") and len(address) > 1:
                assert unquote(address[1:]) in ids, f"{file}: {address}"


def test_the_inventory_has_the_papers(english: Built) -> None:
    inventory = InventoryFile.loads((english.output / "objects.inv").read_bytes(), uri="/at")
    found = {
        name: (item.uri, item.display_name) for name, item in inventory.data["paper:paper"].items()
    }
    assert found["2101.00001"] == ("/at/papers/2101.00001.html", "Author et al. 2021a")
    assert found["hep-th/9901001"][0] == "/at/papers/hep-th_9901001.html"
    assert len(found) == 6


# What a site's own files may hold


def test_a_title_is_text_wherever_it_is_shown(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    site.edit("pyproject.toml", "A small site", "A & <b>")
    built = site.build()
    assert built.warnings == []
    for name in built.pages():
        page = built.page(name)
        assert page.xpath("//b") == []
        assert texts(page, "//*[@class='sidebar-brand-text']") == ["A & <b>"]
        assert texts(page, "//header//*[@class='brand']") == ["A & <b>"]
        [title] = texts(page, "/html/head/title")
        assert title.endswith(" - A & <b> (English)" if name == "index" else " - A & <b>")


def test_an_abstract_of_the_cache_shows_no_sign_that_nobody_sees(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    store, abstract = RecordStore(site.root), "One\u202e sentence."
    record = store.record(PaperId("2101.00001"))
    assert record is not None
    hidden = record.model_copy(update={"abstract": None, "abstract_sha256": sha256(abstract)})
    store.save(hidden, abstract)
    assert store.abstract(hidden) == abstract
    page = site.build().page("papers/2101.00001")
    assert texts(page, ABSTRACT) == ["One sentence."]
    assert "\u202e" not in html.tostring(page, encoding="unicode")


def test_an_image_is_never_shown_in_the_place_of_another(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    images = [site.root / folder / "square.png" for folder in ("reviews/images", "docs/en")]
    images[1].write_bytes(images[0].read_bytes())
    for image in images:
        image.with_name("square.en.png").write_bytes(images[0].read_bytes() + b"\0")
    with (site.root / "docs/en/about.md").open("a", encoding="utf-8") as page:
        page.write("\n![A square](square.png)\n")
    built = site.build()
    for name in ("about", "papers/by-hand"):
        [source] = built.page(name).xpath("//article//img/@src")
        shown = (built.output / name).parent / source
        assert shown.read_bytes() == images[0].read_bytes()


def test_a_long_address_of_a_reviewer_is_shown(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    link = "https://example.org/" + "日" * 600
    site.edit("reviews/2101.00001.en.md", "https://example.org/reviewer", link)
    [address] = site.build().page("papers/2101.00001").xpath("//a[text()='R. Reviewer']/@href")
    assert unquote(address) == link

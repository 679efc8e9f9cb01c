"""Whatever stands in a page's text is found, and nothing else."""

import json
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pipeline.search.text import normalise
from tests.search.loading import LOAD, kept_open
from tests.sites import LANGUAGES

RUN = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff]+")
WORD = re.compile(r"[a-z]+")
SAMPLES = 60
# Parts of a text that take more keys than a first query loads.
LONG_RUN = re.compile(rf"{RUN.pattern.removesuffix('+')}{{18,}}")
WORDS = re.compile(r"(?<![^\s])(?:[a-z]+ ){7}[a-z]+(?![^\s])")
LONG_SAMPLES = 12
SHORT = 3
"""Up to this length the index does not tell accents apart."""

SEARCH = """async queries => {
  const found = [];
  for (const query of queries) {
    const { hits } = await shoroku.search(query);
    found.push(hits.filter(({ quality }) => quality > shoroku.FOLDED).map(({ page }) => page));
  }
  return found;
}"""


FIND = """async query => {
  const { hits } = await shoroku.search(query);
  const whole = hits.filter(({ quality }) => quality >= shoroku.VARIANT);
  const pages = await shoroku.loadAll(whole.map(({ page }) => `pages/${page}`));
  return pages.map(({ address }) => address);
}"""
"""The pages that have all that is asked for, best first."""
NEAREST = """async query => {
  const { hits, told } = await shoroku.search(query);
  const pages = await shoroku.pagesOf(hits);
  const found = hits.map(({ missing }, i) => [pages[i].address, missing ?? []]);
  return { found, told };
}"""
"""The addresses of all hits, with the words that each lacks, and what the search says of them."""


@pytest.fixture(scope="module", params=LANGUAGES)
def texts(request: pytest.FixtureRequest, site: Path) -> tuple[str, Mapping[int, list[str]]]:
    """The texts of each page, as they are shown, normalised."""
    pages = (site / request.param / "search" / "pages").glob("*.js")
    return request.param, {int(file.stem): _texts(file) for file in pages}


def _texts(file: Path) -> list[str]:
    data = re.fullmatch(r'shoroku\.receive\("\w*", (.*)\);\n', file.read_text("utf-8"))
    assert data
    texts: list[str] = json.loads(data[1])["texts"]
    return [line for text in texts for line in normalise(text).splitlines()]


def _samples(texts: Mapping[int, list[str]]) -> Iterator[str]:
    """Parts of words and of sentences, of any length."""
    draw = random.Random(5)  # noqa: S311
    lines = [line for number in sorted(texts) for line in texts[number] if line]
    for _ in range(SAMPLES):
        runs = RUN.findall(draw.choice(lines))
        if runs:
            run = draw.choice(runs)
            start = draw.randrange(len(run))
            yield run[start : start + draw.randint(1, 9)]
        words = WORD.findall(draw.choice(lines))
        if words:
            word = draw.choice(words)
            if len(word) > SHORT:
                yield word[: draw.randint(SHORT + 1, len(word))]


def test_a_part_of_a_text_finds_the_pages_that_hold_it(
    page: Page, served: str, texts: tuple[str, Mapping[int, list[str]]]
) -> None:
    language, lines = texts
    page.goto(f"{served}/{language}/search.html")
    queries = sorted(set(_samples(lines)))

    found = page.evaluate(SEARCH, queries)

    expected = [sorted(number for number in lines if _holds(lines[number], q)) for q in queries]
    assert dict(zip(queries, map(sorted, found), strict=True)) == dict(
        zip(queries, expected, strict=True)
    )


def test_a_whole_sentence_finds_the_pages_that_hold_it(
    page: Page, served: str, texts: tuple[str, Mapping[int, list[str]]]
) -> None:
    language, lines = texts
    draw = random.Random(6)  # noqa: S311
    found_in = {"ja": LONG_RUN, "en": WORDS}[language]
    long = sorted(
        {part for each in lines.values() for line in each for part in found_in.findall(line)}
    )
    for part in draw.sample(long, LONG_SAMPLES):
        page.goto(f"{served}/{language}/about.html")  # so that no shard is there yet
        page.evaluate(LOAD)
        (found,) = page.evaluate(SEARCH, [f'"{part}"'])

        assert sorted(found) == [n for n in sorted(lines) if _holds(lines[n], part)]


@pytest.mark.parametrize(
    "query",
    [
        "Lanternformer SelfAttention as a Gaussian Kernel Thinned by the Nystrom Method",
        "lanternformer thinned self-attention gaussian kernels nyström methods -folded",
        "まずsoftmaxをガウスカーネルに置き換える。距離だけで値が決まるので",
    ],
)
def test_a_first_query_finds_what_a_later_one_does(page: Page, served: str, query: str) -> None:
    find = "async query => (await shoroku.search(query)).hits.map(({ page }) => page)"
    page.goto(f"{served}/ja/about.html")
    page.evaluate(LOAD)
    first = page.evaluate(find, query)
    page.evaluate(
        """async () => {
          const index = await shoroku.openIndex();
          await index.fetch([{ ranges: [["", "\uffff"]] }]);
        }"""
    )

    assert first
    assert page.evaluate(find, query) == first


def test_the_forms_of_a_word_are_all_words_with_its_stem(page: Page, served: str) -> None:
    page.goto(f"{served}/en/about.html")
    page.evaluate(LOAD)
    missed = page.evaluate(
        """async () => {
          const words = (await shoroku.load("words")).split(" ").filter((w) => /^[a-z]+$/.test(w));
          const bare = words.map((word) => shoroku.stem(word));
          return words.flatMap((word, i) => {
            const forms = shoroku.forms(word);
            return words.filter((other, j) => bare[i] === bare[j] && !forms.includes(other));
          });
        }"""
    )

    assert missed == []


def test_accents_tell_less_than_other_endings(page: Page, served: str) -> None:
    page.goto(f"{served}/en/about.html")
    page.evaluate(LOAD)
    fits = page.evaluate(
        """words => words.map((word) => {
          const form = { isLast: true, isQuoted: false };
          return shoroku.wordFit(shoroku.normalise(word), "nystroms", form);
        })""",
        ["Nyströms", "nystromsian", "nyströmsian", "nystrom", "nystroms", "nyst"],
    )

    assert fits == [1, 2, 1, 0, 3, None]


def _holds(lines: list[str], query: str) -> bool:
    start = r"(?<![a-z\d\u00c0-\u024f])" if query.isascii() else ""
    return any(re.search(start + re.escape(query), line) for line in lines)


QUERIES = [
    # What is typed, and a paper that is to be among the first so many results.
    ("Nystrom", "2101.00001", 1),
    ("Nyström", "2101.00001", 1),
    ("ＮＹＳＴＲＯＭ", "2101.00001", 1),
    ("Matern", "listening-for-kernels", 1),
    ("ｶｰﾈﾙ法", "2101.00003", 3),
    ("Nyström近似", "2101.00001", 1),
    ("Nyström法", "2101.00001", 1),
    ("のNystr", "2101.00001", 1),
    ("とRNN", None, 0),
    ("カーネルー", "2101.00003", 5),
    ("コンピュータ", "2101.00002", 1),
    ("パラメータ数", "folded-matrices", 1),
    ("読点はどこ", "where-commas-go", 1),
    ("kernel method", "2101.00003", 1),
    ("kernels", "listening-for-kernels", 3),
    ("pretraining", "folded-matrices", 5),
    ("state-of-the-art", "folded-matrices", 1),
    ('"matched scale"', None, 0),
    ("author:mwandishi", "tidal-mixtures", 1),
    ("author:forfattare", "two-clock-echo", 2),
    ('author:"Y. Yazar"', "folded-matrices", 2),
    ('author:"H. Yazar"', None, 0),
    ("author:kernel", None, 0),
    ("id:2101.00001", "2101.00001", 1),
    ("id:where-commas-go", "where-commas-go", 1),
    ("kernel -nyström year:2021", "2101.00003", 2),
    ('venue:"Shore Meeting 2021" シグネチャ', "2101.00003", 1),
    ("read:skimmed kernel", "2101.00001", 2),
    ("reviewed:no", "unread-drawer", 1),
    ("reviewed:no kernel", None, 0),
    ("year:1999", None, 0),
    ("lanternformer kernel nowhere", None, 0),
    ("！？", None, 0),
]


PARTED = [
    "カーネル、RNN",
    "カーネル。RNN",
    "カーネル/rnn",
    "カーネル,rnn",
    "RNN；カーネル",
    "カーネル&amp;RNN",
]


@pytest.fixture(scope="module")
def japanese_page(browser: Browser, served: str) -> Iterator[Page]:
    """A search page that stays open, for queries that leave nothing behind."""
    yield from kept_open(browser, f"{served}/ja/search.html")


@pytest.mark.parametrize(("query", "paper", "place"), QUERIES)
def test_queries(japanese_page: Page, query: str, paper: str | None, place: int) -> None:
    addresses = japanese_page.evaluate(FIND, query)

    if paper is None:
        assert addresses == []
    else:
        assert f"papers/{paper}.html" in addresses[:place]


@pytest.mark.parametrize("query", PARTED)
def test_signs_part_words_as_spaces_do(japanese_page: Page, query: str) -> None:
    assert japanese_page.evaluate(FIND, query) == japanese_page.evaluate(FIND, "カーネル RNN") != []


@pytest.mark.parametrize(
    "query", ["kernel/softmax", "softmax|kernel", "(softmax)kernel", "kernel…softmax"]
)
def test_signs_part_words_of_letters(japanese_page: Page, query: str) -> None:
    found = japanese_page.evaluate(FIND, query)

    assert sorted(found) == sorted(japanese_page.evaluate(FIND, "kernel softmax")) != []


@pytest.mark.parametrize(
    ("query", "phrase"), [("1.9B", '"1.9B"'), ("f(x", '"f(x"'), ("2.5", '"2.5"')]
)
def test_signs_in_numbers_and_formulas_part_nothing(
    japanese_page: Page, query: str, phrase: str
) -> None:
    assert japanese_page.evaluate(FIND, query) == japanese_page.evaluate(FIND, phrase)


def test_words_that_a_sign_parts_count_more_where_it_stands_between_them(
    japanese_page: Page,
) -> None:
    row = """() => {
      const { clauses } = shoroku.parseQuery("kernel/rnn 法");
      return shoroku.inARow(clauses).map(({ text, offset }) => [text, offset]);
    }"""

    assert japanese_page.evaluate(row) == [["kernel", 0], ["rnn", 2], ["法", 3]]


# A part of a text, which repeats, and what is looked for in it.
REPEATED = [
    ("the ", "the"),
    ("the ", '"the the the the the the the the"'),
    ("a-", "a"),
    ("の", "の"),
    ("の", "の" * 900 + "は"),
    ("カーネル", "カーネルカーネル"),
    ("\u0301\u0323", "a"),
    ("a\u0301", "á"),
    ("word ", " ".join(f"w{i}" for i in range(300))),
    ("q", "q"),
]


@pytest.mark.parametrize(("part", "query"), REPEATED)
def test_the_work_for_an_excerpt_grows_with_the_text_and_no_faster(
    japanese_page: Page, part: str, query: str
) -> None:
    work = japanese_page.evaluate(
        """([part, query]) => [15_000, 60_000].map((length) => {
          let steps = 0;
          const count = (owner, name) => {
            const own = owner[name];
            owner[name] = function (...args) {
              steps += 1;
              return own.apply(this, args);
            };
            return () => (owner[name] = own);
          };
          const undo = ["wordFit", "normalise", "fold"].map((name) => count(shoroku, name));
          undo.push(count(Map.prototype, "get"));
          const text = part.repeat(length / part.length);
          const { clauses } = shoroku.parseQuery(query);
          const { nodes } = shoroku.excerpt([{ text, language: "en", kind: "" }], clauses);
          undo.forEach((each) => each());
          return { steps, shown: nodes.length, marks: shoroku.places(text, clauses).length };
        })""",
        [part, query],
    )

    [short, long] = work
    assert long["steps"] <= 4 * short["steps"] + 1_000
    assert long["steps"] <= 600_000
    assert long["shown"] < 500
    assert long["marks"] <= 2_000


def test_what_is_typed_beyond_any_sense_is_cut(japanese_page: Page) -> None:
    count = "text => shoroku.parseQuery(text).clauses.length"

    assert japanese_page.evaluate(count, "kernel " * 5_000) == 1
    assert japanese_page.evaluate(count, " ".join(f"w{i}" for i in range(5_000))) < 500


@pytest.mark.parametrize(
    ("query", "first", "lacks", "missing"),
    [
        # What is typed, the best page, what that lacks of it, what no page has.
        ("lanternformer kernel nowhere", "papers/2101.00001", ["nowhere"], ["nowhere"]),
        ("how does attention sleep in zebras", "papers/sleepy-heads", ["zebras"], ["zebras"]),
        ('"matched scale"', "papers/sleepy-heads", [], []),
        ("とRNN", "papers/2101.00003", [], []),
        ("kernel-rnn", "papers/2101.00003", [], []),
        ("状態空間モデルとは", "topics/state-space", [], []),
        ("自己注意の計算量を減らす方法", "papers/2101.00001", ["計算量"], []),
        ("RNNの潮位予測", "papers/river-state-space", [], []),
        ("O(n log n)", "guide/contribute", [], []),
    ],
)
def test_where_no_page_has_all_words_those_with_most_are_found(
    japanese_page: Page, query: str, first: str, lacks: list[str], missing: list[str]
) -> None:
    answer = japanese_page.evaluate(NEAREST, query)

    assert answer["found"][0] == [f"{first}.html", lacks]
    assert answer["told"] == {"corrected": None, "missing": missing}


@pytest.mark.parametrize(
    ("query", "right", "first"),
    [
        ("gausian kernel", "gaussian kernel", "papers/2101.00001"),
        ("kernal&amp;rnn", "kernel rnn", "papers/2101.00003"),
        ("RNN/kernal", "rnn/kernel", "papers/2101.00003"),
        ("カールネ法", "カーネル法", "papers/2101.00003"),
        ("カーメル法", "カーネル法", "papers/2101.00003"),
        ("状態空問モデル", "状態空間モデル", "topics/state-space"),
        ("畳み混み", "畳み込み", "papers/river-state-space"),
        ("潮位予側とは", "潮位予測とは", "papers/tidal-mixtures"),
        ("ガウスカネール", "ガウスカーネル", "papers/2101.00001"),
        ("ernel", "kernel", "papers/listening-for-kernels"),
        ("krenel", "kernel", "papers/listening-for-kernels"),
    ],
)
def test_a_typing_error_is_answered_at_once(
    japanese_page: Page, query: str, right: str, first: str
) -> None:
    answer = japanese_page.evaluate(NEAREST, query)

    assert answer["told"] == {"corrected": right, "missing": []}
    assert answer["found"][0] == [f"{first}.html", []]
    assert japanese_page.evaluate(FIND, right.removesuffix("とは"))


@pytest.mark.parametrize("query", ["カーネルノレ", "ノレカーネル", "カーネルザザとは", "雑音ザザ"])
def test_a_run_that_holds_a_name_and_more_is_answered(japanese_page: Page, query: str) -> None:
    assert japanese_page.evaluate(NEAREST, query)["told"] is not None


def test_conditions_hold_for_pages_that_lack_words_too(japanese_page: Page) -> None:
    def found(query: str) -> list[str]:
        return [name for name, _ in japanese_page.evaluate(NEAREST, query)["found"]]

    assert found("kernel nowhere year:2021") == ["papers/2101.00001.html", "papers/2101.00003.html"]
    assert "papers/2101.00001.html" not in found("kernel nowhere -nyström")
    assert found("kernel nowhere year:1999") == []


def test_the_words_of_a_run_are_words_where_they_are_typed(japanese_page: Page) -> None:
    parted = """async () => {
      const words = (await shoroku.load("runs")).split(" ");
      return words.filter((word) => !shoroku.isOneWord(shoroku.clauseOf(word)));
    }"""

    assert japanese_page.evaluate(parted) == []


@pytest.mark.parametrize("query", ["attention", "review", "kernel"])
def test_guides_and_lists_come_after_papers_and_topics(japanese_page: Page, query: str) -> None:
    kinds = japanese_page.evaluate(
        r"""async query => {
          const { hits } = await shoroku.search(query);
          const pages = await shoroku.pagesOf(hits);
          return pages.map(({ address }) => !/^(papers|topics)\/(?!index)/.test(address));
        }""",
        query,
    )

    assert kinds == sorted(kinds)
    assert any(kinds)

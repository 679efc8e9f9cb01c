"""What else a thing is called."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pipeline.search.common_terms import common_concepts
from pipeline.search.held import held
from pipeline.search.index import build
from pipeline.search.page import Field
from pipeline.search.page import Page as Known
from pipeline.search.postings import postings
from pipeline.search.terms import entries, written_out
from pipeline.written.terms import read_terms

HITS = """async query => {
  const { hits } = await shoroku.search(query);
  const pages = await shoroku.pagesOf(hits);
  return hits.map(({ also, quality }, i) => [pages[i].address, also, quality >= 0]);
}"""


@pytest.fixture(scope="module", params=["ja", "en"])
def asked(request: pytest.FixtureRequest, browser: Browser, served: str) -> tuple[str, Page]:
    """A search page that stays open, and its language."""
    page = browser.new_page()
    page.goto(f"{served}/{request.param}/search.html")
    return request.param, page


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("A recurrent neural network (RNN) learns.", ("RNN", "recurrent neural network")),
        ("Some support-vector machines (SVMs).", ("SVM", "support vector machines")),
        ("the area under the curve (AUC)", ("AUC", "area under the curve")),
        ("本稿では再帰型ネットワーク（RNN）を使う。", ("RNN", "再帰型ネットワーク")),
        ("We met in a town (USA).", None),
        ("as in the paper (Figure)", None),
        ("this (RNN)", None),
    ],
)
def test_an_acronym_is_joined_to_what_it_is_written_out_as(
    text: str, concept: tuple[str, ...] | None
) -> None:
    assert list(written_out([text])) == ([concept] if concept else [])


def test_a_name_has_the_others_that_stand_in_some_page() -> None:
    there = {"noise", "雑音*", "kernel", "methods", "カーネル", "ーネル法"}
    concepts = [("noise", "ノイズ", "雑音"), ("kernel method", "カーネル法"), ("one", "two")]

    assert entries(concepts, there) == {
        "noise!": "noise=雑音",
        "ノイズ!": "ノイズ=noise,雑音",
        "雑音!": "雑音=noise",
        "kernel!": "kernel_method=カーネル法",
        "カーネル!": "カーネル法=kernel_method",
    }


def test_a_name_is_in_the_shard_of_the_word() -> None:
    texts = [f"{word}{i} {word}" for word in ("noise", "rnn", "カーネル") for i in range(3_000)]
    pages = [Known(address="a.html", texts={Field.REVIEW: " ".join(texts)})]
    files = build(pages, "v", [("noise", "RNN", "カーネル"), ("nois", "rnn"), ("noisy", "rnn")])
    shards = [text for name, text in files.items() if name.startswith("shards/")]

    for word in ("noise", "rnn", "カーネル"):
        holding = [text for text in shards if re.search(rf"[ \"]{word} ", text)]
        assert [f" {word}! " in text for text in holding] == [True]
    assert len(shards) > 1


def test_what_the_program_knows_costs_a_query_little() -> None:
    """Each entry stands in a shard of its own word, and a query looks at a few of some hundred."""
    all_names = "\n".join(name for concept in common_concepts() for name in concept)
    found = postings([held({Field.REVIEW: all_names})])
    sizes = [len(key + value) for key, value in entries(common_concepts(), found.keys()).items()]

    assert max(sizes) < 1_000
    assert sum(sizes) < 150_000


def test_the_terms_of_a_site(tmp_path: Path) -> None:
    assert read_terms(tmp_path) == ((), [])
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews/terms.yaml").write_text("terms:\n  - [noise, ノイズ]\n", "utf-8")

    assert read_terms(tmp_path) == ((("noise", "ノイズ"),), [])


@pytest.mark.parametrize(
    ("query", "paper"),
    [
        # Loan words, acronyms, spellings, terms of the site, topics; in either language.
        *(("ノイズ", "noise-in-the-gates"), ("雑音", "noise-in-the-gates")),
        *(("セルフアテンション", "2101.00001"), ("自己注意", "2101.00001")),
        *(("ガウシアン カーネル", "2101.00001"), ("カーネル法", "2101.00003")),
        *(("kernel methods", "2101.00003"), ("状態空間モデル", "river-state-space")),
        *(("トランスフォーマー", "positions-without-numbers"), ("harbor", "tidal-mixtures")),
        *(("潮位予測", "tidal-mixtures"), ("ぐらつく", "noise-in-the-gates")),
        *(("雜音", "noise-in-the-gates"), ("不確実性", "doubting-heads")),
        # Names within runs, and of words that are written together or apart.
        *(("ガウシアンカーネル", "2101.00001"), ("セルフアテンションの計算コスト", "2101.00001")),
        *(("カルマンフィルタとは", "filtering-at-sea"), ("たたみこみ", "river-state-space")),
        *(("畳込み演算子", "river-state-space"), ("pre training", "folded-matrices")),
        *(("state-space-model", "river-state-space"), ("逆カーネル法", "2101.00003")),
    ],
)
def test_other_names_find_a_paper_in_both_languages(
    asked: tuple[str, Page], query: str, paper: str
) -> None:
    _, page = asked
    found = [address for address, _, _ in page.evaluate(HITS, query)]

    assert f"papers/{paper}.html" in found[:5]


@pytest.mark.parametrize(
    ("query", "paper"),
    [
        *(("forecaster", "tidal-mixtures"), ("translational", "2101.00002")),
        *(("disagreements of heads", "doubting-heads"), ("generalizability", "2101.00003")),
    ],
)
def test_a_word_that_is_on_no_page_finds_those_of_its_root(
    page: Page, served: str, query: str, paper: str
) -> None:
    page.goto(f"{served}/en/search.html")
    found = [address for address, _, _ in page.evaluate(HITS, query)]

    assert f"papers/{paper}.html" in found[:3]


@pytest.mark.parametrize(
    ("query", "right", "paper"),
    [
        *(
            ("ロバスド性", "ロバスト性", "2101.00002"),
            ("uncertianty", "uncertainty", "doubting-heads"),
        ),
        ("computatoinal cost", None, "2101.00002"),
    ],
)
def test_a_typing_error_in_a_name_that_is_on_no_page_is_put_right(
    asked: tuple[str, Page], query: str, right: str | None, paper: str | None
) -> None:
    _, page = asked
    told = page.evaluate("async query => (await shoroku.search(query)).told", query)
    found = [address for address, _, _ in page.evaluate(HITS, query)]

    assert right is None or told["corrected"] == right
    assert paper is None or f"papers/{paper}.html" in found[:5]


def test_a_word_of_two_spellings_is_no_typing_error(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html")
    corrections = "async words => Promise.all(words.map(shoroku.corrections))"

    assert page.evaluate(corrections, ["color", "colour", "flavours", "fibre", "grey"]) == [[]] * 5
    assert page.evaluate(corrections, ["harbuor"]) != [[]]


def test_pages_with_the_name_as_typed_come_first(asked: tuple[str, Page]) -> None:
    _, page = asked
    for query in ("ノイズ", "noise", "雑音", "rnn", "kernel methods"):
        hits = page.evaluate(HITS, query)
        found = [hit for hit in hits if not hit[0].startswith("guide/")]  # these come last
        assert [typed for *_, typed in found] == sorted(
            (typed for *_, typed in found), reverse=True
        )
        assert all(bool(also) != typed for _, also, typed in found)


def test_quotes_ask_for_the_name_itself(asked: tuple[str, Page]) -> None:
    language, page = asked
    both = {paper for paper, _, typed in page.evaluate(HITS, '"noise"') if typed}

    assert "papers/tidal-mixtures.html" not in both
    assert all(also == [] for _, also, typed in page.evaluate(HITS, '"noise"') if typed), language


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("modelling", "modeling"), ("regularisation", "regularization")),
        *(("behaviour", "behavior"), ("colour", "color"), ("analyse", "analyze")),
        *(("centre", "center"), ("catalogue", "catalog"), ("grey", "gray")),
        *(("labelled", "labeled"), ("defence", "defense"), ("neighbouring", "neighboring")),
        *(("self-organising", "self-organizing"), ("畳み込み", "畳込み"), ("読み出し", "読出し")),
        *(("インターフェース", "インタフェース"), ("ヴァイオリン", "バイオリン")),
        *(("切り替え", "切替"), ("ウィーナー", "ウイーナー")),
        *(("16層", "十六層"), ("四ビット", "4ビット"), ("二十項目", "20項目")),
    ],
)
def test_two_spellings_are_one_word(asked: tuple[str, Page], one: str, other: str) -> None:
    _, page = asked
    spelled = """word => {
      const { units, variants, rare } = shoroku.parseQuery(word).clauses[0];
      return [units, ...variants, ...rare].map((each) => each.map(({ text }) => text).join("-"));
    }"""

    bare = [re.sub(r"(?<=\d)(?=\D)", "-", text) for text in (one, other)]  # units are joined so
    one_way, back = bare[0] in page.evaluate(spelled, other), bare[1] in page.evaluate(spelled, one)
    assert (one_way and back) if (one + other).isascii() else (one_way or back)


def test_a_result_says_by_what_other_name_it_was_found(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=ノイズ")
    result = page.locator(".search-result").first

    result.get_by_text("also: noise").wait_for()
    assert result.locator(".search-title mark").all_inner_texts() == ["Noise"]

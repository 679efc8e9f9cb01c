"""The site's own words in its two languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .languages import Language
from ..written.reviews import Depth


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the generated pages say, in one language.  `{}` takes a number or a name."""

    comma: str
    date_format: str
    depth: Mapping[Depth, str]
    review_language: Mapping[Language, str]

    all_authors: str
    published_at: str
    arxiv: str
    pdf: str
    paper_page: str
    doi: str
    categories: str
    arxiv_comment: str
    versions: str
    version: str
    first_version: str
    read: str
    topics: str
    reviewed: str
    updated: str
    reviewer: str
    related: str

    borrowed_review: str
    no_review: str
    left_out: str
    how_to_review: str
    write_review: str
    not_fetched: str
    withdrawn: str
    edit_review: str

    questions: str
    abstract: str
    no_abstract: str
    no_abstract_listed: str
    cite: str
    neighbours: str
    previous: str
    next: str
    part_of: str

    papers: str
    papers_lead: str
    topics_lead: str
    topic_count: str
    topic_empty: str
    questions_lead: str
    questions_none: str
    collection_counts: str
    selection: str
    selection_source: str
    selection_titles: str
    selection_pattern: str
    selection_matched: str
    selection_read: str
    unreviewed: str
    has_review: str
    last_changed: str
    nothing_yet: str

    def day(self, day: date) -> str:
        """The day as it is written in this language."""
        name = _MONTHS[day.month - 1]
        return self.date_format.format(year=day.year, month=day.month, name=name, day=day.day)


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

JAPANESE = Words(
    comma="、",
    date_format="{year}年{month}月{day}日",
    depth={
        Depth.ABSTRACT: "抄録のみ",
        Depth.SKIMMED: "ざっと目を通した",
        Depth.FULL: "通読",
    },
    review_language={Language.JA: "日本語", Language.EN: "英語"},
    all_authors="ほか{}名の著者",
    published_at="発表",
    arxiv="arXiv",
    pdf="PDF",
    paper_page="論文のページ",
    doi="DOI",
    categories="分野",
    arxiv_comment="著者の註",
    versions="版",
    version="第{}版（{}）",
    first_version="初版は{}",
    read="読んだ範囲",
    topics="トピック",
    reviewed="書いた日",
    updated="改訂",
    reviewer="評者",
    related="関連",
    borrowed_review="この論文の感想は{}でしか書かれていない。そのまま載せる。",
    no_review="この論文の感想はまだない。",
    left_out="この論文には載せられなかった感想がある。直すべきところが見つかったためである。",
    how_to_review="寄稿のしかた",
    write_review="この論文の感想を書く",
    not_fetched="この論文の書誌はまだ取得されていない。題名と著者はarXivで見られる。",
    withdrawn="この論文はarXivで取り下げられている。",
    edit_review="この感想を直す",
    questions="未解決の問い",
    abstract="著者による抄録",
    no_abstract="抄録は手元にない。arXivで読める",
    no_abstract_listed="抄録は手元にない。論文のページで読める",
    cite="引用するには",
    neighbours="前後の論文",
    previous="前",
    next="次",
    part_of="コレクション",
    papers="論文一覧",
    papers_lead="{}本の論文、うち感想のあるもの{}本。",
    topics_lead="感想につけたトピックから論文をたどる。",
    topic_count="{}本",
    topic_empty="このトピックの論文はまだない。",
    questions_lead="読んでも答えの出なかった問いを、論文ごとに集めた。",
    questions_none="問いはまだない。",
    collection_counts="{}本、うち感想のあるもの{}本。",
    selection="選び方",
    selection_source="一覧",
    selection_titles="題名の数",
    selection_pattern="パターン（大文字と小文字を区別しない）",
    selection_matched="合ったもの",
    selection_read="読んだもの",
    unreviewed="感想はまだない",
    has_review="感想あり",
    last_changed="最終更新：{}",
    nothing_yet="論文はまだない。",
)

ENGLISH = Words(
    comma=", ",
    date_format="{day} {name} {year}",
    depth={
        Depth.ABSTRACT: "abstract only",
        Depth.SKIMMED: "skimmed",
        Depth.FULL: "read in full",
    },
    review_language={Language.JA: "Japanese", Language.EN: "English"},
    all_authors="and {} more authors",
    published_at="Published",
    arxiv="arXiv",
    pdf="PDF",
    paper_page="Paper's page",
    doi="DOI",
    categories="Categories",
    arxiv_comment="Authors' comment",
    versions="Version",
    version="{} ({})",
    first_version="first submitted {}",
    read="Read",
    topics="Topics",
    reviewed="Reviewed",
    updated="Revised",
    reviewer="Reviewer",
    related="Related",
    borrowed_review="This paper's review exists only in {}. It is shown as it is.",
    no_review="Nobody has reviewed this paper yet.",
    left_out="A review of this paper was left out, because something in it has to be corrected first.",
    how_to_review="How to write a review",
    write_review="Write this review",
    not_fetched="The metadata of this paper has not been fetched yet. arXiv shows its title and authors.",
    withdrawn="This paper has been withdrawn from arXiv.",
    edit_review="Correct this review",
    questions="Open questions",
    abstract="The authors' abstract",
    no_abstract="The abstract is not at hand. Read it on arXiv",
    no_abstract_listed="The abstract is not at hand. Read it on the paper's page",
    cite="How to cite",
    neighbours="Neighbours",
    previous="Before",
    next="After",
    part_of="Collection",
    papers="All papers",
    papers_lead="{} papers, {} of them reviewed.",
    topics_lead="Find papers by the topics that their reviews name.",
    topic_count="{} papers",
    topic_empty="No paper has this topic yet.",
    questions_lead="What the reviews could not answer, paper by paper.",
    questions_none="There are no open questions yet.",
    collection_counts="{} papers, {} of them reviewed.",
    selection="How they were chosen",
    selection_source="Source",
    selection_titles="Titles",
    selection_pattern="Pattern (case-insensitive)",
    selection_matched="Matched",
    selection_read="Read",
    unreviewed="not reviewed yet",
    has_review="reviewed",
    last_changed="Last changed on {}",
    nothing_yet="There are no papers yet.",
)

WORDS: Mapping[Language, Words] = {Language.JA: JAPANESE, Language.EN: ENGLISH}

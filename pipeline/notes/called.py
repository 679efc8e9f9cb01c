"""What people and programs call the parts of a note: labels, headings, and keys of its fields."""

from typing import Final


def _all(text: str) -> tuple[str, ...]:
    return tuple(text.split())


LABELS: Final = {
    "paper": _all(
        "paper link url arxiv arxivlink paperlink pdf source 論文 論文リンク リンク 原論文 文献"
        " 出典 论文 论文链接 链接 论文地址 原文 出处 文章 논문 링크 논문링크 원문 출처"
    ),
    "date": _all("date dateread read readon 日付 読了日 日期 阅读日期 날짜 작성일"),
    "tags": _all("tags tag keywords キーワード タグ 标签 分类标签 关键词 关键字 태그 키워드"),
    "title": _all("title papertitle タイトル 題名 标题 题目 제목"),
    "tldr": _all(
        "tldr tl;dr 一言でいうと 一言で言うと ひとことで どんなもの どんなもの？ 一句话总结"
        " 一句话概括 한줄요약 한줄평 takeaway inshort oneline onelinesummary"
    ),
    "summary": _all(
        "summary abstract overview introduction 概要 要約 まとめ 要旨 背景 摘要 总结 概述 简介 引言"
        " 요약 개요 초록 서론 mainidea keyidea keypoints overallimpression"
    ),
}
"""Labels of lines, and headings, by what they mean; in lower case and without signs."""

PAPER: Final = _all(
    "arxiv arxiv_id arxivid arxiv-id eprint paper paper_id paper-id paper_url paper-url paper_link"
    " paperurl paperlink pdf pdf_url url link links source doi id citekey aliases title name"
)
"""The keys of fields that may name the paper, from the one that tells it best."""
DATE: Final = _all(
    "date_read date-read dateread read_date read-date read read_on reviewed date created"
    " date_created date-created created_at 日付 日期"
)
UPDATED: Final = _all("updated modified last_modified_at lastmod date_modified date-modified")
TLDR: Final = _all("tldr tl;dr summary excerpt description one_liner takeaway 一言でいうと")
TOPICS: Final = _all("topics topic tags tag keywords categories category labels")
REVIEWER: Final = _all("reviewer reviewed_by note_by")
RATING: Final = _all("rating score stars")
OF_OTHERS: Final = _all(
    "authors author year journal venue conference alias layout comments permalink cssclass"
    " cssclasses state number type publish draft published"
)
"""What the paper's record says as well, or what says how another program shows the note."""

// The search's own words, in the language of the page.
"use strict";
globalThis.shoroku ??= {};

{
  const ja = {
    fields: ["題名", "著者", "トピック", "一言", "感想", "抄録", "書誌"],
    filters: {
      topic: "トピック",
      year: "年",
      venue: "発表",
      read: "読んだ範囲",
      reviewed: "感想",
    },
    found: (count) => (count ? `${count}件` : "見つからない"),
    failed: "検索の索引を読み込めなかった。つながりを確かめて、ページを読み込み直してほしい。",
    suggestion: "もしかして：",
    all: (count) => `${count}件すべてを見る`,
    matchedIn: (fields) => `一致：${fields.join("・")}`,
    results: "検索結果",
  };

  const en = {
    fields: ["title", "authors", "topics", "tl;dr", "review", "abstract", "details"],
    filters: {
      topic: "Topic",
      year: "Year",
      venue: "Venue",
      read: "Read",
      reviewed: "Review",
    },
    found: (count) => (count ? `${count} ${count === 1 ? "page" : "pages"}` : "Nothing found"),
    failed: "The search index could not be loaded. Check the connection and reload the page.",
    suggestion: "Did you mean: ",
    all: (count) => (count === 1 ? "See the result" : `See all ${count} results`),
    matchedIn: (fields) => `Found in: ${fields.join(", ")}`,
    results: "Search results",
  };

  shoroku.words = document.documentElement.lang === "ja" ? ja : en;
}

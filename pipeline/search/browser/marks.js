// Marks, on the page that one arrives at from the search, what one searched for, and leads there.
"use strict";
globalThis.shoroku ??= {};

{
  const LEFT_OUT = "script, style, math, .headerlink, .preview, .search-page, .language-switch";
  const MOST = 500; // marks: each of them has to be laid out

  const markPage = (article, clauses) => {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    let left = MOST;
    for (const node of nodes) {
      if (left <= 0) return;
      if (node.parentElement.closest(LEFT_OUT)) continue;
      const parts = shoroku.marked(node.data, clauses, undefined, left);
      if (parts.length > 1) node.replaceWith(...parts);
      left -= (parts.length - 1) / 2;
    }
  };

  // The first mark in the section that the address leads to, or else on the page.
  const firstMark = (article) => {
    const section = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const marks = [section, article].map((part) => [...(part?.querySelectorAll("mark") ?? [])]);
    const [first] = marks.find(({ length }) => length) ?? [];
    return first;
  };

  const show = (mark) => {
    const box = mark.closest("details");
    if (box) box.open = true;
    const { top, bottom } = mark.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) mark.scrollIntoView({ block: "center" });
  };

  // Who comes back is led to where they were, by the browser.
  const isArrival = () => performance.getEntriesByType("navigation")[0]?.type === "navigate";

  const asked = new URLSearchParams(location.search);
  const text = asked.get("q");
  const isSearchPage = document.querySelector("form.search-page") !== null;
  if (text && !isSearchPage) {
    const article = document.querySelector("article");
    const also = asked.getAll("also").map((name) => shoroku.clauseOf(shoroku.normalise(name)));
    markPage(article, [...shoroku.parseQuery(text).clauses, ...also]);
    const mark = firstMark(article);
    const arrive = () => mark && isArrival() && show(mark);
    // Before, the browser itself may yet move to the section.
    if (document.readyState === "complete") arrive();
    else addEventListener("load", arrive, { once: true });
  }
}

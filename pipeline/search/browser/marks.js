// Marks, on the page that one arrives at from the search, the words that one searched for.
"use strict";
globalThis.shoroku ??= {};

{
  const LEFT_OUT = "script, style, math, .headerlink, .preview, .search-page, .language-switch";

  const markPage = (article, text) => {
    const { clauses } = shoroku.parseQuery(text);
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) {
      if (node.parentElement.closest(LEFT_OUT)) continue;
      const parts = shoroku.marked(node.data, clauses);
      if (parts.length > 1) node.replaceWith(...parts);
    }
  };

  const text = new URLSearchParams(location.search).get("q");
  const isSearchPage = document.querySelector("form.search-page") !== null;
  if (text && !isSearchPage) markPage(document.querySelector("article"), text);
}

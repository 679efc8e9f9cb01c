// What is shown of a hit.
"use strict";
globalThis.shoroku ??= {};

{
  const [TITLE, AUTHORS, , TLDR, REVIEW, ABSTRACT] = [0, 1, 2, 3, 4, 5];
  const AUTHORS_SHOWN = 6;

  const element = (name, attributes = {}, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  };

  // The page's address; the page marks the words of the query.
  const resultAddress = (page, query) =>
    `${shoroku.pageAddress(page.address)}?${new URLSearchParams({ q: query })}`;

  // The clauses whose places are marked.
  const toMark = ({ clauses, also = [] }) => [...clauses, ...also];

  // The language of one of the page's texts.
  const languageOf = (page, field) => page.languages?.[field] ?? shoroku.words.language;

  const title = (page, clauses) => {
    const text = page.texts[TITLE];
    return element("span", { lang: languageOf(page, TITLE) }, ...shoroku.marked(text, clauses));
  };

  const authors = (page, clauses) => {
    const names = page.texts[AUTHORS].split("\n");
    const shown = names.slice(0, AUTHORS_SHOWN).join(", ");
    return [...shoroku.marked(shown, clauses), names.length > AUTHORS_SHOWN ? ", …" : ""];
  };

  // A list item with a link to the page, its authors, an excerpt, and what kind of text matched.
  const resultItem = (hit, page, { query, clauses }) => {
    const { words } = shoroku;
    const excerpt = shoroku.excerpt(
      [TLDR, REVIEW, ABSTRACT].map((field) => ({
        text: page.texts[field],
        language: languageOf(page, field),
        kind: words.fields[field],
      })),
      clauses,
    );
    const kinds = words.fields.filter((_, field) => hit.fields[field]);
    const item = element("li", { class: "search-result" });
    item.append(
      element("a", { href: resultAddress(page, query), class: "search-title" }, title(page, clauses)),
    );
    if (page.texts[AUTHORS]) {
      item.append(element("p", { class: "search-authors" }, ...authors(page, clauses)));
    }
    if (excerpt) {
      // Of a paper, what a reviewer says and what its authors say.
      const kind = element("span", { class: "search-kind", lang: words.language }, excerpt.kind);
      const attributes = { class: "search-excerpt", lang: excerpt.language };
      item.append(element("p", attributes, page.texts[AUTHORS] ? kind : "", ...excerpt.nodes));
    }
    if (kinds.length) item.append(element("p", { class: "search-kinds" }, words.matchedIn(kinds)));
    if (hit.also?.length) {
      item.append(element("p", { class: "search-kinds" }, words.also(hit.also)));
    }
    if (hit.missing?.length) {
      item.append(element("p", { class: "search-kinds" }, words.without(hit.missing)));
    }
    return item;
  };

  Object.assign(shoroku, { element, toMark, resultAddress, resultItem, title, authors });
}

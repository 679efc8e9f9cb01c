// What is shown of a hit.
"use strict";
globalThis.shoroku ??= {};

{
  const [TITLE, AUTHORS, , TLDR, REVIEW, ABSTRACT] = [0, 1, 2, 3, 4, 5];
  const AUTHORS_SHOWN = 6;
  const MOST_ALSO = 12; // words in an address that nobody typed

  const element = (name, attributes = {}, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  };

  // The page's address; the page marks the words of the query, and what else was found for it.
  const resultAddress = (page, { text, also }, anchor = "") => {
    const asked = new URLSearchParams([["q", text], ...also.map((name) => ["also", name])]);
    return `${shoroku.pageAddress(page.address)}?${asked}${anchor && `#${encodeURIComponent(anchor)}`}`;
  };

  // {text, clauses, also}: what was typed, the clauses whose places are marked, and those words of
  // them that the text does not tell of.
  const asked = (text, query) => {
    const clauses = query ? [...query.clauses, ...(query.also ?? [])] : [];
    const typed = new Set(shoroku.parseQuery(text).clauses.map((clause) => clause.text));
    const marked = clauses.filter((clause) => !clause.isExcluded && !typed.has(clause.text));
    return { text, clauses, also: marked.slice(0, MOST_ALSO).map((clause) => clause.text) };
  };

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

  // Where on the page an excerpt stands that says more of what was asked for than the title does:
  // {anchor, heading}, both of them empty at the beginning.
  const placeOf = (page, { field, at, text }, clauses) => {
    const nowhere = { anchor: "", heading: "" };
    const isTold = holding(text, clauses) <= holding(page.texts[TITLE], clauses);
    if (isTold || field === TLDR) return nowhere;
    if (field === ABSTRACT) return { anchor: "abstract", heading: "" };
    const lines = page.texts[REVIEW].slice(0, at).split("\n").length - 1;
    const place = page.places?.findLast(([line]) => line <= lines);
    if (!place) return nowhere;
    const [line, anchor, title] = place;
    return { anchor, heading: title || page.texts[REVIEW].split("\n")[line] };
  };

  // How many of the clauses stand in the text.
  const holding = (text, clauses) =>
    clauses.filter((clause) => shoroku.places(text, [clause]).length).length;

  // What the page is and, of a paper, who wrote it.
  const about = (page, clauses) => {
    const named = page.texts[AUTHORS] ? [" · ", ...authors(page, clauses)] : [];
    return [element("span", { class: "search-what" }, page.kind), ...named];
  };

  // A list item with a link to the page, what that is, an excerpt, and what kind of text matched.
  const resultItem = (hit, page, asked) => {
    const { words } = shoroku;
    const { clauses } = asked;
    const excerpt = shoroku.excerpt(
      [TLDR, REVIEW, ABSTRACT].map((field) => ({
        field,
        text: page.texts[field],
        language: languageOf(page, field),
        kind: words.fields[field],
      })),
      clauses,
    );
    const isPaper = page.texts[AUTHORS] !== "";
    const kinds = isPaper ? words.fields.filter((_, field) => hit.fields[field]) : [];
    const item = element("li", { class: "search-result" });
    const { anchor, heading } = excerpt ? placeOf(page, excerpt, clauses) : {};
    const link = { href: resultAddress(page, asked, anchor), class: "search-title" };
    item.append(
      element("a", link, title(page, clauses)),
      element("p", { class: "search-authors" }, ...about(page, clauses)),
    );
    if (excerpt) {
      // Of a paper, what a reviewer says and what its authors say.
      const kind = element("span", { class: "search-kind", lang: words.language }, excerpt.kind);
      const section = element("span", { class: "search-section" }, heading);
      const attributes = { class: "search-excerpt", lang: excerpt.language };
      const parts = [...(isPaper ? [kind] : []), ...(heading ? [section] : [])];
      item.append(element("p", attributes, ...parts, ...excerpt.nodes));
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

  Object.assign(shoroku, { element, asked, resultAddress, resultItem, title, about });
}

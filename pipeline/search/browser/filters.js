// The filters beside the results: links that add a condition to the query, or take it away.
"use strict";
globalThis.shoroku ??= {};

{
  const ORDER = ["topic", "tag", "year", "venue", "read", "rating", "reviewed", "reviewer"];

  // A group of links for each filter that tells the hits apart or is in use.
  const filterGroups = (values, hits, { text, query }) => {
    const pages = new Set(hits.map(({ page }) => page));
    return ORDER.filter((name) => values[name]).flatMap((name) => {
      const links = values[name]
        .map(([key, label, digits]) => {
          const count = shoroku.ascending(digits).filter((page) => pages.has(page)).length;
          return { key, label, count, isUsed: isUsed(query, name, key, label) };
        })
        .filter(({ count, isUsed }) => count > 0 || isUsed);
      return links.length ? [group(name, links, text)] : [];
    });
  };

  const isUsed = ({ filters }, name, ...names) =>
    filters.some(
      (filter) =>
        filter.name === name && !filter.isExcluded && names.some((each) => shoroku.isSame(each, filter.value)),
    );

  const group = (name, links, text) => {
    const { element, words } = shoroku;
    const items = links.map(({ key, label, count, isUsed }) => {
      const next = isUsed ? without(text, name, [key, label]) : `${text.trim()} ${condition(name, key)}`;
      const link = element("a", { href: `?${new URLSearchParams({ q: next.trim() })}` }, label);
      if (isUsed) link.setAttribute("aria-current", "true");
      return element("li", {}, link, element("span", { class: "count" }, ` ${count}`));
    });
    const heading = element("p", { class: "search-filter" }, words.filters[name]);
    return element("div", {}, heading, element("ul", {}, ...items));
  };

  const condition = (name, key) => (/\s/.test(key) ? `${name}:"${key}"` : `${name}:${key}`);

  const without = (text, name, names) => {
    const conditions = new RegExp(`(?<=^|\\s)${name}:(?:"([^"]*)"?|(\\S+))`, "giu");
    return text
      .replace(conditions, (whole, quoted, bare) =>
        names.some((each) => shoroku.isSame(each, quoted ?? bare)) ? "" : whole,
      )
      .replace(/\s+/g, " ");
  };

  Object.assign(shoroku, { filterGroups });
}

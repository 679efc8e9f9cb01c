// The filters beside the results: links that add a condition to the query, or take it away.
"use strict";
globalThis.shoroku ??= {};

{
  const ORDER = ["topic", "tag", "year", "venue", "read", "rating", "reviewed", "reviewer"];

  // A group of links for each filter that tells the hits apart or is in use.
  const filterGroups = (values, hits, { text, query, order }) => {
    const pages = new Set(hits.map(({ page }) => page));
    return ORDER.filter((name) => values[name]).flatMap((name) => {
      const links = values[name]
        .map(([key, label, digits]) => {
          const count = shoroku.ascending(digits).filter((page) => pages.has(page)).length;
          return { key, label, count, isUsed: isUsed(query, name, key, label) };
        })
        .filter(({ count, isUsed }) => count > 0 || isUsed);
      return links.length ? [group(name, links, { text, query, order })] : [];
    });
  };

  const isUsed = ({ filters }, name, ...names) =>
    filters.some(
      (filter) =>
        filter.name === name && !filter.isExcluded && names.some((each) => isNamed(each, filter.value)),
    );

  const isNamed = (name, wanted) => shoroku.valuesNamed([[name, name]], wanted).length > 0;

  const group = (name, links, { text, query, order }) => {
    const { element, words } = shoroku;
    const items = links.map(({ key, label, count, isUsed }) => {
      const next = isUsed ? without(text, query, name, [key, label]) : `${text.trim()} ${condition(name, key)}`;
      const link = element("a", { href: shoroku.searchAddress(next, order) }, label);
      if (isUsed) link.setAttribute("aria-current", "true");
      return element("li", {}, link, element("span", { class: "count" }, ` ${count}`));
    });
    const heading = element("p", { class: "search-filter" }, words.filters[name]);
    return element("div", {}, heading, element("ul", {}, ...items));
  };

  const condition = (name, key) => (/\s/.test(key) ? `${name}:"${key}"` : `${name}:${key}`);

  // The query as it was typed, but for the conditions that name the value.
  const without = (text, { filters }, name, names) => {
    const named = filters.filter(
      (filter) => filter.name === name && names.some((each) => isNamed(each, filter.value)),
    );
    const left = named.reduce((all, { raw }) => cut(all, raw), text.normalize("NFKC"));
    return left.replace(/\s+/g, " ");
  };

  const cut = (text, raw) => {
    const at = text.toLowerCase().replace(/\s/g, " ").indexOf(raw);
    return at < 0 ? text : text.slice(0, at) + text.slice(at + raw.length);
  };

  Object.assign(shoroku, { filterGroups });
}

// The results in another order than the fittest first.
"use strict";
globalThis.shoroku ??= {};

{
  // The newest first; those without a day or year last, and else as they were.
  const sorted = async (hits, order) => {
    const dated = await (order === "reviewed" ? days() : years());
    const timeOf = ({ page }) => dated[page] ?? "";
    return [...hits].sort((a, b) => (timeOf(a) < timeOf(b)) - (timeOf(a) > timeOf(b)));
  };

  // Of each page, as text that can be compared: the newest review's day, the paper's year.
  const days = async () => (await shoroku.load("days")).split(" ");

  const years = async () => {
    const { year = [] } = await shoroku.load("filters");
    const found = [];
    for (const [key, , digits] of year) {
      for (const page of shoroku.ascending(digits)) found[page] = key;
    }
    return found;
  };

  // The search page with a query and an order.
  const searchAddress = (text, order) => {
    const query = text.trim();
    return query ? `?${new URLSearchParams({ q: query, ...(order && { sort: order }) })}` : location.pathname;
  };

  Object.assign(shoroku, { sorted, searchAddress });
}

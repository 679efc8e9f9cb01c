// Where one hears of what will come for a query.
"use strict";
globalThis.shoroku ??= {};

{
  // A link to the feed of what the query asks for, or else of all reviews.
  const feedLink = async (text, query, pages) => {
    const { element, words } = shoroku;
    const own = (await filterFeed(query)) ?? titleFeed(text, pages);
    const { address, name } = own ?? { address: "feed.atom" };
    const attributes = { href: shoroku.pageAddress(address), type: "application/atom+xml" };
    return element("a", attributes, own ? words.follow(name) : words.followAll);
  };

  // Of the only topic or reviewer that is asked for, where nothing else is.
  const filterFeed = async ({ clauses, filters: [filter, ...more] }) => {
    if (clauses.length || more.length || !filter || filter.isExcluded) return null;
    const values = (await shoroku.load("filters"))[filter.name] ?? [];
    const [only, ...others] = shoroku.valuesNamed(values, filter.value);
    if (!only || others.length) return null;
    const [key, name, , feed] = only;
    return feed ? { address: feed, name } : null;
  };

  // Of the topic or the collection that is called so.
  const titleFeed = (text, pages) => {
    const named = pages.find(
      ({ address, texts: [title] }) =>
        /^(?:topics|collections)\/(?!index\.html$)/.test(address) && shoroku.isSame(title, text.trim()),
    );
    return named ? { address: named.address.replace(/html$/, "atom"), name: named.texts[0] } : null;
  };

  Object.assign(shoroku, { feedLink });
}

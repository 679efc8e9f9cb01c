// What the site has in its other languages, where this one has nothing that was typed.
"use strict";
globalThis.shoroku ??= {};

{
  const SWITCH = ".language-switch a[data-same-page]";

  // A link to the search in each other language that finds something, with the same query.
  const linksElsewhere = async (text, hits) => {
    const isTyped = hits.some(({ quality }) => quality >= shoroku.VARIANT);
    if (isTyped || !text.trim()) return [];
    const others = [...document.querySelectorAll(SWITCH)];
    const links = await Promise.all(others.map((other) => linkIfFound(other, text)));
    return links.filter(Boolean);
  };

  const linkIfFound = async ({ href, hreflang, textContent }, text) => {
    const count = await countAt(href, text);
    if (!count) return null;
    const there = new URL(href);
    there.search = new URLSearchParams({ q: text });
    const said = shoroku.words.elsewhere(textContent, count);
    return shoroku.element("a", { href: there.href, hreflang }, said);
  };

  // A language that cannot be asked has nothing to say.
  const countAt = async (href, text) => {
    try {
      return await shoroku.countAt(text, shoroku.siteAt(new URL(".", href).href));
    } catch (error) {
      if (!(error instanceof shoroku.IndexError)) throw error;
      return 0;
    }
  };

  Object.assign(shoroku, { linksElsewhere });
}

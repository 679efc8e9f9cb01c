// Where a text holds what was asked for, and how well, told from the text itself.
"use strict";
globalThis.shoroku ??= {};

{
  // [start, end] of each place in the text where a clause stands, ascending and apart.
  const places = (text, clauses) => {
    const { normal, origin } = shoroku.normalisedWithOrigin(text);
    const tokens = shoroku.tokens(normal);
    const found = clauses
      .filter(({ isExcluded }) => !isExcluded)
      .flatMap((clause) =>
        [clause.units, ...clause.variants, ...clause.rare].flatMap((units) =>
          standings(tokens, units, clause),
        ),
      );
    return apart(found.map(({ start, end }) => [origin[start], origin[end]]));
  };

  // How the texts of a page, one a field, hold the clause, in the words of `matchPhrase`.
  const matchTexts = (texts, clause) => {
    const read = texts.map((text) => shoroku.tokens(shoroku.normalise(text)));
    const matches = [clause.units, ...clause.variants].map((units, i) => {
      const found = read.map((tokens, field) =>
        [null, field].includes(clause.field) ? standings(tokens, units, clause) : [],
      );
      const best = Math.max(...found.flat().map(({ quality }) => quality));
      const counts = found.map(({ length }) => length);
      return { quality: i === 0 ? best : Math.min(best, shoroku.VARIANT), counts };
    });
    return matches.reduce((a, b) => (b.quality > a.quality ? b : a));
  };

  // {start, end, quality} of each place where the phrase stands.
  const standings = (tokens, units, clause) => {
    const at = new Map(tokens.map((token) => [token.position, token]));
    return tokens.map(({ position }) => standing(position, units, clause, at)).filter(Boolean);
  };

  const standing = (position, units, { isQuoted }, at) => {
    const parts = [];
    for (const [i, unit] of units.entries()) {
      const form = shoroku.formOf(units, i, isQuoted);
      const part = unitAt(position + unit.offset, unit, form, at);
      if (!part) return null;
      parts.push(part);
    }
    const quality = Math.min(...parts.map((part) => part.quality));
    return { start: parts[0].start, end: parts.at(-1).end, quality };
  };

  const unitAt = (position, { text, isRun }, form, at) => {
    if (isRun) return runAt(position, [...text], at);
    const { whole, ...part } = at.get(position) ?? {};
    const words = [part, whole].filter((word) => word?.text !== undefined);
    const fits = words.map((word) => ({ ...word, quality: shoroku.wordFit(word.text, text, form) }));
    return fits.find(({ quality }) => quality !== null) ?? null;
  };

  const runAt = (position, characters, at) => {
    const tokens = characters.map((_, i) => at.get(position + i));
    if (tokens.some((token, i) => token?.text !== characters[i])) return null;
    return { start: tokens[0].start, end: tokens.at(-1).end, quality: shoroku.EXACT };
  };

  const apart = (found) => {
    const kept = [];
    for (const [start, end] of found.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      if (start >= (kept.at(-1)?.[1] ?? 0)) kept.push([start, end]);
    }
    return kept;
  };

  Object.assign(shoroku, { places, matchTexts });
}

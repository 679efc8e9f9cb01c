// Where a text holds what was asked for, and how well, told from the text itself.
"use strict";
globalThis.shoroku ??= {};

{
  // A reader sees a few marks, and no text needs more of them.
  const MOST_PLACES = 2_000; // of a clause in a text
  const STEPS_A_TOKEN = 8; // of comparing for each token of a text: beyond, nothing more is found
  const MOST_KEPT = 8; // texts whose reading is kept: an excerpt looks at the same one twice

  // [start, end] of each place in the text where a clause stands, ascending and apart.
  const places = (text, clauses) => {
    const { read, origin } = readingOf(text);
    const found = clauses
      .filter(({ isExcluded }) => !isExcluded)
      .flatMap((clause) =>
        [clause.units, ...clause.variants, ...clause.rare].flatMap((units) =>
          standings(read, units, clause),
        ),
      );
    return apart(found.map(({ start, end }) => [origin(start), origin(end)]));
  };

  const kept = new Map(); // text → its reading

  const readingOf = (text) => {
    if (!kept.has(text)) {
      if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value);
      const { normal, origin } = shoroku.normalisedWithOrigin(text);
      kept.set(text, { read: read(normal), origin });
    }
    return kept.get(text);
  };

  // The tokens of a normalised text, by their position and by what they are.
  const read = (normal) => {
    const tokens = shoroku.tokens(normal);
    const at = [];
    const byText = new Map();
    for (const token of tokens) {
      at[token.position] = token;
      for (const { text } of [token, ...(token.whole ? [token.whole] : [])]) {
        if (!byText.has(text)) byText.set(text, []);
        byText.get(text).push(token.position);
      }
    }
    return { at, byText, size: tokens.length };
  };

  // How the texts of a page, one a field, hold the clause, in the words of `matchPhrase`.
  const matchTexts = (texts, clause) => {
    const all = texts.map((text) => read(shoroku.normalise(text)));
    const matches = [clause.units, ...clause.variants].map((units, i) => {
      const found = all.map((each, field) =>
        [null, field].includes(clause.field) ? standings(each, units, clause) : [],
      );
      const best = found.flat().reduce((most, { quality }) => Math.max(most, quality), -Infinity);
      const counts = found.map(({ length }) => length);
      return { quality: i === 0 ? best : Math.min(best, shoroku.VARIANT), counts };
    });
    return matches.reduce((a, b) => (b.quality > a.quality ? b : a));
  };

  // {start, end, quality} of places where the phrase stands, ascending.
  const standings = ({ at, byText, size }, units, { isQuoted }) => {
    const forms = units.map((_, i) => shoroku.formOf(units, i, isQuoted));
    const fits = units.map((unit, i) => fitting(unit, forms[i]));
    const steps = { left: STEPS_A_TOKEN * size };
    const found = [];
    for (const position of beginnings(units[0], fits[0], byText)) {
      const place = standing(position, units, fits, { at, steps });
      if (place) found.push(place);
      if (found.length >= MOST_PLACES || steps.left <= 0) break;
    }
    return found;
  };

  // How well a word fits the unit, told once for each word.
  const fitting = ({ text }, form) => {
    const told = new Map();
    return (word) => {
      if (!told.has(word)) told.set(word, shoroku.wordFit(word, text, form));
      return told.get(word);
    };
  };

  // The positions where the first unit of a phrase may stand.
  const beginnings = ({ text, isRun }, fit, byText) => {
    if (isRun) return byText.get([...text][0]) ?? [];
    const words = [...byText.keys()].filter((word) => fit(word) !== null);
    const positions = new Set(words.flatMap((word) => byText.get(word)));
    return words.length > 1 ? [...positions].sort((a, b) => a - b) : positions;
  };

  const standing = (position, units, fits, reading) => {
    let [start, end, quality] = [null, null, shoroku.EXACT];
    for (const [i, unit] of units.entries()) {
      const part = unitAt(position + unit.offset, unit, fits[i], reading);
      if (!part) return null;
      start ??= part.start;
      end = part.end;
      quality = Math.min(quality, part.quality);
    }
    return { start, end, quality };
  };

  const unitAt = (position, { text, isRun }, fit, { at, steps }) => {
    if (isRun) return runAt(position, text, { at, steps });
    steps.left -= 1;
    const { whole, ...part } = at[position] ?? {};
    const words = [part, whole].filter((word) => word?.text !== undefined);
    const fits = words.map((word) => ({ ...word, quality: fit(word.text) }));
    return fits.find(({ quality }) => quality !== null) ?? null;
  };

  const runAt = (position, text, { at, steps }) => {
    let place = position;
    for (const character of text) {
      steps.left -= 1;
      if (at[place]?.text !== character) return null;
      place += 1;
    }
    return { start: at[position].start, end: at[place - 1].end, quality: shoroku.EXACT };
  };

  const apart = (found) => {
    const chosen = [];
    for (const [start, end] of found.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      if (start >= (chosen.at(-1)?.[1] ?? 0)) chosen.push([start, end]);
    }
    return chosen;
  };

  Object.assign(shoroku, { places, matchTexts });
}

// What a reader types, as clauses that a page must meet all of.
"use strict";
globalThis.shoroku ??= {};

{
  const MOST_CHARACTERS = 1_000; // of a query: more than a page's title, less than a page
  const FIELDS = { author: 1, id: 6 }; // prefix → the field of the index that it searches
  const FILTERS = new Set(["rating", "read", "reviewed", "reviewer", "tag", "topic", "venue", "year"]);
  const NAMES = [...Object.keys(FIELDS), ...FILTERS].join("|");
  const CHUNK = new RegExp(`(?<=^|\\s)(-)?(?:(${NAMES}):)?(?:"([^"]*)"?|(\\S+))`, "gu");

  const ENTITY = /&(?:amp|lt|gt|quot|nbsp|#\d{1,6});/g; // of pages whose source was copied

  const KATAKANA = "[\u30a1-\u30fa\u30fc\u30fd-\u30ff\u31f0-\u31ff]";
  const OPTIONAL_MARK = new RegExp(`(?<=${KATAKANA}{3})\u30fc(?!${KATAKANA})`, "gu");
  const MISSING_MARK = new RegExp(`(?<=${KATAKANA}{2}(?!\u30fc)${KATAKANA})(?=[^\u30a1-\u30ff\u31f0-\u31ff])`, "gu");

  // {clauses, filters, id, text}: `text` as it was read, `id` where the query is nothing but a paper's id or address.
  const parseQuery = (typed) => {
    const query = typed.trim().slice(0, MOST_CHARACTERS);
    const normal = shoroku.normalise(query).replace(/[“”]/g, '"').replace(ENTITY, " ").trim();
    const id = shoroku.nearestArxivId(query);
    if (id) return { clauses: [clauseOf(id, { isQuoted: true })], filters: [], id };
    const address = shoroku.addressKey(normal);
    if (address) return { clauses: [addressClause(address, normal)], filters: [], id: address };
    const clauses = [];
    const filters = [];
    for (const [, minus, name, quoted, bare] of normal.matchAll(CHUNK)) {
      const text = quoted ?? bare;
      const isExcluded = minus !== undefined;
      if (FILTERS.has(name)) {
        filters.push({ name, value: text, isExcluded });
      } else {
        const field = FIELDS[name] ?? null;
        const isQuoted = quoted !== undefined;
        const parts = isQuoted ? [text] : parted(text);
        const made = parts.map((part) => clauseOf(part, { field, isQuoted, isExcluded }));
        clauses.push(...made.map((part, i) => ({ ...part, isAfterSign: i > 0 })));
      }
    }
    return { clauses: distinct(clauses.filter(({ units }) => units.length)), filters, id: null, text: normal };
  };

  // Who repeats a word asks no more than once.
  const distinct = (clauses) => [
    ...new Map(clauses.map((clause) => [JSON.stringify(clause), clause])).values(),
  ];

  // `units` make a phrase.  `variants` are other spellings of it, which count less; `rare` ones
  // are worth a look only where nothing else is found.
  const clauseOf = (text, { field = null, isQuoted = false, isExcluded = false } = {}) => ({
    text,
    field,
    isQuoted,
    isExcluded,
    units: units(text),
    variants: isQuoted ? [] : [...joined(text), ...without(text), ...shoroku.spellings(text)].map(units),
    rare: isQuoted
      ? []
      : [...spellings(text, MISSING_MARK, "\u30fc"), ...shoroku.rareSpellings(text)].map(units),
  });

  // The words of a text that signs part, as in "kernel,rnn"; signs in numbers, such as "1.9B", and
  // beside single letters, such as "O(n", part nothing.
  const parted = (text) => {
    const tokens = shoroku.tokens(text);
    const starts = tokens.filter((token, i) => i === 0 || isParted(tokens[i - 1], token));
    return starts.map(({ start }, i) => text.slice(start, starts[i + 1]?.start));
  };

  const isParted = (before, after) => {
    if (after.position === before.position + 1) return false;
    if ([before, after].some(({ text }) => shoroku.isInRun(text))) return true;
    const texts = [before.text, after.text];
    return texts.every((text) => text.length > 1) && !texts.every((text) => /^\d/.test(text));
  };

  // The page of the paper, or else those that name the address.
  const addressClause = (key, text) => ({
    ...clauseOf(key, { isQuoted: true }),
    variants: [units(text)],
  });

  // pre-training, pretraining
  const joined = (text) => (/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)+$/u.test(text) ? [text.replaceAll("-", "")] : []);

  // Katakana words with and without the long vowel's mark at their end.
  const without = (text) => spellings(text, OPTIONAL_MARK, "");

  const spellings = (text, pattern, replacement) => {
    const other = text.replace(pattern, replacement);
    return other === text ? [] : [other];
  };

  // Words, and runs of characters of scripts without spaces, each with its place in the phrase.
  const units = (text) => {
    const found = [];
    let end = null; // the position after the run that can go on
    const tokens = shoroku.tokens(text);
    for (const token of tokens) {
      const offset = token.position - tokens[0].position;
      const isRun = shoroku.isInRun(token.text);
      if (isRun && end === offset) found.at(-1).text += token.text;
      else found.push({ text: token.text, offset, isRun });
      end = isRun ? offset + 1 : null;
    }
    return found;
  };

  // The units of several clauses as one phrase, where they stand in the order in which they were
  // typed.
  const inARow = (clauses) => {
    const row = [];
    for (const { units, isAfterSign } of clauses) {
      const last = row.at(-1);
      const start = last ? last.offset + width(last) + Number(isAfterSign ?? false) : 0;
      row.push(...units.map((unit) => ({ ...unit, offset: unit.offset + start })));
    }
    return row;
  };

  const width = ({ text, isRun }) => (isRun ? [...text].length : 1);

  Object.assign(shoroku, { parseQuery, clauseOf, inARow });
}

// From a query to pages in order: match its clauses, filter, rank.
"use strict";
globalThis.shoroku ??= {};

{
  // BM25F (https://doi.org/10.1145/1031171.1031181) over title, authors, topics, tl;dr, review,
  // abstract and details; only the two long ones are set against the page's length.
  const WEIGHTS = [8, 5, 4, 4, 2, 1.5, 3];
  const IS_LONG = [false, false, false, false, true, true, false];
  const SATURATION = 1.2;
  const LENGTH_SHARE = 0.6;

  // {hits, query}: the hits are {page, quality, score, fields} from the best on, and `fields` tell
  // of each field whether it holds something that was asked for.
  const search = async (text) => {
    const query = shoroku.parseQuery(text);
    const index = await shoroku.openIndex();
    const answers = await Promise.all(query.clauses.map((clause) => answer(clause, index)));
    const filters = query.filters.length ? await shoroku.load("filters") : {};
    const pages = chosenPages(index, { answers, filters: query.filters, values: filters });
    const wanted = answers.filter(({ clause }) => !clause.isExcluded);
    return { hits: ranked(pages, wanted, index), query };
  };

  // The clause with the pages that hold one of its spellings.
  const answer = async (clause, index) => {
    const { units, variants, rare } = clause;
    const matches = await match([units, ...variants], clause, index);
    if (matches.size > 0 || rare.length === 0) return { clause, matches };
    return { clause, matches: await match([units, ...rare], clause, index) };
  };

  const match = async (spellings, clause, index) => {
    const phrases = spellings.map((units) => shoroku.atoms(units, clause));
    await index.fetch(phrases.flat());
    const matches = phrases.map((phrase, i) =>
      shoroku.matchPhrase(phrase, index, {
        field: clause.field,
        best: i === 0 ? shoroku.EXACT : shoroku.VARIANT,
      }),
    );
    return shoroku.bestMatches(matches);
  };

  // The pages that meet every clause and every filter; none where nothing is asked.
  const chosenPages = (index, { answers, filters, values }) => {
    if (!answers.length && !filters.length) return [];
    const conditions = [
      ...answers.map(({ clause, matches }) =>
        clause.isExcluded ? (page) => !holdsAsTyped(matches, page) : (page) => matches.has(page),
      ),
      ...filters.map(({ name, value, isExcluded }) => {
        const held = pagesOf(values[name] ?? [], value);
        return (page) => held.has(page) !== isExcluded;
      }),
    ];
    const pages = [...Array(index.pages).keys()];
    return pages.filter((page) => conditions.every((meets) => meets(page)));
  };

  const holdsAsTyped = (matches, page) => matches.get(page)?.quality > shoroku.VARIANT;

  // The pages of a filter's value, which may be named by its key or its label.
  const pagesOf = (values, wanted) => {
    const isWanted = (name) =>
      shoroku.fold(shoroku.normalise(name)) === shoroku.fold(shoroku.normalise(wanted));
    const chosen = values.filter(([key, label]) => isWanted(key) || isWanted(label));
    return new Set(chosen.flatMap(([, , digits]) => shoroku.ascending(digits)));
  };

  const ranked = (pages, wanted, index) => {
    const row = rowMatches(wanted, index);
    const scored = [...wanted.map(({ matches }) => matches), ...(row ? [row] : [])];
    const rarities = scored.map((matches) => rarity(matches.size, index.pages));
    const hits = pages.map((page) => {
      const found = wanted.map(({ matches }) => matches.get(page));
      const scores = scored.map(
        (matches, i) => rarities[i] * frequency(matches.get(page), index.lengths[page]),
      );
      return {
        page,
        quality: Math.min(shoroku.EXACT, ...found.map(({ quality }) => quality)),
        score: scores.reduce((sum, score) => sum + score, 0),
        fields: WEIGHTS.map((_, field) => found.some(({ counts }) => counts[field] > 0)),
      };
    });
    return hits.sort((a, b) => b.quality - a.quality || b.score - a.score || a.page - b.page);
  };

  // The pages where the clauses stand as one phrase, which speaks for them, if that can be told
  // from what is loaded; else null.
  const rowMatches = (wanted, index) => {
    const clauses = wanted.map(({ clause }) => clause);
    if (clauses.length < 2 || clauses.some(({ field }) => field !== null)) return null;
    const units = shoroku.inARow(clauses.map((clause) => clause.units));
    const phrase = shoroku.atoms(units, { isQuoted: true });
    return index.has(phrase) ? shoroku.matchPhrase(phrase, index) : null;
  };

  const rarity = (held, all) => Math.log(1 + (all - held + 0.5) / (held + 0.5));

  const frequency = (match, level) => {
    if (!match) return 0;
    const relativeLength = 2 ** ((level - 8) / 4); // as _lengths in pipeline/search/index.py
    const longFields = 1 - LENGTH_SHARE + LENGTH_SHARE * relativeLength;
    const weighted = match.counts.reduce(
      (sum, count, field) => sum + (WEIGHTS[field] * count) / (IS_LONG[field] ? longFields : 1),
      0,
    );
    return weighted / (SATURATION + weighted);
  };

  Object.assign(shoroku, { search });
}

// The order of the pages that were found.
"use strict";
globalThis.shoroku ??= {};

{
  // BM25F (https://doi.org/10.1145/1031171.1031181) over title, authors, topics, tl;dr, review,
  // abstract and details; only the two long ones are set against the page's length.
  const WEIGHTS = [8, 5, 4, 4, 2, 1.5, 3];
  const IS_LONG = [false, false, false, false, true, true, false];
  const DETAILS = 6;
  const SATURATION = 1.2;
  const LENGTH_SHARE = 0.6;
  const SHARE_OF_NAMES = 0.5; // of another name than was typed

  const ranked = (pages, answers, { query, index }) => {
    const wanted = answers.filter(({ clause }) => !clause.isExcluded);
    const row = rowMatches(wanted, index);
    const scored = [...wanted.map(({ matches }) => matches), ...(row ? [row] : [])];
    const rarities = scored.map((matches) => rarity(matches.size, index.pages));
    const groups = shoroku.groupsOf(answers);
    const hits = pages.map((page) => {
      const found = wanted.map(({ matches }) => matches.get(page)).filter(Boolean);
      const scores = scored.map(
        (matches, i) => rarities[i] * frequency(matches.get(page), index.lengths[page]),
      );
      return {
        page,
        quality: Math.min(shoroku.EXACT, ...groups.map((group) => bestQuality(group, page))),
        score: scores.reduce((sum, score) => sum + score, 0),
        fields: fieldsOf(found),
        also: otherNames(found.filter(({ quality }) => quality < shoroku.VARIANT)),
      };
    });
    const { guides } = index;
    hits.sort(
      (a, b) =>
        guides.has(a.page) - guides.has(b.page) ||
        b.quality - a.quality ||
        b.score - a.score ||
        a.page - b.page,
    );
    // Before those who mention it comes the paper itself.
    return query.id ? [...hits.filter(isOfId), ...hits.filter((hit) => !isOfId(hit))] : hits;
  };

  const bestQuality = (group, page) =>
    Math.max(...group.map(({ matches }) => matches.get(page)?.quality ?? -Infinity));

  const isOfId = ({ fields }) => fields[DETAILS];

  // The pages where the clauses stand as one phrase, which speaks for them, if that can be told
  // from what is loaded; else null.
  const rowMatches = (wanted, index) => {
    const clauses = wanted.map(({ clause }) => clause);
    if (clauses.length < 2 || clauses.some(({ field }) => field !== null)) return null;
    const units = shoroku.inARow(clauses);
    const phrase = shoroku.atoms(units, { isQuoted: true, hasPairs: false });
    return index.missing(phrase).length ? null : shoroku.matchPhrase(phrase, index);
  };

  // What was asked for counts by how often a page has it, and by how few pages do.
  const scoreOf = (page, matches, index) => {
    const match = matches.get(page);
    const share = match?.quality < shoroku.VARIANT ? SHARE_OF_NAMES : 1;
    return share * rarity(matches.size, index.pages) * frequency(match, index.lengths[page]);
  };

  const fieldsOf = (found) =>
    WEIGHTS.map((_, field) => found.some(({ counts }) => counts[field] > 0));

  // The names by which the page was found that nobody typed.
  const otherNames = (found) => [...new Set(found.map(({ also }) => also).filter(Boolean))];

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

  Object.assign(shoroku, { ranked, isOfId, scoreOf, fieldsOf, otherNames });
}

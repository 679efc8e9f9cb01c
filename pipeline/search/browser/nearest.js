// Where no page has all that was asked for: the pages with most of it.
"use strict";
globalThis.shoroku ??= {};

{
  const WHOLE = -2; // the quality of a page that has all words, though not as they were typed
  const PART = -3; // and of one that lacks some
  const ENOUGH = 10; // pages that lack no more than others
  const MOST_PARTS = 40; // words of a query that are looked at

  // {query, hits, told} as in engine.js.  `told`: {corrected, missing}: the query as it would be
  // right, if a word is taken for a typing error, and the words that no page has.
  // No more than `most` shards are loaded for other names.
  const nearestHits = async ({ query, answers, also, allowed, index, most = Infinity }) => {
    const wanted = answers.filter(({ clause }) => !clause.isExcluded);
    const apart = [];
    for (const answer of wanted) {
      const isKept = answer.matches.size > 0 || most === 0;
      const found = isKept ? [answer] : await partsOf(answer.clause, index);
      apart.push(...found.slice(0, MOST_PARTS - apart.length));
    }
    const { answers: parts, also: others } = await shoroku.withNames(apart, index, most);
    const required = parts.filter(({ clause }) => !shoroku.isAside(clause));
    const told = { corrected: correctedQuery(parts, query), missing: missingIn(required) };
    const hits = await hitsWithMost({ parts, required, allowed, index });
    const clauses = [
      ...parts.map(({ clause }) => clause),
      ...query.clauses.filter(({ isExcluded }) => isExcluded),
    ];
    return { query: { ...query, clauses, also: [...also, ...others] }, hits, told };
  };

  // A clause that no page holds as words that some do.
  const partsOf = async (clause, index) => {
    const [{ text, isRun }, ...more] = clause.units;
    const named = isRun && !more.length ? await shoroku.namedParts(text, index) : null;
    if (!named?.isWhole) {
      const right = shoroku.isOneWord(clause) && (await nearAnswer(clause, index));
      if (right) return [right];
    }
    const ways = named ? [named.texts] : shoroku.partings(clause);
    for (const texts of ways.slice(0, 1).filter((way) => !way.includes(clause.text))) {
      const { field } = clause;
      const parts = [];
      for (const text of texts.slice(0, MOST_PARTS)) {
        const part = shoroku.clauseOf(text, { field });
        const own = await shoroku.answerTo(part, index);
        const [named] = (await shoroku.withNames([own], index)).answers;
        parts.push(...(named.matches.size ? [named] : await partsOf(part, index)));
      }
      if (parts.some(({ matches }) => matches.size)) return parts;
    }
    return [{ clause, matches: new Map() }];
  };

  const nearAnswer = async (clause, index) =>
    (await kinAnswer(clause, index)) ?? (await correctedAnswer(clause, index));

  // The pages with other words of the same root.
  const kinAnswer = async (clause, index) => {
    const words = await shoroku.kin(clause.units[0].text);
    const found = [];
    for (const word of words) {
      const { matches } = await shoroku.answerTo(shoroku.clauseOf(word, clause), index);
      found.push([word, matches]);
    }
    const matches = shoroku.pagesWithNames(new Map(), found);
    return matches.size ? { clause, matches } : null;
  };

  const correctedAnswer = async ({ units, text, field }, index) => {
    for (const word of await shoroku.corrections(units[0].text)) {
      const clause = shoroku.clauseOf(word, { field });
      const own = await shoroku.answerTo(clause, index);
      const [answer] = own.matches.size ? [own] : (await shoroku.withNames([own], index)).answers;
      if (answer.matches.size) return { ...answer, typed: text };
    }
    return null;
  };

  // What was typed with the words put right, in the order of `clauses`; null if none is.
  const correctedQuery = (parts, { text }) => {
    const changed = parts.filter(({ typed }) => typed);
    if (!changed.length) return null;
    return changed.reduce((all, { typed, clause }) => replacedWord(all, typed, clause.text), text);
  };

  // No part of a longer word is replaced.
  const replacedWord = (text, from, to) => {
    const found = shoroku.tokens(text).find(({ start, end }) => {
      const isRun = shoroku.isInRun(from);
      return isRun ? text.startsWith(from, start) : text.slice(start, end) === from;
    });
    return found ? text.slice(0, found.start) + to + text.slice(found.start + from.length) : text;
  };

  const missingIn = (parts) => [
    ...new Set(parts.filter(({ matches }) => !matches.size).map(({ clause }) => clause.text)),
  ];

  const hitsWithMost = ({ parts, required, allowed, index }) => {
    const counted = required.some(({ matches }) => matches.size) ? required : parts;
    const all = allowed.flatMap((page) => {
      const lacking = counted.filter(({ matches }) => !matches.has(page));
      if (lacking.length === counted.length) return [];
      const found = parts.map(({ matches }) => matches.get(page)).filter(Boolean);
      return {
        page,
        quality: lacking.length ? PART : WHOLE,
        score: parts.reduce((sum, { matches }) => sum + shoroku.scoreOf(page, matches, index), 0),
        fields: shoroku.fieldsOf(found),
        also: shoroku.otherNames(found),
        lacking: lacking.length,
        missing: [...new Set(lacking.map(({ clause }) => clause.text))],
      };
    });
    const rank = ({ page, lacking }) => lacking + Number(index.guides.has(page)); // these hold much
    all.sort((a, b) => rank(a) - rank(b) || b.score - a.score || a.page - b.page);
    const [most = 0] = all.map(({ lacking }) => lacking).sort((a, b) => a - b).slice(0, ENOUGH).slice(-1);
    return all.filter(({ lacking }) => lacking <= most);
  };

  Object.assign(shoroku, { WHOLE, PART, nearestHits });
}

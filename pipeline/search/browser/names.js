// The other names of what is asked for, as the index knows them: pipeline/search/terms.py.
"use strict";
globalThis.shoroku ??= {};

{
  const MARK = "!"; // ends a key that holds names
  const ALSO = -1; // the quality of a page that has another name only

  // The answers, each also with the pages that hold another name of what its clause says, alone or
  // in a row with its neighbours; and the clauses of those names, to be marked.
  const withNames = async (answers, index) => {
    const texts = answers.flatMap(({ clause }) => (isOpen(clause) ? clause.units : []));
    const keys = texts.flatMap(({ text }) => keysOf(text));
    await index.fetch(keys.map((key) => ({ ranges: [[key, key]] })));
    const spans = spansOf(answers.map(({ clause }) => clause), index);
    const clauses = new Map(); // name → its clause
    for (const { names } of spans) {
      for (const name of names) clauses.set(name, clauseOf(name));
    }
    const matchesOf = async ([name, clause]) => [name, (await shoroku.answerTo(clause, index)).matches];
    const found = new Map(await Promise.all([...clauses].map(matchesOf)));
    const widened = answers.map(({ clause, matches, ...rest }, i) => {
      const names = spans.filter(({ from, to }) => from <= i && i <= to).flatMap((span) => span.names);
      return { clause, ...rest, matches: joined(matches, names.map((name) => [name, found.get(name)])) };
    });
    return { answers: widened, also: [...clauses.values()] };
  };

  const clauseOf = (name) => shoroku.clauseOf(shoroku.normalise(name.replaceAll("_", " ")));

  const joined = (own, others) => {
    const all = new Map(own);
    for (const [name, matches] of others) {
      for (const [page, match] of matches) {
        if (!all.has(page)) all.set(page, { ...match, quality: ALSO, also: name.replaceAll("_", " ") });
      }
    }
    return all;
  };

  // {from, to, names} of each row of clauses that is a name.
  const spansOf = (clauses, index) => {
    const units = clauses.flatMap((clause, i) =>
      isOpen(clause) ? clause.units.map(({ text }) => ({ text, clause: i })) : [{ text: null, clause: i }],
    );
    return units.flatMap((_, start) => {
      if (units[start - 1]?.clause === units[start].clause) return [];
      return namesFrom(units, start, index);
    });
  };

  // Whether the clause is a name that has others.
  const hasNames = (clause, index) => spansOf([clause], index).length > 0;

  const isOpen = ({ field, isQuoted, isExcluded }) => field === null && !isQuoted && !isExcluded;

  const namesFrom = (units, start, index) => {
    if (units[start].text === null) return [];
    const entries = keysOf(units[start].text).flatMap((key) => index.names.get(key)?.split(";") ?? []);
    return [...new Set(entries)].flatMap((entry) => {
      const [name, equals] = entry.split("=");
      const words = name.split("_");
      const end = start + words.length - 1;
      const isWhole = units[end] && units[end].clause !== units[end + 1]?.clause;
      if (!isWhole || !words.every((word, i) => isAlike(word, units[start + i].text))) return [];
      return [{ from: units[start].clause, to: units[end].clause, names: equals.split(",") }];
    });
  };

  const keysOf = (text) => {
    const first = shoroku.isInRun(text)
      ? [[...text].slice(0, shoroku.GRAM).join("")]
      : [text, ...shoroku.spellings(text)].flatMap((word) => shoroku.forms(shoroku.fold(word)));
    return [...new Set(first)].map((each) => each + MARK);
  };

  const isAlike = (word, typed) => {
    if (typed === null) return false;
    if (shoroku.isInRun(word)) return bare(word) === bare(typed);
    const stems = [typed, ...shoroku.spellings(typed)].map((each) => shoroku.stem(shoroku.fold(each)));
    return stems.includes(shoroku.stem(shoroku.fold(word)));
  };

  const bare = (run) => run.replace(/ー(?![\u30a1-\u30ff])/gu, "");

  Object.assign(shoroku, { ALSO, withNames, hasNames });
}

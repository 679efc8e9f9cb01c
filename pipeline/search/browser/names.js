// The other names of what is asked for, as the index knows them: pipeline/search/terms.py.
"use strict";
globalThis.shoroku ??= {};

{
  const MARK = "!"; // ends a key that holds names
  const LENGTHS = [shoroku.GRAM, 3, 2]; // of the keys of a run's names
  const KATAKANA = /^[\u30a1-\u30ff]{2}$/u;
  const MOST_ROUNDS = 4; // of looking for names in a run
  const BEGINNING = /^[a-z]{3,5}$/; // of a word that may be written apart: auto encoder
  const ALSO = -1; // the quality of a page that has another name only

  // The answers, each also with the pages that hold another name of what its clause says, alone or
  // in a row with its neighbours; and the clauses of those names, to be marked.  No more than `most`
  // shards are loaded for that.
  const withNames = async (answers, index, most = Infinity) => {
    const rows = rowsOf(answers.map(({ clause }) => clause));
    const keys = rows.flatMap(({ units }) => units.flatMap(({ text }) => keysOf(text)));
    const atoms = keys.map(atomOf);
    if (most === Infinity) await index.fetch(atoms); // else those that are at hand have to do
    const spans = rows.flatMap((row) => spansOf(row, index));
    const names = [...new Set(spans.flatMap((span) => span.names))].map((name) => ({
      name,
      clause: clauseOf(name),
    }));
    const chosen = affordable(names, index, most, ({ clause }) => shoroku.phrasesOf(clause).flat());
    await index.fetch(chosen.flatMap(({ clause }) => shoroku.phrasesOf(clause).flat()));
    const clauses = new Map(chosen.map(({ name, clause }) => [name, clause]));
    const matchesOf = async ([name, clause]) => {
      const asked = most === Infinity ? clause : { ...clause, rare: [] };
      return [name, (await shoroku.answerTo(asked, index)).matches];
    };
    const found = new Map(await Promise.all([...clauses].map(matchesOf)));
    const widened = answers.map(({ clause, matches, ...rest }, i) => {
      const own = spans.filter(({ from, to }) => from <= i && i <= to).flatMap((span) => span.names);
      const names = own.filter((name) => clauses.has(name));
      const others = names.map((name) => [name, found.get(name)]);
      return { clause, ...rest, matches: pagesWithNames(matches, others) };
    });
    return { answers: widened, also: [...clauses.values()] };
  };

  // Those that can be had with so many more shards, the first first.
  const affordable = (all, index, most, atomsOf) => {
    const taken = [];
    return all.filter((each) => {
      const atoms = [...taken, ...atomsOf(each)];
      if (most !== Infinity && index.missing(atoms).length > most) return false;
      taken.push(...atomsOf(each));
      return true;
    });
  };

  const atomOf = (key) => ({ ranges: [[key, key]] });

  const clauseOf = (name) => shoroku.clauseOf(shoroku.normalise(name.replaceAll("_", " ")));

  const pagesWithNames = (own, others) => {
    const all = new Map(own);
    for (const [name, matches] of others) {
      for (const [page, match] of matches) {
        if (!all.has(page)) all.set(page, { ...match, quality: ALSO, also: name.replaceAll("_", " ") });
      }
    }
    return all;
  };

  // What may be names: rows of clauses as they were typed, each clause in another spelling, and two
  // words as one.  {units, word} of each, the units as {text, from, to}: of which clauses they are.
  const rowsOf = (clauses) => {
    const open = clauses.map((clause, i) => (isOpen(clause) ? unitsAt(clause.units, i) : []));
    const others = clauses.flatMap((clause, i) =>
      isOpen(clause) ? clause.variants.map((units) => ({ units: unitsAt(units, i) })) : [],
    );
    const pairs = clauses.flatMap((clause, i) => {
      const next = clauses[i + 1];
      if (!next || ![clause, next].every(isWord) || !BEGINNING.test(clause.text)) return [];
      const word = clause.text + next.text;
      return [{ units: [{ text: word, from: i, to: i + 1 }], word }];
    });
    return [...rowsBetween(open), ...others, ...pairs];
  };

  const unitsAt = (units, i) => units.map(({ text }) => ({ text, from: i, to: i }));

  // No name goes over what is no part of one.
  const rowsBetween = (open) => {
    const rows = [[]];
    for (const units of open) {
      if (units.length) rows.at(-1).push(...units);
      else rows.push([]);
    }
    return rows.map((units) => ({ units }));
  };

  const isOpen = ({ field, isQuoted, isExcluded }) => field === null && !isQuoted && !isExcluded;

  const isWord = (clause) => isOpen(clause) && /^[a-z]{3,}$/.test(clause.text) && !shoroku.isAside(clause);

  // {from, to, names} of what is a name in a row.
  const spansOf = ({ units, word }, index) => {
    const named = units.flatMap(({ from }, start) =>
      units[start - 1]?.from === from ? [] : namesFrom(units, start, index),
    );
    return word ? [...named, { from: units[0].from, to: units[0].to, names: [word] }] : named;
  };

  const namesFrom = (units, start, index) => {
    const entries = keysOf(units[start].text).flatMap((key) => index.names.get(key)?.split(";") ?? []);
    return [...new Set(entries)].flatMap((entry) => {
      const [name, equals] = entry.split("=");
      if (!equals) return [];
      const words = name.split("_");
      const end = start + words.length - 1;
      const isWhole = units[end] && units[end].from !== units[end + 1]?.from;
      if (!isWhole || !words.every((word, i) => isAlike(word, units[start + i].text))) return [];
      return [{ from: units[start].from, to: units[end].to, names: equals.split(",") }];
    });
  };

  const keysOf = (text) => {
    const first = shoroku.isInRun(text)
      ? [[...text].slice(0, shoroku.GRAM).join("")]
      : [text, ...shoroku.spellings(text)].flatMap((word) => shoroku.forms(shoroku.fold(word)));
    return [...new Set(first)].map((each) => each + MARK);
  };

  const isAlike = (word, typed) => {
    if (shoroku.isInRun(word)) return bare(word) === bare(typed);
    const stems = [typed, ...shoroku.spellings(typed)].map((each) => shoroku.stem(shoroku.fold(each)));
    return stems.includes(shoroku.stem(shoroku.fold(word)));
  };

  const bare = (run) => run.replace(/ー(?![\u30a1-\u30ff])/gu, "");

  // The words of a run, each as the names that it consists of, or else whole: 計算量削減 is 計算量 and
  // 削減.  `isWhole` tells that there are none of the other kind; null where there is no name.
  const namedParts = async (text, index) => {
    const words = shoroku.wordPlaces(text);
    const names = words.map(() => []); // {start, end} of those in each word
    let open = words.map(({ start, end }, word) => ({ word, at: start, end }));
    for (let round = 0; open.length && round < MOST_ROUNDS; round += 1) {
      const ends = await endsOfNames(text, open.map(({ at }) => at), index);
      open.forEach(({ word, at }, i) => ends[i] === null || names[word].push({ start: at, end: ends[i] }));
      const next = open.map((each, i) => ({ ...each, at: ends[i] ?? each.at + 1 }));
      open = next.filter(({ at, end }) => at + 1 < end);
    }
    const parted = words.map((word, i) => partedBy(names[i], word));
    const isWhole = parted.every(({ isCovered }) => isCovered);
    if (!names.flat().length) return null;
    const isAlone = words.length === 1 && words[0].end - words[0].start === text.length;
    const parts = parted.flatMap(({ parts, isCovered }, i) =>
      isCovered || (isAlone && !parts.some(({ start }) => start && isWithinKatakana(text, start)))
        ? parts
        : [words[i]],
    );
    const kept = parts.filter(({ start, end }) => !shoroku.isVerb(text, start, end));
    const texts = kept.map(({ start, end }) => text.slice(start, end));
    return texts.includes(text) ? null : { texts, isWhole }; // or else it would be parted for ever
  };

  // The names in a word, and what is between them.
  const partedBy = (names, { start, end }) => {
    const parts = [];
    let last = start;
    for (const name of names) {
      if (last < name.start) parts.push({ start: last, end: name.start });
      parts.push(name);
      last = name.end;
    }
    if (last < end) parts.push({ start: last, end });
    return { parts, isCovered: names.length > 0 && parts.length === names.length };
  };

  // Where the longest names end that begin at these places; null where none does.
  const endsOfNames = async (text, places, index) => {
    const keys = places.map((start) =>
      LENGTHS.map((length) => text.slice(start, start + length) + MARK),
    );
    await index.fetch(keys.flat().map(atomOf));
    return places.map((start, i) => {
      const entries = keys[i].flatMap((key) => index.names.get(key)?.split(";") ?? []);
      const names = entries.map((entry) => entry.split("=")[0]);
      const inside = names.filter((name) => name !== text && text.startsWith(name, start));
      const lengths = inside.map((name) => name.length);
      return lengths.length ? start + Math.max(...lengths) : null;
    });
  };

  // Whether nothing but katakana is on both sides.
  const isWithinKatakana = (text, place) => KATAKANA.test(text.slice(Math.max(place - 1, 0), place + 1));

  Object.assign(shoroku, { ALSO, withNames, namedParts, pagesWithNames });
}

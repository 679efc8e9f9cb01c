// Which pages hold a phrase, how well, and how often in each field.
"use strict";
globalThis.shoroku ??= {};

{
  // How a text holds what was typed.
  const VARIANT = 0; // in another form: plural, spelling
  const FOLDED = 1; // but for accents and hyphens
  const PREFIX = 2; // as the beginning of a word
  const EXACT = 3;

  const SUMMARY = "*"; // ends a key that stands for all keys that begin like it
  const MOST_ATOMS = 24; // of a phrase that are looked up
  const LAST = "\uffff"; // after every key with the same beginning

  // A phrase as atoms.  An atom is what the index knows the place of: a word, two words of which
  // the first is short, or a few characters of a run.  It names the ranges of keys to look at,
  // which do not overlap, and tells how well each key fits.  Without pairs, a phrase looks only
  // at keys that its words look at each alone.
  const atoms = (units, { isQuoted, hasPairs = isQuoted }) => {
    const found = [];
    for (let i = 0; i < units.length; i += 1) {
      const [before, unit, after] = [units[i - 1], units[i], units[i + 1]];
      const form = formOf(units, i, isQuoted);
      if (unit.isRun) {
        found.push(...runAtoms(unit, { isAlone: form.isAlone, before, after }));
      } else if (hasPairs && isPair(unit, after)) {
        i += 1;
        found.push(pairAtom(unit, after, formOf(units, i, isQuoted)));
      } else if (form.isAfterRun && mayGoOn(unit.text, form)) {
        const text = [...before.text].at(-1) + unit.text;
        found.push(mixedAtom(text, unit.offset - 1, { isBeginning: true }));
      } else {
        found.push(wordAtom(unit, form));
      }
    }
    return fewOf(found);
  };

  // Where so many of a long phrase's parts stand as in it, all of it does.
  const fewOf = (found) => {
    if (found.length <= MOST_ATOMS) return found;
    const step = (found.length - 1) / (MOST_ATOMS - 1);
    return Array.from({ length: MOST_ATOMS }, (_, i) => found[Math.round(i * step)]);
  };

  // What tells how much of a word of a text a unit has to be.
  const formOf = (units, i, isQuoted) => {
    const [before, unit] = [units[i - 1], units[i]];
    return {
      isAlone: units.length === 1,
      isLast: i === units.length - 1,
      isAfterRun: before?.isRun === true && before.offset + [...before.text].length === unit.offset,
      isQuoted,
    };
  };

  const isPair = (unit, after) =>
    isShort(unit.text) && after !== undefined && !after.isRun && after.offset === unit.offset + 1;

  const isShort = (text) => [...shoroku.fold(text)].length <= shoroku.SHORT_WORD;

  const pairAtom = (first, second, form) => {
    const typed = pairOf(first.text, second.text);
    const folded = pairOf(shoroku.fold(first.text), shoroku.fold(second.text));
    const isBeginning = mayGoOn(second.text, form);
    const fit = (key) => {
      if (key === typed) return EXACT;
      return isBeginning && key.startsWith(typed) ? PREFIX : FOLDED;
    };
    return { offset: first.offset, ranges: [rangeOf(folded, { isBeginning })], fit };
  };

  const pairOf = (first, second) => shoroku.PAIR + first + shoroku.PAIR + second;

  const runAtoms = ({ text, offset }, { isAlone, before, after }) => {
    const characters = [...text];
    if (characters.length >= shoroku.GRAM) {
      return starts(characters.length).map((start) => {
        const gram = characters.slice(start, start + shoroku.GRAM).join("");
        return { offset: offset + start, ranges: [[gram, gram]], fit: () => EXACT };
      });
    }
    if (isAlone) return [{ offset, ranges: [[text + SUMMARY, text + SUMMARY]], fit: () => EXACT }];
    if (before?.offset === offset - 1) return [mixedAtom(before.text + text, offset - 1)];
    if (after?.offset === offset + characters.length) {
      return [mixedAtom(text + after.text, offset, { isBeginning: true })];
    }
    const fit = (key) => (isSummary(key) ? null : EXACT);
    return [{ offset, ranges: [rangeOf(text, { isBeginning: true })], fit }];
  };

  // A word with the few characters before or after it.
  const mixedAtom = (text, offset, { isBeginning = false } = {}) => {
    const folded = shoroku.fold(text);
    const fit = (key) => ((isBeginning ? key.startsWith(text) : key === text) ? EXACT : FOLDED);
    return { offset, ranges: [rangeOf(folded, { isBeginning })], fit };
  };

  // Where the fewest grams begin that cover so many characters.
  const starts = (length) => {
    const found = [];
    for (let start = 0; start + shoroku.GRAM < length; start += shoroku.GRAM) found.push(start);
    return [...found, length - shoroku.GRAM];
  };

  const wordAtom = ({ text, offset }, form) => {
    const { isAlone, isLast, isQuoted } = form;
    const folded = shoroku.fold(text);
    if (isShort(text) && (isAlone || !mayGoOn(text, form))) {
      const to = isAlone ? folded + SUMMARY : folded;
      return { offset, ranges: [[folded, to]], fit: (key) => shortFit(key, text, folded) };
    }
    const whole = rangeOf(folded, { isBeginning: isLast });
    const forms = isQuoted || isShort(text) ? [] : shoroku.forms(folded);
    const others = forms.filter((other) => !isWithin(other, whole));
    const ranges = [whole, ...others.map((other) => [other, other])];
    return { offset, ranges, fit: (key) => wordFit(key, text, form) };
  };

  // Whether what was typed may be the beginning of a word: one letter after words is too little.
  const mayGoOn = (text, { isAlone, isLast, isAfterRun }) =>
    isLast && (isAlone || isAfterRun || text.length > 1 || /\d/.test(text));

  const rangeOf = (key, { isBeginning }) => [key, isBeginning ? key + LAST : key];

  const isWithin = (key, [from, to]) => from <= key && key <= to;

  const shortFit = (key, text, folded) => {
    if (key === text) return EXACT;
    return isSummary(key) && text === folded ? PREFIX : FOLDED;
  };

  // How well the word of a text fits what was typed; null where it does not.
  const wordFit = (word, text, form) => {
    if (word === text) return EXACT;
    if (isSummary(word) || shoroku.isInRun([...word].at(-1))) return null;
    if (firstPart(word).length >= text.length) return null;
    const isBeginning = mayGoOn(text, form);
    if (isBeginning && word.startsWith(text)) return PREFIX;
    const [folded, wanted] = [shoroku.fold(word), shoroku.fold(text)];
    if (folded === wanted || (isBeginning && folded.startsWith(wanted))) return FOLDED;
    const hasForms = !form.isQuoted && !isShort(text);
    return hasForms && shoroku.stem(folded) === shoroku.stem(wanted) ? VARIANT : null;
  };

  // The part of a word with hyphens that is a key of its own, at the same place.
  const firstPart = (key) => (key.includes("-") ? key.slice(0, key.indexOf("-")) : "");

  const isSummary = (key) => key.endsWith(SUMMARY);

  // Page → {quality, counts}: the counts by field.
  // `field` is the one field that counts, or null; `best` is the quality that the phrase can have.
  const matchPhrase = (phrase, index, { field = null, best = EXACT } = {}) => {
    const found =
      phrase.length === 1
        ? countsOf(phrase[0], index)
        : countPlaces(phrase.map((atom) => placesOf(atom, index)));
    for (const [page, match] of found) {
      match.quality = Math.min(match.quality, best);
      if (field !== null) match.counts = match.counts.map((n, i) => (i === field ? n : 0));
      if (!match.counts.some(Boolean)) found.delete(page);
    }
    return found;
  };

  function* fittingPostings(atom, index) {
    for (const [key, digits] of index.keysOf(atom)) {
      const quality = atom.fit(key);
      if (quality === null) continue;
      for (const posting of shoroku.readPostings(digits, { isSummary: isSummary(key) })) {
        yield { quality, ...posting };
      }
    }
  }

  const countsOf = (atom, index) => {
    const found = new Map();
    for (const { page, quality, fields } of fittingPostings(atom, index)) {
      const match = found.get(page) ?? { quality, counts: noCounts() };
      match.quality = Math.max(match.quality, quality);
      for (const { field, count } of fields) match.counts[field] += count;
      found.set(page, match);
    }
    return found;
  };

  // Page → field → position at which the phrase would begin → quality.
  const placesOf = (atom, index) => {
    const places = new Map();
    for (const { page, quality, fields } of fittingPostings(atom, index)) {
      if (!places.has(page)) places.set(page, FIELD_NUMBERS.map(() => new Map()));
      for (const { field, positions } of fields) {
        const starting = places.get(page)[field];
        for (const position of positions) {
          const start = position - atom.offset;
          starting.set(start, Math.max(quality, starting.get(start) ?? VARIANT));
        }
      }
    }
    return places;
  };

  const countPlaces = ([first, ...others]) => {
    const found = new Map();
    for (const [page, fields] of first) {
      const match = { quality: VARIANT, counts: noCounts() };
      fields.forEach((starting, field) => {
        for (const [start, quality] of starting) {
          const qualities = others.map((places) => places.get(page)?.[field].get(start));
          if (qualities.includes(undefined)) continue;
          match.counts[field] += 1;
          match.quality = Math.max(match.quality, Math.min(quality, ...qualities));
        }
      });
      found.set(page, match);
    }
    return found;
  };

  const FIELD_NUMBERS = [0, 1, 2, 3, 4, 5, 6];
  const noCounts = () => FIELD_NUMBERS.map(() => 0);

  // For each page the best of its matches.
  const bestMatches = (all) => {
    const best = new Map();
    for (const [page, match] of all.flatMap((found) => [...found])) {
      if (match.quality > (best.get(page)?.quality ?? -1)) best.set(page, match);
    }
    return best;
  };

  Object.assign(shoroku, {
    VARIANT,
    FOLDED,
    EXACT,
    atoms,
    formOf,
    wordFit,
    matchPhrase,
    bestMatches,
  });
}

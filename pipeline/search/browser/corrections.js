// What a reader may have meant whose word is on no page.
"use strict";
globalThis.shoroku ??= {};

{
  const LEAST = 4; // letters: with an error, a shorter word may be anything
  const LEAST_OF_RUN = 3; // characters
  const LONG_WORD = 8; // letters from which two errors are likely
  const LONGEST = 40;
  const OFFERED = 3;
  const LEAST_ROOT = 5;
  const MOST_KIN = 4;
  const SLACK = 2; // letters: general is no kin of generate for generalize
  const ENDING =
    /(?<=^.{5,})(?:ion|at|it|iz|is|or|er|ment|ti|ness|anc|enc|ant|ent|abl|ibl|abil|ibil|iv|al|ar|ic|li|i|ist|ism)+$/;

  // Words of the site that are spelled nearly like this one, the likeliest first.
  const corrections = async (text) => {
    const length = [...text].length;
    const isRun = shoroku.isInRun(text);
    if (length < (isRun ? LEAST_OF_RUN : LEAST) || length > LONGEST) return [];
    if (shoroku.isOfTwoSpellings(text)) return []; // it is right: color is no error for colon
    const known = (await shoroku.load(isRun ? "runs" : "words")).split(" ");
    return near(text, known, length);
  };

  const near = (word, known, length) => {
    const limit = length < LONG_WORD ? 1 : 2;
    const wanted = bare(word);
    return known
      .filter((other) => Math.abs(other.length - word.length) <= limit)
      .map((other) => [distance(wanted, bare(other), limit), other])
      .filter(([errors, other]) => errors <= limit && other !== word)
      .sort(([a], [b]) => a - b) // stable: the more frequent word stays first
      .slice(0, OFFERED)
      .map(([, other]) => other);
  };

  // Without what is often left out: accents, hyphens, the mark of a long vowel.
  const bare = (word) => shoroku.fold(word).replaceAll("ー", "");

  // Words of the site that have the root of this one: recognizing, recognition.
  const kin = async (text) => {
    const root = text.length > LONGEST ? "" : rootOf(text);
    if (root.length < LEAST_ROOT) return [];
    const known = (await shoroku.load("words")).split(" ");
    const isKin = (word) => word.startsWith(root) && word.length <= LONGEST && rootOf(word) === root;
    const words = known.filter(isKin);
    const shared = words.map((word) => sharedLength(word, text));
    const least = Math.max(...shared) - SLACK;
    return words.filter((_, i) => shared[i] >= least).slice(0, MOST_KIN);
  };

  // How many letters two words begin with alike.
  const sharedLength = (a, b) => {
    let length = 0;
    while (length < a.length && a[length] === b[length]) length += 1;
    return length;
  };

  const rootOf = (word) => (/^[a-z]+$/.test(word) ? shoroku.stem(word).replace(ENDING, "") : "");

  // The number of letters wrong, missing, too many or swapped with their neighbour (optimal string
  // alignment); any number above `limit` may be too small.
  const distance = (a, b, limit) => {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let [older, old] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const isSame = a[i - 1] === b[j - 1];
        row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (isSame ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          row[j] = Math.min(row[j], older[j - 2] + 1);
        }
      }
      if (Math.min(...row) > limit) return limit + 1;
      [older, old] = [old, row];
    }
    return old[b.length];
  };

  Object.assign(shoroku, { corrections, kin });
}

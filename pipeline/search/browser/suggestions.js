// What a reader may have meant whose query finds nothing.
"use strict";
globalThis.shoroku ??= {};

{
  const LONG_WORD = 8; // letters from which two errors are likely
  const OFFERED = 3;

  // Queries with the unknown words replaced by known ones, the likeliest first.
  const suggest = async ({ clauses }, text) => {
    const known = (await shoroku.load("words")).split(" ");
    const typed = clauses
      .filter(({ isExcluded }) => !isExcluded)
      .flatMap(({ units }) => units)
      .filter((unit) => !unit.isRun && !known.some((word) => word.startsWith(unit.text)))
      .map((unit) => unit.text);
    const offers = typed.map((word) => near(word, known)).filter((words) => words.length);
    if (!offers.length || offers.length < typed.length) return [];
    const normal = shoroku.normalise(text);
    return offers[0].map((first) =>
      typed.reduce((query, word, i) => query.replace(word, i ? offers[i][0] : first), normal),
    );
  };

  const near = (word, known) => {
    const limit = word.length < LONG_WORD ? 1 : 2;
    return known
      .map((other) => [distance(word, shoroku.fold(other), limit), other])
      .filter(([errors]) => errors <= limit)
      .sort(([a], [b]) => a - b) // stable: the more frequent word stays first
      .slice(0, OFFERED)
      .map(([, other]) => other);
  };

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

  Object.assign(shoroku, { suggest });
}

// The keys of the index, over the shards that hold them.
"use strict";
globalThis.shoroku ??= {};

{
  const shards = new Map(); // name → [folded key, key, digits] of each of its keys

  // What the index says of itself, and access to its keys.
  const openIndex = async () => {
    const { pages, lengths, starts } = await shoroku.load("index");
    const firsts = starts.split(" ");
    return {
      pages,
      lengths: shoroku.numbers(lengths),
      // Have the shards at hand that the atoms look at.
      fetch: async (atoms) => {
        const names = [...new Set(atoms.flatMap((atom) => namesOf(atom, firsts)))];
        const texts = await shoroku.loadAll(names);
        names.forEach((name, i) => shards.has(name) || shards.set(name, entries(texts[i])));
      },
      has: (atoms) => atoms.every((atom) => namesOf(atom, firsts).every((name) => shards.has(name))),
      // [key, digits] of the keys that fold to something from `from` to `to`.
      *keysOf({ from, to }) {
        for (const name of namesOf({ from, to }, firsts)) {
          for (const [folded, key, digits] of shards.get(name)) {
            if (from <= folded && folded <= to) yield [key, digits];
          }
        }
      },
    };
  };

  const namesOf = ({ from, to }, firsts) => {
    const names = [];
    for (let i = shardOf(from, firsts); i <= shardOf(to, firsts); i += 1) names.push(`shards/${i}`);
    return names;
  };

  // The number of shards that begin at or before the key, the first of them nameless.
  const shardOf = (key, firsts) => {
    let [low, high] = [0, firsts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const entries = (text) => {
    const parts = text.split(" ");
    const found = [];
    for (let i = 0; i < parts.length; i += 2) {
      found.push([shoroku.fold(parts[i]), parts[i], parts[i + 1]]);
    }
    return found;
  };

  Object.assign(shoroku, { openIndex });
}

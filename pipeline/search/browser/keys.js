// The keys of the index, over the shards that hold them.
"use strict";
globalThis.shoroku ??= {};

{
  const NAMES = "!"; // ends a key that holds names: pipeline/search/terms.py

  const opened = new WeakMap(); // site → {data, index}

  // What the index of a site says of itself, and access to its keys.
  const openIndex = async (site = shoroku.here) => {
    const data = await site.load("index");
    if (opened.get(site)?.data !== data) opened.set(site, { data, index: new Index(data, site) });
    return opened.get(site).index;
  };

  class Index {
    constructor({ pages, lengths, starts, guides }, site) {
      this.site = site;
      this.pages = pages;
      this.guides = new Set(guides); // and lists, which come after all others
      this.lengths = shoroku.numbers(lengths);
      this.firsts = starts ? starts.split(" ") : []; // of all shards but the first
      this.shards = new Map(); // name → [folded key, key, digits] of each of its keys
      this.names = new Map(); // key → what else the names are called that begin with it
    }

    // The shards that the atoms look at and that are not at hand.
    missing(atoms) {
      const names = atoms.flatMap(({ ranges }) => ranges.flatMap((range) => this.namesOf(range)));
      return [...new Set(names)].filter((name) => !this.shards.has(name));
    }

    // Have the shards at hand that the atoms look at.
    async fetch(atoms) {
      const names = this.missing(atoms);
      const texts = await this.site.loadAll(names);
      names.forEach((name, i) => this.take(name, entries(texts[i])));
    }

    take(name, found) {
      const isOfNames = ([folded]) => folded.endsWith(NAMES);
      for (const [, key, names] of found.filter(isOfNames)) this.names.set(key, names);
      this.shards.set(name, found.filter((entry) => !isOfNames(entry)));
    }

    // [key, digits] of the keys that fold to something in one of the atom's ranges.
    *keysOf({ ranges }) {
      for (const [from, to] of ranges) {
        for (const name of this.namesOf([from, to])) {
          for (const [folded, key, digits] of this.shards.get(name)) {
            if (from <= folded && folded <= to) yield [key, digits];
          }
        }
      }
    }

    namesOf([from, to]) {
      const [first, last] = [shardOf(from, this.firsts), shardOf(to, this.firsts)];
      return Array.from({ length: last - first + 1 }, (_, i) => `shards/${first + i}`);
    }
  }

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

// The values of a filter that a reader names: by key or label, by how they begin, or as a range.
"use strict";
globalThis.shoroku ??= {};

{
  const RANGE = /^(\d+)?(?:\.\.\.?|[-–~〜])(\d+)?$/u;
  // 2020年以降, 2020年から2022年まで
  const YEARS = [
    [/(?<=\d)年度?/gu, ""],
    [/(?<=^\d+)(?:以降|以後|から|~)$/u, ".."],
    [/^(\d+)(?:以前|まで)$/u, "..$1"],
    [/(?<=^\d+)から(\d+)(?:まで)?$/u, "..$1"],
    [/^(\d+)$/, "$1..$1"],
  ];
  const BOUND = /^([<>])(=?)(\d+)$/;

  // [key, label, pages] of each of `values` that is meant.
  const valuesNamed = (values, wanted) => {
    const isWithin = rangeOf(wanted);
    if (isWithin) return values.filter(([key]) => /^\d+$/.test(key) && isWithin(Number(key)));
    const name = bare(wanted);
    const same = values.filter((names) => names.slice(0, 2).some((each) => bare(each) === name));
    if (same.length || !name) return same;
    return values.filter((names) => names.slice(0, 2).some((each) => beginsWith(each, wanted)));
  };

  const rangeOf = (typed) => {
    const text = YEARS.reduce((all, [said, range]) => all.replace(said, range), typed);
    const [range, from, to] = RANGE.exec(text) ?? [];
    if (range && (from || to)) return (n) => Number(from ?? 0) <= n && n <= Number(to ?? Infinity);
    const [bound, side, orSame, limit] = BOUND.exec(text) ?? [];
    if (!bound) return null;
    return (n) => (orSame && n === Number(limit)) || (side === "<" ? n < limit : n > limit);
  };

  // Without accents, hyphens and spaces: kernel-methods, Kernel methods.
  const bare = (name) => shoroku.fold(shoroku.normalise(name)).replace(/[\s_]+/gu, "");

  // Whole words at the beginning, or characters of a script without spaces.
  const beginsWith = (name, wanted) => {
    const [long, short] = [name, wanted].map((each) => shoroku.fold(shoroku.normalise(each)));
    return long.startsWith(short) && (shoroku.isInRun(short) || !/^[\p{L}\p{N}]/u.test(long.slice(short.length)));
  };

  Object.assign(shoroku, { valuesNamed });
}

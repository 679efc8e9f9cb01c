// What a reader types, as clauses that a page must meet all of.
"use strict";
globalThis.shoroku ??= {};

{
  const AUTHORS = 1;
  const MOST_CHARACTERS = 1_000; // of a query: more than a page's title, less than a page
  // What a reader may call a field of the index, or a filter.
  const FIELDS = {
    0: "title titles intitle 題名 タイトル 題 表題",
    1: "author authors by 著者 著者名 作者",
    3: "tldr summary 要約",
    4: "review reviews body レビュー 本文",
    5: "abstract abstracts 要旨 概要 アブストラクト",
    6: "id ids arxiv",
  };
  const FILTERS = {
    rating: "rating ratings stars 評価 評点",
    read: "read depth 読んだ 読み方",
    reviewed: "reviewed 査読",
    reviewer: "reviewer reviewers 評者 査読者 レビュアー",
    tag: "tag tags keyword keywords タグ キーワード",
    topic: "topic topics subject 話題 トピック 分野 主題",
    venue: "venue venues conference journal 会議 学会 掲載先 発表先 論文誌",
    year: "year years date 年 発表年 出版年",
  };
  const fieldOf = (name) => {
    const [found] = Object.entries(FIELDS).find(([, names]) => names.split(" ").includes(name)) ?? [];
    return found === undefined ? null : Number(found);
  };
  const filterOf = (name) => {
    const known = Object.entries(FILTERS).find(([, names]) => names.split(" ").includes(name));
    const label = ([, each]) => shoroku.normalise(each) === name; // in the language of the page
    return (known ?? Object.entries(shoroku.words.filters).find(label))?.[0] ?? null;
  };
  const OR = "\ue000";
  const CHUNK = /(?<=^|\s)(-)?(?:([\p{L}]{1,20}):(?=\S))?(?:"([^"]*)"?|(\S+))/gu;

  const ENTITY = /&(?:amp|lt|gt|quot|nbsp|#\d{1,6});/g; // of pages whose source was copied

  const KATAKANA = "[\u30a1-\u30fa\u30fc\u30fd-\u30ff\u31f0-\u31ff]";
  const OPTIONAL_MARK = new RegExp(`(?<=${KATAKANA}{3})\u30fc(?!${KATAKANA})`, "gu");
  const MISSING_MARK = new RegExp(`(?<=${KATAKANA}{2}(?!\u30fc)${KATAKANA})(?=[^\u30a1-\u30ff\u31f0-\u31ff])`, "gu");

  // {clauses, filters, id, text}: `text` as it was read, `id` where the query is nothing but a paper's id or address.
  // With the `values` of the filters, a value may have spaces.
  const parseQuery = (typed, values = null) => {
    const query = typed.trim().slice(0, MOST_CHARACTERS);
    const normal = shoroku.normalise(withOperators(query)).replace(/[“”]/g, '"').replace(ENTITY, " ").trim();
    const bare = { text: normal, unknown: [], chunks: [] };
    const id = shoroku.nearestArxivId(query);
    if (id) return { clauses: [clauseOf(id, { isQuoted: true })], filters: [], id, ...bare };
    const address = shoroku.addressKey(normal);
    if (address) return { clauses: [addressClause(address, normal)], filters: [], id: address, ...bare };
    const date = shoroku.isoDate(normal);
    if (date) return { clauses: [addressClause(date, normal)], filters: [], id: null, ...bare };
    return { ...read(chunksOf(normal), values), id: null, text: normal };
  };

  // Operators are told from words by their capitals, which reading takes away.
  const withOperators = (query) =>
    query
      .replace(/(?<=\s)(?:OR|\|\|?|または)(?=\s)/gu, OR)
      .replace(/(?<=\s)AND(?=\s)/gu, " ")
      .replace(/(?<=^|\s)NOT\s+(?=\S)/gu, "-");

  // {raw, isExcluded, name, text, isQuoted} of what stands between spaces.
  const chunksOf = (normal) =>
    [...normal.matchAll(CHUNK)].map(([raw, minus, name, quoted, bare]) => ({
      raw,
      isExcluded: minus !== undefined,
      name: name ?? null,
      text: quoted ?? bare,
      isQuoted: quoted !== undefined,
    }));

  const read = (chunks, values) => {
    const clauses = [];
    const filters = [];
    const unknown = []; // names of fields that there are not
    let group = 0; // clauses of one are alternatives
    for (let i = 0; i < chunks.length; i += 1) {
      const chunk = chunks[i];
      const filter = chunk.name && filterOf(chunk.name);
      const field = chunk.name && fieldOf(chunk.name);
      if (chunk.text === OR && !chunk.name) continue;
      if (filter) {
        const more = valueLength(chunks, i, values?.[filter]);
        const isOther = chunks[i - 1]?.text === OR && chunks[i - 2]?.filter !== undefined;
        chunk.filter = isOther ? chunks[i - 2].filter : filters.length;
        filters.push({ ...filterFrom(filter, chunks.slice(i, i + more + 1)), group: chunk.filter });
        i += more;
        chunks[i].filter = chunk.filter;
        continue;
      }
      if (chunk.name && field === null) unknown.push(chunk.raw);
      const isAlternative = chunks[i - 1]?.text === OR && clauses.length > 0;
      const made = clausesFrom(chunk, field);
      clauses.push(...made.map((each, n) => ({ ...each, group: group + (isAlternative ? n - 1 : n) })));
      group += made.length - Number(isAlternative && made.length > 0);
    }
    return { clauses: distinct(clauses), filters, unknown, chunks };
  };

  // Whether what stands behind a name of a filter is one of its values, a number or a range.
  const isCondition = ({ name, text }, values) => {
    const filter = filterOf(name);
    if (!filter) return false;
    return /\d/.test(text) || shoroku.valuesNamed(values[filter] ?? [], text).length > 0;
  };

  const filterFrom = (name, chunks) => ({
    name,
    value: chunks.map(({ text }) => text).join(" "),
    isExcluded: chunks[0].isExcluded,
    raw: chunks.map(({ raw }) => raw).join(" "),
  });

  // How many of the words behind a filter's value belong to it, as in topic:kernel methods.
  const valueLength = (chunks, i, values) => {
    if (!values || chunks[i].isQuoted) return 0;
    let best = 0;
    let value = chunks[i].text;
    for (let n = 1; isPlain(chunks[i + n]); n += 1) {
      value += ` ${chunks[i + n].text}`;
      if (shoroku.valuesNamed(values, value).length) best = n;
    }
    return best;
  };

  const isPlain = (chunk) =>
    chunk && !chunk.name && !chunk.isExcluded && !chunk.isQuoted && chunk.text !== OR;

  const clausesFrom = ({ name, text, isQuoted, isExcluded, raw }, field) => {
    if (field === AUTHORS && isQuoted && text.includes(",")) {
      return authorClauses(text, { field, isQuoted, isExcluded });
    }
    const whole = name && field === null ? raw.replace(/^-/, "") : text; // of no field that is known
    const parts = isQuoted && whole === text ? [text] : parted(whole);
    return parts
      .map((part) => clauseOf(part, { field, isQuoted, isExcluded }))
      .filter(({ units }) => units.length)
      .map((clause, n) => ({ ...clause, isAfterSign: n > 0 }));
  };

  // "Dao, Tri" is Tri Dao, or T. Dao.
  const authorClauses = (text, options) => {
    const [last, first] = text.split(",").map((part) => part.trim());
    const clause = clauseOf(`${first} ${last}`.trim(), options);
    if (!clause.units.length) return [];
    const short = first ? [units(`${[...first][0]}. ${last}`)] : [];
    return [{ ...clause, variants: short }];
  };

  // Who repeats a word asks no more than once.
  const distinct = (clauses) => [
    ...new Map(
      clauses.map((clause) => [JSON.stringify({ ...clause, group: null }), clause]),
    ).values(),
  ];

  // `units` make a phrase.  `variants` are other spellings of it, which count less; `rare` ones
  // are worth a look only where nothing else is found.
  const clauseOf = (text, { field = null, isQuoted = false, isExcluded = false } = {}) => ({
    text,
    field,
    isQuoted,
    isExcluded,
    units: units(text),
    variants: isQuoted ? [] : [...joined(text), ...without(text), ...shoroku.spellings(text)].map(units),
    rare: isQuoted
      ? []
      : [...spellings(text, MISSING_MARK, "\u30fc"), ...shoroku.rareSpellings(text)].map(units),
  });

  // The words of a text that signs part, as in "kernel,rnn"; signs in numbers, such as "1.9B", and
  // beside single letters, such as "O(n", part nothing.
  const parted = (text) => {
    const tokens = shoroku.tokens(text);
    const starts = tokens.filter((token, i) => i === 0 || isParted(tokens[i - 1], token));
    return starts.map(({ start }, i) => text.slice(start, starts[i + 1]?.start));
  };

  const isParted = (before, after) => {
    if (after.position === before.position + 1) return false;
    if ([before, after].some(({ text }) => shoroku.isInRun(text))) return true;
    const texts = [before.text, after.text];
    return texts.every((text) => text.length > 1) && !texts.every((text) => /^\d/.test(text));
  };

  // The page of the paper, or else those that name the address.
  const addressClause = (key, text) => ({
    ...clauseOf(key, { isQuoted: true }),
    variants: [units(text)],
  });

  // pre-training, pretraining
  const joined = (text) => (/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)+$/u.test(text) ? [text.replaceAll("-", "")] : []);

  // Katakana words with and without the long vowel's mark at their end.
  const without = (text) => spellings(text, OPTIONAL_MARK, "");

  const spellings = (text, pattern, replacement) => {
    const other = text.replace(pattern, replacement);
    return other === text ? [] : [other];
  };

  // Words, and runs of characters of scripts without spaces, each with its place in the phrase.
  const units = (text) => {
    const found = [];
    let end = null; // the position after the run that can go on
    const tokens = shoroku.tokens(text);
    for (const token of tokens) {
      const offset = token.position - tokens[0].position;
      const isRun = shoroku.isInRun(token.text);
      if (isRun && end === offset) found.at(-1).text += token.text;
      else found.push({ text: token.text, offset, isRun });
      end = isRun ? offset + 1 : null;
    }
    return found;
  };

  // The units of several clauses as one phrase, where they stand in the order in which they were
  // typed.
  const inARow = (clauses) => {
    const row = [];
    for (const { units, isAfterSign } of clauses) {
      const last = row.at(-1);
      const start = last ? last.offset + width(last) + Number(isAfterSign ?? false) : 0;
      row.push(...units.map((unit) => ({ ...unit, offset: unit.offset + start })));
    }
    return row;
  };

  const width = ({ text, isRun }) => (isRun ? [...text].length : 1);

  Object.assign(shoroku, { parseQuery, isCondition, clauseOf, inARow });
}

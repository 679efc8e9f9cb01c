// From a query to pages in order: match its clauses, filter, rank.
"use strict";
globalThis.shoroku ??= {};

{
  // A first query asks for the index, shards, and the pages that it shows: for so many files
  // before a reader sees something, as far as that can be.
  const MOST_FILES = 6;
  const FILES_FOR_NAMES = 2; // where something is found as it was typed
  const FEW_ATOMS = 4; // of a query for which other names are looked up
  const ENOUGH = 10; // pages, with which nobody needs those that have other names
  const FEW_HITS = 3; // with which many want others
  const FEW_PAGES = 2; // that may be looked at in place of the index
  const EARLY = 100; // milliseconds after which the first pages are shown alone
  const EARLY_PAGES = 2;

  // {query, hits, pages, isJump}: the hits are {page, quality, score, fields} from the best on, and
  // `fields` tell of each field whether it holds something that was asked for; `pages` are what to
  // show of the first hits, up to `shown` of them; `isJump` tells that the query is the id of the
  // first hit.  `told`: see `hitsOf`.  `early` is called with the same of the pages that are found
  // first, while others are looked for.
  const search = async (text, shown = 0, early = null) => {
    const before = shoroku.loadedFiles();
    const typed = shoroku.parseQuery(text);
    const index = await shoroku.openIndex();
    const values = typed.filters.length ? await shoroku.load("filters") : {};
    const asked = typed.filters.length ? shoroku.parseQuery(text, values) : typed;
    const preview = early && newPreview(early);
    const left = () => MOST_FILES - (shoroku.loadedFiles() - before);
    try {
      const { query, hits, told } = await hitsOrOffers(asked, values, { index, left, preview });
      await preview?.of({ query, hits });
      const pages = await pagesOf(affordable(hits.slice(0, shown), left()));
      return { query, hits, pages, told, isJump: isJump(query, hits) };
    } finally {
      preview?.end();
    }
  };

  // Has the first pages come before all else that is yet to be looked up, and shows them if that
  // takes long.
  const newPreview = (early) => {
    const start = performance.now();
    let isOver = false;
    let isBegun = false;
    const show = (found) => !isOver && early({ ...found, told: null, isJump: false });
    return {
      of: async ({ query, hits }) => {
        if (isBegun || !hits.length) return;
        isBegun = true;
        const pages = await pagesOf(hits.slice(0, EARLY_PAGES));
        setTimeout(show, Math.max(0, start + EARLY - performance.now()), { query, hits, pages });
      },
      end: () => (isOver = true),
    };
  };

  // As many of the first hits as so many files bring, one at least.
  const affordable = (hits, files) => {
    let left = Math.max(files, 1);
    const end = hits.findIndex(({ page }) => !shoroku.isLoaded(`pages/${page}`) && (left -= 1) < 0);
    return end < 0 ? hits : hits.slice(0, end);
  };

  // With `told` also of what is not understood, and of queries that find something instead.
  const hitsOrOffers = async (query, values, { index, left, preview }) => {
    const found = await hitsOf(query, values, { index, left, preview });
    const isOdd = ({ name, value }) => !shoroku.valuesNamed(values[name] ?? [], value).length;
    const odd = [...query.unknown, ...query.filters.filter(isOdd).map(({ raw }) => raw)];
    const isPlain = found.hits.length && !query.unknown.length;
    const offers = isPlain ? [] : await offersFor(query, values, index);
    if (!odd.length && !offers.length) return found;
    const { corrected = null, missing = [] } = found.told ?? {};
    const others = found.hits.length ? null : await relaxed(query, values, index);
    return { ...found, ...others, told: { corrected, missing, odd, offers } };
  };

  // Where nothing is found: the query with what is asked of fields, and what is not understood, as
  // words; nothing is known to hold it whole.
  const relaxed = async ({ chunks }, values, index) => {
    const isWord = (chunk) => chunk.name && !chunk.isExcluded && !shoroku.isCondition(chunk, values);
    if (!chunks.some(isWord)) return null;
    const text = chunks.map((chunk) => (isWord(chunk) ? chunk.text : chunk.raw)).join(" ");
    const missing = chunks.filter(isWord).map(({ raw }) => raw);
    const { query, hits } = await hitsOf(shoroku.parseQuery(text, values), values, { index });
    const lacking = (hit) => ({ ...hit, quality: shoroku.PART, lacking: 1, missing });
    return { query, hits: hits.map(lacking) };
  };

  // The query without its conditions, or with their values as words, where that finds something.
  const offersFor = async ({ chunks }, values, index) => {
    const named = chunks.filter(({ name }) => name);
    const plain = chunks.filter(({ name }) => !name);
    if (!named.length) return [];
    const texts = [plain.map(({ raw }) => raw), chunks.map(({ name, text, raw }) => (name ? text : raw))];
    const offers = [];
    for (const text of new Set(texts.map((each) => each.join(" ")))) {
      const { hits, told } = await hitsOf(shoroku.parseQuery(text), values, { index });
      if (hits.length && !told?.missing.length) offers.push(text);
    }
    return offers;
  };

  const isJump = ({ id }, [first]) =>
    id !== null && first?.quality === shoroku.EXACT && shoroku.isOfId(first);

  // What is shown of each hit.
  const pagesOf = (hits) => loadPages(hits.map(({ page }) => page));

  const loadPages = (numbers) => shoroku.loadAll(numbers.map((number) => `pages/${number}`));

  // {query, hits, told}: what is `told` is how they meet the query where they do not hold all of
  // it as it was typed; the query is then that of which they hold something.
  // Of what would find more where something is found, no more than `left()` files are loaded.
  const hitsOf = async (query, values, { index, left, preview }) => {
    const asked = query.clauses.map((clause) => ({ clause, phrases: phrasesOf(clause) }));
    const sure = await hitsFromTexts(asked, { query, values, index });
    if (sure) return { query, hits: sure, told: null };
    const { found, answers } = await namedHits(asked, { query, values, index, left, preview });
    if (found.hits.length || query.id || !query.clauses.length) {
      const hits = await withLooser(found, asked, { answers, values, index });
      return { ...found, hits, told: null };
    }
    const excluding = answers.filter(({ clause }) => clause.isExcluded);
    const allowed = allowedPages({ answers: excluding, query, values, index });
    return shoroku.nearestHits({ query, answers, also: found.query.also, allowed, index });
  };

  // Where few pages have all, also those that lack nothing but words that tell little, as of a
  // sentence, and, where even those are very few, those that lack more.  A guide holds many words
  // by chance, but not in its title.
  const withLooser = async ({ query, hits }, asked, { answers, values, index }) => {
    if (!hits.length || hits.length >= ENOUGH) return hits;
    const isGuide = ({ page, fields: [inTitle] }) => index.guides.has(page) && !inTitle;
    const all = [...hits, ...others(hits, tellingHits(query, { answers, values, index }))];
    const foremost = all.filter((hit) => !isGuide(hit));
    const ordered = [...foremost, ...all.filter(isGuide)];
    const strict = answers.filter(({ clause }) => isStrict(clause));
    const isShort = !isLong(asked) && answers.length > strict.length + 1;
    if (foremost.length > FEW_HITS || !isShort) return ordered;
    const allowed = allowedPages({ answers: strict, query, values, index });
    const near = await shoroku.nearestHits({ query, answers, also: [], allowed, index, most: 0 });
    return [...ordered, ...others(ordered, near.hits)];
  };

  // Those of the second that are not among the first.
  const others = (first, second) => {
    const known = new Set(first.map(({ page }) => page));
    return second.filter(({ page }) => !known.has(page));
  };

  // The pages that have all that tells something, of a query that has more.
  const tellingHits = (query, { answers, values, index }) => {
    const telling = answers.filter(({ clause }) => isStrict(clause) || !shoroku.isAside(clause));
    const isWhole = telling.length === answers.length;
    if (isWhole || telling.every(({ clause }) => clause.isExcluded)) return [];
    const pages = chosenPages({ answers: telling, query, values, index });
    const ranked = shoroku.ranked(pages, telling, { query, index });
    return ranked.map((hit) => ({ ...hit, quality: shoroku.WHOLE }));
  };

  const isStrict = ({ isExcluded, isQuoted, field }) => isExcluded || isQuoted || field !== null;

  // The pages that have all that is asked for, under these names or, where they are few, others.
  const namedHits = async (asked, { query, values, index, left = () => Infinity, preview = null }) => {
    await index.fetch(asked.flatMap(({ phrases }) => phrases.flat()));
    const answers = await Promise.all(asked.map((each) => answerFromIndex(each, index)));
    const ordered = (of) =>
      shoroku.ranked(chosenPages({ answers: of, query, values, index }), of, { query, index });
    const hits = ordered(answers);
    const isAnswered = hits.length >= ENOUGH || (hits.length > 0 && isLong(asked));
    if (isAnswered || query.id) return { found: { query, hits }, answers };
    await preview?.of({ query, hits });
    const most = hits.length > 0 ? Math.max(0, Math.min(FILES_FOR_NAMES, left() - 1)) : Infinity;
    const named = await shoroku.withNames(answers, index, most);
    const found = { query: { ...query, also: named.also }, hits: ordered(named.answers) };
    return { found, answers: named.answers };
  };

  // How many pages of another site have all that is asked for.
  const countAt = async (text, site) => {
    const index = await shoroku.openIndex(site);
    const typed = shoroku.parseQuery(text);
    const values = typed.filters.length ? await site.load("filters") : {};
    const query = shoroku.parseQuery(text, values);
    const asked = query.clauses.map((clause) => ({ clause, phrases: phrasesOf(clause) }));
    const { found } = await namedHits(asked, { query, values, index });
    return found.hits.length;
  };

  const hasAlternatives = (asked) =>
    new Set(asked.map(({ clause }) => clause.group)).size < asked.length;

  const isLong = (asked) => asked.flatMap(({ phrases }) => phrases[0]).length > FEW_ATOMS;

  // A clause alone, with the pages that hold it.
  const answerTo = async (clause, index) => {
    const phrases = phrasesOf(clause);
    await index.fetch(phrases.flat());
    return answerFromIndex({ clause, phrases }, index);
  };

  const phrasesOf = (clause, spellings = clause.variants) =>
    [clause.units, ...spellings].map((units) => shoroku.atoms(units, clause));

  // A clause with the pages that hold one of its spellings.
  const answerFromIndex = async ({ clause, phrases }, index) => {
    const matches = matchesOf(clause, phrases, index);
    if (matches.size > 0 || clause.rare.length === 0) return { clause, matches };
    const rare = phrasesOf(clause, clause.rare);
    await index.fetch(rare.flat());
    return { clause, matches: matchesOf(clause, rare, index) };
  };

  const matchesOf = ({ field }, phrases, index) =>
    shoroku.bestMatches(
      phrases.map((phrase, i) =>
        shoroku.matchPhrase(phrase, index, {
          field,
          best: i === 0 ? shoroku.EXACT : shoroku.VARIANT,
        }),
      ),
    );

  // The hits of a long query that a part of its shards narrows down to so few pages that their
  // texts can tell the rest; null where it is not so.
  const hitsFromTexts = async (asked, { query, values, index }) => {
    const wanted = asked.filter(({ clause }) => !clause.isExcluded);
    const atoms = wanted.flatMap(({ phrases }) => phrases.flat());
    if (hasAlternatives(asked) || !isLong(asked) || index.missing(atoms).length < MOST_FILES - 1) return null;
    await index.fetch(telling(atoms, index));
    const narrowed = wanted.flatMap(({ clause, phrases }) => {
      const known = phrases.map((phrase) => phrase.filter((atom) => !index.missing([atom]).length));
      if (known.some((phrase) => !phrase.length)) return [];
      return [{ clause, matches: matchesOf(clause, known, index) }];
    });
    const candidates = chosenPages({ answers: narrowed, query, values, index });
    if (candidates.length > FEW_PAGES) return null;
    const pages = await loadPages(candidates);
    const answers = asked.map(({ clause }) => answerFromTexts(clause, candidates, pages));
    const pagesLeft = chosenPages({ answers, query, values, index });
    const hits = shoroku.ranked(pagesLeft, answers, { query, index });
    return hits.length ? hits : null; // that nothing is found, the index alone tells for sure
  };

  // The atoms of the longest keys, which stand in the fewest pages, as far as a few shards go.
  const telling = (atoms, index) => {
    const length = ({ ranges }) => ranges[0][0].length;
    const chosen = [];
    for (const atom of [...atoms].sort((a, b) => length(b) - length(a))) {
      const shards = index.missing([...chosen, atom]).length;
      if (shards + FEW_PAGES < MOST_FILES) chosen.push(atom);
    }
    return chosen;
  };

  const answerFromTexts = (clause, numbers, pages) => {
    const matches = pages.map(({ texts }, i) => [numbers[i], shoroku.matchTexts(texts, clause)]);
    return { clause, matches: new Map(matches.filter(([, { quality }]) => quality >= 0)) };
  };

  // The pages that meet every clause and every filter; none where nothing is asked.
  const chosenPages = ({ answers, query, values, index }) => {
    if (!query.clauses.length && !query.filters.length) return [];
    return allowedPages({ answers, query, values, index });
  };

  const allowedPages = ({ answers, query, values, index }) => {
    const excluded = answers.filter(({ clause }) => clause.isExcluded);
    const conditions = [
      ...groupsOf(answers).map((group) => (page) => group.some(({ matches }) => matches.has(page))),
      ...excluded.map(({ matches }) => (page) => !holdsAsTyped(matches, page)),
      ...filterGroups(query.filters).map((group) => {
        const held = group.map(({ name, value }) => pagesWith(values[name] ?? [], value));
        return (page) => group.some(({ isExcluded }, i) => held[i].has(page) !== isExcluded);
      }),
    ];
    const pages = [...Array(index.pages).keys()];
    return pages.filter((page) => conditions.every((meets) => meets(page)));
  };

  // The answers of which a page is to meet one.
  const groupsOf = (answers) => {
    const groups = new Map();
    for (const answer of answers.filter(({ clause }) => !clause.isExcluded)) {
      const group = answer.clause.group ?? answer;
      groups.set(group, [...(groups.get(group) ?? []), answer]);
    }
    return [...groups.values()];
  };

  // The conditions of which a page is to meet one.
  const filterGroups = (filters) =>
    [...new Set(filters.map(({ group }) => group))].map((group) =>
      filters.filter((filter) => filter.group === group),
    );

  const holdsAsTyped = (matches, page) => matches.get(page)?.quality > shoroku.VARIANT;

  const pagesWith = (values, wanted) =>
    new Set(shoroku.valuesNamed(values, wanted).flatMap(([, , digits]) => shoroku.ascending(digits)));

  Object.assign(shoroku, { search, pagesOf, phrasesOf, answerTo, groupsOf, countAt });
}

// Text as the search sees it: pipeline/search/text.py does the same to the pages.
// tests/search/vectors.json holds the two together.
"use strict";
globalThis.shoroku ??= {};

{
  const GRAM = 4; // characters in a key of a script that is written without spaces

  const SHORT_WORD = 3; // letters up to which a word is also a key with the word after it
  const PAIR = "_"; // begins a key of two words, and parts them

  // Scripts written without spaces, as they are after NFKC.
  const CJK =
    "\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u3038-\\u303c\\u3041-\\u3096\\u309d-\\u309f" +
    "\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3" +
    "\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const MARKS = "\\u0300-\\u036f\\u20d0-\\u20f0"; // accents that NFKC could not join to a letter
  const LETTER = `(?![${CJK}])[\\p{L}\\p{N}]`;
  const WORD = `${LETTER}(?:${LETTER}|[${MARKS}])*`;
  const JOINT = "\\-' \u30fb"; // what may stand between two tokens of one phrase

  const TOKEN = new RegExp(`(?<character>[${CJK}])|(?<word>${WORD})|[^\\p{L}\\p{N}${JOINT}]+`, "gu");
  const IN_RUN = new RegExp(`^[${CJK}]`, "u");
  const NEW_FORMS = new Map(shoroku.oldForms.match(/../gu).map((pair) => [...pair]));
  const OLD_FORM = new RegExp(`[${[...NEW_FORMS.keys()].join("")}]`, "gu");
  const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
  const ACCENTS = new RegExp(`[\\-${MARKS}]`, "gu");
  const BASE_LETTERS = {
    ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i",
  };
  const ADDRESS = new RegExp(
    "^[<(\\[\"'「『]{0,3}(?:https?://)?(?:www\\.)?(?:(?:(?:dx\\.)?doi\\.org/|doi: ?)(?=10\\.))?" +
      "((?:(?:[a-z0-9-]{1,63}\\.){1,5}[a-z]{2,20}|10\\.\\d{4,9})/[!-~]{1,300}?)" +
      "(?:\\.pdf|\\.html?)?/?(?:[?&](?:utm_[a-z]{1,20}|fbclid|gclid|ref|source)=[!-~]*)?(?:#[!-~]*)?" +
      "[>)\\]\"'」』.,;:!?。、]{0,5}$",
  );
  const WAYS = shoroku.idShapes.ways.map(([way, same]) => [new RegExp(way), same]);
  // As in https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format: putting more of them in
  // order takes a time that grows with their square.
  const MOST_MARKS = 30;
  const SURPLUS = new RegExp(`([${MARKS}]{${MOST_MARKS}})[${MARKS}]+`, "gu");
  // One character with what NFKC may join to it: accents, and half-width kana's sound marks.
  const CLUSTER = new RegExp(`[\\s\\S][${MARKS}\\u3099\\u309a\\uff9e\\uff9f]{0,${MOST_MARKS}}`, "gu");

  // Make texts that look alike the same: width, case, hyphens, old ideographs; accents stay.
  const normalise = (text) =>
    text
      .replace(SURPLUS, "$1")
      .normalize("NFKC")
      .toLowerCase()
      .replace(INVISIBLE, "")
      .replace(/[\u2010\u2012\u2013\u2212]/g, "-")
      .replace(/[\u2019\u02bc]/g, "'")
      .replace(OLD_FORM, (old) => NEW_FORMS.get(old));

  // One word for the page to which a normalised address leads; empty for any other text.
  const addressKey = (normal) => {
    const address = ADDRESS.exec(normal);
    if (!address) return "";
    const place = WAYS.reduce((all, [way, same]) => all.replace(way, same), address[1]);
    return place.replace(/[^a-z0-9]/g, "");
  };

  // The form under which a key is sorted and found: without accents and hyphens.
  const fold = (key) =>
    key
      .normalize("NFKD")
      .replace(ACCENTS, "")
      .replace(/[ßæœøłđðþı]/g, (letter) => BASE_LETTERS[letter])
      .normalize("NFC");

  const isInRun = (text) => IN_RUN.test(text);

  // The tokens of a normalised text: words, and single characters of scripts without spaces.
  // Tokens that make a phrase have successive positions.  `start` and `end` are offsets in the text.
  // The first part of a word with hyphens has the `whole` of it, another token.
  const tokens = (normal) => {
    const found = [];
    let position = 0;
    let first = null; // the word that a hyphen may go on from
    for (const match of normal.matchAll(TOKEN)) {
      const text = match.groups.character ?? match.groups.word;
      const token = { text, position, start: match.index, end: match.index + match[0].length };
      if (text !== undefined) found.push(token);
      const before = first?.whole ?? first;
      const goesOn = before && match.index === before.end + 1 && normal[before.end] === "-";
      if (match.groups.word === undefined) first = null;
      else if (goesOn) first.whole = { ...token, text: `${before.text}-${text}`, start: first.start };
      else first = token;
      position += 1;
    }
    return found;
  };

  // Whether two names are the same but for width, case, accents and hyphens.
  const isSame = (a, b) => fold(normalise(a)) === fold(normalise(b));

  // A text normalised, and for each of its offsets where in `text` that comes from.
  const normalisedWithOrigin = (text) => {
    if (/^[\0-\x7f]*$/.test(text)) return { normal: normalise(text), origin: (offset) => offset };
    const pieces = [];
    const origins = [];
    const told = new Map(); // each cluster is normalised once
    for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
      if (!told.has(cluster)) told.set(cluster, normalise(cluster));
      const piece = told.get(cluster);
      pieces.push(piece);
      for (let i = 0; i < piece.length; i += 1) origins.push(index);
    }
    origins.push(text.length);
    return { normal: pieces.join(""), origin: (offset) => origins[offset] };
  };

  Object.assign(shoroku, {
    GRAM,
    SHORT_WORD,
    PAIR,
    normalise,
    addressKey,
    fold,
    isInRun,
    isSame,
    tokens,
    normalisedWithOrigin,
  });
}

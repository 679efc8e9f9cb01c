// The words of a phrase or a sentence, for where no page has the whole of it.
"use strict";
globalThis.shoroku ??= {};

{
  const HAN = "\\p{Script=Han}々〆ヶ";
  const KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff";
  // What may stand within a word that is written with kana, as in 畳み込み; no particle is among it.
  const WITHIN = `(?<=[${HAN}])[いえきぎけげしせちてびべみめりれわ]{1,2}(?=[${HAN}])`;
  const AT_END = `(?<=[${HAN}])[いえきぎけちびみめりれ]?`; // as in 重み
  const WORD = new RegExp(`(?:[${HAN}${KATAKANA}]|${WITHIN})+${AT_END}|[${HAN}${KATAKANA}]+`, "gu");
  const WORD_WITHOUT_KANA = new RegExp(`[${HAN}${KATAKANA}]+`, "gu");
  const ONE_SCRIPT = new RegExp(`[${HAN}]+|[${KATAKANA}]+`, "gu");
  const HAN_ALONE = new RegExp(`^[${HAN}]{3,12}$`, "u");
  // What follows a noun; else one ideograph is the beginning of a verb, as in 減らす.
  const AFTER_NOUN = /^(?:$|[はがをにでとのもやへ]|[^\p{Script=Hiragana}])/u;
  const HANGUL = /[\uac00-\ud7a3]/u;

  // What a sentence needs and a subject does not.
  const ASIDE = new Set(
    (
      "a about an and are as at be been between by can could difference do does explain explained " +
      "for from get had has have how i in into is it its make me my of on or our paper papers " +
      "should show than that the their them there these they this to use used using via vs was " +
      "we were what when where which while who why will with without would you your " +
      "何 何故 例 方法 手法 論文 研究 意味 意義 違 違い 説明 解説 紹介 比較 仕組 仕組み 利点 欠点 場合 最近 最新 関係 概要 入門 的 性 化 法 型 等 際 時 中 間 前 後 上 下 方 者 用"
    ).split(" "),
  );

  // Ways to part a clause into others, from the coarsest on.
  const partings = (clause) => {
    const { units } = clause;
    if (units.length > 1) return [units.flatMap(wordsOf)];
    const [{ text, isRun }] = units;
    if (!isRun || HANGUL.test(text)) return [];
    const ways = [WORD, WORD_WITHOUT_KANA, ONE_SCRIPT].map((pattern) => wordsIn(text, pattern));
    const all = HAN_ALONE.test(text) ? [...ways, halves(text)] : ways;
    return all.filter((parts) => parts.length && parts.join(" ") !== text);
  };

  // Between words of letters, a run brings particles.
  const wordsOf = ({ text, isRun }) => {
    const words = isRun ? wordsIn(text, WORD) : [];
    return words.length ? words : [text];
  };

  // Whether one ideograph is the beginning of a verb.
  const isVerb = (text, start, end) => end === start + 1 && !AFTER_NOUN.test(text.slice(end));

  // The words of a run, without the beginnings of verbs if there are others.
  const wordsIn = (text, pattern) => {
    const found = [...text.matchAll(pattern)];
    const nouns = found.filter(({ 0: word, index }) => !isVerb(text, index, index + word.length));
    return (nouns.length ? nouns : found).map(([word]) => word);
  };

  // Whether it is one word as it stands.
  const isOneWord = ({ units: [first, ...more], isQuoted }) =>
    !more.length && !isQuoted && (!first.isRun || first.text.match(WORD)?.[0] === first.text);

  // 計算量削減: words of ideographs are mostly of two.
  const halves = (text) => text.match(/..?/gsu);

  // Whether a word tells little of what is looked for.
  const isAside = ({ text }) => ASIDE.has(text) || /^\p{Script=Hiragana}$/u.test(text);

  // Where the words of a run are: {start, end} of each.
  const wordPlaces = (text) =>
    [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ start: index, end: index + word.length }));

  Object.assign(shoroku, { wordPlaces, isVerb, partings, isOneWord, isAside });
}

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
  const HAN_ALONE = new RegExp(`^[${HAN}]{4,12}$`, "u");
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
    const ways = [WORD, WORD_WITHOUT_KANA, ONE_SCRIPT].map((pattern) => text.match(pattern) ?? []);
    const all = HAN_ALONE.test(text) ? [...ways, halves(text)] : ways;
    return all.filter((parts) => parts.length && parts.join(" ") !== text);
  };

  // Between words of letters, a run brings particles.
  const wordsOf = ({ text, isRun }) => (isRun && text.match(WORD)) || [text];

  // Whether it is one word as it stands.
  const isOneWord = ({ units: [first, ...more], isQuoted }) =>
    !more.length && !isQuoted && (!first.isRun || first.text.match(WORD)?.[0] === first.text);

  // 計算量削減: words of ideographs are mostly of two.
  const halves = (text) => text.match(/..?/gsu);

  // Whether a word tells little of what is looked for.
  const isAside = ({ text }) => {
    const [first, ...more] = text;
    return ASIDE.has(text) || (more.length === 0 && shoroku.isInRun(first));
  };

  Object.assign(shoroku, { partings, isOneWord, isAside });
}

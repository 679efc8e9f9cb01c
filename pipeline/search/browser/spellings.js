// Other spellings of the same word, by rule; a spelling that is on no page does no harm.
"use strict";
globalThis.shoroku ??= {};

{
  // What is written otherwise across the Atlantic, and how: British to American, and back.
  const OUR = "behavi|col|discol|fav|flav|harb|hon|hum|lab|neighb|rum|tum|vap|vig|rig|sav|arm|endeav|val";
  const RE = "cent|epicent|fib|lit|met|kilomet|millimet|centimet|theat|calib|spect";
  const ALWAYS_ISE = "no|ra|pra|prec|exerc|prom|comprom|superv|rev|adv|dev|telev|surpr|enterpr|expert|conc|otherw|likew|parad";
  const ENGLISH = [
    [new RegExp(`(?<=...)(?<!^(?:${ALWAYS_ISE}))is(ation|ations|ational|e|es|ed|er|ers|ing|able)$`), "iz$1"],
    [/ys(e|es|ed|er|ers|ing)$/, "yz$1"],
    [new RegExp(`^(${OUR})our`), "$1or"],
    [/(?<=[aeiouy][^aeiouy]+[aeiou])ll(ed|er|ers|ing|ings)$/, "l$1"],
    [/(?<=ulf|kilf|ilf|nstal|nrol|istil)l?(s|ment|ments|ful)$/, "l$1"],
    [/ogue(|s|d)$/, "og$1"],
    [new RegExp(`^(${RE})re(|s|d)$`), "$1er$2"],
    [/(?<=defen|offen|licen|preten)ce(|s|d)$/, "se$1"],
    [/^practis/, "practic"],
    [/^(arch|orthop|encyclop)ae/, "$1e"],
    [/^paed/, "ped"],
    [/^haem/, "hem"],
    [/^anaesth/, "anesth"],
    [/oeuv/, "euv"],
    [/^grey/, "gray"],
    [/^programme(|s)$/, "program$1"],
    [/^ageing$/, "aging"],
    [/^artefact/, "artifact"],
    [/^sceptic/, "skeptic"],
    [/^sulph/, "sulf"],
    [/^mould/, "mold"],
    [/^tyre(|s)$/, "tire$1"],
    [/^(learn|spel|dream|burn|spoil)t$/, "$1ed"],
    [/(judg|acknowledg)ement/, "$1ment"],
    [/^(to|for|back)wards$/, "$1ward"],
    [/^whilst$/, "while"],
    [/^disc(|s)$/, "disk$1"],
    [/^aluminium$/, "aluminum"],
  ];
  const AMERICAN = [
    [/iz(ation|ations|ational|e|es|ed|er|ers|ing|able)$/, "is$1"],
    [/yz(e|es|ed|er|ers|ing)$/, "ys$1"],
    [new RegExp(`^(${OUR})or`), "$1our"],
    [/(?<=[aeiouy][^aeiouy]+[aeiou])l(ed|er|ers|ing|ings)$/, "ll$1"],
    [/og(|s)$/, "ogue$1"],
    [new RegExp(`^(${RE})er(|s|ed)$`), "$1re$2"],
    [/(?<=defen|offen|licen|preten)se(|s|d)$/, "ce$1"],
    [/^practic/, "practis"],
    [/^(arch|orthop|encyclop)e/, "$1ae"],
    [/^pediat/, "paediat"],
    [/^hem(?=[ao])/, "haem"],
    [/^anesth/, "anaesth"],
    [/^maneuv/, "manoeuv"],
    [/^gray/, "grey"],
    [/^program(|s)$/, "programme$1"],
    [/^aging$/, "ageing"],
    [/^artifact/, "artefact"],
    [/^skeptic/, "sceptic"],
    [/^sulf/, "sulph"],
    [/^mold/, "mould"],
    [/^tire(|s)$/, "tyre$1"],
    [/^(learn|burn|dream|spoil)ed$/, "$1t"],
    [/(judg|acknowledg)ment/, "$1ement"],
    [/^(to|for|back)ward$/, "$1wards"],
    [/^while$/, "whilst"],
    [/^disk(|s)$/, "disc$1"],
    [/^aluminum$/, "aluminium"],
  ];
  const LEAST = 4; // letters of a word that has two spellings
  const LONGEST = 40; // characters: no word is longer

  // Katakana that was written otherwise before: https://www.bunka.go.jp/kokugo_nihongo/sisaku/joho/joho/kijun/naikaku/gairai/
  const KANA = [
    ["ヴァ", "バ"], ["ヴィ", "ビ"], ["ヴェ", "ベ"], ["ヴォ", "ボ"], ["ヴ", "ブ"], ["ティ", "チ"],
    ["ディ", "ジ"], ["ウィ", "ウイ"], ["ウェ", "ウエ"], ["ウォ", "ウオ"], ["ファ", "フア"],
    ["フィ", "フイ"], ["フェ", "フエ"], ["クォ", "クオ"], ["クァ", "クア"], ["イア", "イヤ"],
    ["シェ", "セ"], ["ジェ", "ゼ"], ["ツァ", "ツア"], ["エイ", "エー"], ["オウ", "オー"],
  ];
  const NUMERALS = ["", ..."一二三四五六七八九"];
  const NUMBER = /^[1-9]\d?(?=[\p{Script=Han}\p{Script=Katakana}])/u;
  const NUMERAL =
    /^(?:([二三四五六七八九])?(十))?([一二三四五六七八九])?(?=[\p{Script=Han}\p{Script=Katakana}])/u;
  // What may be written apart from the word that it begins.
  const BEGINNING = new RegExp(
    "^(auto|back|co|cross|data|fine|hyper|inter|meta|micro|multi|non|out|over|post|pre|re|self|semi|" +
      "sub|super|un|under|warm)(?=[a-z]{4})",
  );
  const HAN = "\\p{Script=Han}";
  const OKURIGANA = new RegExp(`(?<=${HAN})[いえきぎけげしちてびべみめりれわ]{1,2}(?=${HAN})`, "gu");
  const LAST_KANA = new RegExp(`(?<=${HAN}{2})[いえきぎけげしちびべみめりれ]$`, "u");
  const ENDS = [..."みりきしちいえけせめれてびぎべげ", "わせ"];

  // The word as the other side of the Atlantic writes it, and without all kana that may be left out.
  const spellings = (text) => {
    if (text.length > LONGEST) return [];
    const words = text.split("-");
    const english = [ENGLISH, AMERICAN].map((rules) =>
      words.map((word) => respelled(word, rules)).join("-"),
    );
    const bare = text.replace(OKURIGANA, "");
    return others(text, [...english, bare, bare.replace(LAST_KANA, "")]);
  };

  const TWO_SPELLINGS = new RegExp(`^(?:(?:${OUR})ou?r|(?:${RE})(?:re|er)s?$|gr[ae]y)`);
  const isOfTwoSpellings = (word) => TWO_SPELLINGS.test(word);

  const respelled = (word, rules) => {
    if (word.length < LEAST || !/^[a-z]+$/.test(word)) return word;
    return rules.reduce((all, [from, to]) => all.replace(from, to), word);
  };

  // What is worth a look where nothing else is found.
  const rareSpellings = (text) => {
    if (text.length > LONGEST) return [];
    if (!shoroku.isInRun(text)) {
      return others(text, [text.replace(BEGINNING, "$1 "), inNumerals(text)]);
    }
    return others(text, [...kanaOf(text), ...withoutMarks(text), ...withKana(text), inDigits(text)]);
  };

  const kanaOf = (text) =>
    KANA.flatMap(([a, b]) => [text.replaceAll(a, b), text.replaceAll(b, a)]).filter((each) => each !== text);

  // インターフェース, インタフェース
  const withoutMarks = (text) =>
    [...text.matchAll(/ー/g)].map(({ index }) => text.slice(0, index) + text.slice(index + 1));

  // 16層, 十六層
  const inNumerals = (text) =>
    text.replace(NUMBER, (number) => {
      const [tens, ones] = number.padStart(2, "0");
      return (tens > "1" ? NUMERALS[tens] : "") + (tens > "0" ? "十" : "") + NUMERALS[ones];
    });

  const inDigits = (text) => {
    const [numeral, tens, ten, ones] = NUMERAL.exec(text) ?? [];
    if (!numeral) return text;
    const number = (ten ? 10 * (tens ? NUMERALS.indexOf(tens) : 1) : 0) + NUMERALS.indexOf(ones ?? "");
    return number + text.slice(numeral.length);
  };

  // 畳込み, 埋込: the kana that were left out, between the two ideographs and behind them.
  const withKana = (text) => {
    const [, first, second, end] = /^(\p{Script=Han})(\p{Script=Han})(\p{Script=Hiragana}?)$/u.exec(text) ?? [];
    if (!first) return [];
    const tails = end ? [end] : ["み", "り", "え", "い", ""];
    return ENDS.flatMap((kana) => tails.map((tail) => first + kana + second + tail));
  };

  const others = (text, all) => [...new Set(all)].filter((each) => each !== text);

  Object.assign(shoroku, { spellings, rareSpellings, isOfTwoSpellings });
}

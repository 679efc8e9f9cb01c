// Light English stemming: the endings of number and time, no more, so that few words are confused.
"use strict";
globalThis.shoroku ??= {};

{
  const MIN_LENGTH = 4;
  const VOWEL = /[aeiouy]/;
  const DOUBLED = /([bdfgmnprt])\1$/;

  const ENDINGS = [
    [/ies$/, "y"],
    [/(?<=ss|x|ch|sh)es$/, ""],
    [/(?<![suio])s$/, ""],
    [/(?<!e)ed$/, ""],
    [/ing$/, ""],
  ];

  // What the forms of a word have in common; for other scripts and short words, the word.
  const stem = (word) => {
    if (word.length < MIN_LENGTH || !/^[a-z]+$/.test(word)) return word;
    const bare = withoutEnding(word);
    return bare.replace(DOUBLED, "$1").replace(/e$/, "").replace(/y$/, "i");
  };

  const withoutEnding = (word) => {
    for (const [ending, replacement] of ENDINGS) {
      const bare = word.replace(ending, replacement);
      if (bare !== word) return bare.length > 2 && VOWEL.test(bare) ? bare : word;
    }
    return word;
  };

  // The words that may have the same stem, as what `stem` takes off put back.
  const forms = (word) => {
    const stemmed = stem(word);
    const bare = [stemmed, stemmed.replace(/i$/, "y")];
    const whole = bare.flatMap((end) => [end, `${end}e`, end + end.at(-1)]);
    const ended = whole.flatMap((end) => ["", "s", "es", "ed", "ing"].map((more) => end + more));
    const plural = whole.map((end) => end.replace(/y$/, "ies"));
    return [...new Set([word, ...ended, ...plural])].filter((form) => stem(form) === stemmed);
  };

  Object.assign(shoroku, { stem, forms });
}

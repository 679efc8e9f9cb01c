// The part of a text to show for what was asked for, with the places marked.
"use strict";
globalThis.shoroku ??= {};

{
  const WIDTH = { ja: 110, en: 220 }; // characters of an excerpt: about two lines
  const LEAD = 0.25; // the share of them before the first mark

  // The text, or the part from `from` to `to`, as nodes in which the places are marked.
  const marked = (text, clauses, [from, to] = [0, text.length]) => {
    const nodes = [];
    let end = from;
    for (const [start, stop] of shoroku.places(text, clauses)) {
      if (start < from || stop > to) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, stop);
      nodes.push(text.slice(end, start), mark);
      end = stop;
    }
    return [...nodes, text.slice(end, to)];
  };

  // The part of one of the texts that holds the most of what was asked for; the first text's
  // beginning where none holds anything.
  const excerpt = (texts, clauses) => {
    const rated = texts
      .filter((text) => text)
      .map((text) => ({ text, window: bestWindow(text, clauses) }));
    const best = rated.reduce((a, b) => (b.window.held > a.window.held ? b : a), rated[0]);
    if (!best) return [];
    const { text, window } = best;
    return [
      window.from > 0 ? "… " : "",
      ...marked(text, clauses, [window.from, window.to]),
      window.to < text.length ? " …" : "",
    ];
  };

  const bestWindow = (text, clauses) => {
    const width = WIDTH[languageOf(text)];
    const found = shoroku.places(text, clauses);
    const windows = found.map(([start]) => {
      const from = wordStart(text, Math.max(0, Math.min(start - width * LEAD, text.length - width)));
      const to = from + width < text.length ? wordStart(text, from + width) : text.length;
      return { from, to, held: found.filter(([a, b]) => a >= from && b <= to).length };
    });
    const beginning = { from: 0, to: Math.min(text.length, width), held: 0 };
    return windows.reduce((a, b) => (b.held > a.held ? b : a), beginning);
  };

  // The offset, or the beginning of the word that it is in.
  const wordStart = (text, offset) => {
    const before = text.slice(0, Math.floor(offset));
    return before.length - /[\p{Script=Latin}\p{N}]*$/u.exec(before)[0].length;
  };

  const languageOf = (text) => (/[\u3040-\u30ff\u3400-\u9fff]/.test(text) ? "ja" : "en");

  Object.assign(shoroku, { marked, excerpt, languageOf });
}

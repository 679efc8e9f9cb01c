// The part of a text to show for what was asked for, with the places marked.
"use strict";
globalThis.shoroku ??= {};

{
  const WIDTH = 220; // characters of an excerpt: about two lines
  const WIDE_WIDTH = 110; // where characters are as wide as they are high
  const LONGEST_WORD = 40; // characters within which a word's beginning is looked for
  const MOST_IN_ROW = 1_000; // places in a window that are counted
  const LEAD = 0.25; // the share of them before the first mark

  // The text, or the part from `from` to `to`, as nodes in which the first places are marked.
  const marked = (text, clauses, [from, to] = [0, text.length], most = Infinity) => {
    const nodes = [];
    let end = from;
    for (const [start, stop] of shoroku.places(text, clauses)) {
      if (start < from || stop > to) continue;
      if (nodes.length >= 2 * most) break;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, stop);
      nodes.push(text.slice(end, start), mark);
      end = stop;
    }
    return [...nodes, text.slice(end, to)];
  };

  // The part of one of the texts that holds the most of what was asked for, with what is said of
  // that text and where its first mark is; the first text's beginning where none holds anything,
  // null where there is no text.
  const excerpt = (texts, clauses) => {
    const rated = texts
      .filter(({ text }) => text)
      .map((text) => ({ ...text, window: bestWindow(text.text, clauses) }));
    const best = rated.reduce((a, b) => (b.window.held > a.window.held ? b : a), rated[0]);
    if (!best) return null;
    const { text, window, ...said } = best;
    const nodes = [
      window.from > 0 ? "… " : "",
      ...marked(text, clauses, [window.from, window.to]),
      window.to < text.length ? " …" : "",
    ];
    return { ...said, nodes, at: window.at, text: text.slice(window.from, window.to) };
  };

  // Of the windows around each place, one that holds places of the most clauses and, of these, the
  // most of them, in one pass over them all.
  const bestWindow = (text, clauses) => {
    const isWide = [...text.slice(0, WIDE_WIDTH)].some(shoroku.isInRun);
    const width = isWide ? WIDE_WIDTH : WIDTH;
    const found = clauses
      .flatMap((clause, i) => shoroku.places(text, [clause]).map(([start, end]) => [start, end, i]))
      .sort((a, b) => a[0] - b[0]);
    const counts = clauses.map(() => 0); // of the places within the window
    let different = 0;
    const count = ([, , clause], by) => {
      different -= counts[clause] > 0;
      counts[clause] += by;
      different += counts[clause] > 0;
    };
    let best = { from: 0, to: Math.min(text.length, width), held: 0, at: 0 };
    let first = 0; // the places from `first` on begin within the window,
    let after = 0; // those from `after` on end behind it
    let line = 0; // where that of the place begins: no window has what stands before
    for (const [start] of found) {
      for (let end = text.indexOf("\n", line); end >= 0 && end < start; ) {
        line = end + 1;
        end = text.indexOf("\n", line);
      }
      const before = Math.min(start - width * LEAD, text.length - width);
      const from = wordStart(text, Math.max(line, before));
      const to = from + width < text.length ? wordStart(text, from + width) : text.length;
      while (after < found.length && found[after][1] <= to) count(found[after++], 1);
      while (first < after && found[first][0] < from) count(found[first++], -1);
      const held = different * MOST_IN_ROW + Math.min(after - first, MOST_IN_ROW - 1);
      if (after > first && held > best.held) best = { from, to, held, at: found[first][0] };
    }
    return best;
  };

  // The offset, or the beginning of the word that it is in, unless that is far away.
  const wordStart = (text, offset) => {
    const end = Math.floor(offset);
    const before = text.slice(Math.max(0, end - LONGEST_WORD), end);
    return end - /[\p{Script=Latin}\p{N}]*$/u.exec(before)[0].length;
  };

  Object.assign(shoroku, { marked, excerpt });
}

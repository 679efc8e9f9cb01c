// Postings as pipeline/search/postings.py writes them.
"use strict";
globalThis.shoroku ??= {};

{
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

  // Every quantity in the text, one after the other.
  const numbers = (text) => {
    const found = [];
    let value = 0;
    let shift = 0;
    for (const digit of text) {
      const bits = VALUES.get(digit);
      value += (bits & 31) << shift;
      shift += 5;
      if (bits < 32) {
        found.push(value);
        value = 0;
        shift = 0;
      }
    }
    return found;
  };

  // Ascending values from their distances.
  const ascending = (text) => {
    let last = 0;
    return numbers(text).map((step) => (last += step));
  };

  // [{page, fields: [{field, count, positions}]}]; a summary has no positions.
  const readPostings = (text, { isSummary }) => {
    const values = numbers(text);
    const postings = [];
    let page = 0;
    for (let i = 0; i < values.length; ) {
      page += values[i++];
      const fields = [];
      for (let isLast = false; !isLast; ) {
        const head = values[i++];
        const count = head >> 4;
        isLast = (head & 1) === 1;
        const positions = [];
        for (let last = 0; !isSummary && positions.length < count; ) {
          positions.push((last += values[i++]));
        }
        fields.push({ field: (head >> 1) & 7, count, positions });
      }
      postings.push({ page, fields });
    }
    return postings;
  };

  Object.assign(shoroku, { numbers, ascending, readPostings });
}

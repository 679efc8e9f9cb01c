// The id of a paper on arXiv in whatever shape it is pasted: pipeline/written/paper_ids.py does the
// same for those who write.  tests/cases/arxiv_ids.toml holds the two together.
"use strict";
globalThis.shoroku ??= {};

{
  const { most, id, part, frames, mention, encoded, hyphens } = shoroku.idShapes;
  const ID = new RegExp(`^(?:${id})$`, "u");
  const PART = new RegExp(part, "gu");
  const FRAMES = frames.map((frame) => new RegExp(`^${frame}$`, "u"));
  const MENTION = new RegExp(mention, "gu");
  const ENCODED = new RegExp(encoded, "gu");
  const HYPHENS = new RegExp(hyphens, "gu");
  // As `without_unseen` in pipeline/text/signs.py, for each sign on its own.
  const UNSEEN =
    /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{DI}\p{NChar}\u2800\u{1d159}]/gu;

  // The id of the only paper that the text names, and that is all it does; else null.
  const nearestArxivId = (text) => {
    const plain = plainOf(text);
    const named = namedIn(plain);
    const all = new Set([...named, ...mentionedIn(plain)]);
    const [only] = named;
    return all.size === 1 && ID.test(only ?? "") ? only : null;
  };

  const plainOf = (text) => {
    const trimmed = text.trim();
    if (trimmed.length > most) return "";
    return trimmed
      .replace(ENCODED, (_, code) => String.fromCharCode(parseInt(code, 16)))
      .normalize("NFKC")
      .toLowerCase()
      .replace(HYPHENS, "-")
      .replace(UNSEEN, "")
      .trim()
      .replace(/\s+/gu, " ");
  };

  // What looks like an id in a text that is nothing but ids and what stands around them.
  const namedIn = (plain) => {
    const framed = FRAMES.map((frame) => frame.exec(plain)?.[1] ?? "");
    return [plain, ...framed].map(tiled).find((ids) => ids.length) ?? [];
  };

  const tiled = (text) => {
    const parts = [...text.matchAll(PART)];
    const length = parts.reduce((sum, [whole]) => sum + whole.length, 0);
    return length === text.length ? parts.map(joined).filter(Boolean) : [];
  };

  const mentionedIn = (plain) =>
    [...plain.matchAll(MENTION)].map(joined).filter((found) => ID.test(found));

  const joined = ([, ...groups]) => {
    const [first, number] = groups.filter(Boolean);
    return first && `${first}${/^\d/.test(first) ? "." : "/"}${number}`;
  };

  shoroku.nearestArxivId = nearestArxivId;
}

"""The search's own words, as the first of its scripts."""

import json
from typing import Final

from ..words.catalogue import Words

_SCRIPT: Final = """\
// The search's own words, in the language of the page.
"use strict";
globalThis.shoroku ??= {};

{
  const form = (n) => Number(%(plural)s); // which form of a word a number takes
  const counted = (forms, n) => forms[form(n)].replace("{count}", n.toLocaleString(%(tag)s));
  const said = %(said)s;

  shoroku.words = {
    ...said,
    found: (count) => (count ? counted(said.found, count) : said.nothing),
    all: (count) => counted(said.all, count),
    matchedIn: (fields) => said.matchedIn.replace("{fields}", fields.join(said.comma)),
    follow: (name) => said.follow.replace("{name}", name),
    also: (names) => said.also.replace("{words}", names.join(said.comma)),
    without: (words) => said.without.replace("{words}", words.join(said.comma)),
    elsewhere: (language, count) =>
      said.elsewhere.replace("{language}", language).replace("{pages}", counted(said.found, count)),
    notUnderstood: (words) => said.odd.replace("{words}", words.join(said.comma)),
    onNoPage: (words) => said.onNoPage.replace("{words}", words.join(said.comma)),
  };
}
"""


def spoken(words: Words) -> str:
    """The script that says what the other scripts have to say."""
    return _SCRIPT % {
        "plural": words.plural,
        "tag": json.dumps(words.tag),
        "said": json.dumps(_said(words), ensure_ascii=False),
    }


def _said(words: Words) -> dict[str, object]:
    return {
        "fields": [
            words("title"),
            words("authors"),
            words("topics"),
            words("tl;dr"),
            words("review"),
            words("abstract"),
            words("details"),
        ],
        "filters": {
            "topic": words("Topic"),
            "year": words("Year"),
            "venue": words("Venue"),
            "read": words("Read"),
            "reviewed": words("Review"),
            "reviewer": words("Reviewer"),
            "rating": words("Rating"),
            "tag": words("Tag"),
        },
        "found": words.forms("{count} page", "{count} pages"),
        "nothing": words("Nothing found"),
        "all": words.forms("See the result", "See all {count} results"),
        "searching": words("Searching …"),
        "late": words("The answer is slow to come. The connection may be at fault."),
        "failed": words("The search index could not be loaded. Check the connection."),
        "again": words("Try again"),
        "follow": words("Follow by feed: {name}"),
        "followAll": words("This query has no feed of its own. Follow all new reviews"),
        "suggestion": words("Did you mean:"),
        "matchedIn": words("Found in: {fields}"),
        "also": words("also: {words}"),
        "without": words("Without: {words}"),
        "elsewhere": words("{language}: {pages}"),
        "odd": words("Not understood: {words}"),
        "onNoPage": words("On no page: {words}"),
        "comma": words(", "),
        "results": words("Search results"),
        "language": words.tag,
    }

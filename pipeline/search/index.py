"""The files of the index, as scripts that hand over data: they load from `file://` too.

`index` says how many pages there are, how long each is, and where in the order of keys each
shard begins; `shards/N` holds a run of keys with their postings; `pages/N` is what a result shows
of page N; `filters` holds the pages of each filter's values; `words` and `runs` are there
for typing errors, and `addresses` and `days`, those of the newest reviews, for what is to be done
with all results.
A query loads the first, shards of its keys, and the pages that it shows or has to look into.
"""

import hashlib
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from pathlib import Path

from ..written.concept import Concept
from .encoding import number, steps
from .held import Held
from .joining import Joined, join
from .page import Field, Page, Value
from .postings import SUMMARY, Postings
from .terms import MARK, entries, names_in, written_out
from .text import fold, is_gram, is_mixed, words_in_runs

_LEAST_SHARD_SIZE = 6_000
"""Characters of a shard: about 3 KB compressed."""
_SHARD_GROWTH = 3
"""A shard's least size by the square root of the index's: a query loads a part of each kind, the
list of all shards and a few of them, and neither shall outgrow the other."""

_FOREMOST = re.compile(r"(?:papers|topics|collections)/(?!index\.|by/|queue/)")
"""Where the pages are that readers look for; others say what these say, or how a site is made."""

_LENGTH_LEVELS = 16
_LEVELS_PER_OCTAVE = 4


# Read when the code is loaded: by the time that an index is made, the files may be newer.
_CODE = b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.[py][ya]*")))

INDEX = "index.js"
"""The file that the others are found by; it is the last of an index."""


def version_of(pages: Sequence[Page], concepts: Sequence[Concept] = ()) -> str:
    """A name for the index of `pages`, by which a stale copy is told from it.

    It changes with the pages, with the concepts and with the code that makes the index.
    """
    digest = hashlib.sha256(_CODE + repr([*concepts]).encode())
    for page in pages:
        said = (
            *(page.address, page.kind, page.places, page.reviewed, page.filters),
            *(sorted(page.texts.items()), sorted(page.languages.items())),
        )
        digest.update(repr(said).encode())
    return digest.hexdigest()[:8]


def build(
    pages: Sequence[Page],
    version: str,
    concepts: Sequence[Concept] = (),
    joined: Joined | None = None,
) -> dict[str, str]:
    """The files of an index of `pages`: path → text.  The same pages make the same files.

    A query for one name of a concept finds the pages with its others.  `joined` is what `join`
    made of these pages, where it is known already.
    """
    parts, found = joined or join(pages)
    said = (text for page in pages for text in page.texts.values())
    known = [*concepts, *written_out(said)]
    names = entries(known, found.keys())
    found = {**found, **{key: Postings(0, value) for key, value in names.items()}}
    shards = list(_shards(found))
    data: dict[str, object] = {
        f"shards/{i}.js": " ".join(part for key in shard for part in (key, found[key].digits))
        for i, shard in enumerate(shards)
    }
    data |= {f"pages/{i}.js": _shown(page) for i, page in enumerate(pages)}
    data["filters.js"] = _filters(pages)
    data["words.js"] = _words(found, names_in(names))
    data["runs.js"] = _runs(pages, [part.held for part in parts], names_in(names))
    data["addresses.js"] = [page.address for page in pages]
    data["days.js"] = " ".join(page.reviewed.isoformat() if page.reviewed else "" for page in pages)
    data[INDEX] = {
        "pages": len(pages),
        "lengths": _lengths(pages),
        "starts": " ".join(_starts(shards)),
        "guides": [i for i, page in enumerate(pages) if not _FOREMOST.match(page.address)],
    }
    return {
        path: f"{call(version)}{json.dumps(value, ensure_ascii=False)});\n"
        for path, value in data.items()
    }


def call(version: str) -> str:
    """What each file of an index of this version begins with."""
    return f'shoroku.receive("{version}", '


def _order(key: str) -> tuple[bytes, bytes]:
    # As JavaScript compares strings, by UTF-16 code units.
    return fold(key).encode("utf-16-be"), key.encode("utf-16-be")


def _together(key: str) -> str:
    # A query for a word looks at no shard but that of the word itself.
    return fold(key).rstrip(MARK + SUMMARY)


def _shards(found: Mapping[str, Postings]) -> Iterator[list[str]]:
    """The keys in order, cut where a shard is full; keys that fold to the same stay together."""
    size_of = {key: len(key) + len(value.digits) for key, value in found.items()}
    full = max(_LEAST_SHARD_SIZE, _SHARD_GROWTH * math.isqrt(sum(size_of.values())))
    shard: list[str] = []
    size = 0
    for _, group in groupby(sorted(found, key=_order), key=_together):
        keys = list(group)
        added = sum(size_of[key] for key in keys)
        if shard and size + added > full:
            yield shard
            shard, size = [], 0
        shard += keys
        size += added
    yield shard


def _starts(shards: Sequence[Sequence[str]]) -> Iterator[str]:
    """What the keys of each shard but the first are not less than, as short as can be."""
    for before, shard in pairwise(shards):
        last, first = fold(before[-1]), fold(shard[0])
        common = next(i for i in range(len(first)) if last[i : i + 1] != first[i])
        yield first[: common + 1]


def _lengths(pages: Sequence[Page]) -> str:
    """A digit for each page: how long it is beside the mean, in quarters of an octave around 8."""
    long_fields = (Field.REVIEW, Field.ABSTRACT)
    lengths = [sum(len(page.texts.get(kind, "")) for kind in long_fields) for page in pages]
    mean = max(1, sum(lengths) / max(1, len(pages)))
    return "".join(number(_level(max(1, length) / mean)) for length in lengths)


def _level(ratio: float) -> int:
    level = _LENGTH_LEVELS // 2 + round(_LEVELS_PER_OCTAVE * math.log2(ratio))
    return min(max(level, 0), _LENGTH_LEVELS - 1)


def _shown(page: Page) -> dict[str, object]:
    texts = [page.texts.get(kind, "") for kind in Field]
    foreign = {kind: code for kind, code in page.languages.items() if code != page.language}
    more = {"kind": page.kind, "places": page.places, "languages": foreign}
    return {"address": page.address, "texts": texts} | {k: v for k, v in more.items() if v}


def _filters(pages: Sequence[Page]) -> dict[str, list[tuple[str, ...]]]:
    """Name → (key, label, pages, feed if any) of each value, the most frequent first."""
    holders: defaultdict[str, defaultdict[Value, list[int]]]
    holders = defaultdict(lambda: defaultdict(list))
    for i, page in enumerate(pages):
        for name, values in page.filters.items():
            for value in values:
                holders[name][value].append(i)
    return {
        name: [
            (value.key, value.label, steps(held), *filter(None, [value.feed]))
            for value, held in _by_frequency(values)
        ]
        for name, values in sorted(holders.items())
    }


def _by_frequency(values: Mapping[Value, list[int]]) -> Iterable[tuple[Value, list[int]]]:
    return sorted(values.items(), key=lambda item: (-len(item[1]), item[0].key))


def _words(found: Mapping[str, Postings], names: Iterable[str]) -> str:
    """The words that a typing error may have meant, the most frequent first, then other names."""
    words = [
        key
        for key in found
        if len(key) > 1 and key.isalpha() and not is_gram(key) and not is_mixed(key)
    ]
    words.sort(key=lambda key: (-found[key].pages, key))
    more = (name for name in names if name.isalpha() and not is_gram(name))
    return " ".join(dict.fromkeys([*words, *more]))


def _runs(pages: Sequence[Page], parts: Sequence[Held], names: Iterable[str]) -> str:
    """The same of scripts without spaces: what stands between particles."""
    held_by: Counter[str] = Counter()
    for page, part in zip(pages, parts, strict=True):
        weight = int(bool(_FOREMOST.match(page.address)))
        held_by.update(dict.fromkeys(part.runs.split(" ") if part.runs else (), weight))
    by_weight = sorted(held_by, key=lambda word: (-held_by[word], word))
    more = (name for name in names if [*words_in_runs(name)] == [name])
    return " ".join(dict.fromkeys([*by_weight, *more]))

"""What else a thing is called, as entries of the index beside the words themselves.

A name's entry stands where a query for it looks anyway, so that nobody loads a table.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import groupby

from ..written.concept import Concept
from .postings import SUMMARY
from .text import GRAM, fold, is_gram, normalise, tokens

MARK = "!"
"""Ends a key that holds names; it sorts before all that may stand in other keys."""

_EXPANSIONS = 2
"""Of an acronym, in a site's pages."""

_BRITISH_Z = re.compile("(?<=[iy])s(?=e|ing|ation)")
_ENDING = re.compile("(?<=..)(?:ies|es|s|ed|ing|e|y)$")

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_OKURIGANA = re.compile(f"(?<=[{_HAN}])[いえきぎけげしちてびべみめりれわ]{{1,2}}(?=[{_HAN}])")
_LAST_KANA = re.compile(f"(?<=[{_HAN}]{{2}})[いえきぎけげしちびべみめりれ]$")

_JAPANESE = "\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z]{0,6}[A-Z])s?\)")
_PARTED = re.compile(r"[()\n]")
_BEFORE = 120
"""Characters before an acronym that may say what it stands for."""
_LAST_RUN = re.compile(rf"[{_JAPANESE}]{{4,24}}$")


def written_out(texts: Iterable[str]) -> Iterator[Concept]:
    """The acronyms that texts write out, as in "recurrent neural network (RNN)"."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        normal = unicodedata.normalize("NFKC", text)
        for match in _ACRONYM.finditer(normal):
            start = max(0, match.start() - _BEFORE)
            *_, before = _PARTED.split(normal[start : match.start()])
            if name := _spelled(before.rstrip(), match[1]):
                found[match[1]][name] += 1
    for short, names in sorted(found.items()):
        yield short, *(name for name, _ in names.most_common(_EXPANSIONS))


def _spelled(before: str, short: str) -> str:
    """The end of a text that an acronym may stand for; empty where there is none.

    Its letters begin the last words, as in https://psb.stanford.edu/psb-online/proceedings/psb03/
    schwartz.pdf, but for words such as "of"; a Japanese word stands for any.
    """
    if run := _LAST_RUN.search(before):
        return run[0]
    words = re.split(r"[ -]+", before)
    letters = list(short.lower())
    for start in range(len(words) - 1, max(-1, len(words) - 2 * len(letters) - 1), -1):
        initials = [word[:1].lower() for word in words[start:]]
        if initials[:1] == letters[:1] and _is_in_order(letters, initials):
            return " ".join(words[start:])
    return ""


def _is_in_order(letters: list[str], initials: list[str]) -> bool:
    left = iter(initials)
    return len(initials) <= len(letters) + 1 and all(letter in left for letter in letters)


def entries(concepts: Iterable[Concept], keys: AbstractSet[str]) -> Mapping[str, str]:
    """Key → the names that begin so, each with those of its equals that stand in some page.

    `keys` are those of the pages.

    `name=equal,equal;…`, with `_` between words; an equal is written as people write it.
    """
    equals: defaultdict[str, dict[str, None]] = defaultdict(dict)

    stems = {_stem(key) for key in keys if key.isascii()}

    @cache
    def is_there(name: str) -> bool:
        """Whether a page may hold the name: each of its words, a long run by both its ends."""
        return all(
            any(part in keys for part in parts) if is_gram(token) else _stem(token) in stems
            for token in name.split("_")
            for parts in _ends(token)
        )

    for concept in concepts:
        names = {joined: _shown(each) for each in concept if (joined := _joined(each))}
        held = {name: shown for name, shown in names.items() if is_there(name)}
        for name in names if held else ():
            equals[_without_kana(name)] |= {held[each]: None for each in held if each != name}
            equals[name] |= {held[each]: None for each in held if each != name}
    # Of a run, what is a name in it is worth knowing.
    by_key = sorted((_key(each), each) for each in equals if equals[each] or is_gram(each))
    return {
        key: ";".join(f"{name}={','.join(equals[name])}" for _, name in group)
        for key, group in groupby(by_key, key=lambda pair: pair[0])
    }


def names_in(found: Mapping[str, str]) -> list[str]:
    """The names of one word in such entries that have others."""
    pairs = (entry.split("=") for text in found.values() for entry in text.split(";"))
    return [name for name, equals in pairs if equals and "_" not in name]


def _without_kana(name: str) -> str:
    """As browser/spellings.js asks for a name that is written with more or fewer kana."""
    bare = _OKURIGANA.sub("", name)
    return _LAST_KANA.sub("", bare)


def _joined(name: str) -> str:
    return "_".join(tokens(normalise(name)))


def _shown(name: str) -> str:
    return "_".join(re.split(r"[\s,;=_]+", unicodedata.normalize("NFKC", name).strip()))


def _key(name: str) -> str:
    first = name.split("_", 1)[0]
    return (first[:GRAM] if is_gram(first) else fold(first)) + MARK


def _ends(token: str) -> tuple[tuple[str, ...], ...]:
    """The keys of a run's beginning and end, for each those of which one is enough."""
    if len(token) < GRAM:
        return ((token + SUMMARY,),)
    return (token[:GRAM],), (token[-GRAM:], token.removesuffix("ー")[-GRAM:])


@cache
def _stem(word: str) -> str:
    """What the forms of an English word have in common, on both sides of the Atlantic and more."""
    american = _BRITISH_Z.sub("z", fold(word)).replace("our", "or")
    return _ENDING.sub("", american)

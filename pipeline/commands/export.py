"""Print how to cite papers of the site."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ..exports.cited import Cited
from ..exports.formats import FORMATS
from ..exports.sets import ALL, COLLECTIONS, TOPICS, Exported, PaperSet
from ..files.atomic import write_atomically
from ..pages.contents import Contents
from ..written.validation import nearest
from . import reading, steps
from .outcome import Exit, say


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the options of this command."""
    parser.add_argument("--format", dest="form", choices=list(FORMATS), default="bibtex")
    parser.add_argument("--language", metavar="CODE", help="default: the site's first language")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--collection", metavar="ID", help="its papers alone, by its id")
    which.add_argument("--topic", metavar="KEY", help="its papers alone, by its key")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write to a file")
    reading.add_keep_going(parser)


def run(options: argparse.Namespace) -> int:
    """Print the citations of a set, as its file beside the pages holds them."""
    with reading.memory_of(options.root) as memory:
        found = reading.sources(options, memory)
        contents = Contents(steps.library(options.root, found, memory), memory)
    languages = found.settings.languages
    language = options.language or languages[0]
    if language not in languages:
        say(f"{language!r} is no language of this site; it has {', '.join(languages)}")
        return Exit.USAGE
    exported = Exported.of(contents, language)
    chosen = _chosen(exported.sets, options)
    if isinstance(chosen, str):
        say(chosen)
        return Exit.USAGE
    form = FORMATS[options.form]
    text = form.joined(form.entry(Cited.of(paper)) for paper in chosen.papers if paper.is_known)
    if options.output:
        write_atomically(options.output, text)
    else:
        # As it is: no end of a line is to be another.
        sys.stdout.buffer.write(text.encode())
    return Exit.DONE


def _chosen(sets: Sequence[PaperSet], options: argparse.Namespace) -> PaperSet | str:
    """The set that is asked for, or why there is none."""
    by_place = {each.place: each for each in sets}
    name = options.topic if options.collection is None else options.collection
    if name is None:
        return by_place[ALL]
    folder = TOPICS if options.collection is None else COLLECTIONS
    if found := by_place.get(f"{folder}/{name}"):
        return found
    names = [place.removeprefix(f"{folder}/") for place in by_place if place.startswith(folder)]
    return f"there is nothing to cite in {folder}/{name}{nearest(name, names)}"

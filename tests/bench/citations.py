"""Whether real LaTeX takes what is exported: a document that cites every paper.

`python -m tests.bench.citations` makes papers as the tests do, hostile ones among them, and has
BibTeX and biber (Debian's texlive-latex-recommended, texlive-bibtex-extra and biber) make a
bibliography of all.
The exit status is 1 where a paper is missing, or a program complains.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipeline.exports.cited import Cited
from pipeline.exports.formats import FORMATS
from tests.test_bibtex import varied
from tests.test_citations import HOSTILE, hostile, made

PAPERS = 3_000
_BIBTEX = r"""
\documentclass{article}
\usepackage[T1]{fontenc}\usepackage{textcomp,amsmath,amssymb,url}
\begin{document}\nocite{*}
\bibliographystyle{%(style)s}\bibliography{papers}
\end{document}
"""
_BIBLATEX = r"""
\documentclass{article}
\usepackage{amsmath,amssymb}
\usepackage[backend=biber,style=authoryear]{biblatex}\addbibresource{papers.bib}
\begin{document}\nocite{*}\printbibliography\end{document}
"""


def main() -> int:
    """Make the documents, and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--papers", type=int, default=PAPERS)
    options = parser.parse_args()
    if missing := [name for name in ("bibtex", "biber", "lualatex") if not shutil.which(name)]:
        print(f"citations: not measured, as {', '.join(missing)} is not there")
        return 0
    papers = [*made(options.papers), *_hostile()]
    # BibTeX knows bytes alone: a style that shortens names cuts "太郎" behind the first of them.
    latin = [paper for paper in papers if FORMATS["bibtex"].entry(paper).isascii()]
    runs = [
        _run("bibtex", _BIBTEX % {"style": "plain"}, papers, ["bibtex", "paper"], r"\\bibitem"),
        _run("bibtex", _BIBTEX % {"style": "abbrv"}, latin, ["bibtex", "paper"], r"\\bibitem"),
        _run("biblatex", _BIBLATEX, papers, ["biber", "paper"], r"\\entry\{"),
    ]
    return 0 if all(runs) else 1


def _hostile() -> list[Cited]:
    return [
        Cited.of(hostile(text).model_copy(update={"key": f"hostile{number}"}))
        for number, text in enumerate(HOSTILE)
    ] + [Cited.of(varied(key=f"title{n}", title=text)) for n, text in enumerate(HOSTILE)]


def _run(
    form: str, document: str, papers: Sequence[Cited], command: Sequence[str], entry: str
) -> bool:
    """Whether a document that cites all has an entry for each, and TeX came to its end."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "paper.tex").write_text(document, "utf-8")
        text = FORMATS[form].joined(map(FORMATS[form].entry, papers))
        (place / "papers.bib").write_text(text, "utf-8")
        latex = ["lualatex", "-no-shell-escape", "-interaction=nonstopmode", "paper"]
        _say(latex, place)
        told = _say(command, place)
        _say(latex, place)
        last = _say(latex, place)
        entries = len(re.findall(entry, (place / "paper.bbl").read_text("utf-8")))
        pages = re.search(r"\((\d+) pages?", last)
        warnings = re.findall(r"^(?:Warning--|WARN|ERROR|.*error message).*", told, re.MULTILINE)
        errors = re.findall(r"^! .*", last, re.MULTILINE)
    said = f"{len(warnings)} complaints, {len(errors)} errors of TeX"
    print(f"{command[0]}: {entries} of {len(papers)} entries, {said}, {pages and pages[1]} pages")
    for each in [*warnings, *errors][:10]:
        print(f"  {each}")
    return entries == len(papers) and pages is not None and not errors


def _say(command: Sequence[str], folder: Path) -> str:
    done = subprocess.run(  # noqa: S603 (named above)
        command, cwd=folder, capture_output=True, check=False, encoding="utf-8", errors="replace"
    )
    return done.stdout + done.stderr


if __name__ == "__main__":
    sys.exit(main())

r"""The shapes in which people write the id of a paper on arXiv: one table for Python and browsers.

Everything here is data, in what regular expressions of Python (with `re.ASCII`) and of JavaScript
(with `u`) both know, and read alike: `paper_ids.py` and `search/browser/ids.js` do the same with
it, and `tests/cases/arxiv_ids.toml` holds the two together.  No `.`, `\s` or `\w` stands for
anything but ASCII: texts are `plain` before they are looked at, which is to say in lower case, on
one line, without what Unicode writes in a second way and what nobody sees.

Each piece that repeats has an end (`{0,20}`), so that no text takes longer than its length times a
constant.
"""

from typing import Final

MOST: Final = 1_000
"""Characters of the longest text that is looked at; no address is so long, nor a title with one."""

# Those that gave ids of the old scheme: https://arxiv.org/category_taxonomy and, of archives that
# others have taken up, https://info.arxiv.org/help/arxiv_identifier.html
_OLD_ARCHIVES = (
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas"
    " cond-mat cs dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin"
    " nucl-ex nucl-th patt-sol physics plasm-ph q-alg q-bio quant-ph solv-int supr-con"
)
ARCHIVES: Final = tuple(_OLD_ARCHIVES.split())
"""What an id of the old scheme begins with; the list is closed since 2007."""
_ARCHIVE = "|".join(ARCHIVES)
_FIELD = rf"(?:{_ARCHIVE}|econ|eess|q-fin|stat)(?:\.[a-z-]{{2,12}})?"

# Since April 2007; with five digits since January 2015, and before April 2007 with an archive:
# https://info.arxiv.org/help/arxiv_identifier.html
_MONTH = "(?:0[1-9]|1[0-2])"
_FOUR_DIGITS = rf"(?:07(?:0[4-9]|1[0-2])|(?:0[89]|1[0-4]){_MONTH})\.\d{{4}}"
_FIVE_DIGITS = rf"(?:1[5-9]|[2-9]\d){_MONTH}\.\d{{5}}"
_SINCE_1991 = rf"(?:9[1-9]|0[0-7]){_MONTH}\d{{3}}"

ID: Final = rf"{_FOUR_DIGITS}|{_FIVE_DIGITS}|(?:{_ARCHIVE})/{_SINCE_1991}"
"""An id in canonical form: no version, no subject class."""

ID_WITHOUT_SLASH: Final = rf"(?:{_ARCHIVE}){_SINCE_1991}(?:v[1-9]\d{{0,3}})?"
"""An id of the old scheme that would pass for a slug."""

# What looks like an id, right or wrong, in two groups: month and number, or archive and number.
_CLASS = r"(?:\.[a-z-]{2,12})?"
_ANY_ARCHIVE = r"[a-z]{1,12}(?:-[a-z]{1,12}){0,2}"
_LIKE_ID = (
    rf"(?:(\d{{4}})\.(\d{{3,7}})"
    rf"|({_ANY_ARCHIVE}){_CLASS}/(\d{{5,9}})"
    rf"|({_ARCHIVE}){_CLASS}_?(\d{{7}}))"
    r"(?: ?v\d{1,4})?"
)
# Keys of https://ui.adsabs.harvard.edu/help/actions/bibcode and https://dblp.org/rec/
_KEYS = (
    r"\d{4}arxiv(\d{4})\.?(\d{4,5})[a-z]",
    r"(?:dblp:)?journals/corr/abs-(\d{4})-(\d{4,5})",
    rf"(?:dblp:)?journals/corr/({_ARCHIVE})(?:-[a-z]{{2}})?-(\d{{7}})",
)

_SCHEME = "(?:https?://|//)?"
_LABELS = (
    rf"(?:{_SCHEME}(?:(?:dx|www)\.)?doi\.org/|doi: ?)?10\.48550/arxiv\.",
    r"(?:oai:|info:)?arxiv(?:\.org)?[ ~]?[:.#_/=-]?[ ~]?(?:abs/|pdf/)?",
    r"/?(?:abs|pdf|html|format|src|e-print)/",
)
_FILE = (
    r"(?: ?\(\d{1,2}\)(?=\.))?"  # a browser's second copy
    r"(?:\.(?:pdf|ps|dvi|html?|txt|tex|bib|zip|tar|gz|tgz|xml|json)){0,2}"
)

HOSTS: Final = (
    *("arxiv.org", "ar5iv.org", "xxx.lanl.gov", "arxiv.lanl.gov", "alphaxiv.org"),
    *("arxiv-sanity.com", "arxiv-sanity-lite.com", "arxiv-txt.org", "arxiv-vanity.com"),
    *("arxivxplorer.com", "bytez.com", "connectedpapers.com", "emergentmind.com", "hf.co"),
    *("huggingface.co", "papers.cool", "paperswithcode.com", "scirate.com", "semanticscholar.org"),
    *("talk2arxiv.org", "adsabs.harvard.edu", "datacite.org", "dblp.org", "dblp.uni-trier.de"),
    *("inspirehep.net", "openalex.org", "zbmath.org"),
)
"""Where an address that ends with an id, or has one among its parts, is of that paper."""

_HOST = "|".join(HOSTS).replace(".", r"\.")
_SITE = (
    r"(?:(?:https?://)?web\.archive\.org/web/[0-9a-z_*]{1,20}/)?"
    rf"{_SCHEME}(?:[a-z0-9-]{{1,30}}\.){{0,3}}"
    rf"(?:{_HOST})(?::\d{{1,5}})?/"
)
_WAY = r"""(?:[^ <>()\[\]{}"'`]{0,100}?[/=:+])?"""
_REST = "(?:[/?#&][^ ]*)?"
_END = "(?![a-z0-9])"

_NAMED = rf"(?:(?:{'|'.join(_LABELS)})?{_LIKE_ID}|{'|'.join(_KEYS)}){_FILE}{_END}"
_ITEMS = (
    # https://info.arxiv.org/help/mirrors.html: /ftp/hep-th/papers/9901/9901001.pdf
    rf"{_SITE}{_WAY}({_ARCHIVE})/(?:papers|pdf|ps|html)/\d{{4}}/(\d{{7}})(?:v\d{{1,4}})?{_FILE}{_END}",
    rf"{_SITE}{_WAY}{_NAMED}{_REST}",
    rf"{_NAMED}(?:[?#][^ ]*)?",
)

_MONTHS = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_LISTED = rf"(?:{_FIELD}|pdf|ps|html|other|format)"
_WORDS = (
    r"arxiv(?:\.org)?(?: (?:preprints?|e-?prints?|id|identifier|number))?",
    *("preprints?(?: at)?", "e-?prints?", "corr", "doi", "cite as", "for this version"),
)
_AROUND = (
    rf"[(\[]{_LISTED}(?:[,;] ?{_LISTED}){{0,9}}[)\]]",  # [cs.LG]
    rf"\d{{1,2}} {_MONTHS}\.? \d{{4}}{_END}",  # 26 Oct 2021
    r"(?<![a-z0-9.:/])(?:19|20)\d\d(?![a-z0-9:/]|\.\d)",  # …, 2021
    r"\(\d{4}\)|[(\[]v\d{1,4}[)\]]",
    rf"> {_FIELD} (?=>)",  # arXiv > cs > …
    r"\(or (?=arxiv)",  # Cite as: … (or …v1 for this version)
    rf"(?:{'|'.join(_WORDS)}){_END}",
    rf"""primaryclass ?= ?[{{"]{_FIELD}[}}"]""",
    r"(?:archiveprefix|url|journal|arxivid|howpublished) ?(?==)",
    r"\{paper\}|&(?:lt|gt|quot);",
    r"\\[a-z]{1,12} ?(?=\{)|\\[a-z]{1,12} ",  # \url{…}, {\tt …}
    r"[-•·] |%20",
    r"""[ <>()\[\]{}"'`´“”„‟‘’‚‛«»‹›「」『』《》〈〉【】〔〕.,;:!?。、・*_|=]""",
)

PART: Final = "|".join((*_ITEMS, *_AROUND))
"""A text that consists of these is an id and what stands around one; groups as for `MENTION`."""

FRAMES: Final = (
    r"\[([^\]]*)\] .*",  # [2110.13985] A title
    r'!?\[(?:(?!\]\().)*\]\(([^ ]*)(?: ".*")?\)[.,;。、]?',  # [A title](address)
    r"\[[^\]]*\]: ([^ ]*)(?: .*)?",  # [label]: address
    r"\[\[([^\]]*)\]\[.*\]\]",  # [[address][A title]]
    r"\[([^ ]*) [^\]]*\]",  # [address A title]
    r"`[^`<]*<([^`<>]*)>`_{0,2}[.,;]?",  # `A title <address>`_
    r"""<a [^>]*?href=["']?([^"' >]*)[^>]*>.*</a>[.,;]?""",
    r"\\href ?\{([^{}]*)\} ?\{.*\}[.,;]?",
)
"""What has an id or an address in its only group, beside words that may be any."""

MENTION: Final = (
    r"(?<![a-z0-9])(?<!\d\.)"
    rf"(?:(\d{{4}})\.(\d{{4,5}})|({_ARCHIVE}){_CLASS}/(\d{{7}}))(?:v\d{{1,4}})?{_END}"
)
"""An id wherever it stands; the two groups that are there are month or archive, and number."""

ENCODED: Final = "%(2[1-9a-fA-F]|[3-6][0-9a-fA-F]|7[0-9a-eA-E])"
"""A sign of ASCII as it stands in addresses; a space stays encoded, as it would end the address."""

WAYS: Final = (
    # https://openreview.net/pdf?id=…
    (r"^openreview\.net/[a-z]+\?(?:[^#]*&)?id=([^&#]+).*", "openreview.net/forum?id=$1"),
    # https://papers.nips.cc/paper_files/paper/2021/file/…-Paper.pdf, …/hash/…-Abstract.html
    (
        r"^(?:papers|proceedings)\.(?:nips|neurips)\.cc/paper(?:_files/paper)?/(\d{4})/[a-z]{4}/([0-9a-f]{32}).*",
        "neurips.cc/$1/$2",
    ),
    # https://openaccess.thecvf.com/content/…/papers/…_paper.pdf, …/html/…_paper.html
    (r"^openaccess\.thecvf\.com/(.*)/papers/", "openaccess.thecvf.com/$1/html/"),
    # https://dl.acm.org/doi/pdf/10.…, https://link.springer.com/article/10.…
    (r"^[^?#]*/(?:doi|article|chapter|book)/(?:[a-z]{1,9}/)?(?=10\.\d{4,9}/)", ""),
    # https://proceedings.mlr.press/v1/name/name.pdf
    (r"(/[^/]+)\1$", "$1"),
)
"""What is put for what, one after the other, so that a paper's page and its PDF are the same."""

HYPHENS: Final = "[\u2010\u2012\u2013\u2212]"
"""What people and programs write in place of a hyphen."""

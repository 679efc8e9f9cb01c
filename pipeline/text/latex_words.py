"""Words of LaTeX for formulas that docutils lacks or reads otherwise, in words that it has.

They are those of LaTeX, amsmath, mathtools and KaTeX (https://katex.org/docs/supported.html) that
stand in abstracts and notes, and of AASTeX (https://journals.aas.org/aastexguide/) what can mean
one thing only.
An author's own macros are none of them, however common.
"""

from typing import Final

from docutils.utils.math import latex2mathml

BOX: Final = r"\boxed"
"""Hides what it holds from docutils, which would set an index of it below, as if it were a limit.

No formula may have a box here, so what has one in docutils' answer has this one.
"""

# fmt: off
# These take limits, but docutils sets them beside: they are found by their box.
_NAMES_WITH_LIMITS: Final = ("det", "gcd", "injlim", "liminf", "limsup", "Pr", "projlim")
_NAMES: Final = (
    "arccot", "arccsc", "arcctg", "arcosh", "arcsinh", "arccosh", "arctanh", "arctg", "arsinh",
    "artanh", "cosec", "cotg", "csch", "ctg", "cth", "sech", "tg",
)
_GREEK_CAPITALS: Final = {
    "Alpha": "Α", "Beta": "Β", "Epsilon": "Ε", "Zeta": "Ζ", "Eta": "Η", "Iota": "Ι", "Kappa": "Κ",
    "Mu": "Μ", "Nu": "Ν", "Omicron": "Ο", "Rho": "Ρ", "Tau": "Τ", "Chi": "Χ",
}
_UPRIGHT_GREEK: Final = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
    "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi",
    "Omega",
)

ALIASES: Final = {
    **{name: rf"{BOX}\{name}" for name in _NAMES_WITH_LIMITS},
    **{name: rf"\operatorname{{{name}}}" for name in _NAMES},
    **_GREEK_CAPITALS,
    **{f"up{name}": rf"\mathrm{{\{name}}}" for name in _UPRIGHT_GREEK},
    "omicron": "ο", "argmax": rf"{BOX}\operatorname{{argmax}}",
    "argmin": rf"{BOX}\operatorname{{argmin}}", "plim": rf"{BOX}\operatorname{{plim}}",
    "lt": "<", "gt": ">", "dots": r"\ldots", "dotso": r"\ldots", "textellipsis": r"\ldots",
    "mathellipsis": r"\ldots", "iff": r"\Longleftrightarrow", "implies": r"\Longrightarrow",
    "impliedby": r"\Longleftarrow",
    "restriction": r"\upharpoonright", "Join": r"\bowtie", "owns": r"\ni",
    "lbrack": "[", "rbrack": "]",
    "vcentcolon": ":", "ratio": ":", "adots": "⋰",
    "astrosun": r"\odot",
    "textasciitilde": r"\sim", "textbar": "|",
    "textless": "<", "textgreater": ">", "textmu": r"\mathrm{\mu}",
    "llangle": "⟪", "rrangle": "⟫", "lBrace": "⦃", "rBrace": "⦄",
    # What Wikipedia's and KaTeX's readers may write.
    "alef": r"\aleph", "alefsym": r"\aleph", "ang": r"\angle", "bull": r"\bullet",
    "empty": r"\emptyset", "exist": r"\exists", "infin": r"\infty",
    "isin": r"\in", "lang": r"\langle", "rang": r"\rangle", "larr": r"\leftarrow",
    "rarr": r"\rightarrow", "harr": r"\leftrightarrow", "lArr": r"\Leftarrow",
    "rArr": r"\Rightarrow", "hArr": r"\Leftrightarrow", "plusmn": r"\pm", "sdot": r"\cdot",
    "thetasym": r"\vartheta", "weierp": r"\wp",
    "clubs": r"\clubsuit", "diamonds": r"\diamondsuit", "hearts": r"\heartsuit",
    "spades": r"\spadesuit", "darr": r"\downarrow", "uarr": r"\uparrow", "dArr": r"\Downarrow",
    "uArr": r"\Uparrow", "lrarr": r"\leftrightarrow", "lrArr": r"\Leftrightarrow", "sect": r"\S",
    # Signs.
    "And": r"\&", "lparen": "(", "rparen": ")", "ldotp": ".", "cdotp": r"\cdot", "dblcolon": "∷",
    "coloneq": "≔", "colonequals": "≔", "Coloneq": "⩴", "Coloneqq": "⩴", "eqcolon": "≕",
    "eqqcolon": "≕", "colonapprox": r":\approx", "colonsim": r":\sim", "simcolon": r"\sim:",
    "unlhd": "⊴", "unrhd": "⊵", "varsubsetneq": "⊊", "varsupsetneq": "⊋", "varsubsetneqq": "⫋",
    "varsupsetneqq": "⫌", "gvertneqq": "≩", "lvertneqq": "≨", "minuso": "⊖", "origof": "⊶",
    "imageof": "⊷",
    # Spaces.
    "~": r"\ ", ">": r"\:", "enspace": r"\hspace{0.5em}", "enskip": r"\hspace{0.5em}",
    "nobreakspace": r"\ ", "space": r"\ ", "\t": r"\ ", "\n": r"\ ", "\r": r"\ ",
}
"""What stands for a macro without arguments."""

PRINTED: Final = {
    "degree": "°", "degr": "°", "arcdeg": "°", "textdegree": "°", "fdg": ".°", "farcm": ".′",
    "farcs": ".″", "lambdabar": "ƛ", "copyright": "©", "textregistered": "®",
    "texttrademark": "™", "dag": "†", "ddag": "‡", "lq": "‘", "rq": "’", "textendash": "–",
    "AA": "Å", "aa": "å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "ss": "ß",
    "euro": "€", "texteuro": "€",
    "textbullet": "•", "textquotesingle": "'", "LaTeX": "LaTeX", "TeX": "TeX",
}
"""What a macro prints that is a text and no mathematics."""

# In a subscript, docutils takes a font and its argument for the base of what follows.
_FONTS: Final = {
    **{name: name for name in latex2mathml.math_alphabets},
    "bm": "mathbfit", "boldsymbol": "mathbfit", "pmb": "mathbfit", "bold": "mathbf",
    "symbf": "mathbf", "symbfit": "mathbfit", "symit": "mathit", "symrm": "mathrm",
    "mathbbm": "mathbb", "mathds": "mathbb", "Bbb": "mathbb", "frak": "mathfrak",
    "EuScript": "mathcal",
    "mathup": "mathrm",
}
_ACCENTS: Final = {
    **{name: name for name in (*latex2mathml.accents, *latex2mathml.over, *latex2mathml.under)},
    **{name.capitalize(): name for name in latex2mathml.accents},
    "widecheck": "check", "underbar": "underline", "'": "acute", "`": "grave", "^": "hat",
    '"': "ddot", "=": "bar", ".": "dot",
}
_OVER: Final = {
    "overparen": "⏜", "wideparen": "⏜", "overarc": "⏜", "overgroup": "⏠", "overbracket": "⎴",
    "overleftharpoon": "↼", "overrightharpoon": "⇀", "Overrightarrow": "⇒",
}
_UNDER: Final = {
    "underparen": "⏝", "undergroup": "⏡", "underbracket": "⎵", "utilde": "~", "undertilde": "~",
}
ARROWS: Final = {
    "xleftrightarrow": "↔", "xRightarrow": "⇒", "xLeftarrow": "⇐", "xLeftrightarrow": "⇔",
    "xmapsto": "↦", "xhookrightarrow": "↪", "xhookleftarrow": "↩", "xrightharpoonup": "⇀",
    "xrightharpoondown": "⇁", "xleftharpoonup": "↼", "xleftharpoondown": "↽",
    "xrightleftharpoons": "⇌", "xleftrightharpoons": "⇋", "xlongequal": "=",
    "xtwoheadrightarrow": "↠", "xtwoheadleftarrow": "↞",
}
"""The sign of an arrow that is as long as what stands above it."""
_FRACTIONS: Final = {
    **{name: name for name in latex2mathml.fractions},
    "nicefrac": "tfrac", "sfrac": "tfrac", "flatfrac": "tfrac", "xfrac": "tfrac",
}
TEMPLATES: Final = {
    **{name: rf"\{font}{{#1}}" for name, font in _FONTS.items()},
    **{name: rf"{BOX}\{accent}{{#1}}" for name, accent in _ACCENTS.items()},
    **{name: rf"{BOX}\overset{{{sign}}}{{#1}}" for name, sign in _OVER.items()},
    **{name: rf"{BOX}\underset{{{sign}}}{{#1}}" for name, sign in _UNDER.items()},
    **{name: rf"\{fraction}{{#1}}{{#2}}" for name, fraction in _FRACTIONS.items()},
    **dict.fromkeys(("overset", "stackrel"), rf"{BOX}\overset{{#1}}{{#2}}"),
    "underset": rf"{BOX}\underset{{#1}}{{#2}}",
    "overunderset": rf"{BOX}\overset{{#1}}{{\underset{{#2}}{{#3}}}}",
    "prescript": r"{}^{#1}_{#2}{#3}",
    "textsuperscript": r"{}^{#1}", "textsubscript": r"{}_{#1}",
    **dict.fromkeys(("phantom", "hphantom"), r"\phantom{#1}"),
    **{name: rf"\{name}{{#1}}" for name in ("pmod", "mod", "pod")},
    "bra": r"{\langle #1|}", "ket": r"{|#1\rangle}",
    "Bra": r"{\left\langle #1\right|}", "Ket": r"{\left|#1\right\rangle}",
}
"""What stands for a macro and its arguments, which `#1` and so on are."""

DROPPED: Final = {
    # Sizes, classes and places in a paragraph: they change little, or nothing here.
    **dict.fromkeys((
        "tiny", "scriptsize", "footnotesize", "small", "normalsize", "large", "Large", "LARGE",
        "huge", "Huge", "mathbin", "mathclose", "mathinner", "mathnormal", "mathop", "mathopen",
        "mathord", "mathpunct", "mathrel", "ensuremath", "nonumber", "notag", "smash", "xspace",
        "displaylimits", "nobreak", "allowbreak", "relax", "strut", "mathstrut", "null", "hfill",
        "hfil", "noindent", "centering", "par", "newline", "boldmath", "unboldmath", "bigstrut",
        "hline", "hdashline", "toprule", "midrule", "bottomrule", "protect", "/", "leavevmode",
        "tinyspace", "normalfont", "boxed", "fbox", "framebox", "displaywidth", "nolinebreak",
    ), 0),
    **dict.fromkeys((
        "color", "textcolor", "label", "vphantom", "vspace", "cline", "vrule", "cmidrule",
        "raisetag", "pagecolor", "colorbox", "cellcolor", "rowcolor",
    ), 1),
    "fcolorbox": 2,
}
"""The macros that go, with the number of their arguments that go with them."""

TEXTS: Final = frozenset({
    "text", "textrm", "mbox", "emph", "hbox", "textnormal", "textsc", "textsf", "texttt",
    "textup", "textmd", "textsl", "mathtext", "textlf", "textbf", "textit", "fbox", "text*",
})
FONT_SWITCHES: Final = {
    "bf": "mathbf", "bfseries": "mathbf", "cal": "mathcal", "it": "mathit", "itshape": "mathit",
    "mit": "mathit", "rm": "mathrm", "rmfamily": "mathrm", "sf": "mathsf", "sffamily": "mathsf",
    "tt": "mathtt", "ttfamily": "mathtt", "sc": "mathrm",
    "scr": "mathscr", "scshape": "mathrm", "sl": "mathit",
}
STYLES: Final = frozenset(latex2mathml.layout_styles)

SIZES: Final = {
    f"{size}{side}": em
    for size, em in {"big": "1.2em", "Big": "1.8em", "bigg": "2.4em", "Bigg": "3em"}.items()
    for side in ("", "l", "m", "r")
}
"""How high the delimiter after a macro is: plain TeX's 8.5, 11.5, 14.5 and 17.5 points."""
DELIMITERS: Final = {
    **{sign: sign for sign in "()[]/|"},
    **{f"\\{name}": sign for name, sign in latex2mathml.stretchables.items()},
    "<": "⟨", ">": "⟩", "\\lt": "⟨", "\\gt": "⟩", "\\vert": "|", "\\Vert": "‖",
    **{sign: sign for sign in "⟨⟩⌊⌋⌈⌉‖⟦⟧⟪⟫"}, "\\llangle": "⟪", "\\rrangle": "⟫",
    "\\lbrack": "[", "\\rbrack": "]",
}

ENVIRONMENTS: Final = {
    **dict.fromkeys(("equation", "displaymath", "math", "subequations", "center"), ""),
    **dict.fromkeys((
        "align", "aligned", "alignat", "alignedat", "flalign", "gather", "gathered", "multline",
        "multlined", "split", "eqnarray",
    ), "aligned"),
    **dict.fromkeys(("array", "subarray", "tabular", "darray"), "matrix"),
    **dict.fromkeys(("cases", "dcases", "numcases"), "cases"),
    **{name: name for name in ("matrix", "smallmatrix")},
    **{f"{fence}matrix": f"{fence}matrix" for fence in "pbBvV"},
    **dict.fromkeys(("rcases", "drcases"), "rcases"),
    **{f"{fence}smallmatrix": f"{fence}matrix" for fence in "pbBvV"},
}
"""docutils' environment for one of LaTeX's, its star taken off; none where it is no table."""
PLAIN_TABLES: Final = {
    "pmatrix": "pmatrix", "matrix": "matrix", "cases": "cases",
    "eqalign": "aligned", "displaylines": "aligned", "substack": "matrix",
}
"""The macros whose argument is a table, with docutils' environment for it."""
# fmt: on

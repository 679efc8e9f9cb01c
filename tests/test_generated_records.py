"""Records made of parts whose reading is known: the words on a page are those of the source."""

import itertools
import random
import unicodedata
from collections.abc import Iterator, Sequence

from pipeline.exports.bibtex import bibtex
from pipeline.text.names import names
from pipeline.text.tex import paragraphs, plain, reading
from tests.examples import PAPER
from tests.test_bibtex import fields, read

RECORDS = 5_000

# What an author writes → what a reader sees.
WORDS = {
    **{word: word for word in ("network", "State-space", "GPT-4", "e.g.", "(see", "left)", "a/b")},
    **{
        word: word
        for word in ("naïve", "Привет", "Γειά", "深層学習", "トランスフォーマー", "모델", "שלום")
    },
    **{
        word: word
        for word in ("مرحبا", "नमस्ते", "สวัสดี", "Việt", "Łódź", "O’Neill", "50%", "C#", "R&D")
    },
    r"Nystr\"om": "Nyström",
    r"Erd\H{o}s": "Erdős",
    r"{\'E}cole": "École",
    r"Gr{\"o}bner": "Gröbner",
    r"\L{}ukasz": "Łukasz",
    r"\O{}re": "Øre",
    r"\emph{very}": "very",
    r"\textbf{so}": "so",
    r"{\em there}": "there",
    r"{BERT}": "BERT",
    r"{B}ayes": "Bayes",
    r"50\%": "50%",
    r"R\&D": "R&D",
    r"a\_b": "a_b",
    r"\$5": "$5",
    "``quoted''": "“quoted”",
    "Fig.~1": "Fig. 1",
    "1--2": "1–2",
    r"CO\textsubscript{2}": "CO₂",
    r"10\textsuperscript{-3}": "10⁻³",
    # Formulas
    "$n$": "n",
    "$ p $": "p",
    "$x_1$": "x_1",
    r"$\alpha$-stable": "α-stable",
    "3$\\times$3": "3×3",
    "J0030$+$0451": "J0030+0451",
    "$λ$1640": "λ1640",
    r"$\sim$100": "∼100",
    "0.5$-$10": "0.5-10",
    r"$O(n \log n)$": "O(n log n)",
    r"$10^{-3}$": "10^-3",
    r"$n^{1/2-\epsilon}$": "n^(1/2-ϵ)",
    r"\(x\)": "x",
    r"$A \mbox{ if $b$}$": "A if b",
    r"$\mathbb{R}^d$": "R^d",
    "$95\\%$": "95%",
    # Braces that are signs
    "n^{1/2}": "n^{1/2}",
    "x_{i,j}": "x_{i,j}",
    "{0,1}": "{0,1}",
    "H_{2}O": "H_{2}O",
}
PRICES = {text: text for text in ("$5 and $10", "$600 to $660", "$27B / $7B", "US$ 5 or US$ 6")}
NAMES = {
    "Albert Gu": "Albert Gu",
    r"Jos\'e Garc\'{\i}a": "José García",
    r"\'Eva de la Cruz": "Éva de la Cruz",
    "Sanja Đorđević": "Sanja Đorđević",
    "James R. Heath Jr": "James R. Heath Jr",
    "The BABAR Collaboration": "The BABAR Collaboration",
    "山田 太郎": "山田 太郎",
    "(王小明)": "(王小明)",
    "홍길동": "홍길동",
    "Иван Петров": "Иван Петров",
}


def joined(generator: random.Random, parts: dict[str, str], most: int) -> tuple[str, str]:
    chosen = generator.choices(list(parts), k=generator.randint(1, most))
    return " ".join(chosen), " ".join(parts[part] for part in chosen)


def records() -> Iterator[tuple[str, str, Sequence[str]]]:
    generator = random.Random("records")  # noqa: S311 (the same texts each time)
    for number in range(RECORDS):
        source, words = joined(generator, WORDS, 12)
        if number % 4 == 0:
            price, same = joined(generator, PRICES, 1)
            place = generator.choice(("before", "after"))
            source = f"{price} {source}" if place == "before" else f"{source} {price}"
            words = f"{same} {words}" if place == "before" else f"{words} {same}"
        yield source, words, generator.choices(list(NAMES), k=generator.randint(1, 4))


def letters(text: str) -> list[str]:
    return sorted(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def test_the_words_of_a_page_are_those_of_the_source() -> None:
    differing = [
        (source, words)
        for source, words, _ in records()
        if plain(source) != words or [*map(reading, paragraphs(source))] != [words]
    ]
    assert differing == []


def test_the_letters_of_every_author_are_cited() -> None:
    for author, seen in NAMES.items():
        assert plain(author) == seen
        entry = bibtex(PAPER.model_copy(update={"authors": (author,)}))
        assert letters(read(fields(entry)["author"])) == letters(seen)


def test_a_list_of_authors_is_as_long_as_its_names() -> None:
    for _, _, authors in itertools.islice(records(), 500):
        entry = bibtex(PAPER.model_copy(update={"authors": tuple(authors)}))
        assert fields(entry)["author"].count(" and ") == len(names(map(plain, authors))) - 1

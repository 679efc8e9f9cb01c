"""Candidates of 2.5 million made-up records: time, memory, and the same counts by Spark.

`python -m tests.bench.candidates` writes the records, 4 GB of JSON lines, and the same as Parquet.
The exit status is 1 where a run takes longer than a minute or more than 1 GB, or where the printed
SQL counts otherwise on PySpark, which runs on Java.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb

from pipeline.written.paper_list import Selection, listing_in
from tests.bench.engines import run

RECORDS = 2_500_000
LONGEST_S = 60
MOST_MB = 1_000
PATTERN = "time series|sequential|rnn|recurrent|transformer|attention|state space"

_LIST = """\
collections:
  - id: made-up
    title: Made up
    papers: [1706.03762]
"""
_RARE = (
    *("time series", "Time-series", "Sequential", "RNN", "Recurrent", "Transformers"),
    *("Attention", "State Space", "FernNet", "É Attention", "transſormer"),
)
_ONE_IN = 300
"""How many titles one holds a rare word."""
_BEGINNINGS = ("lake", "tide", "bee", "fern", "moss", "dune")
_WORDS = [f"{beginning}{number}" for beginning in _BEGINNINGS for number in range(99)]


def main() -> int:
    """Write the records, choose from them, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, default=RECORDS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        lines, parquet = place / "list.jsonl", place / "list.parquet"
        with lines.open("w", encoding="utf-8") as file:
            file.writelines(_records(options.records))
        source = f"read_json('{lines}', format = 'newline_delimited')"
        database = duckdb.connect(config={"memory_limit": "300MB", "threads": 1})
        database.execute(f"COPY (FROM {source}) TO '{parquet}' (FORMAT parquet)")
        of_lines, of_parquet = (_figures(_chosen(place, file)) for file in (lines, parquet))
        by_spark = _spark(place, parquet)
        print("DuckDB:", of_parquet)
        print("Spark: ", by_spark or "not asked, as Java is not there")
        return 0 if of_lines and of_lines == of_parquet == (by_spark or of_lines) else 1


def _records(count: int) -> Iterator[str]:
    """Lines of JSON, about 1,600 bytes each."""
    draw = random.Random(16)  # noqa: S311 (reproducible, not secret)
    abstracts = [" ".join(draw.choices(_WORDS, k=210)) for _ in range(500)]
    for number in range(count):
        title = " ".join(draw.choices(_WORDS, k=8))
        if number % _ONE_IN == 0:
            title = f"{title} {draw.choice(_RARE)}"
        yield (
            f'{{"id": "r{number}", "title": "{title} {number}", "authors": ["Ann Lee", "Bob Ray"],'
            f' "url": "https://example.org/{number}", "abstract": "{draw.choice(abstracts)}"}}\n'
        )


def _chosen(place: Path, file: Path) -> Selection | None:
    """What the command found in a file, None where it took too much."""
    root = place / "site"
    shutil.rmtree(root, ignore_errors=True)
    (root / "reviews").mkdir(parents=True)
    (root / "reviews" / "papers.yaml").write_text(_LIST, "utf-8")
    program = ("-m", "pipeline", "--root", str(root), "candidates")
    began = time.monotonic()
    cost = run(*program, str(file), "--pattern", PATTERN, "--collection", "made-up", "-q")
    seconds = time.monotonic() - began
    size = file.stat().st_size / 1e9
    print(f"{file.suffix}: {size:.1f} GB, {seconds:.0f} s, {cost.megabytes:.0f} MB", flush=True)
    listing = listing_in((root / "reviews" / "papers.yaml").read_text("utf-8"))
    assert not isinstance(listing, list), listing
    is_light = seconds <= LONGEST_S and cost.megabytes <= MOST_MB
    return listing.papers.collections[0].selection if is_light else None


def _figures(selection: Selection | None) -> Mapping[str, int]:
    """The figures by the names that they have in SQL."""
    if selection is None:
        return {}
    parts = list(enumerate(selection.parts, 1))
    return {
        "listed": selection.titles,
        "matched": selection.matched,
        **{f"caught_{number}": part.caught for number, part in parts},
        **{f"alone_{number}": part.alone for number, part in parts},
    }


def _spark(place: Path, parquet: Path) -> Mapping[str, int] | None:
    """The figures that the printed SQL gives on Spark, None where that does not run."""
    if not shutil.which("java"):
        return None
    from pyspark.sql import SparkSession  # noqa: PLC0415 (only where there is Java)

    program = [sys.executable, "-m", "pipeline", "candidates", "--sql", "spark"]
    command = [*program, "--pattern", PATTERN]
    asked = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    figures, _, _ = asked.stdout.partition(";")
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.local.dir", str(place))
        .getOrCreate()
    )
    try:
        session.read.parquet(str(parquet)).createOrReplaceTempView("titles")
        row = session.sql(figures).first()
        return row.asDict() if row else {}
    finally:
        session.stop()


if __name__ == "__main__":
    sys.exit(main())

"""The searches that are compared: how each is built, and how it is asked in a browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.corpus import LANGUAGE
from tests.search.loading import LOAD

PAPERS = "papers/*[!x].html"
"""The papers' pages without the list of them, index.html; no id ends like that name."""


def is_paper(address: str) -> bool:
    """Whether a page is a paper's; the lists below papers/by/ are none."""
    return address.count("/") == 1 and fnmatchcase(address, PAPERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command took: seconds of the processor, and memory at its peak."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A search: the settings of its Sphinx build, and functions that run in the page `page`.

    `prepare` loads its code where the page has not; `first` loads what it shows of the first
    results of a query; `all` returns the addresses of all of them, best first.
    """

    name: str
    page: str
    first: str
    all: str
    prepare: str = "() => {}"
    settings: tuple[str, ...] = ()


OURS = Engine(
    name="Shoroku",
    # Of a program that is not installed, Sphinx does not know the name in conf.py.
    settings=("extensions=pipeline",),
    page="about.html",
    prepare=LOAD,
    first="([query, shown]) => shoroku.search(query, shown)",
    all="""async (query) => {
      const { hits } = await shoroku.search(query);
      return (await shoroku.pagesOf(hits)).map(({ address }) => address);
    }""",
)

PAGEFIND = Engine(
    name="Pagefind",
    page="about.html",
    prepare="""async () => {
      window.pagefind = await import(new URL("pagefind/pagefind.js", document.baseURI).href);
      await window.pagefind.init();
    }""",
    first="""async ([query, shown]) => {
      const { results } = await window.pagefind.search(query);
      await Promise.all(results.slice(0, shown).map((result) => result.data()));
    }""",
    all="""async (query) => {
      const { results } = await window.pagefind.search(query);
      const data = await Promise.all(results.map((result) => result.data()));
      return data.map(({ url }) => url);
    }""",
)


def _sphinx(language: str) -> Engine:
    """Sphinx's own search with the words of a language; it loads each page that it shows."""
    find = "Search._performSearch(query, ...Search._parseQuery(query).slice(1)).reverse()"
    return Engine(
        name=f"Sphinx ({language})",
        settings=("extensions=tests.bench.without_search", f"html_search_language={language}"),
        page="about.html",
        prepare="""async () => {
          document.body.insertAdjacentHTML("beforeend", "<p id='search-progress'></p>");
          for (const name of ["doctools", "sphinx_highlight", "language_data", "searchtools"]) {
            await window.loadScript(`_static/${name}.js`);
          }
          await window.loadScript("searchindex.js");
        }""",
        first=f"""async ([query, shown]) => {{
          const found = {find}.slice(0, shown);
          await Promise.all(found.map(([page]) => fetch(`${{page}}.html`)));
        }}""",
        all=f"(query) => {find}.map(([page]) => `${{page}}.html`)",
    )


SPHINX = {language: _sphinx(language) for language in ("ja", "en")}

ENGINES = (OURS, PAGEFIND, *SPHINX.values())
"""Pagefind comes after the one whose pages it indexes."""

_LOAD_SCRIPT = """
window.loadScript = (address) => new Promise((resolve) => {
  const script = document.createElement("script");
  script.onload = resolve;
  script.src = address;
  document.head.append(script);
});
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser in which every engine is asked."""
    with sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM") or shutil.which("chromium")
        yield playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])


def opened(engine: Engine, address: str, browser: Browser, *, prepare: bool = True) -> Page:
    """A fresh browser's page from which an engine can be asked."""
    context = browser.new_context(bypass_csp=True)  # Pagefind runs WebAssembly
    context.add_init_script(_LOAD_SCRIPT)
    page = context.new_page()
    page.goto(f"{address}/{engine.page}")
    if prepare:
        page.evaluate(engine.prepare)
    return page


def addresses(found: list[str]) -> tuple[str, ...]:
    """What an engine found as addresses within the site, each once."""
    return tuple(dict.fromkeys(each.split("?")[0].removeprefix("/") for each in found))


def build(root: Path, output: Path, engine: Engine, language: str = LANGUAGE) -> Cost:
    """Build the site of a language below `root` with an engine's index.

    Pagefind indexes what stands in `output` already: of the papers' pages the article.
    """
    if engine is PAGEFIND:
        return run(
            *("-m", "pagefind", "--site", str(output), "--root-selector", "article"),
            *("--glob", PAPERS, "--silent"),
        )
    settings = [part for setting in engine.settings for part in ("-D", setting)]
    return run(
        *("-m", "sphinx", "-q", "-j", "auto", "-c", f"{root}/docs", *settings),
        *("-D", f"language={language}", "-d", f"{output}-doctrees"),
        *(f"{root}/docs/{language}", str(output)),
    )


def run(*command: str) -> Cost:
    """Run a module of this Python, whose errors are seen; raises RuntimeError where it fails."""
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)  # noqa: S603
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        message = f"{command[1]} failed"
        raise RuntimeError(message)
    return Cost(seconds=usage.ru_utime + usage.ru_stime, megabytes=usage.ru_maxrss / 1024)

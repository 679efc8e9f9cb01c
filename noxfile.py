# /// script
# requires-python = ">=3.11"
# dependencies = ["nox[uv]>=2025.2.9"]
# ///
"""All that is done with this project: `nox -s docs` builds the site, `nox -s tests` tests it.

Nox is the one prerequisite; it brings uv, and each session brings what else it needs.
"""

import re
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = True
nox.options.sessions = ["lint", "types", "tests", "docs"]

PROJECT = nox.project.load_toml("pyproject.toml")
DEPENDENCIES = PROJECT["project"]["dependencies"]
LANGUAGES = PROJECT["tool"]["shoroku"]["languages"]

SCHEMAS = {
    "vendor.github-workflows": ".github/workflows/*.yml",
    "vendor.github-issue-forms": ".github/ISSUE_TEMPLATE/*.yml",
    "vendor.dependabot": ".github/dependabot.yml",
    "vendor.readthedocs": ".readthedocs.yaml",
}


# The site, as in every site; here the program runs from its folder.


@nox.session
def docs(session: nox.Session) -> None:
    """Fetch what is missing and build the site (`-- --offline` asks nothing of the network)."""
    shoroku(session, "build")


@nox.session
def check(session: nox.Session) -> None:
    """Name every problem in the site."""
    shoroku(session, "check")


@nox.session
def new(session: nox.Session) -> None:
    """Begin a review: `-- 2110.13985`, `-- --lang en ADDRESS`, `-- --from NOTES`."""
    shoroku(session, "new")


@nox.session
def serve(session: nox.Session) -> None:
    """Show the site on this machine, built anew upon every change."""
    shoroku(session, "serve")


@nox.session
def fetch(session: nox.Session) -> None:
    """Ask arXiv for the records and abstracts that are missing (`-- --refresh`: for all)."""
    shoroku(session, "fetch")


@nox.session
def candidates(session: nox.Session) -> None:
    """Queue titles of a list: `-- LIST --pattern 'rnn|time series' --collection ID`."""
    shoroku(session, "candidates")


@nox.session
def refresh(session: nox.Session) -> None:
    """Find what changed since the last time, as the pull request of a week says it."""
    shoroku(session, "refresh")


@nox.session
def archive(session: nox.Session) -> None:
    """Pack the built site, and what Zenodo is told of it, into build/archive/."""
    shoroku(session, "archive")


# The program.


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; what follows `--` goes to pytest."""
    install(session, "tests")
    run_tests(session)


# An environment that is there would keep versions that are newer than need be.
@nox.session(python="3.11", venv_backend="uv", reuse_venv=False)
def oldest(session: nox.Session) -> None:
    """Run the tests on the oldest Python, with the lowest versions that pyproject.toml admits.

    Those in the browser are left to `tests`: scripts and styles do not depend on these.
    """
    session.install("--resolution=lowest-direct", *DEPENDENCIES, *group("tests"))
    run_tests(session, "-m", "not browser")


# What was built before, or is there already, would hide what the wheel lacks.
@nox.session(reuse_venv=False)
def wheel(session: nox.Session) -> None:
    """Build the wheel, and make and build a site with it where nothing else is."""
    place = Path(session.create_tmp()).absolute()
    shutil.rmtree(place / "dist", ignore_errors=True)
    session.install("nox[uv]")
    session.run("uv", "build", "--quiet", "--wheel", "--out-dir", str(place / "dist"))
    session.install(*map(str, (place / "dist").glob("*.whl")))
    site = new_site(session, "shoroku")
    with session.chdir(site):
        session.run("nox", "--session", "check")
        session.run("nox", "--session", "docs", "--", "--offline")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types."""
    install(session, "types")
    session.run("mypy")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, workflows and catalogues, and count the words that are not translated."""
    install(session, "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("python", "-m", "tests.catalogues")
    lint_workflows(session, Path())
    lint_workflows(session, new_site(session, "python", "-m", "pipeline"))


@nox.session
def words(session: nox.Session) -> None:
    """Take the words of the program into the catalogues, to be translated there."""
    install(session)
    session.run("python", "-m", "tests.catalogues", "--update")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure what is too slow for a test: `-- build`, `fetch`, `pages`, … (or all)."""
    install(session, "bench")
    for name in session.posargs or [
        "books",
        "build",
        "candidates",
        "citations",
        "fetch",
        "mending",
        "pages",
        "search",
        "security",
    ]:
        session.run("python", "-m", f"tests.bench.{name}")


@nox.session
def pictures(session: nox.Session) -> None:
    """Take the README's pictures anew, of a made-up site."""
    install(session, "tests")
    session.run("python", "-m", "tests.pictures")


@nox.session
def fonts(session: nox.Session) -> None:
    """Make the parts of the font for formulas anew: `-- noto-sans-math-latin-400-normal.woff2`."""
    session.install("fonttools[woff]>=4.60")
    static = Path("pipeline/site/theme/shoroku/static")
    faces = (static / "math.css").read_text("utf-8").split("@font-face")[1:]
    for face in faces:
        file, ranges = re.findall(r'url\("(.+?)"\)|unicode-range: (.+?);', face)
        session.run(
            *("pyftsubset", *session.posargs, f"--unicodes={ranges[1].replace('U+', '')}"),
            *("--no-hinting", "--desubroutinize", "--layout-features=ssty,dtls,flac"),
            *("--name-IDs=0,1,2,13,14", "--flavor=woff2", f"--output-file={static / file[0]}"),
        )


@nox.session
def linkcheck(session: nox.Session) -> None:
    """Ask every address that the site links to whether it is still there."""
    session.install(".")  # Sphinx finds the program where a site's conf.py says
    session.run("shoroku", "emit")
    for language in LANGUAGES:
        options = ("-q", "-b", "linkcheck", "-c", "docs", "-D", f"language={language}")
        session.run("sphinx-build", *options, f"docs/{language}", f"build/linkcheck/{language}")


def shoroku(session: nox.Session, command: str) -> None:
    """Run a command of the program; its exit status is the session's."""
    install(session)
    session.run("python", "-m", "pipeline", command, *session.posargs)


def run_tests(session: nox.Session, *chosen: str) -> None:
    """Run pytest on every core."""
    # Many tests build in processes of their own, each of which would else compile every library.
    compiled = Path(session.virtualenv.location).absolute() / "compiled"
    env = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(compiled)}
    session.run("pytest", "--numprocesses=auto", *chosen, *session.posargs, env=env)


def new_site(session: nox.Session, *program: str) -> Path:
    """A site as the program's `init` makes it."""
    site = Path(session.create_tmp()).absolute() / "site"
    shutil.rmtree(site, ignore_errors=True)
    session.run(*program, "init", str(site), "1706.03762", silent=True)
    return site


def lint_workflows(session: nox.Session, root: Path) -> None:
    """Check what GitHub and Read the Docs read."""
    github = str(root / ".github")
    session.run("zizmor", "--offline", "--persona", "pedantic", "--strict-collection", github)
    for schema, pattern in SCHEMAS.items():
        if files := sorted(map(str, root.glob(pattern))):
            session.run("check-jsonschema", "--builtin-schema", schema, *files)


def install(session: nox.Session, *groups: str) -> None:
    """Install what the project depends on, and what the groups add."""
    session.install(*DEPENDENCIES, *(each for name in groups for each in group(name)))


def group(name: str) -> tuple[str, ...]:
    """The requirements of a dependency group of pyproject.toml."""
    return nox.project.dependency_groups(PROJECT, name)

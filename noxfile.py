"""All that is done with this project: `nox -s docs` builds the site, `nox -s tests` tests it.

Nox is the one prerequisite; each session brings what else it needs.
"""

from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = True
nox.options.sessions = ["lint", "types", "tests", "docs"]

PROJECT = nox.project.load_toml("pyproject.toml")
DEPENDENCIES = PROJECT["project"]["dependencies"]

SCHEMAS = {
    "--builtin-schema vendor.github-workflows": ".github/workflows/*.yml",
    "--builtin-schema vendor.github-issue-forms": ".github/ISSUE_TEMPLATE/*.yml",
    "--builtin-schema vendor.dependabot": ".github/dependabot.yml",
    "--builtin-schema vendor.readthedocs": ".readthedocs.yaml",
    "--schemafile reviews/papers.schema.json": "reviews/papers.yaml",
}


@nox.session
def docs(session: nox.Session) -> None:
    """Fetch what is missing and build the site (`-- --offline` asks nothing of the network)."""
    pipeline(session, "build")


@nox.session
def fetch(session: nox.Session) -> None:
    """Ask arXiv for the records and abstracts that are missing (`-- --refresh`: for all)."""
    pipeline(session, "fetch")


@nox.session
def check(session: nox.Session) -> None:
    """Name every problem in the list and the reviews."""
    pipeline(session, "check")


@nox.session
def new(session: nox.Session) -> None:
    """Begin a review: `-- 2110.13985`, `-- --lang en ADDRESS`."""
    pipeline(session, "new")


@nox.session
def serve(session: nox.Session) -> None:
    """Show the site on this machine, built anew upon every change."""
    pipeline(session, "serve")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; what follows `--` goes to pytest."""
    install(session, "tests")
    session.run("pytest", *session.posargs)


@nox.session
def types(session: nox.Session) -> None:
    """Check the types."""
    install(session, "types")
    session.run("mypy")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting, the workflows, and the files that have a schema."""
    session.install(*group("lint"))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("zizmor", "--offline", "--persona", "pedantic", "--strict-collection", ".github")
    for schema, pattern in SCHEMAS.items():
        session.run("check-jsonschema", *schema.split(), *map(str, sorted(Path().glob(pattern))))


@nox.session
def bench(session: nox.Session) -> None:
    """Measure what is too slow for a test: `-- build`, `fetch`, `search`, `security` (or all)."""
    install(session, "bench")
    for name in session.posargs or ["build", "fetch", "search", "security"]:
        session.run("python", "-m", f"tests.bench.{name}")


@nox.session
def linkcheck(session: nox.Session) -> None:
    """Ask every address that the site links to whether it is still there."""
    install(session)
    session.run("python", "-m", "pipeline", "emit")
    for language in ("ja", "en"):
        options = ("-q", "-b", "linkcheck", "-c", "docs", "-D", f"language={language}")
        session.run("sphinx-build", *options, f"docs/{language}", f"build/linkcheck/{language}")


def pipeline(session: nox.Session, command: str) -> None:
    """Run a command of the pipeline; its exit status is the session's."""
    install(session)
    session.run("python", "-m", "pipeline", command, *session.posargs)


def install(session: nox.Session, *groups: str) -> None:
    """Install what the project depends on, and what the groups add."""
    session.install(*DEPENDENCIES, *(each for name in groups for each in group(name)))


def group(name: str) -> tuple[str, ...]:
    """The requirements of a dependency group of pyproject.toml."""
    return nox.project.dependency_groups(PROJECT, name)

"""Where a site's files are edited: the addresses that GitHub, GitLab and Forgejo give them."""

from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath
from urllib.parse import quote, urlencode, urlsplit


class Forge(Enum):
    """The kinds of host whose addresses are known, by a part of the host's name."""

    GITHUB = ("github",)
    GITLAB = ("gitlab",)
    FORGEJO = ("codeberg", "forgejo", "gitea")


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on the web, without a slash at its end, and the branch that the site shows."""

    address: str
    branch: str

    @property
    def forge(self) -> Forge | None:
        """The kind of host, None where it is none of those that are known."""
        host = urlsplit(self.address).hostname or ""
        return next((kind for kind in Forge if any(name in host for name in kind.value)), None)

    def edit_address(self, path: str) -> str | None:
        """The page that edits a file, None where the host's addresses are not known."""
        branch, path = quote(self.branch), quote(path)
        match self.forge:
            case Forge.GITHUB:
                return f"{self.address}/edit/{branch}/{path}"
            case Forge.GITLAB:
                return f"{self.address}/-/edit/{branch}/{path}"
            case Forge.FORGEJO:
                return f"{self.address}/_edit/{branch}/{path}"
        return None

    def new_file_address(self, path: str, text: str) -> str | None:
        """The page that begins a file, with its name and, but for GitLab, its text filled in.

        https://docs.github.com/en/repositories/working-with-files/managing-files/creating-new-files
        https://docs.gitlab.com/user/project/repository/web_editor/
        https://github.com/go-gitea/gitea/pull/16556
        """
        branch, place = quote(self.branch), PurePosixPath(path)
        match self.forge:
            case Forge.GITHUB:
                query = urlencode({"filename": path, "value": text})
                return f"{self.address}/new/{branch}?{query}"
            case Forge.GITLAB:
                return f"{self.address}/-/new/{branch}?{urlencode({'file_name': path})}"
            case Forge.FORGEJO:
                query = urlencode({"filename": place.name, "value": text})
                return f"{self.address}/_new/{branch}/{quote(place.parent.as_posix())}?{query}"
        return None

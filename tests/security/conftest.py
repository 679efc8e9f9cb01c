import pytest

from tests.security.sites import Sites, build_both


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    with pytest.MonkeyPatch.context() as patch:
        return build_both(tmp_path_factory.mktemp("bad"), tmp_path_factory.mktemp("good"), patch)

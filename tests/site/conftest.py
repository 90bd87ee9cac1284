"""The site, built once for the tests of a process."""

import os
from collections.abc import Iterator
from pathlib import Path

import distribution
import pytest
from visiting import served


@pytest.fixture(scope="session")
def pyodide() -> Iterator[Path]:
    """The folder of the distribution; bytecode that was made once is kept beside it."""
    folder = distribution.need()
    before = os.environ.get("KVIZ_CACHE")
    os.environ["KVIZ_CACHE"] = str(distribution.KEPT)
    yield folder
    os.environ.pop("KVIZ_CACHE")
    if before:
        os.environ["KVIZ_CACHE"] = before


@pytest.fixture(scope="session")
def built(pyodide, tmp_path_factory) -> Path:
    """The folder of the site."""
    import kviz

    return kviz.site(tmp_path_factory.mktemp("site"), pyodide=pyodide, progress=False).parent


@pytest.fixture(scope="session")
def address(built) -> Iterator[str]:
    """Where a plain static server gives the site away."""
    server, address = served(built)
    yield address
    server.shutdown()
    server.server_close()

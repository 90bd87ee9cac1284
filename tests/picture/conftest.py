import pytest

import kviz


@pytest.fixture(scope="session")
def tutorial():
    data = kviz.datasets["tutorial"]()
    return kviz.run(data, k=2, init=data.start)

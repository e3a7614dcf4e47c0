import json
import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sandbox.engine.scopes import ALL  # noqa: E402
from sandbox.engine.service import answer  # noqa: E402
from sandbox.server import Server  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def server():
    return Server()


@pytest.fixture
def make_shop(server):
    """A shop of its own for the test; its bucket never runs dry unless the test says so."""
    made = []

    def make(name="test", **settings):
        settings = {"rate": 1e6, "bucket": 1e6, **settings}
        shop = server.add_shop(name, **settings)
        made.append(name)
        return shop

    yield make
    for name in made:
        server.shops.pop(name, None)
    server.default = next(iter(server.shops), None)


@pytest.fixture
def shop(make_shop):
    return make_shop()


@pytest.fixture
def ask(server):
    """Executes a document in a shop and returns the body of the answer."""

    def run(shop, text, variables=None, scopes=ALL, version="2026-07", operation=None):
        return answer(server, shop, server.documents_of(version), text, variables, operation, frozenset(scopes), "test").body

    return run


@pytest.fixture
def data(ask):
    """As `ask`, for requests that must succeed: returns `data`."""

    def run(*arguments, **settings):
        body = ask(*arguments, **settings)
        assert "errors" not in body, body["errors"]
        return body["data"]

    return run


def recorded_folder():
    for candidate in (
        os.environ.get("SHOPIFY_RECORDED"),
        ROOT.parent / "shared/shopify/recorded",
        ROOT.parents[1] / "shared/shopify/recorded",
    ):
        if candidate and Path(candidate).is_dir():
            return Path(candidate)
    return None


@pytest.fixture(scope="session")
def recorded():
    """All recorded exchanges (file, exchange)."""
    folder = recorded_folder()
    if folder is None:
        message = "NOT CHECKED against Shopify: no recorded exchanges (set SHOPIFY_RECORDED to their folder)"
        print(f"\n*** {message} ***", file=sys.__stderr__)
        pytest.skip(message)
    return [(path.stem, json.loads(line)) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]

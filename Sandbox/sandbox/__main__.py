"""`python3 -m sandbox --port 8820 --orders 500`: a local Shopify on the loopback address."""

import argparse
import gc
import logging

from aiohttp import web

from .http.app import make_app
from .server import Server


def main():
    parser = argparse.ArgumentParser(prog="sandbox", description="A local Shopify for demos and tests.")
    parser.add_argument("--port", type=int, default=8820)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shop", action="append", help="name of a shop; may be given several times (default: demo)")
    parser.add_argument("--currency", default="USD")
    parser.add_argument("--timezone", default="Europe/Berlin")
    parser.add_argument("--rate", type=float, default=100, help="points restored a second")
    parser.add_argument("--bucket", type=float, default=2000, help="points that the bucket holds")
    parser.add_argument("--locations", type=int, default=1)
    parser.add_argument("--products", type=int, default=20)
    parser.add_argument("--customers", type=int, default=20)
    parser.add_argument("--orders", type=int, default=0)
    parser.add_argument("--lines", type=int, default=3)
    parser.add_argument("--mix", choices=("plain", "everything"), default="plain")
    parser.add_argument("--token", default="sandbox-token")
    parser.add_argument("--schema", help="folder with admin-VERSION.graphql (default: Schema/ of the project)")
    given = parser.parse_args()
    gc.set_threshold(200_000, 20, 100)  # hundreds of thousands of records live long; looking at them often costs seconds
    server = Server(given.schema)
    for index, name in enumerate(given.shop or ["demo"]):
        server.add_shop(
            name,
            given.locations,
            given.products,
            given.customers,
            given.orders,
            given.lines,
            given.mix,
            given.token,
            currency=given.currency,
            timezone=given.timezone,
            seed=given.seed + index,
            rate=given.rate,
            bucket=given.bucket,
        )
    for version in server.versions:
        server.documents_of(version)
    gc.collect()
    gc.freeze()
    server.address = f"http://{given.host}:{given.port}"
    names = ", ".join(server.shops)
    ready = f"Sandbox on {server.address}: shops {names}; token {given.token}; API versions {', '.join(server.versions)}"
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
    try:
        web.run_app(make_app(server), host=given.host, port=given.port, print=lambda *_: print(ready, flush=True), shutdown_timeout=1.0)
    except OSError as error:
        raise SystemExit(f"The sandbox cannot listen on {given.host}:{given.port}: {error.strerror}") from error


if __name__ == "__main__":
    main()

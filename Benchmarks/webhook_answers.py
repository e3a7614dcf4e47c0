#!/usr/bin/env python3
"""How soon a webhook is stored and answered, while the node works on what they say: 500 signed deliveries over HTTP, every tenth twice.

Exits 1 where the 99th percentile is above 100 ms, or where a delivery is not stored exactly once.
"""

from __future__ import annotations

import argparse
import base64
import concurrent.futures
import hashlib
import hmac
import http.client
import json
import os
import re
import sys
import threading
import time

import harness

SECRET = "webhook-secret"


class Sender(threading.local):
    """A connection of its own for each thread."""

    connection: http.client.HTTPConnection | None = None


def send(sender: Sender, port: int, number: int, body: bytes) -> float:
    """Milliseconds from the first byte of the request to the last of its answer."""
    headers = {
        "Content-Type": "application/json",
        "X-Shopify-Topic": "orders/updated",
        "X-Shopify-Shop-Domain": "demo.myshopify.com",
        "X-Shopify-Webhook-Id": f"delivery-{number}",
        "X-Shopify-Event-Id": f"event-{number}",
        "X-Shopify-API-Version": "2026-07",
        "X-Shopify-Hmac-SHA256": base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode(),
    }
    if sender.connection is None:
        sender.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        sender.connection.connect()
    begin = time.perf_counter()
    sender.connection.request("POST", "/webhooks/shopify/DEMO", body, headers)
    answer = sender.connection.getresponse()
    answer.read()
    took = (time.perf_counter() - begin) * 1000
    if answer.status != 200:
        raise SystemExit(f"answered {answer.status}")
    return took


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--side-by-side", type=int, default=8, help="deliveries on their way at the same time")
    parser.add_argument("--pause", type=float, default=0, help="milliseconds that each connection waits between deliveries")
    parser.add_argument("--orders", type=int, default=500, help="orders in the shop, imported while deliveries come")
    parser.add_argument("--database", help="postgres://… instead of a SQLite file of its own")
    given = parser.parse_args()
    sandbox = harness.Sandbox("--orders", str(given.orders))
    installation = harness.Installation(given.database)
    try:
        settings = {"allowDataSync": "true", "logLevel": "disabled"}
        installation.add_shop("DEMO", sandbox, credentials=("--token", harness.TOKEN, "--client-secret", SECRET), **settings)
        port = installation.serve()
        orders = [int(order["id"].rsplit("/", 1)[1]) for order in sandbox.orders()]
        deliveries = []
        for number in range(given.count):
            order = {"id": orders[number % len(orders)], "admin_graphql_api_id": f"gid://shopify/Order/{orders[number % len(orders)]}"}
            # As large as an order with some lines is.
            order |= {"updated_at": "2026-08-24T08:00:00Z", "note": "x" * 200, "line_items": [{"id": line, "title": "Mug" * 20} for line in range(40)]}
            deliveries += [(number, json.dumps(order).encode())] * (2 if number % 10 == 0 else 1)
        installation.run("sync", "sync-orders", "--shop", "DEMO", "--background", "--json").json()
        sender = Sender()

        def one(delivery: tuple[int, bytes]) -> float:
            took = send(sender, port, *delivery)
            time.sleep(given.pause / 1000)
            return took

        begin = time.perf_counter()
        with concurrent.futures.ThreadPoolExecutor(given.side_by_side) as pool:
            took = sorted(pool.map(one, deliveries))
        seconds = time.perf_counter() - begin
        became = counted(port)
    finally:
        installation.stop()
        sandbox.stop()
    at = lambda share: took[min(len(took) - 1, int(len(took) * share))]
    once = became == {"stored": given.count, "duplicate": len(took) - given.count}
    load = os.getloadavg()[0]
    engine = "PostgreSQL" if given.database else "SQLite"
    print(
        harness.table(
            f"{len(took)} deliveries, {given.side_by_side} side by side, {engine}, orders imported meanwhile; load average {load:.1f}",
            [
                ("answered after, p50, ms", f"{at(0.5):.1f}", "", None),
                ("answered after, p95, ms", f"{at(0.95):.1f}", "", None),
                ("answered after, p99, ms", f"{at(0.99):.1f}", "≤ 100", at(0.99) <= 100),
                ("the slowest, ms", f"{took[-1]:.1f}", "", None),
                ("deliveries a second", f"{len(took) / seconds:.0f}", "", None),
                ("each stored once", "yes" if once else str(became), "yes", once),
            ],
        )
    )
    return 0 if once and at(0.99) <= 100 else 1


def counted(port: int) -> dict[str, int]:
    """What the node says became of the deliveries."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/metrics")
    lines = connection.getresponse().read().decode()
    return {found[1]: int(float(found[2])) for found in re.finditer(r'webhooks_received_total\{outcome="(\w+)"\} (\S+)', lines)}


if __name__ == "__main__":
    sys.exit(main())

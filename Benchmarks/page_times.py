#!/usr/bin/env python3
"""How long the pages take with a full database: every list, first page, filtered and deep, and how soon open pages hear of news.

    Benchmarks/page_times.py                                     SQLite, 1 000 000 runs and 1 000 000 orders
    Benchmarks/page_times.py --database postgres://…/empty       the same on PostgreSQL (an empty database; needs psycopg)

Fills a database straight by SQL (kept with --keep FOLDER, used again when it is there), starts `backroom serve` on it, signs in and asks for
each page one after the other, as a browser would. The time is from sending to the last byte, over the loopback: an upper bound of the
server's. Targets: 95 % of the requests within 30 ms, first page at most 100 KB, news shown within 200 ms by 100 open pages.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import os
import pathlib
import re
import secrets
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from harness import binary, free_port  # noqa: E402
from pages.browser import Browser, live  # noqa: E402
from pages.fill import fill  # noqa: E402

LISTS = [
    "/", "/shops", "/job-queue", "/job-queue?status=finished", "/job-queue?status=error", "/job-queue?all=true", "/job-queue/log",
    "/job-queue/log?status=error", "/job-queue/log?task=sync-orders", "/job-queue/log?shop=NORD", "/orders", "/orders?processed=no",
    "/orders?processed=yes", "/orders?errors=yes", "/orders?shop=NORD", "/orders?shop=NORD&processed=no", "/orders?q=%23500001", "/products",
    "/products?mapped=no", "/products?shop=NORD", "/products?sort=title", "/products?q=SKU-49999", "/products?q=nobody+has+this", "/customers", "/customers?mapped=no",
    "/customers?sort=-name", "/customers?q=c199999%40", "/customers?q=nobody+has+this", "/payouts", "/skipped-records", "/skipped-records?shop=NORD",
    "/activity", "/activity?errors=yes", "/activity?shop=NORD", "/ledger/sales-orders", "/ledger/invoices", "/ledger/credit-memos",
    "/ledger/shipments", "/ledger/items", "/ledger/customers", "/ledger/items?q=nobody",
    "/ledger/customers?q=nobody", "/ledger/locations", "/orders?sort=createdAt", "/job-queue/log?sort=started", "/activity?sort=at",
    "/received-webhooks", "/received-webhooks?state=known", "/privacy-requests", "/notices", "/tell-me?fragment=1&q=SO-0000100",
]


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def serve(environment: dict[str, str], port: int) -> subprocess.Popen:
    process = subprocess.Popen(
        [binary(), "serve", "--port", str(port), "--workers", "2"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 120
    while True:
        try:
            Browser(port).send("GET", "/healthz")
            return process
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("the server did not start") from None
            time.sleep(0.1)


def measure(browser: Browser, path: str, times: int) -> tuple[float, float, int]:
    """Median and 95th percentile in milliseconds, and the bytes of the page."""
    status, _, body, _ = browser.send("GET", path)
    if status != 200:
        raise SystemExit(f"{path}: status {status}: {body[:200]!r}")
    seconds = [browser.send("GET", path)[3] for _ in range(times)]
    return statistics.median(seconds) * 1000, percentile(seconds, 0.95) * 1000, len(body)


def pages(browser: Browser, times: int) -> bool:
    good = True
    print(f"{'page':44}{'median':>10}{'p95':>10}{'size':>10}")
    for path in LISTS:
        shown = [(path, path)]
        # Deep in the list: five pages on.
        body, deep = browser.send("GET", path)[2].decode(), None
        for _ in range(5):
            found = re.search(r'href="([^"]*cursor=[^"]*)" rel="next"', body)
            if not found:
                break
            deep = found.group(1).replace("&amp;", "&")
            body = browser.send("GET", deep)[2].decode()
        if deep:
            shown.append((path + "  … page 6", deep))
        for name, address in shown:
            median, p95, size = measure(browser, address, times)
            wrong = p95 > 30 or size > 100_000
            good = good and not wrong
            print(f"{name:44}{median:>7.1f} ms{p95:>7.1f} ms{size / 1000:>7.1f} KB{'   !' if wrong else ''}", flush=True)
    return good


def news(browser: Browser, count: int, rounds: int) -> bool:
    body = browser.send("GET", "/job-queue?status=onHold")[2].decode()
    token = re.search(r'name="csrf" content="([^"]+)"', body).group(1)
    entry = re.search(r'href="/job-queue/([0-9a-f-]{36})"', body).group(1)

    def act(number: int):
        # Between on hold and on hold, so that nothing runs: the change alone is the news.
        browser.send("POST", f"/job-queue/{entry}/edit", "csrf=%s&description=round%%20%d&shop=DEMO&days=mon&every=60&maximumAttempts=5" % (token, number))

    heard, shown = asyncio.run(live(browser, count, rounds, act))
    good = percentile(shown, 0.95) <= 200
    print(f"{count} open pages, {rounds} changes: heard after {statistics.median(heard):.0f} ms, p95 {percentile(heard, 0.95):.0f} ms;", end=" ")
    print(f"shown after {statistics.median(shown):.0f} ms, p95 {percentile(shown, 0.95):.0f} ms{'' if good else '   !'}")
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", help="sqlite:FILE or postgres://…; else a new SQLite file")
    parser.add_argument("--count", type=int, default=1_000_000, help="runs, and orders")
    parser.add_argument("--times", type=int, default=60, help="requests of each page")
    parser.add_argument("--open-pages", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=20, help="changes that open pages hear of")
    parser.add_argument("--keep", help="a folder for the SQLite file, used again when it is filled already")
    parser.add_argument("--filled", action="store_true", help="the database is filled already")
    options = parser.parse_args()
    folder = pathlib.Path(options.keep or tempfile.mkdtemp(prefix="backroom-pages-"))
    folder.mkdir(parents=True, exist_ok=True)
    database = options.database or f"sqlite:{folder}/pages.db"
    key = folder / "key"
    if not key.exists():
        key.write_text(base64.b64encode(secrets.token_bytes(32)).decode())
    filled = options.filled or (folder / "filled").exists()
    environment = dict(os.environ, BACKROOM_DATABASE=database, BACKROOM_SECRET_KEY=key.read_text(), BACKROOM_LOG_LEVEL="error")

    def run(*arguments: str) -> str:
        done = subprocess.run([binary(), *arguments], env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(arguments)}: {done.stderr}")
        return done.stdout

    server = None
    try:
        run("db", "migrate")
        if not filled:
            for shop in ("DEMO", "NORD"):
                run("shop", "add", shop, "--url", f"https://{shop.lower()}.myshopify.com", "--token", "shpat_benchmark", "--endpoint", "http://127.0.0.1:9")
            print(f"filling {database.split('@')[-1]}:", flush=True)
            fill(database, options.count)
            (folder / "filled").touch()
        port = free_port()
        server = serve(environment, port)
        browser = Browser(port)
        browser.sign_in(first_link(run, environment))
        good = pages(browser, options.times)
        good = news(browser, options.open_pages, options.rounds) and good
        print("all within their targets" if good else "some are not within their targets (!)")
        sys.exit(0 if good else 1)
    finally:
        if server and server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)
        if not options.keep and not options.database:
            shutil.rmtree(folder, ignore_errors=True)


def first_link(run, environment) -> str:
    """A one-time link of a user for the measure, who is made the first time."""
    name = "measure"
    if name not in run("user", "list"):
        subprocess.run(
            [binary(), "user", "add", name, "--role", "administrator"],
            env=environment,
            input=secrets.token_hex(16) + "\n",
            capture_output=True,
            text=True,
            check=False,
        )
    return run("user", "link", name).strip()


if __name__ == "__main__":
    main()

"""What every measure needs: a sandbox shop, a Backroom installation in a temporary folder, and figures of finished processes.

A measure starts both, drives Backroom by its commands only, as a user would, and reads what the shop saw from the sandbox's control
address. Nothing here is linked into the product.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOKEN = "sandbox-token"


def binary() -> str:
    """The release build where there is one (figures are of release builds), else the debug build; BACKROOM_BINARY names another."""
    if "BACKROOM_BINARY" in os.environ:
        return os.environ["BACKROOM_BINARY"]
    for configuration in (os.environ["BACKROOM_BUILD"],) if "BACKROOM_BUILD" in os.environ else ("release", "debug"):
        path = ROOT / ".build" / configuration / "backroom"
        if path.exists():
            return str(path)
    raise SystemExit("Build first: swift build -c release --product backroom")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def peak_mib(pid: int) -> float:
    """The most memory that a process has held so far, in MiB; 0 when it is gone."""
    try:
        with open(f"/proc/{pid}/status") as status:
            return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")), 0.0)
    except OSError:
        return 0.0


@dataclasses.dataclass
class Finished:
    """A finished command: what it printed and what the operating system counted for it."""

    status: int
    out: str
    err: str
    seconds: float
    cpu: float
    peak_mib: float

    def json(self):
        if self.status != 0:
            raise AssertionError(f"exit {self.status}: {self.err.strip() or self.out.strip()}")
        return json.loads(self.out)


class Sandbox:
    """The local Shopify, started with `Scripts/sandbox`, and its control address."""

    def __init__(self, *options: str, port: int | None = None):
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [str(ROOT / "Scripts" / "sandbox"), "--port", str(self.port), *options],
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        deadline = time.monotonic() + 120
        while True:
            try:
                urllib.request.urlopen(f"{self.address}/control/state", timeout=5).read()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    self._log.seek(0)
                    raise SystemExit(f"the sandbox did not start: {self._log.read()[-2000:]}")
                time.sleep(0.1)

    def control(self, path: str, body: dict | None = None, timeout: float = 600, shop: str | None = None):
        """POSTs to the control address, or GETs where there is no body; of the first shop, or of another."""
        if shop is not None:
            body = {**(body or {}), "shop": shop}
        request = urllib.request.Request(
            f"{self.address}/control/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return json.loads(answer.read() or b"null")

    def requests(self, shop: str | None = None) -> list[dict]:
        """The GraphQL requests the shop has answered since the log was cleared."""
        return self.control("log", {}, shop=shop)["entries"]

    def clear_log(self, shop: str | None = None):
        self.control("log", {"entries": "false", "clear": True}, shop=shop)

    def graphql(self, query: str, variables: dict | None = None, shop: str | None = None) -> dict:
        """Asks the shop as any other app would."""
        request = urllib.request.Request(
            self.address + (f"/shops/{shop}" if shop else "") + "/admin/api/2026-07/graphql.json",
            data=json.dumps({"query": query, "variables": variables or {}}).encode(),
            headers={"Content-Type": "application/json", "X-Shopify-Access-Token": TOKEN},
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            body = json.loads(answer.read())
        if body.get("data") is None:
            raise AssertionError(body)
        return body["data"]

    def everything(self, query: str, path: str, variables: dict | None = None, shop: str | None = None) -> list[dict]:
        """All nodes of a connection; the query takes `$after`, `path` leads to the connection by names with dots between."""
        found, after = [], None
        while True:
            page = self.graphql(query, {**(variables or {}), "after": after}, shop)
            for name in path.split("."):
                page = page[name]
            found += page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                return found
            after = page["pageInfo"]["endCursor"]

    def orders(self, shop: str | None = None) -> list[dict]:
        """Every order of the shop as it shows them: id, name and totals, read like any other client would."""
        query = """query($after: String) { orders(first: 250, after: $after) {
            pageInfo { hasNextPage endCursor } nodes { id name currentTotalPriceSet { shopMoney { amount } } } } }"""
        return self.everything(query, "orders", shop=shop)

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


class Installation:
    """A Backroom of its own in a temporary folder: database, secret key and environment."""

    def __init__(self, database: str | None = None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="backroom-measure-"))
        self.environment = {
            **os.environ,
            "BACKROOM_DATABASE": database or f"sqlite:{self.folder}/backroom.db",
            "BACKROOM_LOG_LEVEL": "warning",
            "BACKROOM_PORT": str(free_port()),
        }
        if database:
            self.environment["BACKROOM_SECRET_KEY"] = base64.b64encode(bytes(32)).decode()
        self.children: list[subprocess.Popen] = []

    def start(self, *words: str) -> subprocess.Popen:
        """A long-lived command (`worker`, `serve`), ended by `stop`."""
        log = open(self.folder / f"{words[0]}.log", "a")
        child = subprocess.Popen([binary(), *words], env=self.environment, cwd=self.folder, stdout=log, stderr=log)
        self.children.append(child)
        return child

    def serve(self) -> int:
        """Starts a server and waits until it answers; its port."""
        child = self.start("serve")
        port = int(self.environment["BACKROOM_PORT"])
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).read()
                return port
            except OSError:
                if child.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"the server did not start: {(self.folder / 'serve.log').read_text()[-2000:]}") from None
                time.sleep(0.2)

    def run(self, *words: str, timeout: float = 3600) -> Finished:
        out, err = tempfile.TemporaryFile("w+"), tempfile.TemporaryFile("w+")
        started = time.monotonic()
        child = subprocess.Popen(
            [binary(), *words], env=self.environment, cwd=self.folder, stdout=out, stderr=err, stdin=subprocess.DEVNULL
        )
        peak = 0.0
        while True:
            # Read before it is reaped; ru_maxrss would count what this program held when it forked.
            peak = max(peak, peak_mib(child.pid))
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - started > timeout:
                child.kill()
                raise SystemExit(f"backroom {' '.join(words)} took longer than {timeout} s")
            time.sleep(0.01)
        child.returncode = os.waitstatus_to_exitcode(status)
        for stream in (out, err):
            stream.seek(0)
        return Finished(
            status=child.returncode,
            out=out.read(),
            err=err.read(),
            seconds=time.monotonic() - started,
            cpu=usage.ru_utime + usage.ru_stime,
            peak_mib=peak,
        )

    def killed(self, *words: str, after: float) -> bool:
        """Runs a command and kills it (SIGKILL) after so many seconds, unless it has ended; answers whether it was killed."""
        child = subprocess.Popen(
            [binary(), *words],
            env=self.environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            child.wait(after)
            return False
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            return True

    def json(self, *words: str, timeout: float = 3600):
        return self.run(*words, "--json", timeout=timeout).json()

    def load(self, kind: str, header: str, rows) -> None:
        """Imports rows of CSV into the ledger."""
        path = self.folder / f"{kind}.csv"
        path.write_text("\n".join([header, *rows]) + "\n")
        self.json("ledger", "import", kind, str(path))

    def map_locations(self, code: str, *ours: str, calculation: str = "freeInventory") -> None:
        """Maps the shop's locations to ours, one after the other; a single one of ours takes them all."""
        # Locations of the shop are known once something names them.
        self.run("shop", "test", code)
        for number, location in enumerate(self.json("shop", "map", code, "location")):
            to = ours[min(number, len(ours) - 1)]
            self.json("shop", "map", code, "location", location["name"], "--to", to, "--calculation", calculation)

    def add_shop(self, code: str, sandbox: Sandbox, path: str = "", credentials: tuple[str, ...] | None = None, **settings: str):
        values = {
            "createUnknownItems": "true",
            "createUnknownCustomers": "true",
            "skuMapping": "itemNo",
            "shippingAccount": "SHIPPING",
            "tipAccount": "TIPS",
            "giftCardAccount": "GIFTCARDS",
            "roundingAccount": "ROUNDING",
            "refundAccount": "REFUNDS",
            **settings,
        }
        words = ["shop", "add", code, "--url", f"https://{code.lower()}.myshopify.com", *(credentials or ("--token", TOKEN))]
        words += ["--endpoint", sandbox.address + path]
        for key, value in values.items():
            words += ["--set", f"{key}={value}"]
        self.run(*words, "--json").json()
        self.run("shop", "enable", code, "--json").json()

    def stop(self):
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        for child in self.children:
            try:
                child.wait(30)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def table(title: str, rows: list[tuple]) -> str:
    """Rows of (what, figure, target, holds) as text, with a mark where a target does not hold."""
    lines = [title, ""]
    width = max(len(str(row[0])) for row in rows)
    for what, figure, target, holds in rows:
        mark = "  " if holds is None else ("ok" if holds else "NO")
        lines.append(f"  {mark}  {what:<{width}}  {figure:>14}   {target}")
    return "\n".join(lines)

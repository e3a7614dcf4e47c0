"""A shop of the sandbox, and the sandbox itself."""

import itertools
import json
import socket
import subprocess
import time
import urllib.error
import urllib.request

from .programs import ROOT


def post(address: str, body: dict, headers: dict[str, str] | None = None):
    request = urllib.request.Request(
        address, json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise AssertionError(f"{address}: {error.code} {error.read().decode(errors='replace')}") from None


class Sandbox:
    """The process; one for all tests, each of which makes a shop of its own in it."""

    def __init__(self, log):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._count = itertools.count(1)
        self._process = subprocess.Popen(
            [ROOT / "Scripts/sandbox", "--port", str(self.port), "--products", "1", "--customers", "1"], stdout=log, stderr=log
        )

    def wait(self) -> "Sandbox":
        for _ in range(600):
            try:
                post(self.address + "/control/shops", {})
                return self
            except (OSError, AssertionError):
                if self._process.poll() is not None:
                    break
                time.sleep(0.05)
        raise RuntimeError("The sandbox did not start.")

    def shop(self, name: str | None = None, **given) -> "Shop":
        """A new shop; `given` is what `shops/add` takes."""
        name = name or f"shop{next(self._count)}"
        settings = {"currency": "EUR", "products": 8, "customers": 8, "orders": 0, **given}
        post(self.address + "/control/shops/add", {"shop": name, **settings})
        return Shop(self.address, name)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)


class Shop:
    """One shop: what its owner and its customers do there."""

    token = "sandbox-token"

    def __init__(self, address: str, name: str):
        self.address = address
        self.name = name
        self.endpoint = f"{address}/shops/{name}"

    def control(self, action: str, **body):
        return post(f"{self.address}/control/{action}", {"shop": self.name, **body})

    def ask(self, query: str, **variables):
        """The Admin API, as Shopify's own admin would use it."""
        answer = post(
            self.endpoint + "/admin/api/2026-07/graphql.json",
            {"query": query, "variables": variables},
            {"X-Shopify-Access-Token": self.token},
        )
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def skus(self) -> list[str]:
        found = self.ask("{ productVariants(first: 100) { nodes { sku } } }")
        return [node["sku"] for node in found["productVariants"]["nodes"]]

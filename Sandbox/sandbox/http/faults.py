"""Faults on demand: matched by operation, the nth request, or chance."""

import asyncio
import re

import orjson
from aiohttp import web

from ..engine.service import cost_block

# What Shopify answers before a request is executed.
REFUSALS = {
    "401": (401, {"errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"}),
    "402": (402, {"errors": "Unavailable Shop"}),
    "403": (403, {"errors": "Forbidden"}),
    "404": (404, {"errors": "Not Found"}),
    "423": (423, {"errors": "Unavailable Shop"}),
    "429": (429, {"errors": "Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service."}),
    "430": (430, {"errors": "Shopify Security Rejection"}),
}
KINDS = (
    "throttled",
    "401",
    "402",
    "403",
    "404",
    "423",
    "429",
    "430",
    "500",
    "502",
    "503",
    "504",
    "timeout",
    "close-before",
    "close-after",
    "truncated",
    "not-json",
    "data-null",
    "internal-error",
    "big-body",
    "slow-body",
    "token-revoked",
    "token-expired",
    "scope-missing",
    "user-errors",
)


class Interrupted(Exception):
    """The connection is to be cut."""


class Fault:
    """One rule. `operation` is a regular expression on the operation's name or the document; `nth` counts matching requests
    from 1, `every` strikes each n-th; `times` limits how often it strikes (None: always); `probability` is decided by the shop's own
    random numbers. `user-errors` strikes mutations, not requests: each field of a request, each line of a bulk operation by itself."""

    def __init__(
        self,
        number,
        kind,
        operation=None,
        nth=None,
        probability=1.0,
        times=None,
        retry_after=None,
        seconds=None,
        scope=None,
        bytes=None,
        every=None,
    ):
        if kind not in KINDS:
            raise ValueError(f"Unknown fault kind '{kind}'. One of: {', '.join(KINDS)}")
        self.number, self.kind, self.operation, self.nth, self.probability = number, kind, operation, nth, probability
        self.every = every
        self.times, self.retry_after, self.seconds, self.scope, self.size = times, retry_after, seconds, scope, bytes
        self.pattern = re.compile(operation) if operation else None
        self.seen = self.struck = 0

    def shown(self):
        return {
            "id": self.number,
            "kind": self.kind,
            "operation": self.operation,
            "nth": self.nth,
            "every": self.every,
            "probability": self.probability,
            "times": self.times,
            "retryAfter": self.retry_after,
            "seconds": self.seconds,
            "scope": self.scope,
            "bytes": self.size,
            "seen": self.seen,
            "struck": self.struck,
        }

    def strikes(self, text, name, random):
        if self.times is not None and self.struck >= self.times:
            return False
        if self.pattern and not (self.pattern.search(name or "") or self.pattern.search(text)):
            return False
        self.seen += 1
        if self.nth is not None and self.seen != self.nth:
            return False
        if self.every is not None and self.seen % self.every:
            return False
        if self.probability < 1 and random.random() >= self.probability:
            return False
        self.struck += 1
        return True

    async def before(self, request, shop, done):
        """The answer that comes instead of execution, or None."""
        if self.kind in REFUSALS:
            status, body = REFUSALS[self.kind]
            return done(body, status, {"Retry-After": str(self.retry_after)} if self.retry_after is not None else None)
        if self.kind == "throttled":
            return done(
                {
                    "errors": [
                        {
                            "message": "Throttled",
                            "extensions": {"code": "THROTTLED", "documentation": "https://shopify.dev/api/usage/rate-limits"},
                        }
                    ],
                    "extensions": cost_block(shop, 10, None),
                },
                200,
            )
        if self.kind in ("500", "502", "503", "504"):
            return done(
                {"errors": f"{self.kind} Error"},
                int(self.kind),
                {"Retry-After": str(self.retry_after)} if self.retry_after is not None else None,
            )
        if self.kind == "internal-error":
            return done(
                {
                    "errors": [
                        {
                            "message": "Internal error. Looks like something went wrong on our end.\nRequest ID: "
                            "sandbox (include this in support requests).",
                            "extensions": {"code": "INTERNAL_SERVER_ERROR", "requestId": "sandbox"},
                        }
                    ]
                },
                200,
            )
        if self.kind == "timeout":
            await asyncio.sleep(self.seconds if self.seconds is not None else 3600)
            raise Interrupted
        if self.kind == "close-before":
            raise Interrupted
        if self.kind in ("token-revoked", "token-expired"):
            shop.tokens.revoke(request.headers.get("X-Shopify-Access-Token"))
            return done(*reversed(REFUSALS["401"]))
        return None

    def scopes(self, scopes):
        if self.kind != "scope-missing":
            return scopes
        gone = set((self.scope or "read_orders").split(","))
        return frozenset(s for s in scopes if s not in gone and not (s.startswith("write_") and "read_" + s[6:] in gone))

    async def after(self, request, body, headers, entry):
        """What becomes of the answer of a request that was executed, or None to send it as it is."""
        if self.kind == "close-after":
            raise Interrupted
        if self.kind == "data-null":
            entry["status"] = 200
            whole = orjson.loads(body)
            return web.Response(body=orjson.dumps({**whole, "data": None}), headers=headers, content_type="application/json")
        if self.kind == "not-json":
            entry["status"] = 200
            return web.Response(text="<html><body>Something went wrong</body></html>", headers=headers, content_type="text/html")
        if self.kind in ("truncated", "slow-body", "big-body"):
            entry["status"] = 200
            return await self.stream(request, body, headers)
        return None

    async def stream(self, request, body, headers):
        if self.kind == "big-body":
            size = self.size or 50 * 1024 * 1024
            response = web.StreamResponse(headers={**headers, "Content-Type": "application/json"})
            await response.prepare(request)
            await response.write(b'{"data":{"filler":"')
            for _ in range(size // 65_536):
                await response.write(b"x" * 65_536)
            await response.write(b'"}}')
            await response.write_eof()
            return response
        length = len(body)
        response = web.StreamResponse(headers={**headers, "Content-Type": "application/json", "Content-Length": str(length)})
        await response.prepare(request)
        if self.kind == "truncated":
            await response.write(body[: max(1, length // 2)])
            raise Interrupted
        pause = (self.seconds if self.seconds is not None else 10) / 20
        step = max(1, length // 20)
        for at in range(0, length, step):
            await response.write(body[at : at + step])
            await asyncio.sleep(pause)
        await response.write_eof()
        return response


class Faults:
    """The rules of one shop; the first that strikes wins."""

    def __init__(self, shop):
        self.shop, self.rules, self.counter = shop, [], 0

    def add(self, **rule):
        self.counter += 1
        rule = {{"retryAfter": "retry_after"}.get(k, k): v for k, v in rule.items()}
        made = Fault(self.counter, **rule)
        self.rules.append(made)
        return made

    def clear(self, number=None):
        self.rules = [] if number is None else [r for r in self.rules if r.number != number]

    def pick(self, text, name):
        for rule in self.rules:
            if rule.kind != "user-errors" and rule.strikes(text, name, self.shop.fault_random):
                return rule
        return None

    def refuses(self, mutation):
        """Whether the mutation is answered with userErrors and not done."""
        return any(rule.kind == "user-errors" and rule.strikes(mutation, mutation, self.shop.fault_random) for rule in self.rules)

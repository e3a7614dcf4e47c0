"""The authorization-code grant: consent, code, token, refresh."""

import asyncio
import hashlib
import hmac
from urllib.parse import parse_qsl, urlsplit

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from sandbox.http.app import make_app

APP = {"client_id": "sandbox-client", "client_secret": "sandbox-secret"}
CONSENT = {"client_id": "sandbox-client", "scope": "read_orders,write_orders", "redirect_uri": "http://127.0.0.1:1/back", "state": "s t"}


@pytest.fixture
def talk(server, make_shop):
    def run(test):
        shop = make_shop("oauth")

        async def main():
            async with TestServer(make_app(server)) as http, aiohttp.ClientSession(base_url=str(http.make_url("/"))) as session:

                async def consent(**changes):
                    path = "/shops/oauth/admin/oauth/authorize"
                    async with session.get(path, params={**CONSENT, **changes}, allow_redirects=False) as answer:
                        return answer.status, answer.headers.get("Location", "")

                async def token(**fields):
                    async with session.post("/shops/oauth/admin/oauth/access_token", data={**APP, **fields}) as answer:
                        return answer.status, await answer.json()

                return await test(shop, consent, token)

        return asyncio.run(main())

    return run


def test_code_becomes_a_token_that_expires_and_is_refreshed(talk):
    async def test(shop, consent, token):
        status, back = await consent()
        assert status == 302
        query = dict(parse_qsl(urlsplit(back).query))
        text = "&".join(f"{k}={v}" for k, v in sorted(query.items()) if k != "hmac")
        assert query["hmac"] == hmac.new(b"sandbox-secret", text.encode(), hashlib.sha256).hexdigest()
        assert query["state"] == "s t" and query["shop"] == shop.domain
        status, granted = await token(code=query["code"], expiring="1")
        assert status == 200 and granted["expires_in"] > 0 and granted["scope"] == "read_orders,write_orders"
        assert shop.tokens.scopes_of(granted["access_token"]) == {"read_orders", "write_orders"}
        assert (await token(code=query["code"], expiring="1"))[0] == 400, "a code counts once"
        status, second = await token(grant_type="refresh_token", refresh_token=granted["refresh_token"])
        assert status == 200 and second["refresh_token"] != granted["refresh_token"]
        # A lost answer: the first one still counts, until its child was used.
        assert (await token(grant_type="refresh_token", refresh_token=granted["refresh_token"]))[0] == 200
        assert (await token(grant_type="refresh_token", refresh_token=second["refresh_token"]))[0] == 200
        assert (await token(grant_type="refresh_token", refresh_token=granted["refresh_token"]))[0] == 400

    talk(test)


def test_other_apps_and_addresses_are_refused(talk):
    async def test(shop, consent, token):
        assert (await consent(client_id="other"))[0] == 400
        assert (await consent(redirect_uri="javascript:alert(1)"))[0] == 400
        _, back = await consent()
        code = dict(parse_qsl(urlsplit(back).query))["code"]
        assert (await token(code=code, client_secret="wrong"))[0] == 400

    talk(test)

"""Every operation of the OpenAPI document is closed to strangers and to lower roles; the document says which role it needs."""

import re

import pytest
import requests

RANK = {None: 0, "viewer": 1, "operator": 2, "administrator": 3}


@pytest.fixture(scope="module")
def operations(office):
    document = requests.get(office.address + "/api/v1/openapi.json").json()
    found = []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            needed = re.search(r"Needs the role (\w+)", operation.get("description", ""))
            assert bool(needed) == bool(operation["security"]), operation
            found.append((method.upper(), re.sub(r"\{\w+\}", "nothing-of-this-name", path), needed and needed[1]))
    assert len(found) >= 40
    return found


def call(office, method, path, headers):
    with requests.request(
        method, office.address + path, headers=headers, json={} if method not in ("GET", "DELETE") else None, stream=True, timeout=30
    ) as answer:
        return answer.status_code


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer br_" + "A" * 43},
        {"Authorization": "Basic YW5uYTphbm5h"},
        {"Authorization": "Bearer sandbox-token"},
        {"Cookie": "backroom=" + "A" * 43},
        {"X-Forwarded-User": "anna"},
        {"X-HTTP-Method-Override": "GET"},
    ],
    ids=lambda headers: next(iter(headers.values()), "nothing")[:20],
)
def test_no_operation_is_open_to_a_stranger(office, operations, headers):
    wrong = [(m, p) for m, p, role in operations if role and call(office, m, p, headers) != 401]
    assert not wrong


@pytest.mark.parametrize("role", ["viewer", "operator", "administrator"])
def test_every_operation_minds_the_role(office, operations, role):
    headers = {"Authorization": f"Bearer {office.token(f'role-{role}', role)}"}
    for method, path, needed in operations:
        status = call(office, method, path, headers)
        assert (status == 403) == (RANK[role] < RANK[needed]), f"{method} {path} needs {needed}; {role} got {status}"
        assert status < 500, f"{method} {path}: {status}"


def test_other_spellings_of_a_route_are_no_way_around(office, operations):
    viewer = {"Authorization": f"Bearer {office.token('spelling', 'viewer')}"}
    before = office.json("shop", "list")
    for path in ["/api/v1/shops/DEMO/", "//api/v1/shops/DEMO", "/api/v1//shops/DEMO", "/api/v1/shops/DEMO;x=1", "/api/v1/./shops/DEMO",
                 "/API/v1/shops/DEMO", "/api/v1/shops/%44EMO", "/x/../api/v1/shops/DEMO"]:  # fmt: skip
        request = requests.Request("DELETE", office.address + path, headers=viewer).prepare()
        request.url = office.address + path
        assert requests.Session().send(request).status_code in (400, 403, 404, 405), path
    assert office.json("shop", "list") == before


def test_a_revoked_token_is_none(office):
    token = office.token("short-lived", "viewer")
    shops = office.address + "/api/v1/shops"
    assert requests.get(shops, headers={"Authorization": f"Bearer {token}"}).status_code == 200
    office.run("token", "revoke", "short-lived")
    assert requests.get(shops, headers={"Authorization": f"Bearer {token}"}).status_code == 401

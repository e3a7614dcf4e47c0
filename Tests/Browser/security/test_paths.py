"""No address leads out of what is served: not to files, not to other sites, not into headers."""

import http.client

import pytest

OUTSIDE = [
    "/assets/../../../../etc/passwd",
    "/assets/..%2f..%2f..%2fetc%2fpasswd",
    "/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/assets/%252e%252e%252fetc/passwd",
    "/assets/..\\..\\etc\\passwd",
    "/assets//etc/passwd",
    "/assets/backroom.css/../../office.db",
    "/assets/backroom.css%00.db",
    "/../office.db",
    "/office.db",
    "/office.db.key",
    "/.git/config",
    "/backroom.yaml",
    "/api/v1/shops/..%2f..%2foffice.db.key",
    "/ledger/documents/order/..%2f..%2f..%2foffice.db.key",
    "/orders/DEMO/..%2f..%2foffice.db.key",
    "/shops/%2e%2e%2foffice.db.key",
]


def ask(office, path, headers=None, method="GET"):
    host, port = office.address.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=20)
    connection.putrequest(method, path, skip_host=bool(headers and "Host" in headers))
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_file_is_served(office, sign_in, path):
    session = sign_in()
    status, _, body = ask(office, path, {"Cookie": f"backroom={session.cookies['backroom']}"})
    assert status in (303, 400, 404), (status, body[:200])
    key = (office.folder / "office.db.key").read_bytes().strip()
    for secret in [b"root:", b"SQLite format", key]:
        assert secret not in body


BACK = ["https://evil.example/", "//evil.example", "/\\evil.example", "/%0d%0aSet-Cookie:%20a=b", "javascript:alert(1)", "\\\\evil.example",
        "/%09/evil.example", "%2f%2fevil.example"]  # fmt: skip


@pytest.mark.parametrize("back", BACK)
@pytest.mark.parametrize("page", ["/theme?to=dark", "/language?to=ru"])
def test_one_comes_back_to_our_pages_only(office, page, back):
    status, headers, _ = ask(office, f"{page}&back={back}")
    assert status == 303
    assert headers["Location"].startswith("/") and not headers["Location"].startswith(("//", "/\\", "/\t")), headers["Location"]
    assert "a=b" not in headers.get("Set-Cookie", "")


@pytest.mark.parametrize("referer", ["https://evil.example/x", "https://evil.example//evil.example/x", "//evil.example", "nonsense"])
def test_a_refused_action_leads_back_to_our_pages_only(office, sign_in, referer):
    session = sign_in()
    answer = session.post(
        office.address + "/job-queue/00000000-0000-7000-8000-000000000000/ready",
        {"csrf": session.csrf},
        headers={"Referer": referer},
        allow_redirects=False,
    )
    location = answer.headers.get("Location", "/")
    assert location.startswith("/") and not location.startswith(("//", "/\\")), location
    assert answer.status_code < 500


def test_the_host_header_makes_no_links(office):
    status, headers, body = ask(office, "/sign-in", {"Host": "evil.example"})
    assert status < 500 and b"evil.example" not in body and "evil" not in str(headers)


def test_a_planted_notice_is_text_and_leads_nowhere_else(office, sign_in):
    import base64
    import json

    session = sign_in()
    for href in ["https://evil.example", "//evil.example", "javascript:alert(1)"]:
        value = base64.urlsafe_b64encode(json.dumps({"text": "<b>x</b>", "kind": '"><script>', "href": href, "link": "x"}).encode())
        session.cookies.set("backroom_notice", value.decode().rstrip("="))
        page = session.get(office.address + "/shops").text
        assert "evil.example" not in page and "javascript:alert" not in page and "<b>x</b>" not in page and '"><script>' not in page

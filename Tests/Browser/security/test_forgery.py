"""Forms and calls that another site's page makes the browser send are refused, whatever they would do."""

import html
import re

import pytest

from support.pages import kind_of

OURS = re.compile(r'<form[^>]*method="post"[^>]*action="([^"]+)"')


@pytest.fixture(scope="module")
def forms(office):
    """The action of every form on every page, one of each kind."""
    import requests

    session = requests.Session()
    link = office.link("anna")
    session.post(office.address + "/welcome", {"code": link.split("code=")[1]})
    found, todo, seen = {}, ["/"], set()
    while todo:
        address = todo.pop(0)
        if kind_of(address) in seen:
            continue
        seen.add(kind_of(address))
        answer = session.get(office.address + address)
        if "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        for action in map(html.unescape, OURS.findall(answer.text)):
            found.setdefault(re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{5,}", "*", action), action)
        todo += [html.unescape(link) for link in re.findall(r'href="(/[^"]*)"', answer.text) if not link.startswith(("/language", "/theme"))]
    return found


def test_there_are_forms(forms):
    assert len(forms) >= 20, forms


def test_every_form_needs_its_sessions_token(office, sign_in, forms):
    mine, others = sign_in(), sign_in()
    before = office.json("jobs", "list", "--all"), office.json("shop", "list")
    for action in forms.values():
        if action == "/sign-out":
            continue
        for csrf in [None, "", "x", others.csrf, mine.csrf[:-1], mine.csrf + "x"]:
            answer = mine.post(office.address + action, {} if csrf is None else {"csrf": csrf}, allow_redirects=False)
            assert answer.status_code == 403, f"{action} took the token {csrf!r}: {answer.status_code}"
    assert (office.json("jobs", "list", "--all"), office.json("shop", "list")) == before


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "https://127.0.0.1.evil.example"])
def test_every_form_of_another_site_is_refused_even_with_the_token(office, sign_in, forms, origin):
    session = sign_in()
    for action in forms.values():
        if action == "/sign-out":
            continue
        answer = session.post(office.address + action, {"csrf": session.csrf}, headers={"Origin": origin}, allow_redirects=False)
        assert answer.status_code == 403, f"{action}: {answer.status_code}"


def test_signing_out_cannot_be_forged(office, sign_in):
    session = sign_in()
    session.post(office.address + "/sign-out", headers={"Origin": "https://evil.example"}, allow_redirects=False)
    session.post(office.address + "/sign-out", {"csrf": "x"}, allow_redirects=False)
    assert session.get(office.address + "/shops", allow_redirects=False).status_code == 200


def test_the_api_takes_a_session_only_with_its_token(office, sign_in):
    session = sign_in()
    entries = office.address + "/api/v1/job-queue/entries"
    assert session.get(entries).status_code == 200
    body = {"task": "sync-orders", "shop": "DEMO", "hold": True}
    for headers in [{}, {"X-CSRF-Token": "x"}]:
        assert session.post(entries, json=body, headers=headers).status_code == 403
    assert session.post(entries, data='{"task":"sync-orders"}', headers={"Content-Type": "text/plain"}).status_code == 403
    made = session.post(entries, json=body, headers={"X-CSRF-Token": session.csrf})
    assert made.status_code == 201, made.text
    assert session.delete(f"{entries}/{made.json()['id']}").status_code == 403


def test_no_other_site_may_read_or_frame(office, sign_in):
    answer = sign_in().get(office.address + "/shops", headers={"Origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]

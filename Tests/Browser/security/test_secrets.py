"""No secret comes out again: not in pages, answers, metrics, logs or commands, and not in the database as it was typed."""

import re

import pytest
import requests

from support.office import PASSWORD, Office
from support.pages import addresses, enter

TOKEN = "shpat_" + "7c" * 16
CLIENT_SECRET = "shpss_" + "9e" * 16
SECOND_PASSWORD = "tortoise glue piano"


@pytest.fixture(scope="module")
def office(tmp_path_factory, sandbox):
    """Everything that knows secrets has been used, with as much logging as there is."""
    office = Office(tmp_path_factory.mktemp("office"), environment={"BACKROOM_LOG_LEVEL": "trace"})
    shop = sandbox.shop(orders=3, token=TOKEN)
    try:
        office.start()
        office.add_user("anna")
        office.add_user("otto", "operator", SECOND_PASSWORD)
        shop.token = TOKEN
        office.connect(shop, "DEMO")
        office.run(
            "shop", "add", "CLIENT", "--url", "https://client.myshopify.com", "--client-id", "sandbox-client",
            "--client-secret", CLIENT_SECRET, "--endpoint", shop.endpoint,
        )  # fmt: skip
        office.run("shop", "test", "DEMO", status=None)
        office.run("shop", "test", "CLIENT", status=None)
        office.run("sync", "sync-orders", "--shop", "DEMO", "--foreground")
        office.run("sync", "sync-orders", "--shop", "CLIENT", "--foreground", status=None)
        office.run("jobs", "add", "sync-orders", "--shop", "DEMO", "--max-attempts", "1")
        shop.control("settings", revoke=True)
        office.run("sync", "sync-orders", "--shop", "DEMO", "--foreground", status=None)
        yield office
    finally:
        office.stop()


@pytest.fixture(scope="module")
def secrets(office):
    api = office.token("keeper")
    session = requests.Session()
    session.post(office.address + "/sign-in", {"name": "otto", "password": SECOND_PASSWORD})
    session.post(office.address + "/sign-in", {"name": "anna", "password": "wrong password typed"})
    requests.get(office.address + "/api/v1/shops", headers={"Authorization": f"Bearer {api}"})
    link = office.link("otto").split("code=")[1]
    requests.get(f"{office.address}/welcome", params={"code": link})
    return {
        "access token": TOKEN,
        "client secret": CLIENT_SECRET,
        "password": PASSWORD,
        "other password": SECOND_PASSWORD,
        "password that was wrong": "wrong password typed",
        "API token": api,
        "session": session.cookies["backroom"],
        "link": link,
        "key": (office.folder / "office.db.key").read_text(errors="replace").strip(),
    }


def leaks(secrets, text) -> list[str]:
    return [name for name, secret in secrets.items() if secret and secret in text]


def test_no_page_shows_a_secret(office, secrets, chrome):
    context = chrome.new_context(base_url=office.address)
    page = context.new_page()
    enter(page, office)
    for address in addresses(page):
        page.goto(address)
        assert not leaks(secrets, page.content()), address
    page.goto("/shops/DEMO")
    page.get_by_role("button", name="Test connection").click()
    page.wait_for_selector(".checks")
    assert not leaks(secrets, page.content())
    context.close()


def test_no_answer_of_the_api_holds_a_secret(office, secrets):
    document = requests.get(office.address + "/api/v1/openapi.json").json()
    headers = {"Authorization": f"Bearer {secrets['API token']}"}
    paths = [path for path, methods in document["paths"].items() if "get" in methods and "{" not in path and not path.endswith("/events")]
    paths += ["/api/v1/shops/DEMO", "/api/v1/shops/CLIENT"] + [f"/api/v1/job-queue/log/{run['id']}" for run in office.json("jobs", "log")]
    for path in paths:
        answer = requests.get(office.address + path, headers=headers)
        # A preview wants a schedule to preview.
        assert answer.status_code == (422 if path.endswith("/preview") else 200), path
        assert not leaks(secrets, answer.text), path
    refused = requests.post(
        office.address + "/api/v1/shops",
        headers=headers,
        json={"code": "no good!", "url": "nowhere", "token": TOKEN, "clientSecret": CLIENT_SECRET},
    )
    assert refused.status_code in (400, 422) and not leaks(secrets, refused.text), refused.text
    # An error names the place, not the inside.
    assert not re.search(r"\.swift|SELECT |sqlite|/Sources/", refused.text)


def test_no_command_prints_a_secret(office, secrets):
    commands = [["shop", "show", "DEMO"], ["shop", "show", "CLIENT"], ["shop", "list"], ["user", "list"], ["token", "list"], ["doctor"],
                ["jobs", "list", "--all"], ["jobs", "log"]]  # fmt: skip
    for command in commands:
        for extra in [[], ["--json"]]:
            assert not leaks(secrets, office.run(*command, *extra, status=None)), command


def test_no_log_line_holds_a_secret(office, secrets):
    assert len(office.log.splitlines()) > 50
    for line in office.log.splitlines():
        assert not leaks(secrets, line), line


def test_the_database_does_not_hold_them_as_they_are(office, secrets):
    for path in office.folder.glob("office.db*"):
        if path.suffix == ".key":
            assert path.stat().st_mode & 0o077 == 0, "the key file is open to others"
            continue
        content = path.read_bytes()
        found = [name for name, secret in secrets.items() if secret.encode() in content]
        assert not found, (path, found)


def test_a_backup_holds_them_no_more_than_the_database(office, secrets):
    office.run("db", "backup", "backup.db")
    content = (office.folder / "backup.db").read_bytes()
    assert not [name for name, secret in secrets.items() if secret.encode() in content]

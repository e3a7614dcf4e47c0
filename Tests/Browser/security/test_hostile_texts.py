"""Every text that a shop sends is shown as text: no page runs a script of it, no terminal and no log obeys it."""

import pytest

from support.hostile import MARK, HostileShop
from support.office import Office
from support.pages import addresses, enter


@pytest.fixture(scope="module")
def office(tmp_path_factory, sandbox):
    shop = sandbox.shop(orders=6, products=6, customers=6, mix="everything")
    shop.control("seed", payouts=True)
    hostile = HostileShop(shop)
    office = Office(tmp_path_factory.mktemp("office"), environment={"BACKROOM_LOG_LEVEL": "debug"})
    try:
        office.start()
        office.add_user("anna")
        office.connect(hostile, "EVIL", itemSync="fromShopify", customerImport="all")
        office.run("shop", "test", "EVIL", status=None)
        for task in ["sync-orders", "process-orders", "sync-products", "sync-customers", "sync-payouts"]:
            office.run("sync", task, "--shop", "EVIL", "--foreground", status=None)
        hostile.errors = True
        office.run("shop", "test", "EVIL", status=None)
        office.run("jobs", "add", "sync-orders", "--shop", "EVIL", "--max-attempts", "1")
        office.run("sync", "sync-products", "--shop", "EVIL", "--foreground", status=None)
        yield office
    finally:
        office.stop()
        hostile.stop()


def test_no_page_runs_or_shows_markup_of_a_shop(office, chrome):
    context = chrome.new_context(base_url=office.address)
    page = context.new_page()
    alarms = []
    page.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda said: alarms.append(said.text) if "Content Security Policy" in said.text else None)
    enter(page, office)
    shown = 0
    kinds = addresses(page)
    orders = [f"/orders/EVIL/{order['id'].split('/')[-1]}" for order in office.json("orders", "list")]
    assert orders
    for address in [*kinds, *orders]:
        page.goto(address)
        html = page.content()
        assert page.locator(f"[{MARK}]").count() == 0, f"{address}: markup of the shop became part of the page"
        assert page.evaluate("window.pwned") is None, f"{address}: a script of the shop ran"
        assert "<i data-hostile" not in html.replace("&lt;", "<&"), address
        shown += "&lt;i data-hostile" in html
    # The test is worth something only if the texts are really there.
    assert shown >= 8, f"only {shown} pages showed texts of the shop"
    page.keyboard.press("Alt+q")
    page.keyboard.type("evil")
    page.wait_for_selector("#tell-results a")
    assert page.locator(f"[{MARK}]").count() == 0
    assert page.evaluate("window.pwned") is None
    assert not alarms
    context.close()


def test_no_terminal_obeys_a_shop(office):
    commands = [
        ["orders", "list"], ["shop", "list"], ["shop", "show", "EVIL"], ["jobs", "list", "--all"], ["jobs", "log"], ["skipped", "list"],
        ["ledger", "items", "list"], ["ledger", "customers", "list"], ["ledger", "sales-orders", "list"],
    ]  # fmt: skip
    commands += [["orders", "show", order["id"]] for order in office.json("orders", "list")[:3]]
    commands += [["jobs", "log", run["id"]] for run in office.json("jobs", "log")[:3]]
    shown = 0
    for command in commands:
        text = office.run(*command, status=None)
        assert not [c for c in text if (ord(c) < 32 and c != "\n") or c == "\x7f" or "\x80" <= c < "\xa0"], (command, text)
        assert not any(line.startswith("forged") for line in text.splitlines()), (command, text)
        shown += MARK in text
    assert shown >= 3, shown


def test_no_log_line_is_forged(office):
    for line in office.log.splitlines():
        assert not line.startswith("forged"), line
        assert "\x1b" not in line, line


def test_the_api_sends_it_as_data(office):
    import requests

    headers = {"Authorization": f"Bearer {office.token('reader', 'viewer')}"}
    for path in ["orders", "shops", "activity", "job-queue/log", "ledger/items", "ledger/customers", "skipped-records"]:
        answer = requests.get(f"{office.address}/api/v1/{path}", headers=headers)
        assert answer.headers["Content-Type"].startswith("application/json")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        answer.json()

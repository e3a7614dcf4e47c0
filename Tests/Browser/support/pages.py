"""An office with something of everything, and the addresses of all its pages: what accessibility, pictures and safety walk through."""

import base64
import hmac
import json
import re
import urllib.request
from pathlib import Path

SECRET = "app-secret"


def furnish(office, sandbox, *, orders: int = 40) -> None:
    """Three shops: one that works, one whose orders cannot be mapped, one that Shopify does not let in."""
    demo = sandbox.shop(orders=orders, products=12, customers=12, mix="everything")
    demo.control("seed", payouts=True)
    office.connect(demo, "DEMO", secret=SECRET)
    office.run("ledger", "import", "locations", csv(office, "locations", "code,name,city,country\nMAIN,Main warehouse,Berlin,DE\n"))
    office.sync("sync-orders", "DEMO")
    office.run("sync", "process-orders", "--shop", "DEMO", "--foreground")
    found = demo.ask("{ orders(first: 10) { nodes { customer { id } } } }")["orders"]["nodes"]
    customer = next(order["customer"]["id"] for order in found if order["customer"])
    asked = {"customer": {"id": int(customer.rsplit("/", 1)[-1])}, "orders_requested": [], "data_request": {"id": 9999}}
    deliver(office, demo, "DEMO", "customers/data_request", asked)
    deliver(office, demo, "DEMO", "orders/updated", {"id": 1, "updated_at": "2026-08-24T10:00:00Z"})
    nord = sandbox.shop(orders=6)
    office.connect(nord, "NORD", createUnknownItems="false", createUnknownCustomers="false")
    office.sync("sync-orders", "NORD")
    office.run("sync", "process-orders", "--shop", "NORD", "--foreground", "--json")
    west = sandbox.shop()
    office.connect(west, "WEST")
    west.control("settings", scopes=["read_products", "read_locations"])
    failing = office.json("jobs", "add", "sync-orders", "--shop", "WEST", "--max-attempts", "1", "--hold")["id"]
    office.run("jobs", "set", failing, "notify.onFailure=anna")
    office.run("jobs", "ready", failing)
    for task in ["sync-products", "sync-customers", "sync-payouts"]:
        office.sync(task, "DEMO")
    [order] = [it["no"] for it in office.json("ledger", "sales-orders", "list") if it["status"] == "open"][:1]
    office.run("ledger", "ship", order, "--tracking", "00340434161094042557", "--agent", "DHL")
    office.run("jobs", "add", "sync-orders", "--shop", "DEMO", "--days", "all", "--every", "15")
    office.run("jobs", "add", "sync-inventory", "--shop", "DEMO", "--days", "mon,tue,wed,thu,fri", "--start", "07:00", "--end", "19:00", "--every", "60")  # fmt: skip
    office.run("jobs", "add", "sync-products", "--shop", "NORD", "--days", "all", "--start", "02:00", "--hold")


def deliver(office, shop, code: str, topic: str, body: dict, secret: str = SECRET) -> None:
    """What Shopify would tell us of by itself, signed as it would."""
    text = json.dumps(body).encode()
    headers = {
        "Content-Type": "application/json",
        "X-Shopify-Topic": topic,
        "X-Shopify-Shop-Domain": f"{shop.name}.myshopify.com",
        "X-Shopify-Webhook-Id": f"{topic}-{body.get('id', 0)}",
        "X-Shopify-Hmac-Sha256": base64.b64encode(hmac.digest(secret.encode(), text, "sha256")).decode(),
    }
    request = urllib.request.Request(f"{office.address}/webhooks/shopify/{code}", text, headers, method="POST")
    assert urllib.request.urlopen(request, timeout=10).status == 200


def enter(page, office, user: str = "anna") -> None:
    """Signs in by a link. One that is opened from the address bar lets in at once; where the browser does not say so, it asks."""
    page.goto(office.link(user))
    if "/welcome" in page.url:
        page.locator("main button").click()
    page.wait_for_url(office.address + "/")


def csv(office, name: str, text: str) -> str:
    path = Path(office.folder) / f"{name}.csv"
    path.write_text(text)
    return str(path)


def addresses(page) -> list[str]:
    """Every page that somebody can reach by links, one of each kind: `/orders/DEMO/1` and `/orders/DEMO/2` are of one kind."""
    found, open_addresses, seen = [], ["/"], set()
    while open_addresses:
        address = open_addresses.pop(0)
        if (kind := kind_of(address)) in seen:
            continue
        seen.add(kind)
        answer = page.goto(address)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        found.append(address)
        links = page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
        open_addresses += [link for link in links if not re.match(r"/(language|theme|sign-out|assets)\b", link)]
    return found


def kind_of(address: str) -> str:
    """Ids, numbers and shops' codes make no other kind of page; tasks have forms of their own."""
    path = address.split("?")[0].split("#")[0]
    path = re.sub(r"^/(users|ledger/(?:items|customers|locations))/(?!new\b)[^/]+", r"/\1/NO", path)
    path = re.sub(r"^/(shops|orders|products|customers)/(?!new\b)[^/]+", r"/\1/CODE", path)
    return re.sub(r"/[^/]*\d[^/]*", "/NO", path)

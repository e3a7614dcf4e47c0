"""The guides are true: every command that they print is given, in their order, in one office; every picture and link is there."""

import re
import shlex

import pytest

from support.programs import ROOT

GUIDES = ["README.md", "Documentation/user-guide.md", "Documentation/operator-guide.md"]


def commands(file: str) -> list[list[str]]:
    """The lines of indented blocks that begin with our program; what explains them stands behind three spaces."""
    found = []
    for line in (ROOT / file).read_text().splitlines():
        if line.startswith("    backroom "):
            found.append(shlex.split(re.split(r"\s{3,}", line.strip())[0])[1:])
    return found


@pytest.fixture
def furnished(office, sandbox):
    shop = sandbox.shop(orders=3)
    (office.folder / "items.csv").write_text("no,description,unitPrice,currency\nLAMP-1,Reading lamp,19.00,EUR\n")
    (office.folder / "locations.csv").write_text("code,name\nMAIN,Main warehouse\n")
    office.run("ledger", "import", "locations", "locations.csv")
    office.run("shop", "add", "DEMO", "--url", f"https://{shop.name}.myshopify.com", "--token", shop.token, "--endpoint", shop.endpoint)
    office.run("shop", "remove", "DEMO")
    return office, shop


@pytest.mark.parametrize("file", GUIDES)
def test_every_command_works(furnished, file):
    office, shop = furnished
    given = 0
    for command in commands(file):
        text = " ".join(command)
        if command[0] in ("serve", "worker", "demo") or command[:2] == ["jobs", "watch"]:
            assert command[0] in office.run("--help") + "jobs"
            continue
        if command[:2] == ["db", "restore"]:
            office.stop()
        if command[:2] == ["shop", "add"]:
            # The sandbox stands in for Shopify.
            command = ["shop", "add", command[2], "--url", f"https://{shop.name}.myshopify.com", "--token", shop.token, "--endpoint", shop.endpoint]
        if command[:2] == ["orders", "list"] or command[:2] == ["orders", "show"]:
            if not office.json("orders", "list"):
                office.run("sync", "sync-orders", "--shop", code(office), "--foreground")
        if "ID" in command:
            command = [entry(office, text) if part == "ID" else part for part in command]
        if command[:2] == ["sync", "sync-shipments"]:
            office.run("shop", "set", code(office), "createUnknownItems=true")
        if command[:2] == ["ledger", "ship"]:
            office.run("shop", "set", code(office), "createUnknownItems=true", "createUnknownCustomers=true", "skuMapping=itemNo", "shippingAccount=8100")
            office.run("sync", "process-orders", "--shop", code(office), "--foreground")
        # The guide's order is one that cannot be processed yet.
        office.run(*command, text="correct horse battery\n", status=None if command[:2] == ["orders", "process"] else 0)
        given += 1
        if command[:2] == ["db", "restore"]:
            office.start()
    assert given >= 4, given


def code(office) -> str:
    return office.json("shop", "list")[0]["code"]


def entry(office, text: str) -> str:
    """An entry that a guide's ID stands for."""
    if not office.json("jobs", "list", "--all"):
        office.run("jobs", "add", "sync-orders", "--shop", code(office), "--days", "all", "--every", "5")
    return office.json("jobs", "list", "--all")[0]["id"]


@pytest.mark.parametrize("file", GUIDES)
def test_every_picture_and_link_is_there(file):
    text = (ROOT / file).read_text()
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if not target.startswith("http"):
            assert ((ROOT / file).parent / target).exists(), f"{file}: {target}"

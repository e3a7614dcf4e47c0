"""The tasks of the fault matrix: how each shop is prepared, what its task asks Shopify for, and how both sides are audited afterwards.

An audit answers sentences: what was lost, doubled or differs. It reads the shop as any other app would, and Backroom by its commands.
"""

from __future__ import annotations

import collections
import decimal
import time

import pictures

ORDERS = """query($after: String) { orders(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes {
    id name currentTotalPriceSet { shopMoney { amount } } customAttributes { key value }
    fulfillments(first: 10) { id status fulfillmentLineItems(first: 20) { nodes { quantity lineItem { id } } } }
    lineItems(first: 20) { nodes { id currentQuantity } } } } }"""
PRODUCTS = """query($after: String) { products(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes {
    id title handle resourcePublicationsCount { count } media(first: 5) { nodes { id status alt } }
    variants(first: 10) { nodes { sku price } } } } }"""
LEVELS = """query($after: String) { inventoryItems(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes {
    sku inventoryLevels(first: 5) { nodes { location { id } quantities(names: ["on_hand"]) { quantity } } } } } }"""
CUSTOMERS = """query($after: String) { customers(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes {
    id firstName lastName defaultEmailAddress { emailAddress } } } }"""


class Task:
    """One row of the matrix."""

    name = ""
    #: The words after `backroom sync`.
    words: tuple[str, ...] = ()
    #: Which requests the faults strike: a regular expression on the operation's name.
    strikes = ""
    #: The scope whose lack is tried.
    scope = ""
    #: The mutation that is refused for some records; none where nothing is written.
    refused = ""
    #: Each n-th of them.
    every = 3
    bulk = False
    media = False
    #: Whether deliveries drive it, rather than a command.
    webhooks = False
    seed: dict = {}
    settings: dict[str, str] = {}

    def prepare(self, cell):
        """After the shop was seeded and added."""

    def audit(self, cell) -> list[str]:
        raise NotImplementedError


def count_problems(what: str, theirs, ours) -> list[str]:
    """Lost, foreign and doubled ones of two collections of names."""
    theirs, ours, problems = collections.Counter(list(theirs)), collections.Counter(list(ours)), []
    lost, more = theirs - ours, ours - theirs
    if lost:
        problems.append(f"{sum(lost.values())} {what} lost, such as {next(iter(lost))}")
    if more:
        problems.append(f"{sum(more.values())} {what} too many, such as {next(iter(more))}")
    return problems


class OrdersIn(Task):
    name = "orders in"
    words = ("sync-orders",)
    strikes = "OrdersByIDs"
    scope = "read_orders"
    seed = {"products": 10, "customers": 10, "orders": 40, "lines": 2}

    def audit(self, cell):
        shop = cell.sandbox.orders(cell.shop)
        ours = cell.installation.json("orders", "list")
        problems = count_problems("orders", [o["name"] for o in shop], [o["name"] for o in ours])
        totals = {o["name"]: decimal.Decimal(o["currentTotalPriceSet"]["shopMoney"]["amount"]) for o in shop}
        wrong = [o["name"] for o in ours if decimal.Decimal(o["total"]["amount"]) != totals.get(o["name"])]
        return problems + ([f"{len(wrong)} totals differ, such as {wrong[0]}"] if wrong else [])


class OrdersOut(OrdersIn):
    """Processing, with our document's number written back to each order."""

    name = "process, write back"
    words = ("process-orders",)
    strikes = "OrderUpdateBatch"
    scope = "write_orders"
    refused = "orderUpdate"
    settings = {"writeBackDocumentNumber": "true"}

    def prepare(self, cell):
        cell.sync("sync-orders")

    def audit(self, cell):
        documents = cell.installation.json("ledger", "sales-orders", "list") + cell.installation.json("ledger", "invoices", "list")
        shop = cell.sandbox.everything(ORDERS, "orders", shop=cell.shop)
        problems = count_problems("documents", [o["name"] for o in shop], [d["externalDocumentNo"] for d in documents])
        number = {d["externalDocumentNo"]: d["no"] for d in documents}
        for order in shop:
            written = [a["value"] for a in order["customAttributes"] if a["key"] == "Document No."]
            if written != [number.get(order["name"])]:
                return [*problems, f"{order['name']} has the document numbers {written}, not {number.get(order['name'])}"]
        return problems


class Shipments(OrdersOut):
    name = "shipments out"
    words = ("sync-shipments",)
    strikes = "FulfillmentCreateBatch"
    scope = "write_merchant_managed_fulfillment_orders"
    refused = "fulfillmentCreate"
    settings: dict[str, str] = {}

    def prepare(self, cell):
        super().prepare(cell)
        cell.sync("process-orders")
        numbers = [d["no"] for d in cell.installation.json("ledger", "sales-orders", "list")]
        cell.installation.json("ledger", "ship", *numbers)

    def audit(self, cell):
        problems = []
        for order in cell.sandbox.everything(ORDERS, "orders", shop=cell.shop):
            shipped = collections.Counter()
            for fulfillment in order["fulfillments"]:
                for line in fulfillment["fulfillmentLineItems"]["nodes"]:
                    shipped[line["lineItem"]["id"]] += line["quantity"]
            ordered = {line["id"]: line["currentQuantity"] for line in order["lineItems"]["nodes"] if line["currentQuantity"]}
            if len(order["fulfillments"]) != 1 or dict(shipped) != ordered:
                problems.append(f"{order['name']} has {len(order['fulfillments'])} fulfillments of {sum(shipped.values())} units")
        return problems[:3]


class ProductsIn(Task):
    name = "products in"
    words = ("sync-products",)
    strikes = "Products"
    scope = "read_products"
    seed = {"products": 40, "variants": 1}
    settings = {"itemSync": "fromShopify"}

    def audit(self, cell):
        products = cell.sandbox.everything(PRODUCTS, "products", shop=cell.shop)
        skus = [v["sku"] for p in products for v in p["variants"]["nodes"]]
        return count_problems("items", skus, [i["no"] for i in cell.installation.json("ledger", "items", "list")])


class ProductsOut(Task):
    name = "products out, few"
    words = ("sync-products",)
    strikes = "ProductSetBatch"
    scope = "write_products"
    refused = "productSet"
    count = 30
    seed = {"customers": 0}
    settings = {"itemSync": "toShopify"}

    def prepare(self, cell):
        cell.installation.load("items", "no,description,unitPrice,currency", (f"I{i:04d},Thing {i},{10 + i}.00,USD" for i in range(self.count)))

    def audit(self, cell):
        products = cell.sandbox.everything(PRODUCTS, "products", shop=cell.shop)
        problems = count_problems("products", [f"Thing {i}" for i in range(self.count)], [p["title"] for p in products])
        if len({p["handle"] for p in products}) != len(products):
            problems.append("two products have one handle")
        unpublished = [p["title"] for p in products if not p["resourcePublicationsCount"]["count"]]
        if unpublished:
            problems.append(f"{len(unpublished)} products are not published, such as {unpublished[0]}")
        return problems


class ProductsBulk(ProductsOut):
    name = "products out, bulk"
    strikes = "BulkMutationRun|BulkOperationStatusByID"
    count = 60
    bulk = True


class Prices(ProductsOut):
    name = "prices out"
    words = ("sync-products", "--param", "onlyPrices=true")
    strikes = "VariantsUpdateBatch"
    refused = "productVariantsBulkUpdate"

    def prepare(self, cell):
        super().prepare(cell)
        cell.sync("sync-products")
        cell.installation.load("items", "no,unitPrice,currency", (f"I{i:04d},{20 + i}.50,USD" for i in range(self.count)))

    def audit(self, cell):
        products = cell.sandbox.everything(PRODUCTS, "products", shop=cell.shop)
        prices = {p["title"]: [decimal.Decimal(v["price"]) for v in p["variants"]["nodes"]] for p in products}
        wrong = [t for t, found in prices.items() if found != [decimal.Decimal(f"{20 + int(t.split()[1])}.50")]]
        problems = count_problems("products", [f"Thing {i}" for i in range(self.count)], prices)
        return problems + ([f"{len(wrong)} prices differ, such as that of {wrong[0]}"] if wrong else [])


class ImagesOut(ProductsOut):
    name = "images out"
    words = ("sync-images",)
    strikes = "StagedUploadsCreate|ProductPicturesAdd|BulkMutationRun"
    scope = "write_files,write_products"
    refused = "productUpdate"
    media = True
    count = 12
    settings = {"itemSync": "toShopify", "imageSync": "toShopify"}

    def prepare(self, cell):
        super().prepare(cell)
        cell.sync("sync-products")
        for i in range(self.count):
            path = cell.installation.folder / "picture.png"
            path.write_bytes(pictures.png(i))
            cell.installation.json("ledger", "picture", f"I{i:04d}", str(path))

    def audit(self, cell):
        time.sleep(0.3)  # Shopify works on pictures for a while.
        products = cell.sandbox.everything(PRODUCTS, "products", shop=cell.shop)
        wrong = [p["title"] for p in products if [m["status"] for m in p["media"]["nodes"]] != ["READY"]]
        return [f"{len(wrong)} products have not one ready picture, such as {wrong[0]}"] if wrong or len(products) != self.count else []


class Inventory(Task):
    name = "inventory"
    words = ("sync-inventory",)
    strikes = "StockSet"
    scope = "write_inventory"
    refused = "inventorySetQuantities"
    every = 1
    count = 40
    seed = {"products": 40, "variants": 1}
    settings = {"itemSync": "fromShopify"}

    def prepare(self, cell):
        cell.sync("sync-products")
        cell.installation.load("locations", "code,name", ["MAIN,Main"])
        cell.installation.map_locations(cell.code, "MAIN")
        rows = (f"P{i + 1:05d},,MAIN,{500 + i}" for i in range(self.count))
        cell.installation.load("inventory", "itemNo,variantCode,locationCode,quantity", rows)

    def audit(self, cell):
        wrong = []
        for item in cell.sandbox.everything(LEVELS, "inventoryItems", shop=cell.shop):
            found = [level["quantities"][0]["quantity"] for level in item["inventoryLevels"]["nodes"]]
            if found != [500 + int(item["sku"][1:]) - 1]:
                wrong.append(f"{item['sku']} has {found}")
        return [f"{len(wrong)} levels differ, such as {wrong[0]}"] if wrong else []


class CustomersIn(Task):
    name = "customers in"
    words = ("sync-customers",)
    strikes = "Customers"
    scope = "read_customers"
    seed = {"customers": 40}
    settings = {"customerImport": "all"}

    def audit(self, cell):
        shop = cell.sandbox.everything(CUSTOMERS, "customers", shop=cell.shop)
        theirs = [c["defaultEmailAddress"]["emailAddress"] for c in shop]
        return count_problems("customers", theirs, [c["email"] for c in cell.installation.json("ledger", "customers", "list")])


class CustomersOut(Task):
    name = "customers out"
    words = ("sync-customers",)
    strikes = "CustomerSetBatch"
    scope = "write_customers"
    refused = "customerSet"
    count = 30
    seed = {"customers": 0}
    settings = {"customerImport": "none", "canUpdateShopCustomers": "true"}

    def prepare(self, cell):
        cell.installation.load("customers", "no,name,email,country", (f"K{i:04d},Ada Number{i},ada{i}@example.com,DE" for i in range(self.count)))

    def audit(self, cell):
        shop = cell.sandbox.everything(CUSTOMERS, "customers", shop=cell.shop)
        problems = count_problems(
            "customers", [f"ada{i}@example.com" for i in range(self.count)], [c["defaultEmailAddress"]["emailAddress"] for c in shop]
        )
        wrong = [c["firstName"] for c in shop if c["firstName"] != "Ada" or not c["lastName"].startswith("Number")]
        return problems + ([f"{len(wrong)} names differ"] if wrong else [])


class Payouts(Task):
    name = "payouts in"
    words = ("sync-payouts",)
    strikes = "BalanceTransactions"
    scope = "read_shopify_payments,read_shopify_payments_accounts,read_shopify_payments_payouts"
    seed = {"products": 10, "customers": 10, "orders": 60, "sinceDays": 20, "payouts": True}

    def audit(self, cell):
        query = """query($after: String) { shopifyPaymentsAccount { payouts(first: 100, after: $after) {
            pageInfo { hasNextPage endCursor } nodes { id } } } }"""
        shop = cell.sandbox.everything(query, "shopifyPaymentsAccount.payouts", shop=cell.shop)
        ours = cell.installation.json("payouts", "list")
        problems = count_problems("payouts", [p["id"] for p in shop], [p["id"] for p in ours])
        off = [p["id"] for p in ours if decimal.Decimal(p["difference"]["amount"]) != 0]
        return problems + ([f"{len(off)} payouts do not reconcile"] if off else [])


TASKS: list[type[Task]] = [
    OrdersIn,
    OrdersOut,
    Shipments,
    ProductsIn,
    ProductsOut,
    ProductsBulk,
    Prices,
    ImagesOut,
    Inventory,
    CustomersIn,
    CustomersOut,
    Payouts,
]

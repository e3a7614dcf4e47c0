"""Fills a migrated database straight by SQL: runs, orders and their documents by the million, in a minute or two.

What lists read is there with real proportions (most runs went well, most orders are processed, some of everything needs a person);
contents that only single records show are a few bytes.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
import time

NOW = int(time.time() * 1_000_000)
DAY = 86_400_000_000
SHOPS = ["DEMO", "NORD"]
TASKS = [("sync-orders", 30104), ("process-orders", 30103), ("sync-inventory", 30102), ("sync-products", 30108)]
NAMES = ["Anna Keller", "Ben Novak", "Mila Ekman", "Jonas Roth", "Tara Costa", "Finn Lind", "Rosa Garcia", "Paul Jensen"]


def uuid7(microseconds: int, counter: int) -> str:
    """An id as the program makes them: 48 bits of milliseconds first."""
    high = f"{microseconds // 1000:012x}"
    return f"{high[:8]}-{high[8:]}-7{counter % 4096:03x}-8{(counter >> 12) % 4096:03x}-{counter:012x}"


class SQLite:
    def __init__(self, path: str):
        self.connection = sqlite3.connect(path)
        self.connection.execute("PRAGMA synchronous = OFF")
        self.connection.execute("PRAGMA foreign_keys = OFF")
        self.connection.execute("PRAGMA cache_size = -400000")

    def insert(self, table: str, columns: list[str], rows):
        marks = ",".join("?" * len(columns))
        self.connection.executemany(f"INSERT INTO {table} ({','.join(columns)}) VALUES ({marks})", rows)
        self.connection.commit()

    def finish(self):
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.execute("ANALYZE")
        self.connection.commit()
        self.connection.close()


class PostgreSQL:
    def __init__(self, address: str):
        import psycopg

        self.connection = psycopg.connect(address, autocommit=False)
        self.connection.execute("SET synchronous_commit = off")

    def insert(self, table: str, columns: list[str], rows):
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {table} ({','.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        self.connection.commit()

    def finish(self):
        self.connection.autocommit = True
        self.connection.execute("VACUUM ANALYZE")
        self.connection.close()


def runs(database, count: int):
    """Four recurring entries a shop, and every tenth run of an entry that ran once and is finished."""
    entries = [uuid7(NOW - 100 * DAY, number) for number in range(len(SHOPS) * len(TASKS))]
    step = 90 * DAY // count
    parameters = '{"retrySkipped":"due"}'

    def rows():
        for number in range(count):
            started = NOW - 90 * DAY + number * step
            which = number % len(entries)
            task, code = TASKS[which % len(TASKS)]
            entry = uuid7(started - 1000, number) if number % 10 == 0 else entries[which]
            failed = number % 50 == 7
            yield (
                uuid7(started, number), entry, task, code, SHOPS[which // len(TASKS)], 1, "error" if failed else "success", started, started,
                started + 800_000 + number % 7 * 90_000, "node-1:4711", None if failed else "12 orders new or changed",
                "The shop could not be reached: connection refused." if failed else None, number % 40, number % 3, number % 9, number % 30, 0,
                1 if failed else 0, 2 + number % 5, 40 + number % 100, parameters,
            )

    columns = (
        "id entry task number shop attempt status scheduled_for started ended node message error read_count created_count updated_count "
        "unchanged_count skipped_count failed_count requests points parameters"
    ).split()
    database.insert("job_run", columns, rows())

    every_hour = '{"days":["all"],"every":60,"missed":"once","spacing":"fixed-rate","zone":"Europe/Berlin"}'
    columns = (
        "id task number description shop priority status due start_rank recurrence maximum_attempts attempts rerun_delay timeout on_failure "
        "parameters locks created finished error"
    ).split()

    def queue():
        for number, entry in enumerate(entries):
            task, code = TASKS[number % len(TASKS)]
            shop = SHOPS[number // len(TASKS)]
            yield (
                entry, task, code, f"{task} {shop}", shop, 1, "onHold", NOW + DAY, number, every_hour, 5, 0, 15, 43_200, "keepSchedule",
                parameters, "[]", NOW - 100 * DAY, None, None,
            )
        for number in range(0, count, 10):
            started = NOW - 90 * DAY + number * step
            which = number % len(entries)
            task, code = TASKS[which % len(TASKS)]
            shop = SHOPS[which // len(TASKS)]
            failed = number % 5000 == 0
            yield (
                uuid7(started - 1000, number), task, code, f"{task} {shop}", shop, 1, "error" if failed else "finished", started, number, None,
                5, 1, 15, 43_200, "keepSchedule", parameters, "[]", started, None if failed else started + 900_000,
                "The shop could not be reached." if failed else None,
            )

    database.insert("job_entry", columns, queue())


def orders(database, count: int):
    step = 365 * DAY // count
    content = bytes(600)

    def rows():
        for number in range(count):
            created = NOW - 365 * DAY + number * step
            shop = SHOPS[number % 2]
            failed = number % 500 == 3
            flagged = number % 700 == 5
            processed = not failed and number % 400 != 1
            total = f"{20 + number % 900}.{number % 100:02d}"
            yield (
                shop, f"gid://shopify/Order/{5_000_000_000 + number}", f"#{1001 + number}", 1001 + number, created, created, created, created,
                "PAID", "UNFULFILLED", "NO_RETURN", "EUR", total, "EUR", total, f"gid://shopify/Customer/{number % 200_000}",
                NAMES[number % len(NAMES)], content, f"hash-{number}", "digest", 0, f"raw-{number}", int(processed), created if processed else None,
                "order" if processed else None, f"SO-{number:07d}" if processed else None, total if processed else None,
                "EUR" if processed else None,
                f"Order #{1001 + number} cannot be processed. line “Blue shirt”: no item has the number “X-1”." if failed else None,
                "notMapped" if failed else None, int(flagged), 0,
                '[{"field":"total","from":"12.00 EUR","to":"10.00 EUR"}]' if flagged else None,
            )

    columns = (
        "shop id name number created_at updated_at read_at imported_at financial_status fulfillment_status return_status currency total "
        "presentment_currency presentment_total customer_id customer_name content content_hash digest own_write raw_hash processed processed_at "
        "document_type document_no document_total document_currency error error_code update_flagged credit_pending differences"
    ).split()
    database.insert("connector_orders", columns, rows())
    database.insert(
        "connector_customers",
        "shop customer_id name email customer_no seen_at".split(),
        (
            (SHOPS[n % 2], f"gid://shopify/Customer/{n}", NAMES[n % len(NAMES)], f"c{n}@example.com", None if n % 15 == 0 else f"C{n % 20_000:06d}", NOW)
            for n in range(count // 5)
        ),
    )
    database.insert(
        "connector_variants",
        "shop variant_id product_id title sku barcode item_no variant_code unit seen_at".split(),
        (
            (
                SHOPS[n % 2], f"gid://shopify/ProductVariant/{n}", f"gid://shopify/Product/{n // 3}", f"Blue shirt {n}", f"SKU-{n}", None,
                None if n % 12 == 0 else f"I{n % 10_000:06d}", "", "PCS", NOW,
            )
            for n in range(count // 20)
        ),
    )
    database.insert(
        "connector_skipped",
        "id shop task record name reason code field attempts next_try since last_try".split(),
        (
            (
                uuid7(NOW - n * 1_000_000, n), SHOPS[n % 2], "process-orders", f"gid://shopify/Order/{5_000_000_000 + n}", f"#{1001 + n}",
                "no item has the number “X-1”.", "notMapped", "item", 1 + n % 9, NOW, NOW - n * 1_000_000, NOW,
            )
            for n in range(count // 50)
        ),
    )
    database.insert(
        "connector_activity",
        "id at shop run operation attempt status requested actual seconds request_id error".split(),
        (
            (
                uuid7(NOW - (count - n) * 1_000_000, n), NOW - (count - n) * 1_000_000, SHOPS[n % 2], None, "OrdersByIDs", 1, 200, 145, 66, 0.012,
                f"request-{n}", "Throttled" if n % 300 == 0 else None,
            )
            for n in range(count)
        ),
    )


def payouts(database, count: int):
    columns = "shop id issued_at status net currency content_hash".split()
    database.insert(
        "connector_payouts",
        columns,
        ((SHOPS[n % 2], f"gid://shopify/ShopifyPaymentsPayout/{n}", NOW - n * DAY, "PAID", "1000.00", "EUR", "h") for n in range(count)),
    )
    columns = "shop id payout_id type at amount fee net currency order_id order_name test".split()
    database.insert(
        "connector_balance",
        columns,
        (
            (
                SHOPS[n % 2], f"gid://shopify/ShopifyPaymentsBalanceTransaction/{n}-{part}", f"gid://shopify/ShopifyPaymentsPayout/{n}", "CHARGE",
                NOW - n * DAY, "10.30", "0.30", "10.00", "EUR", f"gid://shopify/Order/{5_000_000_000 + part}", f"#{1001 + part}", 0,
            )
            for n, part in itertools.product(range(count), range(100))
        ),
    )


def ledger(database, count: int):
    address = json.dumps({"name": "Anna Keller", "city": "Berlin", "postCode": "10115", "country": "DE"})
    database.insert(
        "ledger_customer",
        "no no_key name email city country search_text".split(),
        (
            (f"C{n:06d}", f"C{n:06d}", NAMES[n % len(NAMES)], f"c{n}@example.com", "Berlin", "DE", f"c{n:06d} {NAMES[n % len(NAMES)].lower()} berlin")
            for n in range(count // 50)
        ),
    )
    database.insert(
        "ledger_item",
        "no no_key description unit_price currency vendor search_text".split(),
        ((f"I{n:06d}", f"I{n:06d}", f"Blue shirt {n}", "19.90", "EUR", "Nord", f"i{n:06d} blue shirt {n} nord") for n in range(count // 100)),
    )
    database.insert("ledger_location", ["code", "code_key", "name"], [("MAIN", "MAIN", "Main warehouse")])
    columns = (
        "type no external_document_no external_id creation_key customer_no bill_to_customer_no sell_to bill_to ship_to currency "
        "prices_include_tax document_date discount tax total status created_at"
    ).split()
    step = 365 * DAY // count

    def documents():
        for n in range(count):
            kind, prefix = ("invoice", "SI") if n % 10 == 9 else ("order", "SO")
            customer = f"C{n % (count // 50):06d}"
            yield (
                kind, f"{prefix}-{n:07d}", f"#{1001 + n}", f"gid://shopify/Order/{5_000_000_000 + n}", f"{SHOPS[n % 2]}/gid://shopify/Order/{n}",
                customer, customer, address, address, address, "EUR", 1, "2026-11-01", "0", "3.18", "19.90",
                "posted" if kind == "invoice" else "open" if n % 3 else "shipped", NOW - 365 * DAY + n * step,
            )

    database.insert("ledger_sales_document", columns, documents())
    columns = (
        "document_type document_no line_no kind item_no unit description quantity unit_price discount amount tax total location_code"
    ).split()
    database.insert(
        "ledger_sales_line",
        columns,
        (
            (
                "invoice" if n % 10 == 9 else "order", f"{'SI' if n % 10 == 9 else 'SO'}-{n:07d}", 10000, "item", f"I{n % (count // 100):06d}", "PCS",
                "Blue shirt", 100000, "19.90", "0", "19.90", "3.18", "19.90", "MAIN",
            )
            for n in range(count)
        ),
    )
    shipped = [n for n in range(0, count, 3) if n % 10 != 9]
    database.insert(
        "ledger_shipment",
        "type no order_type order_no external_document_no customer_no ship_to posted_at".split(),
        (("shipment", f"SS-{n:07d}", "order", f"SO-{n:07d}", f"#{1001 + n}", f"C{n % (count // 50):06d}", address, NOW - 365 * DAY + n * step) for n in shipped),
    )
    database.insert(
        "ledger_package",
        "shipment_type shipment_no package_no tracking_no agent".split(),
        (("shipment", f"SS-{n:07d}", 1, f"1Z{n:09d}", "UPS") for n in shipped),
    )


def fill(address: str, count: int):
    database = SQLite(address.removeprefix("sqlite:")) if address.startswith("sqlite:") else PostgreSQL(address)
    for what, number in ((runs, count), (orders, count), (payouts, min(2000, count)), (ledger, count)):
        start = time.monotonic()
        what(database, number)
        print(f"  {what.__name__:8} {number:>9,}  {time.monotonic() - start:6.1f} s", flush=True)
    start = time.monotonic()
    database.finish()
    print(f"  statistics          {time.monotonic() - start:6.1f} s", flush=True)

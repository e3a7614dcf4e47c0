"""The collections of a shop: what each can be sorted and searched by."""

from ..model.base import number_in, seconds_of
from .collection import Collection
from .search import contains, date, flag, number, word


def both(attribute, name=None, convert=None):
    """A getter for model objects (attribute) and recorded dicts (GraphQL name)."""

    def get(record):
        if record.__class__ is dict:
            value = record.get(name)
            return convert(value) if convert and value is not None else value
        return getattr(record, attribute)

    return get


def instant(attribute, name):
    return both(attribute, name, seconds_of)


def identity(record):
    return record["__number"] if record.__class__ is dict else record.number


created, updated, processed = instant("created_at", "createdAt"), instant("updated_at", "updatedAt"), instant("processed_at", "processedAt")


def customer_number(record):
    if record.__class__ is dict:
        return number_in((record.get("customer") or {}).get("id"))
    return record.customer.number if record.customer else None


def order_status(record):
    if record.__class__ is dict:
        cancelled, closed = record.get("cancelledAt"), record.get("closedAt")
    else:
        cancelled, closed = record.cancelled_at, record.closed_at
    return ["any", "not_closed" if not closed else "closed"] + (["cancelled"] if cancelled else ["closed"] if closed else ["open"])


def financial(record):
    value = record.get("displayFinancialStatus") if record.__class__ is dict else record.financial_status
    return ["any", (value or "").lower()] + (["unpaid"] if value in ("PENDING", "AUTHORIZED", "PARTIALLY_PAID") else [])


def fulfillment(record):
    value = record.get("displayFulfillmentStatus") if record.__class__ is dict else record.fulfillment_status
    short = {"FULFILLED": "shipped", "PARTIALLY_FULFILLED": "partial", "UNFULFILLED": "unshipped"}.get(value)
    return [(value or "").lower()] + ([short] if short else []) + (["unfulfilled"] if value != "FULFILLED" else [])


def skus(record):
    return [line.sku for line in record.lines] if record.__class__ is not dict else []


def order_name(record):
    name = record.get("name") or "" if record.__class__ is dict else record.name
    return [name, name.lstrip("#")]


def order_texts(record):
    if record.__class__ is dict:
        return [record.get("name"), record.get("email")]
    return [record.name, record.email] + [line.title for line in record.lines]


def total_price(record):
    return record.total[0] if record.__class__ is not dict else 0


def tags(record):
    return (record.get("tags") or []) if record.__class__ is dict else record.tags


def risk(record):
    value = None if record.__class__ is dict else record.risk
    return (value or {}).get("level", "none")


def make_collections(shop):
    """Attribute of the shop → collection; `by_type` finds them by GraphQL type."""
    orders = Collection(
        shop,
        {
            "ID": identity,
            "CREATED_AT": created,
            "UPDATED_AT": updated,
            "PROCESSED_AT": processed,
            "ORDER_NUMBER": identity,
            "TOTAL_PRICE": total_price,
            "CURRENT_TOTAL_PRICE": total_price,
            "PO_NUMBER": both("po_number", "poNumber"),
            "FINANCIAL_STATUS": lambda r: financial(r)[1],
            "FULFILLMENT_STATUS": lambda r: fulfillment(r)[0],
        },
        {
            "id": number(identity),
            "created_at": date(created),
            "updated_at": date(updated),
            "processed_at": date(processed),
            "status": word(order_status),
            "financial_status": word(financial),
            "fulfillment_status": word(fulfillment),
            "name": word(order_name),
            "tag": word(tags),
            "tag_not": lambda term, now: lambda r, t=word(tags)(term, now): not t(r),
            "test": flag(both("test", "test")),
            "customer_id": number(customer_number),
            "email": word(both("email", "email")),
            "source_name": word(both("source_name", "sourceName")),
            "po_number": word(both("po_number", "poNumber")),
            "sku": word(skus),
            "risk_level": word(risk),
            "confirmation_number": word(lambda r: None),
            "return_status": word(lambda r: (r.get("returnStatus") or "NO_RETURN") if r.__class__ is dict else r.return_status),
            "gateway": word(lambda r: [] if r.__class__ is dict else [t.gateway for t in r.transactions]),
            None: contains(order_texts),
        },
        default="PROCESSED_AT",
    )
    products = Collection(
        shop,
        {
            "ID": identity,
            "TITLE": both("title", "title"),
            "CREATED_AT": created,
            "UPDATED_AT": updated,
            "VENDOR": both("vendor", "vendor"),
            "PRODUCT_TYPE": both("product_type", "productType"),
            "PUBLISHED_AT": both("published_at", "publishedAt"),
            "INVENTORY_TOTAL": identity,
            "RELEVANCE": identity,
        },
        {
            "id": number(identity),
            "created_at": date(created),
            "updated_at": date(updated),
            "title": word(both("title", "title")),
            "vendor": word(both("vendor", "vendor")),
            "product_type": word(both("product_type", "productType")),
            "status": word(both("status", "status")),
            "handle": word(both("handle", "handle")),
            "tag": word(tags),
            "tag_not": lambda term, now: lambda r, t=word(tags)(term, now): not t(r),
            "sku": word(lambda p: [v.sku for v in p.variants]),
            "barcode": word(lambda p: [v.barcode for v in p.variants]),
            "gift_card": flag(lambda p: p.is_gift_card),
            "published_status": word(lambda p: "published" if p.published_at else "unpublished"),
            None: contains(lambda p: [p.title, p.vendor, p.product_type] + [v.sku for v in p.variants]),
        },
    )
    variants = Collection(
        shop,
        {
            "ID": identity,
            "TITLE": both("title", "title"),
            "SKU": both("sku", "sku"),
            "POSITION": both("position", "position"),
            "FULL_TITLE": lambda v: v.product.title,
            "NAME": lambda v: v.product.title,
            "INVENTORY_QUANTITY": identity,
            "RELEVANCE": identity,
            "INVENTORY_LEVELS_AVAILABLE": identity,
            "INVENTORY_MANAGEMENT": identity,
            "INVENTORY_POLICY": identity,
            "POPULAR": identity,
        },
        {
            "id": number(identity),
            "sku": word(both("sku", "sku")),
            "barcode": word(both("barcode", "barcode")),
            "product_id": number(lambda v: v.product.number),
            "title": word(both("title", "title")),
            "updated_at": date(updated),
            "created_at": date(created),
            "vendor": word(lambda v: v.product.vendor),
            "product_type": word(lambda v: v.product.product_type),
            "product_status": word(lambda v: v.product.status),
            "tag": word(lambda v: v.product.tags),
            "taxable": flag(lambda v: v.taxable),
            "inventory_item_id": number(lambda v: v.item.number),
            "gift_card": flag(lambda v: v.product.is_gift_card),
            None: contains(lambda v: [v.sku, v.product.title, v.title, v.barcode]),
        },
    )
    items = Collection(
        shop,
        {"ID": identity},
        {
            "id": number(identity),
            "sku": word(lambda i: i.variant.sku),
            "created_at": date(created),
            "updated_at": date(updated),
            None: contains(lambda i: [i.variant.sku]),
        },
    )
    customers = Collection(
        shop,
        {
            "ID": identity,
            "CREATED_AT": created,
            "UPDATED_AT": updated,
            "NAME": lambda c: f"{c.last_name or ''}, {c.first_name or ''}",
            "LOCATION": lambda c: (c.default_address or {}).get("country"),
            "RELEVANCE": identity,
        },
        {
            "id": number(identity),
            "created_at": date(created),
            "updated_at": date(updated),
            "customer_date": date(created),
            "email": word(both("email", "email")),
            "phone": word(both("phone", "phone")),
            "first_name": word(lambda c: c.first_name),
            "last_name": word(lambda c: c.last_name),
            "tag": word(tags),
            "tag_not": lambda term, now: lambda r, t=word(tags)(term, now): not t(r),
            "state": word(lambda c: c.state),
            "orders_count": number(lambda c: c.order_count),
            "country": word(lambda c: (c.default_address or {}).get("country")),
            "accepts_marketing": flag(lambda c: c.email_consent == "SUBSCRIBED"),
            None: contains(lambda c: [c.first_name, c.last_name, c.email, c.phone]),
        },
    )
    locations = Collection(
        shop,
        {"ID": identity, "NAME": both("name", "name")},
        {
            "id": number(identity),
            "name": word(both("name", "name")),
            "location_id": number(identity),
            "created_at": date(created),
            "active": flag(lambda l: l.active),
            None: contains(lambda l: [l.name]),
        },
        default="NAME",
    )
    fulfillment_orders = Collection(
        shop,
        {"ID": identity, "CREATED_AT": created, "UPDATED_AT": updated, "FULFILL_AT": identity},
        {
            "id": number(identity),
            "status": word(both("status", "status")),
            "updated_at": date(updated),
            "assigned_location_id": number(lambda f: f.location.number if f.__class__ is not dict and f.location else None),
            None: contains(lambda f: [f.order.name] if f.__class__ is not dict else []),
        },
    )
    companies = Collection(
        shop,
        {"ID": identity, "NAME": both("name", "name"), "CREATED_AT": created, "UPDATED_AT": updated},
        {
            "id": number(identity),
            "name": word(both("name", "name")),
            "created_at": date(created),
            "updated_at": date(updated),
            "external_id": word(lambda c: c.external_id),
            None: contains(lambda c: [c.name]),
        },
    )
    bulk = Collection(
        shop,
        {"ID": identity, "CREATED_AT": lambda o: o.created_at, "COMPLETED_AT": lambda o: o.completed_at},
        {
            "id": number(identity),
            "status": word(lambda o: o.status),
            "operation_type": word(lambda o: o.kind),
            "created_at": date(lambda o: o.created_at),
        },
        default="CREATED_AT",
    )
    payouts = Collection(
        shop,
        {"ID": identity, "ISSUED_AT": lambda p: p.issued_at, "STATUS": identity, "NET": lambda p: p.net, "AMOUNT": lambda p: p.net},
        {
            "id": number(identity),
            "issued_at": date(lambda p: p.issued_at),
            "status": word(lambda p: p.status),
            "currency": word(lambda p: shop.currency),
            "ledger_type": word(lambda p: "deposit" if p.net >= 0 else "withdrawal"),
        },
        default="ISSUED_AT",
    )
    balance = Collection(
        shop,
        {
            "ID": identity,
            "PROCESSED_AT": lambda t: t.at,
            "NET": lambda t: t.net,
            "AMOUNT": lambda t: t.amount,
            "PAYOUT_DATE": lambda t: t.payout.issued_at if t.payout else None,
        },
        {
            "id": number(identity),
            "processed_at": date(lambda t: t.at),
            "transaction_type": word(lambda t: t.kind),
            "payments_transfer_id": number(lambda t: t.payout.number if t.payout else None),
            "payout_date": date(lambda t: t.payout.issued_at if t.payout else None),
            "payout_status": word(lambda t: t.payout.status if t.payout else "pending"),
        },
        default="PROCESSED_AT",
    )
    made = {
        "payouts": payouts,
        "balance_transactions": balance,
        "bulk_operations": bulk,
        "orders": orders,
        "products": products,
        "variants": variants,
        "inventory_items": items,
        "customers": customers,
        "locations": locations,
        "fulfillment_orders": fulfillment_orders,
        "companies": companies,
    }
    made["by_type"] = {
        "BulkOperation": bulk,
        "ShopifyPaymentsPayout": payouts,
        "ShopifyPaymentsBalanceTransaction": balance,
        "Order": orders,
        "Product": products,
        "ProductVariant": variants,
        "InventoryItem": items,
        "Customer": customers,
        "Location": locations,
        "FulfillmentOrder": fulfillment_orders,
        "Company": companies,
    }
    return made

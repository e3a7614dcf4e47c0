"""Topics and bodies of webhooks, in the shape of the REST resources."""

from ..model import money
from ..model.base import iso, number_in

RESOURCES = """fulfillment_orders inventory_levels inventory_items order_transactions bulk_operations company_locations company_contacts
customers_data customers orders products refunds returns fulfillments companies disputes locations collections app shop""".split()
SPECIAL = {"CUSTOMERS_DATA_REQUEST": "customers/data_request", "CUSTOMERS_REDACT": "customers/redact", "SHOP_REDACT": "shop/redact"}


def topic_name(topic):
    """`INVENTORY_LEVELS_UPDATE` → `inventory_levels/update`, as it stands in the header."""
    if topic in SPECIAL:
        return SPECIAL[topic]
    low = topic.lower()
    for resource in RESOURCES:
        if low.startswith(resource + "_"):
            return f"{resource}/{low[len(resource) + 1 :]}"
    return low.replace("_", "/", 1)


def body_of(topic, record):
    """The body for a record; a dict passes as it is."""
    if isinstance(record, dict):
        if record.get("__typename") == "Order":
            return {
                "id": number_in(record["id"]),
                "admin_graphql_api_id": record["id"],
                "name": record.get("name"),
                "updated_at": record.get("updatedAt"),
                "created_at": record.get("createdAt"),
                "tags": ", ".join(record.get("tags") or []),
            }
        return record
    make = MAKERS.get(record.typename)
    return make(record) if make else {"id": record.number, "admin_graphql_api_id": record.id}


def order(o):
    return {
        "id": o.number,
        "admin_graphql_api_id": o.id,
        "name": o.name,
        "order_number": o.order_number,
        "email": o.email,
        "note": o.note,
        "created_at": iso(o.created_at),
        "updated_at": iso(o.updated_at),
        "processed_at": iso(o.processed_at),
        "closed_at": iso(o.closed_at),
        "cancelled_at": iso(o.cancelled_at),
        "currency": o.currency,
        "presentment_currency": o.presentment,
        "test": o.test,
        "financial_status": o.financial_status.lower(),
        "fulfillment_status": {"FULFILLED": "fulfilled", "PARTIALLY_FULFILLED": "partial"}.get(o.fulfillment_status),
        "tags": ", ".join(o.tags),
        "total_price": money.scalar(o.currency, o.total[0]),
        "current_total_price": money.scalar(o.currency, o.current_total[0]),
        "customer": {"id": o.customer.number} if o.customer else None,
        "line_items": [
            {
                "id": n.number,
                "title": n.title,
                "sku": n.sku,
                "quantity": n.quantity,
                "current_quantity": n.current_quantity,
                "variant_id": n.variant.number if n.variant else None,
                "price": money.scalar(o.currency, n.unit_price[0]),
            }
            for n in o.lines
        ],
    }


def product(p):
    return {
        "id": p.number,
        "admin_graphql_api_id": p.id,
        "title": p.title,
        "handle": p.handle,
        "vendor": p.vendor,
        "status": p.status.lower(),
        "created_at": iso(p.created_at),
        "updated_at": iso(p.updated_at),
        "tags": ", ".join(p.tags),
        "variants": [
            {
                "id": v.number,
                "admin_graphql_api_id": v.id,
                "sku": v.sku,
                "barcode": v.barcode,
                "title": v.title,
                "price": money.scalar(p.shop.currency, v.price),
                "inventory_item_id": v.item.number,
                "updated_at": iso(v.updated_at),
            }
            for v in p.variants
        ],
    }


def customer(x):
    return {
        "id": x.number,
        "admin_graphql_api_id": x.id,
        "email": x.email,
        "first_name": x.first_name,
        "last_name": x.last_name,
        "phone": x.phone,
        "created_at": iso(x.created_at),
        "updated_at": iso(x.updated_at),
        "tags": ", ".join(x.tags),
    }


def level(x):
    return {
        "inventory_item_id": x.item.number,
        "location_id": x.location.number,
        "available": x.available,
        "updated_at": iso(x.updated_at),
        "admin_graphql_api_id": x.id,
    }


def refund(r):
    return {
        "id": r.number,
        "admin_graphql_api_id": r.id,
        "order_id": r.order.number,
        "created_at": iso(r.created_at),
        "note": r.note,
        "refund_line_items": [
            {"id": x.number, "line_item_id": x.line.number, "quantity": x.quantity, "restock_type": x.restock.lower()} for x in r.lines
        ],
    }


def returned(r):
    return {
        "id": r.number,
        "admin_graphql_api_id": r.id,
        "name": r.name,
        "status": r.status.lower(),
        "order": {"id": r.order.number, "admin_graphql_api_id": r.order.id},
    }


def fulfillment_order(f):
    return {"fulfillment_order": {"id": f.id, "status": f.status.lower()}}


def operation(o):
    return {
        "admin_graphql_api_id": o.id,
        "created_at": iso(o.created_at),
        "completed_at": iso(o.completed_at),
        "error_code": o.error_code.lower() if o.error_code else None,
        "status": o.status.lower(),
        "type": o.kind.lower(),
    }


MAKERS = {
    "Order": order,
    "Product": product,
    "Customer": customer,
    "InventoryLevel": level,
    "Refund": refund,
    "Return": returned,
    "FulfillmentOrder": fulfillment_order,
    "BulkOperation": operation,
}

"""orderCreate, orderDelete, and the customer of an order."""

from fractions import Fraction

from ..engine.registry import field
from ..model import money
from ..model.base import seconds_of
from ..model.order import TaxLine
from ..seeding.orders import file_orders
from ..shopfloor.addresses import from_input
from ..shopfloor.builder import OrderBuilder
from ..shopfloor.shipping import fulfil_all
from .common import find, user_error
from .customer_mutations import make as make_customer
from .customer_mutations import with_email


def pair_of(order, given):
    """The pair of a MoneyBagInput."""
    shop_money = given["shopMoney"]
    shop = money.minor(order.currency, shop_money["amount"])
    presentment = given.get("presentmentMoney")
    return (
        shop,
        money.minor(order.presentment, presentment["amount"])
        if presentment
        else shop
        if order.presentment == order.currency
        else money.minor(order.presentment, shop_money["amount"]),
    )


def refuse(path, message, code="INVALID"):
    return {"order": None, "userErrors": [user_error(path, message, code, "OrderCreateUserError")]}


def taxes(order, owner, entries):
    for entry in entries or ():
        rate = Fraction(str(entry["rate"]))
        part = rate / (1 + rate) if order.taxes_included else rate
        price = (
            pair_of(order, entry["priceSet"])
            if entry.get("priceSet")
            else tuple(money.divide(v * part.numerator, part.denominator) for v in owner.net)
        )
        owner.tax_lines.append(TaxLine(order, entry["title"], float(rate), price, bool(entry.get("channelLiable"))))


def add_lines(c, builder, given):
    for entry in given.get("lineItems") or []:
        variant = find(c, entry.get("variantId") or "", "ProductVariant")
        price = entry.get("priceSet")
        minor = variant.price if variant is not None and not price else 0
        line = builder.line(entry.get("title") or (variant.product.title if variant else ""), entry["quantity"], minor, variant)
        if price:
            line.unit_price = pair_of(builder.order, price)
        line.title = entry.get("title") or line.title
        line.sku = entry.get("sku", line.sku)
        line.vendor, line.variant_title = entry.get("vendor", line.vendor), entry.get("variantTitle", line.variant_title)
        line.requires_shipping = bool(entry.get("requiresShipping")) or (variant is not None and variant.item.requires_shipping)
        line.taxable = entry.get("taxable", True)
        line.custom_attributes = [{"key": p["name"], "value": p["value"]} for p in entry.get("properties") or []]
        if entry.get("giftCard"):
            line.kind = "gift_card"
        taxes(builder.order, line, entry.get("taxLines"))


def discount(c, builder, given):
    code = given.get("discountCode") or {}
    if code.get("itemPercentageDiscountCode"):
        one = code["itemPercentageDiscountCode"]
        builder.discount("code", one["code"], percent=one["percentage"])
    elif code.get("itemFixedDiscountCode"):
        one = code["itemFixedDiscountCode"]
        builder.discount("code", one["code"], minor=pair_of(builder.order, one["amountSet"])[0])
    elif code.get("freeShippingDiscountCode") and builder.order.shipping_lines:
        builder.discount("code", code["freeShippingDiscountCode"]["code"], percent=100, level="line", shipping=True)


def head(c, order, given):
    for name, attribute in (
        ("note", "note"),
        ("email", "email"),
        ("phone", "phone"),
        ("poNumber", "po_number"),
        ("sourceName", "source_name"),
    ):
        if given.get(name) is not None:
            setattr(order, attribute, given[name])
    order.test = bool(given.get("test"))
    order.tags = sorted(dict.fromkeys(t.strip() for t in given.get("tags") or [] if t.strip()), key=str.lower)
    order.custom_attributes = [{"key": x["key"], "value": x["value"]} for x in given.get("customAttributes") or []]
    if given.get("processedAt"):
        order.processed_at = seconds_of(given["processedAt"])
    for name, attribute in (("billingAddress", "billing"), ("shippingAddress", "shipping")):
        if given.get(name):
            setattr(order, attribute, from_input(c.shop, given[name]))
    upsert = (given.get("customer") or {}).get("toUpsert")
    associate = given.get("customerId") or ((given.get("customer") or {}).get("toAssociate") or {}).get("id")
    if associate:
        order.customer = find(c, associate, "Customer")
    elif upsert:
        wanted = (upsert.get("email") or "").lower()
        order.customer = next(iter(with_email(c.shop, wanted) if wanted else ()), None) or make_customer(
            c, {k: v for k, v in upsert.items() if k in ("firstName", "lastName", "email", "phone", "note", "tags")}
        )
    elif order.email:
        wanted = order.email.lower()
        order.customer = next(iter(with_email(c.shop, wanted)), None) or make_customer(c, {"email": wanted})


@field("Mutation.orderCreate")
def _(_o, a, c):
    given, shop = a["order"], c.shop
    lines = given.get("lineItems") or []
    if not lines:
        return refuse(["order", "lineItems"], "Line items must have at least one line item")
    for index, entry in enumerate(lines):
        if entry.get("variantId") and find(c, entry["variantId"], "ProductVariant") is None:
            return refuse(["order", "lineItems", str(index), "variantId"], "Variant does not exist")
        if entry["quantity"] < 1:
            return refuse(["order", "lineItems", str(index), "quantity"], "Quantity must be greater than 0")
        if not entry.get("variantId") and not (entry.get("title") or "").strip():
            return refuse(["order", "lineItems", str(index), "title"], "Title can't be blank")
    presentment = given.get("presentmentCurrency") or given.get("currency") or shop.currency
    builder = OrderBuilder(shop, shop.now(), presentment, taxes_included=bool(given.get("taxesIncluded")))
    order = builder.order
    add_lines(c, builder, given)
    for entry in given.get("shippingLines") or []:
        line = builder.shipping(entry["title"], 0, entry.get("code"))
        line.price, line.source = pair_of(order, entry["priceSet"]), entry.get("source")
        taxes(order, line, entry.get("taxLines"))
    discount(c, builder, given)
    for entry in given.get("taxLines") or []:
        for line in order.lines:
            taxes(order, line, [{**entry, "priceSet": None}])
    head(c, order, given)
    builder.finish()
    for entry in given.get("transactions") or []:
        made = builder.pay(
            entry.get("gateway") or "manual",
            pair=pair_of(order, entry["amountSet"]),
            kind=entry.get("kind") or "SALE",
            status=entry.get("status") or "SUCCESS",
        )
        made.test = bool(entry.get("test"))
    order.unpaid_status = "PENDING" if given.get("financialStatus") else None  # recorded: null where nobody said anything
    if not given.get("transactions") and given.get("financialStatus") == "PAID":
        builder.pay("manual")
    file_orders(shop, [order])
    if given.get("fulfillmentStatus") == "FULFILLED" or given.get("fulfillment"):
        fulfil_all(shop, order)
    c.applied("orderCreate", id=order.id, name=order.name)
    return {"order": order, "userErrors": []}


@field("Mutation.orderDelete")
def _(_o, a, c):
    order = find(c, a["orderId"], "Order")
    if order is None:
        return {"deletedId": None, "userErrors": [user_error(["orderId"], "Order does not exist", "NOT_FOUND", "OrderDeleteUserError")]}
    c.shop.orders.remove(order)
    c.shop.happened("ORDERS_DELETE", order)
    c.applied("orderDelete", id=a["orderId"])
    return {"deletedId": a["orderId"], "userErrors": []}


def customer_error(type_name, path, message, code):
    return {"order": None, "userErrors": [user_error(path, message, code, type_name)]}


@field("Mutation.orderCustomerSet")
def _(_o, a, c):
    kind, order = "OrderCustomerSetUserError", find(c, a["orderId"], "Order")
    if order is None or order.__class__ is dict:
        return customer_error(kind, ["orderId"], "Order does not exist", "NOT_FOUND")
    customer = find(c, a["customerId"], "Customer")
    if customer is None:
        return customer_error(kind, ["customerId"], "Customer does not exist", "NOT_FOUND")
    order.customer = customer
    c.shop.touch(order)
    c.applied("orderCustomerSet", id=order.id, customer=customer.id)
    return {"order": order, "userErrors": []}


@field("Mutation.orderCustomerRemove")
def _(_o, a, c):
    kind, order = "OrderCustomerRemoveUserError", find(c, a["orderId"], "Order")
    if order is None or order.__class__ is dict:
        return customer_error(kind, ["orderId"], "Order does not exist", "NOT_FOUND")
    if order.company:
        return customer_error(kind, ["orderId"], "Action not permitted on B2B Orders", "INVALID")
    order.customer = None
    c.shop.touch(order)
    c.applied("orderCustomerRemove", id=order.id)
    return {"order": order, "userErrors": []}

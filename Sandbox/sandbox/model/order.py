"""An order and what hangs below it. Amounts are pairs of minor units (shop, presentment)."""

from ..engine.registry import model
from . import money
from .base import Record


@model("TaxLine")
class TaxLine:
    __slots__ = ("order", "title", "rate", "price", "channel_liable")

    def __init__(self, order, title, rate, price, channel_liable=False):
        self.order, self.title, self.rate, self.price, self.channel_liable = order, title, rate, price, channel_liable


@model("DiscountCodeApplication", "AutomaticDiscountApplication", "ManualDiscountApplication", "ScriptDiscountApplication")
class DiscountApplication:
    """`kind` is code, automatic, manual or script; `level` says whether it was made for the order or for lines."""

    __slots__ = ("order", "index", "kind", "title", "percent", "amount", "level", "target", "allocation", "selection", "description")
    NAMES = {
        "code": "DiscountCodeApplication",
        "automatic": "AutomaticDiscountApplication",
        "manual": "ManualDiscountApplication",
        "script": "ScriptDiscountApplication",
    }

    def __init__(self, order, index, kind, title, percent=None, amount=None, level="order", target="LINE_ITEM"):
        self.order, self.index, self.kind, self.title = order, index, kind, title
        self.percent, self.amount, self.level, self.target = percent, amount, level, target
        self.allocation = "ACROSS" if level == "order" else "EACH"
        self.selection = "ALL" if level == "order" or target == "SHIPPING_LINE" else "ENTITLED"
        self.description = title

    @property
    def typename(self):
        return self.NAMES[self.kind]


@model("DiscountAllocation")
class Allocation:
    __slots__ = ("application", "amount")

    def __init__(self, application, amount):
        self.application, self.amount = application, amount


@model("LineItem")
class Line(Record):
    """`quantity` includes refunded and removed units; `kind` is item, tip or gift_card."""

    __slots__ = (
        "number",
        "order",
        "kind",
        "product",
        "variant",
        "title",
        "variant_title",
        "sku",
        "vendor",
        "quantity",
        "removed",
        "unit_price",
        "allocations",
        "tax_lines",
        "taxable",
        "requires_shipping",
        "custom_attributes",
        "duties",
        "group",
        "refunded",
        "fulfilled",
        "exchange",
        "refund_lines",
        "grams",
        "added",
    )

    def __init__(self, number, order, title, quantity, unit_price):
        self.number, self.order, self.title, self.quantity, self.unit_price = number, order, title, quantity, unit_price
        self.kind, self.product, self.variant, self.variant_title, self.sku, self.vendor = "item", None, None, None, None, None
        self.removed = self.refunded = self.fulfilled = 0
        self.allocations, self.tax_lines, self.duties, self.custom_attributes, self.refund_lines = [], [], (), (), ()
        self.taxable, self.requires_shipping, self.group, self.exchange, self.grams, self.added = True, True, None, False, 0, False

    @property
    def original(self):
        return money.times(self.unit_price, self.quantity)

    @property
    def discount(self):
        return money.total([a.amount for a in self.allocations]) if self.allocations else money.ZERO

    @property
    def net(self):
        """After all discounts, for the whole quantity."""
        return money.subtract(self.original, self.discount) if self.allocations else self.original

    @property
    def tax(self):
        return money.total([t.price for t in self.tax_lines]) if self.tax_lines else money.ZERO

    @property
    def gone(self):
        """Units refunded or removed."""
        return self.refunded + self.removed

    @property
    def current_quantity(self):
        return self.quantity - self.gone

    @property
    def unfulfilled_quantity(self):
        return max(0, self.quantity - self.gone - self.fulfilled)

    def share(self, amount, units):
        """What `units` of the quantity carry of an amount."""
        return money.portion(amount, units, self.quantity) if self.quantity else money.ZERO

    @property
    def current_net(self):
        return money.subtract(self.net, self.share(self.net, self.gone)) if self.gone else self.net

    @property
    def current_tax(self):
        return money.subtract(self.tax, self.share(self.tax, self.gone)) if self.gone else self.tax


@model("ShippingLine")
class ShippingLine(Record):
    __slots__ = (
        "number",
        "order",
        "title",
        "code",
        "price",
        "allocations",
        "tax_lines",
        "source",
        "removed",
        "carrier",
        "refunded",
        "refunded_tax",
    )

    def __init__(self, number, order, title, price, code=None):
        self.number, self.order, self.title, self.price, self.code = number, order, title, price, code or title
        self.allocations, self.tax_lines, self.source, self.removed, self.carrier = [], [], "shopify", False, None
        self.refunded, self.refunded_tax = money.ZERO, money.ZERO

    @property
    def discount(self):
        return money.total([a.amount for a in self.allocations]) if self.allocations else money.ZERO

    @property
    def net(self):
        return money.subtract(self.price, self.discount) if self.allocations else self.price

    @property
    def tax(self):
        return money.total([t.price for t in self.tax_lines]) if self.tax_lines else money.ZERO


@model("OrderTransaction")
class Transaction(Record):
    __slots__ = (
        "number",
        "order",
        "kind",
        "status",
        "amount",
        "gateway",
        "created_at",
        "parent",
        "card",
        "fees",
        "test",
        "rounding",
        "error_code",
        "payment_id",
        "gift_card_last",
    )

    def __init__(self, number, order, kind, amount, gateway, created_at, status="SUCCESS", parent=None):
        self.number, self.order, self.kind, self.amount, self.gateway = number, order, kind, amount, gateway
        self.created_at, self.status, self.parent = created_at, status, parent
        self.card, self.fees, self.test, self.rounding, self.error_code = None, (), order.test, money.ZERO, None
        self.payment_id, self.gift_card_last = f"r{number}", None


@model("Order")
class Order(Record):
    __slots__ = (
        "number",
        "shop",
        "order_number",
        "created_at",
        "updated_at",
        "processed_at",
        "closed_at",
        "cancelled_at",
        "cancel_reason",
        "cancel_note",
        "currency",
        "presentment",
        "taxes_included",
        "customer",
        "email",
        "phone",
        "billing",
        "shipping",
        "lines",
        "shipping_lines",
        "discounts",
        "transactions",
        "refunds",
        "fulfillment_orders",
        "fulfillments",
        "returns",
        "note",
        "tags",
        "custom_attributes",
        "test",
        "edited",
        "fees",
        "duties",
        "risk",
        "payment_terms",
        "company",
        "source_name",
        "location",
        "original_total",
        "po_number",
        "metafields",
        "locale",
        "confirmed",
        "refund_discrepancy",
        "retail_location",
        "unpaid_status",
    )

    def __init__(self, number, shop, order_number, created_at):
        self.number, self.shop, self.order_number = number, shop, order_number
        self.created_at = self.updated_at = self.processed_at = created_at
        self.closed_at = self.cancelled_at = self.cancel_reason = self.cancel_note = None
        self.currency = self.presentment = shop.currency
        self.taxes_included, self.customer, self.email, self.phone = False, None, None, None
        self.billing = self.shipping = None
        self.lines, self.shipping_lines, self.discounts, self.transactions = [], [], [], []
        self.fulfillment_orders, self.refunds, self.fulfillments, self.returns = [], [], [], []
        self.note, self.tags, self.custom_attributes = None, [], []
        self.test = self.edited = False
        self.fees, self.duties, self.risk, self.payment_terms, self.company = (), False, None, None, None
        self.source_name, self.location, self.original_total, self.po_number = "web", None, None, None
        self.metafields, self.locale, self.confirmed, self.refund_discrepancy = {}, "en", True, money.ZERO
        self.retail_location, self.unpaid_status = None, "PENDING"

    # sums ----------------------------------------------------------------------------------
    @property
    def items(self):
        return [line for line in self.lines if line.kind != "tip"]

    @property
    def subtotal(self):
        return money.total([line.net for line in self.lines if line.kind != "tip"])

    @property
    def current_subtotal(self):
        return money.total([line.current_net for line in self.lines if line.kind != "tip"])

    @property
    def tips(self):
        return money.total([line.net for line in self.lines if line.kind == "tip"])

    @property
    def current_tips(self):
        return money.total([line.current_net for line in self.lines if line.kind == "tip"])

    @property
    def shipping_price(self):
        """Before discounts and refunds."""
        return money.total([s.price for s in self.shipping_lines if not s.removed])

    @property
    def shipping_net(self):
        return money.total([s.net for s in self.shipping_lines if not s.removed])

    @property
    def current_shipping(self):
        return money.subtract(self.shipping_net, money.total([s.refunded for s in self.shipping_lines if not s.removed]))

    def _extra_taxes(self):
        taxes = [t.price for line in self.lines for duty in line.duties for t in duty.tax_lines]
        return taxes + [t.price for fee in self.fees for t in fee.tax_lines]

    @property
    def tax(self):
        taxes = [line.tax for line in self.lines] + [s.tax for s in self.shipping_lines if not s.removed]
        return money.total(taxes + self._extra_taxes())

    @property
    def current_tax(self):
        taxes = [line.current_tax for line in self.lines]
        taxes += [money.subtract(s.tax, s.refunded_tax) for s in self.shipping_lines if not s.removed]
        return money.total(taxes + self._extra_taxes())

    @property
    def duty(self):
        return money.total([d.price for line in self.lines for d in line.duties])

    @property
    def current_duty(self):
        return money.subtract(self.duty, money.total([r.duty for r in self.refunds]))

    @property
    def fee(self):
        return money.total([f.price for f in self.fees])

    @property
    def discount(self):
        return money.total([line.discount for line in self.lines] + [s.discount for s in self.shipping_lines if not s.removed])

    @property
    def current_discount(self):
        parts = []
        for line in self.lines:
            parts.append(money.subtract(line.discount, line.share(line.discount, line.gone)))
        return money.total(parts + [s.discount for s in self.shipping_lines if not s.removed])

    @property
    def total(self):
        """subtotal + shipping + tax (unless included) + duties + fees + tips."""
        parts = [self.subtotal, self.shipping_net, self.duty, self.fee, self.tips]
        if not self.taxes_included:
            parts.append(self.tax)
        return money.total(parts)

    @property
    def current_total(self):
        parts = [self.current_subtotal, self.current_shipping, self.current_duty, self.fee, self.current_tips]
        if not self.taxes_included:
            parts.append(self.current_tax)
        return money.total(parts)

    @property
    def received(self):
        return money.total([t.amount for t in self.transactions if t.status == "SUCCESS" and t.kind in ("SALE", "CAPTURE")])

    @property
    def refunded(self):
        return money.total([t.amount for t in self.transactions if t.status == "SUCCESS" and t.kind == "REFUND"])

    @property
    def net_payment(self):
        return money.subtract(self.received, self.refunded)

    @property
    def payment_rounding(self):
        return money.total([t.rounding for t in self.transactions if t.kind != "REFUND" and t.status == "SUCCESS"])

    @property
    def refund_rounding(self):
        return money.total([t.rounding for t in self.transactions if t.kind == "REFUND" and t.status == "SUCCESS"])

    @property
    def capturable(self):
        """Authorized and not captured yet."""
        if self.cancelled_at:
            return money.ZERO
        left = money.ZERO
        for one in self.transactions:
            if one.kind != "AUTHORIZATION" or one.status != "SUCCESS":
                continue
            children = [t for t in self.transactions if t.parent is one and t.status == "SUCCESS"]
            if not any(t.kind == "VOID" for t in children):
                left = money.add(left, money.subtract(one.amount, money.total([t.amount for t in children if t.kind == "CAPTURE"])))
        return left

    @property
    def due(self):
        """What is still to be paid, whether it is authorized or not; negative when the customer gets money back."""
        due = money.add(self.current_total, self.refund_discrepancy)
        due = money.add(due, money.subtract(self.payment_rounding, self.refund_rounding))
        return money.subtract(due, self.net_payment)

    @property
    def outstanding(self):
        """What no transaction covers yet: an authorization counts as transacted (recorded)."""
        return money.subtract(self.due, self.capturable)

    # words ---------------------------------------------------------------------------------
    @property
    def name(self):
        return f"#{self.order_number}"

    @property
    def financial_status(self):
        refunded, received = self.refunded[0], self.received[0]
        if refunded and refunded >= received:
            return "REFUNDED"
        if refunded:
            return "PARTIALLY_REFUNDED"
        if self.capturable[0]:
            return "AUTHORIZED"
        if any(t.kind == "VOID" and t.status == "SUCCESS" for t in self.transactions):
            return "VOIDED"
        if self.due[0] <= 0:
            return "PAID"
        return "PARTIALLY_PAID" if received else self.unpaid_status

    @property
    def fulfillment_status(self):
        goods = [line for line in self.lines if line.kind != "tip"]
        fulfilled = any(line.fulfilled for line in goods)
        if fulfilled:
            return "PARTIALLY_FULFILLED" if any(line.unfulfilled_quantity for line in goods) else "FULFILLED"
        statuses = {f.status for f in self.fulfillment_orders}
        for status in ("ON_HOLD", "SCHEDULED", "IN_PROGRESS"):
            if status in statuses:
                return status
        return "UNFULFILLED"

    @property
    def return_status(self):
        statuses = {r.status for r in self.returns}
        if "REQUESTED" in statuses:
            return "RETURN_REQUESTED"
        if "OPEN" in statuses:
            return "IN_PROGRESS"
        return "RETURNED" if "CLOSED" in statuses else "NO_RETURN"

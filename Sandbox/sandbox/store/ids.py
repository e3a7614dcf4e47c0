"""Numbers for new records: one counter a type, each beginning far from the others."""

_BASE = {
    "Order": 5_000_000_000,
    "LineItem": 14_000_000_000,
    "Product": 8_000_000_000,
    "ProductVariant": 44_000_000_000,
    "InventoryItem": 46_000_000_000,
    "Customer": 7_000_000_000,
    "Location": 68_000_000,
    "FulfillmentOrder": 6_500_000_000,
    "FulfillmentOrderLineItem": 15_500_000_000,
    "Fulfillment": 4_700_000_000,
    "OrderTransaction": 6_100_000_000,
    "Refund": 900_000_000,
    "Return": 3_000_000,
}


class Numbers:
    """`next(type)` gives the type's next number."""

    def __init__(self):
        self.last = {}

    def next(self, type_name):
        number = self.last.get(type_name, _BASE.get(type_name, 1_000_000_000)) + 1
        self.last[type_name] = number
        return number

    def reserve(self, type_name, number):
        """Keeps later numbers above one that came from outside."""
        if number > self.last.get(type_name, 0) and number < 10**13:
            self.last[type_name] = max(number, self.last.get(type_name, _BASE.get(type_name, 1_000_000_000)))

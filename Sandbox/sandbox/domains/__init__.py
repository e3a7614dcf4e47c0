"""The fields of each domain; importing this package registers them all."""

from . import (catalog, discounts, fulfillment, inventory, nodes, orders, order_mutations, parties, refunds, shop,  # noqa: F401
               transactions)

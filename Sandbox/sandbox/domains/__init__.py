"""The fields of each domain; importing this package registers them all."""

from . import bulk, catalog, customer_mutations, discounts  # noqa: F401
from . import fulfillment, fulfillment_mutations, inventory, inventory_mutations  # noqa: F401
from . import media, metafields, nodes, order_create, order_lines, order_mutations, orders  # noqa: F401
from . import parties, payment_mutations, payouts, product_mutations, product_set, publications  # noqa: F401
from . import refunds, return_mutations, shop, transactions, translations, webhooks  # noqa: F401

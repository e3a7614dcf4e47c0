"""The fields of each domain; importing this package registers them all."""

from . import (bulk, catalog, customer_mutations, discounts, fulfillment, fulfillment_mutations, inventory, inventory_mutations, media, metafields, nodes,  # noqa: F401
               orders, order_create, order_mutations, parties, payment_mutations, product_mutations, product_set, publications, refunds, return_mutations,
               shop, transactions, payouts, webhooks)

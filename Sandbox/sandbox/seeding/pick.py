"""Picks records of a shop by its random numbers."""


def variants(shop, count):
    known = shop.variant_list()
    return [known[shop.random.randrange(len(known))] for _ in range(count)]


def customer(shop):
    known = shop.customer_list()
    return known[shop.random.randrange(len(known))] if known else None


def addresses_of(shop, order, buyer):
    order.customer, order.email, order.phone = buyer, buyer.email, buyer.phone
    order.billing = order.shipping = buyer.default_address

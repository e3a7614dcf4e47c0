"""Orders with everything an order carries."""


def build_everything(shop, created, lines, index):
    raise ValueError("The mix 'everything' is not there yet.")

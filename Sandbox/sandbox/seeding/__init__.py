"""Seeds shops: locations, products, customers, orders; the same seed gives the same shop."""

"""What happens in a shop: orders are built, paid, edited, cancelled, refunded, shipped."""

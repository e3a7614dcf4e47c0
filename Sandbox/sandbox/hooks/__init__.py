"""Webhooks: subscriptions, what is sent, and how it arrives (or does not)."""

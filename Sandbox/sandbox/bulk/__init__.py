"""Bulk operations: rules, running, and the JSONL they leave."""

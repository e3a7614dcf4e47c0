"""The store in memory: records by number, indexes by sort key, search."""

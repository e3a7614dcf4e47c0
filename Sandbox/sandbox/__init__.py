"""A local Shopify: executes Admin GraphQL requests against the official schema, over a store in memory."""

"""GraphQL: parsing, validation in Shopify's words, compiled execution, and the cost model."""

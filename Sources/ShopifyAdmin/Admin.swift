/// The operations, records, enumerations and inputs of the Admin API that this library uses. Generated from `Documents/*.graphql`.
public enum Admin {}

// Whoever uses the ledger uses the value types of its protocol: they come along.
@_exported public import BackOffice

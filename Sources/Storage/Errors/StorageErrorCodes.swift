extension StorageError.Code {
    // Addresses and connections
    /// The address is none of the known forms.
    public static let invalidAddress = Self(rawValue: "invalidAddress")
    /// The database cannot be reached or opened.
    public static let connectionFailed = Self(rawValue: "connectionFailed")
    /// The connection broke while it was in use: whether the transaction was committed is not known.
    public static let connectionLost = Self(rawValue: "connectionLost")
    /// The folder of the database's file does not exist.
    public static let folderMissing = Self(rawValue: "folderMissing")
    /// The file is something else than a SQLite database.
    public static let notADatabase = Self(rawValue: "notADatabase")
    /// The database or the transaction does not allow writing.
    public static let readOnly = Self(rawValue: "readOnly")
    /// The database was closed.
    public static let closed = Self(rawValue: "closed")
    /// The disk is full or cannot be written.
    public static let disk = Self(rawValue: "disk")
    /// The file is damaged.
    public static let damaged = Self(rawValue: "damaged")

    // Constraints
    /// Another row has the same key.
    public static let uniqueViolation = Self(rawValue: "uniqueViolation")
    /// The row refers to one that does not exist, or is referred to.
    public static let foreignKeyViolation = Self(rawValue: "foreignKeyViolation")
    /// A column that must hold a value holds none.
    public static let notNullViolation = Self(rawValue: "notNullViolation")
    /// A check of the table refuses the row.
    public static let checkViolation = Self(rawValue: "checkViolation")

    // Statements
    /// Somebody else held the lock for longer than the configured wait.
    public static let busy = Self(rawValue: "busy")
    /// The statement ran longer than the configured limit.
    public static let timeout = Self(rawValue: "timeout")
    /// Transactions that ran at the same time could not be put into an order, also not after retries.
    public static let serializationFailure = Self(rawValue: "serializationFailure")
    /// The statement is wrong, or names a table or column that does not exist.
    public static let statement = Self(rawValue: "statement")
    /// A value that a database cannot keep: text with a NUL character, a number that is not a number.
    public static let invalidValue = Self(rawValue: "invalidValue")
    /// A row does not have the shape that the program expects.
    public static let decoding = Self(rawValue: "decoding")
    /// A statement failed before, outside of a ``Transaction/savepoint(_:)``: nothing of the transaction can be committed.
    public static let transactionFailed = Self(rawValue: "transactionFailed")
    /// The transaction was used after its body had returned.
    public static let transactionEnded = Self(rawValue: "transactionEnded")

    // Migrations
    /// The database was migrated by a newer version of the program.
    public static let databaseFromNewerVersion = Self(rawValue: "databaseFromNewerVersion")
    /// A migration was changed after it had been applied.
    public static let checksumMismatch = Self(rawValue: "checksumMismatch")
    /// The applied migrations stand in another order than the program's.
    public static let migrationOrder = Self(rawValue: "migrationOrder")
    /// The database was not migrated yet.
    public static let notMigrated = Self(rawValue: "notMigrated")

    // Upkeep
    /// The target of a move or restore holds something already.
    public static let notEmpty = Self(rawValue: "notEmpty")
    /// The engine does not offer this.
    public static let unsupported = Self(rawValue: "unsupported")
    /// The copy differs from its source.
    public static let copyMismatch = Self(rawValue: "copyMismatch")
}

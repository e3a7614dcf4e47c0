import HTTPTypes

extension HTTPField.Name {
    /// A header's name that is written in the code; one that is no name traps.
    static func known(_ name: String) -> Self {
        guard let field = Self(name) else { preconditionFailure("“\(name)” is no name of a header") }
        return field
    }
}

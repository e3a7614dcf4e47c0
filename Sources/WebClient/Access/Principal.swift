/// Who makes a request.
public struct Principal: Sendable, Equatable {
    /// How the request proved who it is; a session also needs a CSRF token for writes, a bearer token does not.
    public enum Proof: String, Sendable { case token, session }

    /// The token's or the user's name: what the audit trail and an entry's owner show.
    public let name: String
    public let role: Role
    public let proof: Proof

    public init(name: String, role: Role, proof: Proof) {
        self.name = name
        self.role = role
        self.proof = proof
    }
}

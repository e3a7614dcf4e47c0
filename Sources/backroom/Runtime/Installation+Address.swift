import Foundation

extension Installation {
    /// Where browsers find the pages: the public address, or this machine's.
    ///
    /// - Parameter port: the port that was bound, where the configured one is 0.
    func address(port: Int? = nil) -> String {
        if let address = settings.publicURL?.absoluteString { return address }
        return Self.address(host: settings.host, port: port ?? settings.port, isTLS: settings.tls != nil)
    }

    /// The host as a browser on this machine writes it: all addresses are no address.
    static func address(host: String, port: Int, isTLS: Bool) -> String {
        let name =
            switch host {
            case "0.0.0.0", "::": "localhost"
            case _ where host.contains(":"): "[\(host)]"
            default: host
            }
        return "\(isTLS ? "https" : "http")://\(name):\(port)"
    }
}

public import Foundation
import NIOSSL

/// A certificate with its chain, and its private key, both PEM files. They are read at the start: a renewed certificate counts after a
/// restart.
public struct TLSFiles: Sendable, Equatable {
    public let certificate: String
    public let key: String

    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// What the server speaks: TLS 1.2 and 1.3.
    ///
    /// - Throws: `Failure` that names the file: it cannot be read, is no PEM, or the key is not the certificate's.
    func configuration() throws -> TLSConfiguration {
        let chain = try read()
        let privateKey: NIOSSLPrivateKey
        do {
            privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
        } catch {
            throw Failure(.wrongUse, code: "tls_key", "\(key) cannot be read as a private key in PEM (tlsKey).")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(privateKey)
        )
        configuration.minimumTLSVersion = .tlsv12
        do {
            // Made once for the check: whether the two belong together shows only here.
            _ = try NIOSSLContext(configuration: configuration)
        } catch {
            throw Failure(
                .wrongUse,
                code: "tls_key",
                "The key \(key) does not belong to the certificate \(certificate) (tlsCertificate, tlsKey)."
            )
        }
        return configuration
    }

    /// When the certificate ends.
    ///
    /// - Throws: `Failure` as when the server starts.
    public func expiry() throws -> Date {
        _ = try configuration()
        let ends = try read().first?.notValidAfter ?? 0
        return Date(timeIntervalSince1970: TimeInterval(ends))
    }

    private func read() throws -> [NIOSSLCertificate] {
        let chain = try? NIOSSLCertificate.fromPEMFile(certificate)
        guard let chain, !chain.isEmpty else {
            throw Failure(.wrongUse, code: "tls_certificate", "\(certificate) cannot be read as certificates in PEM (tlsCertificate).")
        }
        return chain
    }
}

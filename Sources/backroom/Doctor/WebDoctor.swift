import Foundation
import WebClient

/// Looks at how the installation is reached from outside: TLS, and whether Shopify can send webhooks.
struct WebDoctor: Sendable {
    let settings: Settings

    func findings(now: Date = .now) -> [Finding] {
        [webhooks()] + (settings.tls.map { [certificate($0, now)] } ?? [])
    }

    private func webhooks() -> Finding {
        guard let address = settings.publicURL else {
            return .ok("webhooks", "No public address is configured (publicUrl): everything works by polling, as the schedules say.")
        }
        guard address.scheme == "https" else {
            return .warning(
                "webhooks",
                "\(address) is not https, which Shopify demands: everything works by polling, as the schedules say.",
                mend: "Set publicUrl to an https address that leads here, or take it away."
            )
        }
        return .ok("webhooks", "Shopify is told to send what changes to \(address); each shop's test says how many topics it does.")
    }

    private func certificate(_ files: TLSFiles, _ now: Date) -> Finding {
        do {
            let end = try files.expiry()
            let days = Int((end.timeIntervalSince(now) / 86_400).rounded(.down))
            let sentence = "The certificate \(files.certificate) ends on \(end.formatted(.iso8601.year().month().day()))."
            if days < 0 { return .failed("tls", sentence, mend: "Renew it and start the server again.") }
            return days < 14 ? .warning("tls", sentence, mend: "Renew it and start the server again.") : .ok("tls", sentence)
        } catch {
            return .failed("tls", Failure(classifying: error).message, mend: "Give a certificate with its chain and its key as PEM files.")
        }
    }
}

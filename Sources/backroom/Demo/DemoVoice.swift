import Foundation

/// What the demo says: plain sentences on standard output, each with the time.
struct DemoVoice: Sendable {
    private let start = ContinuousClock.now

    func say(_ sentence: String) {
        let elapsed = Int(start.duration(to: .now) / .seconds(1))
        Terminal.out(String(format: "%02d:%02d  ", elapsed / 60, elapsed % 60) + sentence)
    }

    /// Where to look and what to try, once everything runs.
    func welcome(address: String, link: String, database: String, token: String) {
        Terminal.out(
            """

              Backroom runs. Open this in a browser (it signs you in, once):

                \(address)\(link)

              Or look around in another terminal:

                export BACKROOM_DATABASE=\(database)
                backroom jobs list                 what the queue does
                backroom jobs watch                follow it live
                backroom orders list --limit 10    orders of the shop
                backroom ledger sales-orders list --limit 10
                backroom sync sync-orders --shop DEMO --background --wait

              The API:  curl -H 'Authorization: Bearer \(token)' \(address)/api/v1/job-queue/entries
              Ctrl-C ends everything.

            """
        )
    }
}

import ArgumentParser
import BackOffice
import Foundation
import Ledger

struct LedgerInventory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inventory",
        abstract: "Stock by item and location.",
        subcommands: [List.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show stock.",
            discussion: "Example:\n  backroom ledger inventory list --location MAIN"
        )
        @OptionGroup var common: CommonOptions
        @Option(help: "Only this item's.") var item = ""
        @Option(help: "Only this location's.") var location = ""
        @Option(help: "At most this many.") var limit: Int?

        func run() async throws {
            try await Installation.use(common) { installation in
                let filter = InventoryFilter(itemNo: item, location: location)
                let lines = try await LedgerCommand.collect(limit) { try await installation.ledger.inventory(filter, page: $0) }
                try common.output.list(lines, LedgerStock.table)
            }
        }
    }
}

/// Stock in a table.
enum LedgerStock {
    static func table(_ lines: [InventoryLine]) -> Table {
        let rows = lines.map { [$0.itemNo, $0.variantCode, $0.locationCode, "\($0.quantity)", "\($0.reserved)", "\($0.outstanding)"] }
        let columns: [Table.Column] = [
            .text("Item"), .text("Variant"), .text("Location"), .figure("On hand"), .figure("Reserved"), .figure("Outstanding"),
        ]
        return Table(columns, rows, empty: "There is no stock. Count some in: backroom ledger adjust ITEM_NO --location CODE --to QUANTITY")
    }
}

struct LedgerAdjust: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "adjust",
        abstract: "Correct what is on hand, by a difference or to a count.",
        discussion: "Example:\n  backroom ledger adjust 1000 --location MAIN --by -2"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The item's number.") var item: String
    @Option(help: "The variant's code.") var variant = ""
    @Option(help: "The location's code.") var location: String
    @Option(parsing: .unconditional, help: "The difference, such as 5 or -2.") var by: QuantityArgument?
    @Option(parsing: .unconditional, help: "The quantity that was counted.") var to: QuantityArgument?

    func validate() throws {
        guard (by == nil) != (to == nil) else { throw ValidationError("Give either --by or --to.") }
    }

    var target: String { item }

    func change(_ installation: Installation) async throws {
        let adjustment = by.map { StockAdjustment.by($0.value) } ?? StockAdjustment.to(to?.value ?? 0)
        let line = try await installation.ledger.adjust(itemNo: item, variantCode: variant, location: location, adjustment)
        try common.output.one(line) { LedgerStock.table([$0]).text }
    }
}

struct LedgerPicture: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "picture",
        abstract: "Set or remove the picture of an item or variant.",
        discussion: "Example:\n  backroom ledger picture 1000 mug.jpg"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The item's number.") var item: String
    @Argument(help: "A JPEG, PNG, GIF or WebP file.") var file: String?
    @Option(help: "The variant's code.") var variant = ""
    @Flag(help: "Remove the picture.") var remove = false

    func validate() throws {
        guard (file == nil) == remove else { throw ValidationError("Give a file, or --remove.") }
    }

    var target: String { item }

    func change(_ installation: Installation) async throws {
        guard let file else {
            let wasThere = try await installation.ledger.removePicture(itemNo: item, variantCode: variant)
            return try common.output.done(["removed": wasThere], wasThere ? "The picture is removed." : "There was no picture.")
        }
        guard let content = FileManager.default.contents(atPath: file) else { throw CommandResult(.failed, "\(file) cannot be read.") }
        let picture = try await installation.ledger.setPicture(itemNo: item, variantCode: variant, content: content)
        try common.output.done(picture, "\(picture.contentType), \(Words.bytes(Int64(picture.size)))")
    }
}

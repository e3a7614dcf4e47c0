import BackOffice
import Connector
import Foundation
import Ledger

/// Fills pickers with what fits, and reads what was picked.
struct Picker: Sendable {
    let ledger: Ledger
    let call: PageCall
    private static let options = 6

    /// What a person picked: a number, and for items the variant's code.
    struct Choice: Equatable {
        let no: String
        let variant: String
    }

    /// - Parameter words: what is searched for until the person says otherwise.
    func item(_ index: Int, title: String, words: [String], record: String, problem: MappingProblem? = nil, error: String? = nil)
        async throws -> PickerView
    {
        let typed = call.query.value("q\(index)")
        var found: [PickerView.Option] = []
        var searched = typed ?? ""
        for attempt in typed.map({ [$0] }) ?? words where found.isEmpty && !attempt.isEmpty {
            searched = attempt
            let items = try await ledger.items(ItemFilter(search: attempt, blocked: false), page: PageRequest(limit: Self.options)).records
            found = items.flatMap { options($0, index) }
        }
        return view(index, kind: "item", title, record, problem, error, searched, Array(found.prefix(Self.options * 2)))
    }

    func customer(_ index: Int, title: String, words: [String], record: String, problem: MappingProblem? = nil, error: String? = nil)
        async throws -> PickerView
    {
        let typed = call.query.value("q\(index)")
        var found: [PickerView.Option] = []
        var searched = typed ?? ""
        for attempt in typed.map({ [$0] }) ?? words where found.isEmpty && !attempt.isEmpty {
            searched = attempt
            let page = try await ledger.customers(CustomerFilter(search: attempt, blocked: false), page: PageRequest(limit: Self.options))
            found = page.records.map { customer in
                option(
                    customer.no,
                    "",
                    customer.name,
                    [customer.email, customer.city].filter { !$0.isEmpty }.joined(separator: " · "),
                    index
                )
            }
        }
        return view(index, kind: "customer", title, record, problem, error, searched, found)
    }

    /// What was picked or typed; what was typed wins. Nil when neither.
    func choice(_ index: Int) -> Choice? {
        let typed = call.field("no\(index)")
        let text = typed.isEmpty ? call.field("pick\(index)") : typed
        guard !text.isEmpty else { return nil }
        // A number and a variant's code, with a slash between: as people write them.
        let parts = text.split(separator: "/", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        return Choice(no: parts.first ?? "", variant: parts.count > 1 ? parts[1] : "")
    }

    private func options(_ item: Item, _ index: Int) -> [PickerView.Option] {
        guard !item.variants.isEmpty else { return [option(item.no, "", item.description, item.vendor, index)] }
        return item.variants.filter { !$0.blocked }.map { variant in
            option(item.no, variant.code, item.description, variant.description, index)
        }
    }

    private func option(_ no: String, _ code: String, _ title: String, _ sub: String, _ index: Int) -> PickerView.Option {
        let value = code.isEmpty ? no : "\(no)/\(code)"
        return .init(
            pickValue: value,
            pickTitle: "\(value) · \(title)",
            pickSub: sub,
            isPicked: call.field("pick\(index)") == value
        )
    }

    private func view(
        _ index: Int,
        kind: String,
        _ title: String,
        _ record: String,
        _ problem: MappingProblem?,
        _ error: String?,
        _ searched: String,
        _ options: [PickerView.Option]
    ) -> PickerView {
        let t = call.speech
        let isItem = kind == "item"
        return PickerView(
            pickerIndex: index,
            pickerTitle: title,
            pickerReason: problem?.reason,
            pickerMend: problem?.mend,
            pickerKind: kind,
            pickerRecord: record,
            searchLabel: isItem ? t(.findItem) : t(.findCustomer),
            searchValue: searched,
            searchButton: t(.find),
            options: options.count == 1 && call.form.isEmpty ? options.map(\.picked) : options,
            noOptions: options.isEmpty ? t(.nothingFound) : nil,
            numberLabel: isItem ? t(.itemNumber) : t(.customerNumber),
            numberValue: call.field("no\(index)"),
            numberHelp: isItem ? t(.itemNumberHelp) : t(.customerNumberHelp),
            pickerError: error
        )
    }
}

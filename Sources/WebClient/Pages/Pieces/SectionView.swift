/// A FastTab: a titled group that folds and shows its main values when folded.
struct SectionView {
    struct Pair {
        let pairLabel: String
        let cells: [CellView]

        init(_ label: String, _ cell: CellView) {
            pairLabel = label.prefix(1).uppercased() + label.dropFirst()
            cells = [cell]
        }
    }

    struct Figure {
        let figure: String
        let figureWord: String
        let isFirst: Bool
        let isLast: Bool

        /// A row of figures, marked at its ends.
        static func row(_ figures: [(String, String)]) -> [Figure] {
            figures.enumerated().map { Figure(figure: $1.0, figureWord: $1.1, isFirst: $0 == 0, isLast: $0 == figures.count - 1) }
        }
    }

    struct Form {
        let formAction: String
        let formButton: String
        let fields: [FieldView]
        let hasFields: Bool

        init(formAction: String, formButton: String, fields: [FieldView]) {
            self.formAction = formAction
            self.formButton = formButton
            self.fields = fields
            hasFields = !fields.isEmpty
        }
    }

    struct Slot {
        let when: String
        let note: String?
    }

    struct Check {
        let checkName: String
        let checkText: String
        let checkIcon: String
        let checkClass: String
    }

    struct LogLine {
        let level: String
        let lineAt: String
        let lineTime: String
        let lineText: String
    }

    let sectionTitle: String
    let sectionId: String
    var isOpen = true
    var summaries: [String] = []
    var figures: [Figure] = []
    var sectionForm: Form?
    var hasPairs = false
    var pairs: [Pair] = []
    var slotList = false
    var slots: [Slot] = []
    var slotNotes: [String] = []
    /// A text to copy whole.
    var copyBox: String?
    /// An SVG drawing.
    var sectionChart: String?
    var sectionTable: TableView?
    var checkList = false
    var checks: [Check] = []
    var logBox = false
    var logLines: [LogLine] = []
    var logEmpty = ""
}

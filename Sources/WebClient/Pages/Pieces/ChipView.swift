/// A status as a chip: never colour alone, always an icon and a word.
struct ChipView: Sendable {
    /// The colour: success, running, attention, failure or plain.
    let kind: String
    let icon: String?
    let word: String
}

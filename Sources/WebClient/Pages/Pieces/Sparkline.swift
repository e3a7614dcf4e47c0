/// A row of bars as SVG: the shape of some weeks at a glance. Each bar has its figure as title; the whole has a label for readers.
struct Sparkline {
    private let bars: [(value: Double, isBad: Bool, title: String)]
    private let label: String
    private static let width = 600.0
    private static let height = 44.0

    init(_ bars: [(value: Double, isBad: Bool, title: String)], label: String) {
        self.bars = bars
        self.label = label
    }

    var svg: String {
        let top = bars.map(\.value).max() ?? 0
        let step = Self.width / Double(max(bars.count, 1))
        let parts = bars.enumerated().map { index, bar -> String in
            // What is not zero is seen, however small.
            let height = top == 0 || bar.value == 0 ? 1 : max(2, (bar.value / top * (Self.height - 2)).rounded())
            let x = (Double(index) * step * 10).rounded() / 10
            let kind = bar.value == 0 ? " class=\"none\"" : bar.isBad ? " class=\"bad\"" : ""
            return
                "<rect\(kind) x=\"\(x)\" y=\"\(Self.height - height)\" width=\"\(max(1, (step * 0.72 * 10).rounded() / 10))\" height=\"\(height)\" rx=\"1\"><title>\(Timeline.escape(bar.title))</title></rect>"
        }
        return
            "<svg class=\"spark\" viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"\(Timeline.escape(label))\">\(parts.joined())</svg>"
    }
}

extension String {
    /// The text itself where it fits, else its first words with an ellipsis: no word ends in its middle, unless it alone is too long.
    func shortened(to limit: Int) -> String {
        guard count > limit else { return self }
        let head = prefix(limit)
        let endsWithAWord = self[head.endIndex].isWhitespace
        let end = endsWithAWord ? head.endIndex : head.lastIndex(where: \.isWhitespace) ?? head.endIndex
        return head[..<end].trimmingSuffix { $0.isWhitespace || $0.isPunctuation } + " …"
    }
}

extension Substring {
    fileprivate func trimmingSuffix(_ isTrimmed: (Character) -> Bool) -> Substring {
        var text = self
        while let last = text.last, isTrimmed(last) { text.removeLast() }
        return text
    }
}

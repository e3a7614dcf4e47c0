import Foundation

/// What is known about where the output goes.
enum Terminal {
    /// Whether standard error is a terminal that a person looks at: progress and colour go there or nowhere.
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb" }

    /// Whether colour is wanted on standard error (https://no-color.org).
    static var hasColour: Bool { errorIsTerminal && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty }

    /// Columns of the terminal; 80 where there is none.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes to standard output.
    static func out(_ text: String) {
        FileHandle.standardOutput.write(Data((harmless(text) + "\n").utf8))
    }

    /// Writes to standard error: messages, progress, errors.
    static func say(_ text: String) {
        FileHandle.standardError.write(Data((harmless(text) + "\n").utf8))
    }

    /// The text without what a terminal would obey: a shop's names and messages may carry escape sequences, or turn the order of what is read.
    static func harmless(_ text: String) -> String {
        let isHarmless = { (scalar: Unicode.Scalar) in
            scalar == "\n" || scalar == "\t"
                || scalar.properties.generalCategory != .control && !(0x202A...0x202E).contains(scalar.value)
                    && !(0x2066...0x2069).contains(scalar.value)
        }
        guard !text.unicodeScalars.allSatisfy(isHarmless) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isHarmless($0) ? $0 : " " }))
    }
}

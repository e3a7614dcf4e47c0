import CLibPQ

/// The values of one statement as libpq takes them: text, except for bytes.
struct PostgresParameters {
    private(set) var types: [Oid] = []
    /// Where each value begins in the buffer, `nil` for null.
    private var starts: [Int?] = []
    private var lengths: [CInt] = []
    private var formats: [CInt] = []
    private var buffer: [UInt8] = []

    init() {}

    init(_ parameters: [RenderedStatement.Parameter]) {
        for parameter in parameters {
            switch parameter {
            case .value(let value, let type): append(value, PostgresText.oid(type))
            case .array(let values, let type): appendArray(values, PostgresText.arrayOID(type))
            }
        }
    }

    mutating func append(_ value: DatabaseValue, _ type: Oid) {
        let start = buffer.count
        switch value {
        case .null:
            finish(nil, type)
            return
        case .integer(let integer): buffer.append(contentsOf: String(integer).utf8)
        case .double(let double): buffer.append(contentsOf: "\(double)".utf8)
        case .text(let text): buffer.append(contentsOf: text.utf8)
        case .bytes(let bytes):
            buffer.append(contentsOf: bytes)
            finish(start, type, isBinary: true)
            return
        }
        finish(start, type)
    }

    mutating func appendArray(_ values: some Sequence<DatabaseValue>, _ type: Oid) {
        let start = buffer.count
        PostgresText.array(values, into: &buffer)
        finish(start, type)
    }

    private mutating func finish(_ start: Int?, _ type: Oid, isBinary: Bool = false) {
        types.append(type)
        starts.append(start)
        lengths.append(CInt(buffer.count - (start ?? buffer.count)))
        formats.append(isBinary ? 1 : 0)
        // libpq finds the end of a text by its NUL.
        if start != nil { buffer.append(0) }
    }

    func withPointers<T>(
        _ body: (_ count: CInt, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<CInt>?, UnsafePointer<CInt>?) -> T
    ) -> T {
        buffer.withUnsafeBytes { bytes in
            let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = starts.map { start in start.flatMap { offset in base.map { $0 + offset } } }
            return pointers.withUnsafeBufferPointer { values in
                body(CInt(pointers.count), values.baseAddress, lengths, formats)
            }
        }
    }
}

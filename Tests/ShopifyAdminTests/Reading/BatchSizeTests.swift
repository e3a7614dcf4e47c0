import ShopifyAdmin
import Testing

@Suite struct BatchSizeTests {
    @Test func aPageOfIdsIsCutIntoEqualBatches() {
        let size = BatchSize()
        #expect(size.nextBatch(of: 250) == 125)
        #expect(size.nextBatch(of: 125) == 125)
        #expect(size.nextBatch(of: 126) == 63)
        #expect(size.nextBatch(of: 3) == 3)
    }

    @Test func itHalvesAndGrowsSlowlyToTheLimit() {
        var size = BatchSize(start: 100)
        size.shrink(from: 100)
        #expect(size.current == 50)
        size.succeeded(50)
        #expect(size.current == 50)
        size.succeeded(50)
        #expect(size.current == 62)
        for _ in 0..<200 { size.succeeded(size.current) }
        #expect(size.current == 250)
    }

    @Test func itStaysBelowWhatFailedForAWhile() {
        var size = BatchSize(start: 100)
        size.shrink(from: 100)
        for _ in 0..<15 { size.succeeded(size.current) }
        #expect(size.current == 99)
    }

    @Test func itNeverFallsBelowOne() {
        var size = BatchSize(start: 2)
        size.shrink(from: 2)
        size.shrink(from: 1)
        #expect(size.current == 1)
        #expect(!size.canShrink)
    }

    @Test func aSmallBatchProvesNothing() {
        var size = BatchSize(start: 100)
        for _ in 0..<10 { size.succeeded(20) }
        #expect(size.current == 100)
    }
}

import Testing

@testable import Connector

@Suite struct ShopPausesTests {
    @Test func pausesDoubleUntilARunComesThrough() {
        let pauses = ShopPauses()
        #expect(pauses.left(of: "DEMO", now: .seconds(0)) == nil)
        #expect(pauses.throttled("DEMO", now: .seconds(0)) == .seconds(60))
        #expect(pauses.left(of: "DEMO", now: .seconds(10)) == .seconds(50))
        #expect(pauses.left(of: "OTHER", now: .seconds(10)) == nil)
        // Runs that began before the pause end within it.
        #expect(pauses.throttled("DEMO", now: .seconds(20)) == .seconds(40))
        #expect(pauses.left(of: "DEMO", now: .seconds(60)) == nil)
        #expect(pauses.throttled("DEMO", now: .seconds(70)) == .seconds(120))
        pauses.worked("DEMO")
        #expect(pauses.left(of: "DEMO", now: .seconds(71)) == nil)
        #expect(pauses.throttled("DEMO", now: .seconds(80)) == .seconds(60))
    }

    @Test func noPauseIsLongerThanAQuarterOfAnHour() {
        let pauses = ShopPauses()
        var now = Duration.zero
        for _ in 1...8 { now += pauses.throttled("DEMO", now: now) }
        #expect(pauses.throttled("DEMO", now: now) == .seconds(900))
    }
}

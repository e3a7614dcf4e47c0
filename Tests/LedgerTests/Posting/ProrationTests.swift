import BackOffice
import Foundation
import Testing

@testable import Ledger

@Suite struct ProrationTests {
    /// Every amount, cut into parts by any quantities, comes to the amount again.
    @Test(arguments: 0..<200)
    func partsComeToTheWhole(_ seed: Int) {
        var random = SeededGenerator(seed: seed)
        let decimals = [0, 2, 3].randomElement(using: &random) ?? 2
        let coin = Decimal(sign: .plus, exponent: -decimals, significand: 1)
        let amount = Decimal(Int.random(in: -10_000...1_000_000, using: &random)) * coin
        let whole = Decimal(Int.random(in: 1...500, using: &random)) / [1, 10, 1000].randomElement(using: &random)!
        var invoiced: Decimal = 0
        var sum: Decimal = 0
        while invoiced < whole {
            let step = min(whole - invoiced, whole / Decimal(Int.random(in: 1...9, using: &random)))
            let part = Proration.part(of: amount, from: invoiced, to: invoiced + step, whole: whole, decimals: decimals)
            #expect(part.rounded(decimals: decimals) == part)
            #expect(abs(part - amount * step / whole) <= coin)
            sum += part
            invoiced += step
        }
        #expect(sum == amount)
    }

    @Test func keepsWholeAmountsAsTheyAre() {
        // Finer than the smallest coin, as some shops give taxes.
        let amount = decimal("0.123456")
        #expect(Proration.part(of: amount, from: 0, to: 3, whole: 3, decimals: 2) == amount)
        #expect(Proration.part(of: amount, from: 0, to: 0, whole: 3, decimals: 2) == 0)
        #expect(Proration.part(of: amount, from: 0, to: 1, whole: 0, decimals: 2) == amount)
    }
}

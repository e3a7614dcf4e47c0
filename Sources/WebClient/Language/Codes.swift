/// Codes of Shopify and the ledger in words: `PARTIALLY_PAID` is *Partially paid*. A code that nobody has put into words is made readable.
extension Speech {
    func code(_ code: String?) -> String {
        guard let code, !code.isEmpty else { return "–" }
        if language == .russian, let word = Self.russian[code.uppercased()] { return word }
        let spaced = code.reduce(into: "") { text, character in
            if character.isUppercase, let last = text.last, last.isLowercase { text += " " }
            text.append(character)
        }
        let text = spaced.replacing("_", with: " ").lowercased()
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    private static let russian: [String: String] = [
        "PAID": "Оплачен", "PARTIALLY_PAID": "Оплачен частично", "PENDING": "Ожидает оплаты", "AUTHORIZED": "Авторизован",
        "REFUNDED": "Возвращён", "PARTIALLY_REFUNDED": "Возвращён частично", "VOIDED": "Аннулирован", "EXPIRED": "Истёк",
        "UNFULFILLED": "Не отгружен", "FULFILLED": "Отгружен", "PARTIALLY_FULFILLED": "Отгружен частично", "PARTIAL": "Отгружен частично",
        "IN_PROGRESS": "Выполняется", "ON_HOLD": "Приостановлен", "SCHEDULED": "Запланирован", "IN_TRANSIT": "В пути",
        "FAILED": "Не удался", "CANCELED": "Отменён", "CANCELLED": "Отменён", "OPEN": "Открыт", "RELEASED": "Выпущен",
        "SHIPPED": "Отгружен",
        "INVOICED": "Выставлен счёт", "POSTED": "Учтён", "CLOSED": "Закрыт", "CHARGE": "Оплата", "REFUND": "Возврат",
        "ADJUSTMENT": "Корректировка", "TRANSFER": "Перевод", "DISPUTE": "Спор", "INVENTORY": "Запасы", "NONINVENTORY": "Не запасы",
        "SERVICE": "Услуга", "SALE": "Продажа", "SALERETURN": "Возврат", "PARTLYSHIPPED": "Отгружен частично",
    ]
}

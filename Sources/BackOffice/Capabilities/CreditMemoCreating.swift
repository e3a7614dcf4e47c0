/// A back office whose `createSalesDocument` takes credit memos and return orders too.
public protocol CreditMemoCreating: BackOffice {}

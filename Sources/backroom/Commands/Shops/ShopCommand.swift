import ArgumentParser

struct ShopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shop",
        abstract: "Shops: add, look at, change, test.",
        subcommands: [
            ShopAdd.self, ShopList.self, ShopShow.self, ShopSet.self, ShopTest.self, ShopEnable.self, ShopDisable.self, ShopRemove.self,
            ShopMap.self, ShopResetCursor.self, ShopRecommendSchedule.self,
        ]
    )
}

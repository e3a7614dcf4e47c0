import ArgumentParser

/// The words of the command line, and where a command stands in the tree of all commands.
enum CommandWords {
    /// The words that this process was asked with.
    @TaskLocal static var current: [String] = []

    /// Options that say how to answer or where to look, not what to do.
    private static let silent: Set = ["json", "database", "config", "log-level", "log-format"]

    /// The names of the options among the words, without their values: those may be secrets.
    static func options(in words: [String]) -> [String] {
        var names: [String] = []
        for word in words.prefix(while: { $0 != "--" }) where word.hasPrefix("--") {
            let name = String(word.dropFirst(2).prefix { $0 != "=" })
            if silent.contains(name) == false, names.contains(name) == false { names.append(name) }
        }
        return names
    }

    /// `["backroom", "shop", "set"]`.
    static func path(to command: any ParsableCommand.Type) -> [String] {
        path(to: command, below: Backroom.self) ?? [Backroom._commandName, command._commandName]
    }

    private static func path(to command: any ParsableCommand.Type, below root: any ParsableCommand.Type) -> [String]? {
        if root == command { return [root._commandName] }
        for child in root.configuration.subcommands {
            if let path = path(to: command, below: child) { return [root._commandName] + path }
        }
        return nil
    }

    /// Every command without commands below it.
    static func leaves(below root: any ParsableCommand.Type = Backroom.self) -> [any ParsableCommand.Type] {
        let children = root.configuration.subcommands
        return children.isEmpty ? [root] : children.flatMap { leaves(below: $0) }
    }
}

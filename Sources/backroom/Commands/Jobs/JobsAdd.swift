public import ArgumentParser
import Foundation
public import JobQueue

struct JobsAdd: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add an entry to the job queue.",
        discussion: """
            Without days, every or a formula it runs once.

            Example:
              backroom jobs add sync-orders --shop DEMO --days all --every 5 --zone Europe/Berlin
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Recurrence") var recurrence: RecurrenceOptions

    @Argument(help: "The task's name or number; “backroom tasks list” shows them.")
    var task: String
    @Option(help: "The shop it works for.")
    var shop: String?
    @Option(name: .customLong("param"), parsing: .upToNextOption, help: ArgumentHelp("The task's parameters.", valueName: "key=value"))
    var parameters: [KeyValue] = []
    @Option(help: "A title; the task and the shop when left out.")
    var description: String?
    @Option(help: "Entries of one category run one after another.")
    var category: String?
    @Option(help: "low, normal or high.")
    var priority: Priority = .normal
    @Option(help: ArgumentHelp("Not before this instant.", valueName: "instant"))
    var at: InstantArgument?
    @Option(help: ArgumentHelp("Not after this instant.", valueName: "instant"))
    var expires: InstantArgument?
    @Option(help: ArgumentHelp("Runs in all before it is an error, 1 to 100.", valueName: "number"))
    var maxAttempts: Int?
    @Option(help: ArgumentHelp("Seconds before the first retry.", valueName: "seconds"))
    var rerunDelay: Int?
    @Option(help: ArgumentHelp("Seconds that an attempt may take.", valueName: "seconds"))
    var timeout: Int?
    @Option(help: ArgumentHelp("After the last failed attempt: keepSchedule or stop.", valueName: "what"))
    var onFailure: OnFailure?
    @Option(help: ArgumentHelp("Minutes to sleep after a run that changed nothing.", valueName: "minutes"))
    var inactivityTimeout: Int?
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Tell a user or an address (https://…) when it has failed for good; may be repeated.", valueName: "who")
    )
    var notifyFailure: [String] = []
    @Option(parsing: .singleValue, help: ArgumentHelp("Tell a user or an address when it went well; may be repeated.", valueName: "who"))
    var notifySuccess: [String] = []
    @Option(help: "The language of its messages, en or ru.")
    var language: String?
    @Flag(help: "Show what would change, and change nothing.")
    var dryRun = false
    @Flag(help: "Make it on hold; “jobs ready” starts it.")
    var hold = false
    @Flag(help: "A new entry even when the same one waits already.")
    var force = false

    var target: String { task + (shop.map { " · \($0)" } ?? "") }
    var keys: [KeyValue] { parameters }

    func change(_ installation: Installation) async throws {
        let entry = try await installation.queue.enqueue(newEntry(installation.settings.timeZone), force: force)
        try common.output.done(entry, "\(entry.id)  \(entry.description)  \(EntryWords.status(entry))")
    }

    private func newEntry(_ zone: TimeZone) throws -> NewEntry {
        var entry = NewEntry(task: task)
        entry.shop = shop
        entry.parameters = parameters.dictionary.mapValues(JSONValue.string)
        entry.description = description
        entry.category = category
        entry.priority = priority
        entry.earliestStart = at?.date
        entry.expiration = expires?.date
        entry.recurrence = try recurrence.recurrence(defaultZone: zone)
        entry.maximumAttempts = maxAttempts ?? entry.maximumAttempts
        entry.rerunDelay = rerunDelay ?? entry.rerunDelay
        entry.timeout = timeout ?? entry.timeout
        entry.onFailure = onFailure ?? entry.onFailure
        entry.inactivityTimeout = inactivityTimeout
        if !notifyFailure.isEmpty || !notifySuccess.isEmpty { entry.notify = Notify(onFailure: notifyFailure, onSuccess: notifySuccess) }
        entry.language = language
        entry.isDryRun = dryRun
        entry.hold = hold
        entry.owner = NSUserName()
        return entry
    }
}

extension Priority: ExpressibleByArgument {
    public init?(argument: String) { self.init(name: argument) }
    public static var allValueStrings: [String] { allCases.map(\.name) }
    public var defaultValueDescription: String { name }
}

extension OnFailure: ExpressibleByArgument {}
extension EntryStatus: ExpressibleByArgument {}
extension RunStatus: ExpressibleByArgument {}

import JobQueue

/// The named shapes of the API.
enum Components {
    static let all: [String: Schema] = [queue, shops, records, ledger].reduce([:]) {
        $0.merging($1) { first, _ in first }
    }

    /// A page of a list.
    static func page(_ element: String) -> Schema {
        .object([
            .required("items", .array(.reference(element))),
            .required("next", .nullable(.text), "Pass it as `cursor`; null on the last page."),
        ])
    }

    private static let entryStatus = Schema.string(choices: EntryStatus.allCases.map(\.rawValue))
    private static let runStatus = Schema.string(choices: RunStatus.allCases.map(\.rawValue))
    private static let priority = Schema.string(choices: ["low", "normal", "high"])
    private static let onFailure = Schema.string(choices: OnFailure.allCases.map(\.rawValue))

    private static let counts = Schema.object([
        .required("read", .integer()), .required("created", .integer()), .required("updated", .integer()),
        .required("unchanged", .integer()), .required("skipped", .integer()), .required("failed", .integer()),
    ])

    /// What a person may say about an entry; the same members are in new entries, changes and answers.
    private static let entryMembers: [Schema.Member] = [
        .optional("description", .string(maximumLength: 250)),
        .optional("shop", .nullable(.string(maximumLength: 20)), "The code of a shop."),
        .optional("parameters", .map(.anything), "The task's request page; see `GET /api/v1/tasks`."),
        .optional("category", .nullable(.string(maximumLength: 10))),
        .optional("priority", priority),
        .optional("earliestStart", .nullable(.instant)),
        .optional("expiration", .nullable(.instant)),
        .optional("recurrence", .nullable(.reference("Recurrence")), "Absent: the entry runs once."),
        .optional("maximumAttempts", .integer(minimum: 1, maximum: 100)),
        .optional("rerunDelay", .integer(minimum: 0, maximum: 86_400), "Seconds before the first retry; doubled for each further one."),
        .optional("timeout", .integer(minimum: 1, maximum: 604_800), "Seconds an attempt may take."),
        .optional("onFailure", onFailure),
        .optional(
            "inactivityTimeout",
            .nullable(.integer(minimum: 1, maximum: 525_600)),
            "Minutes to sleep after a run that changed nothing."
        ),
        .optional("notify", .nullable(.reference("Notify"))),
        .optional("language", .nullable(.string(choices: ["en", "ru"])), "The language of its messages."),
    ]

    private static let queue: [String: Schema] = [
        "Recurrence": .object([
            .optional("days", .array(.text), "`mon` … `sun`, or `all`."),
            .optional("start", .nullable(.text), "`HH:MM`"),
            .optional("end", .nullable(.text), "`HH:MM`"),
            .optional("every", .nullable(.integer()), "Minutes."),
            .optional("formula", .nullable(.text), "A date formula such as `1M` or `CM+1D`."),
            .optional("zone", .nullable(.text), "An IANA name."),
            .optional("spacing", .nullable(.text), "`fixed-rate` or `after-completion`."),
            .optional("missed", .nullable(.text), "`once`, `skip` or `all:N`."),
        ]),
        "Notify": .object([
            .optional("onFailure", .array(.string(maximumLength: 2000)), "Told when it failed for good: users' names, or addresses."),
            .optional("onSuccess", .array(.string(maximumLength: 2000)), "Told when it went well."),
        ]),
        "ScheduleLine": .object([
            .required("task", .text), .required("number", .integer()), .required("title", .text),
            .required("recurrence", .reference("Recurrence")), .required("reason", .text, "Why this often."),
            .optional("entry", .nullable(.text), "The entry that does it; absent while there is none."),
            .required("isNew", .boolean, "Made just now."),
        ]),
        "NewEntry": .object(
            [.required("task", .anything, "The task's name or number.")] + entryMembers + [
                .optional("hold", .boolean, "Made on hold instead of ready."),
                .optional("isDryRun", .boolean, "Shows what would change, and changes nothing."),
            ]
        ),
        "EntryChanges": .object(entryMembers),
        "Entry": .object(
            [
                .required("id", .identifier), .required("task", .text), .required("number", .integer()), .required("status", entryStatus),
                .optional("attempts", .integer()), .optional("locks", .array(.text)),
                .optional("waitingFor", .array(.object([.required("lock", .text), .required("entry", .text)]))),
                .optional("error", .nullable(.text)), .optional("owner", .nullable(.text)), .optional("isDryRun", .boolean),
                .optional("nextStart", .nullable(.instant)), .optional("scheduledFor", .nullable(.instant)),
                .optional("created", .instant), .optional("finished", .nullable(.instant)), .optional("run", .nullable(.text)),
                .optional("node", .nullable(.text)), .optional("isCancelling", .boolean), .optional("holdsAfterRun", .boolean),
                .optional("restartsAfterRun", .boolean),
            ] + entryMembers,
            open: true
        ),
        "Run": .object(
            [
                .required("id", .identifier), .required("entry", .identifier), .required("task", .text), .required("number", .integer()),
                .required("attempt", .integer()), .required("status", runStatus), .required("started", .instant),
                .optional("shop", .nullable(.text)), .optional("scheduledFor", .nullable(.instant)),
                .optional("ended", .nullable(.instant)),
                .optional("node", .nullable(.text)), .optional("message", .nullable(.text)), .optional("error", .nullable(.text)),
                .optional("errorCode", .nullable(.text)),
                .optional("progress", .nullable(.object([.required("done", .integer()), .optional("total", .nullable(.integer()))]))),
                .required("counts", counts), .required("requests", .integer()), .required("points", .integer()),
                .required("parameters", .map(.anything)),
            ],
            open: true
        ),
        "RunWithLog": .object(
            [
                .required("run", .reference("Run")),
                .required(
                    "lines",
                    .array(
                        .object([
                            .required("number", .integer()), .required("at", .instant), .required("level", .text),
                            .required("message", .text),
                            .required("metadata", .map(.text)),
                        ])
                    )
                ),
            ]
        ),
        "Restart": .object([
            .optional("afterRun", .boolean, "When it runs now: once more after this run, instead of a refusal.")
        ]),
        "Notice": .object([
            .required("id", .identifier), .required("recipient", .text), .required("created", .instant), .required("entry", .text),
            .required("run", .text), .required("kind", .string(choices: ["failure", "success"])),
            .required("title", .text), .required("message", .text), .optional("seen", .nullable(.instant)),
        ]),
        "Webhook": .object([
            .required("id", .identifier), .required("url", .text), .required("event", .text), .required("entry", .text),
            .required("run", .text), .required("created", .instant), .required("attempts", .integer()),
            .required("status", .string(choices: Webhook.Status.allCases.map(\.rawValue))),
            .optional("nextTry", .nullable(.instant)), .optional("error", .nullable(.text)),
        ]),
        "Category": .object(
            [
                .required("code", .string(maximumLength: 10)), .optional("description", .string(maximumLength: 250)),
                .optional("width", .integer(minimum: 1, maximum: 1000), "How many entries may run at the same time."),
            ]
        ),
        "Task": .object(
            [
                .required("name", .text), .required("number", .integer()), .required("title", .text), .required("needsShop", .boolean),
                .required(
                    "parameters",
                    .array(
                        .object([
                            .required("key", .text), .required("type", .text), .required("required", .boolean),
                            .optional("default", .anything),
                            .required("choices", .array(.text)), .required("help", .text),
                        ])
                    )
                ),
            ],
            open: true
        ),
    ]

    private static let shops: [String: Schema] = [
        "Shop": .object(
            [
                .required("code", .text), .required("domain", .text), .optional("endpoint", .nullable(.text)),
                .required("enabled", .boolean),
                .optional("currency", .nullable(.text)), .optional("plan", .nullable(.text)), .optional("apiVersion", .nullable(.text)),
                .required("settings", .map(.anything)),
            ],
            open: true
        ),
        "ShopBudget": .object([
            .required("shop", .text),
            .optional("available", .nullable(.integer()), "Absent until this process has asked the shop something."),
            .optional("maximum", .nullable(.integer())), .optional("restoreRate", .nullable(.integer()), "Points a second."),
            .required("waiting", .integer(), "Requests that wait for points."),
        ]),
        "NewShop": .object([
            .required("code", .string(maximumLength: 20)), .required("url", .text, "`https://NAME.myshopify.com`"),
            .optional("endpoint", .nullable(.text), "Where the Admin API answers, when it is not the shop's own domain."),
            .optional("token", .text, "A static access token, with the client secret if webhooks are to be had; or client id and secret."),
            .optional("clientId", .text), .optional("clientSecret", .text),
            .optional("settings", .map(.anything)),
        ]),
        "ReceivedWebhook": .object(
            [
                .required("shop", .text), .required("id", .text), .required("topic", .text), .optional("record", .nullable(.text)),
                .required("state", .text), .optional("note", .nullable(.text)), .optional("entry", .nullable(.text)),
                .required("receivedAt", .instant),
            ],
            open: true
        ),
        "PrivacyRequest": .object(
            [
                .required("id", .text), .required("shop", .text), .required("topic", .text), .required("orders", .array(.text)),
                .required("receivedAt", .instant), .required("dueAt", .instant), .required("state", .text),
                .required("report", .array(.text)),
            ],
            open: true
        ),
        "AuditRecord": .object(
            [
                .required("id", .text), .required("at", .instant), .required("who", .text), .optional("role", .nullable(.text)),
                .required("proof", .text), .optional("client", .nullable(.text)), .required("action", .text),
                .required("target", .text), .required("fields", .array(.text)), .required("status", .integer()),
            ],
            open: true
        ),
        "ShopChanges": .object([.optional("enabled", .boolean), .optional("settings", .map(.anything))]),
        "SyncRequest": .object([
            .optional("parameters", .map(.anything)),
            .optional("mode", .string(choices: ["background", "foreground"]), "Absent: as the shop card says."),
            .optional("dryRun", .boolean), .optional("force", .boolean, "A new entry even when the same one waits already."),
        ]),
    ]
}

// swift-tools-version: 6.2
// Backroom's house plan as a package: one target a room, each above all that it imports.
// Documentation/architecture.md explains the floors and who may know whom.
import PackageDescription

/// What every target is compiled with: Swift 6 and the upcoming features that make imports and existentials explicit.
let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + (Context.environment["BACKROOM_WARNINGS_AS_ERRORS"] == nil ? [] : [.treatAllWarnings(as: .error)])

let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let tracing = Target.Dependency.product(name: "Tracing", package: "swift-distributed-tracing")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")
let asyncAlgorithms = Target.Dependency.product(name: "AsyncAlgorithms", package: "swift-async-algorithms")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")

let package = Package(
    name: "backroom",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "backroom", targets: ["backroom"]),
        .library(name: "JobQueue", targets: ["JobQueue"]),
        .library(name: "JobQueueTesting", targets: ["JobQueueTesting"]),
        .library(name: "ShopifyAdmin", targets: ["ShopifyAdmin"]),
        .library(name: "Storage", targets: ["Storage"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Floor 5: the commands.
        .executableTarget(
            name: "backroom",
            dependencies: [
                "WebClient", "Connector", "Ledger", "JobQueue", "ShopifyAdmin", "BackOffice", "Storage",
                lifecycle, unixSignals, log, metrics, httpClient, nioCore, nioHTTP1, crypto,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                "Yams",
            ],
            swiftSettings: settings
        ),
        // Floor 4: pages and the API.
        .target(
            name: "WebClient",
            dependencies: [
                "Connector", "JobQueue", "Ledger", "BackOffice", "Storage", hummingbird, log, metrics, lifecycle, crypto, cryptoExtras,
                asyncAlgorithms, nioCore,
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.embedInCode("Assets")],
            swiftSettings: settings
        ),
        // Floor 3: shops, mappings and the tasks.
        .target(
            name: "Connector",
            dependencies: ["JobQueue", "ShopifyAdmin", "BackOffice", "Storage", "CZlib", log, crypto, httpClient],
            swiftSettings: settings
        ),
        // Floor 2: the queue and the embedded back office.
        .target(
            name: "JobQueue",
            dependencies: ["Storage", log, metrics, tracing, lifecycle, collections, asyncAlgorithms, crypto],
            swiftSettings: settings
        ),
        .target(name: "JobQueueTesting", dependencies: ["JobQueue", "Storage", log], swiftSettings: settings),
        .target(name: "Ledger", dependencies: ["BackOffice", "Storage", log, crypto], swiftSettings: settings),
        // Floor 1: one small surface each over the outside.
        .target(
            name: "ShopifyAdmin",
            dependencies: [
                httpClient, log, metrics, crypto, nioCore, nioPosix, nioHTTP1,
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
            ],
            exclude: ["Documents"],
            swiftSettings: settings
        ),
        .target(name: "BackOffice", swiftSettings: settings),
        .target(
            name: "Storage",
            dependencies: [
                "CLibPQ", log, metrics,
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),
        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
        ),
        .systemLibrary(
            name: "CLibPQ",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]
        ),

        // Measures, see Benchmarks/README.md.
        .executableTarget(
            name: "queue-benchmark",
            dependencies: ["JobQueue", "JobQueueTesting", "Storage", "CLibPQ", log, .product(name: "GRDBSQLite", package: "GRDB.swift")],
            path: "Benchmarks/Queue",
            swiftSettings: settings
        ),

        // Tests mirror the rooms.
        .target(name: "StorageTesting", dependencies: ["Storage"], path: "Tests/StorageTesting", swiftSettings: settings),
        .executableTarget(name: "StorageProbe", dependencies: ["Storage"], path: "Tests/StorageProbe", swiftSettings: settings),
        .testTarget(name: "StorageTests", dependencies: ["Storage", "StorageTesting", "StorageProbe"], swiftSettings: settings),
        .testTarget(
            name: "JobQueueTests",
            dependencies: [
                "JobQueue", "JobQueueTesting", "StorageTesting", log, lifecycle, crypto, tracing,
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "QueueChaos",
            dependencies: [
                "JobQueue", "Storage", log, lifecycle, nioCore, nioPosix,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            path: "Tests/QueueChaos",
            swiftSettings: settings
        ),
        .testTarget(name: "QueueChaosTests", dependencies: ["QueueChaos", nioCore, nioPosix], swiftSettings: settings),
        .executableTarget(
            name: "InvoiceQueue",
            dependencies: ["JobQueue", "Storage", log, lifecycle, .product(name: "UnixSignals", package: "swift-service-lifecycle")],
            path: "Examples/InvoiceQueue",
            swiftSettings: settings
        ),
        .testTarget(name: "InvoiceQueueTests", dependencies: ["InvoiceQueue", "JobQueueTesting"], swiftSettings: settings),
        .testTarget(
            name: "ShopifyAdminTests",
            dependencies: ["ShopifyAdmin", httpClient, nioCore, nioPosix, nioHTTP1],
            exclude: ["Fixtures"],
            swiftSettings: settings
        ),
        .testTarget(name: "LedgerTests", dependencies: ["Ledger", "BackOffice", "Storage", "StorageTesting"], swiftSettings: settings),
        .testTarget(
            name: "ConnectorTests",
            dependencies: ["Connector", "Ledger", "BackOffice", "JobQueueTesting", "StorageTesting"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "WebClientTests",
            dependencies: [
                "WebClient", "Connector", "Ledger", "JobQueue", "ShopifyAdmin", "StorageTesting", hummingbird, metrics,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "BackroomTests",
            dependencies: [
                "backroom", "WebClient", "Connector", "JobQueue", "JobQueueTesting", "ShopifyAdmin", "Storage", "StorageTesting",
                hummingbird, httpClient, crypto,
            ],
            swiftSettings: settings
        ),
    ]
)

// swift-tools-version: 6.2
import PackageDescription

/// Strictness is the same for every target; see docs/architecture.md, House rules.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .treatAllWarnings(as: .error),
]

/// Targets that touch C also spell out every unsafe expression.
let strictAtC: [SwiftSetting] = strict + [.strictMemorySafety()]

let package = Package(
  name: "sandboxpp",
  products: [
    .executable(name: "sandboxpp", targets: ["sandboxpp"]),
    .executable(name: "sandboxpp-validator", targets: ["Validator"]),
  ],
  targets: [
    // What the operating system provides.
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq"),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto"),
    .systemLibrary(name: "CMicrohttpd", pkgConfig: "libmicrohttpd"),
    .systemLibrary(name: "CSeccomp", pkgConfig: "libseccomp"),

    // Modules that do not know each other.
    .target(name: "Crypto", dependencies: ["CCrypto"], swiftSettings: strictAtC),
    .target(name: "Postgres", dependencies: ["CPostgres"], swiftSettings: strictAtC),
    .target(name: "HTTPServer", dependencies: ["CMicrohttpd"], swiftSettings: strictAtC),
    .target(
      name: "Policies", dependencies: ["Crypto"], resources: [.copy("Regulators")],
      swiftSettings: strict),
    .target(name: "Transparency", dependencies: ["Crypto"], swiftSettings: strict),
    .target(name: "Guard", dependencies: ["CSeccomp"], swiftSettings: strictAtC),
    .target(name: "Compute", dependencies: ["Crypto", "Guard"], swiftSettings: strict),

    // The domain, the only writer.
    .target(
      name: "Workflow",
      dependencies: ["Compute", "Crypto", "Policies", "Postgres", "Transparency"],
      swiftSettings: strict),

    // Who calls it.
    .target(
      name: "Duties", dependencies: ["Crypto", "Postgres", "Transparency", "Workflow"],
      swiftSettings: strict),
    .target(
      name: "Worker", dependencies: ["Compute", "Crypto", "Guard", "Postgres", "Workflow"],
      swiftSettings: strict),
    .target(
      name: "Samples", dependencies: ["Compute", "Crypto", "Policies", "Transparency", "Workflow"],
      swiftSettings: strict),
    .target(
      name: "Portal",
      dependencies: ["Crypto", "HTTPServer", "Policies", "Transparency", "Workflow"],
      resources: [.copy("Assets")], swiftSettings: strict),
    .executableTarget(
      name: "sandboxpp",
      dependencies: [
        "Compute", "Crypto", "Duties", "Guard", "HTTPServer", "Policies", "Portal", "Postgres",
        "Samples",
        "Transparency", "Worker", "Workflow",
      ],
      swiftSettings: strict),
    .target(name: "Measures", swiftSettings: strict),
    .executableTarget(
      name: "Validator", dependencies: ["Measures"], swiftSettings: strict,
      linkerSettings: [.unsafeFlags(["-static-stdlib"])]),

    // Tests, one target a module.
    .target(
      name: "TestSupport", dependencies: ["Postgres"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(name: "CryptoTests", dependencies: ["Crypto"], swiftSettings: strict),
    .testTarget(
      name: "PostgresTests", dependencies: ["Postgres", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "HTTPServerTests", dependencies: ["HTTPServer"], swiftSettings: strict),
    .testTarget(
      name: "PoliciesTests", dependencies: ["Policies", "Crypto"], swiftSettings: strict),
    .testTarget(
      name: "TransparencyTests", dependencies: ["Transparency", "Crypto"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    // The smallest guard and the smallest worker, for tests that must kill one.
    .executableTarget(
      name: "compute-probe", dependencies: ["Compute", "Guard"], path: "Tests/ComputeProbe",
      swiftSettings: strict),
    .testTarget(
      name: "ComputeTests",
      dependencies: [
        "Compute", "Crypto", "Guard", "Measures", "TestSupport",
        "compute-probe",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "WorkerTests",
      dependencies: [
        "Compute", "Crypto", "Guard", "Postgres", "TestSupport", "Worker", "compute-probe",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "WorkflowTests",
      dependencies: [
        "Workflow", "Postgres", "Policies", "Compute", "Crypto", "Transparency", "Samples",
        "TestSupport",
      ],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "DutiesTests",
      dependencies: ["Duties", "Workflow", "Postgres", "Transparency", "Crypto", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "PortalTests",
      dependencies: [
        "Portal", "HTTPServer", "Policies", "Postgres", "Samples", "TestSupport", "Transparency",
        "Workflow",
      ],
      swiftSettings: strict),
    // What is killed while the whole is at work: worker, database, portal.
    .testTarget(
      name: "FaultTests",
      dependencies: [
        "Compute", "Crypto", "Postgres", "TestSupport", "Transparency", "Workflow",
        "sandboxpp",
      ],
      swiftSettings: strict),
    .testTarget(name: "HouseRulesTests", dependencies: ["TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["Postgres", "sandboxpp", "TestSupport"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  // What is checked in debug builds and tests need not be checked again at every byte.
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let tomlKit = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")

/// One arrow per entry: a module and what it may import. `ArchitectureTests` reads the `import` lines against this.
func module(_ name: String, _ dependencies: [Target.Dependency] = [], plugins: [Target.PluginUsage] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings, plugins: plugins)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
  name: "keyhound",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CLibdeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(name: "CCompression", providers: [.apt(["liblzma-dev", "libzstd-dev", "libbz2-dev"])]),
    module("PCRE2", ["CPCRE2"]),
    .target(name: "CByteSearch"),
    .systemLibrary(
      name: "CImages", pkgConfig: "libpng", providers: [.apt(["libpng-dev", "libturbojpeg0-dev", "libwebp-dev", "libgif-dev"])]),
    .systemLibrary(name: "CChildProcesses"),
    .systemLibrary(name: "CHeap"),
    .systemLibrary(name: "CPrefetch"),
    module("ChildProcesses", ["CChildProcesses"]),
    module("KeyhoundCore", ["PCRE2", "CByteSearch"]),
    module("KeyhoundRules", ["KeyhoundCore", "PCRE2", tomlKit]),
    module("KeyhoundCatalogue", ["KeyhoundCore", "KeyhoundRules"], plugins: ["EmbedRules"]),
    module("KeyhoundContent", ["KeyhoundCore", "CByteSearch", "CLibdeflate", "CCompression"]),
    module("KeyhoundFiles", ["KeyhoundCore"]),
    module("KeyhoundGit", ["KeyhoundCore", "ChildProcesses", "CLibdeflate", "CPrefetch"]),
    module("KeyhoundImages", ["KeyhoundCore", "ChildProcesses", "CImages"]),
    module("KeyhoundReports", ["KeyhoundCore"]),
    module("KeyhoundEngine", ["KeyhoundCore", "CHeap"]),
    program(
      "keyhound",
      [
        "KeyhoundCore", "KeyhoundRules", "KeyhoundCatalogue", "KeyhoundContent", "KeyhoundFiles", "KeyhoundGit",
        "KeyhoundReports", "KeyhoundImages", "KeyhoundEngine", argumentParser,
      ]),
    program("embed-rules", ["KeyhoundRules", "KeyhoundCore"]),
    .plugin(name: "EmbedRules", capability: .buildTool(), dependencies: ["embed-rules"]),
    .target(name: "TestSupport", dependencies: ["KeyhoundCore", "PCRE2"], path: "Tests/TestSupport", swiftSettings: settings),
    tests("CLITests", ["TestSupport", "keyhound"]),
    tests("KeyhoundCoreTests", ["TestSupport", "KeyhoundCore", "CByteSearch", "PCRE2"]),
    tests("KeyhoundRulesTests", ["KeyhoundRules", "KeyhoundCatalogue", "KeyhoundCore"]),
    tests(
      "KeyhoundContentTests",
      ["TestSupport", "KeyhoundContent", "KeyhoundReports", "KeyhoundCore", "CLibdeflate", "CCompression"]),
    tests("KeyhoundFilesTests", ["KeyhoundFiles", "KeyhoundEngine", "KeyhoundCore"]),
    tests("ArchitectureTests", []),
    tests("ChildProcessTests", ["ChildProcesses"]),
    tests("KeyhoundGitTests", ["TestSupport", "KeyhoundGit", "KeyhoundEngine", "KeyhoundCore", "ChildProcesses", "PCRE2"]),
    tests("KeyhoundImagesTests", ["KeyhoundImages", "KeyhoundCore", "ChildProcesses", "CImages"]),
    tests(
      "PictureJudgingTests", ["TestSupport", "KeyhoundImages", "KeyhoundCatalogue", "KeyhoundRules", "KeyhoundCore"]),
    tests("KeyhoundReportsTests", ["KeyhoundReports", "KeyhoundCore"]),
    tests("KeyhoundEngineTests", ["TestSupport", "KeyhoundEngine", "KeyhoundCore"]),
  ]
)

// The suites that `make test-sanitized` runs are built without rules and programs, which take longest and are not under test there.
if Context.environment["KEYHOUND_READERS_ONLY"] != nil {
  let suites: Set = ["KeyhoundCoreTests", "KeyhoundGitTests", "KeyhoundContentTests", "KeyhoundImagesTests"]
  let others: Set = ["KeyhoundRules", "KeyhoundCatalogue", "keyhound", "embed-rules", "EmbedRules"]
  package.targets.removeAll { others.contains($0.name) || ($0.type == .test && !suites.contains($0.name)) }
}

// swift-tools-version: 6.1
import PackageDescription

/// `make sanitize` adds UndefinedBehaviorSanitizer to the C modules. Its runtime is part of AddressSanitizer's.
let sanitizing =
  Context.environment["UPLOADPREP_SANITIZE"] == nil ? [] : ["-fsanitize=undefined", "-fno-sanitize-recover=undefined"]

/// The C modules are compiled with warnings, and optimized even in debug builds, because they contain per-sample
/// loops.
let cSettings: [CSetting] = [.unsafeFlags(["-Wall", "-Wextra", "-O2"] + sanitizing)]

/// The commit for `--version`; empty outside a repository. `make` passes it in the environment: SwiftPM evaluates this
/// file only when its text or the environment has changed, and would otherwise keep the commit of the first build.
let commit = Context.environment["UPLOADPREP_COMMIT"] ?? Context.gitInformation?.currentCommit ?? ""
let commitSettings: [CSetting] = commit.isEmpty ? [] : [.define("UPLOADPREP_COMMIT", to: "\"\(commit)\"")]

/// ImageKit processes millions of samples. Unoptimized it is a hundred times slower and its tests would take too long,
/// so it is optimized in debug builds too.
let pixelSettings: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// Whether only ImageKit is built, for `make test-image`. A change to ImageKit is then tested in seconds; SwiftPM
/// cannot skip the dependencies of targets that are not built.
let isImageOnly = Context.environment["UPLOADPREP_IMAGE_ONLY"] != nil

let imageTargets: [Target] = [
  .target(name: "Wording"),
  .target(name: "CJPEG", cSettings: cSettings, linkerSettings: [.linkedLibrary("jpeg")]),
  .target(name: "CPNG", cSettings: cSettings, linkerSettings: [.linkedLibrary("png")]),
  .target(
    name: "CHEIF", cSettings: cSettings, linkerSettings: [.linkedLibrary("de265"), .linkedLibrary("dav1d")]),
  .target(
    name: "CWebP", cSettings: cSettings, linkerSettings: [.linkedLibrary("webpdemux"), .linkedLibrary("webp")]),
  .target(name: "CVision", cSettings: cSettings),
  .systemLibrary(name: "CFreeType", pkgConfig: "freetype2", providers: [.apt(["libfreetype-dev"])]),
  .systemLibrary(name: "CFontconfig", pkgConfig: "fontconfig", providers: [.apt(["libfontconfig-dev"])]),
  .systemLibrary(name: "CHarfBuzz", pkgConfig: "harfbuzz", providers: [.apt(["libharfbuzz-dev"])]),
  .systemLibrary(name: "CFriBidi", pkgConfig: "fribidi", providers: [.apt(["libfribidi-dev"])]),
  .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
  .systemLibrary(name: "CLCMS", pkgConfig: "lcms2", providers: [.apt(["liblcms2-dev"])]),
  .target(
    name: "ImageKit",
    dependencies: [
      "Wording", "CJPEG", "CPNG", "CHEIF", "CWebP", "CVision", "CFreeType", "CFontconfig", "CHarfBuzz",
      "CFriBidi", "CLCMS", "CCairo",
    ],
    exclude: ["Encoding/README.md", "Watermark/README.md"],
    swiftSettings: pixelSettings),
  .testTarget(name: "WordingTests", dependencies: ["Wording"]),
  .testTarget(name: "ImageKitTests", dependencies: ["ImageKit", "Wording"]),
]

let reviewDependencies: [Package.Dependency] = [
  .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
  .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
  .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
  .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
]

let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

let reviewTargets: [Target] = [
  .target(name: "Files", dependencies: [system]),
  .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
  .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
  .target(name: "Tables", dependencies: ["Wording", "CArchive", "CExpat"]),
  .target(
    name: "ObjectStorage",
    dependencies: [
      "Tables",
      .product(name: "Crypto", package: "swift-crypto"),
      .product(name: "AsyncHTTPClient", package: "async-http-client"),
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
    ]),
  .target(name: "Passkeys", dependencies: ["Wording", .product(name: "Crypto", package: "swift-crypto")]),
  .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
  // Only the helper links poppler and libtiff, never the command or the portal.
  .systemLibrary(name: "CPoppler", pkgConfig: "poppler-glib", providers: [.apt(["libpoppler-glib-dev"])]),
  .systemLibrary(name: "CTIFF", pkgConfig: "libtiff-4", providers: [.apt(["libtiff-dev"])]),
  .systemLibrary(name: "CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
  .target(name: "CPages", cSettings: cSettings),
  .executableTarget(
    name: "uploadprep-pages", dependencies: ["CPages", "CPoppler", "CTIFF", "CSeccomp", "CFontconfig"],
    cSettings: cSettings, linkerSettings: [.linkedLibrary("png"), .linkedLibrary("m")]),
  .target(name: "Documents", dependencies: ["Wording", "ImageKit", "CPages"]),
  .target(
    name: "RuleSets", dependencies: ["Wording", "ImageKit", .product(name: "Yams", package: "Yams")],
    resources: [.embedInCode("Shipped")]),
  .target(
    name: "ReviewStore",
    dependencies: [
      "Wording", "Files", "Tables", "ObjectStorage", "ImageKit", "RuleSets", "Passkeys", "CPostgreSQL", system,
      .product(name: "Crypto", package: "swift-crypto"),
      .product(name: "CryptoExtras", package: "swift-crypto"),
      .product(name: "GRDB", package: "GRDB.swift"),
    ],
    resources: [.embedInCode("Policy/Shipped"), .embedInCode("Registration/common-passwords.txt")]),
  .target(name: "Dossiers", dependencies: ["Wording", "ImageKit", "ReviewStore"]),
  .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
  .target(
    name: "ReviewWeb",
    dependencies: [
      "CQREncode", "Wording", "Files", "Tables", "ImageKit", "Documents", "Passkeys", "ReviewStore", "Dossiers", system,
      .product(name: "Crypto", package: "swift-crypto"),
      .product(name: "Hummingbird", package: "hummingbird"),
      .product(name: "HummingbirdTLS", package: "hummingbird"),
      .product(name: "HTTPTypes", package: "swift-http-types"),
      .product(name: "Logging", package: "swift-log"),
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
      .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    ],
    resources: [.embedInCode("Pages/Assets"), .embedInCode("API/openapi.yaml")]),
  .target(name: "CProcess", cSettings: cSettings + commitSettings),
  .executableTarget(
    name: "uploadprep",
    dependencies: [
      "CProcess", "Wording", "Files", "Tables", "ImageKit", "Documents", "RuleSets", "ObjectStorage",
      "ReviewStore", "Dossiers", "ReviewWeb",
      system,
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
      .product(name: "AsyncHTTPClient", package: "async-http-client"),
      .product(name: "Logging", package: "swift-log"),
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "Subprocess", package: "swift-subprocess"),
    ]),
  .executableTarget(
    name: "store-vs-sqlite", dependencies: ["ReviewStore", .product(name: "GRDB", package: "GRDB.swift")],
    path: "Benchmarks/store-vs-sqlite", exclude: ["README.md"]),
  .executableTarget(
    name: "acts-on-postgres", dependencies: ["ReviewStore"], path: "Benchmarks/acts-on-postgres",
    exclude: ["README.md", "run.py"]),
  .executableTarget(name: "duplicate-search", dependencies: ["ImageKit"], path: "Benchmarks/duplicate-search"),
  .executableTarget(
    name: "card-number", dependencies: ["ImageKit"], path: "Benchmarks/card-number", exclude: ["README.md", "run.py"]),
  .executableTarget(
    name: "hello-hummingbird", dependencies: [.product(name: "Hummingbird", package: "hummingbird")],
    path: "Benchmarks/hello-hummingbird"),
  .testTarget(name: "FilesTests", dependencies: ["Files", system]),
  .testTarget(name: "DocumentsTests", dependencies: ["Documents", "ImageKit", "Wording"]),
  // An S3 server that fails when a test tells it to.
  .target(name: "StubStorage", path: "Tests/StubStorage"),
  // The databases of tests' stores, where they are on a PostgreSQL server.
  .target(name: "StoreServer", dependencies: ["ReviewStore"], path: "Tests/StoreServer"),
  // An authenticator with a key, of which a test changes what it answers.
  .target(
    name: "StubAuthenticator", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
    path: "Tests/StubAuthenticator"),
  .testTarget(name: "PasskeysTests", dependencies: ["Passkeys", "StubAuthenticator", "Wording"]),
  .testTarget(name: "ObjectStorageTests", dependencies: ["ObjectStorage", "StubStorage"]),
  .testTarget(name: "TablesTests", dependencies: ["Tables", "Wording", "CArchive"]),
  .testTarget(
    name: "RuleSetsTests", dependencies: ["RuleSets", "ImageKit", "Wording", .product(name: "Yams", package: "Yams")]),
  .testTarget(
    name: "ReviewStoreTests",
    dependencies: [
      "ReviewStore", "ObjectStorage", "Passkeys", "StoreServer", "StubAuthenticator", "StubStorage", "Tables",
      "Wording",
      .product(name: "Yams", package: "Yams"),
    ]),
  .testTarget(name: "DossiersTests", dependencies: ["Dossiers", "ReviewStore", "ImageKit", "Wording"]),
  .testTarget(name: "UploadprepTests", dependencies: ["uploadprep", "Wording"]),
  .testTarget(name: "EndToEndTests", dependencies: ["uploadprep", "ImageKit", "Wording", "StubStorage"]),
  .testTarget(
    name: "ReviewWebTests",
    dependencies: [
      "Wording", "ImageKit", "Passkeys", "ReviewStore", "ReviewWeb", "StoreServer", "StubAuthenticator",
      .product(name: "HummingbirdTesting", package: "hummingbird"),
      .product(name: "Yams", package: "Yams"), .product(name: "Logging", package: "swift-log"),
      .product(name: "NIOEmbedded", package: "swift-nio"),
      .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    ]),
]

/// The DocC plugin, which only `make docs` needs and fetches.
let documentationDependencies: [Package.Dependency] =
  Context.environment["UPLOADPREP_DOCS"] == nil
  ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")]

let package = Package(
  name: "uploadprep",
  products: [.library(name: "ImageKit", targets: ["ImageKit"])]
    + (isImageOnly
      ? []
      : [
        .executable(name: "uploadprep", targets: ["uploadprep"]),
        .executable(name: "uploadprep-pages", targets: ["uploadprep-pages"]),
      ]),
  dependencies: isImageOnly ? documentationDependencies : reviewDependencies,
  targets: imageTargets + (isImageOnly ? [] : reviewTargets),
  swiftLanguageModes: [.v6]
)

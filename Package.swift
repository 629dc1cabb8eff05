// swift-tools-version: 6.1
import PackageDescription

/// The C rooms are compiled with warnings on, and optimised even in debug builds: they hold per-sample loops.
let cSettings: [CSetting] = [.unsafeFlags(["-Wall", "-Wextra", "-O2"])]

/// ImageKit walks over millions of samples. Unoptimised it would be a hundred times slower than what ships, and its
/// tests would be about another program; so it is optimised in debug builds too.
let pixelSettings: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "uploadprep",
  products: [
    .executable(name: "uploadprep", targets: ["uploadprep"]),
    .library(name: "ImageKit", targets: ["ImageKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "CJPEG", cSettings: cSettings, linkerSettings: [.linkedLibrary("jpeg")]),
    .target(name: "CPNG", cSettings: cSettings, linkerSettings: [.linkedLibrary("png")]),
    .target(name: "CVision", cSettings: cSettings),
    .systemLibrary(name: "CFreeType", pkgConfig: "freetype2", providers: [.apt(["libfreetype-dev"])]),
    .systemLibrary(name: "CFontconfig", pkgConfig: "fontconfig", providers: [.apt(["libfontconfig-dev"])]),
    .systemLibrary(name: "CLCMS", pkgConfig: "lcms2", providers: [.apt(["liblcms2-dev"])]),
    .target(
      name: "ImageKit",
      dependencies: ["CJPEG", "CPNG", "CVision", "CFreeType", "CFontconfig", "CLCMS"],
      exclude: ["Encoding/README.md", "Watermark/README.md"],
      swiftSettings: pixelSettings),
    .target(
      name: "ReviewStore",
      dependencies: [
        "ImageKit",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Yams", package: "Yams"),
      ],
      resources: [.embedInCode("Policy/Shipped")]),
    .executableTarget(
      name: "uploadprep",
      dependencies: ["ImageKit", "ReviewStore", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .executableTarget(
      name: "store-vs-sqlite", dependencies: ["ReviewStore", .product(name: "GRDB", package: "GRDB.swift")],
      path: "Benchmarks/store-vs-sqlite", exclude: ["README.md"]),
    .testTarget(name: "ImageKitTests", dependencies: ["ImageKit"]),
    .testTarget(name: "ReviewStoreTests", dependencies: ["ReviewStore"]),
    .testTarget(name: "UploadprepTests", dependencies: ["uploadprep"]),
    .testTarget(name: "EndToEndTests", dependencies: ["uploadprep", "ImageKit"]),
  ],
  swiftLanguageModes: [.v6]
)

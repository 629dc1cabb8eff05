import ArgumentParser

/// The version of the application that the caller saw.
struct VersionOption: ParsableArguments {
  @Option(
    help: help(
      "The version you saw; refused when it is another by now.", "您查看时的版本；若已变化则拒绝操作。", value: "n"))
  var version: Int?
}

import ArgumentParser
import Glibc
import ImageKit

/// What to look at, and with how many hands.
struct InputOptions: ParsableArguments {
  @Argument(help: help("Photos and folders; \"-\" is standard input.", "照片或文件夹，“-”表示标准输入。", value: "path"))
  var paths: [Path] = []

  @Option(
    help: help(
      "Reads further paths from a file, or from standard input if it is \"-\"; each ends with a zero byte.",
      "从文件（“-”为标准输入）读取更多路径，以 NUL 字节分隔。", value: "file"))
  var filesFrom: Path?

  @Option(
    name: .shortAndLong, help: help("How many photos at a time. Default: the cores.", "同时处理的照片数，默认为处理器核数。", value: "n"))
  var jobs = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  func validate() throws {
    try requirePositive(jobs, "--jobs")
    guard !paths.isEmpty || filesFrom != nil else {
      throw usage("Name at least one photo or folder.", "请至少指定一张照片或一个文件夹。")
    }
    let readers = paths.count { $0 == .standardStream } + (filesFrom == .standardStream ? 1 : 0)
    guard readers <= 1 else {
      throw usage("Standard input can be read only once.", "标准输入只能读取一次。")
    }
  }

  /// Everything the paths stand for, in order.
  ///
  /// - Parameter skips: names to leave out when they are found in a folder.
  func inputs(skipping skips: @escaping (ArraySlice<UInt8>) -> Bool = { _ in false }) throws(Failure) -> [Input] {
    var walk = InputWalk(skipping: skips)
    for path in paths { walk.add(path) }
    if let filesFrom {
      for bytes in try FileReading.bytes(ofText: filesFrom).split(separator: 0) { walk.add(Path(bytes: bytes)) }
    }
    return walk.inputs
  }
}

import ArgumentParser
import Glibc
import ImageKit
import Wording

/// Which files to read, and how many at a time.
struct InputOptions: ParsableArguments {
  @Argument(
    help: help(
      "Photos and folders; \"-\" is standard input, and s3://bucket/folder/ stands for the objects below it.",
      "照片或文件夹；“-”表示标准输入，s3://存储桶/文件夹/ 表示其中的所有对象。", value: "path"))
  var paths: [Path] = []

  @Option(
    help: help(
      "Reads further paths from a file, or from standard input if it is \"-\"; each ends with a zero byte.",
      "从文件（“-”为标准输入）读取更多路径，以 NUL 字节分隔。", value: "file"))
  var filesFrom: Path?
  @Flag(
    help: help(
      "Paths of --files-from end with a line break instead, as engines such as Spark write them.",
      "--files-from 的路径以换行分隔（如 Spark 等引擎的输出）。"))
  var lines = false

  @Option(
    help: help(
      "Leaves out files and folders of this name, or path if it has a slash; * and ? as in a shell. May be repeated.",
      "排除名称（含“/”时为路径）匹配的文件和文件夹，支持通配符 `*` 与 `?`，可多次给出。", value: "glob"))
  var exclude: [Path] = []

  @OptionGroup var server: StorageServerOptions

  @Flag(name: .shortAndLong, help: help("Says only what failed.", "只显示失败的项目。"))
  var quiet = false

  @Option(
    name: .shortAndLong, help: help("How many photos at a time. Default: the cores.", "同时处理的照片数，默认为处理器核数。", value: "n"))
  var jobs = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  func validate() throws {
    try requirePositive(jobs, "--jobs")
    guard !paths.isEmpty || filesFrom != nil else {
      throw usage("Name at least one photo or folder.", "请至少指定一张照片或一个文件夹。")
    }
    guard !lines || filesFrom != nil else {
      throw usage("--lines is about the list of --files-from. Give that too.", "--lines 须与 --files-from 一起使用。")
    }
    let readers = paths.count { $0 == .standardStream } + (filesFrom == .standardStream ? 1 : 0)
    guard readers <= 1 else {
      throw usage("Standard input can be read only once.", "标准输入只能读取一次。")
    }
  }

  /// All inputs that the paths name, in order.
  ///
  /// - Parameter objects: the server of inputs in object storage.
  func inputs(from objects: ObjectServer) throws(Failure) -> [Input] {
    var walk = InputWalk(excluding: exclude.map(NamePattern.init), from: objects)
    for path in paths { walk.add(path) }
    if let filesFrom {
      for path in try listed(in: filesFrom) { walk.add(path) }
    }
    guard walk.inputs.isEmpty else { return walk.inputs }
    throw Failure(
      .noInput, code: "nothing-found",
      Bilingual(
        "There is nothing to do: no file was named that is not excluded.", "没有可处理的文件：未列出任何文件，或全部已被排除。"))
  }

  private func listed(in list: Path) throws(Failure) -> [Path] {
    let bytes = try FileReading.bytes(ofText: list)
    if lines { return bytes.split(separator: UInt8(ascii: "\n")).map { Path(bytes: $0) } }
    if bytes.contains(UInt8(ascii: "\n")), !bytes.contains(0), FileIdentity(of: Path(bytes: bytes)) == nil {
      throw Failure(
        .unreadableData, code: "not-nul-separated",
        Bilingual(
          "The list has line breaks and no NUL bytes. Make it with `find … -print0`, or add --lines.",
          "列表以换行分隔而不是 NUL 字节。请用 `find … -print0` 生成，或加上 --lines。"), input: list.text)
    }
    return bytes.split(separator: 0).map { Path(bytes: $0) }
  }
}

import Glibc
import ImageKit
import SystemPackage
import Wording

extension Failure {
  /// The failure for a failed system call, with advice on what to do.
  ///
  /// - Parameters:
  ///   - name: the system call.
  ///   - number: its `errno`.
  ///   - status: the exit status, where the `errno` does not determine one.
  ///   - input: the input that it concerns.
  ///   - output: the output that it concerns; the message names it.
  static func systemCall(
    _ name: String, _ number: Int32, _ status: ExitStatus, input: String? = nil, output: Path? = nil
  ) -> Failure {
    let (code, sentence, own) = described(name, number, isOutput: output != nil)
    let message = output.map { path in
      let name = Printable.name(path.text)
      return Bilingual("\(name): \(sentence.english)", "\(name)：\(sentence.chinese)")
    }
    return Failure(own ?? status, code: code, message ?? sentence, input: input)
  }

  /// Calls a body and converts the `Errno` it throws as ``systemCall(_:_:_:input:output:)`` does.
  static func calling<Value: ~Copyable>(
    _ name: String, _ status: ExitStatus, input: String? = nil, output: Path? = nil,
    _ call: () throws(Errno) -> Value
  ) throws(Failure) -> Value {
    do throws(Errno) {
      return try call()
    } catch {
      throw .systemCall(name, error.rawValue, status, input: input, output: output)
    }
  }

  private static func described(_ name: String, _ number: Int32, isOutput: Bool) -> (String, Bilingual, ExitStatus?) {
    switch number {
    case ENOENT where isOutput:
      (
        "no-such-folder",
        Bilingual(
          "The folder it should be made in does not exist. Make it with `mkdir -p`, or choose another.",
          "要写入的文件夹不存在，请用 `mkdir -p` 创建，或换一个位置。"), nil
      )
    case ENOENT:
      ("no-such-file", Bilingual("There is no such file or folder. Check the spelling.", "没有这个文件或文件夹，请检查名称。"), nil)
    case ENOTDIR:
      ("not-a-folder", Bilingual("A part of the path is a file, not a folder. Check it.", "路径中有一段是文件而不是文件夹，请检查。"), nil)
    case EACCES, EPERM:
      (
        "no-permission",
        Bilingual("You have no permission. Change it with `chmod`, or ask the owner.", "没有权限，请用 `chmod` 修改或联系所有者。"), nil
      )
    case ENOSPC, EDQUOT, EFBIG:
      (
        "no-space", Bilingual("There is no space left. Free some and run the command again.", "磁盘空间不足，请清理后重新运行。"),
        .ioFailed
      )
    case EBADF where name == "write":
      (
        "closed-output",
        Bilingual(
          "Standard output is closed. Redirect it to a file, or to /dev/null.", "标准输出已关闭，请重定向到文件或 /dev/null。"), nil
      )
    case EBADF where name == "read":
      ("closed-input", Bilingual("Standard input is closed. Name a file.", "标准输入已关闭，请指定文件。"), nil)
    case EROFS:
      (
        "read-only",
        Bilingual(
          "The disk is read-only. Write to another place; `prepare` takes a folder with --out-dir.",
          "磁盘为只读，请写到其他位置；处理照片时可用 --out-dir 指定文件夹。"), nil
      )
    case ENAMETOOLONG:
      ("name-too-long", Bilingual("The name is too long for this disk. Shorten it.", "文件名或路径过长，请缩短。"), nil)
    case ELOOP:
      ("link-loop", Bilingual("The link leads back to itself. Name the file that is meant.", "链接指向自身，请直接指定目标文件。"), nil)
    case EMFILE, ENFILE:
      (
        "too-many-open-files",
        Bilingual("Too many files are open. Try again with a smaller --jobs.", "打开的文件过多，请减小 --jobs 后重试。"), .busy
      )
    default:
      (
        "system-error",
        Bilingual(
          "The system refused to \(name): \(String(cString: strerror(number))).",
          "系统操作失败（\(name)）：\(SystemError.words(number).chinese)。"),
        nil
      )
    }
  }
}

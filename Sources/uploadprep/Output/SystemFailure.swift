import Glibc
import ImageKit

extension Failure {
  /// A system call that failed, in words that help.
  ///
  /// - Parameters:
  ///   - number: the `errno` it left.
  ///   - status: what the shell is told where the number alone does not decide.
  ///   - input: the file it concerns.
  static func systemCall(_ name: String, _ number: Int32, _ status: ExitStatus, input: String?) -> Failure {
    switch number {
    case ENOENT, ENOTDIR:
      return Failure(
        status, code: "no-such-file",
        Bilingual("There is no such file. Check the spelling.", "没有这个文件,请检查文件名是否正确。"), input: input)
    case EACCES, EPERM:
      return Failure(
        status, code: "no-permission",
        Bilingual(
          "You have no permission for this. Change it with chmod, or ask the owner.", "没有权限,请用 chmod 修改权限或联系文件所有者。"),
        input: input)
    case ENOSPC, EDQUOT, EFBIG:
      return Failure(
        .ioFailed, code: "no-space",
        Bilingual("There is no space left. Free some, then run the command again.", "磁盘空间不足,请清理后重新运行。"), input: input)
    case EROFS:
      return Failure(
        status, code: "read-only",
        Bilingual("The disk is read-only. Name another place with --out-dir.", "磁盘为只读,请用 --out-dir 指定其他位置。"),
        input: input)
    case ENAMETOOLONG:
      return Failure(
        status, code: "name-too-long",
        Bilingual("The name is too long for this disk. Shorten it.", "文件名或路径过长,请缩短。"), input: input)
    case ELOOP:
      return Failure(
        status, code: "link-loop",
        Bilingual("The link leads back to itself. Name the file that is meant.", "链接指向自身,请直接指定目标文件。"), input: input)
    case EMFILE, ENFILE:
      return Failure(
        .busy, code: "too-many-open-files",
        Bilingual("Too many files are open. Try again, with a smaller --jobs.", "打开的文件过多,请减小 --jobs 后重试。"), input: input
      )
    default:
      let reason = String(cString: strerror(number))
      return Failure(
        status, code: "system-error",
        Bilingual("The system refused to \(name): \(reason).", "系统操作失败(\(name)):\(reason)。"), input: input)
    }
  }
}

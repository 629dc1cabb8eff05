import ArgumentParser
import Glibc
import ImageKit
import ReviewStore
import Wording

/// `uploadprep staff password`
struct StaffPassword: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "password",
    abstract: words(
      "Sets the password for the portal, read from standard input.", "设置登录网页的密码（从标准输入读取）。"))
  @Argument(help: help("The member of staff.", "工作人员名称。")) var name: StaffName
  @Flag(
    help: help(
      "They have chosen it themselves, so that it need not be changed at the first sign-in.",
      "密码由本人设定，首次登录时无须修改。"))
  var own = false
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try store.setPassword(password(console), of: name, isOwn: own)
    try console.tell(
      ["name": .string(name.rawValue), "hasPassword": true, "mustChangePassword": .bool(!own)],
      people: console.text(
        own
          ? Bilingual("The password is set.", "密码已设置。")
          : Bilingual("The password is set, and has to be changed at the first sign-in.", "密码已设置，首次登录时须修改。")))
    return .done
  }

  /// Reads the password from one line of stdin; on a terminal it prompts without echo. The password is never an
  /// argument, because every user of the machine can list the arguments of processes.
  private func password(_ console: Console) throws -> String {
    guard isatty(STDIN_FILENO) == 1 else { return readLine() ?? "" }
    try Console.write(console.text(Bilingual("Password: ", "密码：")), to: STDERR_FILENO)
    var before = termios()
    tcgetattr(STDIN_FILENO, &before)
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
      try? Console.write("\n", to: STDERR_FILENO)
    }
    return readLine() ?? ""
  }
}

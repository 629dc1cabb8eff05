import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep store copy`
struct StoreCopyCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy",
    abstract: words(
      "Moves the store to another database or another place for pictures.", "把审核库迁移到其他数据库或其他图片存储位置。"),
    discussion: words(
      "Every row and every picture of the copy is compared with the store. The store can only be read from the beginning "
        + "on, and afterwards work goes on with the copy. When it is interrupted, the same command goes on. Stop portals of "
        + "earlier versions first.",
      "副本的每条记录和每张图片都会与原审核库核对。复制开始后原审核库只能查看，完成后请在副本上继续工作。中断后重新运行同一命令即可继续。"
        + "请先停止旧版本的网站。"))
  @Option(
    help: help(
      "Where the rows go: to a PostgreSQL database, such as postgresql://user@host/database (the password is taken from "
        + "PGPASSWORD, PGPASSFILE or ~/.pgpass), or to a new folder.",
      "数据的去处：PostgreSQL 数据库，形如 postgresql://用户@主机/数据库（密码取自 PGPASSWORD、PGPASSFILE 或 ~/.pgpass），或新的文件夹。",
      value: "address|folder"))
  var to: String?
  @Option(
    help: help(
      "The copy's folder where the rows go to a database. Default: the store's with -copy after its name.",
      "数据存入数据库时副本的文件夹，默认为原文件夹名后加 -copy。", value: "path"))
  var folder: Path?
  @OptionGroup var storage: PictureStorageOptions
  @OptionGroup var encryption: PictureKeyOption
  @Flag(
    help: help(
      "Gives a copy up: lets the store be used again. Delete what has been copied.", "放弃复制，恢复使用原审核库；请自行删除已复制的内容。"))
  var giveUp = false
  @Flag(
    help: help(
      "With --give-up, also where the copy is complete: what was done in it since is lost.",
      "与 --give-up 同用：复制已完成时也恢复使用原审核库，此后在副本上的操作将丢失。"))
  var loseActs = false
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard giveUp != (to != nil) else {
      throw usage("Give either --to or --give-up.", "请给出 --to 或 --give-up 之一。")
    }
    guard giveUp || !loseActs else {
      throw usage("--lose-acts is for --give-up.", "--lose-acts 只与 --give-up 同用。")
    }
    guard folder == nil || isToDatabase else {
      throw usage("--folder is for rows that go to a database.", "--folder 只用于数据存入数据库时。")
    }
  }

  private var isToDatabase: Bool { to.map { $0.contains("://") } ?? false }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    guard let destination = try destination(of: store) else { return try giveUp(store, console) }
    try requireOutside(Path(destination.folder))
    Interruption.setFinalMessage(Self.finalMessage(console))
    var bar: Progress?
    var shown = 0
    if store.picturesAreEncrypted, destination.pictureKey == nil {
      console.note(
        Bilingual(
          "The pictures will not be encrypted in the copy: no --picture-key was given.", "未给出 --picture-key，副本中的图片将不加密。"
        ))
    }
    let summary = try store.copy(to: destination) { done, total in
      if bar == nil { bar = Progress(of: total, on: console) }
      bar?.advance(by: done - shown)
      shown = done
    }
    bar?.clear()
    try console.tell(
      [
        "store": .string(summary.folder), "rows": .integer(summary.rows), "pictures": .integer(summary.pictures),
      ],
      people: console.text(
        Bilingual(
          "Copied to \(Printable.name(summary.folder)) and compared: rows: \(summary.rows), pictures: \(summary.pictures). Go on with "
            + "--store \(Printable.name(summary.folder)); the old store can only be read.",
          "已复制到 \(Printable.name(summary.folder)) 并核对无误：记录 \(summary.rows) 条，图片 \(summary.pictures) 张。请改用 --store "
            + "\(Printable.name(summary.folder))，原审核库仅供查看。")))
    return .done
  }

  /// Where the copy is made; nil where one is given up.
  private func destination(of store: ReviewStore) throws -> StoreDestination? {
    guard let to else { return nil }
    return StoreDestination(
      folder: isToDatabase ? folder?.text ?? store.path + "-copy" : to,
      database: isToDatabase ? try DatabaseAddress(to) : nil, pictures: try storage.storage(),
      pictureKey: try encryption.source())
  }

  private func giveUp(_ store: ReviewStore, _ console: Console) throws -> ExitStatus {
    let copy: String?
    do {
      copy = try store.giveUpCopy(losingActs: loseActs)?.place
    } catch StoreError.closed(let closure) where closure.reason == .copied {
      throw Failure(
        .busy, code: "store-closed",
        Bilingual(
          "The store has been copied to \(Printable.name(closure.place)), and people may have gone on with the copy. Add --lose-acts "
            + "if what was done in it since is to be lost.",
          "审核库已复制到 \(Printable.name(closure.place))，可能已在副本上继续工作。如确定放弃此后在副本上的操作，请加 --lose-acts。"))
    }
    try console.tell(
      ["store": .string(store.path), "open": true, "copy": .optional(copy)],
      people: console.text(
        copy.map {
          Bilingual(
            "The store can be used again. Delete the copy at \(Printable.name($0)), with its database and its pictures.",
            "审核库已恢复使用。请删除 \(Printable.name($0)) 处的副本及其数据库和图片。")
        } ?? Bilingual("The store is not being copied.", "审核库没有在复制。")))
    return .done
  }

  private static func finalMessage(_ console: Console) -> @Sendable () -> String {
    {
      let words = Bilingual(
        "Interrupted. The same command goes on; until then the store can only be read.",
        "已中断。重新运行同一命令即可继续；在此之前审核库只能查看。")
      guard console.json else { return "\n" + console.text(words) + "\n" }
      return Failure(.failed, code: "interrupted", words).json(in: console.language).description + "\n"
    }
  }
}

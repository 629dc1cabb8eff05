import ArgumentParser
import Glibc
import ImageKit
import ReviewStore
import Wording

/// The option that names a store.
struct StoreOptions: ParsableArguments {
  @Option(
    help: help(
      "The store's folder. Default: $UPLOADPREP_STORE, else ./review-store.",
      "审核库所在文件夹，默认取环境变量 UPLOADPREP_STORE，否则为 ./review-store。", value: "path"))
  var store: Path?

  /// The store's folder, as a path.
  var folder: Path { Path(path) }

  /// The store's folder.
  var path: String {
    if let store { return store.text }
    if let value = getenv("UPLOADPREP_STORE"), value.pointee != 0 { return String(cString: value) }
    return "review-store"
  }
}

/// A subcommand that works on a store.
protocol StoreCommand: Command {
  /// The store's option, declared as `@OptionGroup var place: StoreOptions`.
  var place: StoreOptions { get }
  /// Whether it only reads, so that it also works on a read-only file system.
  var onlyReads: Bool { get }
  /// The store's folder.
  func path() throws -> String
  /// Runs the command.
  func run(on store: ReviewStore, with console: Console) async throws -> ExitStatus
}

extension StoreCommand {
  var onlyReads: Bool { false }

  func path() throws -> String { place.path }

  func run(with console: Console) async throws -> ExitStatus {
    do {
      let path = try path()
      let store = try onlyReads ? ReviewStore.forReading(at: path) : ReviewStore(at: path)
      let status = try await run(on: store, with: console)
      // What was done is on disk. Should sealing fail, the next command or the portal seals it.
      if !onlyReads { try? store.sealIfDue(olderThan: 0) }
      return status
    } catch {
      throw Failure(review: error)
    }
  }

  /// Makes sure that an output lies outside of the store.
  ///
  /// - Throws: `output-in-store`.
  func requireOutside(_ output: Path) throws {
    guard output != .standardStream, output.place.isInside(place.folder.canonical) else { return }
    throw Failure(
      .cannotCreate, code: "output-in-store",
      Bilingual(
        "\(Printable.name(output.text)) lies in the store. Give a name outside of it.",
        "\(Printable.name(output.text)) 位于审核库文件夹内，请指定库外的位置。"))
  }

  /// Handles several inputs independently: each failure is reported with its input, and the highest status is
  /// returned.
  func each<Item>(
    _ items: [Item], named name: (Item) -> String, with console: Console, _ body: (Item) throws -> Void
  ) throws -> ExitStatus {
    var status = ExitStatus.done
    for item in items {
      do {
        try body(item)
      } catch {
        let failure = Failure(review: error, input: name(item))
        console.report(failure)
        status.raise(to: failure.status)
      }
    }
    return status
  }
}

import Dossiers
import ImageKit
import ReviewStore
import Wording

/// Writes the dossiers of several applications into a folder.
struct DossierRun: Sendable {
  let store: ReviewStore
  let writer: DossierWriter
  let form: DossierForm
  let folder: Path
  /// The member of staff; nil for the office.
  let staff: StaffName?
  let force: Bool
  let jobs: Int
  let isQuiet: Bool
  let console: Console

  /// One application to write.
  private struct Job: Sendable {
    let number: RegistrationNumber
    let output: String
    /// Whether its export is logged by itself. The export of everybody under a filter is one entry.
    let isLogged: Bool
  }

  private enum Outcome: Sendable {
    case made(DossierManifest.Entry)
    /// There is nothing of it that this person could have, by the refusal's code.
    case leftOut(RegistrationNumber, String)
  }

  private var way: DossierManifest.Way {
    DossierManifest.Way(form: form, language: writer.language.rawValue, maxBytes: writer.maxBytes)
  }

  /// Named applications. One that is refused is reported.
  func named(_ numbers: [RegistrationNumber]) async throws -> ExitStatus {
    let manifest = try DossierManifest(in: folder, force: force)
    var summary = DossierSummary()
    var tasks: [Job] = []
    var seen: Set<RegistrationNumber> = []
    for number in numbers where seen.insert(number).inserted {
      do {
        // Whoever may not see it learns that, even if it is there from an earlier run.
        let version = try store.dossierVersion(of: number, as: staff)
        add(number, version: version, isLogged: true, to: &tasks, manifest, &summary)
      } catch {
        summary.fail(Failure(review: error, input: number.rawValue), on: console)
      }
    }
    return try await write(tasks, manifest, summary)
  }

  /// All applications under a filter that this person may see.
  func everybody(_ filter: RosterFilter) async throws -> ExitStatus {
    let manifest = try DossierManifest(in: folder, force: force)
    var summary = DossierSummary()
    var tasks: [Job] = []
    var everybody: Set<String> = []
    try store.eachRosterEntry(filter, for: staff) { entry in
      let record = entry.record
      guard record.erasedAt == nil else { return }
      everybody.insert(record.number.rawValue)
      guard record.state != .filling, entry.pictures > 0 else {
        summary.leftOut += 1
        return
      }
      add(record.number, version: record.version, isLogged: false, to: &tasks, manifest, &summary)
    }
    if !tasks.isEmpty { try store.recordDossiers(tasks.count, under: filter, as: form, by: staff) }
    try tellErased(manifest, besides: everybody)
    return try await write(tasks, manifest, summary)
  }

  private func add(
    _ number: RegistrationNumber, version: Int, isLogged: Bool, to tasks: inout [Job], _ manifest: DossierManifest,
    _ summary: inout DossierSummary
  ) {
    if manifest.current(number, version: version, way) != nil {
      summary.unchanged += 1
    } else {
      tasks.append(Job(number: number, output: manifest.output(of: number, form), isLogged: isLogged))
    }
  }

  private func write(
    _ tasks: [Job], _ manifest: DossierManifest, _ counted: DossierSummary
  ) async throws -> ExitStatus {
    let start = ContinuousClock.now
    var summary = counted
    var progress = Progress(of: tasks.count, on: console, isQuiet: isQuiet)
    let stop = StopRequest()
    Interruption.setFinalMessage(progress.finalMessage())
    Interruption.setGracefulStop(message: progress.stopMessage, stop.ask)
    try await inOrder(tasks, jobs: jobs, isStopped: { stop.signal != nil }, work: { make($0) }) { task, result in
      progress.clear()
      switch result {
      case .success(.made(let entry)):
        try manifest.add(entry)
        summary.exported += 1
        summary.reduced += entry.reduced > 0 ? 1 : 0
        if console.json || (!isQuiet && task.isLogged) {
          let made = MadeDossier(entry, in: folder)
          try console.tell(made.json, people: console.text(made.words))
        }
      case .success(.leftOut(let number, let code)):
        summary.leftOut += 1
        if console.json {
          try console.tell(["registration": .string(number.rawValue), "leftOut": .string(code)], people: "")
        }
      case .failure(let failure):
        // A full disk would fail all others too.
        if [.ioFailed, .cannotCreate, .busy].contains(failure.status) { throw failure }
        summary.fail(failure, on: console)
      }
      progress.advance()
    }
    if let signal = stop.signal { Interruption.end(by: signal) }
    if console.json || !isQuiet {
      let seconds = (ContinuousClock.now - start).seconds
      try console.tell(summary.json(seconds: seconds), people: console.text(summary.words))
    }
    return summary.status
  }

  private func make(_ task: Job) -> Result<Outcome, Failure> {
    do {
      let dossier =
        task.isLogged
        ? try store.exportDossier(of: task.number, as: form, by: staff) : try store.dossier(of: task.number, as: staff)
      return .success(.made(try write(dossier, as: task.output)))
    } catch let refusal as Refusal where !task.isLogged {
      return .success(.leftOut(task.number, refusal.code))
    } catch {
      return .failure(Failure(review: error, input: task.number.rawValue))
    }
  }

  private func write(_ dossier: Dossier, as name: String) throws -> DossierManifest.Entry {
    let path = folder.appending(name.utf8)
    let (bytes, reduced, digest): (Int, Int, Digest)
    switch form {
    case .pdf:
      let pdf = try writer.pdf(of: dossier)
      try OutputFile.write(pdf.bytes, to: path, replacing: true)
      (bytes, reduced, digest) = (pdf.bytes.count, pdf.reduced, Digest(of: pdf.bytes))
    case .folders:
      let files = try writer.files(of: dossier)
      try WholeFolder.write(files.files, to: path)
      // As `sha256sum *` prints them.
      let sums = files.files.map { "\(Digest(of: $0.bytes))  \($0.name)\n" }.joined()
      (bytes, reduced, digest) = (files.count, files.reduced, Digest(of: Array(sums.utf8)))
    }
    return DossierManifest.Entry(
      registration: dossier.registration.number.rawValue, version: dossier.version, way: way, output: name,
      bytes: bytes, sha256: digest.rawValue, pictures: dossier.pictures.count, reduced: reduced)
  }

  /// Names what earlier runs have written of registrations that were erased since. It is for people to delete: they may
  /// have copied it too.
  private func tellErased(_ manifest: DossierManifest, besides known: Set<String>) throws {
    for entry in manifest.entries.values.sorted(by: { $0.registration < $1.registration })
    where !known.contains(entry.registration) {
      guard let record = try? store.registration(RegistrationNumber(entry.registration)), record.erasedAt != nil,
        (try? FileStatus.of(folder.appending(entry.output.utf8), followingLinks: false)) != nil
      else { continue }
      let path = folder.appending(entry.output.utf8).text
      try console.tell(
        ["registration": .string(entry.registration), "erased": true, "output": .string(path)],
        people: console.text(
          Bilingual(
            "\(Printable.name(entry.registration)) has been erased in the store. Delete \(Printable.name(path)) too.",
            "\(Printable.name(entry.registration)) 在审核库中已清除，请同时删除 \(Printable.name(path))。")))
    }
  }
}

extension MadeDossier {
  fileprivate init(_ entry: DossierManifest.Entry, in folder: Path) {
    self.init(
      registration: entry.registration, version: entry.version, output: folder.appending(entry.output.utf8),
      bytes: entry.bytes, pictures: entry.pictures, reduced: entry.reduced)
  }
}

/// What happened to the applications of a run.
struct DossierSummary: Sendable {
  var exported = 0
  /// Those that were there already and have not changed.
  var unchanged = 0
  /// Those that are not handed in, have no pictures, or that this person may not see.
  var leftOut = 0
  /// Those whose pictures were made smaller.
  var reduced = 0
  private(set) var failed = 0
  private(set) var status = ExitStatus.done

  /// Reports and counts a failure.
  mutating func fail(_ failure: Failure, on console: Console) {
    console.report(failure)
    failed += 1
    status.raise(to: failure.status)
  }

  /// For programs.
  func json(seconds: Double) -> JSON {
    [
      "summary": [
        "exported": .integer(exported), "unchanged": .integer(unchanged), "leftOut": .integer(leftOut),
        "reduced": .integer(reduced), "failed": .integer(failed), "seconds": .number(seconds),
      ]
    ]
  }

  /// For people.
  var words: Bilingual {
    Bilingual(
      "Exported: \(exported), unchanged: \(unchanged), left out: \(leftOut), made smaller: \(reduced), failed: \(failed).",
      "导出 \(exported) 名，未变动 \(unchanged) 名，未导出 \(leftOut) 名，缩小图片 \(reduced) 名，失败 \(failed) 名。")
  }
}

import Documents
import Glibc
import ImageKit
import ReviewStore
import Wording

/// Prepares photos: reads, converts and writes. Several threads may call it at once.
struct PhotoWork: Sendable {
  /// What happened to a photo.
  enum Outcome: Sendable {
    /// A picture was made.
    case prepared(PreparedPhoto)
    /// No picture was made, or this is a dry run.
    case skipped(SkippedPhoto)
  }

  /// Options for every picture.
  let options: Preparation.Options
  /// Whether existing files may be replaced.
  let replacing: Bool
  /// Whether a photo is skipped if its prepared picture exists, is intact and is not older than the photo.
  var skipsExisting = false
  /// What earlier runs have made, by the manifest; nil without one.
  var made: MadePictures?
  /// Whether this is a dry run, which writes no file.
  var isDry = false
  /// Whether prepared pictures keep the times of their photos.
  var keepsTimes = false
  /// The server of photos and results in object storage.
  let objects: ObjectServer
  /// Files that no output may replace.
  let protected: ProtectedFiles

  /// Prepares one photo.
  func prepare(_ photo: Photo) -> Result<Outcome, Failure> {
    let start = ContinuousClock.now
    do {
      if case .ownResult = photo.target { return .success(.skipped(SkippedPhoto(photo, .ownResult))) }
      if skipsExisting, let output = existingResult(of: photo) {
        return .success(.skipped(SkippedPhoto(photo, .existing, output)))
      }
      // Refuse an unusable output path before any work is done.
      if let path = photo.target.path(for: .jpeg) { try requireFree(path, photo.target, nil) }
      if isDry, case .standardInput = photo.input.kind { return .success(.skipped(SkippedPhoto(photo, .dryRun))) }
      let times = keepsTimes ? FileTimes(of: photo.input.path) : nil
      var bytes = try photo.input.read(atMost: options.limits.maxBytes)
      let hash = made.map { _ in Digest(of: bytes) }
      if let hash,
        let (entry, output) = made?.unchanged(
          photo, hash, atMost: options.limits.maxBytes, from: objects)
      {
        return .success(.skipped(SkippedPhoto(photo, .unchanged, output, told: entry.findings)))
      }
      if isDry {
        if DocumentKind(sniffing: bytes) == nil {
          _ = try facts(of: bytes)
        } else {
          _ = try pageCount(of: bytes, photo)
        }
        return .success(.skipped(SkippedPhoto(photo, .dryRun, photo.target.path(for: .jpeg))))
      }
      let inputBytes = bytes.count
      let page = try reader.page(photo.page, of: bytes, toFill: options.maxBytes)
      if let page { bytes = page.file }
      let picture = try picture(of: consume bytes, of: photo, isPage: page != nil)
      let output = photo.target.path(for: picture.format)
      try store(picture, at: photo.target, output, times)
      return .success(
        .prepared(
          PreparedPhoto(
            input: photo.input.path, output: output ?? .standardStream, inputBytes: inputBytes,
            picture: picture, maxBytes: options.maxBytes, time: ContinuousClock.now - start, page: page,
            photoHash: hash)))
    } catch {
      return .failure(Failure(any: error, input: photo.input.path))
    }
  }

  /// Whether a result of an earlier run gives way to a new one.
  private var replacesResults: Bool { replacing || skipsExisting || made != nil }

  private var reader: PageReader { PageReader(limits: options.limits) }

  /// One photo for every page of the documents among the photos, and the other photos as they are. A document that cannot
  /// be read stays one photo, and fails when it is prepared.
  func withEveryPage(_ photos: [Photo]) -> [Photo] {
    photos.flatMap { photo -> [Photo] in
      guard case .named = photo.target, photo.input.looksLikeDocument,
        let bytes = try? photo.input.read(atMost: options.limits.maxBytes),
        let count = try? reader.pageCount(of: bytes),
        count > 1
      else { return [photo] }
      return (1...count).map { Photo(input: photo.input, target: photo.target.numbered($0), page: $0) }
    }
  }

  /// The number of pages of a document that has the page that is wanted.
  private func pageCount(of document: [UInt8], _ photo: Photo) throws(Failure) -> Int {
    do throws(DocumentError) {
      let count = try reader.pageCount(of: document)
      if photo.page == nil, count > 1 { throw DocumentError.severalPages(count) }
      if let page = photo.page, page > count { throw DocumentError.noSuchPage(page, of: count) }
      return count
    } catch {
      throw Failure(error)
    }
  }

  private func facts(of bytes: [UInt8]) throws(Failure) -> PictureFacts {
    do {
      return try PictureFacts(of: bytes)
    } catch {
      throw Failure(error, .unreadableData)
    }
  }

  /// - Parameter isPage: Whether the bytes are a page of a document. Then they are never handed on as they are, and the
  ///   document's name says nothing about them.
  private func picture(of bytes: consuming [UInt8], of photo: Photo, isPage: Bool) throws -> PreparedPicture {
    var options = options
    options.mayStayPNG = photo.target.mayBePNG && !isPage
    try MemoryLimit.requireRoom(for: bytes)
    do {
      return try Preparation(options).prepare(bytes, named: isPage ? nil : photo.input.fileName)
    } catch let error as DecodingError {
      throw Failure(error, .unreadableData)
    }
  }

  /// The prepared picture of an earlier run, if it is not older than its photo and passes all checks.
  private func existingResult(of photo: Photo) -> Path? {
    let formats = photo.target.mayBePNG ? PictureFormat.handedOut : [.jpeg]
    guard let photoTimes = FileTimes(of: photo.input.path), case .file(let identity) = photo.input.kind else {
      return nil
    }
    return formats.compactMap(photo.target.path(for:)).first { path in
      guard let times = FileTimes(of: path), times.isNoOlder(than: photoTimes), FileIdentity(of: path) != identity,
        let bytes = try? Input(one: path).read(atMost: options.maxBytes)
      else { return false }
      var inspector = Inspector(rules: options.rules, decodingLimits: options.limits)
      inspector.looksAtContent = false
      inspector.makesThumbnail = false
      return inspector.inspect(bytes, fileName: nil).ok
    }
  }

  private func requireFree(_ path: Path, _ target: Photo.Target, _ picture: [UInt8]?) throws(Failure) {
    if let object = try objects.object(at: path) { return try requireFree(object, target) }
    let output: ProtectedFiles.Output = if case .named = target { .namedResult } else { .picture(picture) }
    do throws(Failure) {
      try protected.requireFree(path, for: output, replacing: replacesResults)
    } catch {
      guard error.code == "already-exists" else { throw error }
      let name = Printable.name(path.text)
      throw Failure(
        error.status, code: error.code,
        Bilingual(
          "\(name) exists already. Add --force to replace it, or --skip-existing to make only what is missing.",
          "\(name) 已存在。加上 --force 可替换，加上 --skip-existing 则只处理缺少的。"))
    }
  }

  private func requireFree(_ object: StoredObject, _ target: Photo.Target) throws(Failure) {
    var isResult = false
    if case .named = target { isResult = true }
    guard !(isResult && replacesResults), try object.exists() else { return }
    let name = Printable.name(object.path.text)
    guard isResult else {
      throw Failure(
        .cannotCreate, code: "output-is-picture",
        Bilingual(
          "\(name) exists already. Only objects that have a result's name are replaced: give another name.",
          "\(name) 已存在。只会替换名称为处理结果的对象，请换一个名称。"))
    }
    throw Failure(
      .cannotCreate, code: "already-exists",
      Bilingual(
        "\(name) exists already. Add --force to replace it, or --manifest to make only what is missing.",
        "\(name) 已存在。加上 --force 可替换，加上 --manifest 则只处理缺少的。"))
  }

  private func store(_ picture: PreparedPicture, at target: Photo.Target, _ path: Path?, _ times: FileTimes?) throws {
    guard let path else {
      return try picture.bytes.withUnsafeBytes { try Console.write($0, to: STDOUT_FILENO) }
    }
    if path.ending == "png", picture.format != .png {
      throw Failure(
        .cannotCreate, code: "wrong-ending",
        Bilingual("The picture is a JPEG. Give it a name that ends in .jpg.", "生成的图片是 JPEG，请使用以 .jpg 结尾的文件名。"))
    }
    try requireFree(path, target, picture.bytes)
    if let object = try objects.object(at: path) { return try object.write(picture.bytes, as: picture.format) }
    switch target {
    case .named, .chosen: try Folder.make(path.parent)
    case .file, .standardOutput, .nowhere, .ownResult: break
    }
    try OutputFile.write(picture.bytes, to: path, replacing: replacesResults, times: times)
    protected.protect(path)
  }
}

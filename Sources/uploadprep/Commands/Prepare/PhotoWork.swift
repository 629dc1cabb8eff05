import Glibc
import ImageKit
import Wording

/// Prepares photos, one at a time on whatever thread asks: reads, prepares, writes.
struct PhotoWork: Sendable {
  /// What is wanted of every picture.
  let options: Preparation.Options
  /// Whether files that are there already may be replaced.
  let replacing: Bool
  /// All files that are read; none of them may be replaced.
  let inputs: ProtectedFiles

  /// Makes one photo's picture.
  func prepare(_ photo: Photo) -> Result<PreparedPhoto, Failure> {
    let start = ContinuousClock.now
    do {
      // What will be refused is refused before any work is done for it.
      if let path = photo.target.path(for: .jpeg) { try inputs.requireFree(path, replacing: replacing) }
      let bytes = try photo.input.read(atMost: options.limits.maxBytes)
      let inputBytes = bytes.count
      let picture = try picture(of: consume bytes, of: photo)
      let output = photo.target.path(for: picture.format)
      try store(picture, at: photo.target, output)
      return .success(
        PreparedPhoto(
          input: photo.input.path, output: output ?? .standardStream, inputBytes: inputBytes,
          picture: picture, time: ContinuousClock.now - start))
    } catch {
      return .failure(Failure(any: error, input: photo.input.path))
    }
  }

  private func picture(of bytes: consuming [UInt8], of photo: Photo) throws -> PreparedPicture {
    var options = options
    options.mayStayPNG = photo.target.mayBePNG
    do {
      return try Preparation(options).prepare(bytes, named: photo.input.fileName)
    } catch let error as DecodingError {
      throw Failure(error, .unreadableData)
    }
  }

  private func store(_ picture: PreparedPicture, at target: Photo.Target, _ path: Path?) throws {
    guard let path else {
      return try picture.bytes.withUnsafeBytes { try Console.write($0, to: STDOUT_FILENO) }
    }
    if path.ending == "png", picture.format != .png {
      throw Failure(
        .cannotCreate, code: "wrong-ending",
        Bilingual("The picture is a JPEG. Give it a name that ends in .jpg.", "生成的图片是 JPEG，请使用以 .jpg 结尾的文件名。"))
    }
    try inputs.requireFree(path, replacing: replacing)
    if case .named = target { try Folder.make(path.parent) }
    try OutputFile.write(picture.bytes, to: path, replacing: replacing)
  }
}

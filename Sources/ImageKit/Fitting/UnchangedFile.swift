extension PictureRules {
  /// Whether a photo's pixels may be kept, judged by its headers. It may still have to be turned.
  func mayAccept(_ facts: PictureFacts) -> Bool {
    formats.contains(facts.format) && accepts(facts) && (colour != .blackAndWhite || facts.bitDepth == 1)
      && [(facts.width, facts.height), (facts.height, facts.width)].contains { width, height in
        pixels.accepts(width: width, height: height) && ratio?.accepts(width: width, height: height) != false
      }
  }

  /// A file that keeps its pixels, with the resolution that the rules require; nil if it does not meet them.
  func fitted(_ file: [UInt8], format: PictureFormat) -> [UInt8]? {
    var file = file
    if let dpi, FileAdditions.dpi(of: file, format: format) != dpi {
      file = FileAdditions.settingDPI(dpi, in: file, format: format)
    }
    guard bytes.made.contains(file.count), let results = try? results(of: file), results.allSatisfy(\.isMet) else {
      return nil
    }
    return file
  }
}

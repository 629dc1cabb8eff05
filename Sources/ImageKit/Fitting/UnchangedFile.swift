extension PictureRules {
  /// Whether a photo's pixels may be kept, judged by its headers. It may still have to be turned.
  func mayAccept(_ facts: PictureFacts) -> Bool {
    formats.contains(facts.format) && hasColours(facts)
      && [(facts.width, facts.height), (facts.height, facts.width)].contains { width, height in
        pixels.accepts(width: width, height: height) && ratio?.accepts(width: width, height: height) != false
      }
  }

  /// Whether the headers alone tell that the pixels have the required kind of colours. A palette may hold any.
  private func hasColours(_ facts: PictureFacts) -> Bool {
    let isGrey = facts.components == 1 && !facts.hasPalette
    return switch colour {
    case .any, .sRGB: true
    case .grey: isGrey
    case .blackAndWhite: isGrey && facts.bitDepth == 1
    }
  }

  /// A file that keeps its pixels, with the resolution that the rules require; nil if it does not meet them.
  ///
  /// - Parameter isNew: Whether the file was written just now, and is to state the resolution in all places. A photo that
  ///   meets the rules as it is stays as it is.
  func fitted(_ file: [UInt8], isNew: Bool) -> [UInt8]? {
    guard var facts = try? PictureFacts(of: file) else { return nil }
    var file = file
    if let dpi, isNew || facts.dpi != dpi {
      file = FileAdditions.settingDPI(dpi, in: file, format: facts.format)
      guard let changed = try? PictureFacts(of: file) else { return nil }
      facts = changed
    }
    let evidence = FileEvidence(rules: self, byteCount: file.count, facts: facts)
    guard bytes.made.contains(file.count), !evidence.findings.contains(where: { $0.severity == .error }) else {
      return nil
    }
    return file
  }
}

import Wording

extension PictureRules {
  /// What is wrong with all files of one person together.
  ///
  /// - Parameters:
  ///   - files: The number of files.
  ///   - bytes: The number of bytes of all files.
  public func findings(onSetOf files: Int, bytes: Int) -> [Finding] {
    var findings: [Finding] = []
    if let least = set.minimumFiles, files < least {
      findings.append(
        Finding(
          .tooFewFiles, .error,
          Bilingual(
            "\(files) files are here; the portal takes no fewer than \(least).", "共 \(files) 个文件，系统要求至少 \(least) 个。")))
    }
    if let most = set.maximumFiles, files > most {
      findings.append(
        Finding(
          .tooManyFiles, .error,
          Bilingual("\(files) files are here; the portal takes \(most) at most.", "共 \(files) 个文件，系统最多接受 \(most) 个。")))
    }
    if let most = set.maximumBytes, bytes > most {
      findings.append(
        Finding(
          .setTooLarge, .error,
          Bilingual(
            "The files have \(ByteCount.size(bytes)) together; the portal takes \(ByteCount.limit(most)).",
            "文件共 \(ByteCount.size(bytes))，系统最多接受 \(ByteCount.limit(most))。")))
    }
    return findings
  }

  /// Whether there are rules about all files of a person together that ``findings(onSetOf:bytes:)`` judges.
  public var judgesSets: Bool { self.set.minimumFiles != nil || set.maximumFiles != nil || set.maximumBytes != nil }

  /// Whether a rule needs the picture's pixels, not only what its headers say.
  var needsPixels: Bool { background != nil || [.grey, .blackAndWhite].contains(colour) }

  /// Everything that the portal requires and no rule here judges, for reports.
  public var unjudged: [Bilingual] {
    var list = notChecked
    switch watermark {
    case .allowed: break
    case .required: list.append(Bilingual("whether the watermark is on it", "是否已加水印"))
    case .forbidden: list.append(Bilingual("whether it is free of watermarks", "是否没有水印"))
    }
    if set.isOnePDF { list.append(Bilingual("the PDF that holds all pages", "合并后的 PDF 文件")) }
    return list
  }
}

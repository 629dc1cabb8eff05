import ArgumentParser
import ImageKit
import Wording

/// Limits on the input, checked before memory is allocated for it.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: help(
      "The most pixels a picture may have, such as 60M. Default: 200000000.", "单张图片的最大像素数，如 60M。默认 200000000。",
      value: "pixels"),
    transform: SizeOption.pixels)
  var maxPixels = SizeOption(default: 200_000_000)

  @Option(
    help: help(
      "The largest file to read, such as 50MB. Default: 100000000.", "可读取的最大文件，如 50MB。默认 100000000。", value: "size"),
    transform: SizeOption.bytes)
  var maxInputBytes = SizeOption(default: 100_000_000)

  /// The limits as ImageKit takes them.
  var limits: DecodingLimits {
    var limits = DecodingLimits()
    limits.maxBytes = maxInputBytes.number
    limits.maxPixels = maxPixels.number
    return limits
  }

  /// Sentences that explain how sizes with units were interpreted.
  var understood: [Bilingual] {
    [maxPixels.understood("--max-pixels", isPixels: true), maxInputBytes.understood("--max-input-bytes")].compactMap(
      \.self)
  }
}

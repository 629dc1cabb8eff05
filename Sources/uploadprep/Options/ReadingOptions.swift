import ArgumentParser
import ImageKit

/// How much is taken in at all, before any memory is given to it.
struct ReadingOptions: ParsableArguments {
  @Option(help: help("The most pixels a picture may have.", "单张图片的最大像素数。", value: "pixels"))
  var maxPixels = 200_000_000

  @Option(help: help("The largest file to read, in bytes.", "可读取的最大文件，单位字节。", value: "bytes"))
  var maxInputBytes = 100_000_000

  func validate() throws {
    try requirePositive(maxPixels, "--max-pixels")
    try requirePositive(maxInputBytes, "--max-input-bytes")
  }

  /// The same as ImageKit takes it.
  var limits: DecodingLimits {
    var limits = DecodingLimits()
    limits.maxBytes = maxInputBytes
    limits.maxPixels = maxPixels
    return limits
  }
}

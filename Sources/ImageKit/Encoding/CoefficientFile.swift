import CJPEG

/// The content of a JPEG file: quantized coefficients, quantization tables and sampling factors.
struct CoefficientFile {
  /// One component.
  struct Component {
    var quantized: CoefficientPlane
    var table: QuantizationTable
    var horizontalSampling: Int
    var verticalSampling: Int
  }

  var width: Int
  var height: Int
  /// One (grey) or three (Y′, Cb, Cr).
  var components: [Component]
  /// Whether luma is coded by successive approximation.
  var isRefined: Bool

  /// The result of writing.
  struct Written {
    /// The file; nil if it was larger than the budget.
    var bytes: [UInt8]?
    /// The file's size in bytes, even if it was too large.
    var size: Int
  }

  /// The file's size in bytes, predicted from the bits of its scans. Headers are added, and a stuffed zero byte after
  /// every byte 0xFF, about one in 300.
  static func size(ofScans bits: Int, headers: Int) -> Int { headers + bits / 8 + bits / 8 / 300 }

  /// The inverse: the number of bits that the scans of a file of this size may take.
  static func scanBits(ofSize size: Int, headers: Int) -> Int { (size - headers) * 8 * 300 / 301 }

  /// The bytes of SOI, the JFIF header, the quantization tables (Cb and Cr share one if theirs are equal), the frame
  /// header and EOI.
  static func headers(tables: [QuantizationTable]) -> Int {
    let distinct = tables.count == 3 && tables[1] == tables[2] ? 2 : tables.count
    return 2 + 18 + distinct * 69 + 10 + tables.count * 3 + 2
  }

  /// Entropy-codes the file, and keeps at most `maxBytes` of it.
  func write(maxBytes: Int) throws(EncodingError) -> Written {
    var size = 0
    var status = CJPEG_MISUSE
    var message = [CChar](repeating: 0, count: Int(CJPEG_MESSAGE_SIZE))
    let scans = ScanScript.document(components: components.count, isRefined: isRefined).map(\.asC)
    let bytes = [UInt8](unsafeUninitializedCapacity: maxBytes) { output, initialized in
      withCComponents { described in
        status = cjpeg_write_coefficients(
          UInt32(width), UInt32(height), described.baseAddress, Int32(described.count), scans, Int32(scans.count),
          output.baseAddress, maxBytes, &size, &message)
      }
      initialized = min(size, maxBytes)
    }
    switch status {
    case CJPEG_OK: return Written(bytes: bytes, size: size)
    case CJPEG_LIMIT: return Written(bytes: nil, size: size)
    default:
      let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw .refused(message: String(decoding: text, as: UTF8.self))
    }
  }

  /// Calls `body` with the components for C, which point into our arrays and are valid only during the call.
  private func withCComponents(_ body: (UnsafeBufferPointer<cjpeg_component>) -> Void) {
    func describe(_ index: Int, _ described: [cjpeg_component]) {
      guard index < components.count else { return described.withUnsafeBufferPointer(body) }
      let component = components[index]
      component.quantized.values.withUnsafeBufferPointer { values in
        component.table.steps.withUnsafeBufferPointer { steps in
          let one = cjpeg_component(
            coefficients: values.baseAddress, steps: steps.baseAddress,
            blocks_wide: UInt32(component.quantized.blocksWide), blocks_high: UInt32(component.quantized.blocksHigh),
            horizontal_sampling: Int32(component.horizontalSampling),
            vertical_sampling: Int32(component.verticalSampling))
          describe(index + 1, described + [one])
        }
      }
    }
    describe(0, [])
  }
}

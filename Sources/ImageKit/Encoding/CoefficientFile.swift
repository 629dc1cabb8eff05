import CJPEG

/// A picture as a JPEG file holds it: quantized coefficients, their steps and sampling factors.
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

  /// What came of writing.
  struct Written {
    /// The file, or nothing when it was larger than the budget.
    var bytes: [UInt8]?
    /// Its size, also when it was too large.
    var size: Int
  }

  /// The file's size when its scans take so many bits: headers come on top, and a zero byte after every byte of ones,
  /// which is one in 300.
  static func size(ofScans bits: Int, headers: Int) -> Int { headers + bits / 8 + bits / 8 / 300 }

  /// The bits that the scans of a file of a size may take: the inverse.
  static func scanBits(ofSize size: Int, headers: Int) -> Int { (size - headers) * 8 * 300 / 301 }

  /// Bytes of the headers with these quantization tables, of which Cb and Cr may share one: SOI, JFIF's, tables, the
  /// frame's, EOI.
  static func headers(tables: [QuantizationTable]) -> Int {
    let distinct = tables.count == 3 && tables[1] == tables[2] ? 2 : tables.count
    return 2 + 18 + distinct * 69 + 10 + tables.count * 3 + 2
  }

  /// Entropy-codes the file, keeping at most `maxBytes` of it.
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

  /// The components with pointers into our arrays, valid for the time of the call.
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

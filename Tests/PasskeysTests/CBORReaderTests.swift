import Testing

@testable import Passkeys

@Suite("CBOR") struct CBORReaderTests {
  @Test(
    "Values are read as RFC 8949, appendix A, has them",
    arguments: [
      ([0x00], .number(0)), ([0x17], .number(23)), ([0x18, 0x18], .number(24)), ([0x19, 0x03, 0xe8], .number(1000)),
      ([0x1a, 0x00, 0x0f, 0x42, 0x40], .number(1_000_000)),
      ([0x1b, 0x00, 0x00, 0x00, 0xe8, 0xd4, 0xa5, 0x10, 0x00], .number(1_000_000_000_000)),
      ([0x20], .number(-1)), ([0x39, 0x03, 0xe7], .number(-1000)), ([0xf4], .truth(false)), ([0xf5], .truth(true)),
      ([0xf6], .null), ([0x44, 1, 2, 3, 4], .bytes([1, 2, 3, 4])), ([0x62, 0xc3, 0xbc], .text("ü")),
      ([0x83, 1, 2, 3], .list([.number(1), .number(2), .number(3)])),
      ([0xa1, 0x61, 0x61, 0x81, 0x02], .map([.text("a"): .list([.number(2)])])),
    ] as [([UInt8], CBORValue)]) func values(bytes: [UInt8], value: CBORValue) throws
  {
    // A text's length counts bytes.
    if case .text = value {
      #expect(throws: PasskeyError.damaged) { try CBORReader.value(of: [0x61, 0xc3, 0xbc]) }
    }
    #expect(try CBORReader.value(of: bytes) == value)
    for length in 0..<bytes.count {
      #expect(throws: PasskeyError.damaged, "cut off at \(length)") {
        try CBORReader.value(of: Array(bytes[..<length]))
      }
    }
    #expect(throws: PasskeyError.damaged, "followed by a byte") { try CBORReader.value(of: bytes + [0]) }
  }

  @Test(
    "What authenticators may not write is refused",
    arguments: [
      // Written longer than needed.
      [0x18, 0x17], [0x19, 0x00, 0xff], [0x1a, 0, 0, 0xff, 0xff], [0x1b, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff],
      [0x1b, 0x80, 0, 0, 0, 0, 0, 0, 0], [0x3b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],  // beyond 63 bits
      [0x5f, 0x41, 1, 0xff], [0x7f, 0xff], [0x9f, 0xff], [0xbf, 0xff],  // lengths told at the end
      [0x1c], [0x1d], [0x1e], [0xfc], [0xff], [0xf7], [0xf8, 0x20], [0xe0],  // no meaning
      [0xc0, 0x60], [0xf9, 0x3c, 0x00], [0xfb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0],  // a tag, fractions
      [0x61, 0xff], [0x62, 0xc3, 0x28],  // no UTF-8
      [0xa2, 0x01, 0x02, 0x01, 0x03],  // a key twice
      [0x81, 0x81, 0x81, 0x81, 0x81, 0x00],  // five levels
    ] as [[UInt8]]) func refused(bytes: [UInt8])
  {
    #expect(throws: PasskeyError.damaged) { try CBORReader.value(of: bytes) }
  }

  @Test("Four levels are read") func levels() throws {
    _ = try CBORReader.value(of: [0x81, 0x81, 0x81, 0x81, 0x00])
  }

  @Test("A length that is only announced is refused at once", arguments: [0x5b, 0x7b, 0x9b, 0xbb] as [UInt8])
  func announced(kind: UInt8) {
    for size: [UInt8] in [
      [0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
      [0, 0, 0, 1, 0, 0, 0, 0],
    ] {
      #expect(throws: PasskeyError.damaged) { try CBORReader.value(of: [kind] + size + [0, 0, 0]) }
    }
  }

  @Test("Random bytes never stop the program") func random() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in UInt8.random(in: 0...255) }
      _ = try? CBORReader.value(of: bytes)
      _ = try? AuthenticatorData([UInt8](repeating: 0, count: 32) + [0xc1, 0, 0, 0, 1] + bytes)
    }
  }
}

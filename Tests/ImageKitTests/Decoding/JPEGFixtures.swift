import Foundation
import Testing

/// One small picture, 40 × 24 pixels, as several kinds of JPEG file: left half red, right half blue, bottom eight rows
/// nearly white. Made with libjpeg-turbo's cjpeg.
enum JPEGFixtures {
  /// Sequential, 4:2:0.
  static let baseline = bytes(
    """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5E
    SUM8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv/wAAR
    CAAYACgDASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAQFB//EABcQAQADAAAAAAAAAAAAAAAAAAAEQoH/xAAWAQADAAAAAAAAAAAA
    AAAAAAAABQb/xAAaEQEAAQUAAAAAAAAAAAAAAAAAAQIFNIGx/9oADAMBAAIRAxEAPwDJAJF0nlV1OolV1OubThUb7KCvGbXrkABoVu7gIk4A
    AAAB/9k=
    """)
  /// Progressive, 4:4:4.
  static let progressive = bytes(
    """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5E
    SUM8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv/wgAR
    CAAYACgDAREAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAMEBv/EABcBAQEBAQAAAAAAAAAAAAAAAAAFBAb/2gAMAwEAAhADEAAAAcmG
    6J05U6ksaOY6kTpyp1JY7uJsAA//xAAXEAEAAwAAAAAAAAAAAAAAAAACECAw/9oACAEBAAEFAoVVh//EABgRAAIDAAAAAAAAAAAAAAAAAAVC
    ECAw/9oACAEDAQE/AYILUguH/8QAGBEAAgMAAAAAAAAAAAAAAAAABUIQIDD/2gAIAQIBAT8Bge1R7Yf/xAAUEAEAAAAAAAAAAAAAAAAAAAAw
    /9oACAEBAAY/An//xAAXEAADAQAAAAAAAAAAAAAAAAAQIEEw/9oACAEBAAE/IRKzh//aAAwDAQACAAMAAAAQSZKTJttv/8QAFxEBAAMAAAAA
    AAAAAAAAAAAAwRAgMP/aAAgBAwEBPxCHKuYf/8QAFxEBAAMAAAAAAAAAAAAAAAAAwRAgMP/aAAgBAgEBPxCAag4f/8QAFxAAAwEAAAAAAAAA
    AAAAAAAAECDBMP/aAAgBAQABPxAUWmH/2Q==
    """)
  /// Grey.
  static let grey = bytes(
    """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5E
    SUM8SDc9Pjv/wAALCAAYACgBAREA/8QAFwABAQEBAAAAAAAAAAAAAAAAAAQFB//EABcQAQADAAAAAAAAAAAAAAAAAAAEQoH/2gAIAQEAAD8A
    yRPKrqcaAnlV1OO7gD//2Q==
    """)
  /// Sequential, 4:4:0.
  static let tall = bytes(
    """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5E
    SUM8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv/wAAR
    CAAYACgDARIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAQFB//EABcQAQADAAAAAAAAAAAAAAAAAAAEQoH/xAAWAQEBAQAAAAAAAAAA
    AAAAAAAABgX/xAAYEQEAAwEAAAAAAAAAAAAAAAAABkOBwf/aAAwDAQACEQMRAD8AyRiLoATyq6Sq6po/ZnUtIat4nFOlwB3cRLYAAAAAH//Z
    """)
  /// Sequential, 4:1:1.
  static let wide = bytes(
    """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5E
    SUM8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv/wAAR
    CAAYACgDAUEAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAQFB//EABcQAQADAAAAAAAAAAAAAAAAAAAEQoH/xAAXAQEBAQEAAAAAAAAA
    AAAAAAAGAAUC/8QAGhEAAgIDAAAAAAAAAAAAAAAAAAECBTRysf/aAAwDAQACEQMRAD8AyRPKrqd1RZMtX1G3f40dlxgAwBpoCeVXU4fRZMtX
    1DK/xo7LjABgDTu4ASbAARH/2Q==
    """)
  /// Sequential, 4:2:2, with a restart interval of one MCU.
  static let restarts = bytes(
    """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5E
    SUM8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv/wAAR
    CAAYACgDASEAAhEBAxEB/8QAGAABAAMBAAAAAAAAAAAAAAAAAAQFBwb/xAAXEAEAAwAAAAAAAAAAAAAAAAAABEKB/8QAGAEAAwEBAAAAAAAA
    AAAAAAAAAQUGAwL/xAAaEQEAAQUAAAAAAAAAAAAAAAAAAQIFNIGx/90ABAAB/9oADAMBAAIRAxEAPwCpCRdP/9ChlV1HPrThUb7Li8ZteuQ/
    /9HmRZFD/9KpCRdP/9OhlV1HPrThUb7Li8ZteuQ//9TmRZFD/9XURmL/1tRGYv/X1EZi/9k=
    """)
  /// CMYK, with the Adobe marker for inverted samples.
  static let inks = bytes(
    """
    /9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAKBwcIBwYKCAgICwoKCw4YEA4NDQ4dFRYRGCMfJSQiHyIhJis3LyYpNCkhIjBBMTQ5Oz4+PiUuRElD
    PEg3PT47/8AAFAgAGAAoBEMRAE0RAFkRAEsRAP/EABkAAQADAQEAAAAAAAAAAAAAAAAEBgcFCP/EABsQAQABBQEAAAAAAAAAAAAAAAAHBEJF
    g8KB/9oADgRDAE0AWQBLAAA/AL0pLOWzADP5Txe7hIpb/F8jHJ6uxn6QvgAPQDnsHABn8p4vdwkUt/i+Rjk9XYz9IXwAHphvDsAAAAAA/9k=
    """)
  /// Arithmetic-coded.
  static let arithmetic = bytes(
    """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5E
    SUM8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv/yQAR
    CAAYACgDASIAAhEBAxEB/8wACgAQEAUBEBEF/9oADAMBAAIRAxEAPwD+8LxU4ensCTMvHlahtTV+cGkgugy5KkhCHcIruErWAliccUiqd3gz
    d0SKQP/Z
    """)

  private static func bytes(_ base64: String) -> [UInt8] {
    [UInt8](Data(base64Encoded: base64, options: .ignoreUnknownCharacters)!)
  }

  /// A file with segments inserted after its start-of-image marker.
  static func inserting(_ segments: [[UInt8]], into file: [UInt8]) -> [UInt8] {
    Array(file[..<2] + segments.joined() + file[2...])
  }

  /// A marker segment.
  static func segment(_ marker: UInt8, _ payload: [UInt8]) -> [UInt8] {
    [0xFF, marker, UInt8((payload.count + 2) >> 8), UInt8((payload.count + 2) & 255)] + payload
  }
}

/// A file with a name, so that test output shows the name instead of the bytes.
struct NamedFile: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: [UInt8]

  /// The JPEG fixtures that can be decoded and have colour.
  static let coloured = [
    NamedFile(testDescription: "4:2:0", bytes: JPEGFixtures.baseline),
    NamedFile(testDescription: "progressive 4:4:4", bytes: JPEGFixtures.progressive),
    NamedFile(testDescription: "4:4:0", bytes: JPEGFixtures.tall),
    NamedFile(testDescription: "4:1:1", bytes: JPEGFixtures.wide),
    NamedFile(testDescription: "4:2:2 with restarts", bytes: JPEGFixtures.restarts),
    NamedFile(testDescription: "inks", bytes: JPEGFixtures.inks),
  ]

  /// Small files of every kind.
  static let all =
    coloured + [
      NamedFile(testDescription: "grey", bytes: JPEGFixtures.grey),
      NamedFile(
        testDescription: "RGB PNG", bytes: PNGFixture.plain([200, 100, 50], width: 9, height: 9, type: 2).bytes),
      NamedFile(
        testDescription: "grey PNG with alpha", bytes: PNGFixture.plain([77, 99], width: 9, height: 9, type: 4).bytes),
    ]
}

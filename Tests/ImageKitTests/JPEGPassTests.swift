import Synchronization
import Testing

@testable import ImageKit

@Suite("How often a JPEG is decoded") struct JPEGPassTests {
  private final class Log: Sendable {
    private let passes = Mutex<[JPEGPass]>([])
    func add(_ pass: JPEGPass) { passes.withLock { $0.append(pass) } }
    var all: [JPEGPass] { passes.withLock { $0 } }
  }

  /// The passes over JPEG data that some work makes.
  private func passes(_ work: () throws -> Void) rethrows -> [JPEGPass] {
    let log = Log()
    try JPEGPass.$observer.withValue({ log.add($0) }, operation: work)
    return log.all
  }

  private func prepared(
    _ photo: [UInt8], as route: PreparedPicture.Route, _ change: (inout Preparation.Options) -> Void = { _ in }
  ) throws -> [JPEGPass] {
    var options = Preparation.Options()
    change(&options)
    return try passes {
      let result = try Preparation(options).prepare(photo)
      #expect(result.route == route)
    }
  }

  private func commented(_ photo: [UInt8]) -> [UInt8] {
    JPEGFixtures.inserting([JPEGFixtures.segment(0xFE, [1, 2, 3])], into: photo)
  }

  private func page(turned state: ExifOrientation = .upright, bytes: Int = 150_000) throws -> [UInt8] {
    let plane = try PageFixture(side: 704, em: 24).plane.cropped(x: 0, y: 0, width: 704, height: 560)
    let picture = PlanarPicture(luma: plane.upright(from: state), chroma: nil)
    return try BudgetEncoder(maxBytes: bytes).encode(picture).bytes
  }

  /// As `uploadprep prepare` asks for it.
  private func likeTheCommand(_ options: inout Preparation.Options) {
    options.upright = .auto
    options.judgesResult = true
  }

  @Test("A photo that is encoded anew is decoded once, however upright is found") func encoded() throws {
    let photo = try PreparationTests.photo(width: 1600, height: 1200, bytes: 700_000)
    #expect(try prepared(photo, as: .encoded) == [.decoding])
    #expect(try prepared(photo, as: .encoded) { $0.upright = .auto } == [.decoding])
    #expect(try prepared(photo, as: .encoded) { $0.looksAtContent = true } == [.decoding])
    let page = try page(turned: .turnClockwise)
    let passes = try prepared(page, as: .encoded) {
      likeTheCommand(&$0)
      $0.maxBytes = 20_000
    }
    #expect(passes == [.decoding])
  }

  @Test("Where the text leaves a doubt, the command's own result is decoded too, to look at it") func doubt() throws {
    let photo = try PreparationTests.photo(width: 1600, height: 1200, bytes: 700_000)
    #expect(try prepared(photo, as: .encoded, likeTheCommand) == [.decoding, .decoding])
  }

  @Test("A photo that stays as it is is verified, and decoded at most once") func handedThrough() throws {
    let photo = try PreparationTests.photo()
    #expect(try prepared(photo, as: .handedThrough) == [.verifying])
    #expect(try prepared(photo, as: .handedThrough) { $0.upright = .auto } == [.decoding, .verifying])
    #expect(try prepared(photo, as: .handedThrough, likeTheCommand) == [.decoding, .verifying])
    #expect(try prepared(photo, as: .handedThrough) { $0.crop = .page } == [.decoding, .verifying])
  }

  @Test("A photo that keeps its coefficients is decoded once, and so verified") func rewrapped() throws {
    let photo = commented(try PreparationTests.photo())
    #expect(try prepared(photo, as: .rewrapped) == [.decoding])
    #expect(try prepared(photo, as: .rewrapped) { $0.upright = .auto } == [.decoding])
    #expect(try prepared(photo, as: .rewrapped) { $0.crop = .page } == [.decoding])
    let sideways = try page(turned: .turnClockwise)
    #expect(try prepared(sideways, as: .rewrapped) { $0.upright = .auto } == [.decoding])
    #expect(try prepared(sideways, as: .rewrapped, likeTheCommand) == [.decoding])
  }

  @Test("A photo whose new file turns out too large is not decoded again") func tooLarge() throws {
    let photo = commented(try PreparationTests.photo())
    for upright in Preparation.UprightSource.allCases {
      let passes = try prepared(photo, as: .encoded) {
        $0.upright = upright
        $0.maxBytes = photo.count * 4 / 5
      }
      #expect(passes == [.decoding])
    }
  }

  @Test("However small its pixels were made, a photo keeps all of its coefficients, and gives its pixels once more")
  func reduced() throws {
    for file in [JPEGFixtures.baseline, JPEGFixtures.progressive] {
      let decoder = PictureDecoder()
      let whole = try #require(decoder.hold(file, longSide: .max)?.file(turned: .upright, maxBytes: 2_000))
      for longSide in [10, 20, 40] {
        let held = try #require(decoder.hold(file, longSide: longSide))
        let wanted = try decoder.examine(file, longSide: longSide).picture
        #expect(held.decoded()?.picture.luma.samples == wanted.luma.samples)
        #expect(held.file(turned: .upright, maxBytes: 2_000) == whole)
        #expect(held.file(turned: .upright, maxBytes: 100) == nil)
        #expect(held.decoded()?.picture.luma.samples == wanted.luma.samples)
      }
      #expect(decoder.hold(file, longSide: 0) == nil)
      #expect(decoder.hold(Array(file.dropLast(30)), longSide: .max) == nil)
    }
  }

  @Test("A check decodes a picture once, and verifies it where its content does not matter") func check() throws {
    let photo = try page()
    var inspector = Inspector()
    #expect(passes { _ = inspector.inspect(photo, fileName: nil) } == [.decoding])
    inspector.makesThumbnail = false
    #expect(passes { _ = inspector.inspect(photo, fileName: nil) } == [.decoding])
    inspector.looksAtContent = false
    #expect(passes { _ = inspector.inspect(photo, fileName: nil) } == [.verifying])
  }
}

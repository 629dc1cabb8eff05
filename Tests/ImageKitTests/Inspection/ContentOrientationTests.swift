import Testing

@testable import ImageKit

@Suite("Content orientation") struct ContentOrientationTests {
  @Test("The orientation of a page of text is recognized in all eight states", arguments: ExifOrientation.allCases)
  func everyState(_ state: ExifOrientation) throws {
    // Applying the state to the stored page makes it upright, so the page is stored with the inverse.
    let inverse: ExifOrientation =
      switch state {
      case .turnClockwise: .turnCounterclockwise
      case .turnCounterclockwise: .turnClockwise
      default: state
      }
    let stored = try PageFixture().plane.upright(from: inverse)
    let orientation = ContentOrientation(of: stored)
    #expect(orientation.state == state)
    #expect(orientation.confidence >= ContentOrientation.sure)
  }

  @Test("A tilted page is straightened before it is read", arguments: [-40.0, -25, 12, 33])
  func tilted(degrees: Double) throws {
    let page = try PageFixture().plane
    let tilted = page.straightened(x: 0, y: 0, side: page.width, angle: Float(-degrees * .pi / 180))
    let tilt = TextTilt(of: tilted.cropped(x: 300, y: 300, width: 300, height: 300))
    #expect(abs(Double(tilt.angle) * 180 / .pi - degrees) < 3)
    #expect(ContentOrientation(of: tilted).state == .upright)
  }

  @Test("A surface without lines has no tilt") func noTilt() {
    var random = Xorshift(seed: 4)
    var grain = Plane(width: 200, height: 200)
    for index in grain.samples.indices { grain.samples[index] = UInt8(truncatingIfNeeded: random.next() >> 20) }
    #expect(TextTilt(of: grain).agreement < 0.1)
    #expect(TextTilt(of: Plane(width: 64, height: 64, filledWith: 90)).angle == 0)
  }

  @Test("Without text nothing is decided: grain, stripes and checks") func noText() {
    var random = Xorshift(seed: 9)
    var grain = Plane(width: 900, height: 700)
    for index in grain.samples.indices { grain.samples[index] = UInt8(truncatingIfNeeded: random.next() >> 20) }
    var stripes = Plane(width: 900, height: 700)
    var checks = stripes
    for y in 0..<700 {
      for x in 0..<900 {
        stripes[x, y] = y % 24 < 12 ? 40 : 220
        checks[x, y] = (x / 9 + y / 9) % 2 == 0 ? 60 : 200
      }
    }
    for plane in [grain, stripes, checks, Plane(width: 900, height: 700, filledWith: 128)] {
      #expect(ContentOrientation(of: plane).state == nil)
    }
  }

  @Test("When two states are left, patches that favour neither decide nothing") func twoLeft() {
    var votes = OrientationVotes()
    func vote(_ state: ExifOrientation, _ count: Int) {
      var answer = TextPatchNetwork.Answer(
        states: [Float](repeating: 0, count: 8), none: 0, em: 20, blur: 0.03, density: 1)
      answer.states[state.rawValue - 1] = 1
      for _ in 0..<count { votes.add(answer) }
    }
    // A lead by chance must not suppress the other votes.
    vote(.upsideDown, 10)
    #expect(votes.contenders(within: 1).count == 2)
    #expect(votes.confidence > ContentOrientation.sure)
    vote(.upright, 8)
    #expect(votes.winner == .upsideDown)
    #expect(votes.confidence < 0.5)
  }

  @Test("Text too blurred to be read is undecided") func blurred() throws {
    let page = try PageFixture(em: 22).blurred(passes: 20)
    #expect(ContentOrientation(of: page).state == .upright)
    let orientation = Sight(of: page, pictureLongSide: 900).orientation
    #expect(orientation.state == nil)
    #expect(orientation.confidence < ContentOrientation.sure)
  }

  @Test("Pictures smaller than a patch are undecided", arguments: [1, 63, 64, 65, 95])
  func tiny(side: Int) {
    #expect(ContentOrientation(of: Plane(width: side, height: side, filledWith: 90)).state == nil)
  }
}

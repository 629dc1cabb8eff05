import Testing

@testable import ImageKit

@Suite("Planes") struct PlaneTests {
  @Test("A plane of one value holds that value in its last sample") func filled() {
    let plane = Plane(width: 3, height: 2, filledWith: 7)
    #expect(plane[2, 1] == 7)
    #expect(plane.samples.count == 6)
  }
}

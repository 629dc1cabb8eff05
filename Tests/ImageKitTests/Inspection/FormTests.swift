import Testing

@testable import ImageKit

/// A scan of a printed form that somebody has filled in.
struct FormFixture {
  static let labels = [
    "姓名", "性别", "出生年月", "证件号码", "毕业院校", "所学专业", "试用机构", "岗位类别", "起止日期", "考核内容", "考核结果", "带教老师", "单位意见",
  ]
  static let first = [
    "赵建国", "男", "一九九一年三月", "一一零一零五", "华北医学院", "临床医学", "第三人民医院", "内科病房", "二零二二年至今", "完成轮转八个月", "合格", "钱德明", "同意推荐",
  ]
  static let second = [
    "欧阳静", "女", "一九八七年九月", "三七零二八四", "江南中医大学", "口腔综合", "西区妇幼中心", "急诊外伤", "二零一九年六月", "轮转一年有余", "优秀", "孙丽萍", "情况属实",
  ]
  /// The same as `first` except for the name.
  static let renamed = ["欧阳静"] + first.dropFirst()

  /// The form's luma; the seed determines the scanner's noise.
  static func plane(_ values: [String], seed: UInt64 = 1) throws -> Plane {
    var plane = Plane(width: 827, height: 1_100, filledWith: 246)
    func write(_ text: String, left: Int, middle: Int, em: Double) throws {
      let mask = StampMask(try TextOutline(Array(text.unicodeScalars)), emSize: em, angle: 0)
      PageFixture.draw(mask, on: &plane, x: left + Int(Double(text.count) * em / 2), y: middle, ink: 35)
    }
    try write("试用期考核合格证明", left: 230, middle: 70, em: 40)
    for (index, (label, value)) in zip(labels, values).enumerated() {
      let top = 120 + 72 * index
      for x in 60..<768 { (plane[x, top], plane[x, top + 1], plane[x, top + 72]) = (20, 20, 20) }
      for x in [60, 240, 766] { for y in top..<top + 72 { (plane[x, y], plane[x + 1, y]) = (20, 20) } }
      try write(label, left: 80, middle: top + 36, em: 26)
      try write(value, left: 270, middle: top + 36, em: 26)
    }
    var random = Xorshift(seed: seed)
    for index in plane.samples.indices {
      plane.samples[index] = UInt8(clamping: Int(plane.samples[index]) + Int(random.next() % 7) - 3)
    }
    return plane
  }
}

@Suite("Forms") struct FormTests {
  private func hash(_ plane: Plane) throws -> PerceptualHash {
    try #require(PerceptualHash(of: plane, seen: Sight(of: plane, pictureLongSide: max(plane.width, plane.height))))
  }

  /// Which of the other pages is found to be the same page; nil for none.
  private func found(_ plane: Plane, among others: Plane...) throws -> Int? {
    var index = DuplicateIndex<Int>()
    for (number, other) in others.enumerated() { index.insert(try hash(other), number) }
    let hash = try hash(plane)
    let comparison = PageComparison(of: hash)
    let nearest = try others.map { comparison.distance(to: try self.hash($0)) }.min()
    #expect(nearest! <= PerceptualHash.same, "they look alike")
    #expect(hash.detail != nil)
    return index.find(hash)
  }

  @Test("One form filled in by two people is no duplicate") func people() throws {
    let first = try FormFixture.plane(FormFixture.first)
    #expect(try found(FormFixture.plane(FormFixture.second, seed: 2), among: first) == nil)
    #expect(try found(FormFixture.plane(FormFixture.renamed, seed: 3), among: first) == nil)
  }

  @Test("Neither is it if both are watermarked, or one lies on its side") func stamped() throws {
    let stamped = try [FormFixture.first, FormFixture.second].map { try FormFixture.plane($0).stamped() }
    #expect(try found(stamped[1], among: stamped[0]) == nil)
    #expect(try found(FormFixture.plane(FormFixture.second).upright(from: .turnClockwise), among: stamped[0]) == nil)
  }

  @Test("The page itself is found among other people's, after every change", arguments: Change.allCases)
  func same(_ change: Change) throws {
    let first = try FormFixture.plane(FormFixture.first)
    #expect(
      try found(
        change.made(of: first), among: first, FormFixture.plane(FormFixture.second),
        FormFixture.plane(FormFixture.renamed)) == 0)
  }

  /// A change that a page may undergo between two photos.
  enum Change: CaseIterable {
    case scannedAgain, coded, halved, dark, pale, stamped, cropped, moved, tilted, onItsSide

    func made(of page: Plane) throws -> Plane {
      func mapped(_ change: (Int) -> Int) -> Plane {
        var plane = page
        for index in plane.samples.indices { plane.samples[index] = UInt8(clamping: change(Int(plane.samples[index]))) }
        return plane
      }
      switch self {
      case .scannedAgain: return try FormFixture.plane(FormFixture.first, seed: 9)
      case .coded:
        let file = try BudgetEncoder(maxBytes: 24_000).encode(PlanarPicture(luma: page, chroma: nil)).bytes
        return try PictureDecoder().decode(file).picture.luma
      case .halved: return PlaneScaler.reduce(page, width: page.width / 2, height: page.height / 2)
      case .dark: return mapped { $0 * 7 / 10 }
      case .pale: return mapped { 120 + $0 / 2 }
      case .stamped: return try page.stamped()
      case .cropped: return page.cropped(x: 8, y: 11, width: page.width - 16, height: page.height - 22)
      case .moved: return page.cropped(x: 6, y: 9, width: page.width - 6, height: page.height - 9)
      case .tilted:
        // Rotated by half a degree.
        var plane = Plane(width: page.width, height: page.height, filledWith: 246)
        for y in 0..<page.height {
          for x in 0..<page.width {
            let from = (x: x + (y - 550) * 9 / 1_000, y: y - (x - 413) * 9 / 1_000)
            if (0..<page.width).contains(from.x), (0..<page.height).contains(from.y) {
              plane[x, y] = page[from.x, from.y]
            }
          }
        }
        return plane
      case .onItsSide: return page.upright(from: .turnClockwise)
      }
    }
  }
}

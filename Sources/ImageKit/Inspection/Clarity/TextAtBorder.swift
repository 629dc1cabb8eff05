/// Where text runs out of the picture: a page that fills the picture has a margin of paper, one that is cut off has
/// not.
///
/// The patches along each side of the picture are examined. A patch counts as cut if the network sees text in it and
/// there is ink near the border: within a third of an em at the ends of lines, within the space between two lines above
/// and below them. A few letters may belong to a neighbouring sheet, so a side counts only if text of the page's size
/// meets it in several places.
struct TextAtBorder: Sendable {
  /// Of the places near text along the worst side, the share where text runs out of the picture: 0…1.
  let share: Double

  /// The fewest places with text, each of 64 pixels, for a side to be judged.
  private static let fewestPlaces = 3
  /// The largest em, in pixels, at which a patch still holds several letters.
  private static let goodEm: Float = 26
  /// The most places examined along a side; more are subsampled evenly.
  private static let mostPlaces = 10

  /// A survey below this confidence in the orientation, and below `leastTextShare`, shows a map or a texture, not a
  /// page.
  private static let leastConfidence = 0.5
  /// The share of patches with text that goes with `leastConfidence`.
  private static let leastTextShare = 0.6

  /// Nothing was examined, so nothing is cut.
  static let none = TextAtBorder(share: 0)

  private init(share: Double) { self.share = share }

  /// Examines the borders of the surveyed plane.
  ///
  /// - Parameter contrast: How many grey levels the page's ink is darker than its paper.
  init(_ survey: TextSurvey, contrast: Double) {
    let page = survey.page
    let isPage =
      survey.votes.confidence >= Self.leastConfidence
      || Double(page.count) >= Self.leastTextShare * Double(survey.patches.count)
    guard !page.isEmpty, isPage else {
      self = .none
      return
    }
    // The scale at which the network recognises text of the page's size best.
    let ems = page.map { $0.answer.em * Float($0.reduction) }.sorted()
    let em = ems[ems.count / 2]
    let scale = survey.scales.indices.first { em / Float(1 << $0) <= Self.goodEm } ?? survey.scales.count - 1
    let plane = survey.scales[scale]
    let border = Border(plane: plane, em: em / Float(1 << scale), contrast: Int(contrast))
    share = Side.allCases.map { side in
      // A cut between two lines leaves less than an em of paper; a margin leaves more.
      let isLineEnd = (side == .left || side == .right) != survey.votes.winner.exchangesSides
      let depth = max(2, Int(border.em * (isLineEnd ? 0.35 : 0.8)))
      let met = border.places(along: side).filter { border.inkMeets(side, at: $0, depth: depth) }
      // The network examines a sample of the places, large enough to estimate the share.
      let step = max(1, (met.count + Self.mostPlaces - 1) / Self.mostPlaces)
      let looked = stride(from: 0, to: met.count, by: step).map { met[$0] }
      let cut = looked.count { survey.showsText(plane, $0.x, $0.y, em: border.em) }
      let places = cut * step
      return places < Self.fewestPlaces ? 0 : Double(places) / Double(border.places(along: side).count)
    }.max()!
  }
}

/// One of a picture's four sides.
private enum Side: CaseIterable { case left, right, top, bottom }

/// The outermost patches of a plane.
private struct Border {
  let plane: Plane
  /// The text's em in pixels of the plane.
  let em: Float
  /// How many grey levels the page's ink is darker than its paper.
  let contrast: Int

  /// The left top corners of the patches that touch a side.
  func places(along side: Side) -> [(x: Int, y: Int)] {
    let patch = TextPatchNetwork.side
    let length = side == .left || side == .right ? plane.height : plane.width
    return stride(from: 0, through: length - patch, by: patch).map { position in
      switch side {
      case .left: (0, position)
      case .right: (plane.width - patch, position)
      case .top: (position, 0)
      case .bottom: (position, plane.height - patch)
      }
    }
  }

  /// Whether there is ink on paper in a patch within `depth` pixels of the border.
  func inkMeets(_ side: Side, at place: (x: Int, y: Int), depth: Int) -> Bool {
    let patch = TextPatchNetwork.side
    var all = [Int](repeating: 0, count: 256)
    var strip = all
    plane.samples.withUnsafeBufferPointer { samples in
      for y in 0..<patch {
        let line = samples.baseAddress! + (place.y + y) * plane.stride + place.x
        for x in 0..<patch {
          let sample = Int(line[x])
          all[sample] += 1
          let distance =
            switch side {
            case .left: x
            case .right: patch - 1 - x
            case .top: y
            case .bottom: patch - 1 - y
            }
          if distance < depth { strip[sample] += 1 }
        }
      }
    }
    func percentile(_ share: Double) -> Int {
      var sum = 0
      return all.firstIndex {
        sum += $0
        return Double(sum) > share * Double(patch * patch)
      }!
    }
    let (ink, paper) = (percentile(0.04), percentile(0.8))
    // A stamp runs out of the picture by design. It is paler than the page's ink.
    guard paper - ink > max(24, contrast / 2) else { return false }
    let covered = Double(strip[...((ink + paper) / 2)].reduce(0, +)) / Double(patch * depth)
    // A dark desk beyond the paper is not ink, and one or two strokes are not text.
    return (0.04...0.6).contains(covered)
  }
}

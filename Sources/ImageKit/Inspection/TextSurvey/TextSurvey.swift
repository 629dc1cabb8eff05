/// What the network finds of the text in a picture: its orientation, size, blur and places.
///
/// It examines a few dozen patches: first the most active places of the picture at three scales, then those around the
/// places where text was found.
struct TextSurvey: Sendable {
  /// A patch that was examined.
  struct Patch: Sendable {
    /// The surveyed plane's scale divided by the patch's: 1, 2 or 4.
    let reduction: Int
    /// Its left edge in the surveyed plane.
    let x: Int
    /// Its upper edge in the surveyed plane.
    let y: Int
    /// Its side in the surveyed plane.
    var side: Int { TextPatchNetwork.side * reduction }
    /// The network's estimates.
    let answer: TextPatchNetwork.Answer
    /// By how many radians it was turned before it was given to the network.
    let tilt: Float

    /// Whether it probably shows text that lies along or across the picture.
    var showsText: Bool { answer.none < 0.5 }
    /// Whether it almost certainly shows text.
    var surelyShowsText: Bool { answer.none < 0.15 }
  }

  /// Every patch that was examined.
  let patches: [Patch]

  /// The surveyed plane at full, half and quarter size.
  let scales: [Plane]
  /// The orientations that were still possible at the end.
  private let contenders: [ExifOrientation]
  private let tilt: TextTilt
  /// The evidence of the patches with text for each orientation.
  let votes: OrientationVotes

  /// The patches that probably show text.
  var text: [Patch] { patches.filter(\.showsText) }

  /// Whether most of the text is tilted by more than a hand-held page is: then it is a stamp's.
  var isSteep: Bool { 2 * text.count { abs($0.tilt) > Self.mostTilt } > text.count }
  /// In radians: 20 degrees.
  private static let mostTilt: Float = 0.35

  /// The patches that surely show text, if there are enough of them for a page; else none. If most of the other patches
  /// show none, and the orientation is unclear too, then a texture such as bricks or fabric resembles text.
  var page: [Patch] {
    let sure = patches.filter(\.surelyShowsText)
    let isText = Double(sure.count) >= 0.4 * Double(patches.count) || sure.count >= 24 && votes.confidence >= 0.5
    return sure.count >= 12 && isText ? sure : []
  }

  /// The limits of a survey: patches, and views of patches given to the network, about 0.07 ms each.
  private struct Budget {
    var patches = 96
    var views = 448

    /// Whether one more patch may be examined in this number of orientations.
    func allows(_ states: Int) -> Bool { patches > 0 && views >= states }
  }

  /// An orientation is ruled out if its evidence is this far behind the likeliest one's. A smaller lead suffices to
  /// decide.
  private static let hopeless = 24.0
  /// The confidence at which the orientation is settled, so that only one view of further patches is needed.
  private static let beyondDoubt = 0.99
  /// The fewest patches with text at which an undecided survey is continued.
  private static let promising = 24

  /// Surveys a picture's luma. A long side between 1,200 and 2,400 pixels is best: in a smaller plane small text is
  /// lost, and in a larger one letters are too large for the network.
  init(of luma: Plane) {
    let sampler = TextPatchSampler(luma)
    var patches: [Patch] = []
    var seen = Set<TextPatchSampler.Place>()
    var votes = OrientationVotes()
    var contenders = ExifOrientation.allCases
    var budget = Budget()
    var tilt = TextTilt()
    var next = sampler.proposals()

    /// Examines the places in turn. Returns what to examine next: the places that exceeded the budget, then those
    /// around the patches that showed text, the surest first.
    func look(at places: [TextPatchSampler.Place]) -> [TextPatchSampler.Place] {
      var found: [(sureness: Float, places: [TextPatchSampler.Place])] = []
      var left: [TextPatchSampler.Place] = []
      for place in places where !seen.contains(place) {
        guard budget.allows(contenders.count) else {
          left.append(place)
          continue
        }
        seen.insert(place)
        let patch = Self.patch(at: place, sampler, contenders, &tilt)
        patches.append(patch)
        budget.patches -= 1
        budget.views -= contenders.count
        guard patch.showsText else { continue }
        if contenders.count > 1 {
          votes.add(patch.answer)
          contenders = votes.confidence < Self.beyondDoubt ? votes.contenders(within: Self.hopeless) : [votes.winner]
        }
        found.append((1 - patch.answer.none, sampler.neighbours(of: place, em: patch.answer.em)))
      }
      return left + found.sorted { $0.sureness > $1.sureness }.flatMap(\.places)
    }

    while !next.isEmpty, budget.allows(contenders.count) { next = look(at: next) }
    // If there is enough text, but its orientation is not decided, more patches are examined.
    if votes.confidence < ContentOrientation.sure, patches.count(where: \.showsText) >= Self.promising {
      budget = Budget(patches: 96, views: 288)
      while !next.isEmpty, votes.confidence < ContentOrientation.sure, budget.allows(contenders.count) {
        next = look(at: next)
      }
    }
    self.patches = patches
    self.votes = votes
    self.contenders = contenders
    self.tilt = tilt
    scales = sampler.scales
  }

  /// Whether there surely is text like the page's at a place of one of `scales`: in the same orientation and of a
  /// similar size.
  func showsText(_ plane: Plane, _ x: Int, _ y: Int, em: Float) -> Bool {
    let side = TextPatchNetwork.side
    let answer = TextPatchNetwork.trained.answer(
      for: plane.straightened(x: x, y: y, side: side, angle: tilt.angle), contenders: contenders)
    return Patch(reduction: 1, x: x, y: y, answer: answer, tilt: tilt.angle).surelyShowsText
      && (em / 3...em * 3).contains(answer.em)
  }

  /// Examines one place, straightened by the tilt there, averaged with the tilt of the text found before.
  private static func patch(
    at place: TextPatchSampler.Place, _ sampler: TextPatchSampler, _ contenders: [ExifOrientation],
    _ tilt: inout TextTilt
  ) -> Patch {
    let plane = sampler.scales[place.scale]
    let x = place.column * TextPatchSampler.block
    let y = place.row * TextPatchSampler.block
    let side = TextPatchNetwork.side
    let own = TextTilt(in: plane, x: x, y: y, width: side, height: side)
    let angle = own.adding(tilt, share: 0.5).angle
    let answer = TextPatchNetwork.trained.answer(
      for: plane.straightened(x: x, y: y, side: side, angle: angle), contenders: contenders)
    let reduction = 1 << place.scale
    let patch = Patch(reduction: reduction, x: x * reduction, y: y * reduction, answer: answer, tilt: angle)
    if patch.showsText { tilt = tilt.adding(own, share: 0.2) }
    return patch
  }
}

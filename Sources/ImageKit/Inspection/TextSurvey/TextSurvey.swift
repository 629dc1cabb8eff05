/// What the network sees of the text in a picture: how it is turned, how large it is, how blurred, and where.
///
/// It looks at a few dozen patches, not everywhere: first at the liveliest places of the picture at three scales, then,
/// where text was found, around them.
struct TextSurvey: Sendable {
  /// A patch that was looked at.
  struct Patch: Sendable {
    /// How many pixels of the surveyed plane, a side, make one of the patch: 1, 2 or 4.
    let reduction: Int
    /// Its left edge in the surveyed plane.
    let x: Int
    /// Its upper edge in the surveyed plane.
    let y: Int
    /// Its side in the surveyed plane.
    var side: Int { TextPatchNetwork.side * reduction }
    /// What the network says of it.
    let answer: TextPatchNetwork.Answer
    /// By how many radians it was turned before the network saw it.
    let tilt: Float

    /// Whether it probably shows text that lies along or across the picture.
    var showsText: Bool { answer.none < 0.5 }
    /// Whether it surely does.
    var surelyShowsText: Bool { answer.none < 0.15 }
  }

  /// Every patch that was looked at.
  let patches: [Patch]

  /// The surveyed plane at full, half and quarter size.
  let scales: [Plane]
  /// The states that were still in question at the end.
  private let contenders: [ExifOrientation]
  private let tilt: TextTilt
  /// What the patches with text say together of how the picture is turned.
  let votes: OrientationVotes

  /// The patches that probably show text.
  var text: [Patch] { patches.filter(\.showsText) }

  /// Whether most of the text is tilted by more than a page that somebody holds, as a stamp is.
  var isSteep: Bool { 2 * text.count { abs($0.tilt) > Self.mostTilt } > text.count }
  /// In radians: 20 degrees.
  private static let mostTilt: Float = 0.35

  /// The patches that surely show text, if there are enough of them to speak of a page; else none. Where most of those
  /// beside them show none, and they do not say either how they lie, it is bricks, or tissue, that reminds of text.
  var page: [Patch] {
    let sure = patches.filter(\.surelyShowsText)
    let isText = Double(sure.count) >= 0.4 * Double(patches.count) || sure.count >= 24 && votes.confidence >= 0.5
    return sure.count >= 12 && isText ? sure : []
  }

  /// What it may cost: so many patches looked at, and so many times one is shown to the network in one of the eight states,
  /// about 0.07 ms each.
  private struct Budget {
    var patches = 96
    var views = 448

    /// Whether one more patch can be paid in so many states.
    func allows(_ states: Int) -> Bool { patches > 0 && views >= states }
  }

  /// A state that is so far behind the likeliest one is looked at no more. It is further than what decides.
  private static let hopeless = 24.0
  /// From this confidence on nothing is asked any more of how the text lies.
  private static let beyondDoubt = 0.99
  /// So many patches with text are worth a further look.
  private static let promising = 24

  /// Surveys a picture's luma. A long side between 1,200 and 2,400 pixels shows most: in a much smaller plane small text is
  /// lost, a larger one costs more and shows the network letters too large for it.
  init(of luma: Plane) {
    let sampler = TextPatchSampler(luma)
    var patches: [Patch] = []
    var seen = Set<TextPatchSampler.Place>()
    var votes = OrientationVotes()
    var contenders = ExifOrientation.allCases
    var budget = Budget()
    var tilt = TextTilt()
    var next = sampler.proposals()

    /// Looks at the places in turn. What is left to look at is those that could not be paid, and those beside the ones that
    /// showed text, the surest first.
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
    // Where there is text enough, but it has not told yet how it lies, more of it is asked.
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

  /// Whether there surely is text like the page's at a place of one of `scales`: in the same state, of no other order of size.
  func showsText(_ plane: Plane, _ x: Int, _ y: Int, em: Float) -> Bool {
    let side = TextPatchNetwork.side
    let answer = TextPatchNetwork.trained.answer(
      for: plane.straightened(x: x, y: y, side: side, angle: tilt.angle), contenders: contenders)
    return Patch(reduction: 1, x: x, y: y, answer: answer, tilt: tilt.angle).surelyShowsText
      && (em / 3...em * 3).contains(answer.em)
  }

  /// Looks at one place, straightened by the tilt there; where that is unclear, by that of the text found before.
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

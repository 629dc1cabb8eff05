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

    /// Whether it probably shows text that lies along or across the picture.
    var showsText: Bool { answer.none < 0.5 }
  }

  /// Every patch that was looked at.
  let patches: [Patch]

  /// The patches that probably show text.
  var text: [Patch] { patches.filter(\.showsText) }

  /// The patches that surely show text, if there are enough of them to speak of a page; else none.
  var page: [Patch] {
    let sure = patches.filter { $0.answer.none < 0.15 }
    return sure.count >= 12 ? sure : []
  }

  /// Patches looked at, at most: each costs about half a millisecond.
  private static let mostPatches = 64

  /// Surveys a picture's luma. A long side between 1,200 and 2,400 pixels shows most: in a much smaller plane small text is
  /// lost, a larger one costs more and shows the network letters too large for it.
  init(of luma: Plane) {
    let sampler = TextPatchSampler(luma)
    var patches: [Patch] = []
    var seen = Set<TextPatchSampler.Place>()

    func look(at places: [TextPatchSampler.Place]) -> [TextPatchSampler.Place] {
      places.filter { place in
        guard seen.count < Self.mostPatches, seen.insert(place).inserted else { return false }
        let x = place.column * TextPatchSampler.block
        let y = place.row * TextPatchSampler.block
        let answer = TextPatchNetwork.trained.answer(for: sampler.scales[place.scale], x: x, y: y)
        let reduction = 1 << place.scale
        let patch = Patch(reduction: reduction, x: x * reduction, y: y * reduction, answer: answer)
        patches.append(patch)
        return patch.showsText
      }
    }

    var found = look(at: sampler.proposals())
    while !found.isEmpty, seen.count < Self.mostPatches {
      found = look(at: found.flatMap(sampler.neighbours))
    }
    self.patches = patches
  }
}

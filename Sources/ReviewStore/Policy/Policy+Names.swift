import Wording

extension Policy {
  /// The name of a material; its id if the policy does not have it.
  func name(of id: MaterialID) -> Bilingual { material(id)?.name ?? Bilingual(id.rawValue, id.rawValue) }

  /// The name of a place, such as `学历证明第 2 张`.
  func name(of place: Place) -> Bilingual {
    let name = name(of: place.material)
    return Bilingual("\(name.english) \(place.position)", "\(name.chinese)第 \(place.position) 张")
  }
}

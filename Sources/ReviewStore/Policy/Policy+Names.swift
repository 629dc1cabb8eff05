import Wording

extension Policy {
  /// The name of a place, such as `学历证明第 2 张`.
  func name(of place: Place) -> Bilingual {
    let name = material(place.material)?.name ?? Bilingual(place.material.rawValue, place.material.rawValue)
    return Bilingual("\(name.english) \(place.position)", "\(name.chinese)第 \(place.position) 张")
  }
}

import ArgumentParser
import ReviewStore

/// The arguments that identify a picture.
struct PlaceArguments: ParsableArguments {
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @Argument(help: help("The material's id in the policy.", "材料编号。", value: "material")) var material: MaterialID
  @Argument(help: help("The picture's position, from 1.", "图片位置，从 1 开始。", value: "position")) var position: Int

  /// The picture's place.
  var place: Place { Place(material, position) }
}

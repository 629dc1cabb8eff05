import ImageKit
import ReviewStore

extension Policy {
  /// The policy that a person names: one that ships with the program by its id, any other by its file.
  init(named name: String) throws(Failure) {
    if let shipped = Policy.shippedYAML(name) {
      self = try Policy.read(shipped, input: name)
    } else {
      let file = Path(argument: name) ?? Path(name)
      self = try Policy.read(String(decoding: try FileReading.bytes(ofList: file), as: UTF8.self), input: file.text)
    }
  }

  private static func read(_ yaml: String, input: String) throws(Failure) -> Policy {
    do {
      return try Policy(yaml: yaml)
    } catch {
      throw Failure(error, .unreadableData, input: input)
    }
  }
}

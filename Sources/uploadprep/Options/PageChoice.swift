import ArgumentParser

/// Which pages of PDF and TIFF documents are wanted.
enum PageChoice: Sendable, Hashable, ExpressibleByArgument {
  /// One page, from 1.
  case number(Int)
  /// Every page, each as a picture of its own.
  case all

  init?(argument: String) {
    if argument == "all" {
      self = .all
    } else if let number = Int(argument), number >= 1 {
      self = .number(number)
    } else {
      return nil
    }
  }

  /// The number of the page; nil for all of them.
  var number: Int? { if case .number(let number) = self { number } else { nil } }
}

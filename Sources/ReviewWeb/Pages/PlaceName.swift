import ImageKit
import ReviewStore
import Wording

extension MaterialStatus {
  /// What a place is called: as the policy labels it, else by its number.
  func name(of position: Int) -> Bilingual {
    labels[position - 1] ?? Bilingual("picture \(position)", "第 \(position) 张")
  }
}

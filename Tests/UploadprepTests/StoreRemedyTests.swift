import ReviewStore
import Testing
import Wording

@testable import uploadprep

@Suite("What to type against the store's errors") struct StoreRemedyTests {
  private static let unknownMaterial = Refusal(
    .notFound, "The policy knows no material x.", "考区规则中没有材料 x。", remedy: .listMaterials)

  private static let told: [(error: any DescribedError, words: Bilingual)] = [
    (
      StoreError.noStore(path: "x"),
      Bilingual(
        "There is no store at x. Make one with `store init`, or name it with --store.",
        "x 处没有审核库，请先用 `store init` 创建，或用 --store 指定。")
    ),
    (
      StoreError.tracesLeft,
      Bilingual(
        "It has been erased, but others are reading the store, so traces may remain in its files. Run `store verify "
          + "--repair` when they have finished.",
        "已清除，但有其他程序正在读取审核库，文件中可能仍有残留；请在其结束后运行 `store verify --repair`。")
    ),
    (
      StoreError.shortKey,
      Bilingual(
        "A key for backups has at least 16 bytes. Make one with `head -c 32 /dev/urandom >FILE`",
        "备份密钥至少 16 字节，可用 `head -c 32 /dev/urandom >文件` 生成。")
    ),
    (
      unknownMaterial,
      Bilingual("The policy knows no material x. `materials` lists them.", "考区规则中没有材料 x，可用 `materials` 查看材料列表。")
    ),
    (
      InputError.missingSite,
      Bilingual("Missing: site, for a site reviewer (--site).", "缺少：考点（考点审核人员须用 --site 指定考点）。")
    ),
  ]

  @Test("The command says what to type; the store says only what happened, because pages show that too")
  func commands() {
    for (error, words) in Self.told {
      #expect(Failure(review: error).message == words)
      #expect(Failure(any: error).message == words)
      for text in [error.explanation.english, error.explanation.chinese] {
        #expect(!text.contains("`") && !text.contains("--"), "\(text)")
      }
    }
    #expect(Failure(review: StoreError.busy).message == StoreError.busy.explanation)
  }
}

import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep store init`
struct StoreInit: Command {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: words("Makes a new store.", "创建审核库。"))
  @Option(
    help: help("The region's rules: a policy's id, or its file.", "考区规则：规则编号或规则文件。", value: "id|file"),
    completion: .policy)
  var policy: String
  @Option(help: help("The region's name, instead of the policy's.", "考区名称，默认取规则中的名称。", value: "name"))
  var region: String?
  @Option(
    help: help(
      "The PostgreSQL database for everything but the pictures, such as postgresql://user@host/database. The password "
        + "is taken from PGPASSWORD, PGPASSFILE or ~/.pgpass. Default: a file in the store's folder.",
      "存放数据（图片除外）的 PostgreSQL 数据库，形如 postgresql://用户@主机/数据库；密码取自 PGPASSWORD、PGPASSFILE 或 "
        + "~/.pgpass。默认为审核库文件夹中的文件。", value: "address"))
  var at: String?
  @OptionGroup var pictures: PictureStorageOptions
  @OptionGroup var encryption: PictureKeyOption
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(with console: Console) async throws -> ExitStatus {
    let (yaml, folder) = try Policy.text(named: policy)
    let path = place.path
    let made: Policy
    do {
      made = try Policy(yaml: yaml, hasExample: Policy.hasExample(in: folder))
      try ReviewStore.create(
        at: path, database: try at.map { try DatabaseAddress($0) }, pictures: try pictures.storage(),
        pictureKey: encryption.source(), policy: yaml, region: region, examples: examples(of: made, in: folder))
    } catch let error as PolicyError {
      throw Failure(review: error, input: policy)
    } catch {
      throw Failure(review: error)
    }
    console.warn(of: made.stampError(region: region))
    try console.tell(
      [
        "store": .string(path), "policy": .string(made.id),
        "region": .string(region ?? made.region.chinese),
      ],
      people: console.text(
        Bilingual("There is a new store at \(path), under \(made.id).", "已在 \(path) 创建审核库，考区规则 \(made.id)。")))
    return .done
  }

  /// The example pictures beside a policy file.
  private func examples(of policy: Policy, in folder: Path?) throws -> [String: [UInt8]] {
    guard let folder else { return [:] }
    var found: [String: [UInt8]] = [:]
    for name in Set(policy.materials.compactMap(\.example)) where Policy.shippedExample(name) == nil {
      let input = try Input(one: folder.appending(name.utf8))
      found[name] = try input.read(atMost: Policy.mostExampleBytes)
    }
    return found
  }
}

import ArgumentParser
import Foundation
import ImageKit
import ObjectStorage
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
  @Option(
    help: help(
      "The object storage for the pictures, in a part of a bucket where nothing is yet. The access key is taken from "
        + "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from ~/.aws/credentials under AWS_PROFILE. Default: files in the "
        + "store's folder.",
      "存放图片的对象存储，须为存储桶中尚无内容的位置；访问密钥取自 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY，或 "
        + "~/.aws/credentials 中 AWS_PROFILE 所指的配置。默认为审核库文件夹中的文件。", value: "s3://bucket/prefix"))
  var pictures: String?
  @Option(
    name: .customLong("s3-endpoint"),
    help: help(
      "The server of the object storage. Default: AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, or Amazon's in the region.",
      "对象存储的服务地址。默认取 AWS_ENDPOINT_URL_S3、AWS_ENDPOINT_URL，或该区域的 Amazon 地址。", value: "url"))
  var endpoint: String?
  @Option(
    name: .customLong("s3-region"),
    help: help(
      "The region of the object storage. Default: AWS_REGION, AWS_DEFAULT_REGION, or us-east-1.",
      "对象存储的区域。默认取 AWS_REGION、AWS_DEFAULT_REGION，或 us-east-1。", value: "name"))
  var storageRegion: String?
  @Flag(
    name: .customLong("s3-path-style"),
    help: help(
      "Names the bucket in the path instead of the host, as most servers other than Amazon's want it.",
      "在路径而非主机名中写存储桶名称，Amazon 以外的服务大多需要。"))
  var isPathStyle = false
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(with console: Console) async throws -> ExitStatus {
    let (yaml, folder) = try Policy.text(named: policy)
    let path = place.path
    let made: Policy
    do {
      made = try Policy(yaml: yaml, hasExample: Policy.hasExample(in: folder))
      try ReviewStore.create(
        at: path, database: try at.map { try DatabaseAddress($0) }, pictures: try storage(), policy: yaml,
        region: region, examples: examples(of: made, in: folder))
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

  /// Where the pictures will be; nil for the folder.
  private func storage() throws -> ObjectPlace? {
    guard let pictures else {
      guard endpoint == nil, storageRegion == nil, !isPathStyle else {
        throw Failure(
          .usage, code: "usage",
          Bilingual("`--s3-` options need `--pictures`.", "`--s3-` 开头的选项须与 `--pictures` 一起使用。"))
      }
      return nil
    }
    let environment = ProcessInfo.processInfo.environment.filter { !$0.value.isEmpty }
    do throws(ObjectPlace.Mistake) {
      return try ObjectPlace(
        pictures, endpoint: endpoint ?? environment["AWS_ENDPOINT_URL_S3"] ?? environment["AWS_ENDPOINT_URL"],
        region: storageRegion ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"]
          ?? ObjectPlace.defaultRegion, isPathStyle: isPathStyle)
    } catch {
      throw InputError.badPictures(error)
    }
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

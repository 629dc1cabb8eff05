import ArgumentParser
import Foundation
import ObjectStorage
import ReviewStore
import Wording

/// Where a new store's pictures are.
struct PictureStorageOptions: ParsableArguments {
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

  /// The object storage; nil for the store's folder.
  func storage() throws -> ObjectPlace? {
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
}

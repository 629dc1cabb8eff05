import ArgumentParser
import Foundation
import ObjectStorage
import Wording

/// The server that has the buckets of `s3://` addresses.
struct StorageServerOptions: ParsableArguments {
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

  /// Whether one of the options was given.
  var isGiven: Bool { endpoint != nil || storageRegion != nil || isPathStyle }

  /// The server of objects that are named like files.
  var objects: ObjectServer {
    ObjectServer { [self] address throws(ObjectPlace.Mistake) in try place(address) }
  }

  /// A place on the server.
  ///
  /// - Parameter address: `s3://bucket` or `s3://bucket/prefix`.
  func place(_ address: String) throws(ObjectPlace.Mistake) -> ObjectPlace {
    let environment = ProcessInfo.processInfo.environment.filter { !$0.value.isEmpty }
    return try ObjectPlace(
      address, endpoint: endpoint ?? environment["AWS_ENDPOINT_URL_S3"] ?? environment["AWS_ENDPOINT_URL"],
      region: storageRegion ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"]
        ?? ObjectPlace.defaultRegion, isPathStyle: isPathStyle)
  }
}

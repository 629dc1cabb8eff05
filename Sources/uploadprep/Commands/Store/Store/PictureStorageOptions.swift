import ArgumentParser
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
  @OptionGroup var server: StorageServerOptions

  /// The object storage; nil for the store's folder.
  func storage() throws -> ObjectPlace? {
    guard let pictures else {
      guard !server.isGiven else {
        throw Failure(
          .usage, code: "usage",
          Bilingual("`--s3-` options need `--pictures`.", "`--s3-` 开头的选项须与 `--pictures` 一起使用。"))
      }
      return nil
    }
    do throws(ObjectPlace.Mistake) {
      return try server.place(pictures)
    } catch {
      throw InputError.badPictures(error)
    }
  }
}

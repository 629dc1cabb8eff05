/// Chinese translations of the reasons that decoders give for rejecting a file.
///
/// The libraries report errors in English. A Chinese sentence omits a reason that has no translation here; the English
/// sentence always quotes the decoder's own words.
enum DecoderReason {
  /// The reason in parentheses for a Chinese sentence; empty if it has no translation.
  static func parenthesis(_ reason: String) -> String { chinese(reason).map { "（\($0)）" } ?? "" }

  /// The reason in Chinese; nil if it has no translation.
  static func chinese(_ reason: String) -> String? {
    beginnings.first { reason.lowercased().hasPrefix($0.key) }?.value
  }

  /// Prefixes of reasons in lower case; the rest of a reason holds only numbers and names.
  private static let beginnings: KeyValuePairs = [
    // JPEG
    "unsupported jpeg process": "不常见的编码方式", "arithmetic coding": "算术编码",
    "unknown number of components": "颜色分量数异常", "unsupported color conversion": "颜色空间不受支持",
    "unsupported jpeg data precision": "采样位数不受支持", "bogus huffman table": "哈夫曼表有误",
    "huffman table": "缺少哈夫曼表", "quantization table": "缺少量化表", "bogus sampling factors": "采样参数有误",
    "cannot transcode due to multiple use of quantization table": "量化表重复使用", "bogus": "数据有误",
    "corrupt jpeg data": "图像数据有误", "premature end of": "数据提前结束", "invalid jpeg file structure": "文件结构有误",
    "invalid component id": "颜色分量编号有误", "invalid progressive parameters": "渐进扫描参数有误",
    "inconsistent progression sequence": "渐进扫描顺序有误", "unsupported marker type": "标记不受支持",
    "empty jpeg image": "图片没有像素", "jpeg datastream contains no image": "文件中没有图像", "no more rows": "图像行数不足",
    "no frame header": "缺少帧头", "maximum supported image dimension": "尺寸超出上限",
    "fewer bytes than a picture of this size can have": "数据量与尺寸不符", "too many scans": "扫描次数过多",
    "too many pixels": "像素过多", "too many coefficients": "图像数据过多", "sampling factors too large": "采样参数过大",
    "unexpected component": "颜色分量异常", "suspension not allowed": "数据提前结束",
    // PNG
    "no ihdr chunk": "缺少文件头", "wrong ihdr chunk": "文件头有误", "invalid ihdr": "文件头有误", "no pixels": "图片没有像素",
    "not a png file": "不是 PNG 文件", "idat: crc error": "图像数据校验有误", "ihdr: crc error": "文件头校验有误",
    "crc error": "校验有误", "not enough image data": "图像数据不足", "too much image data": "图像数据过多",
    "more image data than": "图像数据过多", "too many warnings": "错误过多", "the file ends too early": "文件提前结束",
    "read error": "文件提前结束", "idat": "图像数据有误", "invalid": "数据有误", "missing plte": "缺少调色板", "plte": "调色板有误",
    "extra compressed data": "图像数据过多", "incorrect": "数据有误", "decompression error": "解压失败",
    "bad adaptive filter value": "图像数据有误", "unknown compression": "压缩方式不受支持",
    // HEIC, AVIF and WebP
    "the tiles": "图块无法拼成图片", "no tiles": "缺少图块", "colour matrix": "颜色矩阵不受支持", "an item is missing": "缺少图像数据",
    "the picture is empty": "图片没有像素", "the picture has no size": "缺少图片尺寸",
    "nothing of the picture is to be shown": "没有可显示的画面", "a picture of kind": "图片类型不受支持",
    "a tile of kind": "图块类型不受支持", "a film without a still picture": "只有视频，没有静态图片",
    "no picture among its items": "文件中没有图片", "no picture header": "缺少图片头",
    "a bitstream of an unknown version": "版本不受支持",
    "the coded data contradicts itself": "图像数据有误", "the coded data ends too early": "图像数据提前结束",
    "the coded picture is larger": "图像尺寸与文件头不符", "no coded picture": "文件中没有图像数据",
    "broken parameter set": "图像参数有误", "no decoder configuration": "缺少解码参数",
    "broken decoder configuration": "解码参数有误", "planes of": "颜色分量异常",
    // Colour profiles
    "the profile has": "配置文件过大", "no memory": "内存不足", "out of memory": "内存不足",
    "it is not an icc profile": "不是 ICC 配置文件",
    "it is made for another colour model": "颜色模型不符", "its tables cannot be used": "内容无法使用",
  ]
}

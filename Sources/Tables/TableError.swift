import Wording

/// A table that cannot be read or written.
public enum TableError: DescribedError, Sendable, Hashable {
  /// There is no memory left.
  case outOfMemory
  /// The file is a ZIP file, but no workbook that can be read.
  case noWorkbook
  /// The file is a workbook in the binary format of Excel 97 to 2003, or one with a password.
  case oldWorkbook
  /// The workbook is larger than allowed.
  case tooLarge
  /// A library failed, with its message, which holds nothing of the table.
  case fault(String)

  /// A stable identifier for programs.
  public var code: String {
    switch self {
    case .outOfMemory: "out-of-memory"
    case .noWorkbook, .oldWorkbook: "bad-workbook"
    case .tooLarge: "too-large"
    case .fault: "table-fault"
    }
  }

  /// What is wrong and what to do about it.
  public var explanation: Bilingual {
    switch self {
    case .outOfMemory: Bilingual("There is not enough memory for the table.", "内存不足，无法处理该表格。")
    case .noWorkbook:
      Bilingual(
        "This file is no Excel workbook that can be read. Save it again as .xlsx or as CSV.",
        "无法读取该 Excel 文件，请重新另存为 .xlsx 或 CSV 格式。")
    case .oldWorkbook:
      Bilingual(
        "This is a workbook in the old format, or one with a password. Save it as .xlsx without a password.",
        "该文件为旧版 Excel 格式或设有密码，请另存为不带密码的 .xlsx 格式。")
    case .tooLarge:
      Bilingual(
        "The workbook is too large. Remove what does not belong in it, or save it as CSV.", "表格过大，请删除无关内容，或另存为 CSV。")
    case .fault(let message):
      Bilingual("The table could not be written: \(message).", "表格无法写出：\(message)。")
    }
  }
}

import ImageKit
import Wording

/// The names that a template and a table give to the pictures of a run.
struct ChosenNames: Sendable {
  /// A picture's path up to its extension.
  struct Place: Sendable, Hashable {
    /// The path without extension.
    let base: Path
    /// The extension as the template has it; nil for the format's own.
    let ending: String?

    /// The whole path for a picture in a format.
    func path(for format: PictureFormat) -> Path {
      Path(bytes: base.bytes + Array(".\(ending ?? format.endings[0])".utf8))
    }
  }

  /// The template of the names.
  let template: NameTemplate
  /// The values of its fields; nil where no table is given.
  let table: NamesTable?
  /// The folder in which all pictures are made.
  let folder: Path

  /// The fields that need no table: the photo's name without extension, and its number in the run.
  static let ownFields: Set = ["stem", "number"]

  /// Throws if the template has a field that neither the table nor the photo has.
  func checkFields() throws(Failure) {
    let known = Self.ownFields.union(table?.columns ?? []).subtracting(["file"])
    guard let field = template.fields.first(where: { !known.contains($0) }) else { return }
    let list = Bilingual.list(known.sorted().map { "{\($0)}" })
    throw Failure(
      .usage, code: "usage",
      table == nil
        ? Bilingual(
          "{\(field)} needs a table: give --names. Without one there are \(list.english).",
          "{\(field)} 需要用 --names 指定表格；没有表格时只有 \(list.chinese)。")
        : Bilingual(
          "The table has no column {\(field)}. There are \(list.english).", "表格没有 {\(field)} 这一列，可用的有 \(list.chinese)。")
    )
  }

  /// One place for each photo, in the same order.
  ///
  /// - Throws: ``Failure`` with all photos that have no line, no value, an unsafe name, or the name of another.
  func places(for photos: [Input]) throws(Failure) -> [Place] {
    try checkFields()
    var places: [Place] = []
    var takers: [String: Input] = [:]
    var mistakes: [Failure.Reason] = []
    for (index, photo) in photos.enumerated() {
      let row = table?.row(of: photo.path)
      if table != nil, row == nil {
        mistakes.append(Self.mistake(photo, Bilingual("the table has no line about it.", "表格中没有这张照片。")))
        continue
      }
      let stem = Path(bytes: photo.path.stem).text
      do throws(NameTemplate.MissingField) {
        let name = try template.filled { field in
          row?.fields[field] ?? (field == "stem" ? stem : field == "number" ? String(index + 1) : nil)
        }
        if let problem = Self.problem(with: name, template: template, row: row, stem: stem) {
          mistakes.append(row.map { NamesTable.mistake($0.line, problem) } ?? Self.mistake(photo, problem))
          continue
        }
        let place = place(named: name)
        // Names that differ only in case are one file on many systems.
        if let other = takers.updateValue(photo, forKey: place.base.text.lowercased()) {
          let words = Bilingual(
            "it would get the same name as \(Printable.name(other.text)).", "与 \(Printable.name(other.text)) 的新文件名相同。")
          mistakes.append(Self.mistake(photo, words))
        }
        places.append(place)
      } catch {
        let words = Bilingual("{\(error.name)} is empty.", "{\(error.name)} 为空。")
        mistakes.append(row.map { NamesTable.mistake($0.line, words) } ?? Self.mistake(photo, words))
      }
    }
    try NamesTable.refuse(mistakes, Bilingual("Not every photo can be named.", "部分照片无法命名。"), nil)
    return places
  }

  private func place(named name: String) -> Place {
    let ending = template.ending.map { _ in String(name[name.lastIndex(of: ".")!...].dropFirst()) }
    let base = ending.map { String(name.dropLast($0.count + 1)) } ?? name
    return Place(base: folder.appending(base.utf8), ending: ending)
  }

  /// Why a name cannot be used; nil where it can. The words do not repeat the name.
  private static func problem(
    with name: String, template: NameTemplate, row: NamesTable.Row?, stem: String
  ) -> Bilingual? {
    for field in template.fields {
      guard let value = row?.fields[field] ?? (field == "stem" ? stem : nil) else { continue }
      if value.contains(where: NameTemplate.isUnsafe) {
        return Bilingual(
          "{\(field)} holds a character that no file name may have: / \\ : * ? \" < > | or a control character.",
          "{\(field)} 含有文件名中不能使用的字符：/ \\ : * ? \" < > | 或控制字符。")
      }
      if value.first == "." || value.last == "." {
        return Bilingual("{\(field)} begins or ends with a dot.", "{\(field)} 以点开头或结尾。")
      }
    }
    if name.utf8.count > 240 { return Bilingual("the name is longer than 240 bytes.", "文件名超过 240 字节。") }
    let stem = name.prefix { $0 != "." }.uppercased()
    let isDevice =
      ["CON", "PRN", "AUX", "NUL"].contains(stem)
      || stem.count == 4 && ["COM", "LPT"].contains(String(stem.prefix(3))) && stem.last?.isNumber == true
    return isDevice
      ? Bilingual("Windows keeps that name for a device.", "该名称是 Windows 的保留名称。") : nil
  }

  private static func mistake(_ photo: Input, _ words: Bilingual) -> Failure.Reason {
    let name = Printable.name(photo.text)
    return Failure.Reason(code: "bad-name", message: words.about(name), facts: ["input": .string(photo.text)])
  }
}

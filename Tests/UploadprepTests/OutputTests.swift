import ImageKit
import Testing
import Wording

@testable import uploadprep

@Suite("Output for programs and people") struct OutputTests {
  @Test("JSON keeps the order of keys and escapes line separators and control characters") func json() {
    let line: JSON = ["b": 1, "a": ["x\"\\\n\u{1}\u{2028}", nil, true], "n": .number(0.5), "o": [:]]
    #expect(line.description == #"{"b":1,"a":["x\"\\\n\u0001\u2028",null,true],"n":0.5,"o":{}}"#)
  }

  @Test("Numbers that JSON cannot represent become null") func infinity() {
    #expect(JSON.number(.infinity).description == "null")
  }

  @Test("Arguments of any bytes survive the argument parser") func arguments() {
    let names: [[UInt8]] = [
      Array("a b.jpg".utf8), [0x63, 0xE9, 0x2E], [0xFF], [0xE4, 0xBD], Array("身份证.jpg".utf8),
      Array("\u{10FF41}".utf8), [0xF4, 0x8F, 0xBD, 0x81, 0xFF, 0x41], [0xED, 0xA0, 0x80],
    ]
    for name in names {
      let argument = name.withUnsafeBytes { Path.argument(from: $0) }
      #expect(Path(argument: argument)?.bytes == name)
    }
  }

  @Test(
    "Stem and extension of a name",
    arguments: [
      ("a.jpg", "a", "jpg"), ("a.b.JPG", "a.b", "jpg"), (".a", ".a", nil), ("a", "a", nil), ("d.x/a", "a", nil),
      ("a.", "a", ""),
    ])
  func ending(path: String, stem: String, ending: String?) {
    #expect(String(decoding: Path(path).stem, as: UTF8.self) == stem)
    #expect(Path(path).ending == ending)
  }

  @Test("A file name cannot send commands to the terminal") func names() {
    #expect(Printable.name("a\u{1B}[31m\n\u{202E}b") == "a\\u{1b}[31m\\u{a}\\u{202e}b")
  }

  @Test("Chinese characters take two columns") func width() { #expect(Printable.width("格式 a") == 6) }

  @Test("The highest of several statuses is kept") func status() {
    var status = ExitStatus.done
    for other in [ExitStatus.failed, .noInput, .unreadableData] { status.raise(to: other) }
    #expect(status == .noInput)
  }

  @Test("An error object has input and reasons only where there are any") func failure() {
    let plain = Failure(.usage, code: "usage", Bilingual("No.", "不行。"))
    #expect(plain.json(in: .chinese).description == #"{"error":{"code":"usage","message":"不行。"}}"#)
    let reason = Failure.Reason(code: "full", message: Bilingual("Full.", "已满。"), facts: ["material": "id"])
    let rich = Failure(.failed, code: "incomplete", Bilingual("No.", "不行。"), input: "a", reasons: [reason])
    #expect(
      rich.json(in: .english).description
        == #"{"error":{"code":"incomplete","message":"No.","input":"a","reasons":[{"code":"full","message":"Full.","material":"id"}]}}"#
    )
  }
}

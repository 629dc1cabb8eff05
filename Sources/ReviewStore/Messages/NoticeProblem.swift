import Wording

/// Why a notice was not sent. The store keeps it as a text in English, from when there was no other.
public enum NoticeProblem: Sendable, Hashable {
  /// The address did not answer in time, or not at all.
  case noAnswer
  /// The address answered with an HTTP status that is not 2xx.
  case refused(status: Int)
  /// The program is not there, or may not be run.
  case cannotRun
  /// The program took too long and was ended.
  case tookTooLong
  /// A signal ended the program.
  case signalled(Int)
  /// The program ended with an exit status other than 0.
  case ended(status: Int)

  /// As the store keeps it.
  public var text: String { words.english }

  /// The reason in words.
  public var words: Bilingual {
    switch self {
    case .noAnswer: Bilingual("no answer", "无应答")
    case .refused(let status): Bilingual("the answer was \(status)", "对方返回 \(status)")
    case .cannotRun: Bilingual("the program cannot be run", "程序无法运行")
    case .tookTooLong: Bilingual("the program took too long", "程序运行超时")
    case .signalled(let number): Bilingual("the program was ended by signal \(number)", "程序被信号 \(number) 终止")
    case .ended(let status): Bilingual("the program ended with \(status)", "程序以退出码 \(status) 结束")
    }
  }

  /// A kept text in words; one that is not ours is kept as it is.
  public static func words(_ text: String) -> Bilingual {
    let number = text.split(separator: " ").last.flatMap { Int($0) } ?? 0
    let all: [Self] = [
      .noAnswer, .refused(status: number), .cannotRun, .tookTooLong, .signalled(number), .ended(status: number),
    ]
    return all.map(\.words).first { $0.english == text } ?? Bilingual(text, text)
  }
}

import Wording

/// Why a notice was not sent. The store keeps the English text, because older stores contain only that.
public enum NoticeProblem: Sendable, Hashable {
  /// The server did not answer in time, or not at all.
  case noAnswer
  /// The server answered with an HTTP status that is not 2xx.
  case refused(status: Int)
  /// The program does not exist, or may not be executed.
  case cannotRun
  /// The program took too long and was killed.
  case tookTooLong
  /// A signal ended the program.
  case signalled(Int)
  /// The program exited with a status other than 0.
  case ended(status: Int)
  /// The gateway reported that it could not deliver the notice.
  case notDelivered
  /// The candidate has given no mobile number. Such a notice waits, or was cancelled.
  case noMobile

  /// The text that the store keeps.
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
    case .notDelivered: Bilingual("the gateway could not deliver it", "运营商未能送达")
    case .noMobile: Bilingual("the candidate has given no mobile number", "考生未填写手机号码")
    }
  }

  /// A stored text in both languages. A text that is not one of these is returned unchanged.
  public static func words(_ text: String) -> Bilingual {
    let number = text.split(separator: " ").last.flatMap { Int($0) } ?? 0
    let all: [Self] = [
      .noAnswer, .refused(status: number), .cannotRun, .tookTooLong, .signalled(number), .ended(status: number),
      .notDelivered, .noMobile,
    ]
    return all.map(\.words).first { $0.english == text } ?? Bilingual(text, text)
  }
}

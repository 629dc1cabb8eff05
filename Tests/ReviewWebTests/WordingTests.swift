import Foundation
import HTTPTypes
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Chinese wording", .timeLimit(.minutes(20))) struct WordingTests {
  /// A half-width sign after a Chinese character, before another or at the end of a text.
  private static func hasHalfWidthSign(_ line: Substring) -> Bool {
    line.firstMatch(of: /[\p{Han}）”》][,;?!:](?=[\p{Han}（“《"<]|$)/) != nil
  }

  @Test("Shipped sentences have full-width signs between Chinese characters") func signs() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources").standardized
    var files = 0
    for room in ["ReviewStore", "ReviewWeb", "ImageKit"] {
      let entries = try #require(FileManager.default.enumerator(atPath: sources.appending(path: room).path))
      for case let path as String in entries where path.hasSuffix(".swift") || path.hasSuffix(".svg") {
        files += 1
        let text = try String(contentsOf: sources.appending(path: "\(room)/\(path)"), encoding: .utf8)
        for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//") {
          #expect(!Self.hasHalfWidthSign(line), "\(path): \(line)")
        }
      }
    }
    #expect(files > 100)
    for name in ["national-2023", "beijing-2024", "tianjin-2023", "shandong-2021", "guide-v2301"] {
      let yaml = try #require(Policy.shippedYAML(name))
      // The official guides print the text of the SMS; it is sent as it is printed there.
      let lines = yaml.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.contains("医师资格考试报名材料照片,有新的审核通知") }
      for line in lines { #expect(!Self.hasHalfWidthSign(line), "\(name): \(line)") }
    }
  }

  /// A page in Chinese.
  private static func page(_ visitor: TestVisitor, _ path: String) async throws -> String {
    try await visitor.client.execute(
      uri: path, method: .get, headers: [.cookie: "visit=\(visitor.visit ?? "")"]
    ).text
  }

  @Test("The pages use the official words") func words() async throws {
    let national = try TestPortal(policy: "national-2023")
    try await national.run { browser in
      let first = try await Self.page(browser, "/first-time")
      #expect(first.contains("首次使用请先验证身份并设置密码。验证码由考点发放。") && first.contains("验证并登录"))
      #expect(try await Self.page(browser, "/nowhere").contains("页面不存在"))
      let candidate = try browser.as(.candidate(TestPortal.first))
      let page = try await Self.page(candidate, "/materials")
      #expect(page.contains("选填，最多 4 张") && page.contains("上传成功（已压缩至 {size}）") && page.contains("请重新登录后重试"))
      #expect(page.contains("<a href=\"/notice\">打印《医师资格考试考生报名成功通知单》</a>"), "beside the material that asks for it")
      // This policy sends no notices, and promises none.
      for path in ["/materials", "/profile", "/notice", "/list", "/password"] {
        #expect(try await !Self.page(candidate, path).contains("短信"), "\(path)")
      }
      #expect(try await !Self.page(try browser.as(.staff("admin")), "/staff").contains("短信通知"))
    }
    let beijing = try TestPortal()
    try beijing.store.database.maintain { try $0.execute(sql: "UPDATE registration SET mobile = NULL") }
    try beijing.store.upload(Photo.small(1), to: "identity", of: TestPortal.first)
    try await beijing.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let page = try await Self.page(candidate, "/materials")
      #expect(page.contains("还需上传：身份证明（反面）") && page.contains("未填写，去填写"))
    }
    let tianjin = try TestPortal(policy: "tianjin-2023")
    try tianjin.handIn(TestPortal.first)
    try tianjin.handInAndReturn(TestPortal.second)
    try await tianjin.run { browser in
      let page = try await Self.page(try browser.as(.candidate(TestPortal.first)), "/materials")
      #expect(page.contains("未收到新消息时，无需任何操作"))
      #expect(page.components(separatedBy: "上报完成").count == 2, "told once")
      let staff = try browser.as(.staff("site-a"))
      let review = try await Self.page(staff, "/staff/applications/\(TestPortal.second)")
      #expect(review.contains("撤销退回") && !review.contains("撤回"))
    }
  }

  @Test("The printed notice has the registration's data, a portrait's place and the seal's field") func notice()
    async throws
  {
    let test = try TestPortal(policy: "shandong-2021")
    try await test.run { browser in
      let page = try await Self.page(try browser.as(.candidate(TestPortal.first)), "/notice")
      for fact in [
        "T-0001", "测试考生1", "居民身份证", "临床执业医师", "山东考区", "甲考点", "139*****88", "测试路 1 号", "新考生", "一寸免冠照片处",
        "单位盖章处", "考生签名：",
      ] {
        #expect(page.contains(fact), "\(fact)")
      }
    }
  }
}

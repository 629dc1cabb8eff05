import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import ReviewWeb

@Suite("Forms", .timeLimit(.minutes(20))) struct FormTests {
  @Test("Fields are read as browsers encode them") func fields() throws {
    let form = try Form("name=%E6%9D%8E+%2B+1&note=%20a+b%20&empty=&password=+x%26y%3D+&n=12")
    #expect(form["name"] == "李 + 1")
    #expect(form["note"] == "a b", "without spaces around it")
    #expect(form.exact("password") == " x&y= ", "a password is not changed")
    #expect(form["empty"] == "" && form["missing"] == "")
    #expect(form.number("n") == 12 && form.number("name") == nil && form.number("missing") == nil)
    #expect(try Form("")["name"] == "")
    #expect(try Form("&&name=a&")["name"] == "a")
  }

  @Test("A field whose name ends in brackets has a value for each time it is given") func lists() throws {
    let form = try Form("item%5B%5D=2+T-1&act=pass&item[]=3+T-2")
    #expect(form.all("item") == ["2 T-1", "3 T-2"])
    #expect(form["act"] == "pass" && form["item"] == "" && form.all("act") == [])
  }

  @Test(
    "What cannot be read as a form is refused, not guessed at",
    arguments: [
      "name=%zz", "name=%4", "name=%ff", "%ff=x", "name=a&name=b", "name[=x", "name]a[=x", "a[b]=1", "a[]=1&a=2",
      "a" + String(repeating: "[b]", count: 10_000) + "=1",
    ])
  func malformed(text: String) {
    #expect(throws: Form.Malformed.self) { try Form(text) }
  }

  @Test("A refused form changes nothing, and a page or a program is told so") func refused() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let admin = try browser.as(.staff("admin"))
      let token = "token=\(test.token(admin.visit ?? ""))&name=new&role=region&password=a+calm+password"
      func send(_ body: ByteBuffer) async throws -> TestResponse {
        try await admin.client.execute(
          uri: "/staff/people", method: .post, headers: [.cookie: "visit=\(admin.visit ?? "")"], body: body)
      }
      for fields in ["site=%ff", "name=other", "site=%"] {
        let answer = try await send(ByteBuffer(string: "\(token)&\(fields)"))
        #expect(answer.status == .badRequest && answer.text.contains("无法理解该请求"), "\(fields)")
      }
      let notUTF8 = ByteBuffer(bytes: Array("\(token)&site=".utf8) + [0xFF])
      #expect(try await send(notUTF8).status == .badRequest)
      let tooLarge = ByteBuffer(string: token + "&site=" + String(repeating: "x", count: 70_000))
      #expect(try await send(tooLarge).status == .contentTooLarge)
      #expect(try test.store.staff().allSatisfy { $0.name != "new" })
      #expect(try await send(ByteBuffer(string: token)).status == .seeOther)
      #expect(try test.store.staff().contains { $0.name == "new" })

      #expect(try await admin.get("/staff?state=%ff").status == .badRequest)
      let query = try await admin.program(.get, "/api/v1/review/queue?after=%ff", "")
      #expect(query.status == .badRequest && query.text.contains(#""code":"bad-request""#))
    }
  }
}

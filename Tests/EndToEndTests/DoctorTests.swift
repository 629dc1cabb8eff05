import Foundation
import Testing

@Suite("uploadprep doctor", .timeLimit(.minutes(5))) struct DoctorTests {
  let bench: Bench

  init() throws { bench = try Bench() }

  /// The demands that are not met, by their ids.
  private func unmet(_ options: String) throws -> (status: Int32, unmet: Set<String>) {
    let run = try bench.run("uploadprep doctor --store office \(options) --json")
    return (
      Int32(run.status),
      Set(run.objects.compactMap { $0["met"] as? Bool == false ? $0["demand"] as? String : nil })
    )
  }

  @Test("It finds the store as serve does, and takes only addresses of proxies") func places() throws {
    try bench.put(Array("store: office\ntrust-proxy: [127.0.0.1]\n".utf8), "serve.yaml")
    try bench.put(Array("trust-proxy: [10.0.0.0/8]\n".utf8), "range.yaml")
    #expect(try bench.run("uploadprep store init --policy national-2023 --store office").status == 0)
    let run = try bench.run(
      "uploadprep doctor --config serve.yaml --json", environment: ["UPLOADPREP_STORE": "nowhere"])
    #expect(run.objects.count > 3 && run.errors.isEmpty, "\(run.error)")
    #expect(try bench.run("uploadprep doctor --config range.yaml --store office").status == 65)
    for proxy in ["banana", "127.0.0.1:80", "10.0.0.0/8", "''"] {
      #expect(try bench.run("uploadprep serve --store office --port 0 --trust-proxy \(proxy)").status == 64, "\(proxy)")
    }
  }

  @Test("It exits with 1 and says what to do until everything is met, and serve refuses weaker settings") func doctor()
    throws
  {
    let settings = "store: office\nprofile: mlps3\ntrust-proxy: [127.0.0.1]\nhost: 127.0.0.1\nlog: error\n"
    try bench.put(Array(settings.utf8), "serve.yaml")
    for call in [
      "uploadprep store init --policy national-2023 --store office", "chmod 755 office", "chmod 644 office/store.key",
      "uploadprep staff add chen --role admin --store office",
    ] { #expect(try bench.run(call).status == 0, "\(call)") }
    let first = try unmet("--config serve.yaml")
    #expect(first.status == 1)
    #expect(
      first.unmet == [
        "separate-duties", "administrators", "private-files", "pictures-encrypted", "backup", "backup-signed",
        "backup-encrypted",
        "backup-drill",
      ])
    #expect(try unmet("").unmet == ["encryption", "private-files", "backup", "backup-drill"])

    for call in [
      "uploadprep store separate-duties --system chen --security li --audit zhao --store office",
      "chmod 700 office", "mkdir backups", "sh -c 'head -c 32 /dev/urandom >key'",
      "age-keygen -o identity", "uploadprep store backup backups/one.tar --key key --store office",
    ] { #expect(try bench.run(call).status == 0, "\(call)") }
    for name in ["chen", "li", "zhao"] {
      #expect(
        try bench.run("echo 'calm words for \(name)!' | uploadprep staff password \(name) --own --store office").status
          == 0)
    }
    #expect(
      try unmet("--config serve.yaml --backups backups").unmet == [
        "pictures-encrypted", "backup-encrypted", "backup-drill",
      ])
    for call in [
      "uploadprep store backup backups/two.tar --key key --recipient $(age-keygen -y identity) --store office",
      "uploadprep store drill --backups backups --key key --identity identity --store office",
    ] { #expect(try bench.run(call).status == 0, "\(call)") }
    #expect(try unmet("--config serve.yaml --backups backups").unmet == ["pictures-encrypted"])
    for call in [
      "head -c 32 /dev/urandom >kek", "uploadprep store copy --to sealed --picture-key file:$PWD/kek --store office",
      "mv office office-old && mv sealed office && cp office-old/last-drill.json office",
    ] { #expect(try bench.run(call).status == 0, "\(call)") }
    // Others can read a file that was made with the usual rights.
    #expect(try unmet("--config serve.yaml --backups backups").unmet == ["pictures-encrypted"])
    #expect(try bench.run("chmod 600 kek").status == 0)
    let last = try unmet("--config serve.yaml --backups backups")
    #expect(last.status == 0 && last.unmet.isEmpty, "\(last.unmet)")
    for call in [
      "uploadprep store init --policy national-2023 --store other",
      "uploadprep store backup backups/other.tar --store other",
      "sh -c 'head -c 9000 backups/one.tar >backups/cut.tar'",
    ] { #expect(try bench.run(call).status == 0, "\(call)") }
    let bad = try bench.run("uploadprep doctor --config serve.yaml --backups backups --json")
    let told = try #require(bad.objects.first { $0["met"] as? Bool == false })
    #expect(bad.status == 1 && told["demand"] as? String == "backups-whole")
    #expect((told["details"] as? [String])?.count == 2)
    #expect(
      try bench.run("uploadprep doctor --config serve.yaml --backups backups").output.contains("cut.tar: it ends"))
    #expect(try bench.run("uploadprep store verify --backup backups/cut.tar --store office").status == 65)
    #expect(try bench.run("rm backups/cut.tar backups/other.tar").status == 0)
    #expect(try bench.run("uploadprep store separate-duties --system chen --audit chen --store office").status == 64)
    #expect(try bench.run("uploadprep staff add x --role admin --store office").status == 1)

    let weak = try bench.run("uploadprep serve --config serve.yaml --second-factor offered --idle-minutes 60 --json")
    let error = try #require(weak.errors.first)
    #expect(weak.status == 64 && error["code"] as? String == "profile-unmet")
    let reasons = try #require(error["reasons"] as? [[String: Any]])
    #expect(reasons.compactMap { $0["code"] as? String } == ["second-factor", "idle-time"])
    #expect(try bench.run("uploadprep store join-duties --admin chen --reason x --store office").status == 0)
    #expect(try unmet("--config serve.yaml --backups backups").unmet == ["separate-duties", "administrators"])
  }

  @Test("A store with encrypted pictures asks for their key, and takes another one") func pictureKey() throws {
    func code(_ call: String) throws -> String {
      let run = try bench.run("uploadprep \(call) --store office --json")
      return "\(run.status) \(run.errors.first?["code"] as? String ?? "")"
    }
    for call in ["head -c 32 /dev/urandom >one", "head -c 32 /dev/urandom >two"] {
      #expect(try bench.run(call).status == 0)
    }
    #expect(try code("store init --policy national-2023 --picture-key one") == "64 bad-picture-key")
    #expect(try code("store init --policy national-2023 --picture-key file:$PWD/none") == "66 no-picture-key")
    #expect(!bench.has("office"))
    #expect(try code("store init --policy national-2023 --picture-key file:$PWD/one") == "0 ")
    #expect(try code("store rewrap-pictures --picture-key file:$PWD/two") == "0 ")
    #expect(try bench.run("rm one; mv two three").status == 0)
    #expect(try code("store verify") == "66 no-picture-key")
    #expect(try bench.run("head -c 32 /dev/urandom >two").status == 0)
    #expect(try code("store verify") == "65 wrong-picture-key")
    #expect(try bench.run("mv three two").status == 0)
    #expect(try code("store verify") == "0 ")
    #expect(try code("store rewrap-pictures --picture-key command:true") == "66 no-picture-key")
    #expect(try code("store verify") == "0 ")
  }

  @Test("An encrypted backup needs age, a recipient and an identity, and each that is missing has its code")
  func encrypted() throws {
    for call in [
      "uploadprep store init --policy national-2023 --store office", "age-keygen -o identity", "age-keygen -o other",
    ] { #expect(try bench.run(call).status == 0, "\(call)") }
    func code(_ call: String, path: String? = nil) throws -> String {
      let command = try bench.run("command -v uploadprep").output.dropLast()
      let run = try bench.run("\(command) store \(call) --json", environment: path.map { ["PATH": $0] } ?? [:])
      return "\(run.status) \(run.errors.first?["code"] as? String ?? "")"
    }
    let recipient = String(try bench.run("age-keygen -y identity").output.dropLast())
    let backup = "backup b.tar --store office --recipient"
    #expect(try code("\(backup) \(recipient)", path: "/nowhere") == "74 no-age")
    #expect(try code("\(backup) age1x") == "64 bad-recipient")
    #expect(!bench.has("b.tar"))
    #expect(try code("\(backup) \(recipient)") == "0 ")
    #expect(try code("restore b.tar --store again") == "64 needs-identity")
    #expect(try code("restore b.tar --store again --identity other") == "65 wrong-identity")
    #expect(try code("restore b.tar --store again --identity nowhere").hasPrefix("66 "))
    #expect(try code("restore b.tar --store again --identity identity", path: "/nowhere") == "74 no-age")
    #expect(!bench.has("again"))
    #expect(try code("restore b.tar --store again --identity other --identity identity") == "0 ")
    #expect(try code("verify --backup b.tar --store again") == "0 ")
  }

  @Test("A drill prints what it found, leaves nothing, and fails as the backup does") func drill() throws {
    for call in [
      "uploadprep store init --policy national-2023 --store office", "mkdir backups spare",
      "sh -c 'head -c 32 /dev/urandom >key; head -c 32 /dev/urandom >wrong'",
    ] { #expect(try bench.run(call).status == 0, "\(call)") }
    func drill(_ options: String = "") throws -> Bench.Run {
      try bench.run("uploadprep store drill --backups backups \(options) --store office --json")
    }
    let missing = try drill()
    #expect(missing.status == 66 && missing.errors.first?["code"] as? String == "no-backup")
    #expect(try bench.run("uploadprep store backup backups/one.tar --key key --store office").status == 0)
    let good = try drill("--key key --in spare")
    let report = try #require(good.objects.first)
    #expect(good.status == 0 && report["passed"] as? Bool == true && report["signature"] as? String == "verified")
    #expect((report["acts"] as? [[String: Any]])?.count == 5)
    #expect(try bench.names().filter { $0.contains("making") } == [])
    let wrong = try drill("--key wrong")
    #expect(wrong.status == 65 && wrong.errors.first?["code"] as? String == "bad-backup")
    #expect(try bench.run("cat office/last-drill.json").objects.first?["problem"] as? String == "bad-backup")
  }

  @Test("Where somebody is signed in is listed, and ended, by command") func sessions() throws {
    for call in [
      "uploadprep store init --policy national-2023 --store office",
      "uploadprep staff add chen --role admin --store office",
    ] { #expect(try bench.run(call).status == 0) }
    let list = try bench.run("uploadprep staff sessions chen --store office --json")
    #expect(list.status == 0 && list.objects.isEmpty)
    let end = try bench.run("uploadprep staff end-sessions chen --store office --json")
    #expect(end.objects.first?["ended"] as? Int == 0)
    #expect(try bench.run("uploadprep staff end-sessions chen --only abc --store office").status == 1)
    #expect(try bench.run("uploadprep staff sessions nobody --store office").status == 1)
  }
}

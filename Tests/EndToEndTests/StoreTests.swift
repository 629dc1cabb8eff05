import Foundation
import Testing

@Suite("uploadprep with a store", .timeLimit(.minutes(20))) struct StoreTests {
  let bench: Bench

  init() throws {
    bench = try Bench()
    try bench.put(Photos.jpeg(), "a.jpg")
  }

  /// A store with one activated registration, `R1`, and a reviewer of its site, `wang`.
  private func makeStore(_ policy: String) throws {
    let made = try bench.run(
      """
      set -e
      export UPLOADPREP_STORE=store
      uploadprep store init --policy \(policy)
      uploadprep registration add R1 --name 测试考生 --category 临床执业医师 --site A --mobile 13912345688
      uploadprep registration activate R1
      uploadprep staff add wang --role site --site A
      """)
    try #require(made.status == 0, "\(made.error)")
  }

  private func run(_ call: String) throws -> Bench.Run {
    try bench.run("uploadprep \(call) --json", environment: ["UPLOADPREP_STORE": "store"])
  }

  private func code(_ call: String) throws -> String? {
    let run = try run(call)
    return run.status == 1 ? run.errors.first?["code"] as? String : "exit \(run.status)"
  }

  @Test("Every act takes the version that was seen, and refuses another one") func versions() throws {
    try makeStore("shandong-2021")
    #expect(try code("upload R1 identity a.jpg --version 9") == "stale-version")
    let uploaded = try run("upload R1 identity a.jpg a.jpg --version 1")
    #expect(uploaded.objects.map { $0["version"] as? Int } == [2, 3])
    #expect(try code("remove R1 identity 1 --version 2") == "stale-version")
    #expect(try run("remove R1 identity 1 --version 3").status == 0)
    #expect(try run("upload R1 identity a.jpg").status == 0)
    #expect(try code("submit R1 --version 1") == "stale-version")
    #expect(try run("submit R1 --version 5").status == 0)
    #expect(try run("review reject R1 --note 不符合 --as wang --version 6").status == 0)
    #expect(try code("review publish --level site --as wang --version 6") == "stale-version")
    let published = try run("review publish --level site --as wang --version 7")
    #expect(published.status == 0 && published.objects.first?["published"] as? [String] == ["R1"])
  }

  @Test("A proof of a registration's log entries is checked without the store, and a changed one is not right")
  func proof() throws {
    try makeStore("shandong-2021")
    #expect(try code("store proof R9") == "not-found")
    #expect(try run("upload R1 identity a.jpg a.jpg").status == 0)
    #expect(try run("submit R1").status == 0)
    // Every command seals what it did.
    let proof = try run("store proof R1")
    #expect(proof.status == 0)
    let object = try #require(proof.objects.first)
    #expect((object["entries"] as? [Any])?.count == 5 && object["unsealed"] as? Int == 0)
    let head = try #require(try run("store seal").objects.first)
    #expect((object["head"] as? [String: Any])?["root"] as? String == head["root"] as? String)
    #expect(try run("store verify").status == 0)

    let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized
    func check(_ text: String, _ key: String = "") throws -> Int32 {
      try bench.put(Array(text.utf8), "proof.json")
      return try bench.run("python3 '\(root.path)/Scripts/check-log-proof' proof.json \(key)").status
    }
    #expect(try check(proof.output) == 0)
    #expect(try check(proof.output, #require(object["publicKey"] as? String)) == 0)
    #expect(try check(proof.output, String(repeating: "12", count: 32)) == 1)
    for (old, new) in [
      (#""actor":"candidate""#, #""actor":"office""#), (#""action":"upload""#, #""action":"remove""#),
      (#""leaf":1,"#, #""leaf":2,"#), (#""size":"#, #""size":1"#), (#""eraEnd":0"#, #""eraEnd":99"#),
    ] {
      #expect(proof.output.contains(old))
      #expect(try check(proof.output.replacingOccurrences(of: old, with: new)) == 1, "\(old)")
    }
  }

  @Test("A sending program's output is discarded, and unknown staff do not see reviewers' notes") func sending() throws
  {
    try makeStore("shandong-2021")
    #expect(try run("upload R1 identity a.jpg a.jpg").status == 0)
    #expect(try run("submit R1").status == 0)
    #expect(try code("materials R1 --as ghost") == "not-found")
    #expect(try run("review return R1 --note 请更换 --as wang").status == 0)
    let sent = try run("notices send --command 'tee /dev/stderr'")
    #expect(sent.status == 0)
    #expect(!sent.output.contains("13912345688") && sent.error.isEmpty)
  }

  @Test("A database's address with a password is refused, and the password is not repeated") func password() throws {
    let made = try bench.run(
      "uploadprep store init --policy shandong-2021 --store new --at postgresql://office:hush-hush@db/review")
    #expect(made.status == 64)
    #expect(made.error.contains(".pgpass") && !made.error.contains("hush-hush"))
    #expect(try bench.run("ls new").status != 0)
  }

  @Test("Object storage is refused with a key in its address, without a key at all, and while nobody answers")
  func storage()
    throws
  {
    let begin = "uploadprep store init --policy shandong-2021 --store new"
    let keys = "AWS_ACCESS_KEY_ID=invented AWS_SECRET_ACCESS_KEY=hush-hush"
    let told = try bench.run(
      "\(begin) --pictures s3://office/2023 --s3-endpoint https://invented:hush-hush@storage.example")
    #expect(told.status == 64 && told.error.contains(".aws/credentials") && !told.error.contains("hush-hush"))
    let elsewhere = "\(begin) --pictures s3://office/2023 --s3-endpoint http://127.0.0.1:1 --s3-path-style"
    let keyless = try bench.run("env -u AWS_ACCESS_KEY_ID AWS_SHARED_CREDENTIALS_FILE=none \(elsewhere)")
    #expect(keyless.status == 64 && keyless.error.contains("AWS_PROFILE"))
    let silent = try bench.run("env \(keys) \(elsewhere)")
    #expect(silent.status == 75 && !silent.error.contains("hush-hush"))
    #expect(try bench.run("\(begin) --s3-path-style").status == 64)
    #expect(try bench.run("ls new").status != 0)
  }

  @Test("A copy takes the store's place, and the store can only be read until the copy is given up") func copying()
    throws
  {
    try makeStore("shandong-2021")
    #expect(try run("upload R1 identity a.jpg a.jpg").status == 0)
    #expect(try run("store copy").status == 64)
    #expect(try run("store copy --to there --folder elsewhere").status == 64)
    #expect(try run("store copy --to postgresql://office:hush-hush@db/review").status == 64)
    #expect(try run("store copy --to postgresql://office@127.0.0.1:1/review").status == 75)
    try bench.put([], "notes")
    let refused = try run("store copy --to notes")
    #expect(refused.status == 73 && refused.errors.first?["code"] as? String == "exists")
    #expect(try run("remove R1 identity 2").status == 0)
    let copied = try run("store copy --to there")
    #expect(copied.status == 0 && copied.objects.first?["pictures"] as? Int == 1)
    let closed = try run("upload R1 identity a.jpg")
    #expect(closed.status == 75 && closed.errors.first?["code"] as? String == "store-closed")
    #expect(try run("status R1").status == 0)
    #expect(try run("store copy --to third").status == 75)
    #expect(try run("upload R1 identity a.jpg --store there").status == 0)
    #expect(try run("submit R1 --store there").status == 0)
    #expect(try run("store verify --store there").status == 0)
    #expect(try run("store verify").status == 0)
    #expect(try run("store copy --give-up --lose-acts").objects.first?["copy"] as? String != nil)
    #expect(try run("upload R1 identity a.jpg").status == 0)
  }

  @Test("A finished copy keeps its store closed, and lies outside of it") func copies() throws {
    #expect(try bench.run("uploadprep store init --policy national-2023 --store office").status == 0)
    let inside = try bench.run("uploadprep store copy --to office/sub --store office --json")
    #expect(inside.status == 73 && inside.errors.first?["code"] as? String == "output-in-store")
    #expect(try bench.run("uploadprep store copy --to new --store office").status == 0)
    for call in ["--to new", "--give-up"] {
      let run = try bench.run("uploadprep store copy \(call) --store office --json")
      #expect(run.status == 75 && run.errors.first?["code"] as? String == "store-closed", "\(call): \(run.error)")
    }
    #expect(try bench.run("uploadprep store copy --to other --lose-acts --store office").status == 64)
    #expect(try bench.run("uploadprep store copy --give-up --lose-acts --store office").status == 0)
    #expect(try bench.run("uploadprep staff add chen --role admin --store office").status == 0)
  }
}

import ReviewStore

extension BrowserKind {
  /// The kind that a `User-Agent` field tells of. Browsers name others whose pages they want, so the rarest name counts.
  init(userAgent field: String) {
    let text = field.lowercased()
    func first<Value>(_ names: KeyValuePairs<String, Value>) -> Value? {
      names.first { text.contains($0.key) }?.value
    }
    self.init(
      first([
        "micromessenger": Program.wechat, "qqbrowser": .qq, "ucbrowser": .uc, "quark": .quark, "huaweibrowser": .huawei,
        "samsungbrowser": .samsung, "edg/": .edge, "edga/": .edge, "edgios/": .edge, "opr/": .opera,
        "firefox": .firefox,
        "fxios": .firefox, "chrome": .chrome, "crios": .chrome, "chromium": .chrome, "safari": .safari,
      ]) ?? .other,
      on: first([
        "harmonyos": System.harmony, "openharmony": .harmony, "android": .android, "iphone": .ios, "ipad": .ios,
        "windows": .windows, "mac os x": .mac, "macintosh": .mac, "linux": .linux, "x11": .linux,
      ]) ?? .other)
  }
}

import Crypto
import Hummingbird
import NIOCore

/// Style sheets, scripts and the icon. Their addresses contain a hash of the content, so that browsers may cache them.
struct Assets: Sendable {
  private struct File: Sendable {
    let path: String
    let type: String
    let body: ByteBuffer
  }

  /// The style sheet's address.
  let stylesheet: String
  /// The script's address.
  let script: String
  /// The icon's address.
  let icon: String
  private let files: [File]

  init() {
    func file(_ name: String, _ type: String, _ parts: [UInt8]...) -> File {
      let bytes = Array(parts.joined(separator: [10]))
      let hash = SHA256.hash(data: bytes).prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      return File(path: "/assets/\(hash)/\(name)", type: type, body: ByteBuffer(bytes: bytes))
    }
    let style = file(
      "portal.css", "text/css; charset=utf-8", PackageResources.base_css, PackageResources.candidate_css,
      PackageResources.adjust_css, PackageResources.staff_css)
    let script = file(
      "portal.js", "text/javascript; charset=utf-8", PackageResources.adjust_js, PackageResources.candidate_js,
      PackageResources.staff_js, PackageResources.passkey_js)
    let icon = file("icon.svg", "image/svg+xml", PackageResources.icon_svg)
    files = [style, script, icon]
    stylesheet = style.path
    self.script = script.path
    self.icon = icon.path
  }

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    for file in files {
      router.get(RouterPath(file.path)) { _, _ in
        Response(
          status: .ok,
          headers: [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"],
          body: .init(byteBuffer: file.body))
      }
    }
  }
}

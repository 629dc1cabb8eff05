import Testing

@testable import uploadprep

@Suite("Names of outputs") struct OutputNamesTests {
  private func plan(_ paths: [String], into folder: String? = nil, root: String? = nil) -> [String] {
    let photos = paths.map { text in
      let path = Path(text)
      return OutputNames.Photo(
        path: path, folder: path.parent, root: root.map { Path($0) } ?? path.parent, isPicture: !text.hasSuffix(".txt"))
    }
    return OutputNames.plan(photos, into: folder.map { Path($0) }).map { $0.path(for: .jpeg).text }
  }

  @Test("A name loses its extension and gains .upload.jpg") func plain() {
    #expect(
      plan(["/p/a.jpg", "/p/b.jpeg", "/p/c", "/p/.d"]) == [
        "/p/a.upload.jpg", "/p/b.upload.jpg", "/p/c.upload.jpg", "/p/.d.upload.jpg",
      ])
  }

  @Test("Only names that collide keep their extension") func collisions() {
    #expect(
      plan(["/p/a.jpg", "/p/a.png", "/p/b.jpg"]) == [
        "/p/a.jpg.upload.jpg", "/p/a.png.upload.jpg", "/p/b.upload.jpg",
      ])
  }

  @Test("A name that would equal another's full name changes too") func chain() {
    let names = plan(["/p/a.jpg", "/p/a.png", "/p/a.jpg.gif"])
    #expect(names == ["/p/a.jpg.upload.jpg", "/p/a.png.upload.jpg", "/p/a.jpg.gif.upload.jpg"])
  }

  @Test("A file that is not a picture does not take a picture's name") func noPicture() {
    #expect(plan(["/p/a.jpg", "/p/a.txt"]) == ["/p/a.upload.jpg", "/p/a.txt.upload.jpg"])
  }

  @Test(
    "In a common output folder every photo keeps its folders, and its extension only where its own folder demands it")
  func folders() {
    #expect(
      plan(["/x/d/a.jpg", "/y/d/a.jpg", "/y/e/b.jpg", "/y/e/b.png"], into: "out") == [
        "out/x/d/a.upload.jpg", "out/y/d/a.upload.jpg", "out/y/e/b.jpg.upload.jpg", "out/y/e/b.png.upload.jpg",
      ])
    #expect(plan(["/x/d/a.jpg", "/x/d/b.jpg"], into: "out") == ["out/a.upload.jpg", "out/b.upload.jpg"])
  }

  @Test("Folders below the named one are kept") func depth() {
    #expect(plan(["/in/sub/a.jpg"], into: "out", root: "/in") == ["out/sub/a.upload.jpg"])
  }

  @Test("The order of the inputs does not change the names") func order() {
    let paths = ["/p/a.jpg", "/q/a.jpg", "/p/a.png", "/q/b.jpg", "/p/a.jpg.tif"]
    let names = Dictionary(uniqueKeysWithValues: zip(paths, plan(paths, into: "out")))
    for first in paths.indices {
      let turned = Array(paths[first...] + paths[..<first])
      for order in [turned, turned.reversed()] { #expect(plan(order, into: "out") == order.map { names[$0]! }) }
    }
    #expect(Set(names.values).count == paths.count)
  }
}

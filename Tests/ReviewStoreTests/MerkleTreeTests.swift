import Testing

@testable import ReviewStore

@Suite("The Merkle tree") struct MerkleTreeTests {
  /// The leaves and roots with which implementations of RFC 9162 are usually compared.
  private static let leaves: [[UInt8]] = [
    [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
    [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57], Array(0x60...0x6f),
  ]
  private static let roots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  @Test("Its roots are those of RFC 9162") func roots() throws {
    var edge = MerkleEdge()
    #expect(edge.root == nil)
    let tree = MerkleTree {
      MerkleHash(leaf: Self.leaves[$0])
    } node: { _, _ in
      nil
    }
    for (index, leaf) in Self.leaves.enumerated() {
      edge.append(MerkleHash(leaf: leaf)) { _ in }
      #expect(edge.root?.hexadecimal == Self.roots[index])
      #expect(try tree.root(of: 0..<index + 1).hexadecimal == Self.roots[index])
    }
  }

  @Test("Grown in steps, with stored nodes, it has the same root as when it is built at once") func growth() throws {
    let leaves = (0..<66_000).map { MerkleHash(leaf: [UInt8](String($0).utf8)) }
    var nodes: [MerkleNode.Place: MerkleHash] = [:]
    var read = 0
    func tree() -> MerkleTree {
      let stored = nodes
      return MerkleTree {
        read += 1
        return leaves[$0]
      } node: {
        stored[.init(level: $0, number: $1)]
      }
    }
    var edge = MerkleEdge()
    var completed: [MerkleNode.Place: MerkleHash] = [:]
    var old = 0
    for size in [1, 2, 255, 256, 257, 511, 1000, 65_535, 65_536, 65_537, 66_000] {
      for node in try tree().newNodes(from: old, to: size) { nodes[node.place] = node.hash }
      for leaf in leaves[old..<size] { edge.append(leaf) { completed[$0.place] = $0.hash } }
      old = size
      read = 0
      #expect(try tree().root(of: 0..<size) == edge.root)
      #expect(nodes == completed)
      #expect(read < 256, "a root is made of stored nodes")
      for position in Set([0, size / 3, size - 1]) {
        let path = try tree().path(to: position, of: size)
        #expect(root(from: leaves[position], at: position, of: size, path) == edge.root)
        if size > 2 {
          #expect(root(from: leaves[position], at: position > 0 ? position - 1 : 1, of: size, path) != edge.root)
        }
      }
    }
    #expect(completed[.init(level: 2, number: 0)] != nil)
  }

  /// The root that a path leads to, by the steps of RFC 9162, section 2.1.3.2.
  private func root(from leaf: MerkleHash, at position: Int, of size: Int, _ path: [MerkleHash]) -> MerkleHash? {
    var (number, last, hash) = (position, size - 1, leaf)
    for sibling in path {
      guard last > 0 else { return nil }
      if number & 1 == 1 || number == last {
        hash = MerkleHash(sibling, hash)
        while number & 1 == 0 && number > 0 { (number, last) = (number >> 1, last >> 1) }
      } else {
        hash = MerkleHash(hash, sibling)
      }
      (number, last) = (number >> 1, last >> 1)
    }
    return last == 0 ? hash : nil
  }
}

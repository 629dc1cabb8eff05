/// The head of a table: a cell a column.
struct TableHead {
  private let names: [String]

  init(_ names: [String]) { self.names = names }
  init(_ names: String...) { self.names = names }

  /// The cells.
  var cells: [HTML] { names.map { "<th scope=\"col\">\($0)</th>" } }
}

extension Speaking {
  /// A wide table that can be scrolled on its own, by keyboard too.
  ///
  /// - Parameters:
  ///   - name: what it is called, for who cannot see it.
  ///   - head: the names of its columns.
  func table(_ name: String, _ head: TableHead, _ rows: [HTML]) -> HTML {
    """
    <div class="scroll" tabindex="0" role="group" aria-label="\(name)"><table><thead><tr>\(head.cells)</tr></thead>\
    <tbody>\(rows)</tbody></table></div>
    """
  }
}

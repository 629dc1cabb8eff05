extension HTML {
  /// An entry of a `dl`: what a fact is called, and the fact.
  static func fact(_ name: String, _ value: HTML) -> HTML { "<div><dt>\(name)</dt><dd>\(value)</dd></div>" }
}

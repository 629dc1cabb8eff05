extension Duration {
  /// Whole milliseconds, rounded to the nearest.
  var milliseconds: Int { Int((seconds * 1000).rounded()) }
  /// Seconds with their fraction.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

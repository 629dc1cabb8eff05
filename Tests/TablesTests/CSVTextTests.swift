import Tables
import Testing

@Suite("CSV for spreadsheets") struct CSVTextTests {
  @Test(
    "Text that a spreadsheet might evaluate as a formula is escaped",
    arguments: [
      "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM", "﹦1", "﹢1", "﹣1", "﹫a", "−1",
      " =1",
      "\u{3000}＝1", "\u{FEFF}=1", "\u{200B}=1", "\u{A0}+1", "⁼1", "\u{0}=1",
    ]) func formula(text: String)
  { #expect(CSVText.harmless(text) == "'" + text) }

  @Test("Other text is unchanged", arguments: ["", "a.jpg", "文件=1.jpg", "1-2", "中文", "(−1)", "①", "½"])
  func others(text: String) { #expect(CSVText.harmless(text) == text) }

  @Test("A field with a comma, a quote or a line break is quoted") func quotes() {
    #expect(CSVText.row(["a,b", "c\"d", "e\nf", "g"]) == "\"a,b\",\"c\"\"d\",\"e\nf\",g\r\n")
  }
}

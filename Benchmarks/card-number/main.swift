// Measures how surely the number on drawn identity cards is compared with a given one. `run.py` draws the cards, calls
// this, and compares with Tesseract.
//
//     swift run -c release card-number LIST        (lines: file, number, and the numbers to compare, separated by tabs)
//
// Prints one line for each card: the file, S, O or U (same, other, undecided) for its own number and for each of the
// others, and the milliseconds that locating and reading took. No number is printed.
import Foundation
import ImageKit

let list = CommandLine.arguments.dropFirst().first ?? "/dev/stdin"
for line in try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n") {
  let fields = line.split(separator: "\t").map(String.init)
  let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: fields[0])))
  let luma = try PictureDecoder().examine(bytes, longSide: 1_300).upright().luma
  let outline = PageFinder.outline(in: luma)
  let start = clock()
  let reading = CardNumberReader.reading(in: luma, card: outline)
  let spent = 1_000 * Double(clock() - start) / Double(CLOCKS_PER_SEC)
  let letters = fields.dropFirst().compactMap { CardNumber($0) }.map { number -> String in
    switch reading?.answer(for: number) ?? .undecided {
    case .same: "S"
    case .other: "O"
    case .undecided: "U"
    }
  }
  print(fields[0], letters.joined(), String(format: "%.1f", spent), separator: "\t")
}

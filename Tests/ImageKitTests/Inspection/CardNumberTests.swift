import Testing

@testable import ImageKit

@Suite("Number on a card") struct CardNumberTests {
  // MARK: The number itself

  @Test("A number is 17 digits and a digit or X, in any width and with spaces") func parsing() {
    #expect(CardNumber("160000 19900307 006x")?.text == "16000019900307006X")
    #expect(CardNumber("１６００００１９９００３０７006Ｘ")?.text == "16000019900307006X")
    for text in [
      "", "16000019900307006", "16000019900307006X1", "1600001990030700X2", "16000019900307006Y", "X6000019900307006X",
    ] {
      #expect(CardNumber(text) == nil)
    }
  }

  @Test("The check character tells every single changed digit") func checkCharacter() {
    #expect(CardFixture.number.isChecked)
    for place in 1...17 {
      for step in 1...9 { #expect(!CardFixture.changed(at: place, by: step).isChecked) }
    }
  }

  @Test("The date of birth and the sex are inside the number") func facts() throws {
    let birth = try #require(CardFixture.number.birth)
    #expect(birth == (1990, 3, 7))
    #expect(!CardFixture.number.isMans)
    #expect(CardNumber("16000019900307007X")?.isMans == true)
    #expect(CardNumber("160000190002290020")?.birth == nil)
    #expect(CardNumber("160000200002290020")?.birth?.day == 29)
  }

  @Test("A number is never printed whole") func masked() {
    let number = CardFixture.number
    var dumped = ""
    dump(number, to: &dumped)
    for text in ["\(number)", "\([number])", "\(CardNumberAnswer.other(number))", String(reflecting: number), dumped] {
      #expect(!text.contains("16000019900307") && !text.contains("1, 6, 0"))
    }
  }

  // MARK: The comparison

  /// What a network would say that is sure of a number but, at some places, takes another digit for as likely.
  private func row(_ number: CardNumber, doubtful: Set<Int> = [], fit: Double = 0) -> DigitRow {
    let answers = number.values.enumerated().map { place, digit in
      (0..<12).map { answer -> Float in
        if answer == digit { return doubtful.contains(place) ? -0.8 : -0.001 }
        return doubtful.contains(place) && answer == (digit + 1) % 10 ? -0.9 : -12
      }
    }
    return DigitRow(answers: answers, fit: fit)
  }

  @Test("A sure row of the wanted number is the same, of another number another") func sure() {
    let number = CardFixture.number
    #expect(NumberComparison.answer(row(number), for: number) == .same)
    #expect(NumberComparison.answer(row(number), for: CardFixture.changed(at: 9)) == .other(number))
  }

  @Test("One doubtful digit is settled by the check character, and contradicts nothing") func doubtful() {
    let number = CardFixture.number
    for place in 0..<18 {
      let row = row(number, doubtful: [place])
      #expect(NumberComparison.answer(row, for: number) == .same)
      #expect(NumberComparison.answer(row, for: CardFixture.changed(at: place + 1)) == .undecided)
    }
  }

  @Test("Doubtful digits that another number with a right check character explains leave it undecided")
  func doubtfulTogether() throws {
    let number = CardFixture.number
    let other = try #require(CardNumber("26000119900307006X"))
    #expect(other.isChecked)
    for wanted in [number, other] {
      #expect(NumberComparison.answer(row(number, doubtful: [0, 5]), for: wanted) == .undecided)
    }
    // Another digit at the sixth place alone would make a wrong check character.
    #expect(NumberComparison.answer(row(number, doubtful: [0, 9]), for: number) == .same)
  }

  @Test("A row that fits 18 places badly can bear the number, but not contradict it") func poorFit() {
    let number = CardFixture.number
    #expect(NumberComparison.answer(row(number, fit: -0.4), for: number) == .same)
    #expect(NumberComparison.answer(row(number, fit: -0.4), for: CardFixture.changed(at: 9)) == .undecided)
  }

  @Test("What reads as a number with a wrong check character does not contradict a right one") func misread() {
    let misread = CardFixture.changed(at: 5)
    #expect(NumberComparison.answer(row(misread), for: CardFixture.number) == .undecided)
    // The check character never makes a wrong number right.
    #expect(NumberComparison.answer(row(misread), for: misread) == .same)
  }

  @Test("A row that does not fit 18 places is no number") func unfit() {
    #expect(NumberComparison.answer(row(CardFixture.number, fit: -1), for: CardFixture.number) == .undecided)
  }

  @Test("The finding is a warning that tells the places that differ, and not the number") func finding() throws {
    let read = CardFixture.number
    let finding = try #require(CardNumberAnswer.other(read).finding(for: CardFixture.changed(at: 11)))
    #expect(finding.severity == .warning && finding.code == .wrongNumber)
    #expect(finding.message.english.contains("place 11") && finding.message.chinese.contains("第 11 位"))
    #expect(finding.message.english.contains("…6X") && !finding.message.english.contains("006X"))
    #expect(CardNumberAnswer.same.finding(for: read) == nil && CardNumberAnswer.undecided.finding(for: read) == nil)
  }

  // MARK: Pictures

  @Test("A card that bears the number is told from one that bears another") func filling() throws {
    let card = try CardFixture().plane
    #expect(CardNumberReader.answer(in: card, for: CardFixture.number, card: nil) == .same)
    for place in [1, 8, 17, 18] {
      let answer = CardNumberReader.answer(in: card, for: CardFixture.changed(at: place), card: nil)
      #expect(answer == .other(CardFixture.number))
    }
  }

  @Test(
    "A card is read in whichever of four ways it lies",
    arguments: [ExifOrientation.upsideDown, .turnClockwise, .turnCounterclockwise])
  func turned(state: ExifOrientation) throws {
    let card = try CardFixture().plane.upright(from: state)
    #expect(CardNumberReader.answer(in: card, for: CardFixture.number, card: nil) == .same)
  }

  @Test("A card on a table is read, whether its outline was found or not", arguments: [true, false])
  func onTable(isFound: Bool) throws {
    let photo = try CardFixture(scale: 10).onTable(factor: 1.7)
    let outline = isFound ? PageFinder.outline(in: photo) : nil
    #expect((outline != nil) == isFound)
    #expect(CardNumberReader.answer(in: photo, for: CardFixture.number, card: outline) == .same)
    let other = CardNumberReader.answer(in: photo, for: CardFixture.changed(at: 3), card: outline)
    #expect(other == .other(CardFixture.number))
  }

  @Test(
    "A card seen at a strong slant is read, though its outline was not found",
    arguments: [-0.2, -0.15, -0.1, 0.1, 0.15])
  func slanting(taper: Double) throws {
    let photo = try CardFixture(scale: 10).onTable(factor: 1.25)
    let width = Double(photo.width), height = Double(photo.height)
    let left = max(0, -taper) * height, right = max(0, taper) * height
    let seen = Homography(
      width: width, height: height,
      to: [
        PicturePoint(0, -left), PicturePoint(width, -right), PicturePoint(width, height + right),
        PicturePoint(0, height + left),
      ])
    let slanting = photo.warped(seen, (1, 1), 0, width: photo.width, height: photo.height)
    #expect(CardNumberReader.answer(in: slanting, for: CardFixture.number, card: nil) == .same)
    #expect(
      CardNumberReader.answer(in: slanting, for: CardFixture.changed(at: 3), card: nil) == .other(CardFixture.number))
  }

  @Test("Digits too blurred to be told apart are undecided") func illegible() throws {
    var fixture = PageFixture(plane: try CardFixture(scale: 6).plane)
    fixture.plane = fixture.blurred(passes: 60)
    for number in [CardFixture.number, CardFixture.changed(at: 4)] {
      #expect(CardNumberReader.answer(in: fixture.plane, for: number, card: nil) == .undecided)
    }
  }

  @Test("A page without such a number is undecided", arguments: [true, false]) func noNumber(isLatin: Bool) throws {
    let page = try PageFixture(isLatin: isLatin).plane
    #expect(CardNumberReader.answer(in: page, for: CardFixture.number, card: nil) == .undecided)
    let blank = Plane(width: 900, height: 600, filledWith: 200)
    #expect(CardNumberReader.answer(in: blank, for: CardFixture.number, card: nil) == .undecided)
  }
}

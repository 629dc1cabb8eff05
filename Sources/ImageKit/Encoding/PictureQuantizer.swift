import Foundation

/// A quantized picture, or a quantized sample of it, and the predicted size of its file.
struct QuantizedPicture {
  /// The quantizer step to which all table entries are proportional: that of a luma frequency with the error weight of
  /// DC.
  var step: Float
  /// The predicted file size in bytes.
  var predictedSize: Int
  /// The file's content; without components if only a sample was quantized.
  var file: CoefficientFile
  /// The symbol costs measured for each component.
  var costs: [ScanCosts]
  /// The bits that each strip of luma took.
  var progress: BudgetSteering.Progress
  /// The price, which is lambda relative to the usual lambda for the step, on average over the strips.
  var price: Float
  /// Luma's mean weighted squared error per pixel, comparable between pictures; 0 if it was not requested.
  var error: Double
  /// The predicted file size in bytes with the usual lambda for the step.
  var sizeAtFairPrice: Float
}

/// A picture's unquantized coefficients and error weights, which can be quantized at any step.
struct PictureQuantizer {
  private let width: Int
  private let height: Int
  private var components: [Component]
  private let perception: Perception
  /// `Perception.stepPower` at the picture's scale.
  private let stepPower: Float
  /// Luma's `ErrorWeights.absolute`.
  let absoluteWeight: Float

  private struct Component {
    var plane: CoefficientPlane
    /// The error weight of each frequency on average over the blocks, from which the quantization table follows.
    var weights: [Float]
    /// The error weights of each block, one per reduction.
    var blockWeights: [SIMD4<Float>]
    /// The DC step relative to the step that follows from its weight.
    var dcStep: Float
    var horizontalSampling = 1
    var verticalSampling = 1
  }

  /// Computes the DCT coefficients and error weights of a picture.
  ///
  /// - Parameter scale: The picture's size divided by that of the original photo.
  init(_ picture: PlanarPicture, scale: Double, perception: Perception) {
    width = picture.width
    height = picture.height
    self.perception = perception
    stepPower = perception.stepPower(atScale: scale)
    let weights = ErrorWeights(
      picture.luma, shares: perception.lumaShares(atScale: scale), stabilizer: perception.stabilizer)
    let luma = Component(
      plane: ForwardDCT.transform(picture.luma), weights: Perception.basis.map { ($0 * weights.mean).sum() },
      blockWeights: weights.values, dcStep: perception.lumaDCStep,
      horizontalSampling: picture.chroma == nil ? 1 : picture.horizontalSubsampling,
      verticalSampling: picture.chroma == nil ? 1 : picture.verticalSubsampling)
    let samples = Double(picture.horizontalSubsampling * picture.verticalSubsampling)
    let chromaShares = perception.chromaShares(atScale: scale / samples.squareRoot())
    let chroma = picture.chroma.map { [($0.blue, perception.blue), ($0.red, perception.red)] } ?? []
    absoluteWeight = weights.absolute
    components =
      [luma]
      + chroma.map { plane, weight in
        let plane = ForwardDCT.transform(plane)
        return Component(
          plane: plane, weights: Perception.basis.map { ($0 * chromaShares).sum() * weight },
          blockWeights: [SIMD4<Float>](repeating: chromaShares * weight, count: plane.blockCount),
          dcStep: perception.chromaDCStep)
      }
  }

  /// The number of luma pixels.
  var pixels: Int { width * height }

  /// The number of luma blocks.
  var blockCount: Int { components[0].plane.blockCount }

  /// Symbol costs for the first pass, when none have been measured.
  var typicalCosts: [ScanCosts] { components.map { _ in .typical } }

  /// Quantizes all blocks, or one in `sampling`, with the symbol costs of an earlier pass.
  ///
  /// Chroma is quantized first. Luma, which takes nearly all bits, then has to meet the rest of the budget.
  func quantize(
    step: Float, bitsPerPixel: Float, costs: [ScanCosts], sampling: Int = 1, isRefined: Bool = false,
    measuresError: Bool = false, steering: BudgetSteering? = nil
  ) -> QuantizedPicture {
    var passes = zip(components.indices, costs).map { index, costs in
      pass(
        over: components[index], step: step, bitsPerPixel: bitsPerPixel, costs: costs, sampling: sampling,
        isRefined: index == 0 && isRefined, measuresError: index == 0 && measuresError)
    }
    // The coefficients of a sample are not kept: each row of blocks overwrites the one before.
    func output(for plane: CoefficientPlane, fill: (UnsafeMutablePointer<Int16>, _ rows: Int) -> Void)
      -> CoefficientPlane
    {
      CoefficientPlane(blocksWide: plane.blocksWide, blocksHigh: sampling > 1 ? 1 : plane.blocksHigh) {
        fill($0, plane.blocksHigh)
      }
    }
    var chromaBits = 0
    var planes = components.indices.dropFirst().map { index in
      let output = output(for: components[index].plane) { output, rows in
        passes[index].quantize(rows: 0..<rows, price: 1, to: output)
      }
      chromaBits += passes[index].bits
      return output
    }
    var course = SteeredCourse(
      otherBits: chromaBits, headers: CoefficientFile.headers(tables: passes.map(\.table)), steering: steering)
    planes.insert(
      output(for: components[0].plane) { output, _ in course.run(&passes[0], to: output) }, at: 0)

    var file = CoefficientFile(width: width, height: height, components: [], isRefined: isRefined)
    if sampling == 1 {
      file.components = zip(components, zip(planes, passes)).map { component, made in
        CoefficientFile.Component(
          quantized: made.0, table: made.1.table, horizontalSampling: component.horizontalSampling,
          verticalSampling: component.verticalSampling)
      }
    }
    return QuantizedPicture(
      step: step, predictedSize: course.size, file: file, costs: passes.map(\.measuredCosts), progress: course.progress,
      price: course.meanPrice,
      error: Double(absoluteWeight) * passes[0].error / Double(64 * max(1, passes[0].errorBlocks)),
      sizeAtFairPrice: course.sizeAtFairPrice)
  }

  private func pass(
    over component: Component, step: Float, bitsPerPixel: Float, costs: ScanCosts, sampling: Int = 1,
    isRefined: Bool = false, measuresError: Bool = false
  ) -> ComponentPass {
    ComponentPass(
      plane: component.plane, weights: component.blockWeights, table: table(component, step: step),
      lambda: perception.lambda(bitsPerPixel: bitsPerPixel) * step * step, costs: costs, perception: perception,
      sampling: sampling, measuresError: measuresError,
      state: ComponentPass.State(refined: isRefined ? RefinedStatistics() : nil))
  }

  /// Changes luma so that the picture has the luminance of `wanted` chroma, when it is shown with chroma as it is
  /// quantized at about this step; unless hardly any luminance is lost. Luma's error weights stay those of the picture.
  ///
  /// - Parameter picture: The picture from which this was made.
  mutating func keepLuminance(
    of wanted: () -> ChromaGrid?, in picture: PlanarPicture, step: Float, bitsPerPixel: Float, costs: [ScanCosts]
  ) {
    guard let chroma = picture.chroma else { return }
    let shown = components.indices.dropFirst().map { index in
      let component = components[index]
      var pass = pass(over: component, step: step, bitsPerPixel: bitsPerPixel, costs: costs[index])
      let quantized = CoefficientPlane(
        blocksWide: component.plane.blocksWide, blocksHigh: component.plane.blocksHigh
      ) { pass.quantize(rows: 0..<component.plane.blocksHigh, price: 1, to: $0) }
      return InverseDCT.plane(of: quantized, pass.table, width: chroma.blue.width, height: chroma.blue.height)
    }
    let grid = ChromaGrid(
      chroma: PlanarPicture.Chroma(blue: shown[0], red: shown[1]), horizontal: picture.horizontalSubsampling,
      vertical: picture.verticalSubsampling)
    guard chroma.luminanceLost(in: grid.chroma) > Self.leastLoss, let wanted = wanted() else { return }
    components[0].plane = ForwardDCT.transform(picture.luma.keepingLuminance(of: wanted, shownWith: grid))
  }

  /// The loss of luminance, in levels of luma, below which nothing is gained: rounding luma to whole levels loses more.
  private static let leastLoss: Float = 0.25

  /// A component's quantization table: steps are smaller where the error weight is larger.
  private func table(_ component: Component, step: Float) -> QuantizationTable {
    let whole = (1 / component.weights[0]).squareRoot()
    var shape = component.weights.map { whole * powf(component.weights[0] / $0, stepPower) }
    shape[0] *= component.dcStep
    return QuantizationTable(shape: shape, scale: step)
  }
}

import Foundation

/// A picture quantized, or a sample of it, and the size its file will have.
struct QuantizedPicture {
  /// How coarse it is: the step of a frequency that weighs as much as luma's mean.
  var step: Float
  /// Bytes of the file.
  var predictedSize: Int
  /// The file; empty of components when only a sample was quantized.
  var file: CoefficientFile
  /// What symbols cost in it.
  var costs: [ScanCosts]
  /// Where its bits went.
  var progress: BudgetSteering.Progress
  /// The price of a bit beside the one that goes with the step, on average.
  var price: Float = 1
  /// The bytes it would have had at the price that goes with the step.
  var sizeAtFairPrice: Float
}

/// A picture's coefficients and what errors in them count, ready to be quantized at any step.
struct PictureQuantizer {
  private let width: Int
  private let height: Int
  private let components: [Component]
  private let perception: Perception
  /// What would be lost with the frequencies that a picture of half the size cannot hold: see `Masking`.
  let upperDetail: Float

  private struct Component {
    var plane: CoefficientPlane
    /// What an error in each frequency costs on plain paper.
    var weights: [Float]
    /// What errors cost in each block, by reduction.
    var blockWeights: [SIMD4<Float>]
    /// The mean's step beside what its weight asks.
    var meanStep: Float
    var horizontalSampling = 1
    var verticalSampling = 1
  }

  /// Transforms a picture.
  init(_ picture: PlanarPicture, perception: Perception) {
    width = picture.width
    height = picture.height
    self.perception = perception
    let luma = ForwardDCT.transform(picture.luma)
    let colours = picture.chroma.map { [ForwardDCT.transform($0.blue), ForwardDCT.transform($0.red)] } ?? []
    func component(
      _ plane: CoefficientPlane, _ shares: SIMD4<Float>, _ mask: Perception.Mask, weight: Float, meanStep: Float
    ) -> (Component, upperDetail: Float) {
      let shares = weight * shares / shares.sum()
      let masking = Masking(plane, mask, shares: shares)
      let component = Component(
        plane: plane, weights: Perception.weights(shares), blockWeights: masking.weights, meanStep: meanStep)
      return (component, masking.upperDetail)
    }
    var (first, upperDetail) = component(
      luma, perception.lumaScales, perception.lumaMask, weight: 1, meanStep: perception.lumaMeanStep)
    self.upperDetail = upperDetail
    if !colours.isEmpty {
      first.horizontalSampling = picture.horizontalSubsampling
      first.verticalSampling = picture.verticalSubsampling
    }
    let others = zip(colours, [perception.blue, perception.red]).map { plane, weight in
      component(
        plane, perception.chromaScales, perception.chromaMask, weight: weight, meanStep: perception.chromaMeanStep
      ).0
    }
    components = [first] + others
  }

  /// Luma's pixels.
  var pixels: Int { width * height }

  /// Rows of luma's blocks.
  var blocksHigh: Int { components[0].plane.blocksHigh }

  /// Costs to begin with.
  var typicalCosts: [ScanCosts] { components.map { _ in .typical } }

  /// Quantizes all blocks, or a sample of them, by the symbol costs of an earlier pass.
  ///
  /// Chroma comes first; luma, where nearly all bits are, is steered to what is left.
  func quantize(step: Float, costs: [ScanCosts], isSample: Bool = false, steering: BudgetSteering? = nil)
    -> QuantizedPicture
  {
    var passes = zip(components, costs).map { component, costs in
      ComponentPass(
        plane: component.plane, weights: component.blockWeights, table: table(component, step: step),
        lambda: perception.price * step * step, costs: costs, perception: perception, isSample: isSample)
    }
    // A sample leaves nothing behind: every stretch is written over the one before.
    func output(for plane: CoefficientPlane, fill: (UnsafeMutablePointer<Int16>, _ rows: Int) -> Void)
      -> CoefficientPlane
    {
      CoefficientPlane(blocksWide: plane.blocksWide, blocksHigh: isSample ? 1 : plane.blocksHigh) {
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

    var file = CoefficientFile(width: width, height: height, components: [])
    if !isSample {
      file.components = zip(components, zip(planes, passes)).map { component, made in
        CoefficientFile.Component(
          quantized: made.0, table: made.1.table, horizontalSampling: component.horizontalSampling,
          verticalSampling: component.verticalSampling)
      }
    }
    return QuantizedPicture(
      step: step, predictedSize: course.size, file: file, costs: passes.map(\.measuredCosts), progress: course.progress,
      price: course.meanPrice, sizeAtFairPrice: course.sizeAtFairPrice)
  }

  /// A component's steps: finer where errors weigh more.
  private func table(_ component: Component, step: Float) -> QuantizationTable {
    let whole = (1 / component.weights[0]).squareRoot()
    var shape = component.weights.map { whole * powf(component.weights[0] / $0, perception.stepPower) }
    shape[0] *= component.meanStep
    return QuantizationTable(shape: shape, scale: step)
  }
}

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
  /// Where it was asked for: luma's weighted squared error, the mean over its pixels, comparable between pictures.
  var error = 0.0
  /// The bytes it would have had at the price that goes with the step.
  var sizeAtFairPrice: Float
}

/// A picture's coefficients and what errors in them count, ready to be quantized at any step.
struct PictureQuantizer {
  private let width: Int
  private let height: Int
  private let components: [Component]
  private let perception: Perception
  /// See `ErrorWeights.absolute`, of luma.
  let absoluteWeight: Float

  private struct Component {
    var plane: CoefficientPlane
    /// What an error in each frequency costs on plain paper.
    var weights: [Float]
    /// What errors cost in each block, by reduction.
    var blockWeights: [SIMD4<Float>]
    /// The DC step beside what its weight asks.
    var dcStep: Float
    var horizontalSampling = 1
    var verticalSampling = 1
  }

  /// Transforms a picture.
  ///
  /// - Parameter scale: The picture's size beside that of the photo it was made of.
  init(_ picture: PlanarPicture, scale: Double, perception: Perception) {
    width = picture.width
    height = picture.height
    self.perception = perception
    let shares = Perception.shares(perception.lumaShares, scale: Float(scale))
    let weights = ErrorWeights(picture.luma, shares: shares, stabilizer: perception.stabilizer)
    let luma = Component(
      plane: ForwardDCT.transform(picture.luma), weights: Perception.basis.map { ($0 * weights.mean).sum() },
      blockWeights: weights.values, dcStep: perception.lumaDCStep,
      horizontalSampling: picture.chroma == nil ? 1 : picture.horizontalSubsampling,
      verticalSampling: picture.chroma == nil ? 1 : picture.verticalSubsampling)
    let samples = Double(picture.horizontalSubsampling * picture.verticalSubsampling)
    let chromaShares = Perception.shares(perception.chromaShares, scale: Float(scale / samples.squareRoot()))
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

  /// Luma's pixels.
  var pixels: Int { width * height }

  /// How many blocks luma has.
  var blockCount: Int { components[0].plane.blockCount }

  /// Costs to begin with.
  var typicalCosts: [ScanCosts] { components.map { _ in .typical } }

  /// Quantizes all blocks, or one in `sampling`, by the symbol costs of an earlier pass.
  ///
  /// Chroma comes first; luma, where nearly all bits are, is steered to what is left.
  func quantize(
    step: Float, bitsPerPixel: Float, costs: [ScanCosts], sampling: Int = 1, isRefined: Bool = false,
    measuresError: Bool = false, steering: BudgetSteering? = nil
  ) -> QuantizedPicture {
    var passes = zip(components.indices, costs).map { index, costs in
      let component = components[index]
      let isRefined = index == 0 && isRefined
      return ComponentPass(
        plane: component.plane, weights: component.blockWeights, table: table(component, step: step),
        lambda: perception.lambda(bitsPerPixel: bitsPerPixel) * step * step, costs: costs, perception: perception,
        sampling: sampling, isRefined: isRefined, measuresError: index == 0 && measuresError)
    }
    // A sample leaves nothing behind: every stretch is written over the one before.
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

  /// A component's steps: finer where errors weigh more.
  private func table(_ component: Component, step: Float) -> QuantizationTable {
    let whole = (1 / component.weights[0]).squareRoot()
    var shape = component.weights.map { whole * powf(component.weights[0] / $0, perception.stepPower) }
    shape[0] *= component.dcStep
    return QuantizationTable(shape: shape, scale: step)
  }
}

import ImageKit
import ReviewStore
import Wording

extension Failure {
  /// An error of the review store, with the exit status that the contract assigns to it.
  init(review error: any Error, input: String? = nil) {
    switch error {
    case let error as Refusal:
      let reasons = error.reasons.map { reason in
        Reason(
          code: reason.code, message: reason.message,
          facts: reason.material.map { ["material": .string($0.rawValue)] } ?? [:])
      }
      self.init(.failed, code: error.code, error.explanationWithCommand, input: input, reasons: reasons)
    case let error as InputError: self.init(error, input: input)
    case let error as StoreError: self.init(error, error.status, input: input)
    case let error as PolicyError:
      self.init(
        .unreadableData, code: error.code, error.explanation, input: input, reasons: error.mistakes.map(Reason.init))
    case let error as DecodingError: self.init(error, .unreadableData, input: input)
    case let error as CropError: self.init(error, error == .unusable ? .usage : .failed, input: input)
    default: self.init(any: error, input: input)
    }
  }

  private init(_ error: InputError, input: String?) {
    switch error {
    case .badTable(let lines, _):
      let reasons = lines.map {
        Reason(code: $0.code, message: $0.message, facts: ["line": .integer($0.line), "column": .optional($0.column)])
      }
      self.init(.unreadableData, code: error.code, error.explanation, input: input, reasons: reasons)
    case .wrongSecret: self.init(error, .failed, input: input)
    case .badMobile, .badNumber, .badName, .badText, .reservedName, .regionTooLong, .missing, .missingSite, .tooLong,
      .shortPassword,
      .weakPassword, .usedPassword, .unknownReason, .unknownName, .badTurn, .badDatabase,
      .badPictures, .badPictureKey:
      self.init(error, .usage, input: input)
    }
  }
}

extension StoreError {
  fileprivate var status: ExitStatus {
    switch self {
    case .noStore, .noBackup, .noPictureKey: .noInput
    case .exists, .noFolder: .cannotCreate
    case .busy, .closed, .tracesLeft, .unreachable, .picturesUnreachable, .picturesLeft: .busy
    case .diskFull, .readOnly, .logLeft, .outdated, .inputOutput, .picturesRefused, .noAge: .ioFailed
    case .shortKey, .noAccessKey, .badRecipient, .needsIdentity, .picturesNotEncrypted: .usage
    case .fault: .internalFault
    case .damaged, .copyDiffers, .tooNew, .badBackup, .foreignBackup, .wrongIdentity, .wrongPictureKey, .noKey:
      .unreadableData
    }
  }
}

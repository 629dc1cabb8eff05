/// The stored secrets for checking a candidate's sign-in: hashes of the password and of the one-time code while it
/// is valid, and the identity number.
struct CandidateSecrets {
  /// The registration's key.
  let registration: Int64
  let password: String?
  let code: String?
  let idNumber: String?
}

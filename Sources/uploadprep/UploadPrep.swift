import ArgumentParser

/// The command: one file a subcommand, under `Commands/`.
@main
struct UploadPrep: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uploadprep",
    abstract: "Turns phone photos into clear, upright, watermarked pictures that exam portals accept.")
}

import Foundation
import PackagePlugin

/// Puts `rules/` into the program. Runs again whenever a rule file is changed, added or taken away.
@main
struct EmbedRules: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "rules")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".toml") }.sorted()
    let files = names.map { folder.appending(path: $0) }
    let output = context.pluginWorkDirectoryURL.appending(path: "CatalogueData.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(files.count) rule files", executable: try context.tool(named: "embed-rules").url,
        arguments: [output.path] + files.map(\.path), inputFiles: [folder] + files, outputFiles: [output])
    ]
  }
}

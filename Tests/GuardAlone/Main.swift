import Foundation
import Guard

@main
enum Main {
  static func main() {
    exit(Guard.run(Array(CommandLine.arguments.dropFirst())))
  }
}

import Glibc
import Guard

@main
enum Main {
  static func main() async {
    let words = Array(CommandLine.arguments.dropFirst())
    if GuardCommand.isCalled(by: words) {
      exit(Guard.run(Array(words.dropFirst())))
    }
    // A reader that goes away is told by the failing write, not by a signal that ends a server.
    signal(SIGPIPE, SIG_IGN)
    exit(await Commands.tree.run(words, on: .process).rawValue)
  }
}

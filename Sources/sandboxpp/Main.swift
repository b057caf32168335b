import Glibc

@main
enum Main {
  static func main() async {
    // A reader that goes away is told by the failing write, not by a signal that ends a server.
    signal(SIGPIPE, SIG_IGN)
    let words = Array(CommandLine.arguments.dropFirst())
    exit(await Commands.tree.run(words, on: .process).rawValue)
  }
}

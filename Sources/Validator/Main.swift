import Glibc
import Measures

/// Measures a candidate's predictions: `sandboxpp-validator [options] PREDICTIONS`.
///
/// Exit 0: measured. Exit 2: the input or the arguments are not usable; standard error says where.
@main
enum Main {
  static func main() {
    do throws(Complaint) {
      let arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
      if arguments.wantsHelp {
        print(Arguments.usage)
      } else {
        try measure(arguments)
      }
    } catch {
      // Written by hand: a buffered stream would lose it on exit.
      let line = "sandboxpp-validator: \(error.sentence)\n"
      _ = line.withCString { write(2, $0, strlen($0)) }
      exit(2)
    }
  }

  private static func measure(_ arguments: Arguments) throws(Complaint) {
    let predictions = try read(arguments.input)
    let measurement = Measurement(
      of: predictions, threshold: arguments.threshold, leastNegatives: arguments.leastNegatives)
    let line = measurement.json(
      threshold: arguments.thresholdText, leastNegatives: arguments.leastNegatives)
    try put(Array((line + "\n").utf8), into: arguments.output)
  }

  private static func read(_ path: String) throws(Complaint) -> Predictions {
    let file = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Complaint("\(path): \(reason())") }
    defer { if file != 0 { close(file) } }
    var reader = PredictionReader()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    do throws(PredictionReader.Malformed) {
      while true {
        let count = Glibc.read(file, &buffer, buffer.count)
        guard count >= 0 else { break }
        if count == 0 { return try reader.finish() }
        try reader.read(buffer[..<count])
      }
    } catch {
      throw Complaint("\(path): \(error)")
    }
    throw Complaint("\(path): \(reason())")
  }

  private static func put(_ bytes: [UInt8], into path: String?) throws(Complaint) {
    let file = path.map { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) } ?? 1
    guard file >= 0, write(file, bytes, bytes.count) == bytes.count, file == 1 || close(file) == 0
    else { throw Complaint("the result could not be written: \(reason())") }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}

/// What keeps the validator from measuring.
struct Complaint: Error {
  let sentence: String

  init(_ sentence: String) {
    self.sentence = sentence
  }
}

/// The validator's command line.
struct Arguments {
  static let usage = """
    usage: sandboxpp-validator [options] PREDICTIONS

    Measures predictions (CSV with the header id,label,score,group; label 0 or 1; score 0 to 1;
    - reads standard input) and writes one line of JSON.

      --threshold NUMBER            a score that reaches it is a positive call (default 0.5)
      --minimum-negatives NUMBER    least negatives of a group to be compared (default 30)
      --output FILE                 write there instead of standard output
      --help                        this text
    """

  var input = ""
  var output: String?
  var threshold = 0.5
  var thresholdText = "0.5"
  var leastNegatives = 30
  var wantsHelp = false

  init(_ words: [String]) throws(Complaint) {
    var words = words[...]
    while let word = words.popFirst() {
      switch word {
      case "--help": wantsHelp = true
      case "--output": output = try value(of: word, from: &words)
      case "--threshold": try setThreshold(try value(of: word, from: &words))
      case "--minimum-negatives":
        guard let number = Int(try value(of: word, from: &words)), number > 0 else {
          throw Complaint("\(word) takes a whole number above zero")
        }
        leastNegatives = number
      case _ where word.hasPrefix("-") && word != "-":
        throw Complaint("\(word) is not an option; see --help")
      default:
        guard input.isEmpty else { throw Complaint("one file of predictions is expected") }
        input = word
      }
    }
    guard wantsHelp || !input.isEmpty else { throw Complaint("no file of predictions; see --help") }
  }

  private func value(of option: String, from words: inout ArraySlice<String>)
    throws(Complaint) -> String
  {
    guard let value = words.popFirst() else { throw Complaint("\(option) takes a value") }
    return value
  }

  /// Kept as it was written, because it is repeated in the result.
  private mutating func setThreshold(_ text: String) throws(Complaint) {
    let plain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
    guard plain, text.utf8.count <= 20, let number = Double(text), (0.0...1.0).contains(number)
    else { throw Complaint("--threshold takes a decimal number from 0 to 1") }
    threshold = number
    thresholdText = text
  }
}

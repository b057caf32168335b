/// What the parser tells the formatter: which tokens belong together and where a line may end.
struct LayoutNotes {
  /// How the lines of a piece are broken.
  enum Shape {
    /// A statement: what follows its first line stands two columns in.
    case statement
    /// A statement whose body is a block in braces.
    case block
    /// One line, or a line for each part, two columns in.
    case indented
    /// One line, or a line for each part at the column where the first begins.
    case aligned
    /// As many parts on each line as fit, further lines two columns in.
    case filled
    /// As many parts on each line as fit.
    case filledHere
    /// A block in braces, a line for each part.
    case closed

    /// Columns that further lines stand in from the piece around this one.
    var indent: Int {
      switch self {
      case .statement, .indented, .filled, .closed: 2
      case .block, .aligned, .filledHere: 0
      }
    }

    var isFilled: Bool { self == .filled || self == .filledHere }

    /// Whether each line ends by itself, or all of them do when one has to.
    var breaksOneByOne: Bool {
      switch self {
      case .statement, .block, .filled, .filledHere, .closed: true
      case .indented, .aligned: false
      }
    }
  }

  /// Where a line may end or must.
  enum Break: Int {
    /// Where it does not fit.
    case line
    /// Always.
    case hard
    /// Always; the names that begin such lines are padded to one width.
    case column
    /// Always, and the next line stands where the piece around this one does.
    case zero
  }

  enum Note {
    case open(Shape)
    case close
    case mayBreak(Break)
    /// The token follows the one before it without a space.
    case joins
    /// The token can be left out.
    case elided
  }

  private(set) var notes: [(note: Note, token: Int)] = []

  mutating func add(_ note: Note, _ token: Int) { notes.append((note, token)) }
}

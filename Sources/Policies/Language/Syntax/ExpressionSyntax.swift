/// A condition or a value as written.
indirect enum ExpressionSyntax: Sendable {
  case literal(ValueSyntax)
  case name(Word)
  case asOf(Span)
  case not(ExpressionSyntax, Span)
  case and([ExpressionSyntax], Span)
  case or([ExpressionSyntax], Span)
  case compare(ExpressionSyntax, Word, ExpressionSyntax, Span)
  case members(ExpressionSyntax, Word, [Word], Span)
  case isNone(ExpressionSyntax, Span)
  case isEmpty(ExpressionSyntax, Span)
  case arithmetic(ExpressionSyntax, Word, ExpressionSyntax, Span)
  case quantified(Word, binder: Word, list: Word, ExpressionSyntax, Span)
  case known(Word, [CitationSyntax], Span)
  case changed(Word, Span)
  case routed(Word, Span)
  case recorded(Word, Span)
  case assumed(Word, ValueSyntax, [CitationSyntax], Span)

  var span: Span {
    switch self {
    case .literal(let value): value.span
    case .name(let word): word.span
    case .asOf(let span), .not(_, let span), .and(_, let span), .or(_, let span),
      .compare(_, _, _, let span), .members(_, _, _, let span), .isNone(_, let span),
      .isEmpty(_, let span), .arithmetic(_, _, _, let span), .quantified(_, _, _, _, let span),
      .known(_, _, let span), .changed(_, let span), .routed(_, let span),
      .recorded(_, let span), .assumed(_, _, _, let span):
      span
    }
  }
}

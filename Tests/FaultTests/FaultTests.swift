import Testing

/// What is killed while the whole is at work comes back by itself, and nothing is lost or doubled.
///
/// One after the other: each test has a server and four parts of its own.
@Suite(.serialized, .timeLimit(.minutes(4)))
struct FaultTests {}

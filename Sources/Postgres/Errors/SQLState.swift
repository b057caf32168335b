/// What a SQLSTATE says, in words (PostgreSQL, appendix A): the common ones, then their classes.
enum SQLState {
  static func meaning(of state: String) -> String {
    meanings[state] ?? classes[String(state.prefix(2))] ?? "an error without a common name"
  }

  private static let meanings = [
    "0A000": "a feature is not supported, or a cached plan has become stale",
    "22001": "a text is too long for its column",
    "22003": "a number is out of range",
    "22P02": "a text is not a value of the type it is used as",
    "23502": "a value that must be given is missing",
    "23503": "a row that is referred to does not exist, or is still referred to",
    "23505": "such a row exists already",
    "23514": "a row breaks a check",
    "23P01": "a row excludes another",
    "25P02": "an earlier statement of this transaction has failed",
    "28P01": "the password is wrong",
    "3D000": "the database does not exist",
    "40001": "a concurrent change made this transaction impossible; try it again",
    "40P01": "two transactions waited for each other; try it again",
    "42501": "permission is missing",
    "42601": "the statement is not valid SQL",
    "42703": "a column does not exist",
    "42883": "a function does not exist for these types",
    "42P01": "a table does not exist",
    "42P18": "a parameter's type cannot be told; add a cast",
    "53300": "the server has too many connections",
    "55P03": "a lock was not free in time",
    "57014": "the statement was stopped, by its time-out or on request",
    "57P01": "the server is shutting down",
    "57P03": "the server is starting up or shutting down",
  ]

  private static let classes = [
    "08": "the connection failed",
    "22": "a value does not fit",
    "23": "a rule of the schema is broken",
    "25": "the transaction is in the wrong state",
    "28": "the login is not accepted",
    "40": "the transaction was rolled back",
    "42": "the statement does not fit the schema",
    "53": "the server is short of resources",
    "54": "the statement is too large or too complex",
    "55": "an object is not in the state needed",
    "57": "an operator stepped in",
    "58": "the server's system failed",
    "P0": "a function failed",
    "XX": "the server has an internal error",
  ]
}

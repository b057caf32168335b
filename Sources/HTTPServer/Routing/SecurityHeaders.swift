/// What every response says unless its handler says otherwise.
enum SecurityHeaders {
  private static let defaults = [
    // Nothing inline, nothing from elsewhere, no frame around us; the empty icon is a data: address.
    (
      "Content-Security-Policy",
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        + "img-src 'self' data:; object-src 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"),
    // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cache-Control", "no-store"),
  ]

  static func apply(to headers: inout Headers) {
    for (name, value) in defaults { headers.setDefault(name, value) }
  }
}

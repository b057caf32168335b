"""Reads vocabularies and policies into plain tuples and dictionaries; a reading of its own, with no code of the engine.

It takes files that the checker has found to be without errors, and gives no help about others.
"""

import re
from fractions import Fraction

TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r]+) | (?P<line>\n) | (?P<comment>\#[^\n]*)
  | (?P<string>"(?:\\["\\]|[^"\n])*")
  | (?P<date>\d{4}-\d\d-\d\d)
  | (?P<version>\d+\.\d+\.\d+)
  | (?P<percent>\d[\d_]*(?:\.\d[\d_]*)?%)
  | (?P<number>\d[\d_]*(?:\.\d[\d_]*)?)
  | (?P<name>[A-Za-z_](?:[A-Za-z0-9_]|-(?=[A-Za-z0-9_])|\.(?=[A-Za-z_]))*)
  | (?P<symbol>!=|<=|>=|\.\.|[=<>+\-*/(){}\[\],:;])
    """,
    re.VERBOSE,
)
STAGES = [
    "submission", "completeness", "review", "prioritisation", "offer", "start", "dispatch", "during",
    "variation", "incident", "exit",
]
UNITS = ("days", "business_days", "months")
STATEMENTS = {
    "instrument", "param", "let", "route", "lead", "refuse", "waive", "document", "condition", "flag",
    "ask", "suspend", "approve", "clock", "quota", "gate", "except", "record", "test",
}
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")


class Token:
    def __init__(self, kind, text, begins, depth):
        self.kind, self.text, self.begins, self.depth = kind, text, begins, depth


def tokens(text):
    found, begins, depth, at = [], True, 0, 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise SyntaxError("no token at %r" % text[at : at + 20])
        at, kind, piece = match.end(), match.lastgroup, match.group()
        if kind == "line":
            begins = True
        elif kind not in ("space", "comment"):
            depth -= piece in ("}", "]") and kind == "symbol"
            found.append(Token(kind, piece, begins, depth))
            depth += piece in ("{", "[") and kind == "symbol"
            begins = False
    found.append(Token("end", "", True, 0))
    return found


def scale(text):
    """Digits behind the point."""
    return len(text.replace("_", "").split(".")[1]) if "." in text else 0


def fraction(text):
    return Fraction(text.replace("_", ""))


class Reader:
    def __init__(self, text):
        self.tokens, self.at = tokens(text), 0

    @property
    def token(self):
        return self.tokens[self.at]

    def next(self, ahead=1):
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def take(self, text=None, kind=None):
        token = self.token
        if (text is not None and token.text != text) or (kind is not None and token.kind != kind):
            raise SyntaxError("%r where %r is expected" % (token.text, text or kind))
        self.at += 1
        return token.text

    def has(self, text):
        if self.token.text == text and self.token.kind in ("name", "symbol"):
            self.at += 1
            return True
        return False

    def names(self):
        found = [self.take(kind="name")]
        while self.has(","):
            found.append(self.take(kind="name"))
        return found

    def texts(self):
        while self.token.text in ("en", "zh") and self.next().kind == "string":
            self.at += 2

    def member_set(self):
        self.take("{")
        found = [] if self.token.text == "}" else self.names()
        self.take("}")
        return found

    # Values and types

    def value(self):
        """A literal as (kind, what)."""
        token = self.token
        self.at += 1
        if token.kind == "symbol" and token.text == "-":
            kind, amount, digits = self.value()
            return (kind, -amount, digits)
        if token.kind == "number":
            if self.token.text in UNITS:
                return ("length", self.take(), int(fraction(token.text)))
            return ("number", fraction(token.text), scale(token.text))
        if token.kind == "percent":
            digits = token.text[:-1]
            return ("percent", fraction(digits), scale(digits))
        if token.kind == "date":
            return ("date", token.text)
        if token.text == "HKD":
            sign = -1 if self.has("-") else 1
            digits = self.take(kind="number")
            return ("money", sign * fraction(digits), scale(digits))
        return ("word", token.text)

    def type(self):
        if self.token.text == "{" or (self.token.text == "enum" and self.next().text == "{"):
            self.has("enum")
            return ("member", self.members())
        word = self.take(kind="name")
        if word in ("set", "list"):
            self.take("of")
            if word == "set":
                return ("set",) + self.type()[1:]
            record = self.take(kind="name")
            self.take("at")
            self.take("most")
            return ("list", record, int(self.take()))
        digits = int(self.take(kind="number")) if word == "decimal" else 0
        if self.token.kind in ("number", "percent") or self.token.text in ("HKD", "-"):
            self.value()
            self.take("..")
            self.value()
        plain = ("bool", "int", "decimal", "money", "percent", "date", "text", "digest") + UNITS
        return (word, digits) if word in plain else ("member", word)

    def members(self):
        self.take("{")
        found = []
        while not self.has("}"):
            found.append(self.take(kind="name"))
            self.texts()
            self.has(",")
        return found

    # Vocabularies

    def vocabulary(self):
        self.take("vocabulary")
        found = {
            "kind": self.take(), "version": int(self.take()), "attributes": {}, "enums": {},
            "records": {}, "remits": [],
        }
        self.texts()
        while self.token.kind != "end":
            word = self.take(kind="name")
            if word == "enum":
                name = self.take()
                found["enums"][name] = self.members()
            elif word == "record":
                name, fields = self.take(), {}
                self.take("{")
                while not self.has("}"):
                    field, attribute = self.attribute()
                    fields[field] = attribute
                found["records"][name] = fields
            elif word == "attribute":
                name, attribute = self.attribute()
                found["attributes"][name] = attribute
            else:
                name = self.take()
                if word == "remit":
                    found["remits"].append(name)
                self.texts()
        return found

    def attribute(self):
        name = self.take(kind="name")
        self.take(":")
        found = {"type": self.type(), "recorded": False, "measured": False, "derived": None}
        while self.token.kind == "name" and self.next().text != ":":
            word = self.token.text
            if word in ("en", "zh"):
                self.texts()
            elif word in ("ask", "unit"):
                self.at += 1
                self.texts()
            elif word == "or":
                self.at += 2
            elif word == "for":
                self.at += 1
                self.names()
            elif word in ("by", "from"):
                self.at += 2
            elif word in ("recorded", "measured"):
                self.at += 1
                found[word] = True
            elif word == "derived":
                self.at += 1
                found["derived"] = self.expression()
            else:
                break
        return name, found

    # Policies

    def policy(self):
        self.take("policy")
        found = {"name": self.take(), "version": self.take(), "lets": {}, "params": {}, "rules": []}
        self.take("for")
        found["remit"] = self.take()
        self.take("from")
        found["from"] = self.take(kind="date")
        self.texts()
        found["before"] = self.reach() if self.has("applies_to") else None
        self.take("vocabulary")
        self.at += 2
        while self.has(","):
            self.at += 2
        found["instruments"] = {}
        while self.token.kind != "end":
            self.statement(found)
        return found

    def statement(self, found):
        word = self.token.text
        if word == "instrument":
            self.at += 1
            name = self.take()
            self.texts()
            self.take("mark")
            found["instruments"][name] = self.take()
            if self.has("url"):
                self.at += 1
        elif word == "param":
            self.parameter(found)
        elif word == "let":
            self.at += 1
            name = self.take()
            self.take("=")
            found["lets"][name] = self.expression()
        elif word in ("record", "test"):
            self.skip(word)
        else:
            self.rule(found)

    def parameter(self, found):
        self.at += 1
        name = self.take()
        self.take(":")
        kind = self.type()
        self.texts()
        timeline = []
        while self.has("from"):
            day = self.take(kind="date")
            self.take("=")
            timeline.append((day, self.value()))
            if self.has("cite"):
                self.citations()
        found["params"][name] = (kind, timeline)

    def skip(self, word):
        """Passes over an example record or a test."""
        self.at += 1
        if word == "test":
            while self.token.text != "expect":
                self.at += 1
        self.at += 1
        while self.token.kind != "end":
            token, before = self.token, self.tokens[self.at - 1].text
            if token.begins and token.depth == 0 and before not in (",", ";", ":", "="):
                if token.text in STATEMENTS:
                    return
            self.at += 1

    def rule(self, found):
        kind, name = self.take(kind="name"), self.take(kind="name")
        rule = {"kind": kind, "id": name}
        if kind == "route":
            self.take("to")
            rule["to"] = self.take()
        elif kind == "lead":
            rule["otherwise"] = self.has("otherwise")
            if not rule["otherwise"]:
                self.take("is")
            rule["to"] = self.take()
        elif kind == "waive":
            self.take("of")
            rule["targets"] = [self.take()]
        elif kind == "document":
            self.take()
        elif kind == "ask":
            self.names()
        elif kind == "approve":
            self.at += 4
        elif kind == "except":
            self.take("to")
            rule["targets"] = self.names()
        elif kind in ("clock", "quota"):
            rule["sets"] = self.take()
            self.take("=")
            rule["value"] = self.value()
            rule["per"] = None
            if kind == "quota":
                self.take("per")
                rule["per"] = self.take()
        self.clauses(rule)
        found["rules"].append(rule)
        if kind in ("clock", "quota"):
            rule["alternatives"] = []
            while self.token.text == "except" and self.next(2).text == "=":
                self.at += 1
                other = {"kind": "unless", "id": self.take()}
                self.take("=")
                other["value"] = self.value()
                self.clauses(other)
                found["rules"].append(other)
                rule["alternatives"].append(other["id"])

    def clauses(self, rule):
        rule.update(when=None, require=None, stage=None, severity=None, cites=[], adopted=None)
        rule.update(samples=0, window=0)
        rule["from"] = rule["until"] = rule["before"] = None
        while self.token.kind == "name":
            word = self.token.text
            if word in ("en", "zh"):
                self.texts()
                continue
            if word not in CLAUSES:
                return
            self.at += 1
            CLAUSES[word](self, rule)

    def requirement(self, rule):
        rule["require"] = self.expression()
        if self.has("samples"):
            self.take(">=")
            rule["samples"] = int(self.take().replace("_", ""))
        if self.has("window"):
            self.take(">=")
            rule["window"] = int(self.take().replace("_", ""))
            self.take("days")

    def reach(self):
        """The day before which a case in flight was received."""
        self.take("received")
        self.take("before")
        return self.take(kind="date")

    def adoption(self):
        self.take("by")
        self.take()
        self.take("on")
        return self.take(kind="date")

    def citations(self):
        found = []
        while True:
            name = self.take(kind="name")
            if not self.has("whole"):
                self.at += 2
            found.append((name, self.take() if self.has("as") else None))
            if not self.has(","):
                return found

    # Conditions

    def expression(self):
        parts = [self.conjunction()]
        while self.has("or"):
            parts.append(self.conjunction())
        return parts[0] if len(parts) == 1 else ("or", parts)

    def conjunction(self):
        parts = [self.negation()]
        while self.has("and"):
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else ("and", parts)

    def negation(self):
        return ("not", self.negation()) if self.has("not") else self.comparison()

    def comparison(self):
        left = self.sum()
        word = self.token.text
        if self.token.kind == "symbol" and word in COMPARISONS:
            self.at += 1
            return ("compare", left, word, self.sum())
        if self.token.kind != "name":
            return left
        if word in ("in", "any_of", "all_of", "only"):
            self.at += 1
            return ("members", left, "any_of" if word == "in" else word, self.member_set())
        if word == "has":
            self.at += 1
            return ("members", left, "any_of", [self.take(kind="name")])
        if word == "is":
            self.at += 1
            denied = self.has("not")
            asked = (self.take(), left)
            return ("not", asked) if denied else asked
        return left

    def sum(self):
        left = self.product()
        while self.token.kind == "symbol" and self.token.text in "+-":
            left = ("arithmetic", left, self.take(), self.product())
        return left

    def product(self):
        left = self.operand()
        while self.token.kind == "symbol" and self.token.text in "*/":
            left = ("arithmetic", left, self.take(), ("value", self.value()))
        return left

    def operand(self):
        if self.has("("):
            inner = self.expression()
            self.take(")")
            return inner
        token = self.token
        if token.kind != "name" or token.text in ("HKD", "yes", "none"):
            return ("value", self.value())
        if token.text in ("some", "every", "count") or (
            token.text == "no" and self.next(2).text == "in"
        ):
            word, binder = self.take(), self.take()
            self.take("in")
            name = self.take()
            self.take("(")
            body = self.expression()
            self.take(")")
            return ("list", word, binder, name, body)
        if token.text == "no":
            return ("value", self.value())
        self.at += 1
        if token.text == "as_of":
            return ("as_of",)
        if token.text in ("known", "changed"):
            self.take("(")
            name = self.take()
            if token.text == "known" and self.has("cite"):
                self.citations()
            self.take(")")
            return (token.text, name)
        if token.text in ("routed", "recorded"):
            name = self.take()
            return ("routed", name) if token.text == "routed" else ("name", name, None)
        if self.has("or_assume"):
            assumed = self.value()
            if self.has("cite"):
                self.citations()
            return ("name", token.text, assumed)
        return ("name", token.text, None)


CLAUSES = {
    "hard": lambda reader, rule: None,
    "soft": lambda reader, rule: None,
    "shadow": lambda reader, rule: rule.update(severity="shadow"),
    "suspends": lambda reader, rule: None,
    "at": lambda reader, rule: rule.update(stage=reader.take()),
    "when": lambda reader, rule: rule.update(when=reader.expression()),
    "require": lambda reader, rule: reader.requirement(rule),
    "within": lambda reader, rule: reader.value() and None,
    "cite": lambda reader, rule: rule.update(cites=reader.citations()),
    "approved_by": lambda reader, rule: reader.take() and None,
    "adopted": lambda reader, rule: rule.update(adopted=reader.adoption()),
    "from": lambda reader, rule: rule.update({"from": reader.take(kind="date")}),
    "until": lambda reader, rule: rule.update(until=reader.take(kind="date")),
    "applies_to": lambda reader, rule: rule.update(before=reader.reach()),
}

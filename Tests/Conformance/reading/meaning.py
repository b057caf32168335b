"""What a policy says about some facts: written from the reference page, with no code of the engine."""

import calendar
import datetime
from fractions import Fraction

from syntax import STAGES, UNITS, Reader

NONE = object()
DIGITS = {"int": 0, "money": 2, "percent": 4, "days": 0, "business_days": 0, "months": 0}
MARKS = ["read", "reported", "background", "proposal"]
ONLY_STAGE = {"job": "dispatch", "incident": "incident", "variation": "variation"}
COMPARE = {
    "=": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}


class Truth:
    """True, false or unknown (None), and what keeps it unknown."""

    def __init__(self, value, missing=()):
        self.value, self.missing = value, frozenset(missing if value is None else ())

    def denied(self):
        return Truth(None if self.value is None else not self.value, self.missing)


def both(parts):
    if any(part.value is False for part in parts):
        return Truth(False)
    if all(part.value is True for part in parts):
        return Truth(True)
    return Truth(None, frozenset().union(*(part.missing for part in parts)))


def either(parts):
    return both([part.denied() for part in parts]).denied()


class Number:
    """An exact number with the digits behind its point; a date counts its days."""

    def __init__(self, value, digits=0, isdate=False, unit=None):
        self.value, self.digits, self.isdate, self.unit = value, digits, isdate, unit


def day(text):
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days


def add_months(start, months):
    date = datetime.date(1970, 1, 1) + datetime.timedelta(days=int(start))
    count = date.year * 12 + date.month - 1 + int(months)
    year, month = divmod(count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    reached = datetime.date(year, month + 1, min(date.day, last))
    return (reached - datetime.date(1970, 1, 1)).days


def number(literal):
    if literal[0] == "date":
        return Number(Fraction(day(literal[1])), 0, isdate=True)
    if literal[0] == "length":
        return Number(Fraction(literal[2]), 0, unit=literal[1])
    return Number(literal[1], literal[2])


class PolicySet:
    def __init__(self, vocabularies, policies):
        self.vocabularies = [Reader(text).vocabulary() for text in vocabularies]
        self.vocabularies.sort(key=lambda found: found["kind"] != "application")
        self.attributes, self.enums, self.records = {}, {}, {}
        for vocabulary in self.vocabularies:
            for name, attribute in vocabulary["attributes"].items():
                self.attributes[name] = dict(attribute, kind=vocabulary["kind"])
            self.enums.update(vocabulary["enums"])
            self.records.update(vocabulary["records"])
        self.remits = self.vocabularies[0]["remits"]
        self.rules = []
        for text in policies:
            policy = Reader(text).policy()
            for rule in policy["rules"]:
                self.rules.append(dict(rule, policy=policy))
        self.by_id = {rule["id"]: rule for rule in self.rules}
        for rule in self.rules:
            rule["relievers"] = [
                other for other in self.rules if rule["id"] in other.get("targets", ())
                and other["policy"] is rule["policy"]
            ]
            rule["kinds"] = set()
            for expression in (rule["when"], rule["require"]):
                self.kinds(expression, rule["policy"], rule["kinds"])
            if rule["kind"] == "lead" and rule["otherwise"]:
                stated = ("stated", rule["to"])
                rule["when"] = ("and", [rule["when"], stated]) if rule["when"] else stated

    def kinds(self, node, policy, found):
        """The vocabularies that an expression reads, through names as well."""
        if isinstance(node, tuple) and node and node[0] == "changed":
            found.add("variation")
        elif isinstance(node, tuple) and node and node[0] in ("name", "list", "known"):
            name = node[3] if node[0] == "list" else node[1]
            if name in policy["lets"]:
                self.kinds(policy["lets"][name], policy, found)
            elif name in self.attributes:
                found.add(self.attributes[name]["kind"])
                self.kinds(self.attributes[name]["derived"], policy, found)
        if isinstance(node, (tuple, list)):
            for part in node:
                self.kinds(part, policy, found)

    def measured(self, node, policy, found):
        """The measured attributes that an expression reads, in the order of the vocabulary."""
        if isinstance(node, tuple) and node and node[0] == "name":
            if node[1] in policy["lets"]:
                self.measured(policy["lets"][node[1]], policy, found)
            elif self.attributes.get(node[1], {}).get("measured"):
                found.add(node[1])
        if isinstance(node, (tuple, list)):
            for part in node:
                self.measured(part, policy, found)


class Reading:
    """One situation: a stage, a day, facts by vocabulary, what changed since the approved version, and the day
    the case was received if it may be an earlier version's."""

    def __init__(self, policies, stage, as_of, facts, changed=None, received=None):
        self.set, self.stage, self.as_of, self.received = policies, stage, as_of, received
        self.facts, self.changed = facts, changed or {}
        self.policy, self.record, self.list_name, self.binder = None, None, None, None

    # Facts

    def split(self, name):
        """(attribute, JSON value, shown name): a fact, or a field of the record at hand."""
        if self.binder and name.startswith(self.binder + "."):
            field = name[len(self.binder) + 1 :]
            attribute = self.set.attributes[self.list_name]
            fields = self.set.records[attribute["type"][1]]
            return fields[field], self.record.get(field), self.list_name + "." + field
        attribute = self.set.attributes[name]
        value = self.facts.get(attribute["kind"], {}).get(name)
        return attribute, value, name

    def fact(self, name, assumed=None):
        """(value or None, missing): a value as Python has it, NONE for "there is none"."""
        attribute, value, shown = self.split(name)
        if attribute["measured"] and isinstance(value, dict) and "none" not in value:
            value = value.get("value")
        if value is None:
            if attribute["recorded"]:
                return False, ()
            if assumed is None:
                return None, (shown,)
            return self.assumption(assumed, attribute), ()
        if value == {"none": True}:
            return NONE, ()
        return self.value(value, attribute["type"]), ()

    def value(self, value, kind):
        if kind[0] == "date":
            return Number(Fraction(day(value)), 0, isdate=True)
        if kind[0] == "percent":
            return Number(Fraction(str(value).rstrip("%")), 4)
        if kind[0] == "decimal" or kind[0] in DIGITS:
            digits = kind[1] if kind[0] == "decimal" else DIGITS[kind[0]]
            return Number(Fraction(str(value)), digits, unit=kind[0] if kind[0] in UNITS else None)
        if kind[0] == "member":
            return {value}
        if kind[0] == "set":
            return set(value)
        return value

    def assumption(self, literal, attribute):
        kind = attribute["type"][0]
        if kind == "bool":
            return literal[1] == "yes"
        if kind in ("member", "set"):
            return {literal[1]}
        found = number(literal)
        found.digits = attribute["type"][1] if kind == "decimal" else DIGITS.get(kind, 0)
        return found

    # Conditions

    def truth(self, node):
        return getattr(self, "on_" + node[0].replace("list", "quantified"))(node)

    def on_or(self, node):
        return either([self.truth(part) for part in node[1]])

    def on_and(self, node):
        return both([self.truth(part) for part in node[1]])

    def on_not(self, node):
        return self.truth(node[1]).denied()

    def on_value(self, node):
        return Truth(node[1][1] == "yes")

    def on_name(self, node):
        name = node[1]
        bound = self.binder and name.startswith(self.binder + ".")
        if not bound and name in self.policy["lets"]:
            return self.apart(self.policy["lets"][name])
        if not bound and name in self.policy["params"]:
            return Truth(self.parameter(name)[1] == "yes")
        if not bound and self.set.attributes[name]["derived"]:
            return self.apart(self.set.attributes[name]["derived"])
        value, missing = self.fact(name, node[2])
        return Truth(None, missing) if missing else Truth(value is True)

    def apart(self, node):
        """A named condition, which never sees the record at hand."""
        kept = self.record, self.list_name, self.binder
        self.record = self.list_name = self.binder = None
        found = self.truth(node)
        self.record, self.list_name, self.binder = kept
        return found

    def parameter(self, name):
        """The value that has begun last, or the first before all."""
        timeline = self.policy["params"][name][1]
        begun = [value for start, value in timeline if start <= self.as_of]
        return begun[-1] if begun else timeline[0][1]

    def on_stated(self, node):
        value, missing = self.fact(node[1])
        return Truth(None, missing) if missing else Truth(value is not NONE)

    def on_members(self, node):
        name, assumed = node[1][1], node[1][2]
        value, missing = self.fact(name, assumed)
        if missing:
            return Truth(None, missing)
        if value is NONE:
            return Truth(False)
        asked = set(node[3])
        if node[2] == "any_of":
            return Truth(bool(value & asked))
        return Truth(asked <= value if node[2] == "all_of" else value <= asked)

    def on_none(self, node):
        value, missing = self.fact(node[1][1], node[1][2])
        return Truth(None, missing) if missing else Truth(value is NONE)

    def on_empty(self, node):
        value, missing = self.fact(node[1][1], node[1][2])
        if missing:
            return Truth(None, missing)
        if value is NONE:
            return Truth(self.split(node[1][1])[0]["type"][0] == "list")
        return Truth(not value)

    def on_known(self, node):
        attribute, value, _ = self.split(node[1])
        if attribute["measured"] and isinstance(value, dict) and "none" not in value:
            value = value.get("value")
        return Truth(value is not None or attribute["recorded"])

    def on_changed(self, node):
        value = self.changed.get(node[1])
        return Truth(value, (node[1],))

    def on_routed(self, node):
        routes = [
            rule for rule in self.set.rules
            if rule["kind"] == "route" and rule["to"] == node[1] and self.evaluates(rule)
        ]
        return either([self.raw(rule) for rule in routes])

    def on_compare(self, node):
        _, left, sign, right = node
        if left[0] == "list" and left[1] == "count":
            return self.counted(left, sign, right)
        if right[0] == "value" and right[1][0] == "word" and right[1][1] in ("yes", "no"):
            if not self.is_member(left):
                found = self.truth(left)
                same = (right[1][1] == "yes") == (sign == "=")
                return found if same else found.denied()
        if self.is_member(left):
            word = right[1] if right[0] == "name" else right[1][1]
            found = self.on_members(("members", left, "any_of", [word]))
            return found if sign == "=" else found.denied()
        first, second = self.number(left), self.number(right)
        missing = set(first[1]) | set(second[1])
        if missing:
            return Truth(None, missing)
        if first[0] is NONE or second[0] is NONE:
            return Truth(False)
        return Truth(COMPARE[sign](first[0].value, second[0].value))

    def is_member(self, node):
        if node[0] != "name":
            return False
        name = node[1]
        bound = self.binder and name.startswith(self.binder + ".")
        if not bound and (name in self.policy["lets"] or name in self.policy["params"]):
            return False
        return self.split(name)[0]["type"][0] == "member"

    # Numbers

    def number(self, node):
        """(Number or NONE or None, missing)."""
        if node[0] == "value":
            return number(node[1]), ()
        if node[0] == "as_of":
            return Number(Fraction(day(self.as_of)), 0, isdate=True), ()
        if node[0] == "name":
            name = node[1]
            bound = self.binder and name.startswith(self.binder + ".")
            if not bound and name in self.policy["params"]:
                found = number(self.parameter(name))
                kind = self.policy["params"][name][0]
                found.digits = kind[1] if kind[0] == "decimal" else DIGITS.get(kind[0], 0)
                return found, ()
            return self.fact(name, node[2])
        _, left, sign, right = node
        first, second = self.number(left), self.number(right)
        missing = tuple(set(first[1]) | set(second[1]))
        if missing:
            return None, missing
        if first[0] is NONE or second[0] is NONE:
            return NONE, ()
        return self.combine(first[0], sign, second[0]), ()

    @staticmethod
    def combine(first, sign, second):
        if sign == "*":
            return Number(first.value * second.value, first.digits, unit=first.unit)
        if sign == "/":
            units = first.value * 10**first.digits / second.value
            # Towards zero, as Python's int does with a fraction.
            return Number(Fraction(int(units), 10**first.digits), first.digits, unit=first.unit)
        if first.isdate and second.unit == "months":
            months = second.value if sign == "+" else -second.value
            return Number(Fraction(add_months(first.value, months)), 0, isdate=True)
        value = first.value + second.value if sign == "+" else first.value - second.value
        isdate = first.isdate and not second.isdate
        unit = "days" if first.isdate and second.isdate else first.unit
        return Number(value, max(first.digits, second.digits), isdate=isdate, unit=unit)

    # Lists

    def each(self, node):
        """The truth of a body for each record; None when the list is not stated."""
        _, _, binder, name, body = node
        value, missing = self.fact(name)
        if missing:
            return None
        found = []
        for record in [] if value is NONE else value:
            kept = self.record, self.list_name, self.binder
            self.record, self.list_name, self.binder = record, name, binder
            found.append(self.truth(body))
            self.record, self.list_name, self.binder = kept
        return found

    def on_quantified(self, node):
        parts = self.each(node)
        if parts is None:
            return Truth(None, (node[3],))
        if node[1] == "every":
            return both(parts)
        return either(parts) if node[1] == "some" else either(parts).denied()

    def counted(self, node, sign, right):
        parts = self.each(node)
        if parts is None:
            return Truth(None, (node[3],))
        bound = self.number(right)[0].value
        least = sum(part.value is True for part in parts)
        most = sum(part.value is not False for part in parts)
        answers = {COMPARE[sign](count, bound) for count in range(least, most + 1)}
        if len(answers) == 1:
            return Truth(answers.pop())
        return Truth(None, frozenset().union(*(p.missing for p in parts if p.value is None)))

    # Rules

    def evaluates(self, rule):
        start = max(rule["policy"]["from"], rule["from"] or "")
        if not start <= self.as_of or (rule["until"] and not self.as_of < rule["until"]):
            return False
        if self.received and self.received < rule["policy"]["from"]:
            before = rule["before"] or rule["policy"]["before"]
            if not before or not self.received < before:
                return False
        only = [ONLY_STAGE[kind] for kind in rule["kinds"] if kind in ONLY_STAGE]
        if only:
            return self.stage == only[0]
        return rule["stage"] is None or STAGES.index(rule["stage"]) <= STAGES.index(self.stage)

    def raw(self, rule):
        kept, self.policy = self.policy, rule["policy"]
        if rule["kind"] == "gate":
            found = self.gate(rule)
        else:
            found = self.truth(rule["when"]) if rule["when"] else Truth(True)
        self.policy = kept
        return found

    def gate(self, rule):
        """Open until every measure has its evidence; passed where it does not apply."""
        found = self.evidenced(rule["require"], rule)
        if rule["when"]:
            found = either([self.evidenced(rule["when"], rule).denied(), found])
        return found

    def evidenced(self, expression, rule):
        """The truth of an expression, unknown while something that it measures lacks the gate's evidence."""
        found, names = self.truth(expression), set()
        self.set.measured(expression, rule["policy"], names)
        for name in names:
            stated = self.facts.get("metrics", {}).get(name)
            stated = stated if isinstance(stated, dict) else {"value": stated}
            has = stated.get("value") is not None or "none" in stated
            enough = stated.get("samples") or 0, stated.get("window") or 0
            if not has or enough[0] < rule["samples"] or enough[1] < rule["window"]:
                found = Truth(None, found.missing | {name})
        return found

    def effective(self, rule):
        relievers = [other for other in rule["relievers"] if self.evaluates(other)]
        return both([self.raw(rule)] + [self.effective(other).denied() for other in relievers])

    def relieved_by(self, rule):
        return [
            other["id"] for other in rule["relievers"]
            if self.evaluates(other) and self.effective(other).value is True
        ]

    def outcome(self, rule):
        """(outcome, missing)."""
        if not self.evaluates(rule):
            return "not_evaluated", []
        raw, effective, relieved = self.raw(rule), self.effective(rule), self.relieved_by(rule)
        if effective.value is None:
            return "undetermined", sorted(effective.missing)
        is_relieved = raw.value is not False and bool(relieved)
        if rule["kind"] == "gate":
            return ("met" if effective.value else "not_met"), []
        if rule["kind"] == "refuse":
            if effective.value:
                return "not_met", []
            return ("waived" if is_relieved else "met"), []
        if effective.value:
            return "applies", []
        if not is_relieved:
            return "does_not_apply", []
        if len(relieved) > 1:
            return ("conflict", []) if raw.value else ("undetermined", sorted(raw.missing))
        waits = [
            self.effective(other) for other in rule["relievers"]
            if self.evaluates(other) and self.effective(other).value is None
        ]
        if waits:
            return "undetermined", sorted(raw.missing.union(*(wait.missing for wait in waits)))
        return "excepted", []

    def is_shadow(self, rule):
        if rule["severity"] == "shadow":
            return True
        marks = [mark or rule["policy"]["instruments"][name] for name, mark in rule["cites"]]
        weakest = max((MARKS.index(mark) for mark in marks), default=3)
        if rule["kind"] not in ("refuse", "gate", "suspend") or weakest < 2:
            return False
        return rule["adopted"] is None or rule["adopted"] > self.as_of

    # The whole

    def route(self):
        certain, possible, missing = set(), set(), {}
        for rule in self.set.rules:
            if rule["kind"] != "route" or not self.evaluates(rule):
                continue
            found = self.effective(rule)
            if found.value is not False:
                possible.add(rule["to"])
            if found.value is True:
                certain.add(rule["to"])
            missing.setdefault(rule["to"], set()).update(found.missing)
        waits = set().union(*(missing[remit] for remit in possible - certain))
        order = self.set.remits
        return {
            "certain": [remit for remit in order if remit in certain],
            "possible": [remit for remit in order if remit in possible],
            "missing": sorted(waits),
        }

    def lead(self):
        named, waits, otherwise, waiting = {}, {}, None, set()
        for rule in self.set.rules:
            if rule["kind"] != "lead" or not self.evaluates(rule):
                continue
            found = self.effective(rule)
            if rule["otherwise"]:
                otherwise = rule["to"] if found.value is True else otherwise
                waiting.update(found.missing)
            elif found.value is True:
                named.setdefault(rule["to"], []).append(rule["id"])
            elif found.value is None:
                waits.setdefault(rule["to"], set()).update(found.missing)
        if len(named) > 1:
            return {"outcome": "conflict"}
        others = [missing for remit, missing in waits.items() if remit not in named]
        if others:
            return {"outcome": "undetermined", "missing": sorted(set().union(*others))}
        if named:
            return self.led(list(named)[0])
        if waiting or otherwise is None:
            return {"outcome": "undetermined", "missing": sorted(waiting)}
        return self.led(self.facts["application"][otherwise])

    def led(self, remit):
        route = self.route()
        if remit in route["certain"]:
            return {"outcome": "determined", "remit": remit}
        if remit in route["possible"]:
            return {"outcome": "undetermined", "missing": route["missing"]}
        return {"outcome": "conflict"}

    def values(self, kind):
        """What each clock or quota is: a value, `undetermined` or `conflict`."""
        sayings = {}
        for rule in self.set.rules:
            if rule["kind"] != kind or not self.evaluates(rule) or self.raw(rule).value is False:
                continue
            key = (rule["policy"]["remit"], rule["sets"], rule["per"])
            sayings.setdefault(key, []).append(self.saying(rule))
        found = {}
        for (_, name, _), each in sayings.items():
            settled = set().union(*(amounts for amounts, is_settled in each if is_settled))
            if len(settled) > 1:
                found[name] = "conflict"
            elif not all(is_settled for _, is_settled in each):
                found[name] = "undetermined"
            else:
                found[name] = settled.pop()
        return found

    def saying(self, rule):
        """What one rule sets, and whether no missing fact can change that; two amounts stay two."""
        others = [self.set.by_id[name] for name in rule["alternatives"]]
        others = [other for other in others if self.evaluates(other)]
        holding = [other for other in others if self.effective(other).value is True]
        waits = any(self.effective(other).value is None for other in others)
        amounts = {self.amount(other) for other in holding or [rule]}
        is_settled = self.effective(rule).value is True and (len(amounts) > 1 or not waits)
        return amounts, is_settled

    def amount(self, rule):
        literal = rule["value"]
        if literal[0] == "word":
            kept, self.policy = self.policy, rule["policy"]
            literal = self.parameter(literal[1])
            self.policy = kept
        return "%d %s" % (literal[2], literal[1]) if literal[0] == "length" else str(literal[1])

internal import Postgres

/// One application as its reader may see it: the firm and the regulators read the same shape.
public struct CaseView: Sendable, Codable {
  /// Where it stands.
  public let head: CaseHead
  /// How far each required desk is, in the words that a firm may read.
  public let desks: [DeskProgress]
  /// Questions asked of the firm, open ones first.
  public let questions: [QuestionView]
  /// Conditions offered.
  public let conditions: [ConditionView]
  /// Documents, newest first.
  public let documents: [DocumentView]
  /// Clocks that run, soonest first.
  public let clocks: [ClockView]
  /// What happened, newest first; at most `CaseView.timelineLength`.
  public let timeline: [TimelineEntry]
  /// Jobs, newest first.
  public let jobs: [JobView]
  /// The compute grant, once provisioned.
  public let grant: GrantView?
  /// What the gates said, newest first.
  public let gates: [GateView]
  /// Variations, reliefs and incidents, newest first in each table.
  public let matters: [MatterView]
  /// Regulators' holds on the trial.
  public let holds: [HoldView]
  /// Of a case that was found ineligible, for its firm: the rules that stood against it.
  public let grounds: [GroundView]
  /// Consents given and not withdrawn.
  public let consents: [String]
  /// What this reader may do now, and what stands against it.
  public let acts: [PossibleAct]

  /// How many entries a case page shows; the trail has all of them.
  static let timelineLength = 100
}

/// Where an application stands.
public struct CaseHead: Sendable, Codable {
  /// The application's id.
  public let id: String
  /// `application/<id>`.
  public let subject: String
  /// The version that an act expects.
  public let version: Int
  /// The reference that people speak.
  public let reference: String
  /// Title.
  public let titleEn: String
  /// Title in Chinese; may be empty.
  public let titleZh: String
  /// The firm.
  public let firmEn: String
  /// The firm in Chinese.
  public let firmZh: String
  /// The state.
  public let state: String
  /// The lead remit, once routed.
  public let lead: String?
  /// The frozen version of the content; 0 before the first submission.
  public let content: Int
  /// How many offers were made: who accepts one names the last by this number.
  public let offers: Int
  /// The cohort.
  public let cohortEn: String
  /// The cohort in Chinese.
  public let cohortZh: String
  /// First day of the trial.
  public let trialStart: String?
  /// Last day of the trial.
  public let trialLast: String?
}

/// A rule for which a case was found ineligible.
public struct GroundView: Sendable, Codable {
  /// The rule's id.
  public let rule: String
  /// Its remit, or `joint`.
  public let remit: String
  /// Its sentence: what it refuses.
  public let sentenceEn: String
  /// Its sentence in Chinese.
  public let sentenceZh: String
  /// Instrument and paragraph.
  public let source: String
}

/// How far a desk is.
public struct DeskProgress: Sendable, Codable {
  /// The remit.
  public let remit: String
  /// `not_begun`, `reading`, `waiting_for_firm`, `done`, or `stood_down` where the case left review.
  public let progress: String
  /// The review's round.
  public let round: Int?
  /// When its clock runs out, if it runs.
  public let dueAt: String?
}

/// A question to the firm.
public struct QuestionView: Sendable, Codable {
  /// Its id.
  public let id: String
  /// The desk that asks.
  public let remit: String
  /// Facts that it asks for.
  public let attributes: [String]
  /// Documents that it asks for.
  public let documents: [String]
  /// Its words.
  public let wording: String
  /// `open`, `answered`, `withdrawn` or `overdue`.
  public let state: String
  /// When it was asked.
  public let askedAt: String
  /// When the answer is due.
  public let dueAt: String
  /// The answer.
  public let answer: String?
}

/// A condition.
public struct ConditionView: Sendable, Codable {
  /// `condition/<id>`.
  public let subject: String
  /// The version that an act expects.
  public let version: Int
  /// Its owner.
  public let remit: String
  /// Its words.
  public let wording: String
  /// Its words in Chinese; empty where only one language was given.
  public let wordingZh: String
  /// `precedent`, `during` or `after`.
  public let timing: String
  /// The state.
  public let state: String
  /// What was handed in for it, newest first.
  public let evidence: [DocumentView]
  /// What the reader may do with it.
  public let acts: [PossibleAct]
}

/// A document.
public struct DocumentView: Sendable, Codable {
  /// Its id, by which it is superseded.
  public let id: String
  /// Its kind.
  public let kind: String
  /// Its title.
  public let title: String
  /// Its SHA-256, hexadecimal.
  public let digest: String
  /// How many bytes.
  public let bytes: Int64
  /// What it is by its bytes, as ``MediaType`` names it.
  public let media: String
  /// What the scanner said: `clean`, `unreachable`, or `not_scanned` where there is none.
  public let scan: String
  /// When it was added.
  public let addedAt: String
  /// The id of the one in whose place it stands.
  public let supersedes: String?
  /// The id of the one that stands in its place; nil of a current one.
  public let supersededBy: String?
  /// The fact for which it is evidence.
  public let attribute: String?
}

/// A running clock.
public struct ClockView: Sendable, Codable {
  /// Its id, for a correction.
  public let id: String
  /// Its name in the policies.
  public let name: String
  /// Whose it is, for a remit's clock.
  public let remit: String?
  /// When it runs out; nil while it is stopped.
  public let dueAt: String?
  /// How long it runs in all, extensions included, in `unit`.
  public let length: Int
  /// `business_days`, `days` or `months`.
  public let unit: String
  /// When it began.
  public let startedAt: String
  /// How often it was stopped.
  public let stops: Int
}

/// One entry of a case's chain.
public struct TimelineEntry: Sendable, Codable {
  /// The event's name.
  public let event: String
  /// When.
  public let at: String
  /// Its number in the subject's chain.
  public let seq: Int
  /// In which role it was done.
  public let role: String
  /// In which remit; empty where in none.
  public let remit: String
  /// The state it led to, if it changed the state.
  public let to: String?
  /// Its leaf index, once sealed.
  public let leaf: Int?
  /// Who, where the reader may know.
  public let person: String?
  /// The same in Chinese.
  public let personZh: String?
  /// The words said with it.
  public let reason: String?
  /// Of a reminder: the day on which the firm's time runs out.
  public let due: String?
}

/// A job.
public struct JobView: Sendable, Codable {
  /// `job/<id>`.
  public let subject: String
  /// The reference.
  public let reference: String
  /// `candidate`, `attacker`, `validator` or `monitor`.
  public let part: String
  /// The state.
  public let state: String
  /// `cancel` or `kill`, once marked to stop.
  public let stopMark: String?
  /// Attempts so far.
  public let attempts: Int
  /// When it was requested.
  public let requestedAt: String
  /// When it ended.
  public let endedAt: String?
  /// What the engine reported, one sentence.
  public let sentenceEn: String?
  /// The same in Chinese.
  public let sentenceZh: String?
}

/// A compute grant.
public struct GrantView: Sendable, Codable {
  /// Whether jobs are claimed now.
  public let open: Bool
  /// Seconds of one slot in all.
  public let quota: Int
  /// Seconds reserved by running jobs.
  public let reserved: Int
  /// Seconds used.
  public let used: Int
  /// Jobs at once.
  public let slots: Int
}

/// What a gate said.
public struct GateView: Sendable, Codable {
  /// The rule.
  public let rule: String
  /// Whose it is.
  public let remit: String
  /// `met`, `not_met` or `undetermined`.
  public let result: String
  /// Its sentence.
  public let sentenceEn: String
  /// Its sentence in Chinese.
  public let sentenceZh: String
}

/// Something a person may do now.
public struct PossibleAct: Sendable, Codable {
  /// The event.
  public let event: String
  /// `act`, or `propose` where it needs several persons.
  public let way: String
  /// In which role.
  public let role: String
  /// What stands against it; nil when nothing does.
  public let lacking: String?
}

/// An act of several persons: who may propose it and which places must be filled to do it.
///
/// A place is `role@relation`; `@each_…` and `@taking_part` open one for each remit or authority, and
/// `role/role` can be filled by either.
public struct CollectiveAct: Sendable {
  /// The machine of the object.
  public let machine: String
  /// The event that happens in the call of the last who confirms.
  public let event: String
  /// Who may propose.
  public let proposers: [String]
  /// Who must confirm, each another person, none the proposer.
  public let places: [String]

  init(_ machine: String, _ event: String, by proposers: String, with places: String) {
    self.machine = machine
    self.event = event
    self.proposers = proposers.split(separator: " ").map(String.init)
    self.places = places.split(separator: " ").map(String.init)
  }
}

extension Lifecycle {
  /// Every act of several persons.
  public static let collectiveActs: [CollectiveAct] = [
    .init(
      "application", "find_ineligible", by: "case_officer@lead coordinator@lead approver@lead",
      with: "approver@lead"),
    .init(
      "application", "decline", by: "coordinator@lead case_officer@lead approver@lead",
      with: "approver@lead"),
    .init(
      "application", "revoke_offer", by: "coordinator@lead case_officer@lead approver@lead",
      with: "approver@lead"),
    .init("application", "reinstate", by: "coordinator@lead", with: "approver@lead"),
    .init(
      "application", "lift_suspension",
      by: "case_officer@named_authority approver@named_authority", with: "approver@named"),
    .init(
      "application", "terminate", by: "case_officer@named_authority approver@named_authority",
      with: "approver@named"),
    .init(
      "application", "uphold", by: "coordinator@lead approver@required",
      with: "approver@each_named"),
    .init(
      "application", "replace_decision", by: "coordinator@lead approver@required",
      with: "approver@each_named"),
    .init("application", "fact_found", by: "case_officer@named", with: "approver@named"),
    .init("application", "lead_reassigned", by: "coordinator@lead", with: "coordinator@named"),
    .init("application", "grant_changed", by: "compute_operator", with: "approver@lead"),
    .init(
      "application", "erasure_attested", by: "compute_operator",
      with: "compute_operator/output_checker"),
    .init("application", "legal_hold_released", by: "approver@required", with: "approver@named"),
    .init(
      "review", "request_further_information", by: "case_officer@assignee", with: "approver@remit"),
    .init("condition", "waive", by: "case_officer@remit approver@remit", with: "approver@remit"),
    .init("relief", "grant", by: "case_officer@remit approver@remit", with: "approver@remit"),
    .init("relief", "refuse", by: "case_officer@remit approver@remit", with: "approver@remit"),
    .init("cohort", "announce", by: "convenor@host", with: "approver@taking_part"),
    .init("cohort", "cancel", by: "convenor@host", with: "approver@taking_part"),
    .init("cohort", "rank", by: "convenor@host", with: "approver@with_case"),
    .init("cohort", "amend_rank", by: "convenor@host", with: "approver@with_case"),
    .init("policy", "activate", by: "policy_author@binding", with: "approver@binding"),
    .init("practice_note", "agree", by: "coordinator", with: "approver@each_authority"),
    .init("artefact", "release", by: "output_checker", with: "output_checker"),
    .init(
      "supervision", "joint_note_added", by: "case_officer@inside approver@inside",
      with: "approver@each_required"),
    .init(
      "supervision", "words_erased", by: "case_officer@inside approver@inside supervisor@inside",
      with: "approver@inside"),
    .init("supervision", "alternate_appointed", by: "supervisor@inside", with: "approver@inside"),
    .init(
      "supervision", "rule_overridden", by: "case_officer@named approver@named",
      with: "approver@named"),
    .init(
      "supervision", "rule_waived", by: "case_officer@named approver@named", with: "approver@named"),
    .init("remit", "access_granted", by: "supervisor@remit", with: "approver@remit"),
    .init("remit", "access_ended", by: "supervisor@remit", with: "approver@remit"),
  ]
}

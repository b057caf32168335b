internal import Postgres

/// What those who run the compute see: nodes, grants and jobs, and of an application no more than
/// its compute sheet.
public struct Floor: Sendable, Codable {
  /// The nodes, by name.
  public let nodes: [NodeView]
  /// The compute sheets, by reference.
  public let sheets: [ComputeSheet]
  /// Jobs, those that have not ended first; at most `Floor.jobLength`.
  public let jobs: [FloorJob]

  /// How many jobs the floor shows.
  static let jobLength = 200
}

/// A compute node.
public struct NodeView: Sendable, Codable {
  /// Its name.
  public let name: String
  /// `local` or `slurm`.
  public let engine: String
  /// Jobs at once.
  public let slots: Int
  /// Whether it takes no more jobs.
  public let draining: Bool
  /// When it was last heard of.
  public let seenAt: String
}

/// All that an operator sees of an application.
public struct ComputeSheet: Sendable, Codable {
  /// The application's id.
  public let id: String
  /// The reference.
  public let reference: String
  /// The state.
  public let state: String
  /// First day of the trial.
  public let trialStart: String?
  /// Last day of the trial.
  public let trialLast: String?
  /// The firm.
  public let firmEn: String
  /// The firm in Chinese.
  public let firmZh: String
  /// Whether jobs are claimed now.
  public let open: Bool
  /// Seconds of one slot in all; nil before the grant is provisioned.
  public let quota: Int?
  /// Seconds reserved by running jobs.
  public let reserved: Int?
  /// Seconds used.
  public let used: Int?
  /// Jobs at once.
  public let slots: Int?
  /// Jobs that run.
  public let running: Int?
  /// Approved digests of models and data.
  public let plan: [String]?
  /// What the application asks for: the facts named `compute.`, as they were stated.
  public let asked: [AskedCompute]?
  /// Acts of several persons that wait for the reader to confirm.
  public let waiting: [WaitingAct]?
  /// Whether the grant was given back.
  public let released: Bool
  /// What the operator may do with it.
  public let acts: [PossibleAct]

  /// The subject of acts on it.
  public var subject: String { "application/\(id)" }
}

/// An act of several persons that a second one has still to confirm.
public struct WaitingAct: Sendable, Codable {
  /// `proposal/<id>`.
  public let subject: String
  /// The act.
  public let event: String
}

/// One thing that an application says of the compute it needs.
public struct AskedCompute: Sendable, Codable {
  /// The attribute, such as `compute.gpu_hours`.
  public let name: String
  /// Its value, as it was stated.
  public let value: String
}

/// A job on the floor.
public struct FloorJob: Sendable, Codable {
  /// The job's id.
  public let id: String
  /// The job's reference.
  public let reference: String
  /// The application's reference.
  public let application: String?
  /// `candidate`, `attacker`, `validator` or `monitor`.
  public let part: String
  /// The state.
  public let state: String
  /// `cancel` or `kill`, once marked to stop.
  public let stopMark: String?
  /// Attempts so far.
  public let attempts: Int
  /// Seconds reserved for it.
  public let seconds: Int
  /// The worker that holds it.
  public let worker: String?
  /// Until when that worker holds it.
  public let leaseUntil: String?
  /// When it was requested.
  public let requestedAt: String
  /// When it ended.
  public let endedAt: String?
}

extension Sandbox {
  /// The compute nodes, by name.
  public func nodes(as caller: Caller) async throws(Refusal) -> [NodeView] {
    try await read(
      [NodeView].self, "SELECT coalesce(jsonb_agg(n ORDER BY n.name), '[]') FROM node n", as: caller
    )
  }

  /// The compute floor.
  public func floor(as caller: Caller) async throws(Refusal) -> Floor {
    try await read(
      Floor.self,
      """
      SELECT jsonb_build_object(
        'nodes', (SELECT coalesce(jsonb_agg(n ORDER BY n.name), '[]') FROM node n),
        'sheets', (SELECT coalesce(jsonb_agg(to_jsonb(c) || jsonb_build_object('acts',
            (SELECT coalesce(jsonb_agg(p), '[]') FROM possible_acts('application/' || c.id) p))
            ORDER BY c.reference), '[]') FROM compute_sheet() c),
        'jobs', (SELECT coalesce(jsonb_agg(to_jsonb(j) ORDER BY j.over, j.requested_at DESC), '[]') FROM (
          SELECT j.id, j.reference, j.part, j.state, j.stop_mark, j.attempts, j.seconds, j.worker,
                 j.lease_until, j.requested_at, j.ended_at, c.reference AS application,
                 j.ended_at IS NOT NULL AS over
            FROM job j LEFT JOIN compute_sheet() c ON c.id = j.application
           ORDER BY j.ended_at IS NOT NULL, j.requested_at DESC
           LIMIT \(unsafeSQL: "\(Floor.jobLength)")) j))
      """, as: caller)
  }
}

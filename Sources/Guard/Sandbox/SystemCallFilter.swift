import CSeccomp
import Glibc

/// The system calls that a job is refused, beyond what its namespaces already keep from it.
///
/// Each is either a way to more of the kernel than a computation needs, or holds memory that the
/// guard could not see.
enum SystemCallFilter {
  /// Refused with "operation not permitted".
  static let forbidden = [
    // File systems and namespaces.
    "mount", "umount", "umount2", "pivot_root", "chroot", "open_tree", "move_mount", "fsopen",
    "fsconfig", "fsmount", "fspick", "mount_setattr", "unshare", "setns", "open_by_handle_at",
    "name_to_handle_at", "quotactl", "quotactl_fd", "fanotify_init",
    // Other processes.
    "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "kcmp", "pidfd_getfd",
    // The kernel itself.
    "bpf", "perf_event_open", "userfaultfd", "kexec_load", "kexec_file_load", "init_module",
    "finit_module", "delete_module", "reboot", "swapon", "swapoff", "syslog", "acct",
    "lookup_dcookie", "nfsservctl", "uselib", "iopl", "ioperm", "modify_ldt", "vhangup",
    // Clocks and keys.
    "settimeofday", "stime", "clock_settime", "clock_settime64", "clock_adjtime", "adjtimex",
    "add_key", "request_key", "keyctl",
    // Memory that belongs to no process and no file system of the job.
    "memfd_create", "memfd_secret", "shmget", "shmat", "shmctl", "msgget", "msgsnd", "semget",
    "mq_open",
  ]

  /// Refused with "no such system call", so that programs take the older road: what these ask for
  /// lies in memory, where a filter cannot look.
  static let absent = ["clone3", "io_uring_setup", "io_uring_enter", "io_uring_register"]

  /// Flags of `clone` that make namespaces: CLONE_NEWTIME has no bit here, it shares those of the
  /// exit signal and works with `unshare` only.
  static let namespaceFlags: [UInt64] = [
    0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000,
  ]

  /// Requests of `ioctl` that write into a terminal's input.
  static let terminalRequests: [UInt64] = [UInt64(TIOCSTI), 0x541C]

  /// Builds the filter and gives a file from which `bwrap` reads it.
  static func make() throws(GuardError) -> Descriptor {
    guard let context = unsafe seccomp_init(SCMP_ACT_ALLOW) else {
      throw GuardError.filter(code: ENOMEM)
    }
    defer { unsafe seccomp_release(context) }
    for name in forbidden { try unsafe refuse(name, with: EPERM, in: context) }
    for name in absent { try unsafe refuse(name, with: ENOSYS, in: context) }
    for flag in namespaceFlags {
      let made = scmp_arg_cmp(
        arg: flagsArgument, op: SCMP_CMP_MASKED_EQ, datum_a: flag, datum_b: flag)
      try unsafe refuse("clone", with: EPERM, where: made, in: context)
    }
    for request in terminalRequests {
      let asked = scmp_arg_cmp(
        arg: 1, op: SCMP_CMP_MASKED_EQ, datum_a: 0xFFFF_FFFF, datum_b: request)
      try unsafe refuse("ioctl", with: EPERM, where: asked, in: context)
    }
    // Some families (vsock) reach the host past an empty network namespace.
    let notLocal = scmp_arg_cmp(arg: 0, op: SCMP_CMP_NE, datum_a: UInt64(AF_UNIX), datum_b: 0)
    try unsafe refuse("socket", with: EAFNOSUPPORT, where: notLocal, in: context)
    return try unsafe export(context)
  }

  /// The number of a system call, or nil where this machine does not have it.
  static func number(of name: String) -> Int32? {
    let number = unsafe seccomp_syscall_resolve_name(name)
    return number >= 0 ? number : nil
  }

  #if arch(s390x)
    private static let flagsArgument: UInt32 = 1
  #else
    private static let flagsArgument: UInt32 = 0
  #endif

  private static func refuse(
    _ name: String, with error: Int32, where condition: scmp_arg_cmp? = nil,
    in context: scmp_filter_ctx
  ) throws(GuardError) {
    guard let number = number(of: name) else { return }
    let conditions = condition.map { [$0] } ?? []
    let code = unsafe seccomp_rule_add_array(
      context, sandboxpp_deny(error), number, UInt32(conditions.count), conditions)
    guard code == 0 else { throw GuardError.filter(code: code) }
  }

  /// The filter is a few kilobytes and fits into a pipe, which holds 64.
  private static func export(_ context: scmp_filter_ctx) throws(GuardError) -> Descriptor {
    let pipe = try Descriptor.pipe()
    let code = pipe.writing.withNumber { unsafe seccomp_export_bpf(context, $0) }
    guard code == 0 else { throw GuardError.filter(code: code) }
    return pipe.reading
  }
}

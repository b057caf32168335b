#pragma once
#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/statvfs.h>

// The guard's calls that Swift cannot make: macros with arguments, variadic functions, and what the
// headers show only with _GNU_SOURCE.
extern int pipe2(int ends[2], int flags);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
extern int unshare(int flags);
enum { SANDBOXPP_OWN_MOUNTS = 0x00020000 };  // CLONE_NEWNS
enum { SANDBOXPP_OWN_SESSION = 0x80 };  // POSIX_SPAWN_SETSID

static inline unsigned int sandboxpp_deny(int code) { return SCMP_ACT_ERRNO(code); }
static inline int sandboxpp_adopt_orphans(void) {
  return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
}

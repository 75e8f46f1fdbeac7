package confine

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"syscall"
	"unsafe"

	seccomp "github.com/elastic/go-seccomp-bpf"
	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/sys/unix"
)

// computing are the calls of a process that reads what it has open, computes and
// answers. Threads may be made; all other calls fail with EPERM: none opens a
// file, a socket or a process, runs a program, or reaches into another process.
var computing = []string{
	"read", "readv", "pread64", "write", "writev", "close", "fstat", "lseek", "fcntl", "poll", "ppoll", "select", "pselect6",
	"epoll_create", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "epoll_pwait2", "eventfd2", "pipe2",
	"mmap", "munmap", "mremap", "mprotect", "madvise", "brk", "mincore", "membarrier",
	"futex", "clone", "clone3", "set_robust_list", "get_robust_list", "rseq", "set_tid_address", "arch_prctl", "exit", "exit_group",
	"sched_yield", "sched_getaffinity", "nanosleep", "clock_nanosleep", "clock_gettime", "clock_getres", "gettimeofday", "getrandom",
	"rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall", "tgkill", "getpid", "getppid", "gettid",
	"timer_create", "timer_settime", "timer_delete", "setitimer", "getrlimit", "getrusage", "prlimit64", "uname", "getuid", "geteuid", "getgid", "getegid",
}

// Self confines this process, all its threads: no file and no socket is opened
// any more, no program run, no privilege gained. What is open stays open. It
// cannot be undone. The error wraps ErrUnsupported where the system has no
// seccomp.
func Self() error {
	return load(seccomp.ActionErrno, seccomp.ActionAllow, computing)
}

// reaching are the calls by which a program would reach beyond its files: the
// network, other processes, the system.
var reaching = []string{
	"socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg",
	"ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "kill", "tkill", "io_uring_setup", "io_uring_enter", "io_uring_register",
	"mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "bpf", "perf_event_open", "keyctl", "add_key", "request_key",
	"init_module", "finit_module", "delete_module", "kexec_load", "reboot", "swapon", "swapoff", "open_by_handle_at", "userfaultfd",
}

func load(otherwise, action seccomp.Action, names []string) error {
	if !seccomp.Supported() {
		return fmt.Errorf("%w: no seccomp", ErrUnsupported)
	}
	filter := seccomp.Filter{
		NoNewPrivs: true,
		Flag:       seccomp.FilterFlagTSync,
		Policy:     seccomp.Policy{DefaultAction: otherwise, Syscalls: []seccomp.SyscallGroup{{Action: action, Names: known(names)}}},
	}
	if err := seccomp.LoadFilter(filter); err != nil {
		return fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	return nil
}

// known returns the calls that this processor's table has.
func known(names []string) []string {
	info, err := arch.GetInfo("")
	if err != nil {
		return nil
	}
	var have []string
	for _, n := range names {
		if _, ok := info.SyscallNames[n]; ok {
			have = append(have, n)
		}
	}
	return have
}

// Exec turns this process into a program that reads what stands under the given
// paths alone, writes no file, reaches no network and gains no privilege; what is
// open stays open. It returns only with an error. Where the system cannot hide
// files (no landlock) or refuse calls (no seccomp), the program runs without
// that: the file that it reads comes by a pipe either way.
func Exec(program string, args, env, readable []string) error {
	runtime.LockOSThread() // landlock holds for this thread, and the program gets it from here
	if err := seccomp.SetNoNewPrivs(); err != nil {
		return fmt.Errorf("confine %s: %w", program, err)
	}
	if err := hideFiles(append(readable, program)); err != nil && !errors.Is(err, ErrUnsupported) {
		return fmt.Errorf("confine %s: %w", program, err)
	}
	if err := load(seccomp.ActionAllow, seccomp.ActionErrno, reaching); err != nil && !errors.Is(err, ErrUnsupported) {
		return fmt.Errorf("confine %s: %w", program, err)
	}
	return syscall.Exec(program, args, env)
}

// What is done with files, as the first version of landlock knows it, and what of
// it reads.
const (
	allAccess  = 1<<13 - 1
	readAccess = unix.LANDLOCK_ACCESS_FS_EXECUTE | unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_READ_DIR
	fileAccess = unix.LANDLOCK_ACCESS_FS_EXECUTE | unix.LANDLOCK_ACCESS_FS_READ_FILE
)

// hideFiles leaves this thread nothing of the file system but to read what stands
// under the paths; those that are not there are passed over.
func hideFiles(readable []string) error {
	attr := unix.LandlockRulesetAttr{Handled_access_fs: allAccess}
	fd, _, e := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&attr)), unsafe.Sizeof(attr.Handled_access_fs), 0)
	if e != 0 {
		return fmt.Errorf("%w: no landlock: %w", ErrUnsupported, e)
	}
	rules := int(fd)
	defer unix.Close(rules)
	for _, path := range readable {
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		access := uint64(readAccess)
		if !info.IsDir() {
			access = fileAccess
		}
		dir, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
		if err != nil {
			continue
		}
		rule := unix.LandlockPathBeneathAttr{Allowed_access: access, Parent_fd: int32(dir)}
		_, _, e := unix.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, fd, unix.LANDLOCK_RULE_PATH_BENEATH, uintptr(unsafe.Pointer(&rule)), 0, 0, 0)
		unix.Close(dir)
		if e != 0 {
			return fmt.Errorf("landlock %s: %w", path, e)
		}
	}
	if _, _, e := unix.Syscall(unix.SYS_LANDLOCK_RESTRICT_SELF, fd, 0, 0); e != 0 {
		return fmt.Errorf("landlock: %w", e)
	}
	return nil
}

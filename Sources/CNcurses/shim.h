// What Swift cannot import of ncurses and of Linux: cast macros, C variables, variadic calls, and
// names that glibc hides. Plain functions without state: a static variable would exist once a file.
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <ncurses.h>
#include <term.h>

#include <errno.h>
#include <langinfo.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

static inline WINDOW *cn_stdscr(void) { return stdscr; }

static inline attr_t cn_bold(void) { return WA_BOLD; }
static inline attr_t cn_dim(void) { return WA_DIM; }
static inline attr_t cn_underline(void) { return WA_UNDERLINE; }
static inline attr_t cn_reverse(void) { return WA_REVERSE; }

/// A string of the current terminal's description; null if it has none.
static inline const char *cn_tigetstr(const char *name) {
  const char *text = tigetstr((char *)name);
  return text == (const char *)-1 ? 0 : text;
}

/// What is known of a terminal: 0 nothing, 1 that its cursor cannot be placed, 2 all we need.
static inline int cn_terminal_kind(const char *name) {
  int error = 0;
  if (setupterm((char *)name, STDOUT_FILENO, &error) != OK) return 0;
  int kind = cn_tigetstr("cup") ? 2 : 1;
  del_curterm(cur_term);
  return kind;
}

static inline int cn_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

static inline int cn_window_size(int fd, int *width, int *height) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return 0;
  *width = size.ws_col;
  *height = size.ws_row;
  return 1;
}

static inline int cn_signalfd(const sigset_t *mask) {
  return signalfd(-1, mask, SFD_NONBLOCK | SFD_CLOEXEC);
}

/// The next signal that waits; 0 if none does.
static inline int cn_next_signal(int fd) {
  struct signalfd_siginfo info;
  return read(fd, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

/// A file in memory without a name.
static inline int cn_memory_file(const char *name) {
  return (int)syscall(SYS_memfd_create, name, 1u /* MFD_CLOEXEC */);
}

/// Copies all that `from` holds to `to`. Safe in a signal handler.
static inline void cn_copy_all(int from, int to) {
  char buffer[512];
  ssize_t count;
  off_t place = 0;
  while ((count = pread(from, buffer, sizeof buffer, place)) > 0) {
    place += count;
    for (ssize_t done = 0; done < count;) {
      ssize_t written = write(to, buffer + done, (size_t)(count - done));
      if (written <= 0) return;
      done += written;
    }
  }
}

/// All that a crash handler needs to give the terminal back.
struct cn_crash_plan {
  int terminal;
  struct termios modes;
  char *leave;
  int captured;
  int error;
};

/// Leaves the screen and shows what was said meanwhile. Safe in a signal handler.
static inline void cn_carry_out(const struct cn_crash_plan *plan) {
  ssize_t ignored = write(plan->terminal, plan->leave, strlen(plan->leave));
  (void)ignored;
  tcsetattr(plan->terminal, TCSANOW, &plan->modes);
  if (plan->captured >= 0) cn_copy_all(plan->captured, plan->error);
}

/// Has `handler` run once, on the stack given, for each signal of a trap; null restores the default.
static inline void cn_on_crash(void (*handler)(int), void *stack, size_t size) {
  const int signals[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE};
  stack_t alternate = {.ss_sp = stack, .ss_size = size, .ss_flags = stack ? 0 : SS_DISABLE};
  sigaltstack(&alternate, 0);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler ? handler : SIG_DFL;
  action.sa_flags = handler ? (int)(SA_ONSTACK | SA_RESETHAND) : 0;
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaction(signals[i], &action, 0);
}

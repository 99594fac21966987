/* A disk that can lose power, fail and be full, for one process tree.

   Preloaded into a process (LD_PRELOAD), it writes down every change below FAULT_DISK_ROOT, in
   order, to FAULT_DISK_LOG. `disk.py` reads the log and builds what a power cut would have left.
   The file FAULT_DISK_CONTROL, shared memory with the tests, makes operations fail on demand.

   One lock is held over each operation and its record, so the order of the log is the order of the
   operations. A record reaches the log before the operation returns: whatever the process tells
   anybody afterwards was written down before. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPEN = 1, WRITE, TRUNCATE, SYNC, FAILED_SYNC, RENAME, LINK, UNLINK };
enum { MOST_FILES = 65536 };

struct record { int64_t kind, handle, offset, length; };
struct control { volatile int32_t sync_fails, full, die_after, operations; };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX];
static size_t root_length;
static int log_file = -1;
static struct control *control;
static int64_t handles[MOST_FILES]; /* 0: not below the root */
static int64_t last_handle;

static int (*real_open)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fallocate)(int, off_t, off_t);
static int (*real_rename)(const char *, const char *);
static int (*real_renameat)(int, const char *, int, const char *);
static int (*real_link)(const char *, const char *);
static int (*real_linkat)(int, const char *, int, const char *, int);
static int (*real_unlink)(const char *);
static int (*real_unlinkat)(int, const char *, int);

#define REAL(name) real_##name = dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void start(void)
{
    REAL(open); REAL(openat); REAL(close); REAL(write); REAL(writev); REAL(pwrite);
    REAL(ftruncate); REAL(rename); REAL(renameat); REAL(link); REAL(linkat);
    REAL(unlink); REAL(unlinkat);
    real_fallocate = dlsym(RTLD_NEXT, "posix_fallocate");
    const char *given = getenv("FAULT_DISK_ROOT"), *path = getenv("FAULT_DISK_LOG");
    const char *shared = getenv("FAULT_DISK_CONTROL");
    if (!given || !path || !shared) return;
    /* Resolved already; and it may be missing just now, while a test puts another one there. */
    if (snprintf(root, PATH_MAX, "%s", given) >= PATH_MAX) abort();
    int file = real_open(shared, O_RDWR | O_CLOEXEC);
    control = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    real_close(file);
    log_file = real_open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (log_file < 0 || control == MAP_FAILED) abort();
    root_length = strlen(root);
    last_handle = (int64_t)getpid() << 24;
}

static int below(const char *path)
{
    return root_length && !strncmp(path, root, root_length)
        && (path[root_length] == '/' || !path[root_length]);
}

/* The lock is held. */
static void note(int64_t kind, int64_t handle, int64_t offset, const void *data, size_t length)
{
    struct record head = { kind, handle, offset, (int64_t)length };
    struct iovec parts[2] = { { &head, sizeof head }, { (void *)data, length } };
    int kept = errno;
    if (real_writev(log_file, parts, 2) != (ssize_t)(sizeof head + length)) abort();
    if (++control->operations == control->die_after) kill(getpid(), SIGKILL);
    errno = kept;
}

static void note_paths(int64_t kind, const char *from, const char *to)
{
    char both[2 * PATH_MAX];
    int length = snprintf(both, sizeof both, "%s%c%s", from, 0, to);
    note(kind, 0, 0, both, (size_t)length);
}

static int64_t handle_of(int file)
{
    return file >= 0 && file < MOST_FILES ? handles[file] : 0;
}

static void forget(int file)
{
    if (file >= 0 && file < MOST_FILES) handles[file] = 0;
}

/* Follow a file that was opened, if it is below the root; its name is what the kernel says. */
static void follow(int file, int flags)
{
    char link[64], path[PATH_MAX];
    struct stat status;
    if (log_file < 0 || file < 0 || file >= MOST_FILES) return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    handles[file] = 0;
    if (length <= 0) return;
    path[length] = 0;
    if (!below(path) || fstat(file, &status)) return;
    handles[file] = ++last_handle;
    note(OPEN, last_handle, (S_ISDIR(status.st_mode) ? 1 : 0) | (flags & O_TRUNC ? 2 : 0), path,
         (size_t)length);
}

/* An absolute path below the root: the directory resolved, the last name as it is. */
static int resolve(int folder, const char *path, char *resolved)
{
    char whole[PATH_MAX], parent[PATH_MAX], link[64];
    if (!root_length) return 0;
    if (path[0] == '/') {
        snprintf(whole, sizeof whole, "%s", path);
    } else {
        if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, parent, sizeof parent - 1);
        if (length <= 0) return 0;
        parent[length] = 0;
        if (snprintf(whole, sizeof whole, "%s/%s", parent, path) >= PATH_MAX) return 0;
    }
    char *last = strrchr(whole, '/');
    *last = 0;
    if (!realpath(*whole ? whole : "/", parent)) return 0;
    if (snprintf(resolved, PATH_MAX, "%s/%s", parent, last + 1) >= PATH_MAX) return 0;
    return below(resolved);
}

#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); \
    }

static int open_at(int folder, const char *path, int flags, mode_t mode)
{
    if (!real_openat) start();
    pthread_mutex_lock(&lock);
    int file = real_openat(folder, path, flags, mode);
    follow(file, flags);
    pthread_mutex_unlock(&lock);
    return file;
}

int open(const char *path, int flags, ...) { MODE(flags) return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_at(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return open_at(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return open_at(folder, path, flags | O_LARGEFILE, mode); }
int creat(const char *path, mode_t mode) { return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

int close(int file)
{
    if (!real_close) start();
    pthread_mutex_lock(&lock);
    forget(file);
    int answer = real_close(file);
    pthread_mutex_unlock(&lock);
    return answer;
}

static ssize_t full(void)
{
    errno = ENOSPC;
    return -1;
}

ssize_t pwrite(int file, const void *data, size_t length, off_t offset)
{
    if (!handle_of(file)) return real_pwrite(file, data, length, offset);
    if (control->full) return full();
    pthread_mutex_lock(&lock);
    ssize_t done = real_pwrite(file, data, length, offset);
    if (done > 0) note(WRITE, handle_of(file), offset, data, (size_t)done);
    pthread_mutex_unlock(&lock);
    return done;
}
ssize_t pwrite64(int file, const void *data, size_t length, off64_t offset) { return pwrite(file, data, length, offset); }

ssize_t write(int file, const void *data, size_t length)
{
    if (!real_write) start();
    if (!handle_of(file)) return real_write(file, data, length);
    if (control->full) return full();
    pthread_mutex_lock(&lock);
    ssize_t done = real_write(file, data, length);
    if (done > 0) note(WRITE, handle_of(file), lseek(file, 0, SEEK_CUR) - done, data, (size_t)done);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t writev(int file, const struct iovec *parts, int count)
{
    if (!handle_of(file)) return real_writev(file, parts, count);
    ssize_t total = 0;
    for (int part = 0; part < count; part++) {
        ssize_t done = write(file, parts[part].iov_base, parts[part].iov_len);
        if (done < 0) return total ? total : done;
        total += done;
        if ((size_t)done < parts[part].iov_len) break;
    }
    return total;
}

int ftruncate(int file, off_t length)
{
    if (!handle_of(file)) return real_ftruncate(file, length);
    struct stat status;
    if (control->full && !fstat(file, &status) && length > status.st_size) return (int)full();
    pthread_mutex_lock(&lock);
    int answer = real_ftruncate(file, length);
    if (!answer) note(TRUNCATE, handle_of(file), length, "", 0);
    pthread_mutex_unlock(&lock);
    return answer;
}
int ftruncate64(int file, off64_t length) { return ftruncate(file, length); }

int posix_fallocate(int file, off_t offset, off_t length)
{
    if (!handle_of(file)) return real_fallocate(file, offset, length);
    struct stat status;
    if (control->full) return ENOSPC;
    if (fstat(file, &status)) return errno;
    if (offset + length <= status.st_size) return 0;
    return ftruncate(file, offset + length) ? errno : 0;
}
int posix_fallocate64(int file, off64_t offset, off64_t length) { return posix_fallocate(file, offset, length); }

/* The log decides what a power cut leaves, so there is no need to wait for the disk. */
int fsync(int file)
{
    static int (*real_fsync)(int);
    if (!real_fsync) real_fsync = dlsym(RTLD_NEXT, "fsync");
    if (!handle_of(file)) return real_fsync(file);
    pthread_mutex_lock(&lock);
    int fails = control->sync_fails;
    note(fails ? FAILED_SYNC : SYNC, handle_of(file), 0, "", 0);
    pthread_mutex_unlock(&lock);
    if (!fails) return 0;
    errno = EIO;
    return -1;
}
int fdatasync(int file) { return fsync(file); }

static int named(int64_t kind, int answer, int there, const char *from, const char *to)
{
    if (!answer && there) note_paths(kind, from, to);
    return answer;
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    char old[PATH_MAX], new[PATH_MAX];
    int there = resolve(from_folder, from, old) & resolve(to_folder, to, new);
    pthread_mutex_lock(&lock);
    int answer = named(RENAME, real_renameat(from_folder, from, to_folder, to), there, old, new);
    pthread_mutex_unlock(&lock);
    return answer;
}
int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
    char old[PATH_MAX], new[PATH_MAX];
    int there = resolve(from_folder, from, old) & resolve(to_folder, to, new);
    pthread_mutex_lock(&lock);
    int answer = named(LINK, real_linkat(from_folder, from, to_folder, to, flags), there, old, new);
    pthread_mutex_unlock(&lock);
    return answer;
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int unlinkat(int folder, const char *path, int flags)
{
    char old[PATH_MAX];
    int there = resolve(folder, path, old);
    pthread_mutex_lock(&lock);
    int answer = named(UNLINK, real_unlinkat(folder, path, flags), there, old, "");
    pthread_mutex_unlock(&lock);
    return answer;
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }

/* What comes in: every call of a program that changes files under one folder. What goes out: a log of those calls in the
   order in which they took effect, with the marks by which the program says "this much is acknowledged".

   Used with LD_PRELOAD. Environment:
     RECORDER_ROOT    the folder that is watched (absolute, no symbolic links in it)
     RECORDER_LOG     the log, outside of that folder; opened for appending, so children of the program share it
     RECORDER_MARKS   a file: what the program writes to it becomes a mark; "-" takes standard output instead
     RECORDER_DIE_AT  optional: the program kills itself (SIGKILL) in the middle of its n-th recorded call

   A record is the packed struct below followed by path, second path and data. A call is recorded while a lock is held
   around the real call, so the log has one order; fsync is recorded after it has returned. Files that SQLite maps into
   memory (-shm) are left out: it rebuilds them. Writes through stdio are not seen; neither Python nor SQLite makes them. */

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
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct __attribute__((packed)) record {
    char op;           /* C create, W write, T size set, S synced, R rename, U unlink, L link, D mkdir, X rmdir, M mark */
    uint64_t inode;    /* of the file concerned, 0 where only names count */
    uint64_t at;       /* W: offset in bytes; T: the new size */
    uint32_t path_size, other_size;
    uint64_t data_size;
};

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX], marks[PATH_MAX];
static size_t root_size;
static int log_fd = -1;
static long die_at, calls;

__attribute__((constructor)) static void start(void) {
    const char *folder = getenv("RECORDER_ROOT"), *log = getenv("RECORDER_LOG"), *to = getenv("RECORDER_MARKS"), *end = getenv("RECORDER_DIE_AT");
    if (!folder || !log) return;
    snprintf(root, sizeof root, "%s", folder);
    snprintf(marks, sizeof marks, "%s", to ? to : "");
    root_size = strlen(root);
    die_at = end ? atol(end) : 0;
    int opened = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    /* A high number, so that the program's own descriptors are those it would have without us. */
    log_fd = opened < 0 ? -1 : fcntl(opened, F_DUPFD_CLOEXEC, 900);
    if (opened >= 0) syscall(SYS_close, opened);
}

/* Paths: what lies under the folder concerns us, but for SQLite's shared memory. ------------------------------------- */

static int ours(const char *path) {
    size_t size = strlen(path);
    if (log_fd < 0 || strncmp(path, root, root_size) || (path[root_size] != '/' && path[root_size])) return 0;
    return !(size >= 4 && !strcmp(path + size - 4, "-shm"));
}

static int path_of(int fd, char *path) {
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, PATH_MAX - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return 1;
}

static int our_fd(int fd, char *path) {
    int kept = errno;
    int is_ours = log_fd >= 0 && fd >= 0 && path_of(fd, path) && ours(path);
    errno = kept;
    return is_ours;
}

/* The name as the folder knows it: the real parent and the last part; the last part itself may not exist. */
static int our_name(int folder, const char *name, char *path) {
    char joined[2 * PATH_MAX], parent[PATH_MAX], *slash;
    int kept = errno, is_ours = 0;
    if (log_fd < 0 || !name) return 0;
    if (name[0] == '/' || folder == AT_FDCWD) snprintf(joined, sizeof joined, "%s%s", name[0] == '/' ? "" : "./", name);
    else if (path_of(folder, parent)) snprintf(joined, sizeof joined, "%s/%s", parent, name);
    else return 0;
    for (size_t last = strlen(joined); last > 1 && joined[last - 1] == '/'; last--) joined[last - 1] = 0;
    if ((slash = strrchr(joined, '/'))) {
        const char *leaf = slash + 1;
        *slash = 0;
        if (realpath(joined[0] ? joined : "/", parent)) {
            is_ours = snprintf(path, PATH_MAX, "%s/%s", parent, leaf) < PATH_MAX && ours(path);
        }
    }
    errno = kept;
    return is_ours;
}

static uint64_t inode_of(int fd) {
    struct stat found;
    return fstat(fd, &found) ? 0 : (uint64_t)found.st_ino;
}

static uint64_t inode_at(const char *path) {
    struct stat found;
    return lstat(path, &found) ? 0 : (uint64_t)found.st_ino;
}

/* The log. ----------------------------------------------------------------------------------------------------------- */

static void note(char op, uint64_t inode, uint64_t at, const char *path, const char *other, const void *data, size_t size) {
    int kept = errno;
    struct record head = {op, inode, at, (uint32_t)strlen(path), (uint32_t)strlen(other), size};
    struct iovec parts[4] = {{&head, sizeof head}, {(void *)path, head.path_size}, {(void *)other, head.other_size}, {(void *)data, size}};
    size_t whole = sizeof head + head.path_size + head.other_size + size;
    /* A log with a hole would make every later judgement wrong: rather end the program at once. */
    if (syscall(SYS_writev, log_fd, parts, 4) != (long)whole) abort();
    errno = kept;
}

static int dies_now(void) { return die_at > 0 && ++calls == die_at; }

static void begin(void) { pthread_mutex_lock(&order); }

static void end(void) { pthread_mutex_unlock(&order); }

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

/* Data. -------------------------------------------------------------------------------------------------------------- */

static int is_mark(int fd, char *path) {
    if (log_fd < 0 || !marks[0]) return 0;
    if (!strcmp(marks, "-")) return fd == 1;
    int kept = errno, same = path_of(fd, path) && !strcmp(path, marks);
    errno = kept;
    return same;
}

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    char path[PATH_MAX];
    if (is_mark(fd, path)) {
        begin();
        /* First the note: whoever reads the mark from a pipe may end us before we come back. */
        note('M', 0, 0, "", "", data, size);
        ssize_t written = real(fd, data, size);
        end();
        return written;
    }
    if (!our_fd(fd, path)) return real(fd, data, size);
    begin();
    int last = dies_now();
    ssize_t written = real(fd, data, last ? size / 2 : size);
    off_t after = lseek(fd, 0, SEEK_CUR);
    if (written > 0) note('W', inode_of(fd), (uint64_t)(after - written), path, "", data, (size_t)written);
    if (last) kill(getpid(), SIGKILL);
    end();
    return written;
}

static ssize_t gathered(int fd, const struct iovec *parts, int count, off_t at, int has_place) {
    size_t size = 0, filled = 0;
    for (int i = 0; i < count; i++) size += parts[i].iov_len;
    char *whole = malloc(size ? size : 1);
    if (!whole) { errno = ENOMEM; return -1; }
    for (int i = 0; i < count; i++) { memcpy(whole + filled, parts[i].iov_base, parts[i].iov_len); filled += parts[i].iov_len; }
    ssize_t written = has_place ? pwrite(fd, whole, size, at) : write(fd, whole, size);
    free(whole);
    return written;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    char path[PATH_MAX];
    return is_mark(fd, path) || our_fd(fd, path) ? gathered(fd, parts, count, 0, 0) : real(fd, parts, count);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) {
    REAL(ssize_t, "pwritev", int, const struct iovec *, int, off_t);
    char path[PATH_MAX];
    return our_fd(fd, path) ? gathered(fd, parts, count, at, 1) : real(fd, parts, count, at);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { return pwritev(fd, parts, count, at); }

ssize_t pwritev2(int fd, const struct iovec *parts, int count, off_t at, int flags) {
    REAL(ssize_t, "pwritev2", int, const struct iovec *, int, off_t, int);
    char path[PATH_MAX];
    return our_fd(fd, path) ? gathered(fd, parts, count, at, at != -1) : real(fd, parts, count, at, flags);
}

ssize_t pwritev64v2(int fd, const struct iovec *parts, int count, off64_t at, int flags) { return pwritev2(fd, parts, count, at, flags); }

static ssize_t placed(ssize_t (*real)(int, const void *, size_t, off64_t), int fd, const void *data, size_t size, off64_t at) {
    char path[PATH_MAX];
    if (!our_fd(fd, path)) return real(fd, data, size, at);
    begin();
    int last = dies_now();
    ssize_t written = real(fd, data, last ? size / 2 : size, at);
    if (written > 0) note('W', inode_of(fd), (uint64_t)at, path, "", data, (size_t)written);
    if (last) kill(getpid(), SIGKILL);
    end();
    return written;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return placed(real, fd, data, size, at);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return placed(real, fd, data, size, at);
}

static int resized(int (*real)(int, off64_t), int fd, off64_t size) {
    char path[PATH_MAX];
    if (!our_fd(fd, path)) return real(fd, size);
    begin();
    if (dies_now()) kill(getpid(), SIGKILL);
    int failed = real(fd, size);
    if (!failed) note('T', inode_of(fd), (uint64_t)size, path, "", "", 0);
    end();
    return failed;
}

int ftruncate(int fd, off_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    return resized(real, fd, size);
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    return resized(real, fd, size);
}

int truncate(const char *name, off_t size) {
    int fd = open(name, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    int failed = ftruncate(fd, size);
    close(fd);
    return failed;
}

int truncate64(const char *name, off64_t size) { return truncate(name, size); }

/* Space set aside: the file grows, what it holds there is zeros. */
int posix_fallocate(int fd, off_t at, off_t size) {
    REAL(int, "posix_fallocate", int, off_t, off_t);
    char path[PATH_MAX];
    if (!our_fd(fd, path)) return real(fd, at, size);
    begin();
    struct stat before;
    int failed = fstat(fd, &before) ? errno : real(fd, at, size);
    if (!failed && at + size > before.st_size) note('T', (uint64_t)before.st_ino, (uint64_t)(at + size), path, "", "", 0);
    end();
    return failed;
}

int posix_fallocate64(int fd, off64_t at, off64_t size) { return posix_fallocate(fd, at, size); }

/* Copies inside the kernel carry data that we could not see: refused with the errors upon which callers use write. */
ssize_t sendfile64(int to, int from, off64_t *at, size_t size) {
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t);
    char path[PATH_MAX];
    if (!our_fd(to, path)) return real(to, from, at, size);
    errno = ENOTSOCK;
    return -1;
}

ssize_t sendfile(int to, int from, off_t *at, size_t size) { return sendfile64(to, from, at, size); }

ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t size, unsigned flags) {
    REAL(ssize_t, "copy_file_range", int, off64_t *, int, off64_t *, size_t, unsigned);
    char path[PATH_MAX];
    if (!our_fd(to, path)) return real(from, from_at, to, to_at, size, flags);
    errno = EXDEV;
    return -1;
}

static int synced(int (*real)(int), int fd) {
    char path[PATH_MAX];
    if (!our_fd(fd, path)) return real(fd);
    begin();
    if (dies_now()) kill(getpid(), SIGKILL);
    int failed = real(fd);
    if (!failed) note('S', inode_of(fd), 0, path, "", "", 0);
    end();
    return failed;
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    return synced(real, fd);
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return synced(real, fd);
}

/* Names. ------------------------------------------------------------------------------------------------------------- */

static int opened(int folder, const char *name, int flags, mode_t mode) {
    REAL(int, "openat", int, const char *, int, ...);
    char path[PATH_MAX];
    if (log_fd < 0 || !(flags & (O_CREAT | O_TRUNC))) return real(folder, name, flags, mode);
    begin();
    int kept = errno, existed = faccessat(folder, name, F_OK, 0) == 0;
    errno = kept;
    int fd = real(folder, name, flags, mode);
    if (our_fd(fd, path)) {
        if (!existed) note('C', inode_of(fd), 0, path, "", "", 0);
        else if (flags & O_TRUNC) note('T', inode_of(fd), 0, path, "", "", 0);
    }
    end();
    return fd;
}

#define MODE(flags, last) \
    mode_t mode = 0; \
    if ((flags) & O_CREAT) { va_list more; va_start(more, last); mode = va_arg(more, mode_t); va_end(more); }

int open(const char *name, int flags, ...) { MODE(flags, flags) return opened(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags, flags) return opened(AT_FDCWD, name, flags | O_LARGEFILE, mode); }
int openat(int folder, const char *name, int flags, ...) { MODE(flags, flags) return opened(folder, name, flags, mode); }
int openat64(int folder, const char *name, int flags, ...) { MODE(flags, flags) return opened(folder, name, flags | O_LARGEFILE, mode); }
int creat(const char *name, mode_t mode) { return opened(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *name, mode_t mode) { return creat(name, mode); }
/* What programs call that were compiled with fortified headers. */
int __open_2(const char *name, int flags) { return opened(AT_FDCWD, name, flags, 0); }
int __open64_2(const char *name, int flags) { return opened(AT_FDCWD, name, flags | O_LARGEFILE, 0); }
int __openat_2(int folder, const char *name, int flags) { return opened(folder, name, flags, 0); }
int __openat64_2(int folder, const char *name, int flags) { return opened(folder, name, flags | O_LARGEFILE, 0); }

int renameat2(int from, const char *old, int to, const char *name, unsigned flags) {
    REAL(int, "renameat2", int, const char *, int, const char *, unsigned);
    char source[PATH_MAX], target[PATH_MAX];
    int has_source = our_name(from, old, source), has_target = our_name(to, name, target);
    if (!has_source && !has_target) return real(from, old, to, name, flags);
    begin();
    if (dies_now()) kill(getpid(), SIGKILL);
    int failed = real(from, old, to, name, flags);
    if (!failed) note('R', inode_at(target), 0, has_source ? source : "", has_target ? target : "", "", 0);
    end();
    return failed;
}

int renameat(int from, const char *old, int to, const char *name) { return renameat2(from, old, to, name, 0); }
int rename(const char *old, const char *name) { return renameat2(AT_FDCWD, old, AT_FDCWD, name, 0); }

int unlinkat(int folder, const char *name, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    char path[PATH_MAX];
    if (!our_name(folder, name, path)) return real(folder, name, flags);
    begin();
    if (dies_now()) kill(getpid(), SIGKILL);
    int failed = real(folder, name, flags);
    if (!failed) note(flags & AT_REMOVEDIR ? 'X' : 'U', 0, 0, path, "", "", 0);
    end();
    return failed;
}

int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }

int remove(const char *name) {
    struct stat found;
    if (lstat(name, &found)) return -1;
    return unlinkat(AT_FDCWD, name, S_ISDIR(found.st_mode) ? AT_REMOVEDIR : 0);
}

int linkat(int from, const char *old, int to, const char *name, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    char source[PATH_MAX], target[PATH_MAX];
    int has_source = our_name(from, old, source);
    if (!our_name(to, name, target)) return real(from, old, to, name, flags);
    begin();
    int failed = real(from, old, to, name, flags);
    if (!failed) note('L', inode_at(target), 0, has_source ? source : "", target, "", 0);
    end();
    return failed;
}

int link(const char *old, const char *name) { return linkat(AT_FDCWD, old, AT_FDCWD, name, 0); }

int mkdirat(int folder, const char *name, mode_t mode) {
    REAL(int, "mkdirat", int, const char *, mode_t);
    char path[PATH_MAX];
    if (!our_name(folder, name, path)) return real(folder, name, mode);
    begin();
    int failed = real(folder, name, mode);
    if (!failed) note('D', inode_at(path), 0, path, "", "", 0);
    end();
    return failed;
}

int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }

/* Preloaded into a process (LD_PRELOAD), makes it see a wall clock that is wrong by the seconds in the file WRONG_CLOCK_FILE, read again and
 * again: a machine whose clock nobody keeps right, or steps. Only the wall clock: time that passes (CLOCK_MONOTONIC, CLOCK_BOOTTIME) is right. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int (*real_clock_gettime)(clockid_t, struct timespec *);
static _Atomic int64_t offset_nanoseconds;
static _Atomic int64_t read_at;

static void find(void) {
    if (!real_clock_gettime) real_clock_gettime = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
}

static int64_t offset(void) {
    struct timespec now;
    find();
    real_clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t instant = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
    int64_t last = atomic_load(&read_at);
    if (instant - last < 20000000 || !atomic_compare_exchange_strong(&read_at, &last, instant)) return atomic_load(&offset_nanoseconds);
    const char *path = getenv("WRONG_CLOCK_FILE");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file >= 0) {
        char text[64];
        ssize_t length = read(file, text, sizeof text - 1);
        close(file);
        if (length > 0) {
            text[length] = 0;
            atomic_store(&offset_nanoseconds, (int64_t)(strtod(text, NULL) * 1e9));
        }
    }
    return atomic_load(&offset_nanoseconds);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    find();
    int result = real_clock_gettime(clock, time);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        int64_t wrong = (int64_t)time->tv_sec * 1000000000 + time->tv_nsec + offset();
        time->tv_sec = wrong / 1000000000;
        time->tv_nsec = wrong % 1000000000;
    }
    return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    struct timespec now;
    (void)zone;
    int result = clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return result;
}

time_t time(time_t *result) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}

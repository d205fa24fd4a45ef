/* Runs a program under the system call filters that systemd would set for siskin.service.
 *
 *   sandbox FILE PROGRAM [ARGUMENT...]
 *
 * FILE names the allowed system calls, one a line (SystemCallFilter=); all others fail with EPERM
 * (SystemCallErrorNumber=). Beyond that it does what MemoryDenyWriteExecute=, RestrictAddressFamilies= and
 * NoNewPrivileges= do. Mounts and users are left to the caller. */
#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <unistd.h>

static void check(int result, const char *what)
{
    if (result < 0) {
        fprintf(stderr, "sandbox: %s: %s\n", what, strerror(-result));
        exit(125);
    }
}

static void load(scmp_filter_ctx filter)
{
    check(seccomp_load(filter), "seccomp_load");
    seccomp_release(filter);
}

static void allow_only(const char *file)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    FILE *names = fopen(file, "r");
    char name[128];
    int count = 0;

    if (!filter || !names) {
        fprintf(stderr, "sandbox: %s cannot be read\n", file);
        exit(125);
    }
    while (fgets(name, sizeof name, names)) {
        name[strcspn(name, "\n")] = 0;
        int number = seccomp_syscall_resolve_name(name);
        if (number == __NR_SCMP_ERROR)
            continue; /* newer than this library */
        int result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0);
        if (result != -EDOM) /* of another architecture */
            check(result, name);
        count++;
    }
    fclose(names);
    if (count < 100) {
        fprintf(stderr, "sandbox: %s allows only %d system calls\n", file, count);
        exit(125);
    }
    load(filter);
}

static void deny_writable_code(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    const scmp_datum_t both = PROT_WRITE | PROT_EXEC;

    check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, both, both)),
        "mmap");
    check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(mprotect), 1,
        SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC)), "mprotect");
    check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(pkey_mprotect), 1,
        SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC)), "pkey_mprotect");
    check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(shmat), 1,
        SCMP_A2(SCMP_CMP_MASKED_EQ, SHM_EXEC, SHM_EXEC)), "shmat");
    load(filter);
}

static void restrict_families(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

    for (int family = 0; family < AF_MAX; family++)
        if (family != AF_UNIX && family != AF_INET && family != AF_INET6)
            check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1,
                SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)family, 0)), "socket");
    load(filter);
}

/* A filter that does nothing would pass every test. */
static void prove(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page != MAP_FAILED || socket(AF_NETLINK, SOCK_RAW, 0) >= 0 || nice(1) != -1 || errno != EPERM) {
        fprintf(stderr, "sandbox: the filters do not hold\n");
        exit(125);
    }
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: sandbox FILE PROGRAM [ARGUMENT...]\n");
        return 125;
    }
    check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ? -errno : 0, "no_new_privs");
    restrict_families();
    deny_writable_code();
    allow_only(argv[1]);
    prove();
    execv(argv[2], argv + 2);
    perror(argv[2]);
    return 125;
}

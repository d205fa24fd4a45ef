namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>
/// What the unit's sandbox does to the agent, without systemd: its system call filters by tests/native/sandbox.c, its
/// mounts and its user by bubblewrap.
/// </summary>
internal static class Sandbox
{
    /// <summary>
    /// The command that runs a program so: a file system that is read-only but for <paramref name="state"/>, devices
    /// and temporary files of its own, an unprivileged user, no capabilities.
    /// </summary>
    /// <param name="folder">Takes what the sandbox needs; visible inside, read-only.</param>
    /// <param name="allowed">Names of the allowed system calls.</param>
    /// <param name="state">The state folder.</param>
    public static async Task<IReadOnlyList<string>> CommandAsync(
        ScratchFolder folder,
        IReadOnlyList<string> allowed,
        string state
    )
    {
        var list = folder.Write("system-calls", string.Join('\n', allowed) + "\n");
        var program = folder.File("sandbox");
        (
            await ChildProcess.RunAsync(
                Checkout.Program("clang"),
                [
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-O1",
                    "-o",
                    program,
                    Path.Combine(Checkout.Root, "tests", "native", "sandbox.c"),
                    "-lseccomp",
                ]
            )
        ).Expect(0);
        return
        [
            Checkout.Program("bwrap"),
            "--die-with-parent",
            "--unshare-user",
            "--uid",
            "61184",
            "--gid",
            "61184",
            "--unshare-ipc",
            "--cap-drop",
            "ALL",
            "--ro-bind",
            "/",
            "/",
            "--dev",
            "/dev",
            "--proc",
            "/proc",
            "--tmpfs",
            "/tmp",
            "--tmpfs",
            "/home",
            "--tmpfs",
            "/root",
            "--ro-bind",
            Checkout.Root,
            Checkout.Root,
            "--ro-bind",
            folder.Path,
            folder.Path,
            "--bind",
            state,
            state,
            program,
            list,
        ];
    }
}

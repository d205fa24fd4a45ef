namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>Where the things under test lie in this checkout.</summary>
internal static class Checkout
{
    /// <summary>The folder of <c>Agent.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// The published binary of this machine: <c>SISKIN_BINARY</c>, or what <c>scripts/publish.sh</c> wrote.
    /// </summary>
    public static string Binary =>
        Existing(
            Environment.GetEnvironmentVariable("SISKIN_BINARY") is { Length: > 0 } path ? path : Published(NativeRid)
        );

    /// <summary>The published binary of linux-arm64.</summary>
    public static string Arm64Binary => Existing(Published("linux-arm64"));

    /// <summary>The trained bundle that comes with the agent.</summary>
    public static string TrainedBundle => Path.Combine(Root, "models", "bundles", "siskin-mini");

    /// <summary>Frames and sensor text of the demo, with the expected answers.</summary>
    public static string Samples => Path.Combine(Root, "models", "samples");

    /// <summary>A bundle of random weights: every graph and file of a real one, in a few hundred kilobytes.</summary>
    public static string TinyBundle => Path.Combine(Root, "tests", "Fixtures", "tiny-bundle");

    /// <summary>The same with graphs for the NPU.</summary>
    public static string TinyNpuBundle => Path.Combine(Root, "tests", "Fixtures", "tiny-npu-bundle");

    /// <summary>
    /// A bundle that repeats the prompt, a fraction of a second for each of its at most 40 characters.
    /// </summary>
    public static string SlowBundle => Path.Combine(Root, "tests", "Fixtures", "slow-bundle");

    /// <summary>The emulator that <c>scripts/prerequisites.sh e2e</c> provides.</summary>
    public static string Qemu => Existing(Path.Combine(Cache, "qemu", "qemu-aarch64"));

    /// <summary>OpenSSL for the emulated binary, from the same script: Debian's cross libraries have none.</summary>
    public static string Arm64Libraries =>
        Path.GetDirectoryName(
            Existing(Path.Combine(Cache, "arm64", "usr", "lib", "aarch64-linux-gnu", "libssl.so.3"))
        )!;

    /// <summary>Finds a program on the PATH or where Debian keeps daemons.</summary>
    public static string Program(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"{name} is not installed; scripts/prerequisites.sh e2e installs it.");

    private static string Cache =>
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
                ? cache
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "siskin"
        );

    private static string NativeRid =>
        System.Runtime.InteropServices.RuntimeInformation.OSArchitecture
        == System.Runtime.InteropServices.Architecture.Arm64
            ? "linux-arm64"
            : "linux-x64";

    private static string Published(string rid) => Path.Combine(Root, "artifacts", "publish", rid, "siskin");

    private static string Existing(string path) =>
        File.Exists(path)
            ? path
            : throw new FileNotFoundException(
                $"{path} is missing; scripts/publish.sh and scripts/prerequisites.sh e2e make it."
            );

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Agent.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Agent.sln.");
    }
}

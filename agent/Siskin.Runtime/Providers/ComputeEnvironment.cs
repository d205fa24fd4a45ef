using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers;

/// <summary>
/// The process's one ONNX Runtime environment with one thread pool for all sessions: pools of their own make the
/// sessions of a model fight for the cores (first token 140 against 93 ms).
/// </summary>
internal static partial class ComputeEnvironment
{
    private const string Name = "siskin";
    private const OrtLoggingLevel LogLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR; // others' is to warn

    private static readonly Lock Gate = new();
    private static bool _shared;

    /// <summary>Threads of the pool; for 0 the processors, up to 4, where small graphs stop gaining.</summary>
    public static int Threads(int wanted, int free = 0) => wanted > 0 ? wanted : Math.Min(Cores(wanted, free), 4);

    /// <summary>Processors that may compute; for 0 all that are not kept free, and one in any case.</summary>
    public static int Cores(int wanted, int free) =>
        wanted > 0 ? wanted : Math.Max(1, Environment.ProcessorCount - free);

    /// <summary>Loads the library without making an environment; it opens in 5 ms.</summary>
    public static void LoadLibrary()
    {
        Silence();
        new OrtThreadingOptions().Dispose();
    }

    /// <summary>
    /// Has the library fill its tables of operators, nearly all of what making the environment takes, before anybody
    /// knows how many threads it needs: the tables stay when the environment goes. Another one then takes 1 ms.
    /// </summary>
    public static void FillTables()
    {
        Silence();
        lock (Gate)
        {
            if (OrtEnv.IsCreated)
                return;
            var options = new EnvironmentCreationOptions { logId = Name, logLevel = LogLevel };
            OrtEnv.CreateInstanceWithOptions(ref options).Dispose();
        }
    }

    /// <summary>Makes the environment with its pool, unless there is one.</summary>
    public static void Ensure(int threads, bool spin)
    {
        lock (Gate)
        {
            if (!OrtEnv.IsCreated)
                _shared = Create(threads, spin);
        }
    }

    /// <summary>
    /// Points session options at the pool, or at none where one thread computes. When somebody else in the process made
    /// an environment without a pool first, the session gets its own. What a run computes lies in one arena of all
    /// sessions: each of its own would keep what its largest input took (5 MB more of the bundled model).
    /// </summary>
    public static void Use(SessionOptions options, int threads, bool spin)
    {
        if (_shared)
            options.AddSessionConfigEntry("session.use_env_allocators", "1");
        if (_shared && threads > 1)
        {
            options.DisablePerSessionThreads();
            return;
        }

        options.IntraOpNumThreads = threads;
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", spin ? "1" : "0");
    }

    /// <summary>
    /// From 1.31 on ONNX Runtime tells its maker what runs where, keeps a database for that in the user's cache, and
    /// takes 20 ms of every start: nothing of it leaves a device. It looks at its environment only, once.
    /// </summary>
    private static void Silence()
    {
        const string Variable = "ORT_DISABLE_TELEMETRY";
        Environment.SetEnvironmentVariable(Variable, "1");
        if (!OperatingSystem.IsWindows())
            _ = SetEnv(Variable, "1", overwrite: 1); // elsewhere the runtime's environment is a copy
    }

    /// <summary>
    /// Makes the environment with its pool; false where somebody else made one meanwhile, which has none. Of two that
    /// are made at once ONNX Runtime gives both callers the first one, without a word: it is told by what it logs.
    /// </summary>
    internal static bool Create(int threads, bool spin)
    {
        Silence();
        using var pool = new OrtThreadingOptions
        {
            GlobalIntraOpNumThreads = threads,
            GlobalInterOpNumThreads = 1,
            GlobalSpinControl = spin,
        };
        var options = new EnvironmentCreationOptions
        {
            logId = Name,
            logLevel = LogLevel,
            threadOptions = pool,
        };
        OrtEnv environment;
        try
        {
            environment = OrtEnv.CreateInstanceWithOptions(ref options);
        }
        catch (OnnxRuntimeException) when (OrtEnv.IsCreated)
        {
            return false;
        }

        if (environment.EnvLogLevel != LogLevel)
            return false;
        using var memory = new OrtMemoryInfo(
            OrtMemoryInfo.allocatorCPU,
            OrtAllocatorType.ArenaAllocator,
            0,
            OrtMemType.Default
        );
        using var arena = new OrtArenaCfg(0, -1, -1, -1); // of the runtime's own sizes
        environment.CreateAndRegisterAllocator(memory, arena);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnv(string name, string value, int overwrite);
}

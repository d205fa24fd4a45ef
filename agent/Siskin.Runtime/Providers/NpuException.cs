namespace Siskin.Runtime.Providers;

/// <summary>The accelerator, an NPU or any other, cannot be used; the message says why in one sentence.</summary>
public sealed class NpuException : Exception
{
    public NpuException(NpuFailure failure, string message)
        : base(message) => Failure = failure;

    public NpuException(NpuFailure failure, string message, Exception inner)
        : base(message, inner) => Failure = failure;

    /// <summary>At which point.</summary>
    public NpuFailure Failure { get; }
}

/// <summary>At which point using the accelerator failed.</summary>
public enum NpuFailure
{
    /// <summary>The provider's library is missing or cannot be registered.</summary>
    Library,

    /// <summary>The provider shows no NPU.</summary>
    Device,

    /// <summary>
    /// A graph cannot be compiled for the NPU, or a session cannot be created on it: busy, out of memory.
    /// </summary>
    Load,

    /// <summary>Nodes would run elsewhere.</summary>
    Placement,

    /// <summary>A run failed: the NPU was restarted.</summary>
    Run,

    /// <summary>A run did not end in time.</summary>
    Hang,

    /// <summary>The canary was answered wrongly.</summary>
    Canary,

    /// <summary>The process ended several times in a row while the NPU was in use.</summary>
    Crash,

    /// <summary>Sessions that are gone left too much memory behind.</summary>
    Memory,
}

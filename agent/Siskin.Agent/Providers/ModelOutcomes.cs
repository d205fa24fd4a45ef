using Siskin.Runtime.Inference;

namespace Siskin.Agent.Providers;

/// <summary>What became of the questions to a model.</summary>
internal sealed class ModelOutcomes
{
    private long _answered;
    private long _failed;
    private long _fellBack;

    /// <summary>Questions with an answer, or refused for what they are.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Questions on which the model failed.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Answers that the CPU gave in place of the NPU.</summary>
    public long FellBack => Interlocked.Read(ref _fellBack);

    public void Count(ResponderResult result, bool fellBack)
    {
        // 503 is the NPU that alone may answer; anything else that is refused is the question's fault.
        if (result is { Answered: false, Rejection.Code: 500 or 503 })
        {
            CountFailure();
            return;
        }
        Interlocked.Increment(ref _answered);
        if (fellBack)
            Interlocked.Increment(ref _fellBack);
    }

    public void CountFailure() => Interlocked.Increment(ref _failed);
}

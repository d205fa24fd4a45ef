using Siskin.Agent.Configuration;
using Siskin.Agent.Providers;

namespace Siskin.Agent.Updates;

/// <summary>Judges a new bundle by what becomes of the requests that it answers.</summary>
/// <param name="terms">How long, and how much may go wrong.</param>
/// <param name="fellBackBefore">Whether the CPU stood in for the NPU under the bundle before it, too.</param>
internal sealed class Probation(UpdatesSection terms, bool fellBackBefore)
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // One or two may be the request's fault.
    private const int Fewest = 3;

    /// <summary>Why the bundle of before is to come back, or null.</summary>
    public string? Objection(ModelOutcomes outcomes)
    {
        var all = outcomes.Answered + outcomes.Failed;
        if (outcomes.Failed >= Fewest && outcomes.Failed > terms.MaxErrorRate * all)
            return $"The new bundle failed on {outcomes.Failed} of {all} questions.";
        if (!fellBackBefore && outcomes.FellBack >= Fewest && outcomes.FellBack > terms.MaxFallbackRate * all)
            return $"With the new bundle the CPU answered {outcomes.FellBack} of {all} questions in place of the NPU.";
        return null;
    }
}

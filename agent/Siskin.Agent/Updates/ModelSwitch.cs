using Microsoft.Extensions.Logging;
using Siskin.Agent.Models;
using Siskin.Agent.Providers;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Updates;

/// <summary>
/// Lets another bundle answer, between two requests. Those that wait go to the new one, whole and warm; what answered
/// before is freed. An accelerator holds one bundle at a time: the CPU answers until the new one is on it.
/// </summary>
/// <param name="shared">The model that answers, with its turns.</param>
/// <param name="model">The same, where it can be changed.</param>
/// <param name="log">Log.</param>
internal sealed class ModelSwitch(SharedModel shared, SwitchableModel model, ILogger log)
{
    public ModelDescription Description => model.Description;

    /// <summary>Which bundle of the store the process began with; null: the configured one.</summary>
    public string? Key => model.Key;

    public ModelOutcomes Outcomes => model.Outcomes;

    /// <summary>Whether the CPU stands in for a failed NPU.</summary>
    public bool FellBack => model.Npu is { FellBack: true };

    /// <summary>Lets the candidate answer; it belongs to the service now.</summary>
    public void To(Candidate candidate)
    {
        Exchange(new ServedModel(candidate.Model)).Dispose();
        if (candidate.Complete is { } complete)
            Complete(complete);
        model.Announce();
    }

    private void Complete(Func<ServedModel> complete)
    {
        try
        {
            _ = Exchange(complete()); // what the CPU runs is a part of it
        }
        catch (Exception e) when (e is BundleException or NpuException or IOException)
        {
            log.NotOnNpu(e.Message);
        }
    }

    private ServedModel Exchange(ServedModel next)
    {
        ServedModel? before = null;
        shared.Between(() => before = model.Exchange(next));
        return before!;
    }
}

using Siskin.Models.Data;
using Siskin.Models.Training;

namespace Siskin.Models.Recipes;

/// <summary>A part of a training with lengths, rates and a mixture of its own.</summary>
public sealed record TrainingPhase
{
    /// <summary>
    /// How it trains. In a later phase <see cref="TrainingOptions.Steps"/> counts from its beginning.
    /// </summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>
    /// Share of the first phase's last weights that this phase begins with, 0..1; the rest is where the phase before
    /// ended. The mean of a network and what it was tuned to is often better at both than either ("Robust fine-tuning
    /// of zero-shot models", Wortsman et al., 2022).
    /// </summary>
    public double BlendOfFirst { get; init; }

    /// <summary>
    /// Whether the weights at the end of this phase are part of the mean that is exported. The mean of several ends
    /// near each other is often better than any of them ("Model soups", Wortsman et al., 2022).
    /// </summary>
    public bool AverageEnd { get; init; }

    /// <summary>Mixtures of the first samples of the whole training, in order.</summary>
    public List<SampleStage> Stages { get; init; } = [];

    /// <summary>Relative frequency of each task after the stages.</summary>
    public Dictionary<string, double> Tasks { get; init; } = [];
}

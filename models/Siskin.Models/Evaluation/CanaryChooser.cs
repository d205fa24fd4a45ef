using Siskin.Models.Data;
using Siskin.Models.Data.Frames;
using Siskin.Models.Tasks;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Vision;

namespace Siskin.Models.Evaluation;

/// <summary>
/// Chooses the sample whose answer tells whether a provider computes rightly: the reference variant is surest of it,
/// and every other variant answers the same.
/// </summary>
internal static class CanaryChooser
{
    /// <summary>
    /// Answers of fewer tokens, end token included, exercise too little of the decoder where there are longer ones.
    /// </summary>
    private const int EnoughTokens = 4;

    /// <summary>Chooses among drawn samples of the bundle's tasks.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="count">Number of samples to choose from.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The sample, and what every variant answers.</returns>
    /// <exception cref="InvalidDataException">There is no sample on which the variants agree.</exception>
    public static (Sample Sample, string Text) Choose(Bundle bundle, int count, CancellationToken cancellation)
    {
        var variants = bundle.Manifest.Variants;
        var reference = variants.FirstOrDefault(variant => variant.Precision == "fp32") ?? variants[0];
        var candidates = Ask(bundle, reference, Draw(bundle, count), cancellation);
        candidates =
        [
            .. candidates
                .OrderByDescending(candidate => candidate.Sample.Frame is not null)
                // "unreadable" is what a provider that sees nothing would say, too.
                .ThenByDescending(candidate => candidate.Answer.Text != UnreadableFrames.Answer)
                .ThenByDescending(candidate => AnswerScore.IsRight(candidate.Answer.Text, candidate.Sample))
                .ThenByDescending(candidate => candidate.Answer.FinishReason == FinishReason.Stop)
                .ThenByDescending(candidate => candidate.Answer.Tokens.Output >= EnoughTokens)
                .ThenByDescending(candidate => candidate.Answer.Likelihood),
        ];
        foreach (var variant in variants.Where(variant => variant != reference))
        {
            var others = Ask(bundle, variant, [.. candidates.Select(candidate => candidate.Sample)], cancellation);
            candidates =
            [
                .. candidates.Where(candidate =>
                    others.Any(other =>
                        ReferenceEquals(other.Sample, candidate.Sample) && other.Answer.Text == candidate.Answer.Text
                    )
                ),
            ];
        }

        return candidates.Count > 0
            ? (candidates[0].Sample, candidates[0].Answer.Text)
            : throw new InvalidDataException(
                $"{bundle.Folder}: {string.Join(", ", variants.Select(variant => variant.Id))} agree on none of "
                    + $"{count} samples; give more with --samples"
            );
    }

    private static Sample[] Draw(Bundle bundle, int count)
    {
        var synthesizer = new Synthesizer();
        string[] tasks =
        [
            .. bundle.Manifest.Tasks.Select(task => task.Name).Intersect(TaskCatalog.Drawn.Select(task => task.Name)),
        ];
        if (tasks.Length == 0)
            throw new InvalidDataException($"{bundle.Folder} has no task that is known here");
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => synthesizer.Draw(tasks[i % tasks.Length], SampleSeeds.Mix(SampleSeeds.Canary, i))),
        ];
    }

    private static List<(Sample Sample, Answer Answer)> Ask(
        Bundle bundle,
        BundleVariant variant,
        Sample[] samples,
        CancellationToken cancellation
    )
    {
        var options = new EngineOptions(variant.Id)
        {
            EvaluateOnCpu = variant.Provider != ExecutionProviders.Standard.Cpu.Name,
            // What is chosen without it would be wrong with it.
            HelperChanged = report => throw new InvalidDataException(report.Problem),
        };
        using var engine = InferenceEngine.Load(bundle, options);
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);
        var answers = new List<(Sample, Answer)>();
        foreach (var sample in samples)
        {
            var request = new ResponderRequest(sample.Prompt) { Sensors = sample.Sensors, Image = sample.Frame };
            var result = responder.Answer(request, onText: null, cancellation);
            if (result.Answered && result.Answer.Text.Length > 0)
                answers.Add((sample, result.Answer));
        }

        return answers;
    }
}

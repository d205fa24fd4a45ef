using Siskin.Models.Architecture;
using Siskin.Models.Recipes;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Comparison;

/// <summary>The arms of a comparison in the order in which they are trained, and how long each is.</summary>
/// <remarks>
/// The encoder-decoder of the recipe is the measure: its samples are the data, its operations the budget. Rates are
/// stable up to the decay at the end, so an arm that differs from another only behind some step is a fork of it there.
/// </remarks>
internal static class ComparisonPlan
{
    /// <summary>The arms.</summary>
    /// <param name="recipe">Sizes and lengths of the encoder-decoder.</param>
    /// <param name="options">What is compared.</param>
    /// <param name="teacher">The teacher's sizes.</param>
    /// <param name="cost">Operations of a step.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static IReadOnlyList<ComparedArm> Of(
        Recipe recipe,
        ComparisonOptions options,
        ModelOptions teacher,
        StepCost cost
    )
    {
        var model = recipe.Model with { Architecture = ModelShape.EncoderDecoder };
        var (steps, decay) = (recipe.Training.Steps, recipe.Training.DecaySteps);
        var from = (int)Math.Round(steps * options.DistillFrom);
        if (from > steps - decay)
            throw new ArgumentException(
                $"distillation begins at step {from}, while the rates fall from step {steps - decay} on; allowed: up to "
                    + "there"
            );
        var budget = steps * cost.Plain(model);
        var reference = new ComparedArm("encoder-decoder", "encoder-decoder", model, steps, decay);
        return
        [
            reference,
            .. DecoderOnly(options, reference, budget, cost),
            .. Distilled(options, reference, from, budget, teacher, cost),
            .. Splits(options, reference),
        ];
    }

    private static IEnumerable<ComparedArm> DecoderOnly(
        ComparisonOptions options,
        ComparedArm reference,
        double budget,
        StepCost cost
    )
    {
        var model = reference.Model with { Architecture = ModelShape.DecoderOnly };
        return Pair(
            options,
            new ComparedArm("decoder-only", "decoder-only", model, reference.Steps, reference.DecaySteps),
            (int)Math.Round(budget / cost.Plain(model)),
            begins: 0
        );
    }

    private static IEnumerable<ComparedArm> Distilled(
        ComparisonOptions options,
        ComparedArm reference,
        int from,
        double budget,
        ModelOptions teacher,
        StepCost cost
    )
    {
        var plain = from * cost.Plain(reference.Model);
        var left = (int)Math.Round((budget - plain) / cost.Distilled(reference.Model, teacher));
        var arm = reference with
        {
            Name = "encoder-decoder distilled",
            Folder = "distilled",
            IsDistilled = true,
            ForkOf = reference,
            ForkStep = from,
        };
        return Pair(options, arm, from + Math.Max(1, left), begins: from);
    }

    /// <summary>An arm at equal data, and one at equal operations that is a fork of it where both are wanted.</summary>
    private static IEnumerable<ComparedArm> Pair(ComparisonOptions options, ComparedArm arm, int steps, int begins)
    {
        var atData = arm with { Match = "data" };
        if (options.AtEqualData)
            yield return atData;
        if (!options.AtEqualFlops)
            yield break;
        // The same part of what is not shared goes by while the rates fall.
        var decay = Math.Min(
            steps - begins,
            Math.Max(1, (int)Math.Round((double)arm.DecaySteps * (steps - begins) / (arm.Steps - begins)))
        );
        var forks = options.AtEqualData && steps - decay > begins && steps - decay <= arm.Steps - arm.DecaySteps;
        yield return arm with
        {
            Folder = arm.Folder + "-flops",
            Match = "flops",
            Steps = steps,
            DecaySteps = decay,
            ForkOf = forks ? atData : arm.ForkOf,
            ForkStep = forks ? steps - decay : arm.ForkStep,
        };
    }

    private static IEnumerable<ComparedArm> Splits(ComparisonOptions options, ComparedArm reference) =>
        options.Splits
            ? SplitSizes
                .Shares.Select(split => (split.Name, Model: SplitSizes.Of(reference.Model, split.Share)))
                .Where(split => split.Model != reference.Model) // that one is the reference
                .Select(split =>
                    reference with
                    {
                        Name = $"{split.Name} in the encoder",
                        Folder = "split-" + split.Name.Replace('/', '-'),
                        Model = split.Model,
                        Match = "data",
                    }
                )
            : [];
}

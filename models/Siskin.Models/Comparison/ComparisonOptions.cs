namespace Siskin.Models.Comparison;

/// <summary>What is compared.</summary>
internal sealed record ComparisonOptions
{
    /// <summary>Seeds of each arm: weights and samples.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>Whether arms see the same samples as the encoder-decoder.</summary>
    public bool AtEqualData { get; init; } = true;

    /// <summary>Whether arms have as many operations as the encoder-decoder.</summary>
    public bool AtEqualFlops { get; init; } = true;

    /// <summary>Whether the encoder-decoder is also trained with other shares of its layers in the encoder.</summary>
    public bool Splits { get; init; }

    /// <summary>The teacher's checkpoint; null where one is trained for the comparison.</summary>
    public string? Teacher { get; init; }

    /// <summary>How many times as wide as the student the teacher is that is trained.</summary>
    public int TeacherWidth { get; init; } = 2;

    /// <summary>Optimizer steps of that teacher; null for the recipe's.</summary>
    public int? TeacherSteps { get; init; }

    /// <summary>Part of the steps after which distillation begins; up to there the student learns plainly.</summary>
    public double DistillFrom { get; init; } = 0.5;

    /// <summary>
    /// Samples that the arms learn from again and again, while the teacher never sees one twice; null where they do not
    /// either.
    /// </summary>
    public int? Distinct { get; init; }

    /// <summary>Held-out samples of each task that a finished run is scored on.</summary>
    public int Samples { get; init; } = 200;
}

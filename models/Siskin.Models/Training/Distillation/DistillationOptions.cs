namespace Siskin.Models.Training.Distillation;

/// <summary>
/// How a student learns from its teacher. The defaults are those of "Return of the Encoder" (Elfeki et al., 2025) and
/// its published code.
/// </summary>
public sealed record DistillationOptions
{
    /// <summary>Part of the distillation term, 0..1; the rest is the cross-entropy of the right answer.</summary>
    public double Alpha { get; init; } = 0.9;

    /// <summary>Softens both distributions, above 0.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Whether teacher and student are compared on the right answer instead of the student's own.</summary>
    public bool OffPolicy { get; init; }

    /// <summary>KL(student || teacher) instead of the soft cross-entropy.</summary>
    public bool Reverse { get; init; }

    /// <summary>How the student's own answers are drawn.</summary>
    public SamplingOptions Sampling { get; init; } = new();
}

/// <summary>How answers are drawn from a network.</summary>
public sealed record SamplingOptions
{
    /// <summary>Divides the logits, above 0.</summary>
    public double Temperature { get; init; } = 0.9;

    /// <summary>Only so many of the likeliest tokens are drawn.</summary>
    public int TopK { get; init; } = 128;
}

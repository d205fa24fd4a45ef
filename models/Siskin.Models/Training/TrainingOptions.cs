namespace Siskin.Models.Training;

/// <summary>How a run trains; the <c>[training]</c> table of a recipe.</summary>
public sealed record TrainingOptions
{
    /// <summary>Seed of the weights; the samples have their own.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Optimizer steps of the whole run.</summary>
    public int Steps { get; init; } = 4000;

    /// <summary>Samples of one optimizer step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Samples of one forward pass: frames of one patch grid, or texts of similar length.</summary>
    public int GroupSize { get; init; } = 16;

    /// <summary>How often each drawn frame is used.</summary>
    public int FrameUses { get; init; } = 1;

    /// <summary>Peak spectral norm of a Muon update (matrices and convolutions).</summary>
    public double MuonRate { get; init; } = 0.01;

    /// <summary>Peak AdamW rate (embeddings, norms, biases).</summary>
    public double AdamRate { get; init; } = 2e-3;

    /// <summary>Decoupled weight decay of the matrices.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Gradients are scaled down to this norm.</summary>
    public double ClipNorm { get; init; } = 1.0;

    /// <summary>Steps in which the rate rises from zero.</summary>
    public int WarmupSteps { get; init; } = 100;

    /// <summary>Steps at the end in which the rate falls linearly to zero.</summary>
    public int DecaySteps { get; init; } = 800;

    /// <summary>Steps between validations; 0 never.</summary>
    public int ValidateEvery { get; init; } = 200;

    /// <summary>Samples per task in a validation.</summary>
    public int ValidationSamples { get; init; } = 48;

    /// <summary>Steps between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 200;

    /// <summary>
    /// Matrix products and convolutions in bfloat16, weights and everything else in fp32; twice as fast where the
    /// processor multiplies bf16.
    /// </summary>
    public bool Bf16 { get; init; }
}

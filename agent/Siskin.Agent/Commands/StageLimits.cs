using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers.Cpu;

namespace Siskin.Agent.Commands;

/// <summary>
/// How long the stages of a model would take if the machine did nothing but multiply and read as fast as it can: what a
/// stage has to compute, counted from the model's sizes, against the machine's own rates.
/// </summary>
/// <remarks>
/// What reads the input is bound by multiplying: matrices in their precision, the scores of attention in floats. A
/// token is bound by reading: the decoder's weights, keys and values, once a pass, however many tokens that yields.
/// Weights that stay in a cache are read faster than memory, so that a small model passes its limit.
/// </remarks>
/// <param name="shape">The model's sizes.</param>
/// <param name="precision">Of the variant.</param>
internal sealed class StageLimits(ModelShape shape, string precision)
{
    // Keys and values are floats on the CPU.
    private const int CacheValueBytes = 4;

    /// <summary>Bytes of a weight that a token reads, without scales; null where that is not known.</summary>
    public static double? BytesPerWeight(string precision) =>
        precision switch
        {
            "fp32" => 4,
            "int8" or "a16w8" => 1,
            "int4" => 0.5,
            _ => null,
        };

    /// <summary>Milliseconds by stage; empty where the sizes or the precision are not known.</summary>
    /// <param name="reading">The machine, with the threads that read the input.</param>
    /// <param name="stepping">The same with those that decode.</param>
    /// <param name="input">Tokens of the input, patches included.</param>
    /// <param name="output">Tokens of the answer.</param>
    /// <param name="tokensPerPass">Tokens that a pass of the decoder yields on average; more than 1 where some are
    /// foreseen.</param>
    public Dictionary<string, double> Of(
        MachineLimits reading,
        MachineLimits stepping,
        int input,
        int output,
        double tokensPerPass = 1
    )
    {
        var limits = new Dictionary<string, double>();
        if (shape.MlpDim is null || BytesPerWeight(precision) is not { } bytes)
            return limits;
        var cost = new ModelCost(shape);
        var rate = precision == "fp32" ? reading.Fp32MacsPerS : reading.Int8MacsPerS;
        limits["encoder"] =
            1e3 * ((cost.InputMatrixMacs(input) / rate) + (cost.InputScoreMacs(input) / reading.Fp32MacsPerS));
        if (shape.Architecture == ModelShape.EncoderDecoder)
            limits["first_token"] = Step(0);
        if (output > 1)
            limits["per_token"] = Step(output / 2) / tokensPerPass;
        return limits;

        double Step(int position) =>
            1e3
            * ((cost.StepWeights * bytes) + (cost.StepCached(input, position) * CacheValueBytes))
            / stepping.BytesPerS;
    }
}

namespace Siskin.Models.Data;

/// <summary>
/// Seeds of the sample streams. Training, validation, evaluation and both calibrations never share one.
/// </summary>
public static class SampleSeeds
{
    /// <summary>Stream of the training samples.</summary>
    public const int Training = 1_000_003;

    /// <summary>Stream of the validation samples of a training run.</summary>
    public const int Validation = 2_000_003;

    /// <summary>Stream of the held-out sets of <c>evaluate</c>.</summary>
    public const int Evaluation = 3_000_017;

    /// <summary>Stream of the samples on which confidences are calibrated.</summary>
    public const int Calibration = 4_000_037;

    /// <summary>Stream of the samples on which ranges of quantized graphs are calibrated.</summary>
    public const int Quantization = 5_000_077;

    /// <summary>Stream of the samples among which the canary of a bundle is chosen.</summary>
    public const int Canary = 6_000_011;

    /// <summary>Stream of the samples that the ranking of questions learns from.</summary>
    public const int Ranking = 7_000_003;

    /// <summary>Stream of the drawn dials that the network that finds hands learns from.</summary>
    public const int Hands = 8_000_009;

    /// <summary>Stream of what the network that finds the columns of straight scales learns from.</summary>
    public const int Columns = 9_000_011;

    /// <summary>Stream of the drawn sub-dials that the network that reads them learns from.</summary>
    public const int SubDials = 10_000_019;

    /// <summary>Stream of the drawn rows of digits that the network that spells them learns from.</summary>
    public const int Rows = 11_000_027;

    /// <summary>Stream of the drawn frames that the network that finds rows of digits learns from.</summary>
    public const int RowDetector = 13_000_027;

    /// <summary>Stream of the samples that the choice between rules and ranking learns from.</summary>
    public const int Choice = 12_000_013;

    /// <summary>
    /// A well-mixed seed from a stream and a place in it (the finalizer of SplitMix64, Steele et al., 2014).
    /// </summary>
    public static int Mix(int stream, long index)
    {
        var z = (ulong)index * 0x9E3779B97F4A7C15 + (ulong)stream * 0xD1B54A32D192ED03;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) & 0x7FFFFFFF);
    }
}

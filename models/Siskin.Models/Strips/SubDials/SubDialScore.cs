using System.Globalization;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Strips;
using static TorchSharp.torch;

namespace Siskin.Models.Strips.SubDials;

/// <summary>How well sub-dials are seen about the middles of their frames, in one view each.</summary>
/// <param name="Count">How many were looked at.</param>
/// <param name="Needles">Needles within 11 degrees, three tenths of a reading.</param>
/// <param name="Zeros">Zeros within 11 degrees.</param>
/// <param name="Median">Of the needles, degrees.</param>
internal readonly record struct SubDialScore(int Count, int Needles, int Zeros, double Median)
{
    private const int Batch = 16;
    private const double Close = 10.8;

    /// <summary>Looks at pictures.</summary>
    public static SubDialScore Of(StripNetwork network, IReadOnlyList<SubDialPicture> pictures)
    {
        network.eval();
        using var noGrad = no_grad();
        var off = new List<double>[] { [], [] };
        foreach (var batch in pictures.Chunk(Batch))
        {
            using var scope = NewDisposeScope();
            StripSample[] samples = [.. batch.Select(picture => picture.Unroll(new DialView(0, 0, 1)))];
            var logits = network.forward(StripTensors.Pixels(samples, network.Options)).data<float>().ToArray();
            for (var i = 0; i < 2 * samples.Length; i++)
            {
                var scores = logits.AsSpan(i * DialPicture.Angles, DialPicture.Angles);
                var seen = StripOutput.OfLogits(scores).Peak(circular: true).At;
                var apart = Math.Abs(Math.IEEERemainder(seen - samples[i / 2].Targets[i % 2], DialPicture.Angles));
                off[i % 2].Add(apart * 360 / DialPicture.Angles);
            }
        }

        return new SubDialScore(
            pictures.Count,
            off[0].Count(degrees => degrees <= Close),
            off[1].Count(degrees => degrees <= Close),
            off[0].Order().ElementAtOrDefault(pictures.Count / 2)
        );
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"needles {Needles} and zeros {Zeros} of {Count} within {Close}°, needles {Median:0.0}° off in the median"
        );
}

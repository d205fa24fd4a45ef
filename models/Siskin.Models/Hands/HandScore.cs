using Siskin.Models.Strips;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Strips;
using static TorchSharp.torch;

namespace Siskin.Models.Hands;

/// <summary>How far from where it is the tip of one hand was seen.</summary>
/// <param name="Hand">Whose tip.</param>
/// <param name="Degrees">The distance, 0 to 180.</param>
/// <param name="Share">How sure the network was, 0 to 1.</param>
internal readonly record struct HandScore(DialHand Hand, double Degrees, double Share)
{
    private const int Batch = 16;

    /// <summary>Looks for the known hands of pictures.</summary>
    /// <param name="network">What looks.</param>
    /// <param name="pictures">The dials.</param>
    /// <param name="rng">How each is unrolled, as if its pivot was found; null: about the marked one.</param>
    public static List<HandScore> Of(StripNetwork network, IReadOnlyList<HandPicture> pictures, Random? rng)
    {
        network.eval();
        using var noGrad = no_grad();
        var scores = new List<HandScore>();
        foreach (var batch in pictures.Chunk(Batch))
        {
            using var scope = NewDisposeScope();
            StripSample[] samples =
            [
                .. batch.Select(picture => picture.Unroll(rng is null ? DialView.Plain : HandSamples.DrawView(rng))),
            ];
            var logits = network.forward(StripTensors.Pixels(samples, network.Options)).data<float>().ToArray();
            for (var i = 0; i < samples.Length * HandPicture.Hands; i++)
            {
                if (samples[i / HandPicture.Hands].Targets[i % HandPicture.Hands] is var at && !double.IsFinite(at))
                    continue;
                var (seen, share) = StripOutput
                    .OfLogits(logits.AsSpan(i * DialPicture.Angles, DialPicture.Angles))
                    .Peak(circular: true);
                var apart = Math.Abs(Math.IEEERemainder(seen - at, DialPicture.Angles));
                scores.Add(new HandScore((DialHand)(i % HandPicture.Hands), apart * 360 / DialPicture.Angles, share));
            }
        }

        return scores;
    }
}

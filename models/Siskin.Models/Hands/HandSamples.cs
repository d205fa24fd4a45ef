using Siskin.Models.Data.Frames;
using Siskin.Models.Strips;
using Siskin.Runtime.Inference.Instruments.Dials;

namespace Siskin.Models.Hands;

/// <summary>
/// Draws training samples from pictures of dials: turned and mirrored at will, since around a circle every place is
/// alike, unrolled about a pivot and out to a radius that are not quite right, and in another light.
/// </summary>
internal sealed class HandSamples
{
    // Of the radius: by how much a pivot that was found is off, as the deviation and at most.
    private const double PivotError = 0.035,
        MostPivotError = 0.1;

    // By what factor a radius that was found is too large or too small at most.
    private const double RadiusError = 1.28;

    private readonly IReadOnlyList<HandPicture>[] _pictures;
    private readonly double[] _weights;

    /// <param name="pictures">Pictures of several kinds, and how often each kind is shown.</param>
    public HandSamples(params (IReadOnlyList<HandPicture> Pictures, double Weight)[] pictures)
    {
        var some = pictures.Where(kind => kind.Pictures.Count > 0).ToArray();
        if (some.Length == 0)
            throw new InvalidDataException("there is no picture of a dial to learn from");
        _pictures = [.. some.Select(kind => kind.Pictures)];
        _weights = [.. some.Select(kind => kind.Weight)];
    }

    /// <summary>A sample.</summary>
    public StripSample Draw(Random rng)
    {
        var picture = rng.PickFrom(_pictures[rng.Weighted(_weights)]);
        var sample = picture.Unroll(DrawView(rng));
        StripLight.Change(rng, sample.Pixels, DialPicture.Angles);
        return sample;
    }

    /// <summary>How a picture is unrolled whose pivot and radius were found, not marked.</summary>
    public static DialView DrawView(Random rng) =>
        new(
            Math.Clamp(rng.Gaussian() * PivotError, -MostPivotError, MostPivotError),
            Math.Clamp(rng.Gaussian() * PivotError, -MostPivotError, MostPivotError),
            DialView.Usual * rng.LogBetween(1 / RadiusError, RadiusError),
            rng.NextDouble() * Math.Tau,
            rng.Chance(0.5)
        );
}

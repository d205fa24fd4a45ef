using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference.Instruments.Dials;

/// <summary>
/// Finds the tips of hands by a network that looks around dials, the bundle's <c>[strips] hands</c>. Used by one
/// request at a time; further threads have finders of their own over the same session.
/// </summary>
/// <param name="session">The graph; it stays the caller's and must outlive it.</param>
internal sealed class HandFinder(StripSession session)
{
    // So many strips at a time take two megabytes.
    private const int Most = 16;

    /// <summary>What the graph takes and gives.</summary>
    public static StripShape Shape { get; } =
        new(DialPicture.Channels, DialPicture.Radii, DialPicture.Angles, Enum.GetValues<DialHand>().Length);

    private readonly byte[] _strip = new byte[DialPicture.StripValues];

    /// <summary>The graph of a bundle, not opened yet; null where it has none.</summary>
    public static StripSession? Open(Bundle bundle, SessionSettings settings, HelperTerms terms) =>
        StripSession.Of(
            bundle,
            settings,
            StripGraphs.Hands,
            Shape,
            "clocks are read by the model alone, and needles found by contrast",
            terms
        );

    /// <summary>Where the tips are, of each view by <see cref="DialHand"/>.</summary>
    /// <param name="picture">The dial.</param>
    /// <param name="views">How it is unrolled.</param>
    /// <param name="progress">Called for each batch of views.</param>
    /// <exception cref="BundleException">The graph cannot be used.</exception>
    public StripOutput[][] Find(DialPicture picture, IReadOnlyList<DialView> views, Action? progress)
    {
        var found = new List<StripOutput[]>(views.Count);
        foreach (var batch in views.Chunk(Most))
        {
            var strips = new float[batch.Length * _strip.Length];
            for (var i = 0; i < batch.Length; i++)
            {
                picture.Unroll(batch[i], _strip);
                for (var at = 0; at < _strip.Length; at++)
                    strips[(i * _strip.Length) + at] = _strip[at] / 255f;
            }

            found.AddRange(session.Run(strips).Chunk(Shape.Outputs));
            progress?.Invoke();
        }

        return [.. found];
    }
}

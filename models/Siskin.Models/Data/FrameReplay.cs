namespace Siskin.Models.Data;

/// <summary>
/// Lets every drawn frame be used several times, the later times at random distances, so that drawing keeps up with
/// training on few cores. Texts cost nothing to draw and are never repeated.
/// </summary>
/// <param name="uses">How often a frame is used, 1 for no replay.</param>
/// <param name="capacity">Frames kept; a frame leaves when its uses are up.</param>
/// <param name="seed">Seed of the order.</param>
public sealed class FrameReplay(int uses, int capacity, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<(EncodedSample Sample, int Left)> _kept = [];

    /// <summary>The sample itself and, once enough frames are kept, older frames to go with it.</summary>
    public IEnumerable<EncodedSample> With(EncodedSample drawn)
    {
        yield return drawn;
        if (uses <= 1 || drawn.Pixels is null)
            yield break;
        _kept.Add((drawn, uses - 1));
        while (_kept.Count > capacity)
        {
            var pick = _random.Next(_kept.Count);
            var (sample, left) = _kept[pick];
            _kept[pick] = left > 1 ? (sample, left - 1) : _kept[^1];
            if (left == 1)
                _kept.RemoveAt(_kept.Count - 1);
            yield return sample;
        }
    }
}

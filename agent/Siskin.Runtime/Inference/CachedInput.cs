using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference;

/// <summary>
/// What a stage made of a frame, or of a frame and a text. The cache frees what it keeps; anything else ends with the
/// answer that it was made for.
/// </summary>
/// <param name="frame">The frame's grid; the default one without a frame.</param>
/// <param name="doubtful">Whether the frame may be damaged.</param>
/// <param name="made">What the stage made; becomes this one's.</param>
/// <param name="bytes">How much memory that takes; 0 where it cannot be kept.</param>
internal sealed class CachedInput(FrameGeometry frame, bool doubtful, IDisposable made, long bytes) : IDisposable
{
    private bool _kept;
    private bool _freed;

    public FrameGeometry Frame => frame;

    public bool Doubtful => doubtful;

    public IDisposable Made => made;

    public long Bytes => bytes;

    /// <summary>From now on it is the cache's.</summary>
    public void Keep() => _kept = true;

    /// <summary>The cache lets go of it. It is out of use: whatever is needed was found or made before.</summary>
    public void Free()
    {
        _kept = false;
        Dispose();
    }

    /// <summary>The answer is done.</summary>
    public void Dispose()
    {
        if (_kept || _freed)
            return;
        _freed = true;
        made.Dispose();
    }
}

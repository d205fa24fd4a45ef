using Siskin.Runtime.Vision;

namespace Siskin.Runtime.Inference;

/// <summary>
/// What a stage made of a frame, or of a frame and a text. It is freed when the cache and all answers that use it have
/// let go of it.
/// </summary>
/// <param name="frame">The frame's grid; the default one without a frame.</param>
/// <param name="doubtful">Whether the frame may be damaged.</param>
/// <param name="made">What the stage made; becomes this one's.</param>
/// <param name="bytes">How much memory that takes; 0 where it cannot be kept.</param>
internal sealed class CachedInput(FrameGeometry frame, bool doubtful, IDisposable made, long bytes) : IDisposable
{
    private int _users = 1; // the answer that it was made for

    public FrameGeometry Frame => frame;

    public bool Doubtful => doubtful;

    public IDisposable Made => made;

    public long Bytes => bytes;

    /// <summary>One more uses it, who disposes of it in turn. Only for who knows that somebody still uses it.</summary>
    public CachedInput Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>One of those who use it is done.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            made.Dispose();
    }
}

using Siskin.Runtime.Inference;
using SkiaSharp;

namespace Siskin.Agent.Updates;

/// <summary>
/// The latest questions that were answered, in memory only: what two bundles are compared by. Frames and texts have a
/// half each, so that a flood of one does not push out the other, and all together a bound in bytes.
/// </summary>
/// <param name="max">Most questions.</param>
/// <param name="maxBytes">Most bytes in them.</param>
internal sealed class RecentQuestions(int max, int maxBytes) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Kept> _frames = [];
    private readonly LinkedList<Kept> _texts = [];
    private long _bytes;
    private bool _closed;

    /// <summary>Bytes that they hold.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _bytes;
        }
    }

    /// <summary>Keeps a question that was answered; one that is known already counts as new.</summary>
    public void Add(ResponderRequest request, ResponderResult result)
    {
        // What was cut short by its deadline says nothing of the model; a question of a comparison is no question.
        if (max == 0 || request.Fresh || !result.Answered || result.Answer.FinishReason == FinishReason.Deadline)
            return;
        var list = request.Frame is null && request.Image.IsEmpty ? _texts : _frames;
        var bytes = BytesOf(request);
        if (bytes > maxBytes / 4) // one that leaves no room for others
            return;
        lock (_lock)
        {
            if (_closed)
                return;
            if (Find(list, request) is { } known)
            {
                list.Remove(known);
                list.AddLast(known);
                return;
            }
            list.AddLast(new Kept(Copy(request), bytes));
            _bytes += bytes;
            while (list.Count > (max + 1) / 2)
                RemoveFirst(list);
            while (_bytes > maxBytes)
                RemoveFirst(_frames.Count > 1 || _texts.Count == 0 ? _frames : _texts);
        }
    }

    /// <summary>What is there, oldest first; it is the caller's until it gives it back.</summary>
    public IReadOnlyList<ResponderRequest> Take()
    {
        lock (_lock)
        {
            var taken = _frames.Concat(_texts).Select(kept => kept.Request).ToArray();
            _frames.Clear();
            _texts.Clear();
            _bytes = 0;
            return taken;
        }
    }

    /// <summary>Gives back what was taken, as far as newer questions leave room.</summary>
    public void GiveBack(IReadOnlyList<ResponderRequest> taken)
    {
        lock (_lock)
        {
            foreach (var request in taken.Reverse())
            {
                var list = request.Frame is null && request.Image.IsEmpty ? _texts : _frames;
                var bytes = BytesOf(request);
                if (_closed || list.Count >= (max + 1) / 2 || _bytes + bytes > maxBytes)
                {
                    request.Frame?.Dispose();
                    continue;
                }
                list.AddFirst(new Kept(request, bytes));
                _bytes += bytes;
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var kept in _frames)
                kept.Request.Frame?.Dispose();
            _frames.Clear();
            _texts.Clear();
            _bytes = 0;
        }
    }

    private void RemoveFirst(LinkedList<Kept> list)
    {
        var first = list.First!.Value;
        list.RemoveFirst();
        _bytes -= first.Bytes;
        first.Request.Frame?.Dispose();
    }

    private static LinkedListNode<Kept>? Find(LinkedList<Kept> list, ResponderRequest request)
    {
        for (var node = list.Last; node is not null; node = node.Previous)
        {
            var other = node.Value.Request;
            if (
                other.Prompt == request.Prompt
                && other.Sensors == request.Sensors
                && other.Image.Span.SequenceEqual(request.Image.Span)
                && Pixels(other).SequenceEqual(Pixels(request))
            )
                return node;
        }
        return null;
    }

    // Nothing of the request itself: its payload may be a part of something larger, its frame is the caller's.
    private static ResponderRequest Copy(ResponderRequest request) =>
        request with
        {
            Image = request.Image.ToArray(),
            Frame = request.Frame?.Copy(),
            Deadline = null,
            Progress = null,
            Memory = null,
            Fresh = true,
        };

    private static ReadOnlySpan<byte> Pixels(ResponderRequest request) =>
        request.Frame is SKBitmap frame ? frame.GetPixelSpan() : default;

    private static long BytesOf(ResponderRequest request) =>
        request.Image.Length
        + (request.Frame?.ByteCount ?? 0)
        + (2L * (request.Prompt.Length + (request.Sensors?.Length ?? 0)));

    private sealed record Kept(ResponderRequest Request, long Bytes);
}

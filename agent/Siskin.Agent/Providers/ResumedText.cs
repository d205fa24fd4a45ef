namespace Siskin.Agent.Providers;

/// <summary>
/// The pieces of a streamed answer that one model began and another repeats: what was said is not said again. Where the
/// second answer differs from what was said, nothing more is streamed; the whole reply follows as always.
/// </summary>
internal sealed class ResumedText(Action<string> say)
{
    private string _said = "";
    private int _repeated;
    private bool _differs;

    /// <summary>Takes a piece of the first answer.</summary>
    public void First(string piece)
    {
        _said += piece;
        say(piece);
    }

    /// <summary>Takes a piece of the second answer.</summary>
    public void Again(string piece)
    {
        var known = Math.Min(piece.Length, _said.Length - _repeated);
        _differs |= !_said.AsSpan(_repeated, known).SequenceEqual(piece.AsSpan(0, known));
        _repeated += known;
        if (!_differs && known < piece.Length)
            say(piece[known..]);
    }
}

using Siskin.Runtime.Bundles;

namespace Siskin.Runtime.Inference;

/// <summary>
/// Looks for what an answer repeats: the place in its input, in the answer of before or in other answers that goes as
/// the answer went last, and tells what follows there.
/// </summary>
/// <param name="tokens">Special tokens of the model.</param>
internal sealed class TokenLookup(SpecialTokens tokens)
{
    /// <summary>A longer repetition says no more.</summary>
    public const int LongestMatch = 4;

    private const int MostSaid = 1024;

    private readonly int[] _said = new int[MostSaid];
    private int[] _input = [];
    private int[] _previous = [];
    private int _inputLength;
    private int _previousLength;
    private int _saidLength;
    private int _newest;
    private int _at;

    /// <summary>Begins an answer.</summary>
    /// <param name="input">Text tokens of its input.</param>
    /// <param name="previous">An answer given before, without special tokens; empty where there is none.</param>
    public void Begin(ReadOnlySpan<int> input, ReadOnlySpan<int> previous)
    {
        _at = 0;
        _inputLength = input.Length;
        Grow(ref _input, input.Length);
        input.CopyTo(_input);
        _previousLength = previous.IsEmpty ? 0 : previous.Length + 2;
        if (previous.IsEmpty)
            return;
        Grow(ref _previous, _previousLength);
        _previous[0] = tokens.Bos;
        previous.CopyTo(_previous.AsSpan(1));
        _previous[_previousLength - 1] = tokens.Eos;
    }

    /// <summary>Keeps an answer for those after it: answers of one kind have words in common.</summary>
    /// <param name="answer">Its tokens; one that is too long to keep is left aside.</param>
    public void Remember(ReadOnlySpan<int> answer)
    {
        if (answer.Length + 1 > MostSaid / 2)
            return;
        if (_saidLength + answer.Length + 1 > MostSaid)
        {
            _said.AsSpan(MostSaid / 2, _saidLength - (MostSaid / 2)).CopyTo(_said);
            _saidLength -= MostSaid / 2;
        }

        _newest = _saidLength;
        _said[_saidLength++] = tokens.Bos;
        answer.CopyTo(_said.AsSpan(_saidLength));
        _saidLength += answer.Length;
    }

    /// <summary>Finds what may come next.</summary>
    /// <param name="sequence">The answer so far, with the token that begins every answer.</param>
    /// <param name="rates">Say which place is worth most.</param>
    /// <param name="found">Receives the tokens.</param>
    public FoundTokens Find(ReadOnlySpan<int> sequence, AcceptanceRates rates, Span<int> found)
    {
        if (found.IsEmpty)
            return default;
        ReadOnlySpan<int> input = _input.AsSpan(0, _inputLength);
        ReadOnlySpan<int> previous = _previous.AsSpan(0, _previousLength);
        ReadOnlySpan<int> said = _said.AsSpan(0, _saidLength);
        var before = LongestIn(previous, sequence, sequence.Length - 1);
        // A digit of a meter changes, and the others stay: what stood in this place.
        if (before.Length < 2 && sequence.Length < previous.Length)
            before = (sequence.Length - 1, 1);
        var inInput = LongestIn(input, sequence, _at);
        var inSaid = LongestIn(said, sequence, _newest);
        var (ofPrevious, ofInput, ofSaid) = (
            Rate(LookupSource.Previous, before.Length),
            Rate(LookupSource.Input, inInput.Length),
            Rate(LookupSource.Said, inSaid.Length)
        );
        if (ofPrevious > 0 && ofPrevious >= Math.Max(ofInput, ofSaid))
            return Copied(previous, LookupSource.Previous, before, found);
        if (ofInput > 0 && ofInput >= ofSaid)
        {
            _at = inInput.Index;
            return Copied(input, LookupSource.Input, inInput, found);
        }

        return ofSaid > 0 ? Copied(said, LookupSource.Said, inSaid, found) : default;

        double Rate(LookupSource source, int length) => length == 0 ? 0 : rates.Of(new LookupTrace(source, length));
    }

    private static FoundTokens Copied(
        ReadOnlySpan<int> source,
        LookupSource name,
        (int Index, int Length) match,
        Span<int> found
    ) => new(Copy(source, match.Index, found), new LookupTrace(name, match.Length));

    private static int Copy(ReadOnlySpan<int> source, int index, Span<int> found)
    {
        var behind = source[(index + 1)..];
        behind = behind[..Math.Min(behind.Length, found.Length)];
        behind.CopyTo(found);
        return behind.Length;
    }

    // Where the longest end of the sequence stands with something behind it; of equal ones, the next at or behind a
    // place: what is copied is mostly copied in order.
    private static (int Index, int Length) LongestIn(ReadOnlySpan<int> source, ReadOnlySpan<int> sequence, int near)
    {
        var (best, length, distance) = (-1, 0, 0);
        for (var i = 0; i < source.Length - 1; i++)
        {
            if (source[i] != sequence[^1])
                continue;
            var same = 1;
            while (
                same < LongestMatch && same <= i && same < sequence.Length && source[i - same] == sequence[^(same + 1)]
            )
                same++;
            var away = i >= near ? i - near : source.Length + i;
            if (same > length || (same == length && away < distance))
                (best, length, distance) = (i, same, away);
        }

        return (best, length);
    }

    private static void Grow(ref int[] array, int length)
    {
        if (array.Length < length)
            array = new int[Math.Max(length, 2 * array.Length)];
    }
}

/// <summary>Tokens that were found.</summary>
/// <param name="Count">How many.</param>
/// <param name="Trace">Where; means nothing where there are none.</param>
internal readonly record struct FoundTokens(int Count, LookupTrace Trace);

/// <summary>Where tokens were found.</summary>
/// <param name="Source">In what.</param>
/// <param name="Length">How many tokens before them are those of the answer, 1 to <see
/// cref="TokenLookup.LongestMatch"/>.</param>
internal readonly record struct LookupTrace(LookupSource Source, int Length);

/// <summary>What tokens are looked up in.</summary>
internal enum LookupSource
{
    /// <summary>The input of the answer.</summary>
    Input,

    /// <summary>The answer to the same question before.</summary>
    Previous,

    /// <summary>Answers to other questions.</summary>
    Said,
}

using System.Security.Cryptography;
using System.Text;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Watches;

/// <summary>
/// What a watch asked last and the answer to it: a camera that sends the same frame again gets the same answer, without
/// the model.
/// </summary>
internal sealed class LastReading
{
    private byte[]? _asked;
    private byte[]? _answered;
    private Answer? _answer;

    /// <summary>The answer of before where all is as it was then; otherwise takes note of what is asked now.</summary>
    /// <param name="frame">The camera's message.</param>
    /// <param name="prompt">The prompt, with what was filled in.</param>
    /// <param name="sensors">Sensor text, or null.</param>
    public Answer? AnswerTo(ReadOnlyMemory<byte> frame, string prompt, string? sensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{prompt.Length} {prompt} {sensors}"));
        hash.AppendData(frame.Span);
        _asked = hash.GetHashAndReset();
        return _answered is not null && _answered.AsSpan().SequenceEqual(_asked) ? _answer : null;
    }

    /// <summary>The answer to what was asked; one that a deadline cut off says nothing about the frame.</summary>
    public void Keep(Answer answer)
    {
        if (answer.FinishReason != FinishReason.Deadline)
            (_answered, _answer) = (_asked, answer);
    }
}

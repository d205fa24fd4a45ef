using System.Security.Cryptography;
using System.Text;
using Siskin.Agent.Models;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Watches;

/// <summary>
/// What a watch asked last and the answer to it: a camera that sends the same frame again gets the same answer, without
/// the model. What another model answered, an NPU that has gone since, does not count.
/// </summary>
internal sealed class LastReading
{
    private byte[]? _asked;
    private byte[]? _answered;
    private Answer? _answer;
    private ModelDescription? _answeredBy;
    private ModelDescription? _askedOf;

    /// <summary>The answer of before where all is as it was then; otherwise takes note of what is asked now.</summary>
    /// <param name="frame">The camera's message.</param>
    /// <param name="prompt">The prompt, with what was filled in.</param>
    /// <param name="sensors">Sensor text, or null.</param>
    /// <param name="model">What would answer.</param>
    public Answer? AnswerTo(ReadOnlyMemory<byte> frame, string prompt, string? sensors, ModelDescription model)
    {
        _askedOf = model;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{prompt.Length} {prompt} {sensors}"));
        hash.AppendData(frame.Span);
        _asked = hash.GetHashAndReset();
        return _answered is not null && _answered.AsSpan().SequenceEqual(_asked) && _answeredBy == model
            ? _answer
            : null;
    }

    /// <summary>The answer to what was asked; one that a deadline cut off says nothing about the frame.</summary>
    public void Keep(Answer answer)
    {
        if (answer.FinishReason != FinishReason.Deadline)
            (_answered, _answer, _answeredBy) = (_asked, answer, _askedOf);
    }
}

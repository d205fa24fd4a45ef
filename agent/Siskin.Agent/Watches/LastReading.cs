using System.Security.Cryptography;
using System.Text;
using Siskin.Agent.Models;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Watches;

/// <summary>
/// What a watch asked last and the answers to it: a camera that sends the same frame again gets the same answers,
/// without the model. What another model answered, an NPU that has gone since, does not count.
/// </summary>
internal sealed class LastReading
{
    private byte[]? _asked;
    private byte[]? _answered;
    private IReadOnlyList<Answer>? _answers;
    private ModelDescription? _answeredBy;
    private ModelDescription? _askedOf;

    /// <summary>The answers of before where all is as it was then; otherwise takes note of what is asked now.</summary>
    /// <param name="frame">The camera's message.</param>
    /// <param name="prompts">The prompts, with what was filled in.</param>
    /// <param name="sensors">Sensor text, or null.</param>
    /// <param name="model">What would answer.</param>
    public IReadOnlyList<Answer>? AnswersTo(
        ReadOnlyMemory<byte> frame,
        IReadOnlyList<string> prompts,
        string? sensors,
        ModelDescription model
    )
    {
        _askedOf = model;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var prompt in prompts)
            hash.AppendData(Encoding.UTF8.GetBytes($"{prompt.Length} {prompt} "));
        hash.AppendData(Encoding.UTF8.GetBytes($"{sensors}"));
        hash.AppendData(frame.Span);
        _asked = hash.GetHashAndReset();
        return _answered is not null && _answered.AsSpan().SequenceEqual(_asked) && _answeredBy == model
            ? _answers
            : null;
    }

    /// <summary>What was answered last, to whatever frame; null before the first answer.</summary>
    public string? Text => _answers?[0].Text;

    /// <summary>The answers to what was asked; one that a deadline cut off says nothing about the frame.</summary>
    public void Keep(IReadOnlyList<Answer> answers)
    {
        if (answers.All(answer => answer.FinishReason != FinishReason.Deadline))
            (_answered, _answers, _answeredBy) = (_asked, answers, _askedOf);
    }
}

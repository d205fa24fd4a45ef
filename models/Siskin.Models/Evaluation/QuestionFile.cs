using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Runtime.Inference;

namespace Siskin.Models.Evaluation;

/// <summary>One answered question of a file.</summary>
internal sealed record AnsweredQuestion(
    string Category,
    string Scope,
    string Prompt,
    string Reply,
    double Confidence,
    bool IsRight,
    double Milliseconds
);

/// <summary>
/// Questions about real sensor text as JSON lines: <c>sensors</c> (text or JSON), <c>prompt</c>, <c>accept</c> (regular
/// expressions over the reply in lower case, or <c>near:NUMBER</c> within one percent), <c>category</c>, <c>scope</c>.
/// </summary>
internal static class QuestionFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks every question of a file.</summary>
    /// <exception cref="InvalidDataException">A line is not such a question.</exception>
    public static List<AnsweredQuestion> Score(string path, Responder responder, CancellationToken cancellation)
    {
        var answered = new List<AnsweredQuestion>();
        foreach (var question in AskedQuestion.Read(path))
        {
            try
            {
                answered.Add(Ask(question, responder, cancellation));
            }
            catch (RegexParseException error)
            {
                throw AskedQuestion.NoQuestion(path, answered.Count + 1, error);
            }
        }

        return answered;
    }

    /// <summary>Whether a reply meets one of the accepted patterns.</summary>
    public static bool Accepts(IEnumerable<string> accept, string reply) =>
        accept.Any(pattern =>
            pattern.StartsWith("near:", StringComparison.Ordinal)
                ? IsNear(reply, pattern["near:".Length..])
                : Regex.IsMatch(reply.Trim().ToLowerInvariant(), pattern, RegexOptions.Singleline, Patience)
        );

    private static AnsweredQuestion Ask(AskedQuestion question, Responder responder, CancellationToken cancellation)
    {
        var result = responder.Answer(
            new ResponderRequest(question.Prompt) { Sensors = question.Sensors },
            onText: null,
            cancellation
        );
        var reply = result.Answered ? result.Answer.Text : $"rejected: {result.Rejection.Message}";
        return new AnsweredQuestion(
            question.Category,
            question.Scope,
            question.Prompt,
            reply,
            result.Answer?.Confidence ?? 0,
            Accepts(question.Accept, reply),
            result.Answer?.Timings.Total ?? 0
        );
    }

    private static bool IsNear(string reply, string wanted)
    {
        var match = Regex.Match(reply, @"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", RegexOptions.None, Patience);
        var target = double.Parse(wanted, CultureInfo.InvariantCulture);
        return match.Success
            && Math.Abs(double.Parse(match.Value, CultureInfo.InvariantCulture) - target)
                <= Math.Max(1e-9, Math.Abs(target) * 0.01);
    }
}

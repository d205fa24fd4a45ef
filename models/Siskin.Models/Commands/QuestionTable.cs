using System.Globalization;
using Siskin.Models.Evaluation;
using Siskin.Models.Evaluation.Calibration;

namespace Siskin.Models.Commands;

/// <summary>Prints how a file of questions was answered.</summary>
internal static class QuestionTable
{
    private const double Sure = Reliability.SureFrom;

    /// <summary>
    /// Prints the figures of a variant and, with a folder, writes the wrong answers to <c>questions.tsv</c> there.
    /// </summary>
    public static void Print(string variant, List<AnsweredQuestion> answered, string? failures)
    {
        Console.WriteLine($"{variant}: {Right(answered)}");
        foreach (var scope in answered.GroupBy(one => one.Scope).OrderBy(group => group.Key, StringComparer.Ordinal))
            Console.WriteLine($"  scope {scope.Key}: {Right([.. scope])}");
        foreach (
            var category in answered.GroupBy(one => one.Category).OrderBy(group => group.Key, StringComparer.Ordinal)
        )
            Console.WriteLine($"  {category.Key}: {Right([.. category])}");
        AnsweredQuestion[] sure = [.. answered.Where(one => one.Confidence >= Sure)];
        var wrong = sure.Count(one => !one.IsRight);
        Console.WriteLine(
            $"  confidence {Sure.ToString(CultureInfo.InvariantCulture)} and more: {Right([.. sure])}; wrong "
                + $"and sure: {Percent(wrong, answered.Count)} of all"
        );
        double[] times = [.. answered.Select(one => one.Milliseconds).Order()];
        if (times.Length > 0)
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  p50 {times[times.Length / 2]:0.00} ms, max {times[^1]:0.00} ms"
                )
            );
        if (failures is null)
            return;
        Directory.CreateDirectory(failures);
        File.WriteAllLines(
            Path.Combine(failures, "questions.tsv"),
            answered
                .Where(one => !one.IsRight)
                .Select(one =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{one.Category}\t{one.Scope}\t{one.Confidence:0.00}\t{one.Prompt}\t{one.Reply.ReplaceLineEndings(" ")}"
                    )
                )
        );
    }

    private static string Right(IReadOnlyCollection<AnsweredQuestion> answered) =>
        $"{answered.Count(one => one.IsRight)} of {answered.Count} right "
        + $"({Percent(answered.Count(one => one.IsRight), answered.Count)})";

    private static string Percent(int part, int whole) =>
        (whole == 0 ? 0 : 100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}

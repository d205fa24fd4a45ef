using System.Text.RegularExpressions;
using Siskin.Models.Data.Telemetry;
using Xunit;

namespace Siskin.Models.Tests.Data.Telemetry;

/// <summary>Computes every answer a second time, from the printed text and what the prompt states.</summary>
internal static partial class AnswerRules
{
    public static string Answer(TelemetryCase drawn)
    {
        var text = drawn.Sample.Sensors!;
        return drawn.Kind switch
        {
            QuestionKind.WhichStuck => WhichStuck(text),
            QuestionKind.InUnits => InUnits(text, drawn),
            <= QuestionKind.IsWithin when decimal.TryParse(text, out var only) => OfNumber(drawn, only),
            >= QuestionKind.SeriesHighest => OfSeries(drawn, SensorText.Series(text)),
            _ => OfScene(drawn, SensorText.Entries(text)),
        };
    }

    private static string OfNumber(TelemetryCase drawn, decimal number)
    {
        var limit = decimal.Parse(drawn.Limit);
        if (drawn.Kind == QuestionKind.Difference)
            return $"{Math.Abs(number - limit)}";
        return YesNo(
            drawn.Kind switch
            {
                QuestionKind.IsAbove => number > limit,
                QuestionKind.IsBelow => number < limit,
                QuestionKind.IsBetween => number > limit && number < decimal.Parse(drawn.Limit2),
                QuestionKind.IsWithin => Math.Abs(number - limit) <= decimal.Parse(drawn.Limit2),
                _ => throw new ArgumentOutOfRangeException(nameof(drawn), drawn.Kind, "no rule"),
            }
        );
    }

    // "34 %" of "0 to 250 °F" is "85 °F": as many decimals as a hundredth of the range needs. What lies in the middle
    // of two may be rounded either way.
    private static string InUnits(string text, TelemetryCase drawn)
    {
        var ends = RangeEnds().Match(drawn.Limit);
        decimal low = decimal.Parse(ends.Groups[1].Value),
            high = decimal.Parse(ends.Groups[2].Value);
        var value = low + ((high - low) * int.Parse(PercentAtEnd().Match(text).Groups[1].Value) / 100);
        var decimals = Enumerable.Range(0, 5).First(d => (decimal)Math.Pow(10, -d) <= (high - low) / 100);
        var half = (decimal)Math.Pow(10, -decimals) / 2;
        decimal[] rounded =
        [
            Math.Round(value - half, decimals, MidpointRounding.ToPositiveInfinity),
            Math.Round(value + half, decimals, MidpointRounding.ToNegativeInfinity),
        ];
        string[] answers = [.. rounded.Select(each => $"{each.ToString("F" + decimals)} {ends.Groups[3].Value}")];
        return answers.Contains(drawn.Sample.Answer) ? drawn.Sample.Answer : answers[0];
    }

    private static string OfScene(TelemetryCase drawn, List<SensorText.Entry> all)
    {
        var asked = all.FindAll(e => e.IsNamed(drawn.Subject));
        decimal Limit() => decimal.Parse(drawn.Limit);
        var compared = drawn.Subject.Length == 0 ? all : all.FindAll(e => Measures(e.Path[^1], drawn.Subject));
        switch (drawn.Kind)
        {
            case QuestionKind.Lookup:
                return Single(asked).IsMissing ? "missing" : Single(asked).Value;
            case QuestionKind.Unknown:
                return asked.Count == 0 ? "unknown" : asked[0].Value;
            case QuestionKind.IsAbove
            or QuestionKind.IsBelow
            or QuestionKind.IsBetween
            or QuestionKind.IsWithin
            or QuestionKind.Difference:
                return OfNumber(drawn, Single(asked).Number);
            case QuestionKind.AnyAbove:
                return YesList(compared.Where(e => e.Number > Limit()), drawn);
            case QuestionKind.AnyBelow:
                return YesList(compared.Where(e => e.Number < Limit()), drawn);
            case QuestionKind.AnyAboveOwn:
                return YesList(all.Where(e => e.Number > decimal.Parse(e.Limit!)), drawn);
            case QuestionKind.Highest:
                return Named(compared.OrderByDescending(e => e.Number).First(), drawn);
            case QuestionKind.Lowest:
                return Named(compared.OrderBy(e => e.Number).First(), drawn);
            case QuestionKind.CountAbove:
                return $"{all.Count(e => e.Number > Limit())}";
            case QuestionKind.CountBelow:
                return $"{all.Count(e => e.Number < Limit())}";
            case QuestionKind.MissingValue:
                return OrNone(all.Where(e => e.IsMissing).Select(e => Name(e, drawn)));
            case QuestionKind.MissingName:
                return OrNone(drawn.Limit.Split(", ").Where(name => !all.Exists(e => e.IsNamed(name))));
            case QuestionKind.StateLookup:
                return Single(asked).Value;
            case QuestionKind.StateIs:
                return YesNo(Single(asked).Value == drawn.Limit);
            default:
                throw new ArgumentOutOfRangeException(nameof(drawn), drawn.Kind, "no rule");
        }
    }

    private static string OfSeries(TelemetryCase drawn, List<(string Time, string Value)> series)
    {
        decimal[] numbers = [.. series.Select(point => decimal.Parse(point.Value))];
        decimal Limit() => decimal.Parse(drawn.Limit);
        switch (drawn.Kind)
        {
            case QuestionKind.SeriesHighest:
                return series[Array.IndexOf(numbers, numbers.Max())].Value;
            case QuestionKind.SeriesLowest:
                return series[Array.IndexOf(numbers, numbers.Min())].Value;
            case QuestionKind.SeriesLast:
                return series[^1].Value;
            case QuestionKind.SeriesFirst:
                return series[0].Value;
            case QuestionKind.SeriesAt:
                return series
                    .Where(point => point.Time == drawn.Limit)
                    .Select(point => point.Value)
                    .FirstOrDefault("unknown");
            case QuestionKind.SeriesAbove:
                return YesNo(numbers.Max() > Limit());
            case QuestionKind.SeriesBelow:
                return YesNo(numbers.Min() < Limit());
            case QuestionKind.SeriesFirstAbove:
                var first = Array.FindIndex(numbers, n => n > Limit());
                return first < 0 ? "never" : series[first].Time;
            case QuestionKind.SeriesTrend:
                return Trend(numbers);
            case QuestionKind.SeriesStuck:
                return YesNo(numbers.Distinct().Count() == 1);
            default:
                throw new ArgumentOutOfRangeException(nameof(drawn), drawn.Kind, "no rule");
        }
    }

    // The change of the least-squares line against the scatter around it, written out in matrix-free closed form.
    private static string Trend(decimal[] values)
    {
        var n = values.Length;
        var step = Math.Pow(10, -values.Max(v => v.Scale));
        double sumX = n * (n - 1) / 2.0,
            sumXx = (n - 1) * n * (2 * n - 1) / 6.0;
        double sumY = values.Sum(v => (double)v),
            sumXy = values.Select((v, i) => i * (double)v).Sum();
        var slope = (n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX);
        var offset = (sumY - slope * sumX) / n;
        var scatter = Math.Sqrt(values.Select((v, i) => Math.Pow((double)v - offset - slope * i, 2)).Sum() / (n - 2));
        var ratio = slope * (n - 1) / Math.Max(step, scatter);
        Assert.False(Math.Abs(ratio) is > 1.65 and < 3.55, $"a trend ratio of {ratio:F2} is ambiguous");
        return ratio > 2.5 ? "rising"
            : ratio < -2.5 ? "falling"
            : "steady";
    }

    private static string WhichStuck(string text) =>
        OrNone(
            text.Split('\n')
                .Select(line => (Name: NameAtStart().Match(line).Value, Line: line))
                .Where(one =>
                    SensorText.AnyNumber().Matches(one.Line[one.Name.Length..]).Select(m => m.Value).Distinct().Count()
                    == 1
                )
                .Select(one => one.Name)
        );

    // "t" is the last word of "boiler/t" and "boilerT", but not of "batt"; "o2" not of "CO2".
    private static bool Measures(string name, string field) =>
        name == field
        || (name.EndsWith(field, StringComparison.Ordinal) && "/_.-".Contains(name[^(field.Length + 1)]))
        || (
            name.EndsWith(char.ToUpperInvariant(field[0]) + field[1..], StringComparison.Ordinal)
            && name.Length > field.Length
            && !char.IsUpper(name[^(field.Length + 1)])
        );

    private static SensorText.Entry Single(List<SensorText.Entry> entries) => Assert.Single(entries);

    private static string Name(SensorText.Entry entry, TelemetryCase drawn)
    {
        // Text in groups is answered with the group's name, a flat key with itself; the answer shows which was meant.
        var key = entry.Path[^1];
        string[] spellings = [key, entry.Path[0]];
        return spellings.FirstOrDefault(name => Answers(drawn).Contains(name), key);
    }

    private static string[] Answers(TelemetryCase drawn) =>
        drawn
            .Sample.Answer.Replace("yes: ", "", StringComparison.Ordinal)
            .Split(", ")
            .SelectMany(part => new[] { part, part.Split(' ')[0] })
            .ToArray();

    private static string Named(SensorText.Entry entry, TelemetryCase drawn) => $"{Name(entry, drawn)} {entry.Value}";

    private static string YesList(IEnumerable<SensorText.Entry> entries, TelemetryCase drawn)
    {
        var list = string.Join(", ", entries.Select(e => Named(e, drawn)));
        return list.Length == 0 ? "no" : "yes: " + list;
    }

    private static string OrNone(IEnumerable<string> names)
    {
        var list = string.Join(", ", names);
        return list.Length == 0 ? "none" : list;
    }

    private static string YesNo(bool yes) => yes ? "yes" : "no";

    [GeneratedRegex(@"^[A-Za-z](?:[\w./-]*\w)?")]
    private static partial Regex NameAtStart();

    [GeneratedRegex(@"^(-?[\d.]+) to (-?[\d.]+) (\S+)$")]
    private static partial Regex RangeEnds();

    [GeneratedRegex(@"(\d+) ?%$")]
    private static partial Regex PercentAtEnd();
}

using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Days that a question gives in words: "on the 3rd", "from 5 June to 8 June", where dates are printed.</summary>
internal static partial class DayNumbers
{
    private const string Months = "jan feb mar apr may jun jul aug sep oct nov dec";

    /// <summary>
    /// Turns such days into times: the one that a series has a value of, or, where dates are printed and none is it, a
    /// day that no value is of.
    /// </summary>
    public static void Read(QuestionText question, SignalTable table)
    {
        if (question.Times.Count > 0)
            return;
        DateTime[] dates = [.. Dates(table)];
        if (dates.Length < 2)
            return;
        var days = new List<string>();
        var said = new List<decimal>();
        foreach (Match match in Day().Matches(question.Lower))
        {
            var number = match.Groups["d"].Value;
            var day = int.Parse(number, CultureInfo.InvariantCulture);
            var month = match.Groups["m"].Success ? Array.IndexOf(Months.Split(' '), match.Groups["m"].Value) + 1 : 0;
            DateTime[] met = [.. dates.Where(date => date.Day == day && (month == 0 || date.Month == month))];
            if (met.Length > 1)
                return;
            days.Add(
                met.Length == 1
                    ? met[0].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                    : $"{dates[^1].Year:0000}-{(month == 0 ? dates[^1].Month : month):00}-{day:00}"
            );
            said.Add(day);
        }

        if (days.Count is 0 or > 2)
            return;
        question.Times.AddRange(days);
        for (var i = question.Numbers.Count - 1; i >= 0; i--)
            if (said.Contains(question.Numbers[i]))
            {
                question.Numbers.RemoveAt(i);
                question.Units.RemoveAt(i);
            }
    }

    private static IEnumerable<DateTime> Dates(SignalTable table) =>
        table
            .Signals.Where(one => one.IsSeries)
            .SelectMany(one => one.Points)
            .Select(point => PrintedTime.TryRead(point.Time, out var time) && time.Year > 1 ? time.Date : default)
            .Where(date => date != default)
            .Distinct();

    [GeneratedRegex(
        @"(?<= )(?<d>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (?<d>\d{1,2})(?:st|nd|rd|th)?\b|(?<= the )(?<d>\d{1,2})(?:st|nd|rd|th)\b(?! (?:floor|reading|row|value|sample|line|entry|cell|channel|zone))"
    )]
    private static partial Regex Day();
}

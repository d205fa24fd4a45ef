using System.Text.RegularExpressions;
using Siskin.Models.Data.Events;

namespace Siskin.Models.Tests.Data.Events;

/// <summary>
/// Reads a log without knowing its layout, as a person would: levels and messages are known words, and of what is left
/// one word is the source. A line with none, or with two, is an error: such a log has no answer.
/// </summary>
internal static partial class LogReader
{
    private const string Taken = "\u0001";

    // A message at every place where one begins, even inside another.
    private static readonly Regex Messages = new(
        $@"(?=(?<!\w)(?<message>{string.Join('|', Templates().Select(Pattern))})(?![\w%]))",
        RegexOptions.CultureInvariant
    );

    /// <summary>Level, source and message of every event.</summary>
    public static (string Level, string Source, string Message)[] Read(string log)
    {
        var lines = log.Split('\n');
        var level = Array.Exists(lines, LevelWord().IsMatch) ? LevelWord() : LevelLetter();
        var header = !level.IsMatch(lines[0]) && !Messages.IsMatch(lines[0]);
        return [.. (header ? lines[1..] : lines).Select(line => Read(line, level))];
    }

    private static (string Level, string Source, string Message) Read(string line, Regex level)
    {
        var rest = Noise().Replace(Clock().Replace(LineNumber().Replace(line, Taken), Taken), Taken);
        var found = Single(level.Matches(rest), line);
        rest = level.Replace(rest, Taken);
        (string Source, string Message)[] readings = [.. Readings(rest)];
        if (readings.Length == 0)
            readings = [.. Readings(Label().Replace(rest, Taken))];
        (var source, var message) = Single(readings, line);
        return (found.Value, source, message);
    }

    private static IEnumerable<(string Source, string Message)> Readings(string text)
    {
        foreach (Match match in Messages.Matches(text))
        {
            var message = match.Groups["message"].Value;
            var rest = Connective().Replace(text.Remove(match.Index, message.Length).Insert(match.Index, Taken), Taken);
            var names = Name().Matches(rest);
            if (names.Count == 1 && !LetterOrDigit().IsMatch(Name().Replace(rest, Taken)))
                yield return (names[0].Value, message);
        }
    }

    private static T Single<T>(IReadOnlyCollection<T> readings, string line) =>
        readings.Count == 1
            ? readings.First()
            : throw new InvalidDataException($"{readings.Count} readings of '{line}': {string.Join("; ", readings)}");

    private static IEnumerable<string> Templates() =>
        [
            .. EventWords.Infos,
            .. EventWords.Warnings,
            .. EventWords.Errors,
            .. from part in EventWords.Parts
            from state in (string[])[.. EventWords.GoodStates, .. EventWords.PoorStates, .. EventWords.BadStates]
            select $"{part} {state}",
        ];

    private static string Pattern(string template) => template.Replace("#", @"\d+", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<!\w)(?i:error|err|fatal|critical|crit|warn|warning|info|debug|notice)(?!\w)")]
    private static partial Regex LevelWord();

    [GeneratedRegex(@"(?<!\w)[IDWEF](?!\w)")]
    private static partial Regex LevelLetter();

    [GeneratedRegex(@"^[#(\[]?\d{1,2}[.):\]]?\s")]
    private static partial Regex LineNumber();

    [GeneratedRegex(@"\b\d\d[:.]\d\d(:\d\d)?\b|\b\d+s\b")]
    private static partial Regex Clock();

    [GeneratedRegex(
        @"\[\d+\]|\(\d+\)|\bpid[ =]\d+|[\[(]thread-\d+[\])]|#\d+|\b0x\d+|\b2026-\d\d-\d\d\b|(?<![\w-])\d\d-\d\d\b"
            + @"|\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d+"
    )]
    private static partial Regex Noise();

    [GeneratedRegex(
        @"\b(level|lvl|severity|prio|class|src|dev|unit|source|device|id|name|msg|message|text|event|note|time|ts?)""?( = |=|:)"
    )]
    private static partial Regex Label();

    [GeneratedRegex(@"(?<=\u0001[\]>)}""'*`]?) (at|from|by|in) ")]
    private static partial Regex Connective();

    [GeneratedRegex(@"[A-Za-z]\w*([.-]\w+)*")]
    private static partial Regex Name();

    [GeneratedRegex("[A-Za-z0-9]")]
    private static partial Regex LetterOrDigit();
}

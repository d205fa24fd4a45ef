using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Configuration;

/// <summary>Every key that takes a number says from where to where, and holds to it.</summary>
public sealed partial class ConfigRangesTests
{
    [Fact]
    public void Numbers_go_from_here_to_there() =>
        Assert.Equal([], Ranges().Select(one => $"{one.Key} {one.Low} {one.High}"));

    [Fact]
    public void Both_ends_are_allowed_and_nothing_beyond()
    {
        foreach (var (key, low, high) in Ranges())
        {
            // A whole number where the ends are whole, otherwise the next that is shown with as many places.
            var step = 1m / (decimal)Math.Pow(10, Math.Max(low.Scale, high.Scale));
            Assert.True(Range(key, low) is null && Range(key, high) is null, $"{key} does not take {low} or {high}.");
            Assert.True(Range(key, low - step) is not null, $"{key} takes {low - step}.");
            Assert.True(Range(key, high + step) is not null, $"{key} takes {high + step}.");
        }
    }

    private static IEnumerable<(string Key, decimal Low, decimal High)> Ranges()
    {
        var known = new HashSet<string>();
        ConfigReader.Parse("siskin.toml", "", known);
        foreach (var key in known.Order(StringComparer.Ordinal))
        {
            if (Range(key, -123_456_789_012) is var (low, high))
                yield return (key, low, high);
        }
    }

    /// <summary>What is allowed, where the key does not take this value.</summary>
    private static (decimal Low, decimal High)? Range(string key, decimal value)
    {
        var dot = key.LastIndexOf('.');
        var (section, name) = (key[..dot], key[(dot + 1)..]);
        // "watch[].part[]" is a table in a list of a table in a list.
        var lists = section.Replace("[]", "", StringComparison.Ordinal).Split('.');
        var head = section.EndsWith("[]", StringComparison.Ordinal)
            ? string.Concat(lists.Select((_, i) => $"[[{string.Join('.', lists[..(i + 1)])}]]\n"))
            : $"[{section}]\n";
        var text = head + name + " = " + value.ToString(CultureInfo.InvariantCulture) + "\n";
        return ConfigReader
            .Parse("siskin.toml", text)
            .Errors.Select(error => Allowed().Match(error.ToString()))
            .Where(match => match.Success && match.Groups["key"].Value == name)
            .Select(match => ((decimal, decimal)?)(Number(match.Groups["low"]), Number(match.Groups["high"])))
            .FirstOrDefault();
    }

    private static decimal Number(Group group) => decimal.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<key>\w+) = \S+ is not allowed; give a (whole )?number from (?<low>-?[\d.]+) to (?<high>-?[\d.]+)\.$")]
    private static partial Regex Allowed();
}

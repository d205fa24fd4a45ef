namespace Siskin.Agent.Mqtt;

/// <summary>Every topic filter that could deliver a topic: for subscriptions that nobody remembers.</summary>
internal static class FilterGuess
{
    // 3 x 2^n filters for n levels: deeper topics are guessed up to here, the likeliest first.
    private const int Max = 800;

    public static IReadOnlyList<string> Of(string topic)
    {
        var levels = topic.Split('/');
        var found = new List<string> { topic, "#" };
        var starts = new List<string> { "" };
        foreach (var (level, index) in levels.Select((level, index) => (level, index)))
        {
            starts = [.. starts.SelectMany(start => new[] { start + level, start + "+" })];
            foreach (var start in starts)
            {
                found.Add(start + "/#");
                if (index == levels.Length - 1)
                    found.Add(start);
            }
            if (found.Count > Max)
                break;
            starts = [.. starts.Select(start => start + "/")];
        }
        return [.. found.Distinct().Take(Max)];
    }
}

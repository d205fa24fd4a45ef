namespace Siskin.Fleet.History;

/// <summary>How finely and how long something is kept.</summary>
/// <param name="Number">Its number in the database.</param>
/// <param name="Interval">Time of one sample; zero: as they come.</param>
/// <param name="Kept">How long.</param>
internal sealed record HistoryLevel(int Number, TimeSpan Interval, TimeSpan Kept)
{
    /// <summary>Blocks of samples as they came, each of five minutes.</summary>
    public static HistoryLevel Raw { get; } = new(0, TimeSpan.Zero, TimeSpan.FromDays(1));

    public static HistoryLevel FiveMinutes { get; } = new(1, TimeSpan.FromMinutes(5), TimeSpan.FromDays(30));

    public static HistoryLevel Hours { get; } = new(2, TimeSpan.FromHours(1), TimeSpan.FromDays(365));

    public static IReadOnlyList<HistoryLevel> All { get; } = [Raw, FiveMinutes, Hours];

    /// <summary>The finest one that reaches back so far.</summary>
    public static HistoryLevel For(TimeSpan back) => All.FirstOrDefault(level => back <= level.Kept) ?? Hours;
}

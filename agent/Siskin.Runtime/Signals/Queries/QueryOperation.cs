namespace Siskin.Runtime.Signals.Queries;

/// <summary>
/// The closed set of operations of the question language. A query names its rows (signal paths), its numbers and a
/// time. Over one row with a series, an operation is about its values; over several rows, about their newest ones.
/// </summary>
public enum QueryOperation
{
    /// <summary>Nothing that the text can answer.</summary>
    Unknown,

    /// <summary>The newest value.</summary>
    Value,

    /// <summary>Whether a row is in a state, such as open.</summary>
    Is,

    /// <summary>Which of two states a row is in.</summary>
    Either,

    /// <summary>Whether a row is not in a state.</summary>
    IsNot,

    /// <summary>Whether it is above a number, or above a second row.</summary>
    Above,

    /// <summary>Whether it is below a number or a second row.</summary>
    Below,

    /// <summary>Whether it is not above, which equality meets.</summary>
    AtMost,

    /// <summary>Whether it is not below, which equality meets.</summary>
    AtLeast,

    /// <summary>Whether it equals a number or a second row.</summary>
    Equal,

    /// <summary>Whether it differs from a number or a second row.</summary>
    NotEqual,

    /// <summary>Whether it lies between two numbers, both included.</summary>
    Between,

    /// <summary>Whether it lies outside of two numbers.</summary>
    Outside,

    /// <summary>Whether it lies within the second number of the first.</summary>
    Within,

    /// <summary>Which rows are above a number.</summary>
    AnyAbove,

    /// <summary>Which rows are below a number.</summary>
    AnyBelow,

    /// <summary>Whether all rows are above a number.</summary>
    AllAbove,

    /// <summary>Whether all rows are below a number.</summary>
    AllBelow,

    /// <summary>Whether any row, and which, compares so with the numbers as the word says.</summary>
    AnyThat,

    /// <summary>Whether all rows compare so.</summary>
    AllThat,

    /// <summary>How many rows compare so.</summary>
    CountThat,

    /// <summary>Whether any row is in a state, and which.</summary>
    AnyIs,

    /// <summary>Whether all rows are in a state.</summary>
    AllAre,

    /// <summary>Which rows are in a state.</summary>
    WhichAre,

    /// <summary>How many rows are in a state.</summary>
    CountAre,

    /// <summary>How many rows, or values of one row, are above a number.</summary>
    CountAbove,

    /// <summary>How many are below.</summary>
    CountBelow,

    /// <summary>How many rows, or values of one row, there are.</summary>
    Count,

    /// <summary>The highest value and whose it is.</summary>
    Highest,

    /// <summary>The lowest value and whose it is.</summary>
    Lowest,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The arithmetic mean.</summary>
    Average,

    /// <summary>First row, or first value, minus second row or number; of one series: last minus first.</summary>
    Difference,

    /// <summary>How far apart two rows, or a row and a number, are: never negative.</summary>
    Distance,

    /// <summary>The highest less the lowest value of a series.</summary>
    Spread,

    /// <summary>First row over second.</summary>
    Ratio,

    /// <summary>Whether it is more than so many percent of a second row.</summary>
    ShareAbove,

    /// <summary>Whether it is less than so many percent of a second row.</summary>
    ShareBelow,

    /// <summary>Rising, falling or steady.</summary>
    Trend,

    /// <summary>Change in an hour.</summary>
    Rate,

    /// <summary>The first time above a number.</summary>
    SinceAbove,

    /// <summary>The first time below a number.</summary>
    SinceBelow,

    /// <summary>From the first to the last time.</summary>
    Duration,

    /// <summary>How long it was above a number.</summary>
    DurationAbove,

    /// <summary>How long it was below a number.</summary>
    DurationBelow,

    /// <summary>The value at a time.</summary>
    At,

    /// <summary>How far a row is below the highest value that the text allows it.</summary>
    Headroom,

    /// <summary>The unit of a row.</summary>
    UnitOf,

    /// <summary>The first value.</summary>
    First,

    /// <summary>The last value.</summary>
    Last,

    /// <summary>The time of the highest value.</summary>
    WhenHighest,

    /// <summary>The time of the lowest value.</summary>
    WhenLowest,

    /// <summary>Which rows have no value.</summary>
    Missing,

    /// <summary>The time of the newest value.</summary>
    WhenLast,

    /// <summary>Since when a row is in its state.</summary>
    Since,

    /// <summary>How long a row was in a state.</summary>
    DurationIs,

    /// <summary>When a row first came into a state.</summary>
    WhenIs,

    /// <summary>When a row last came into a state.</summary>
    WhenLastIs,

    /// <summary>How often a row came into a state.</summary>
    CountIs,

    /// <summary>From the time that one row prints to that of another.</summary>
    TimeBetween,

    /// <summary>Which first rows of pairs compare with the second ones as the word says.</summary>
    WhichPairs,

    /// <summary>How many pairs compare so.</summary>
    CountPairs,

    /// <summary>Whether all pairs compare so.</summary>
    AllPairs,

    /// <summary>The values of the first row, which names records.</summary>
    Which,

    /// <summary>Which record, by the first row, has the highest value of the second.</summary>
    WhichHighest,

    /// <summary>Which record has the lowest value of the second row.</summary>
    WhichLowest,

    /// <summary>Which records are above a number.</summary>
    WhichAbove,

    /// <summary>Which records are below a number.</summary>
    WhichBelow,

    /// <summary>How many rows have no value.</summary>
    CountMissing,

    /// <summary>When a row has no value.</summary>
    WhenMissing,

    /// <summary>Whether a series never changes; of several rows: which.</summary>
    Stuck,

    /// <summary>Which rows are beyond the limits that the text gives them.</summary>
    BeyondLimits,

    /// <summary>Whether all rows are within their own limits.</summary>
    WithinLimits,

    /// <summary>Errors and warnings, counted, and the last of the worst.</summary>
    Events,

    /// <summary>How many errors.</summary>
    CountErrors,

    /// <summary>How many warnings.</summary>
    CountWarnings,

    /// <summary>The first error, or warning.</summary>
    FirstEvent,

    /// <summary>The last error, or warning.</summary>
    LastEvent,

    /// <summary>Whether there are errors, and which.</summary>
    AnyErrors,

    /// <summary>Whether there are warnings, and which.</summary>
    AnyWarnings,

    /// <summary>Which alarms came and did not go.</summary>
    ActiveEvents,

    /// <summary>Whether an alarm about some words came and did not go.</summary>
    EventIsActive,

    /// <summary>Whether a line is about some words, and the last one.</summary>
    AnyAbout,

    /// <summary>Whether the last line about some words that says a state, or its opposite, says that state.</summary>
    EventIs,

    /// <summary>How many alarms came and did not go.</summary>
    CountActive,

    /// <summary>How many lines are about some words.</summary>
    CountAbout,

    /// <summary>How long an alarm about some words was there.</summary>
    EventDuration,

    /// <summary>How many lines.</summary>
    CountEvents,

    /// <summary>The last line about some words.</summary>
    EventAbout,

    /// <summary>The first line about some words.</summary>
    FirstAbout,

    /// <summary>The time of the last line about some words.</summary>
    WhenLastEvent,

    /// <summary>The time of the first line about some words.</summary>
    WhenEvent,

    /// <summary>All rows and their values.</summary>
    Status,
}

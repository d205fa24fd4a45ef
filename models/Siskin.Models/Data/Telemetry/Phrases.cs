namespace Siskin.Models.Data.Telemetry;

/// <summary>
/// The wordings of every question. The first of each list is the canonical one and is used four times in ten and more.
/// Slots: {s} the signal, {n} a noun for values, {l} and {m} limits or times, {d} the direction ("above"), {list}
/// names.
/// </summary>
internal static class Phrases
{
    public static readonly string[] Lookup =
    [
        "What is {s}?",
        "Give {s}.",
        "Read {s}.",
        "Report {s}.",
        "What does {s} read?",
        "Tell me {s}.",
        "What's {s} now?",
        "How much does {s} show?",
        "Show {s}.",
        "How much is {s}?",
        "What is the latest reading of {s}?",
        "Look up {s}.",
        "Which value does {s} have?",
        "What value is reported for {s}?",
        "Value of {s}?",
        "I need {s}.",
        "{s}?",
        "What did {s} report?",
        "State the value of {s}.",
        "How high is {s}?",
    ];

    public static readonly string[] IsAbove =
    [
        "Is {s} above {l}?",
        "Is {s} over {l}?",
        "Is {s} higher than {l}?",
        "Does {s} exceed {l}?",
        "Is {s} greater than {l}?",
        "Is {s} more than {l}?",
        "Check whether {s} is above {l}.",
        "Has {s} passed {l}?",
        "Limit {l}: is {s} above it?",
        "Is {s} too high, with {l} as the limit?",
        "Does {s} go beyond {l}?",
        "Would {s} trip an alarm at {l}?",
        "Does {s} read more than {l}?",
        "Is {s} larger than {l}?",
        "Alarm above {l}: does {s} trigger it?",
        "Is {l} exceeded by {s}?",
        "Has {s} risen above {l}?",
        "{s} > {l}?",
    ];

    public static readonly string[] IsBelow =
    [
        "Is {s} below {l}?",
        "Is {s} under {l}?",
        "Is {s} lower than {l}?",
        "Is {s} less than {l}?",
        "Has {s} dropped below {l}?",
        "Check whether {s} is below {l}.",
        "Is {s} smaller than {l}?",
        "Limit {l}: is {s} below it?",
        "Is {s} too low, with {l} as the limit?",
        "Does {s} read less than {l}?",
        "Would {s} trip a low alarm at {l}?",
        "Alarm below {l}: does {s} trigger it?",
        "Has {s} fallen under {l}?",
        "Does {s} fall short of {l}?",
        "{s} < {l}?",
    ];

    public static readonly string[] IsBetween =
    [
        "Is {s} between {l} and {m}?",
        "Is {s} within {l} to {m}?",
        "Is {s} in the range {l} to {m}?",
        "Does {s} lie between {l} and {m}?",
        "Allowed range {l} to {m}: is {s} inside?",
        "Is {s} from {l} to {m}?",
        "Is {s} inside {l} to {m}?",
        "Is {s} at least {l} and at most {m}?",
        "Check that {s} is between {l} and {m}.",
        "Does {s} stay within {l} and {m}?",
        "Is {s} OK if {l} to {m} is allowed?",
    ];

    public static readonly string[] IsWithin =
    [
        "Is {s} within {m} of {l}?",
        "Does {s} agree with {l} within {m}?",
        "Is {s} {l} plus or minus {m}?",
        "Is {s} at most {m} away from {l}?",
        "Target {l}, tolerance {m}: does {s} meet it?",
        "Do {s} and {l} agree within {m}?",
    ];

    public static readonly string[] Difference =
    [
        "How far is {s} from {l}?",
        "What is the difference between {s} and {l}?",
        "By how much does {s} differ from {l}?",
        "How much is {s} away from {l}?",
        "Target {l}: how far off is {s}?",
        "Give the distance of {s} from {l}.",
    ];

    public static readonly string[] InUnits =
    [
        "The range is {l}. What does {s} read?",
        "What is {s} on a scale of {l}?",
        "Range {l}: give the value with its unit.",
        "Scale {l}. Which value is {s}?",
        "Convert {s}, with a range of {l}.",
        "{l}: what is the value?",
    ];

    public static readonly string[] AnyAbove =
    [
        "Is any {n} above {l}?",
        "Is any {n} over {l}?",
        "Does any {n} exceed {l}?",
        "Is any {n} higher than {l}?",
        "Is there a {n} above {l}?",
        "Is anything above {l}?",
        "Any {n} greater than {l}?",
        "Check whether any {n} is above {l}.",
        "Are there {n}s over {l}?",
        "The limit is {l}. Does any {n} exceed it?",
        "Which {n}s are above {l}?",
        "Which signals exceed {l}?",
        "List the {n}s above {l}.",
        "What is above {l}?",
        "Do any {n}s exceed {l}?",
        "Is {l} exceeded anywhere?",
        "Any {n} over the limit of {l}?",
        "Find {n}s over {l}.",
        "Has any {n} gone past {l}?",
        "Alarm if above {l}: is there one?",
        "Is there anything over {l}?",
    ];

    public static readonly string[] AnyBelow =
    [
        "Is any {n} below {l}?",
        "Is any {n} under {l}?",
        "Is any {n} lower than {l}?",
        "Is there a {n} below {l}?",
        "Is anything below {l}?",
        "Any {n} less than {l}?",
        "Check whether any {n} is below {l}.",
        "Has any {n} dropped below {l}?",
        "Are there {n}s under {l}?",
        "Which {n}s are below {l}?",
        "Which signals are under {l}?",
        "List the {n}s below {l}.",
        "What is below {l}?",
        "Do any {n}s fall below {l}?",
        "Any {n} under the minimum of {l}?",
        "Find {n}s under {l}.",
        "Alarm if below {l}: is there one?",
    ];

    public static readonly string[] AnyAboveOwn =
    [
        TelemetryTasks.Telemetry.Prompt,
        "Does any value exceed its limit?",
        "Is anything over its limit?",
        "Is any signal above its maximum?",
        "Is a limit exceeded?",
        "Is there a value above its limit?",
        "Check whether any value is above its limit.",
        "Is any limit violated?",
        "Any limit violation?",
        "Which values exceed their limits?",
        "Are there limit violations?",
        "Which signals are over their limit?",
        "Does anything exceed the limit given with it?",
    ];

    public static readonly string[] Highest =
    [
        "Which {n} is highest?",
        "Which is the highest {n}?",
        "Which signal is highest?",
        "Where is the {n} highest?",
        "Name the highest {n}.",
        "What is the largest {n}?",
        "Which sensor shows the maximum?",
        "Find the maximum.",
        "Which one reads the most?",
        "Which {n} is the highest?",
        "What is the highest {n}?",
        "Which has the highest {n}?",
        "Which sensor reads highest?",
        "Show me the maximum.",
        "Maximum?",
        "Which signal has the largest {n}?",
        "What is the maximum {n} and where?",
    ];

    public static readonly string[] Lowest =
    [
        "Which {n} is lowest?",
        "Which is the lowest {n}?",
        "Which signal is lowest?",
        "Where is the {n} lowest?",
        "Name the lowest {n}.",
        "What is the smallest {n}?",
        "Which sensor shows the minimum?",
        "Find the minimum.",
        "Which one reads the least?",
        "Which {n} is the lowest?",
        "What is the lowest {n}?",
        "Which has the lowest {n}?",
        "Which sensor reads lowest?",
        "Show me the minimum.",
        "Minimum?",
        "Which signal has the smallest {n}?",
        "What is the minimum {n} and where?",
    ];

    public static readonly string[] CountAbove =
    [
        "How many {n}s are above {l}?",
        "How many {n}s exceed {l}?",
        "Count the {n}s above {l}.",
        "How many signals are over {l}?",
        "How many are higher than {l}?",
        "Number of {n}s greater than {l}?",
        "How many are above {l}?",
        "How many {n}s are over {l}?",
        "In how many places is {l} exceeded?",
        "Count how many exceed {l}.",
        "How many sensors read more than {l}?",
    ];

    public static readonly string[] CountBelow =
    [
        "How many {n}s are below {l}?",
        "Count the {n}s below {l}.",
        "How many signals are under {l}?",
        "How many are lower than {l}?",
        "Number of {n}s less than {l}?",
        "How many {n}s are less than {l}?",
        "How many are below {l}?",
        "How many {n}s are under {l}?",
        "Count how many are below {l}.",
        "How many sensors read less than {l}?",
    ];

    public static readonly string[] MissingValue =
    [
        "Which value is missing?",
        "Which signal has no value?",
        "Which sensor delivers nothing?",
        "Name the signals without a value.",
        "Which readings are missing?",
        "Which sensors are unavailable?",
        "What is missing?",
        "Which values are null or unavailable?",
        "Which sensor is offline?",
        "Which one has no data?",
        "Is any value missing, and which?",
        "Which sensor sent no value?",
        "Who does not deliver a value?",
        "Find the missing value.",
        "Does any signal lack a value?",
    ];

    public static readonly string[] MissingName =
    [
        "Expected: {list}. Which is missing?",
        "Which of these is missing: {list}?",
        "Which of {list} is absent?",
        "There should be {list}. Which are not there?",
        "Of {list}, which does not report?",
        "Signals {list}: which are missing?",
        "I expect {list}. What is missing?",
        "Are {list} all there? If not, which is missing?",
        "Which of these sent nothing: {list}?",
        "Required: {list}. Which one is not there?",
        "Find the missing one of {list}.",
    ];

    public static readonly string[] StateLookup =
    [
        "What is {s}?",
        "What state is {s} in?",
        "Report {s}.",
        "Give {s}.",
        "What does {s} say?",
        "Tell me {s}.",
        "Show {s}.",
        "Read {s}.",
        "{s}?",
        "State of {s}?",
        "What does {s} report?",
        "In which state is {s}?",
    ];

    private static readonly string[] Openings =
    [
        "Please: ",
        "Tell me: ",
        "Question: ",
        "Quick check: ",
        "Hi, ",
        "Data check. ",
        "I want to know: ",
        "Now: ",
        "Please answer. ",
        "Look at the readings. ",
        "From the data: ",
        "Q: ",
    ];

    private static readonly string[] Closings =
    [
        " Please.",
        " Thanks.",
        " Answer briefly.",
        " Answer in one line.",
        " Only the answer.",
        " Be exact.",
        " Be brief.",
    ];

    /// <summary>A wording of a list that names the kind of value.</summary>
    public static string PickNaming(Random rng, string[] wordings)
    {
        while (true)
            if (Pick(rng, wordings) is var wording && wording.Contains("{n}", StringComparison.Ordinal))
                return wording;
    }

    /// <summary>A wording of a list: the canonical one four times in ten and more.</summary>
    public static string Pick(Random rng, string[] wordings)
    {
        var wording = rng.Chance(0.4) ? wordings[0] : rng.Of(wordings);
        // People type without the closing mark or the capital now and then.
        if (rng.Chance(0.06))
            wording = wording.TrimEnd('?', '.');
        if (rng.Chance(0.06) && wording[0] != '{')
            wording = char.ToLowerInvariant(wording[0]) + wording[1..];
        if (rng.Chance(0.05))
            return rng.Of(Openings) + wording;
        return rng.Chance(0.05) ? wording + rng.Of(Closings) : wording;
    }

    /// <summary>A wording with its noun for values: "{n}s" becomes its plural.</summary>
    public static string WithNoun(string wording, string noun)
    {
        var isY = noun.Length > 1 && noun[^1] == 'y' && !"aeiou".Contains(noun[^2], StringComparison.Ordinal);
        return wording
            .Replace("{n}s", isY ? noun[..^1] + "ies" : noun + "s", StringComparison.Ordinal)
            .Replace("{n}", noun, StringComparison.Ordinal);
    }
}

using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Whether a relay, contactor or breaker itself is open: it is on once it is closed, which is the other way round than
/// for a door or valve that it may be named after.
/// </summary>
internal static partial class Contacts
{
    // How sure it is that a gate is open whose relay is on.
    private const double Moved = 0.7;

    /// <summary>The reading with the state that is meant; the same one where nothing like that is asked for.</summary>
    public static QuestionReading Meant(QuestionReading reading, QuestionText question, SignalTable table)
    {
        if (
            reading.Query
                is not { Operation: QueryOperation.Is, Words: "open" or "opened" or "closed" or "shut", Rows.Count: 1 }
            || table.Find(reading.Query.Rows[0]) is not { } row
            || !States.IsState(row)
            || !IsOnOrOff(row.Value)
        )
            return reading;
        var name = Words.OfName(row.Path);
        if (!name.Exists(IsContact))
            return reading;
        // What a relay moves need not have followed it.
        if (!Asked().IsMatch(question.Lower))
            return reading with { Confidence = Math.Min(reading.Confidence, Moved) };
        return name.Exists(States.IsWord)
            ? reading
            : reading with
            {
                Query = reading.Query with { Words = reading.Query.Words is "open" or "opened" ? "off" : "on" },
            };
    }

    private static bool IsOnOrOff(SignalValue value) =>
        value.Kind is SignalKind.Boolean or SignalKind.Number
        || value.Text.ToLowerInvariant() is "on" or "off" or "true" or "false";

    private static bool IsContact(string word) =>
        word is "relay" or "relays" or "contactor" or "contactors" or "breaker" or "breakers";

    [GeneratedRegex(
        @" (?:relay|contactor|breaker)(?: (?:k|no\.? ?)?\w{1,2})?(?: still| now| currently)? (?:open|opened|closed|shut)\b"
    )]
    private static partial Regex Asked();
}

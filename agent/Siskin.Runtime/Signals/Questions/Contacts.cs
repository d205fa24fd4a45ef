using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Whether a relay, contactor or breaker itself is open: it is on once it is closed, which is the other way round than
/// for a door or valve that it may be named after.
/// </summary>
internal static partial class Contacts
{
    /// <summary>The reading with the state that is meant; the same one where nothing like that is asked for.</summary>
    public static QuestionReading Meant(QuestionReading reading, QuestionText question, SignalTable table) =>
        reading.Query
            is { Operation: QueryOperation.Is, Words: "open" or "opened" or "closed" or "shut", Rows.Count: 1 }
        && Asked().IsMatch(question.Lower)
        && table.Find(reading.Query.Rows[0]) is { } row
        && States.IsState(row)
        && IsOnOrOff(row.Value)
        && Words.OfName(row.Path) is var name
        && name.Exists(IsContact)
        && !name.Exists(States.IsWord)
            ? reading with
            {
                Query = reading.Query with { Words = reading.Query.Words is "open" or "opened" ? "off" : "on" },
            }
            : reading;

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

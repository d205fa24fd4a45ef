namespace Siskin.Runtime.Signals.Questions;

/// <summary>Tells questions that no query can answer: other languages, reasons, forecasts, advice.</summary>
internal static class Scope
{
    private static readonly HashSet<string> Foreign =
    [
        .. (
            "wie,ist,der,die,das,wieviel,welche,welcher,welches,wann,warum,sind,hat,und,oder,nicht,mehr,"
            + "alle,liegt,über,unter,quel,quelle,quels,combien,est,sont,la,le,les,une,dans,du,des,est-ce,"
            + "pourquoi,dépassent,plus,hoeveel,welke,wat,het,een,zijn,niet,hoe,waar,er,op,cuál,cuánto,qué,"
            + "está,es,el,los,cuántos,quanto,qual,quanti,che,ein,eine,im,am,zu,den,dem,steht,gibt,wird,"
            + "läuft,höher,als,auf,für,wo,welchen,hoch,viel,wurde,bei,de,van,aan,staat,hoog,wordt,hoger,"
            + "dan,welk,veel,zit,werkt,au,aux,un,il,elle,dépasse,sur,où,en,fait,cuánta,del,por,hay,più,"
            + "della,sono,è,quanta"
        ).Split(','),
    ];

    public static bool IsForeign(QuestionText question)
    {
        // "die" and "des" may be English or a name: it takes two such words, and more of them than of English.
        string[] words =
        [
            .. question.Lower.Split([' ', '?', ',', '.', '\'', '’', '-'], StringSplitOptions.RemoveEmptyEntries),
        ];
        int foreign = words.Count(Foreign.Contains),
            english = words.Count(word =>
                word
                    is "the"
                        or "is"
                        or "what"
                        or "of"
                        or "how"
                        or "which"
                        or "are"
                        or "any"
                        or "does"
                        or "there"
                        or "it"
            );
        return foreign >= 2 && foreign > english
            || foreign == 1 && english == 0 && words.Length <= 4 && words[0] is var first && Foreign.Contains(first);
    }

    public static bool IsBeyond(QuestionText question, NameWords names) =>
        IsCommand(question)
        || question.Has("yesterday", "last week", "last month", "last year")
            && !names.Has("yesterday")
            && !names.Has("week")
            && !names.Has("month")
            && !names.Has("year")
            && !names.Has("last")
        || question.Has(Beyond)
            && !(
                question.Has("will|when will|what will")
                && names.HasAny("next", "forecast", "schedule", "planned", "predicted")
            )
            && !(question.Has("how old") && names.HasAny("age"))
            && !(
                question.Has(Left)
                && names.HasAny("remaining", "left", "eta", "ttg", "togo", "timeleft", "remain", "runtime")
            )
        || question.Starts("write a", "write me", "compose")
        || Priced.Any(word => question.Has(word) && !names.Has(word));

    private static readonly string[] Priced =
    [
        "worth",
        "euros",
        "dollars",
        "pay",
        "warranty",
        "tonight",
        "poem",
        "joke",
    ];

    // What a device counts down is told, not foretold.
    private const string Left =
        "how much longer|how long until|how long till|how long will|how many seconds will|how many minutes will|how many hours will|time left|when will";

    private const string Beyond =
        "why|how come|predict|forecast|tomorrow|next week|next hour|when will|will it|will the|should i|should we|recommend|"
        + "how do i|how can i|who installed|how long will|what will|going to be|how long until|explain|expected to|who is|"
        + "who invented|who made|who built|manufactured by|capital of|translate|how much will|when is it going|what brand|"
        + "what would|how old|how much money|safe to|is it normal|normal for|next year|how do we|how would|what should|"
        + "what can i|will we|will i|by end of|by the end of";

    /// <summary>Whether a reason or a price is asked for that the text may still hold under another name.</summary>
    public static bool IsUntold(QuestionText question, NameWords names) =>
        question.Has("cost|costs|price|expensive|reason|cause|caused|because")
        && !names.HasAny("price", "cost", "reason", "cause", "lastxfer", "xfer");

    // "Turn off the hall light."
    private static bool IsCommand(QuestionText question) =>
        question.Starts(
            "turn|switch|open|close|start|stop|set|reset|restart|reboot|increase|decrease|lower|"
                + "raise|lock|unlock|enable|disable|send|delete|call|play"
        )
        && !question.IsQuestion
        && question.Tokens.Count > 1
        && question.Tokens.Count < 12;
}

using Siskin.Runtime.Signals.Queries;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Questions about a log.</summary>
internal static class EventQuestions
{
    // A word that no line has.
    private const double UnknownWord = 0.1;

    public static QuestionReading? Read(QuestionText question, SignalTable table)
    {
        // A log in no known form is the model's.
        if (table.Events.Count == 0)
            return
                question.Has(
                    "summarize|summarise|sum up|what happened|went wrong|log summary|"
                        + "errors or warnings|errors and warnings|one-line summary|how bad is it|the events|"
                        + "anything to look at"
                )
                && question.Numbers.Count == 0
                && !table.Signals.Any(one => one.Alias.Length > 0)
                ? QuestionReading.None
                : null;
        var reader = new Reader(question, table);
        if (table.Signals.Count > 0 && !reader.IsAboutLines)
            return null;
        return reader.Count() ?? reader.Alarms() ?? reader.Time() ?? reader.Lines() ?? reader.Else();
    }

    private sealed class Reader
    {
        private const string Standing = "active|still|open|pending|outstanding|not cleared|uncleared|standing";
        private const string Spanned =
            "how long|time from|how much time|time between|how many minutes|how many seconds|how many hours";

        private readonly QuestionText _question;
        private readonly SignalTable _table;
        private readonly string _about;
        private readonly double _doubt;
        private readonly bool _errors,
            _warnings,
            _count;

        public Reader(QuestionText question, SignalTable table)
        {
            (_question, _table) = (question, table);
            _errors = question.Has("error|errors|faults|fault|alarms|alarm|failures|failure|critical|fatal");
            _warnings = question.Has("warning|warnings|warn");
            _count = question.Has("how many", "count", "number of", "how often");
            (_about, var unmet) = EventWords.Of(question, table);
            _doubt = unmet * UnknownWord;
        }

        /// <summary>Whether the question is about lines, and not about a value that some of them print.</summary>
        public bool IsAboutLines =>
            _errors
            || _warnings
            || _question.Has(
                "message|messages|event|events|log line|lines|entry|entries|happened|happen|occur|occurred|wrong|problems|mention|mentions|log entry|summarize|summary|component|ack|acknowledged"
            )
            || _about.Length > 0 && _question.Has("when|who|how often") && !IsCrossing
            || _question.Has(Spanned) && Ends(_question) is not null;

        // "When did it first get under 4?" asks of the values that lines print.
        private bool IsCrossing =>
            _question.Numbers.Count == 1
            && Comparison.Of(_question) is Above or Below or AtLeast or AtMost
            && _table.Signals.Any(one => one.IsNumericSeries);

        public QuestionReading? Count()
        {
            if (!_count || _question.Has(Standing) && _table.Events.Any(one => one.IsActive is not null))
                return null;
            if (Levels() is { } levels)
                return levels;
            if (_errors != _warnings)
                return Of(_errors ? CountErrors : CountWarnings, _about.Length > 0 ? 0.1 : 0, _about);
            if (_about.Length > 0 && !_errors && !_warnings)
                return Of(CountAbout, 0.12, _about);
            if (_question.Has("lines|entries|messages|events|records") && !_errors && !_warnings)
                return Of(CountEvents, 0.05);
            return null;
        }

        // "How many ERROR lines": those that print this level, and no worse ones.
        private QuestionReading? Levels()
        {
            if (!_question.Has("lines|entries|records|level|messages"))
                return null;
            string[] printed = [.. _table.Events.Select(one => one.Printed.ToLowerInvariant()).Distinct()];
            string[] asked =
            [
                .. _question
                    .Tokens.Select(word => word.Length > 5 ? Words.Stem(word) : word)
                    .Where(word => word.Length > 2 && printed.Contains(word))
                    .Distinct(),
            ];
            return asked.Length == 1 ? Of(CountEvents, 0, "level " + asked[0]) : null;
        }

        // Whether something happened, or is so at the end: "is eth1 up", "did the pump start".
        private QuestionReading? Polar()
        {
            if (!_question.Starts("is|are|was|were|has|have|did|does|do") || _about.Length == 0)
                return null;
            var words = _about.Split(' ');
            if (_question.Starts("is|are|has|have"))
            {
                var state = words.LastOrDefault(States.IsWord, "");
                string[] subject = [.. words.Where(word => word != state)];
                return state.Length > 0 && subject.Length > 0
                    ? Of(EventIs, 0.12, $"{string.Join(' ', subject)} / {state}")
                    : null;
            }

            return _doubt < UnknownWord ? Of(AnyAbout, 0.12, _about) : null;
        }

        // Alarms that come and go.
        public QuestionReading? Alarms()
        {
            if (!_table.Events.Any(one => one.IsActive is not null))
                return null;
            if (
                _question.Starts("has|have|is|are|did")
                && _question.Has("cleared|gone|over|resolved|reset|returned|clear")
                && _about.Length > 0
                && _table.Events.Any(one => one.IsActive is not null && EventAnswers.IsAbout(one, Spent(_about)))
            )
                return Of(EventIsActive, 0.08, "not " + Spent(_about));
            if (_question.Has(Standing) && !_question.Has("how long|when"))
                return
                    _about.Length > 0
                    && _table.Events.Any(one => one.IsActive is not null && EventAnswers.IsAbout(one, _about))
                    ? Of(EventIsActive, 0.06, _about)
                    : Of(_count ? CountActive : ActiveEvents, 0.02);
            return null;
        }

        private static string Spent(string about) =>
            string.Join(
                ' ',
                about.Split(' ').Where(word => word is not ("cleared" or "clear" or "gone" or "reset" or "returned"))
            );

        public QuestionReading? Time()
        {
            if (_question.Has(Spanned) && Ends(_question) is { } ends)
                return Of(EventDuration, 0.15, ends);
            if (_question.Has("how long|duration|for how many minutes|for how many seconds"))
                return _about.Length > 0 ? Of(EventDuration, 0.12, _about) : QuestionReading.Unknown(0.6);
            if (
                !_question.Has("when|what time|which time")
                && !_question.Lower.TrimEnd(' ', '?').EndsWith(" at", StringComparison.Ordinal)
            )
                return null;
            var last = _question.Has("last|latest|since when|most recent|most recently|again|back|finally|now|newest");
            if (_about.Length > 0)
                return Of(last ? WhenLastEvent : WhenEvent, 0.12, _about);
            return IsOfWarnings ? Of(last ? LastEvent : FirstEvent, 0.12, "level warning")
                : _errors || _warnings ? Of(last ? LastEvent : FirstEvent, 0.12)
                : null;
        }

        // "From RUN to FINISHED": the words of each that lines have.
        private string? Ends(QuestionText question)
        {
            foreach ((var opening, var joint) in Spans)
            {
                var from = question.Lower.IndexOf(opening, StringComparison.Ordinal);
                var to =
                    from < 0 ? -1 : question.Lower.IndexOf(joint, from + opening.Length - 1, StringComparison.Ordinal);
                if (to < 0)
                    continue;
                string left = Said(question.Lower[(from + opening.Length)..to]),
                    right = Said(question.Lower[(to + joint.Length)..]);
                if (left.Length > 0 && right.Length > 0 && left != right)
                    return $"{left} / {right}";
            }

            return null;
        }

        private static readonly (string Opening, string Joint)[] Spans =
        [
            (" from ", " to "),
            (" from ", " until "),
            (" from ", " till "),
            (" between ", " and "),
            (" after ", " until "),
            (" after ", " till "),
            (" after ", " before "),
        ];

        private string Said(string part) =>
            string.Join(
                ' ',
                part.Split([' ', '?', ',', '.'], StringSplitOptions.RemoveEmptyEntries)
                    .Where(word => word.Length > 1 && !Lexicon.Stop.Contains(word))
                    .Select(word => EventWords.Spelled(word, _table))
                    .OfType<string>()
            );

        // The first warning is no error, where there is one of each.
        private bool IsOfWarnings =>
            _warnings
            && !_errors
            && _about.Length == 0
            && _table.Events.Any(one => one.Level == EventLevel.Warning)
            && _table.Events.Any(one => one.Level == EventLevel.Error);

        // Which line is asked for.
        public QuestionReading? Lines()
        {
            if (
                _question.Has("last|latest|most recent|newest")
                && (_errors || _warnings || _question.Has("problem|message|line|entry|event"))
            )
                return IsOfWarnings ? Of(LastEvent, 0.02, "level warning")
                    : _errors || _warnings || _question.Has("problem")
                        ? Of(LastEvent, _about.Length > 0 ? 0.12 : 0, _about)
                    : Of(EventAbout, 0.15, _about);
            if (
                _question.Has("first|earliest|oldest")
                && (_errors || _warnings || _question.Has("problem|message|line|entry|event"))
            )
                return IsOfWarnings ? Of(FirstEvent, 0.02, "level warning")
                    : _errors || _warnings || _question.Has("problem")
                        ? Of(FirstEvent, _about.Length > 0 ? 0.12 : 0, _about)
                    : Of(FirstAbout, 0.15, _about);
            return Errors();
        }

        private QuestionReading? Errors()
        {
            if (
                _question.Has(
                    "what error|which error|what errors|which errors|list the errors|what failed|which component|what fault|"
                        + "which class|which module|which service|what was the error|what was the warning|what warning|which warning|"
                        + "what is the error|what is the warning|what were the errors|what were the warnings|which device|which source|"
                        + "what alarm|which alarm|what alarms|which alarms|who logged|who reported|what went wrong with"
                ) && (_errors || _warnings || _question.Has("failed|wrong"))
            )
                return Of(_warnings && !_errors ? AnyWarnings : AnyErrors, 0.12, _about);
            if (_errors != _warnings && _question.Has("any|were there|are there|is there|was there|did"))
                return Of(_errors ? AnyErrors : AnyWarnings, _about.Length > 0 ? 0.12 : 0.02, _about);
            return null;
        }

        public QuestionReading? Else()
        {
            if (_question.Has("who") && _about.Length == 0)
                return QuestionReading.Unknown(0.6);
            if (
                _about.Length == 0
                && _question.Times.Count == 1
                && _question.Has(
                    "what happened|what came|what occurred|what was logged|what went|what changed|what was up"
                )
                && !_question.Has("after|since|before|until|by")
            )
                return new QuestionReading(
                    new Query(EventAbout) { Time = $"{_question.Times[0]}..{_question.Times[0]}" },
                    0.86
                );
            if (
                _about.Length == 0
                && _question.Has(
                    "summarize|summarise|summary|sum up|what happened|went wrong|problems|any errors|"
                        + "wrong|events|trouble|did anything fail|anything fail|issues|overview|"
                        + "what is going on|errors and warnings|what does the log say|how bad is it|anything to look at"
                )
            )
                return Of(Events);
            if (Polar() is { } polar)
                return polar;
            if (_about.Length > 0 && (_table.Signals.Count == 0 || IsAboutLines))
                return _question.Has("what is the|whats the|what's the|which|how") && _doubt >= UnknownWord
                    ? QuestionReading.Unknown(0.6)
                    : Of(EventAbout, 0.2, _about);
            return _table.Signals.Count == 0 ? QuestionReading.Unknown(0.5) : null;
        }

        private QuestionReading Of(QueryOperation operation, double doubt = 0, string words = "") =>
            new(
                new Query(operation) { Words = words, Time = HistoryQuestions.Window(_question) },
                (_table.Signals.Count == 0 || _table.Form == "log" ? RuleQuestionReader.Sure : 0.85)
                    - doubt
                    - Math.Min(_doubt, 0.4)
            );
    }
}

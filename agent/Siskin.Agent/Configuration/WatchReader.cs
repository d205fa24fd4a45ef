using System.Globalization;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Agent.Configuration;

/// <summary>Reads the <c>[[watch]]</c> tables.</summary>
/// <param name="agent">The agent's own topics.</param>
/// <param name="limits">What a request may weigh; a watch's question keeps to it, too.</param>
internal sealed class WatchReader(AgentSection agent, LimitsSection limits)
{
    private const double MinWindow = 120;
    private const int ResyncAfter = 10;

    // Of a meter that is read more seldom, nobody knows whether it stood still for an hour.
    private static readonly TimeSpan MostBetweenReadings = TimeSpan.FromMinutes(20);

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public WatchSection Read(SectionReader section)
    {
        var name = Required(section, "name", "", ObjectToName, "name the watch");
        if (name.Length > 0 && !_names.Add(name))
            section.AddError("name", $"\"{name}\" is the name of another watch as well.");
        var answer = section.Choice(
            "answer",
            WatchAnswer.Number,
            ("number", WatchAnswer.Number),
            ("text", WatchAnswer.Text)
        );
        var maxTokens = section.Integer("max_tokens", 0, 0, RequestLimits.MostTokens);
        var parts = WatchPartReader.Read(section, answer, ObjectToPrompt);
        var prompt = parts.Count > 0 ? "" : Required(section, "prompt", "", ObjectToPrompt, "give the question");
        var choices = section.Texts("choices", [], ObjectToChoice);
        if (choices.Count > RequestLimits.Choices)
            section.AddError("choices", $"has {choices.Count} texts; at most {RequestLimits.Choices} are taken.");
        var interval = TimeSpan.FromSeconds(section.Number("interval_s", 60, 0.1, 86_400));
        var inputs = ReadInputs(section, name, interval);
        var onChange = ReadOnChange(section, inputs);
        var gates = OfParts(ReadGates(section, answer), parts);
        var unit = section.Text("unit", null, value => value.Length is > 0 and <= 32 ? null : "1 to 32 characters");
        return new WatchSection(
            name,
            prompt,
            answer,
            choices,
            maxTokens == 0 ? null : maxTokens,
            inputs,
            interval,
            onChange,
            new ViewedPart(
                section.Number("rotate", 0, -360, 360),
                section.Parsed("crop", null, CropArea.Parse, CropArea.Allowed)
            ),
            gates,
            unit,
            DeviceClassReader.Read(section, answer, unit, gates.Monotonic)
        )
        {
            ExpireAfter = ReadExpiry(section, interval, onChange),
            Parts = parts,
            Known = parts.Count > 0 ? null : ReadKnown(section, answer, inputs, gates, unit),
            Views = ReadViews(section, inputs),
            LeakAfter = ReadLeak(section, answer, interval, onChange),
            StaleAfter = ReadStale(section, interval),
        };
    }

    private static TimeSpan? ReadLeak(SectionReader section, WatchAnswer answer, TimeSpan interval, bool onChange)
    {
        var hours = section.Number("leak_after_h", 0, 0, 8_760);
        if (hours == 0)
            return null;
        if (answer == WatchAnswer.Text)
            section.AddError("leak_after_h", "needs a number; give answer = \"number\".");
        if (onChange || interval > MostBetweenReadings)
            section.AddError(
                "leak_after_h",
                $"needs readings at least every {Seconds(MostBetweenReadings)} s: interval_s up to that, without on_change."
            );
        return TimeSpan.FromHours(hours);
    }

    private static TimeSpan? ReadStale(SectionReader section, TimeSpan interval)
    {
        var seconds = section.Number("stale_after_s", 0, 0, 31_536_000);
        if (seconds == 0)
            return null;
        if (!section.Has("frame_topic"))
            section.AddError("stale_after_s", "needs frame_topic as well.");
        if (seconds <= interval.TotalSeconds)
            section.AddError(
                "stale_after_s",
                FormattableString.Invariant($"is {seconds}; give more than interval_s, {Seconds(interval)}.")
            );
        return TimeSpan.FromSeconds(seconds);
    }

    // What the parts say of the value that they make: its last place, where it begins anew, and how far its finest
    // needle trembles.
    private static GateSection OfParts(GateSection gates, IReadOnlyList<PartSection> parts)
    {
        if (parts.Count == 0)
            return gates;
        var (coarsest, finest) = (parts[0], parts[^1]);
        var whole = coarsest.Turn is { } turn ? (int)Math.Round(Math.Log10((double)turn)) : 0;
        var isKnown = finest.Kind == PartKind.Dial || finest.Decimals is not null;
        return gates with
        {
            Digits = whole is > 0 and <= KnownInstrument.MaxDigits ? whole : null,
            Decimals = gates.Decimals ?? (isKnown ? finest.Weight.Scale + (finest.Decimals ?? 0) : null),
            Backlash = finest.Kind == PartKind.Dial ? finest.Weight : 0,
        };
    }

    private static int ReadViews(SectionReader section, WatchInputSection inputs)
    {
        var views = section.Integer("views", 1, 1, ResponderRequest.MaxViews);
        if (views is not (1 or ResponderRequest.MaxViews))
            section.AddError("views", $"is {views}; give 1 or {ResponderRequest.MaxViews}.");
        if (views > 1 && inputs.FrameTopic is null && !section.Has("frame_topic"))
            section.AddError("views", "needs frame_topic as well.");
        return inputs.FrameTopic is null ? 1 : views;
    }

    // digits and decimals are gates of the value, too; the model is told what they say about what is shown.
    private static KnownInstrument? ReadKnown(
        SectionReader section,
        WatchAnswer answer,
        WatchInputSection inputs,
        GateSection gates,
        string? unit
    )
    {
        var range = section.Parsed("range", null, ScaleField.Parse, ScaleField.Allowed);
        if (range is not null && !section.Has("frame_topic"))
            section.AddError("range", "needs frame_topic as well.");
        if (inputs.FrameTopic is null || answer == WatchAnswer.Text)
            return null;
        var known = new KnownInstrument
        {
            Digits = gates.Digits,
            Decimals = gates.Digits is null ? null : ShownDecimals(gates),
            // With a scale, the unit is that of the value and not the one that is printed.
            Range = range is null ? null : range with { Unit = gates.Scale == 1 ? unit : null },
        };
        if (known.Objection is not null)
            known = known with { Decimals = null };
        return known == new KnownInstrument() ? null : known;
    }

    // Places behind the point before the value is scaled; null where the scale is no power of ten, or there are none.
    private static int? ShownDecimals(GateSection gates)
    {
        if (gates.Decimals is not { } places)
            return null;
        var shift = Math.Log10((double)gates.Scale);
        var shown = places + (int)Math.Round(shift);
        return Math.Abs(shift - Math.Round(shift)) < 1e-9 && shown >= 0 ? shown : null;
    }

    // Each reading publishes, refused ones too; with on_change nobody knows when the next one comes.
    private static TimeSpan? ReadExpiry(SectionReader section, TimeSpan interval, bool onChange)
    {
        var usual = onChange ? 0 : Math.Max(60, (int)Math.Ceiling(interval.TotalSeconds * 3));
        var seconds = section.Integer("expire_after_s", usual, 0, 31_536_000);
        if (seconds > 0 && seconds <= interval.TotalSeconds)
            section.Warn(
                "expire_after_s",
                $"{seconds} is not longer than the interval, so the value is gone between two readings."
            );
        return seconds == 0 ? null : TimeSpan.FromSeconds(seconds);
    }

    private WatchInputSection ReadInputs(SectionReader section, string name, TimeSpan interval)
    {
        // A camera that sends once an interval is seldom exactly on time.
        var window = Math.Max(MinWindow, interval.TotalSeconds * 1.5);
        string? ObjectToInput(string filter) => TopicSyntax.ObjectToFilter(filter) ?? ObjectToOwnTopics(filter, name);
        var inputs = new WatchInputSection(
            section.Text("frame_topic", null, ObjectToInput),
            section.Text("frame_key", null, value => value.Length > 0 ? null : "the name of a JSON field"),
            section.Texts("sensor_topics", [], ObjectToInput),
            section.Texts("sensors", [], TopicSyntax.ObjectToFilter),
            TimeSpan.FromSeconds(section.Number("join_window_s", window, 0.1, 604_800))
        );
        if (inputs.FrameTopic is { } frames && TopicSyntax.ObjectToPlain(frames) is { } allowed)
            section.Tolerate("frame_topic", $"\"{frames}\" takes frames of several cameras for one; give {allowed}.");
        if (inputs.Window < interval)
            section.Warn(
                "join_window_s",
                $"{Seconds(inputs.Window)} s are less than interval_s, {Seconds(interval)} s: "
                    + "what a camera or sensor sends once an interval is too old when it is read."
            );
        if (inputs.FrameKey is not null && !section.Has("frame_topic"))
            section.AddError("frame_key", "needs frame_topic as well.");
        if (inputs.SensorTopics.Count == 0 && inputs.Sensors.Count == 0 && !section.Has("frame_topic"))
            section.AddError("frame_topic", "is missing; give frame_topic, sensor_topics or sensors.");
        return inputs;
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    private static bool ReadOnChange(SectionReader section, WatchInputSection inputs)
    {
        var onChange = section.Flag("on_change", false);
        if (onChange && inputs.SensorTopics.Count == 0 && !section.Has("frame_topic"))
            section.AddError("on_change", "needs frame_topic or sensor_topics; local sensors are read at an interval.");
        return onChange;
    }

    private static GateSection ReadGates(SectionReader section, WatchAnswer answer)
    {
        var gates = new GateSection(
            section.Number("min_confidence", 0, 0, 1),
            section.Flag("monotonic", false),
            (decimal?)section.Number("max_rate", 0.000_001, 1_000_000_000),
            section.OptionalInteger("decimals", 0, 9),
            (decimal)section.Number("scale", 1, 0.000_000_001, 1_000_000_000),
            section.OptionalInteger("digits", 1, 15),
            section.Integer("resync_after", ResyncAfter, 0, 10_000)
        );
        if (answer == WatchAnswer.Text && (gates.Monotonic || gates.MaxRate is not null))
            section.AddError("answer", "\"text\" has no size, so monotonic and max_rate cannot be held.");
        else if (gates.Monotonic && gates.MaxRate is null)
            section.Warn(
                "monotonic",
                "without max_rate one reading that is too high is believed, and the right ones "
                    + "that follow are refused; give the most that the value rises in an hour."
            );
        return gates;
    }

    private static string Required(
        SectionReader section,
        string key,
        string fallback,
        Func<string, string?> objection,
        string request
    )
    {
        var value = section.Text(key, null, objection);
        if (value is null && !section.Has(key))
            section.AddError(key, $"is missing; {request}.");
        return value ?? fallback;
    }

    private static string? ObjectToName(string value) =>
        value.Length is > 0 and <= 64 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? null
            : "1 to 64 letters, digits, '-' and '_'";

    private string? ObjectToPrompt(string value) =>
        !string.IsNullOrWhiteSpace(value) && value.Length <= limits.PromptChars
            ? null
            : $"a question of 1 to {limits.PromptChars} characters";

    private static string? ObjectToChoice(string value) =>
        value.Length is > 0 and <= RequestLimits.ChoiceChars
            ? null
            : $"texts of 1 to {RequestLimits.ChoiceChars} characters";

    // What a watch publishes would start it again, and requests are no readings.
    private string? ObjectToOwnTopics(string filter, string name)
    {
        var topics = new TopicLayout(agent.Root, agent.Device);
        string[] own = [topics.Request, topics.Watch(name), topics.WatchSet(name)];
        if (Array.Find(own, topic => TopicSyntax.Matches(filter, topic)) is { } matched)
            return $"a topic filter that does not match {matched}";
        return topics.TryReadPool(filter, out _) || TopicSyntax.Matches(filter, topics.PoolRequest("any"))
            ? "a topic filter that does not match the requests of a pool"
            : null;
    }
}

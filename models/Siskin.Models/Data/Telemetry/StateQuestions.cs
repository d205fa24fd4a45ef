namespace Siskin.Models.Data.Telemetry;

/// <summary>Questions about switches, contacts and other two-state signals.</summary>
internal sealed class StateQuestions(SceneBuilder scenes)
{
    private static readonly (string Key, string Active, string Idle, string Yes, string No)[] PeerStates =
    [
        ("state", "ON", "OFF", "on", "off"),
        ("state", "on", "off", "on", "off"),
        ("power", "ON", "OFF", "on", "off"),
        ("status", "running", "stopped", "running", "stopped"),
        ("valve", "open", "closed", "open", "closed"),
        ("door", "open", "closed", "open", "closed"),
        ("status", "online", "offline", "online", "offline"),
        ("alarm", "active", "clear", "in alarm", "clear"),
        ("lock", "locked", "unlocked", "locked", "unlocked"),
    ];

    /// <summary>A state signal of one device, as printed or as yes or no.</summary>
    public TelemetryCase Device(Random rng)
    {
        Scene scene;
        do scene = scenes.Device(rng, rng.Few(1, 4));
        while (scene.Form == SceneForm.Csv);
        var signal = rng.Of(StateSignal.All);
        if (
            Array.Exists(
                scene.Readings,
                r => Naming.Overlaps(r.Words, signal.Words) || Naming.Overlaps(r.Key, signal.Key)
            )
        )
            return Device(rng);
        var active = rng.Chance(0.5);
        var spelling = rng.Next(signal.Active.Length);
        var state = Print(scene, signal, (active ? signal.Active : signal.Idle)[spelling]);
        var readings = scene.Readings.ToList();
        readings.Insert(rng.Next(readings.Count + 1), state);
        scene = scene with { Readings = [.. readings] };
        var lookup = signal.Questions.Length == 0 || rng.Chance(0.3);
        return lookup ? Lookup(rng, scene, state) : YesNo(rng, scene, signal, state, active);
    }

    /// <summary>The same state of several things.</summary>
    public TelemetryCase Peers(Random rng)
    {
        var scene = scenes.Peers(rng, rng.Few(2, 6));
        var kind = rng.Of(PeerStates);
        var json = IsJson(scene.Form);
        bool[] active = [.. scene.Readings.Select(_ => rng.Chance(0.5))];
        scene = scene with
        {
            Common = scene.Common! with { Word = kind.Key, Keys = [kind.Key] },
            Readings =
            [
                .. scene.Readings.Select(
                    (r, i) =>
                        Rename(scene, r, kind.Key) with
                        {
                            Text = active[i] ? kind.Active : kind.Idle,
                            Unit = "",
                            IsState = true,
                            IsQuoted = json,
                        }
                ),
            ],
        };
        var asked = rng.Next(scene.Readings.Length);
        var reading = scene.Readings[asked];
        if (rng.Chance(0.25))
            return Lookup(rng, scene, reading);
        var positive = rng.Chance(0.7);
        var prompt = rng.Chance(0.7)
            ? $"Is {SceneQuestions.Subject(rng, reading)} {(positive ? kind.Yes : kind.No)}?"
            : $"Check if {SceneQuestions.Subject(rng, reading)} is {(positive ? kind.Yes : kind.No)}.";
        return SceneQuestions.Case(
            QuestionKind.StateIs,
            rng,
            scene,
            prompt,
            SceneQuestions.YesNo(active[asked] == positive),
            reading.Key,
            positive ? kind.Active : kind.Idle
        );
    }

    private static TelemetryCase Lookup(Random rng, Scene scene, Reading reading) =>
        SceneQuestions.Case(
            QuestionKind.StateLookup,
            rng,
            scene,
            Phrases.Pick(rng, Phrases.StateLookup).Replace("{s}", SceneQuestions.Subject(rng, reading)),
            reading.Text,
            reading.Key
        );

    private static TelemetryCase YesNo(Random rng, Scene scene, StateSignal signal, Reading state, bool active)
    {
        var opposite = signal.Opposites.Length > 0 && rng.Chance(0.5);
        var prompt = rng.Of(opposite ? signal.Opposites : signal.Questions);
        var spelling = Math.Max(Array.IndexOf(signal.Active, state.Text), Array.IndexOf(signal.Idle, state.Text));
        return SceneQuestions.Case(
            QuestionKind.StateIs,
            rng,
            scene,
            prompt,
            SceneQuestions.YesNo(active != opposite),
            state.Key,
            (opposite ? signal.Idle : signal.Active)[spelling]
        );
    }

    private static Reading Print(Scene scene, StateSignal signal, string text) =>
        new()
        {
            Key = scene.JoinsKeys ? scene.Root + Naming.Join(scene.Owner, signal.Key, scene.Style) : signal.Key,
            Words = signal.Words,
            Text = text,
            IsState = true,
            IsQuoted = IsJson(scene.Form) && text is not ("true" or "false" or "0" or "1"),
        };

    // Peers are drawn with a numeric quantity; its key gives way to the state's.
    private static Reading Rename(Scene scene, Reading reading, string key)
    {
        var old = scene.Common!.Keys[0];
        var words = reading.Words.EndsWith(" value", StringComparison.Ordinal)
            ? reading.Words[..^" value".Length]
            : reading.Words[..^(scene.Common.Word.Length + 1)];
        return reading with
        {
            Words = words,
            Key = scene.JoinsKeys
                ? reading.Key[..^old.Length] + (scene.Style == NameStyle.Camel ? Naming.Capitalize(key) : key)
                : reading.Key,
        };
    }

    private static bool IsJson(SceneForm form) =>
        form is SceneForm.Json or SceneForm.NestedJson or SceneForm.Zigbee or SceneForm.Tasmota or SceneForm.Influx;
}

namespace Siskin.Models.Data.Telemetry;

/// <summary>How the signals of a scene are printed.</summary>
internal enum SceneForm
{
    /// <summary>One topic and its payload per line.</summary>
    Topics,

    /// <summary>"name: value" lines.</summary>
    Colons,

    /// <summary>"name=value" pairs in a log line.</summary>
    Pairs,

    /// <summary>One flat JSON object.</summary>
    Json,

    /// <summary>One JSON object per thing inside an object.</summary>
    NestedJson,

    /// <summary>A zigbee2mqtt payload, with or without its topic.</summary>
    Zigbee,

    /// <summary>A Tasmota SENSOR or STATE payload.</summary>
    Tasmota,

    /// <summary>Influx line protocol.</summary>
    Influx,

    /// <summary>Comma-separated rows under a header.</summary>
    Csv,

    /// <summary>A <see cref="InventedLayout"/>: names and values between signs of all kinds.</summary>
    Invented,

    /// <summary>Held out: "name -> value" lines.</summary>
    Arrows,

    /// <summary>Held out: a table with bars.</summary>
    Table,

    /// <summary>Held out: "name:value;" in one line.</summary>
    Semicolons,
}

/// <summary>Signals that are printed together.</summary>
internal sealed record Scene
{
    /// <summary>How they are printed.</summary>
    public required SceneForm Form { get; init; }

    /// <summary>The signals, in printed order.</summary>
    public required Reading[] Readings { get; init; }

    /// <summary>The thing that all signals belong to, in words; empty when each belongs to its own.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The things of a scene in which each has its own quantities; empty otherwise.</summary>
    public string[] Things { get; init; } = [];

    /// <summary>What the things of such a scene measure, each with the one key that is printed.</summary>
    public Quantity[] Fields { get; init; } = [];

    /// <summary>Whether the form prints <see cref="Owner"/> in front of the signals.</summary>
    public bool ShowsOwner { get; init; }

    /// <summary>The quantity that all signals measure, or null.</summary>
    public Quantity? Common { get; init; }

    /// <summary>How names are spelled.</summary>
    public NameStyle Style { get; init; }

    /// <summary>The root of the topic tree, part of every key; empty for other forms.</summary>
    public string Root { get; init; } = "";

    /// <summary>The keys hold thing and quantity rather than one of them.</summary>
    public bool JoinsKeys { get; init; }

    /// <summary>The same scene with one reading replaced.</summary>
    public Scene With(int index, Reading reading)
    {
        Reading[] readings = [.. Readings];
        readings[index] = reading;
        return this with { Readings = readings };
    }
}

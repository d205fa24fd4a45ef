using Microsoft.Extensions.Logging;
using Siskin.Agent.Wire;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Configuration;

/// <summary>Reads and validates a configuration file. Relative paths in it are relative to the file's folder.</summary>
internal sealed class ConfigReader
{
    private readonly ConfigPlaces _places;
    private readonly TomlFile _file;
    private readonly List<ConfigError> _errors = [];
    private readonly List<ConfigError> _warnings = [];
    private readonly ISet<string> _known;

    private ConfigReader(IReadOnlyList<ConfigFile> files, ConfigPlaces places, ISet<string> known)
    {
        (_places, _known) = (places, known);
        _file = TomlFile.Parse(files[0].Path, files[0].Text, _errors);
        foreach (var later in files.Skip(1))
            _file.Merge(TomlFile.Parse(later.Path, later.Text, _errors));
    }

    /// <summary>Reads the file at <paramref name="path"/>, and those of <c>conf.d</c> beside it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="check">Whether it is only checked, outside of the service that has its credentials.</param>
    public static ConfigResult Read(string path, bool check = false)
    {
        var errors = new List<ConfigError>();
        var files = ConfigFile.ReadAll(path, errors);
        return errors.Count > 0
            ? new ConfigResult(null, errors)
            : Parse(files, new HashSet<string>(StringComparer.Ordinal), ConfigPlaces.Of(path, check));
    }

    /// <summary>Reads <paramref name="text"/> as the content of the file at <paramref name="path"/>.</summary>
    public static ConfigResult Parse(string path, string text, ConfigPlaces? places = null) =>
        Parse(path, text, new HashSet<string>(StringComparer.Ordinal), places);

    /// <summary>The same; every key that exists is added to <paramref name="known"/>.</summary>
    internal static ConfigResult Parse(string path, string text, ISet<string> known, ConfigPlaces? places = null) =>
        Parse([new ConfigFile(path, text)], known, places ?? ConfigPlaces.Of(path, check: false));

    private static ConfigResult Parse(IReadOnlyList<ConfigFile> files, ISet<string> known, ConfigPlaces places)
    {
        var reader = new ConfigReader(files, places, known);
        if (reader._errors.Count > 0)
            return new ConfigResult(null, reader._errors);
        var config = reader.ReadSections();
        reader.ObjectToUnknownKeys();
        reader.ObjectToUnknownTables();
        if (reader._errors.Count > 0)
            return new ConfigResult(null, InOrder(reader._errors, files));
        return new ConfigResult(config, [])
        {
            Warnings = InOrder(reader._warnings, files),
            Files = [.. files.Select(file => file.Path)],
            Values = reader._file.Entries.ToDictionary(
                entry => entry.Key,
                entry => SectionReader.Show(entry.Value.Value),
                StringComparer.Ordinal
            ),
        };
    }

    private static ConfigError[] InOrder(List<ConfigError> errors, IReadOnlyList<ConfigFile> files)
    {
        var order = files.Select((file, i) => (file.Path, i)).ToDictionary(StringComparer.Ordinal);
        return [.. errors.OrderBy(error => order.GetValueOrDefault(error.Path)).ThenBy(error => error.Line)];
    }

    private AgentConfig ReadSections()
    {
        var agent = ReadAgent(Section("agent"));
        var limits = ReadLimits(Section("limits"));
        var bundle = ReadBundle(Section("bundle"));
        var state = StateReader.Read(
            Section("state"),
            _places.Folder,
            Environment.GetEnvironmentVariable("STATE_DIRECTORY")
        );
        return new AgentConfig(
            agent,
            bundle,
            ReadEngine(Section("engine")),
            ExecutionProviders.Standard.Accelerators.ToDictionary(
                provider => provider.Name,
                provider => NpuReader.Read(Section(provider.Name), provider, _places.Folder)
            ),
            BrokerReader.Read(Section("broker"), agent, limits, _places),
            limits,
            state,
            ReadReplies(Section("replies"), agent),
            ReadTelemetry(Section("telemetry")),
            MetricsReader.Read(Section("metrics")),
            ReadLog(Section("log")),
            ReadHomeAssistant(Section("home_assistant")),
            UpdatesReader.Read(Section("updates"), bundle, state, _places),
            SensorsReader.Read(Section("sensors")),
            ReadWatches(agent, limits)
        );
    }

    private List<WatchSection> ReadWatches(AgentSection agent, LimitsSection limits)
    {
        var count = _file.CountOf("watch");
        if (count == 0)
        {
            // Nothing to read, but the keys are known all the same.
            new WatchReader(agent, limits).Read(new SectionReader("watch[]", _file, [], _known));
            return [];
        }
        var reader = new WatchReader(agent, limits);
        return [.. Enumerable.Range(0, count).Select(i => reader.Read(Section($"watch[{i}]")))];
    }

    private static HomeAssistantSection ReadHomeAssistant(SectionReader section) =>
        new(section.Flag("discovery", false), section.Text("prefix", "homeassistant", TopicSyntax.ObjectToRoot)!);

    private SectionReader Section(string name) => new(name, _file, _errors, _known, _warnings);

    private static AgentSection ReadAgent(SectionReader section) =>
        new(
            section.Text("device", DefaultDevice(), TopicSyntax.ObjectToLevel)!,
            section.Text("root", "siskin", TopicSyntax.ObjectToRoot)!,
            section.Texts("pools", [], TopicSyntax.ObjectToLevel)
        );

    private BundleSection ReadBundle(SectionReader section)
    {
        var path = section.Text("path", null, value => value.Length == 0 ? "a folder" : null);
        var variant = section.Text(
            "variant",
            "auto",
            value => value.Length == 0 ? "\"auto\" or the id of a variant" : null
        );
        if (path is null && (path = BundlePlaces.Find(out var looked)) is null)
            section.AddError(
                "path",
                $"is missing, and there is no bundle in {string.Join(", ", looked.Distinct())}; give the folder of one."
            );
        return new BundleSection(
            Path.Combine(_places.Folder, path ?? ""),
            variant == "auto" ? null : variant,
            section.File("public_key_file", _places)
        );
    }

    private static EngineSection ReadEngine(SectionReader section) =>
        new(
            section.Integer("threads", 0, 0, 64),
            section.Choice<bool?>("spinning", null, ("auto", null), ("on", true), ("off", false)),
            section.Choice<string?>(
                "provider",
                null,
                [("auto", null), .. ExecutionProviders.Standard.All.Select(one => (one.Name, (string?)one.Name))]
            ),
            section.Integer("cache_bytes", 8 << 20, 0, 1 << 30),
            section.Integer("workers", 0, 0, 64),
            section.Integer("free_cores", 0, 0, 1_023),
            section.Integer("max_batch", 1, 1, 16),
            section.Flag("ocr", true)
        );

    private static LimitsSection ReadLimits(SectionReader section)
    {
        var maxTokens = section.Integer("max_tokens", 0, 0, 4096);
        return new LimitsSection(
            section.Integer("payload_bytes", 6 << 20, 1 << 10, 256 << 20),
            section.Integer("image_bytes", 4 << 20, 1 << 10, 128 << 20),
            section.Integer("pixels", FrameLimits.Default.MaxPixels, 4_096, 200_000_000),
            section.Integer("prompt_chars", 2_000, 1, 100_000),
            section.Integer("sensor_chars", 8_000, 1, 1_000_000),
            section.Integer("queue_count", 32, 1, 10_000),
            section.Integer("queue_bytes", 64 << 20, 1 << 10, 2_000_000_000),
            maxTokens == 0 ? null : maxTokens,
            TimeSpan.FromMilliseconds(section.Integer("deadline_ms", 30_000, 10, 3_600_000)),
            section.Integer("remembered_replies", 1_024, 0, 100_000),
            section.Integer("remembered_bytes", 8 << 20, 0, 1 << 30)
        );
    }

    private static RepliesSection ReadReplies(SectionReader section, AgentSection agent) =>
        new(section.Texts("topics", [$"{agent.Root}/+/reply/#", $"{agent.Root}/reply/#"], TopicSyntax.ObjectToFilter));

    private static TelemetrySection ReadTelemetry(SectionReader section) =>
        new(
            TimeSpan.FromSeconds(section.Integer("interval_s", 60, 0, 86_400)),
            TimeSpan.FromSeconds(section.Integer("window_s", 300, 1, 86_400)),
            section.Texts("sensors", [], TopicSyntax.ObjectToFilter)
        );

    private static LogSection ReadLog(SectionReader section) =>
        new(
            section.Choice(
                "level",
                LogLevel.Information,
                ("debug", LogLevel.Debug),
                ("info", LogLevel.Information),
                ("warning", LogLevel.Warning),
                ("error", LogLevel.Error)
            )
        );

    private void ObjectToUnknownKeys()
    {
        foreach (var (key, entry) in _file.Entries)
        {
            var name = TomlFile.WithoutIndex(key);
            if (_known.Contains(name))
                continue;
            var nearest = NearestName.Find(name, _known);
            var hint = nearest is null ? "" : $" Did you mean {Show(nearest)}?";
            _errors.Add(new ConfigError(entry.Path, entry.Line, $"{Show(name)} is not a known key.{hint}"));
        }
    }

    // A table with keys is found by its keys.
    private void ObjectToUnknownTables()
    {
        var sections = _known.Select(key => key[..key.LastIndexOf('.')]).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, place) in _file.EmptyTables)
        {
            if (sections.Contains(name))
                continue;
            // watch[] is written [[watch]].
            var nearest = NearestName.Find(
                name,
                sections.Select(section => section.Replace("[]", "", StringComparison.Ordinal))
            );
            var hint =
                nearest is null ? ""
                : sections.Contains(nearest) ? $" Did you mean [{nearest}]?"
                : $" Did you mean [[{nearest}]]?";
            _errors.Add(new ConfigError(place.Path, place.Line, $"[{name}] is not a known table.{hint}"));
        }
    }

    private static string Show(string key)
    {
        var dot = key.LastIndexOf('.');
        if (dot < 0)
            return key;
        var section = key[..dot];
        return $"{(section.EndsWith(']') ? TomlFile.Written(section) : $"[{section}]")} {key[(dot + 1)..]}";
    }

    private static string DefaultDevice()
    {
        var name = Environment.MachineName.ToLowerInvariant();
        return TopicSyntax.ObjectToLevel(name) is null ? name : "siskin-device";
    }
}

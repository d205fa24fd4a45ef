using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Configuration;

/// <summary>Every key that takes a number says from where to where, and holds to it.</summary>
public sealed partial class ConfigRangesTests
{
    [Fact]
    public void Numbers_go_from_here_to_there() =>
        Assert.Equal(
            [
                "broker.embedded_port 1 65535",
                "broker.keep_alive_s 1 3600",
                "broker.receive_maximum 1 65535",
                "broker.session_expiry_s 0 2147483647",
                "broker.will_delay_s 0 3600",
                "engine.cache_bytes 0 1073741824",
                "engine.free_cores 0 1023",
                "engine.max_batch 1 16",
                "engine.threads 0 64",
                "engine.workers 0 64",
                "limits.deadline_ms 10 3600000",
                "limits.image_bytes 1024 134217728",
                "limits.max_tokens 0 4096",
                "limits.payload_bytes 1024 268435456",
                "limits.pixels 4096 200000000",
                "limits.prompt_chars 1 100000",
                "limits.queue_bytes 1024 2000000000",
                "limits.queue_count 1 10000",
                "limits.remembered_bytes 0 1073741824",
                "limits.remembered_replies 0 100000",
                "limits.sensor_chars 1 1000000",
                "metrics.otlp_interval_s 1 86400",
                "qnn.canary_interval_s 0 86400",
                "qnn.htp_graph_finalization_optimization_mode 0 3",
                "qnn.left_behind_mb 1 1048576",
                "qnn.longest_answer_ms 10 3600000",
                "qnn.retry_max_s 1 86400",
                "qnn.retry_min_s 1 86400",
                "qnn.rpc_control_latency 0 1000000",
                "qnn.soc_model 0 100000",
                "qnn.vtcm_mb 0 64",
                "sensors.interval_s 1 3600",
                "state.file_bytes 65536 1073741824",
                "state.retention_s 1 31536000",
                "telemetry.interval_s 0 86400",
                "telemetry.window_s 1 86400",
                "updates.max_confidence_loss 0 1",
                "updates.max_error_rate 0 1",
                "updates.max_fallback_rate 0 1",
                "updates.max_mb 1 100000",
                "updates.max_slowdown 1 1000",
                "updates.min_agreement 0 1",
                "updates.probation_s 0 604800",
                "updates.retries 0 1000",
                "updates.shadow 0 256",
                "updates.shadow_bytes 0 1073741824",
                "updates.stall_s 1 3600",
                "watch[].decimals 0 9",
                "watch[].digits 1 15",
                "watch[].expire_after_s 0 31536000",
                "watch[].interval_s 0.1 86400",
                "watch[].join_window_s 0.1 604800",
                "watch[].leak_after_h 0 8760",
                "watch[].max_rate 0.000001 1000000000",
                "watch[].max_tokens 0 4096",
                "watch[].min_confidence 0 1",
                "watch[].part[].decimals 0 6",
                "watch[].part[].digits 1 9",
                "watch[].part[].weight 0.000000001 1000000000",
                "watch[].resync_after 0 10000",
                "watch[].rotate -360 360",
                "watch[].scale 0.000000001 1000000000",
                "watch[].stale_after_s 0 31536000",
                "watch[].views 1 3",
            ],
            Ranges().Select(one => $"{one.Key} {one.Low} {one.High}")
        );

    [Fact]
    public void Both_ends_are_allowed_and_nothing_beyond()
    {
        foreach (var (key, low, high) in Ranges())
        {
            Assert.True(Range(key, low) is null && Range(key, high) is null, $"{key} does not take {low} or {high}.");
            Assert.True(Range(key, low - Step(low)) is not null, $"{key} takes {low - Step(low)}.");
            Assert.True(Range(key, high + Step(high)) is not null, $"{key} takes {high + Step(high)}.");
        }
    }

    private static IEnumerable<(string Key, decimal Low, decimal High)> Ranges()
    {
        var known = new HashSet<string>();
        ConfigReader.Parse("siskin.toml", "", known);
        foreach (var key in known.Order(StringComparer.Ordinal))
        {
            if (Range(key, -123_456_789_012) is var (low, high))
                yield return (key, low, high);
        }
    }

    /// <summary>What is allowed, where the key does not take this value.</summary>
    private static (decimal Low, decimal High)? Range(string key, decimal value)
    {
        var dot = key.LastIndexOf('.');
        var (section, name) = (key[..dot], key[(dot + 1)..]);
        // "watch[].part[]" is a table in a list of a table in a list.
        var lists = section.Replace("[]", "", StringComparison.Ordinal).Split('.');
        var head = section.EndsWith("[]", StringComparison.Ordinal)
            ? string.Concat(lists.Select((_, i) => $"[[{string.Join('.', lists[..(i + 1)])}]]\n"))
            : $"[{section}]\n";
        var text = head + name + " = " + value.ToString(CultureInfo.InvariantCulture) + "\n";
        return ConfigReader
            .Parse("siskin.toml", text)
            .Errors.Select(error => Allowed().Match(error.ToString()))
            .Where(match => match.Success && match.Groups["key"].Value == name)
            .Select(match => ((decimal, decimal)?)(Number(match.Groups["low"]), Number(match.Groups["high"])))
            .FirstOrDefault();
    }

    // One in the last place that is shown.
    private static decimal Step(decimal end) => new(1, 0, 0, isNegative: false, end.Scale);

    private static decimal Number(Group group) => decimal.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"(?<key>\w+) = \S+ is not allowed; give a (whole )?number from (?<low>-?[\d.]+) to (?<high>-?[\d.]+)\.$"
    )]
    private static partial Regex Allowed();
}

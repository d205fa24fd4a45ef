using System.Globalization;
using Siskin.Agent.Sensors;

namespace Siskin.Agent.Configuration;

/// <summary>A configuration in words, with every default filled in; passwords are not shown.</summary>
internal static class ConfigSummary
{
    public static IEnumerable<(string Key, string Value)> Of(AgentConfig config)
    {
        var (agent, broker, limits) = (config.Agent, config.Broker, config.Limits);
        yield return ("device", $"{agent.Device}, requests at {agent.Root}/{agent.Device}/request");
        yield return ("pools", agent.Pools.Count == 0 ? "none" : string.Join(", ", agent.Pools));
        yield return ("bundle folder", config.Bundle.Path);
        yield return ("signature", config.Bundle.PublicKeyFile is { } key ? $"required, by {key}" : "not required");
        yield return ("engine", Engine(config.Engine));
        foreach (var (provider, section) in config.Accelerators)
        {
            if (config.Engine.Provider is null || config.Engine.Provider == provider)
                yield return (provider, Npu(section));
        }
        yield return ("broker", Broker(broker));
        yield return ("identity", Identity(broker));
        yield return (
            "session",
            $"kept {broker.SessionExpiry}, will after {broker.WillDelay}, {broker.ReceiveMaximum} unacknowledged"
        );
        yield return (
            "request",
            $"{limits.PayloadBytes} bytes, frame {limits.ImageBytes} bytes and {limits.Pixels} pixels, "
                + $"prompt {limits.PromptChars} and sensors {limits.SensorChars} characters"
        );
        yield return ("queue", $"{limits.QueueCount} requests, {limits.QueueBytes} bytes, deadline {limits.Deadline}");
        yield return (
            "reply",
            $"{(limits.MaxTokens is { } max ? $"{max} tokens at most" : "as long as the model allows")}, "
                + $"to {string.Join(" ", config.Replies.Topics)}"
        );
        yield return (
            "state",
            config.State.Durability == Durability.Disk
                ? $"on disk in {StateFolder.Describe(config.State.Folder)}, at most {config.State.FileBytes} "
                    + $"bytes, kept {config.State.Retention}"
                : $"in memory, kept {config.State.Retention}"
        );
        yield return (
            "telemetry",
            config.Telemetry.Interval == TimeSpan.Zero
                ? "off"
                : $"every {config.Telemetry.Interval}, percentiles of the last {config.Telemetry.Window}"
        );
        yield return ("metrics", Metrics(config.Metrics));
        yield return ("updates", Updates(config.Updates));
        yield return ("log", config.Log.Level.ToString());
        yield return (
            "home assistant",
            config.HomeAssistant.Discovery ? $"introduced below {config.HomeAssistant.Prefix}" : "not introduced"
        );
        foreach (var sensor in config.Sensors.Sensors)
            yield return ($"sensor {sensor.Name}", Sensor(sensor, config.Sensors.Interval));
        foreach (var watch in config.Watches)
            yield return ($"watch {watch.Name}", Watch(watch));
    }

    private static string Metrics(MetricsSection metrics)
    {
        string?[] places =
        [
            metrics.Prometheus is { } address ? $"served at http://{address}/metrics" : null,
            metrics.Otlp is { } collector ? $"sent to {collector} every {metrics.OtlpInterval}" : null,
        ];
        return metrics.IsOff ? "off" : string.Join(", ", places.Where(place => place is not null));
    }

    private static string Updates(UpdatesSection updates) =>
        updates.Enabled
            ? $"taken when signed by {updates.PublicKeyFile}, at most {updates.MaxBytes} bytes, kept in {updates.Folder}; "
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"{updates.Shadow} shadow questions, on probation for {updates.Probation}"
                )
                + (updates.AllowDowngrade ? ", older versions as well" : "")
            : "not taken";

    private static string Sensor(AttachedSensor sensor, TimeSpan interval) =>
        $"{sensor.Kind.Chip} at {sensor.Place} every {interval}: "
        + string.Join(", ", sensor.Kind.Quantities.Select(quantity => $"{quantity.Name} in {quantity.Unit}"));

    private static string Watch(WatchSection watch)
    {
        var inputs = watch.Inputs;
        string?[] sources = [inputs.FrameTopic, .. inputs.SensorTopics, .. inputs.Sensors];
        var (answer, gates) = (watch.Answer == WatchAnswer.Number ? "number" : "text", watch.Gates);
        var sure = gates.MinConfidence.ToString(CultureInfo.InvariantCulture);
        return $"a {answer} from {string.Join(" ", sources.Where(source => source is not null))} "
            + $"{(watch.OnChange ? "on change, at max every" : "every")} {watch.Interval}, "
            + $"joined within {inputs.Window}, confidence from {sure}{(gates.Monotonic ? ", never falling" : "")}"
            + (gates.MaxRate is { } rate ? $", at most {rate.ToString(CultureInfo.InvariantCulture)} per hour" : "")
            + (gates.Digits is { } digits ? $", {Number(digits)} digits before the point" : "")
            + (
                watch.Answer == WatchAnswer.Text || (!gates.Monotonic && gates.MaxRate is null) ? ""
                : gates.ResyncAfter > 0 ? $", given up after {Number(gates.ResyncAfter)} readings against it"
                : ", never given up"
            );
    }

    private static string Engine(EngineSection engine)
    {
        var threads = engine.Threads == 0 ? "automatic" : Number(engine.Threads);
        var spinning = engine.Spinning switch
        {
            null => "spinning if the model gains by it",
            true => "spinning",
            false => "not spinning",
        };
        var cache = engine.CacheBytes == 0 ? "nothing kept" : $"{Number(engine.CacheBytes)} bytes kept";
        var workers =
            engine.Workers == 0
                ? "as many requests at once as suit the model"
                : $"{Number(engine.Workers)} requests at once";
        var free = engine.FreeCores == 0 ? "" : $", {Number(engine.FreeCores)} cores left free";
        var batch = engine.MaxBatch == 1 ? "" : $", {Number(engine.MaxBatch)} answers decoded together";
        var ocr = engine.Ocr ? "" : ", print read by the model alone";
        return $"{engine.Provider ?? "auto"}, {threads} threads{free}, {workers}{batch}, {spinning}, {cache}{ocr}";
    }

    private static string Npu(NpuSection npu)
    {
        string[] options = [.. npu.Options.Select(option => $", {option.Key} {option.Value}")];
        return $"{npu.Library ?? "library where it is installed"}, canary every {npu.CanaryInterval}, "
            + $"tried again after {npu.MinRetry} to {npu.MaxRetry}, an answer within {npu.LongestAnswer}, "
            + $"{npu.LeftBehindBytes >> 20} MB left behind at most{string.Concat(options)}";
    }

    private static string Identity(BrokerSection broker)
    {
        var password = broker.Password is null ? "" : " with password";
        var user = broker.Username is null ? "anonymous" : $"user {broker.Username}{password}";
        var certificate = broker.ClientCertificateFile is null ? "" : ", client certificate";
        return $"client id {broker.ClientId}, {user}{certificate}";
    }

    private static string Broker(BrokerSection broker)
    {
        var version = broker.Version == MqttVersion.V5 ? "MQTT 5" : "MQTT 3.1.1";
        var protection = broker.Tls
            ? broker.CaFile is null
                ? "TLS"
                : "TLS, pinned authorities"
            : "plain text";
        var place = broker.Embedded is null ? "" : ", embedded";
        return $"{broker.Host}:{Number(broker.Port)}, {version}, {protection}{place}";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

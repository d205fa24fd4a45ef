using System.Diagnostics.Metrics;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Telemetry;

/// <summary>
/// Instruments of the counts and states that the telemetry message tells, too; read when somebody collects them.
/// </summary>
/// <param name="metrics">Counts of requests.</param>
/// <param name="state">State of the parts of the agent.</param>
internal sealed class StateInstruments(AgentMetrics metrics, AgentState state)
{
    private readonly LastingSeries _providers = new(gone: 0);

    /// <summary>Adds them to the meter.</summary>
    public void Create()
    {
        CreateRequests();
        CreateQueue();
        CreateCache();
        CreateConnection();
        CreateProvider();
        CreateNpu();
    }

    private void CreateRequests()
    {
        Count("siskin.requests.received", "Requests that arrived.", "{request}", () => metrics.Requests.Received);
        Counts(
            "siskin.requests.answered",
            "Requests answered with text, by what answered.",
            "{request}",
            "provider",
            () => metrics.Providers
        );
        Counts(
            "siskin.requests.refused",
            "Requests answered with an error, by its code.",
            "{request}",
            "error.type",
            () => metrics.Errors
        );
        Count("siskin.requests.duplicates", "Repeated requests.", "{request}", () => metrics.Requests.Duplicates);
        Count("siskin.requests.ignored", "Retained requests.", "{request}", () => metrics.Requests.Ignored);
    }

    private void CreateQueue()
    {
        Gauge(
            "siskin.queue.requests",
            "Requests that wait, are worked on, or whose reply is not yet delivered.",
            "{request}",
            () => state.Queue().Count
        );
        Gauge("siskin.queue.peak", "Largest number of them so far.", "{request}", () => state.Queue().Peak);
        Gauge("siskin.queue.size", "Bytes that they hold.", "By", () => state.Queue().Bytes);
    }

    private void CreateCache()
    {
        Counts(
            "siskin.cache.hits",
            "What was not done: frames, inputs, shared answers, unchanged frames of watches, steps of foreseen tokens.",
            "{hit}",
            "cache",
            () =>
            {
                var cache = state.Cache();
                return new Dictionary<string, long>
                {
                    ["frames"] = cache.Frames,
                    ["inputs"] = cache.Inputs,
                    ["shared"] = cache.Shared,
                    ["unchanged"] = cache.Unchanged,
                    ["tokens"] = cache.Accepted,
                };
            }
        );
        Count(
            "siskin.cache.proposed",
            "Tokens that were foreseen, rightly or not.",
            "{token}",
            () => state.Cache().Proposed
        );
        Gauge("siskin.cache.size", "Bytes kept for frames and inputs.", "By", () => state.Cache().Bytes);
        Gauge("siskin.cache.limit", "Most of them.", "By", () => state.Cache().MaxBytes);
    }

    private void CreateConnection()
    {
        Count("siskin.mqtt.connects", "Connections to the broker.", "{connection}", () => state.Link().Connects);
        Gauge("siskin.mqtt.outbox", "Messages that wait for the broker.", "{message}", () => state.Link().Outbox);
        Count("siskin.mqtt.dropped", "Messages that were dropped.", "{message}", () => state.Link().Dropped);
        Gauge("siskin.ledger.entries", "Requests that the ledger knows.", "{request}", () => state.Ledger().Entries);
        Gauge(
            "siskin.ledger.undelivered",
            "Replies that the broker has not taken over yet.",
            "{reply}",
            () => state.Ledger().Undelivered
        );
        Gauge(
            "siskin.ledger.failing",
            "1 while replies do not lie on disk although that is wanted.",
            null,
            () => state.Ledger().Problem is null ? 0 : 1
        );
    }

    private void CreateProvider()
    {
        metrics.Meter.CreateObservableGauge(
            "siskin.provider.active",
            () => _providers.Of([Active(state.Provider())]),
            description: "1 for what answers at present, 0 for what answered before."
        );
        Gauge(
            "siskin.provider.fallback",
            "1 while the wanted variant or provider does not answer.",
            null,
            () => state.Provider().FallbackReason is null ? 0 : 1
        );
        Gauge(
            "siskin.helpers.failing",
            "1 while a graph that helps where the model is not sure cannot be used.",
            null,
            () => state.Provider().HelpersProblem is null ? 0 : 1
        );
    }

    private void CreateNpu()
    {
        Counts(
            "siskin.npu.failures",
            "Failures of the NPU by kind.",
            "{failure}",
            "error.type",
            () => state.Provider().Npu?.Failures ?? new Dictionary<string, long>()
        );
        Counts(
            "siskin.npu.canaries",
            "Answers of the NPU to questions with a known answer.",
            "{answer}",
            "outcome",
            () =>
                state.Provider().Npu is { } npu
                    ? new Dictionary<string, long> { ["right"] = npu.CanariesRight, ["wrong"] = npu.CanariesWrong }
                    : new Dictionary<string, long>()
        );
    }

    private static Measurement<double> Active(TelemetryProvider provider) =>
        new(1, new("provider", provider.Name), new("variant", provider.Variant));

    private void Count(string name, string about, string unit, Func<long> value) =>
        metrics.Meter.CreateObservableCounter(name, value, unit, about);

    private void Counts(
        string name,
        string about,
        string unit,
        string by,
        Func<IReadOnlyDictionary<string, long>> values
    ) =>
        metrics.Meter.CreateObservableCounter(
            name,
            () =>
                values()
                    .Select(one => new Measurement<long>(one.Value, new KeyValuePair<string, object?>(by, one.Key))),
            unit,
            about
        );

    private void Gauge(string name, string about, string? unit, Func<long> value) =>
        metrics.Meter.CreateObservableGauge(name, value, unit, about);
}

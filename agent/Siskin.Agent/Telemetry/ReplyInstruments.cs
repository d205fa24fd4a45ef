using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Telemetry;

/// <summary>
/// Histograms of what requests took, under OpenTelemetry's names for generative AI where there are any. They are
/// recorded once for each request, never for a token, and cost next to nothing while nobody listens.
/// </summary>
internal sealed class ReplyInstruments
{
    private const string Model = "gen_ai.response.model";
    private const string Provider = "siskin.provider";

    /// <summary>
    /// Bounds in seconds for exporters with fixed buckets: close to each other where replies are, a few milliseconds.
    /// </summary>
    private static readonly InstrumentAdvice<double> RequestBuckets = Bounds([
        0.001,
        0.002,
        0.003,
        0.005,
        0.0075,
        0.01,
        0.015,
        0.02,
        0.03,
        0.05,
        0.1,
        0.2,
        0.5,
        1,
        2,
        5,
        10,
        30,
        60,
    ]);

    /// <summary>The same for parts of a reply.</summary>
    private static readonly InstrumentAdvice<double> StageBuckets = Bounds([
        0.0001,
        0.0002,
        0.0005,
        0.001,
        0.002,
        0.003,
        0.005,
        0.01,
        0.02,
        0.05,
        0.1,
        0.2,
        0.5,
        1,
        2,
        5,
        10,
        30,
        60,
    ]);

    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _firstToken;
    private readonly Histogram<double> _perToken;
    private readonly Histogram<double> _stage;
    private readonly Histogram<double> _confidence;
    private readonly Histogram<long> _tokens;

    public ReplyInstruments(Meter meter)
    {
        _duration = meter.CreateHistogram(
            "gen_ai.server.request.duration",
            "s",
            "From the arrival of a request to its reply or error; requests refused on arrival are left out.",
            advice: RequestBuckets
        );
        _firstToken = meter.CreateHistogram(
            "gen_ai.server.time_to_first_token",
            "s",
            "From the arrival of a request to the first token of its reply; computed and shared answers have none.",
            advice: RequestBuckets
        );
        _perToken = meter.CreateHistogram(
            "gen_ai.server.time_per_output_token",
            "s",
            "Mean time of the tokens of a reply after the first.",
            advice: StageBuckets
        );
        _stage = meter.CreateHistogram("siskin.stage.duration", "s", "Stages of a reply.", advice: StageBuckets);
        _confidence = meter.CreateHistogram(
            "siskin.reply.confidence",
            "1",
            "Confidence of replies.",
            advice: Bounds([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 1.0])
        );
        _tokens = meter.CreateHistogram(
            "gen_ai.client.token.usage",
            "{token}",
            "Tokens of a request (patches of its frame included) and of its reply.",
            advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 4, 16, 64, 128, 256, 512, 1024, 4096] }
        );
    }

    /// <summary>A request was answered with text.</summary>
    public void Answered(ReplyMessage reply)
    {
        var timings = reply.TimingsMs;
        var tags = Operation();
        tags.Add(Model, reply.Model);
        tags.Add(Provider, reply.Provider);
        _duration.Record(timings.Total / 1_000, tags);
        _confidence.Record(reply.Confidence, tags);
        RecordTokens("input", reply.Tokens.Image + reply.Tokens.Input, tags);
        RecordTokens("output", reply.Tokens.Output, tags);
        var toFirst = 0.0;
        foreach (var (name, value) in ReplyStages.ToFirstToken)
        {
            var took = value(timings);
            toFirst += took;
            if (ReplyStages.Ran(name, took))
                _stage.Record(took / 1_000, new("stage", name), new(Provider, reply.Provider));
        }
        if (reply.Tokens.Output > 0 && timings.FirstToken > 0)
            _firstToken.Record(toFirst / 1_000, tags);
        if (timings.PerToken > 0)
            _perToken.Record(timings.PerToken / 1_000, tags);
    }

    /// <summary>A request was taken in and answered with an error.</summary>
    public void Failed(int code, TimeSpan served)
    {
        var tags = Operation();
        tags.Add("error.type", code.ToString(CultureInfo.InvariantCulture));
        _duration.Record(served.TotalSeconds, tags);
    }

    private void RecordTokens(string type, int count, TagList tags)
    {
        if (count == 0)
            return; // computed, or a reply without text
        tags.Add("gen_ai.token.type", type);
        _tokens.Record(count, tags);
    }

    private static TagList Operation() =>
        new() { { "gen_ai.operation.name", "generate_content" }, { "gen_ai.provider.name", "siskin" } };

    private static InstrumentAdvice<double> Bounds(double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}

using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Siskin.Agent.Telemetry.Export;

/// <summary>
/// Prometheus's text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats). Names follow
/// the rules of OpenTelemetry's specification for Prometheus.
/// </summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Who is measured, as the metric that other metrics are joined with.</summary>
    public void Add(Resource resource)
    {
        Begin("target_info", "Who is measured.", "gauge");
        Sample(
            "target_info",
            LabelsOf(resource.Attributes.Select(one => new KeyValuePair<string, object?>(one.Key, one.Value))),
            "",
            1
        );
    }

    /// <summary>A metric with all its series.</summary>
    public void Add(Metric metric)
    {
        var type = TypeOf(metric.MetricType);
        var name = NameOf(metric.Name, metric.Unit, type);
        Begin(name, metric.Description, type);
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = LabelsOf(Tags(point));
            if (type == "histogram")
                AddHistogram(name, labels, point);
            else if (ValueOf(metric.MetricType, point) is var value && !double.IsNaN(value))
                Sample(name, labels, "", value);
        }
    }

    public override string ToString() => _text.ToString();

    private void AddHistogram(string name, string labels, in MetricPoint point)
    {
        var below = 0L; // buckets are cumulative here
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            Sample(name + "_bucket", labels, $"le=\"{Show(bucket.ExplicitBound)}\"", below);
        }
        Sample(name + "_sum", labels, "", point.GetHistogramSum());
        Sample(name + "_count", labels, "", point.GetHistogramCount());
    }

    private void Begin(string name, string about, string type)
    {
        if (about.Length > 0)
            _text.Append("# HELP ").Append(name).Append(' ').Append(Escape(about, quotes: false)).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }

    private void Sample(string name, string labels, string further, double value)
    {
        _text.Append(name);
        var comma = labels.Length > 0 && further.Length > 0 ? "," : "";
        if (labels.Length + further.Length > 0)
            _text.Append('{').Append(labels).Append(comma).Append(further).Append('}');
        _text.Append(' ').Append(Show(value)).Append('\n');
    }

    private static List<KeyValuePair<string, object?>> Tags(in MetricPoint point)
    {
        var tags = new List<KeyValuePair<string, object?>>();
        foreach (var tag in point.Tags)
            tags.Add(tag);
        return tags;
    }

    private static string LabelsOf(IEnumerable<KeyValuePair<string, object?>> tags) =>
        string.Join(',', tags.Select(tag => $"{Legal(tag.Key)}=\"{Escape(TextOf(tag.Value), quotes: true)}\""));

    private static string TypeOf(MetricType type) =>
        type switch
        {
            MetricType.LongSum or MetricType.DoubleSum => "counter",
            MetricType.Histogram => "histogram",
            MetricType.LongGauge
            or MetricType.DoubleGauge
            or MetricType.LongSumNonMonotonic
            or MetricType.DoubleSumNonMonotonic => "gauge",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This text has no such metric."),
        };

    private static double ValueOf(MetricType type, in MetricPoint point) =>
        type switch
        {
            MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
            MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
            MetricType.LongGauge => point.GetGaugeLastValueLong(),
            _ => point.GetGaugeLastValueDouble(),
        };

    /// <summary>gen_ai.server.request.duration in s: gen_ai_server_request_duration_seconds.</summary>
    internal static string NameOf(string name, string unit, string type)
    {
        var legal = Legal(name);
        var suffix = unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            "Cel" => "_celsius",
            "1" when type == "gauge" => "_ratio",
            _ => "", // {request} and the like are remarks
        };
        if (suffix.Length > 0 && !legal.EndsWith(suffix, StringComparison.Ordinal))
            legal += suffix;
        return type == "counter" ? legal + "_total" : legal;
    }

    // The library marks what had no room among the series by a flag.
    private static string TextOf(object? value) =>
        value switch
        {
            true => "true",
            false => "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    private static string Legal(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    /// <summary>In a help text quotes stand as they are, in a label they would end it.</summary>
    internal static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    internal static string Show(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString(CultureInfo.InvariantCulture);
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace Siskin.Fleet.Exposition;

/// <summary>
/// Writes Prometheus's text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats), family
/// by family: all series of one name stand together.
/// </summary>
internal sealed class MetricsWriter(IBufferWriter<byte> output)
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Begins a family.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <param name="type">gauge or counter.</param>
    /// <param name="about">What it is, in one line.</param>
    public void Begin(string name, string type, string about) =>
        Write($"# HELP {name} {about}\n# TYPE {name} {type}\n");

    /// <summary>One series.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <param name="labels">Its labels as <see cref="Label"/> makes them, joined by commas; or nothing.</param>
    /// <param name="value">Its value.</param>
    public void Sample(string name, string labels, double value)
    {
        Write(name);
        if (labels.Length > 0)
            Write($"{{{labels}}}");
        Write($" {Show(value)}\n");
    }

    /// <summary>A label with its value in quotes.</summary>
    public static string Label(string name, string? value) => $"{name}=\"{Escape(value ?? "")}\"";

    private static string Escape(string value) =>
        value.AsSpan().ContainsAny("\\\"\n")
            ? value
                .Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)
            : value;

    private static string Show(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private void Write(string text) => Encoding.UTF8.GetBytes(text, output);
}

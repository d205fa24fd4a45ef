using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Siskin.Agent.Telemetry.Export;

/// <summary>What Prometheus gets: all metrics as of now. Safe from every thread.</summary>
internal sealed class PrometheusPage : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TextExporter _exporter = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;

    public PrometheusPage(MetricsSource source)
    {
        _reader = new BaseExportingMetricReader(_exporter);
        _provider = source.ProviderFor(_reader);
    }

    /// <summary>The page in UTF-8.</summary>
    public byte[] Render()
    {
        lock (_lock)
        {
            _exporter.Text = "";
            _reader.Collect();
            return Encoding.UTF8.GetBytes(_exporter.Text);
        }
    }

    public void Dispose() => _provider.Dispose();

    /// <summary>Takes what the library collected.</summary>
    private sealed class TextExporter : BaseExporter<Metric>
    {
        public string Text { get; set; } = "";

        public override ExportResult Export(in Batch<Metric> batch)
        {
            var text = new PrometheusText();
            text.Add(ParentProvider.GetResource());
            foreach (var metric in batch)
                text.Add(metric);
            Text = text.ToString();
            return ExportResult.Success;
        }
    }
}

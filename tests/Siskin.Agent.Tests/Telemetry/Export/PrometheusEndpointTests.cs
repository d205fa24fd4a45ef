using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Telemetry.Export;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Telemetry.Export;

public sealed class PrometheusEndpointTests : IAsyncDisposable
{
    private readonly Meter _meter = new("Siskin");
    private readonly RecordingLogs _logs = new();
    private readonly FakeTimeProvider _time = new();
    private readonly HttpClient _client = new();
    private readonly PrometheusEndpoint _endpoint;

    public PrometheusEndpointTests()
    {
        _meter.CreateObservableGauge("siskin.queue.requests", () => 3L);
        _endpoint = Start(new IPEndPoint(IPAddress.Loopback, 0))!;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _endpoint.DisposeAsync();
        _meter.Dispose();
    }

    [Fact]
    public async Task A_scrape_gets_the_metrics_in_the_text_format()
    {
        var answer = await _client.GetAsync(new Uri($"http://{_endpoint.Address}/metrics?x=1"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            MediaTypeHeaderValue.Parse("text/plain; version=0.0.4; charset=utf-8"),
            answer.Content.Headers.ContentType
        );
        Assert.Contains(
            "siskin_queue_requests 3\n",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            _logs.Lines,
            line => line.Contains($" 450 Metrics are served at http://{_endpoint.Address}", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "404")]
    [InlineData("POST /metrics HTTP/1.1\r\n\r\n", "405")]
    [InlineData("nonsense\r\n\r\n", "400")]
    [InlineData("GET /metrics SIP/2.0\r\n\r\n", "400")]
    [InlineData("GET", "400")]
    public async Task Anything_else_is_refused(string request, string status) =>
        Assert.StartsWith($"HTTP/1.1 {status} ", await SendAsync(request), StringComparison.Ordinal);

    [Fact]
    public async Task A_request_without_end_is_refused()
    {
        var answer = await SendAsync("GET /metrics HTTP/1.1\r\nX: " + new string('x', 8_192 - 28));

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_gets_the_length_and_no_body()
    {
        var answer = await SendAsync("HEAD /metrics HTTP/1.1\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_that_say_nothing_hold_nobody_up_for_long()
    {
        var silent = new List<TcpClient>();
        for (var i = 0; i < 4; i++)
        {
            silent.Add(new TcpClient());
            await silent[i].ConnectAsync(_endpoint.Address);
        }
        await Wait.UntilAsync(() => _endpoint.Serving == 4, "all places are taken");
        var scrape = _client.GetStringAsync(new Uri($"http://{_endpoint.Address}/metrics"));

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Contains("siskin_queue_requests 3", await scrape.PatientlyAsync(), StringComparison.Ordinal);
        silent.ForEach(client => client.Dispose());
    }

    [Fact]
    public void A_port_that_is_taken_costs_the_metrics_and_nothing_else()
    {
        Assert.Null(Start(_endpoint.Address));

        Assert.Contains(
            _logs.Lines,
            line =>
                line.StartsWith($"Error 451 Metrics are not served at {_endpoint.Address}: ", StringComparison.Ordinal)
        );
    }

    private PrometheusEndpoint? Start(IPEndPoint address) =>
        PrometheusEndpoint.Start(address, new PrometheusPage(new MetricsSource(_meter, "d", "1")), _time, _logs);

    private async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_endpoint.Address);
        using var reader = new StreamReader(client.GetStream());
        await client.Client.SendAsync(Encoding.ASCII.GetBytes(request));
        client.Client.Shutdown(SocketShutdown.Send);
        return await reader.ReadToEndAsync().PatientlyAsync();
    }
}

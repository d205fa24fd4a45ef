namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>The published <c>siskin-fleet serve</c>, with its page on a port of its own.</summary>
internal sealed class FleetProcess : IAsyncDisposable
{
    private readonly ChildProcess process;

    private FleetProcess(ChildProcess process, Uri page) => (this.process, Page) = (process, page);

    /// <summary>Where it lies.</summary>
    public static string Binary => Path.Combine(Path.GetDirectoryName(Checkout.Binary)!, "siskin-fleet");

    /// <summary>The page.</summary>
    public Uri Page { get; }

    public HttpClient Http { get; } = new();

    public string Log => process.Error;

    public static async Task<FleetProcess> StartAsync(MosquittoServer broker, params string[] further)
    {
        var port = MosquittoServer.FreePort();
        var process = ChildProcess.Start(
            Binary,
            ["serve", "--broker", broker.Url, "--listen", $"127.0.0.1:{port}", .. further]
        );
        var fleet = new FleetProcess(process, new Uri($"http://127.0.0.1:{port}/"));
        await fleet.WaitAsync(
            "/metrics",
            page => page.Contains("siskin_fleet_broker_connected 1\n", StringComparison.Ordinal)
        );
        return fleet;
    }

    /// <summary>Asks for a page until it is as wanted.</summary>
    public async Task<string> WaitAsync(string path, Func<string, bool> isWanted)
    {
        var last = "nothing";
        for (var deadline = DateTime.UtcNow + ChildProcess.Patience; DateTime.UtcNow < deadline; await Task.Delay(50))
        {
            try
            {
                last = await Http.GetStringAsync(new Uri(Page, path));
                if (isWanted(last))
                    return last;
            }
            catch (HttpRequestException e) when (!process.HasExited)
            {
                last = e.Message; // not listening yet
            }
        }
        throw new TimeoutException($"{path} did not become as wanted; the last was:\n{last}\n{Log}");
    }

    public void Terminate() => process.Terminate();

    public Task<int> WaitForExitAsync() => process.WaitForExitAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await process.DisposeAsync();
    }
}

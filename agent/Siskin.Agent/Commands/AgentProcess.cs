using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Siskin.Agent.Commands;

/// <summary>
/// A second copy of this program, running as the service with an embedded broker on a free loopback port.
/// </summary>
internal sealed partial class AgentProcess : IAsyncDisposable
{
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly string _config;
    private readonly StringBuilder _log = new();
    private bool _disposed;

    private AgentProcess(Process process, string config, int port)
    {
        (_process, _config, Port) = (process, config, port);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>What it wrote on stderr so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="device">Its device name.</param>
    /// <param name="bundle">Folder of the bundle.</param>
    /// <param name="variant">Variant, or <c>auto</c>.</param>
    public static AgentProcess Start(string device, string bundle, string variant)
    {
        var port = FreePort();
        var config = Path.Combine(Path.GetTempPath(), $"siskin-demo-{Environment.ProcessId}.toml");
        File.WriteAllText(
            config,
            $"""
            [agent]
            device = "{device}"
            [bundle]
            path = {Quote(Path.GetFullPath(bundle))}
            variant = {Quote(variant)}
            [broker]
            embedded = true
            embedded_port = {port}
            [telemetry]
            interval_s = 1
            """
        );
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "siskin.dll"));
        foreach (var argument in new[] { "run", "--config", config })
            start.ArgumentList.Add(argument);
        return new AgentProcess(Process.Start(start)!, config, port);
    }

    /// <summary>Asks it to stop, as systemd would, and waits.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (!_process.HasExited)
            _ = Kill(_process.Id, SigTerm);
        // Waiting also drains what it still has to say on stderr.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        File.Delete(_config);
    }

    private void Append(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // A TOML literal string takes every character but the apostrophe and line breaks.
    private static string Quote(string text) =>
        text.AsSpan().ContainsAny('\'', '\n')
            ? throw CommandException.Usage($"{text} must not contain apostrophes.")
            : $"'{text}'";

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}

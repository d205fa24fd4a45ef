using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>What the broker asks of its clients.</summary>
internal sealed record MosquittoOptions
{
    public (string User, string Password)? Login { get; init; }

    public TestCertificates? Certificates { get; init; }

    public bool RequireClientCertificate { get; init; }

    /// <summary>Further lines of its configuration: retain_available, max_qos, max_packet_size.</summary>
    public string Lines { get; init; } = "";

    /// <summary>What an acl_file says, or null for none: everything is allowed then.</summary>
    public string? Acl { get; init; }

    /// <summary>A broker that survives SIGKILL with its sessions and queued messages.</summary>
    public bool Persistent { get; init; }
}

/// <summary>A real Mosquitto on a loopback port of its own.</summary>
internal sealed class MosquittoServer : IAsyncDisposable
{
    private readonly ScratchFolder folder = new();
    private ChildProcess? process;

    private MosquittoServer(MosquittoOptions options) => Options = options;

    public MosquittoOptions Options { get; }

    public int Port { get; } = FreePort();

    public int ProcessId => process!.Id;

    public string Url => $"{(Options.Certificates is null ? "mqtt" : "mqtts")}://127.0.0.1:{Port}";

    public static async Task<MosquittoServer> StartAsync(MosquittoOptions? options = null)
    {
        var server = Prepare(options);
        await server.StartAsync();
        return server;
    }

    /// <summary>Reserves a port for a broker that is not there yet.</summary>
    public static MosquittoServer Prepare(MosquittoOptions? options = null) => new(options ?? new MosquittoOptions());

    public async Task StartAsync()
    {
        var configuration = folder.Write("mosquitto.conf", await ConfigurationAsync());
        process = ChildProcess.Start(Checkout.Program("mosquitto"), ["-c", configuration], folder: folder.Path);
        for (var deadline = DateTime.UtcNow + ChildProcess.Patience; ; await Task.Delay(20))
        {
            if (process.HasExited || DateTime.UtcNow > deadline)
                throw new InvalidOperationException($"Mosquitto did not start on port {Port}.\n{process.Error}");
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                // Not listening yet.
            }
        }
    }

    /// <summary>Ends the broker as its service manager would: it keeps what it has.</summary>
    public async Task StopAsync()
    {
        process!.Terminate();
        await process.WaitForExitAsync();
    }

    /// <summary>Ends the broker as a power cut would.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        folder.Dispose();
    }

    private async Task<string> ConfigurationAsync()
    {
        var text = new StringBuilder($"listener {Port} 127.0.0.1\nmax_queued_messages 10000\n");
        // Started by root, Mosquitto would become a user that cannot read this folder.
        text.AppendLine($"user {Environment.UserName}");
        if (Options.Persistent)
        {
            text.AppendLine($"persistence true\npersistence_location {folder.Path}/");
            text.AppendLine("autosave_on_changes true\nautosave_interval 1");
        }

        if (Options.Lines.Length > 0)
            text.AppendLine(Options.Lines);
        if (Options.Acl is { } acl)
            text.AppendLine($"acl_file {folder.Write("acl", acl + "\n")}");
        if (Options.Certificates is { } certificates)
        {
            text.AppendLine(
                $"cafile {certificates.Authority}\ncertfile {certificates.Server}\nkeyfile {certificates.ServerKey}"
            );
            if (Options.RequireClientCertificate)
                text.AppendLine("require_certificate true");
        }

        if (Options.Login is not { } login)
            return text.AppendLine("allow_anonymous true").ToString();
        var passwords = folder.Write("passwords", $"{login.User}:{login.Password}\n");
        (await ChildProcess.RunAsync(Checkout.Program("mosquitto_passwd"), ["-U", passwords])).Expect(0);
        return text.AppendLine($"allow_anonymous false\npassword_file {passwords}").ToString();
    }

    /// <summary>A port on loopback that nobody listens at.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Text;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>How a test wants its agent.</summary>
internal sealed record AgentOptions
{
    public string Device { get; init; } = "bench-1";

    public string Bundle { get; init; } = Checkout.TinyBundle;

    /// <summary>Further lines of the [agent], [broker] and [limits] sections.</summary>
    public string Agent { get; init; } = "";

    public string Broker { get; init; } = "";

    public string Limits { get; init; } = "";

    /// <summary>Lines of the [state] section.</summary>
    public string State { get; init; } = "";

    public int TelemetrySeconds { get; init; } = 60;

    /// <summary>Further lines of the [telemetry] section.</summary>
    public string Telemetry { get; init; } = "";

    /// <summary>Further sections, for example [[watch]].</summary>
    public string Sections { get; init; } = "";

    /// <summary>Where the agent finds the broker, if not at its own address: a proxy in between.</summary>
    public string? Url { get; init; }

    /// <summary>Program and first arguments.</summary>
    public IReadOnlyList<string> Command { get; init; } = [Checkout.Binary];

    /// <summary>What is added to its environment.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }
}

/// <summary>The published binary in <c>siskin run</c>.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    private readonly ScratchFolder folder;
    private readonly IReadOnlyList<string> command;
    private readonly IReadOnlyDictionary<string, string>? environment;
    private ChildProcess process;

    private AgentProcess(ScratchFolder folder, IReadOnlyList<string> command, AgentOptions options)
    {
        this.folder = folder;
        this.command = command;
        environment = options.Environment;
        process = ChildProcess.Start(command[0], command.Skip(1), environment);
        Device = options.Device;
    }

    public string Device { get; }

    public int ProcessId => process.Id;

    public string RequestTopic => $"siskin/{Device}/request";

    public string StatusTopic => $"siskin/{Device}/status";

    public string InfoTopic => $"siskin/{Device}/info";

    public string TelemetryTopic => $"siskin/{Device}/telemetry";

    /// <summary>What it wrote since its last start.</summary>
    public string Log => process.Output + process.Error;

    /// <summary>Its configuration file, which the next start reads.</summary>
    public string ConfigurationFile => folder.File("siskin.toml");

    public bool HasExited => process.HasExited;

    public static AgentProcess Start(MosquittoServer broker, AgentOptions? options = null)
    {
        options ??= new AgentOptions();
        var folder = new ScratchFolder();
        var configuration = folder.Write("siskin.toml", Configuration(broker, options, folder));
        return new AgentProcess(folder, [.. options.Command, "run", "--config", configuration], options);
    }

    /// <summary>The text of a configuration file for this broker.</summary>
    public static string Configuration(MosquittoServer broker, AgentOptions options, ScratchFolder folder)
    {
        var text = new StringBuilder();
        text.AppendLine($"[agent]\ndevice = \"{options.Device}\"\n{options.Agent}");
        text.AppendLine($"[bundle]\npath = \"{options.Bundle}\"");
        // An agent with a broker inside has no other's address.
        var embedded = options.Broker.Contains("embedded = true", StringComparison.Ordinal);
        text.AppendLine(embedded ? "[broker]" : $"[broker]\nurl = \"{options.Url ?? broker.Url}\"\nwill_delay_s = 0");
        text.AppendLine(options.Broker);
        if (broker.Options.Login is { } login && !options.Broker.Contains("username", StringComparison.Ordinal))
        {
            folder.Write("password", login.Password + "\n");
            text.AppendLine($"username = \"{login.User}\"\npassword_file = \"password\"");
        }

        if (
            broker.Options.Certificates is { } certificates
            && !options.Broker.Contains("ca_file", StringComparison.Ordinal)
        )
        {
            text.AppendLine($"ca_file = \"{certificates.Authority}\"");
            if (broker.Options.RequireClientCertificate)
                text.AppendLine(
                    $"client_cert_file = \"{certificates.Client}\"\nclient_key_file = \"{certificates.ClientKey}\""
                );
        }

        text.AppendLine($"[limits]\n{options.Limits}");
        text.AppendLine($"[state]\n{options.State}");
        text.AppendLine($"[telemetry]\ninterval_s = {options.TelemetrySeconds}\n{options.Telemetry}");
        text.AppendLine(options.Sections);
        return text.ToString();
    }

    public void Terminate() => process.Terminate();

    public void Kill() => process.Kill();

    /// <summary>Asks it to read its configuration again.</summary>
    public void HangUp() => process.HangUp();

    /// <summary>Waits until its log has this text.</summary>
    public async Task WaitForLogAsync(string text)
    {
        for (var deadline = DateTime.UtcNow + ChildProcess.Patience; !Log.Contains(text, StringComparison.Ordinal); )
        {
            if (DateTime.UtcNow > deadline || HasExited)
                throw new TimeoutException($"The log has no '{text}':\n{Log}");
            await Task.Delay(20);
        }
    }

    /// <summary>Ends it with SIGKILL and starts it again.</summary>
    public Task KillAndRestartAsync()
    {
        Kill();
        return RestartAsync();
    }

    /// <summary>Starts it again, with the same configuration, after its end; its log begins anew.</summary>
    public async Task RestartAsync()
    {
        await process.WaitForExitAsync();
        await process.DisposeAsync();
        process = ChildProcess.Start(command[0], command.Skip(1), environment);
    }

    public Task<int> WaitForExitAsync() => process.WaitForExitAsync();

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        folder.Dispose();
    }
}

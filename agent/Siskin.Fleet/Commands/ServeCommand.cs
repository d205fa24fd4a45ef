using System.CommandLine;
using System.Net;
using Microsoft.Extensions.Logging;
using Siskin.Agent.Commands;
using Siskin.Agent.Service;
using Siskin.Fleet.Devices;
using Siskin.Fleet.Service;
using Siskin.Fleet.Web;

namespace Siskin.Fleet.Commands;

/// <summary><c>siskin-fleet serve</c>: a page and metrics of all devices of a broker.</summary>
internal sealed class ServeCommand
{
    private readonly FleetOptions _fleet = new();

    private readonly Option<string> _listen = new("--listen")
    {
        Description = "Address and port of the page; any but loopback needs --token-file.",
        HelpName = "ADDRESS:PORT",
        DefaultValueFactory = _ => "127.0.0.1:9470",
    };

    private readonly Option<FileInfo?> _tokenFile = new("--token-file")
    {
        Description = "File with the token that opens the page.",
        HelpName = "FILE",
    };

    private readonly Option<DirectoryInfo?> _data = new("--data")
    {
        Description = "Folder of the history; without it none is kept.",
        HelpName = "DIR",
    };

    private readonly Option<int> _historyMb = new("--history-mb")
    {
        Description = "Largest size of the history, 16 to 1000000 MB.",
        HelpName = "N",
        DefaultValueFactory = _ => 8_000,
    };

    private readonly Option<DirectoryInfo?> _frames = new("--frames")
    {
        Description = "Folder for frames that were read wrong, as siskin-models evaluate --frames reads it.",
        HelpName = "DIR",
    };

    private readonly Option<FileInfo?> _labels = new("--labels")
    {
        Description = "File with labels of devices, a line for each: NAME-OR-PATTERN label=value ...",
        HelpName = "FILE",
    };

    private readonly Option<int> _devices = new("--max-devices")
    {
        Description = "Most devices, 1 to 100000; what further ones say is ignored.",
        HelpName = "N",
        DefaultValueFactory = _ => new FleetLimits().Devices,
    };

    private readonly Option<int> _stale = new("--stale-s")
    {
        Description = "Seconds of silence, 5 to 86400, after which a device that is up counts as stale.",
        HelpName = "N",
        DefaultValueFactory = _ => (int)new FleetLimits().StaleAfter.TotalSeconds,
    };

    private readonly Option<int> _watchStale = new("--watch-stale-s")
    {
        Description = "Seconds, 5 to 31536000, after which the value of a watch counts as stale.",
        HelpName = "N",
        DefaultValueFactory = _ => (int)new FleetLimits().WatchStaleAfter.TotalSeconds,
    };

    public static Command Create()
    {
        var serve = new ServeCommand();
        var command = new Command(
            "serve",
            "Shows all devices of a broker on a web page, and as metrics for Prometheus."
        );
        serve._fleet.AddTo(command);
        foreach (
            var option in new Option[]
            {
                serve._listen,
                serve._tokenFile,
                serve._data,
                serve._historyMb,
                serve._frames,
                serve._labels,
                serve._devices,
                serve._stale,
                serve._watchStale,
            }
        )
            command.Options.Add(option);
        NumberRange.Require(command, serve._historyMb, 16, 1_000_000);
        NumberRange.Require(command, serve._devices, 1, 100_000);
        NumberRange.Require(command, serve._stale, 5, 86_400);
        NumberRange.Require(command, serve._watchStale, 5, 31_536_000);
        command.SetAction((parsed, stop) => RunAsync(serve.Read(parsed), stop));
        return command;
    }

    private ServeOptions Read(ParseResult parsed) =>
        new(
            _fleet.Broker(parsed),
            _fleet.Root(parsed),
            Address(parsed),
            Token(parsed),
            parsed.GetValue(_data)?.FullName,
            (long)parsed.GetValue(_historyMb) << 20,
            parsed.GetValue(_frames)?.FullName,
            Labels(parsed),
            new FleetLimits
            {
                Devices = parsed.GetValue(_devices),
                StaleAfter = TimeSpan.FromSeconds(parsed.GetValue(_stale)),
                WatchStaleAfter = TimeSpan.FromSeconds(parsed.GetValue(_watchStale)),
            }
        );

    private IPEndPoint Address(ParseResult parsed)
    {
        var text = parsed.GetRequiredValue(_listen);
        // Without a port the system would give one, and nobody would know which.
        if (!IPEndPoint.TryParse(text, out var address) || !text.Contains(':', StringComparison.Ordinal))
            throw CommandException.Usage(
                $"--listen {text} is not allowed; give an IP address and a port, such as 127.0.0.1:9470."
            );
        if (!IPAddress.IsLoopback(address.Address) && parsed.GetValue(_tokenFile) is null)
            throw CommandException.Usage(
                $"--listen {text} lets other machines in: give --token-file, or listen on 127.0.0.1."
            );
        return address;
    }

    private AccessToken? Token(ParseResult parsed)
    {
        if (InputFile.ReadText(parsed.GetValue(_tokenFile)?.FullName) is not { } token)
            return null;
        try
        {
            return new AccessToken(token);
        }
        catch (FormatException e)
        {
            throw CommandException.Usage($"--token-file {parsed.GetValue(_tokenFile)}: {e.Message}");
        }
    }

    private FleetLabels Labels(ParseResult parsed)
    {
        try
        {
            return FleetLabels.Parse(InputFile.ReadText(parsed.GetValue(_labels)?.FullName) ?? "");
        }
        catch (FormatException e)
        {
            throw CommandException.Usage($"--labels {parsed.GetValue(_labels)}: {e.Message}");
        }
    }

    private static async Task<int> RunAsync(ServeOptions options, CancellationToken stop)
    {
        using var logs = new LogOutput(LogLevel.Information).Open();
        try
        {
            await using var service = new FleetService(options, TimeProvider.System, logs);
            await service.RunAsync(stop);
            return ExitCode.Done;
        }
        catch (IOException e)
        {
            throw CommandException.Failed($"nothing is served at {options.Listen}: {e.Message}");
        }
    }
}

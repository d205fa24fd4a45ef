using System.CommandLine;
using System.Net;
using Siskin.Agent.Commands;

namespace Siskin.Fleet.Updates;

/// <summary>The options by which a roll-out is shaped.</summary>
internal sealed class RolloutOptions
{
    private readonly Option<string> _stages = new("--stages")
    {
        Description = "How many devices have been offered the bundle at the end of each stage.",
        HelpName = "1,10%,100%",
        DefaultValueFactory = _ => "1,10%,100%",
    };

    private readonly Option<string> _maxFailures = new("--max-failures")
    {
        Description = "How many devices, or which share of all, may fail before the roll-out halts.",
        HelpName = "N|P%",
        DefaultValueFactory = _ => "0",
    };

    private readonly Option<int> _atOnce = new("--at-once")
    {
        Description = "How many devices load the bundle at a time, 1 to 10000.",
        HelpName = "N",
        DefaultValueFactory = _ => 50,
    };

    private readonly Option<int> _timeOut = new("--timeout-s")
    {
        Description = "How long a device may take, its probation included, 10 to 604800.",
        HelpName = "N",
        DefaultValueFactory = _ => 3_600,
    };

    private readonly Option<int> _soak = new("--soak-s")
    {
        Description = "How long a stage is left alone before the next one begins, 0 to 604800.",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<string?> _window = new("--window")
    {
        Description = "Offer the bundle in this part of the day only, local time.",
        HelpName = "22:00-05:00",
    };

    private readonly Option<string?> _serve = new("--serve")
    {
        Description = "Serve the files over HTTP at this address, which devices can reach, for as long as it lasts.",
        HelpName = "ADDRESS:PORT",
    };

    private readonly Option<string?> _url = new("--url")
    {
        Description = "The files lie there already, on any HTTP server.",
        HelpName = "URL",
    };

    private readonly Option<bool> _chunks = new("--chunks")
    {
        Description = "Send the files over MQTT, for small bundles and devices that reach nothing but the broker.",
    };

    public void AddTo(Command command)
    {
        foreach (
            var option in new Option[]
            {
                _serve,
                _url,
                _chunks,
                _stages,
                _maxFailures,
                _atOnce,
                _timeOut,
                _soak,
                _window,
            }
        )
            command.Options.Add(option);
    }

    /// <summary>The terms.</summary>
    /// <exception cref="CommandException">An option is wrong.</exception>
    public RolloutTerms Terms(ParseResult parsed) =>
        new(
            Read(_stages.Name, parsed.GetRequiredValue(_stages), Stages.Parse),
            Read(_maxFailures.Name, parsed.GetRequiredValue(_maxFailures), Share.Parse),
            InRange(parsed, _atOnce, 1, 10_000),
            TimeSpan.FromSeconds(InRange(parsed, _timeOut, 10, 604_800)),
            TimeSpan.FromSeconds(InRange(parsed, _soak, 0, 604_800)),
            parsed.GetValue(_window) is { } window ? Read(_window.Name, window, TimeWindow.Parse) : null
        );

    /// <summary>Where this program serves the files, or null where others do.</summary>
    /// <exception cref="CommandException">The address is none, or there are two sources.</exception>
    public IPEndPoint? Address(ParseResult parsed)
    {
        if (new[] { Has(parsed, _serve), Has(parsed, _url), parsed.GetValue(_chunks) }.Count(given => given) != 1)
            throw CommandException.Usage("Give one of --serve, --url and --chunks: where the files come from.");
        if (parsed.GetValue(_serve) is not { } text)
            return null;
        return
            IPEndPoint.TryParse(text, out var address)
            && address.Port > 0
            && !address.Address.Equals(IPAddress.Any)
            && !address.Address.Equals(IPAddress.IPv6Any)
            ? address
            : throw CommandException.Usage(
                $"--serve {text} is not allowed; give an address of this machine that devices can reach, and a port: "
                    + "192.0.2.7:8080."
            );
    }

    /// <summary>Where the files lie already, or null.</summary>
    /// <exception cref="CommandException">It is no address.</exception>
    public Uri? Url(ParseResult parsed)
    {
        if (parsed.GetValue(_url) is not { } text)
            return null;
        return
            Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && (url.UserInfo + url.Query + url.Fragment).Length == 0
            ? url
            : throw CommandException.Usage(
                $"--url {text} is not allowed; give http://HOST/PATH/ or https://HOST/PATH/ without user name and query."
            );
    }

    private static bool Has(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is not null;

    private static T Read<T>(string option, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException e)
        {
            throw CommandException.Usage($"{option}: {e.Message}");
        }
    }

    private static int InRange(ParseResult parsed, Option<int> option, int low, int high) =>
        parsed.GetValue(option) is var number && number >= low && number <= high
            ? number
            : throw CommandException.Usage($"{option.Name} {number} is not allowed; give {low} to {high}.");
}

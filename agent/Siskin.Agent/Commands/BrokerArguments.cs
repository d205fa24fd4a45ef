using System.CommandLine;
using System.Security.Cryptography;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Commands;

/// <summary>
/// The options by which client verbs reach a broker. Passwords come from a file, never from the command line.
/// </summary>
internal sealed class BrokerArguments
{
    private readonly Option<string> _broker = new("--broker")
    {
        Description = "mqtt://HOST[:PORT] or mqtts://HOST[:PORT].",
        HelpName = "URL",
        DefaultValueFactory = _ => "mqtt://127.0.0.1:1883",
    };

    private readonly Option<string?> _username = new("--username") { Description = "User name.", HelpName = "NAME" };

    private readonly Option<FileInfo?> _passwordFile = new("--password-file")
    {
        Description = "File with the password.",
        HelpName = "FILE",
    };

    private readonly Option<FileInfo?> _caFile = new("--ca-file")
    {
        Description = "Authorities to trust (PEM).",
        HelpName = "FILE",
    };

    private readonly Option<string> _mqtt = new("--mqtt")
    {
        Description = "Protocol version: 5 or 3.1.1.",
        DefaultValueFactory = _ => "5",
    };

    public BrokerArguments() => _mqtt.AcceptOnlyFromAmong("5", "3.1.1");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _broker, _username, _passwordFile, _caFile, _mqtt })
            command.Options.Add(option);
    }

    /// <summary>The connection that the options describe, with a client id of its own.</summary>
    /// <exception cref="CommandException">The URL, the password file or that of the authorities is wrong.</exception>
    public BrokerSection Read(ParseResult parsed)
    {
        var text = parsed.GetRequiredValue(_broker);
        var url =
            BrokerUrl.Parse(text)
            ?? throw CommandException.Usage(
                $"--broker {Secrets.MaskUrl(text)} is not allowed; give mqtt://HOST[:PORT] or mqtts://HOST[:PORT]."
            );
        var authorities = parsed.GetValue(_caFile)?.FullName;
        if (authorities is not null && TlsFiles.Problem(() => TlsFiles.Authorities(authorities)) is { } problem)
            throw CommandException.Usage($"--ca-file {authorities} cannot be used: {problem}");
        return Section(
            url,
            parsed.GetValue(_mqtt) == "5" ? MqttVersion.V5 : MqttVersion.V311,
            parsed.GetValue(_username),
            InputFile.ReadText(parsed.GetValue(_passwordFile)?.FullName),
            authorities
        );
    }

    /// <summary>A connection for a client that stays only for a while.</summary>
    public static BrokerSection Section(
        Uri url,
        MqttVersion version,
        string? username = null,
        string? password = null,
        string? caFile = null
    ) =>
        new(
            url.Host.Trim('[', ']'),
            url.Port,
            url.Scheme == "mqtts",
            "siskin-client-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5)),
            username,
            password,
            version,
            KeepAlive: TimeSpan.FromSeconds(30),
            SessionExpiry: TimeSpan.Zero,
            WillDelay: TimeSpan.Zero,
            ReceiveMaximum: 64,
            caFile,
            null,
            null,
            null
        );
}

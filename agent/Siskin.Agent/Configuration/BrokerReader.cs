using System.Net;
using Siskin.Agent.Wire;
using Siskin.Runtime;

namespace Siskin.Agent.Configuration;

/// <summary>Reads the <c>[broker]</c> section: the values depend on each other more than elsewhere.</summary>
internal static class BrokerReader
{
    private const int MaxPasswordBytes = 1 << 16;

    public static BrokerSection Read(
        SectionReader section,
        AgentSection agent,
        LimitsSection limits,
        ConfigPlaces places
    )
    {
        var embedded = ReadEmbedded(section);
        var url = ReadUrl(section, embedded);
        var username = section.Text(
            "username",
            null,
            value => value.Length > 0 && MqttText.IsSendable(value) ? null : "a user name, or leave the key out"
        );
        var password = ReadPassword(section, places);
        if (password is not null && username is null)
            section.AddError("password_file", "needs username as well.");
        var anonymous = section.Flag("anonymous", false);
        if (embedded is not null && !IsLoopback(embedded.Bind) && !anonymous && password is null)
            section.AddError(
                "embedded_bind",
                $"\"{embedded.Bind}\" lets other machines in; set username and password_file, or state "
                    + "anonymous = true."
            );
        var version = section.Choice("mqtt", MqttVersion.V5, ("5", MqttVersion.V5), ("3.1.1", MqttVersion.V311));
        var (certificate, key) = ReadClientCertificate(section, places);
        return new BrokerSection(
            url.Host.Trim('[', ']'),
            url.Port,
            url.Scheme == "mqtts",
            section.Text("client_id", $"siskin-{agent.Device}", ObjectToClientId)!,
            username,
            password,
            version,
            TimeSpan.FromSeconds(section.Integer("keep_alive_s", 30, 1, 3_600)),
            TimeSpan.FromSeconds(section.Integer("session_expiry_s", 86_400, 0, int.MaxValue)),
            TimeSpan.FromSeconds(section.Integer("will_delay_s", 5, 0, 3_600)),
            section.Integer("receive_maximum", Math.Min(65_535, limits.QueueCount * 2), 1, 65_535),
            ReadAuthorities(section, places),
            certificate,
            key,
            embedded
        );
    }

    private static EmbeddedBrokerSection? ReadEmbedded(SectionReader section)
    {
        var on = section.Flag("embedded", false);
        var bind = section.Text(
            "embedded_bind",
            "127.0.0.1",
            value => IPAddress.TryParse(value, out _) ? null : "an IP address"
        )!;
        var port = section.Integer("embedded_port", 1883, 1, 65_535);
        return on ? new EmbeddedBrokerSection(bind, port) : null;
    }

    private static Uri ReadUrl(SectionReader section, EmbeddedBrokerSection? embedded)
    {
        var text = section.Text("url", null, ObjectToUrl);
        var plaintext = section.Flag("plaintext", false);
        if (embedded is not null)
        {
            if (text is not null)
                section.AddError("url", "is not used together with embedded = true; remove one of the two.");
            // The client reaches an address of all interfaces through loopback.
            var host =
                IPAddress.Parse(embedded.Bind) is { } address
                && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
                    ? "127.0.0.1"
                    : embedded.Bind;
            return new UriBuilder("mqtt", host, embedded.Port).Uri;
        }
        var url = BrokerUrl.Parse(text ?? "mqtt://127.0.0.1:1883")!;
        if (url.Scheme == "mqtt" && !plaintext && !IsLoopback(url.Host))
            section.AddError(
                "url",
                $"\"{Secrets.MaskUrl(text!)}\" sends everything in plain text over the network; use mqtts:// or "
                    + "state plaintext = true."
            );
        return url;
    }

    private static string? ReadPassword(SectionReader section, ConfigPlaces places)
    {
        if (section.File("password_file", places) is not { } path)
            return null;
        if (IsAssumed(path, places))
            return ""; // nobody logs in during a check
        WarnOfReaders(section, "password_file", path);
        try
        {
            return RegularFile.ReadAllText(path, MaxPasswordBytes).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            section.AddError("password_file", $"\"{path}\" cannot be read: {e.Message}");
            return null;
        }
    }

    private static (string? Certificate, string? Key) ReadClientCertificate(SectionReader section, ConfigPlaces places)
    {
        var certificate = section.File("client_cert_file", places);
        var key = section.File("client_key_file", places);
        if (certificate is null != key is null)
            section.AddError(
                certificate is null ? "client_key_file" : "client_cert_file",
                "client_cert_file and client_key_file belong together."
            );
        else if (
            certificate is not null
            && !IsAssumed(certificate, places)
            && !IsAssumed(key!, places)
            && TlsFiles.Problem(() => TlsFiles.Certificate(certificate, key!)) is { } problem
        )
            section.AddError("client_cert_file", $"\"{certificate}\" with the key \"{key}\" cannot be used: {problem}");
        if (key is not null && !IsAssumed(key, places))
            WarnOfReaders(section, "client_key_file", key);
        return (certificate, key);
    }

    private static string? ReadAuthorities(SectionReader section, ConfigPlaces places)
    {
        var path = section.File("ca_file", places);
        if (
            path is not null
            && !IsAssumed(path, places)
            && TlsFiles.Problem(() => TlsFiles.Authorities(path)) is { } problem
        )
            section.AddError("ca_file", $"\"{path}\" cannot be used: {problem}");
        return path;
    }

    private static void WarnOfReaders(SectionReader section, string key, string path)
    {
        if (
            !OperatingSystem.IsWindows()
            && File.Exists(path)
            && File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead)
        )
            section.Warn(key, $"\"{path}\" can be read by every user of this machine; chmod o-r takes that away.");
    }

    // A credential that a check only takes for granted: systemd brings it when the service starts.
    private static bool IsAssumed(string path, ConfigPlaces places) =>
        places.CredentialsAssumed && path.StartsWith(ConfigPlaces.CredentialPrefix, StringComparison.Ordinal);

    private static bool IsLoopback(string host) =>
        host == "localhost"
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static string? ObjectToUrl(string value) =>
        BrokerUrl.Parse(value) is null ? "mqtt://HOST[:PORT] or mqtts://HOST[:PORT], without user name or path" : null;

    private static string? ObjectToClientId(string value) =>
        value.Length is > 0 and <= 128 && MqttText.HasOnlyCharacters(value)
            ? null
            : "1 to 128 characters, none of them a control character";
}

using System.Net;

namespace Siskin.Agent.Configuration;

/// <summary>Reads the <c>[metrics]</c> section.</summary>
internal static class MetricsReader
{
    public static MetricsSection Read(SectionReader section)
    {
        var text = section.Text("prometheus", null, ObjectToAddress);
        var address = text is null ? null : AddressOf(text);
        var remote = section.Flag("allow_remote", false);
        if (address is not null && !IPAddress.IsLoopback(address.Address) && !remote)
            section.AddError(
                "prometheus",
                $"\"{text}\" lets other machines read the metrics, without a password; use 127.0.0.1 or [::1], or state "
                    + "allow_remote = true."
            );
        var collector = section.Text("otlp", null, ObjectToCollector);
        return new MetricsSection(
            address,
            collector is null ? null : CollectorOf(collector),
            TimeSpan.FromSeconds(section.Integer("otlp_interval_s", 60, 1, 86_400))
        );
    }

    private static IPEndPoint? AddressOf(string text)
    {
        const string LocalHost = "localhost:";
        if (text.StartsWith(LocalHost, StringComparison.Ordinal))
            text = $"{IPAddress.Loopback}:{text[LocalHost.Length..]}";
        // The parser takes less for an address as well: a bare number, 1.5 (1.0.0.5), no port.
        return IPEndPoint.TryParse(text, out var address) && address.Port > 0 && address.ToString() == text
            ? address
            : null;
    }

    private static Uri? CollectorOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
        && url.Host.Length > 0
        && url.UserInfo.Length == 0
        && url.Query.Length == 0
        && url.Fragment.Length == 0
            ? url
            : null;

    private static string? ObjectToAddress(string value) =>
        AddressOf(value) is null ? "an IP address and a port, such as \"127.0.0.1:9464\" or \"[::1]:9464\"" : null;

    private static string? ObjectToCollector(string value) =>
        CollectorOf(value) is null
            ? "http://HOST:4317 (gRPC) or http://HOST:4318 (HTTP), without user name or query"
            : null;
}

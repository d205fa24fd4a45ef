namespace Siskin.Agent.Configuration;

/// <summary>URLs of brokers: <c>mqtt://HOST[:PORT]</c> and <c>mqtts://HOST[:PORT]</c>.</summary>
internal static class BrokerUrl
{
    /// <summary>The URL with its port (1883 and 8883 where none is given), or null when it is not one.</summary>
    public static Uri? Parse(string text)
    {
        // Credentials in URLs end up in logs and process lists; they have their own keys.
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("mqtt" or "mqtts")
            || url.Host.Length == 0
            || url.UserInfo.Length > 0
            || url.PathAndQuery is not ("/" or "")
        )
        {
            return null;
        }
        return url.Port > 0 ? url : new UriBuilder(url.Scheme, url.Host, url.Scheme == "mqtts" ? 8883 : 1883).Uri;
    }
}

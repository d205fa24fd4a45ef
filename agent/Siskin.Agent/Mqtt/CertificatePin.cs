using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// Accepts a broker's certificate only when one of the configured authorities issued it for that name, itself or through
/// authorities whose certificates the broker sent along.
/// </summary>
internal static class CertificatePin
{
    public static bool Accepts(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors,
        X509Certificate2Collection authorities)
    {
        const SslPolicyErrors Fatal = SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateNotAvailable;
        if (certificate is null || (errors & Fatal) != 0)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        if (sent is not null)
        {
            // They only lead the way; what is trusted are the configured ones alone.
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
            foreach (var element in sent.ChainElements)
                chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // private authorities rarely publish lists
        return chain.Build(new X509Certificate2(certificate));
    }
}

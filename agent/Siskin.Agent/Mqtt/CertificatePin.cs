using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// Accepts a broker's certificate only if one of the configured authorities issued it for that name, directly or
/// through authorities whose certificates the broker sent along.
/// </summary>
internal static class CertificatePin
{
    public static bool Accepts(
        X509Certificate? certificate,
        X509Chain? sent,
        SslPolicyErrors errors,
        X509Certificate2Collection authorities
    )
    {
        const SslPolicyErrors Fatal =
            SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateNotAvailable;
        return certificate is not null
            && (errors & Fatal) == 0
            && Check(new X509Certificate2(certificate), sent, authorities) == X509ChainStatusFlags.NoError;
    }

    /// <summary>
    /// What is wrong with the way from the certificate to one of the authorities; its name is not looked at.
    /// </summary>
    public static X509ChainStatusFlags Check(
        X509Certificate2 certificate,
        X509Chain? sent,
        X509Certificate2Collection authorities
    )
    {
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
        if (chain.Build(certificate))
            return X509ChainStatusFlags.NoError;
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (sum, one) => sum | one.Status);
        return status == X509ChainStatusFlags.NoError ? X509ChainStatusFlags.PartialChain : status;
    }
}

using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Siskin.Agent.Mqtt;

/// <summary>Judges the broker's certificate, and says in a sentence what is wrong with it and what to do.</summary>
/// <param name="host">Host of the broker as the configuration has it.</param>
/// <param name="authoritiesFile">Where the authorities come from, or null for those of the system.</param>
internal sealed class TlsVerdict(string host, string? authoritiesFile)
{
    /// <summary>Why the certificate of the last handshake was not accepted, or null.</summary>
    public string? Problem { get; private set; }

    public bool Accepts(
        X509Certificate? certificate,
        X509Chain? sent,
        SslPolicyErrors errors,
        X509Certificate2Collection? authorities
    )
    {
        Problem = null;
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            Problem = "the broker showed no certificate; its TLS listener needs one.";
            return false;
        }
        using var shown = new X509Certificate2(certificate);
        var status = authorities is null
            ? errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
                ? StatusOf(sent)
                : X509ChainStatusFlags.NoError
            : CertificatePin.Check(shown, sent, authorities);
        if (status != X509ChainStatusFlags.NoError)
            Problem = Distrust(shown, status);
        else if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            Problem =
                $"the broker's certificate is not for {host} but for {NamesOf(shown)}; use one of these in "
                + "[broker] url, "
                + $"or give the broker a certificate for {host}.";
        return Problem is null;
    }

    private string Distrust(X509Certificate2 certificate, X509ChainStatusFlags status)
    {
        if (status == X509ChainStatusFlags.NotTimeValid)
            return $"the broker's certificate is valid from {certificate.NotBefore.ToUniversalTime():u} to "
                + $"{certificate.NotAfter.ToUniversalTime():u} only; renew it, or set the clock of this device.";
        var issuer = certificate.Issuer;
        return authoritiesFile is null
            ? $"the broker's certificate was issued by \"{issuer}\", which this system does not trust "
                + $"({status}); name the "
                + "authority's certificate (PEM) in [broker] ca_file."
            : $"the broker's certificate was issued by \"{issuer}\", which no authority in {authoritiesFile} "
                + "vouches for "
                + $"({status}); put the certificate of the broker's authority into ca_file.";
    }

    private static X509ChainStatusFlags StatusOf(X509Chain? chain)
    {
        var all =
            chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (sum, one) => sum | one.Status)
            ?? X509ChainStatusFlags.NoError;
        return all == X509ChainStatusFlags.NoError ? X509ChainStatusFlags.PartialChain : all;
    }

    private static string NamesOf(X509Certificate2 certificate)
    {
        var names = certificate
            .Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension =>
                extension
                    .EnumerateDnsNames()
                    .Concat(extension.EnumerateIPAddresses().Select((IPAddress address) => address.ToString()))
            )
            .Take(10)
            .ToArray();
        return names.Length > 0 ? string.Join(", ", names) : certificate.Subject;
    }
}

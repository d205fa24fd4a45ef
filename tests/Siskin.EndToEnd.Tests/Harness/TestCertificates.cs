using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>A certificate authority of one test, with a server and a client certificate, as PEM files.</summary>
internal sealed record TestCertificates(
    string Authority,
    string Server,
    string ServerKey,
    string Client,
    string ClientKey
)
{
    /// <param name="folder">Where the files go.</param>
    /// <param name="host">The only name of the server's certificate, or null for those of this machine.</param>
    public static TestCertificates Create(ScratchFolder folder, string? host = null)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        using var authority = RequestOf("Siskin test authority", authorityKey)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        return Issue(folder, authority, authority, now, host);
    }

    /// <summary>
    /// The same, issued by an authority below the one that is trusted; the broker sends its certificate along.
    /// </summary>
    public static TestCertificates CreateBelow(ScratchFolder folder)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        using var root = RequestOf("Siskin test root", rootKey).CreateSelfSigned(now.AddDays(-2), now.AddDays(3));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = RequestOf("Siskin test authority", key)
            .Create(root, now.AddDays(-1), now.AddDays(2), [7]);
        using var authority = certificate.CopyWithPrivateKey(key);
        var issued = Issue(folder, root, authority, now);
        File.AppendAllText(issued.Server, "\n" + authority.ExportCertificatePem());
        return issued;
    }

    private static CertificateRequest RequestOf(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true)
        );
        return request;
    }

    private static TestCertificates Issue(
        ScratchFolder folder,
        X509Certificate2 trusted,
        X509Certificate2 authority,
        DateTimeOffset now,
        string? host = null
    )
    {
        var (server, serverKey) = Issue(folder, authority, host ?? "127.0.0.1", "server", now, host);
        var (client, clientKey) = Issue(folder, authority, "siskin-device", "client", now);
        return new TestCertificates(
            folder.Write("authority.pem", trusted.ExportCertificatePem()),
            server,
            serverKey,
            client,
            clientKey
        );
    }

    private static (string Certificate, string Key) Issue(
        ScratchFolder folder,
        X509Certificate2 authority,
        string name,
        string file,
        DateTimeOffset now,
        string? host = null
    )
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (host is null)
            names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName(host ?? "localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(
            authority,
            now.AddDays(-1),
            now.AddDays(1),
            Guid.NewGuid().ToByteArray()
        );
        return (
            folder.Write($"{file}.pem", certificate.ExportCertificatePem()),
            folder.Write($"{file}.key", key.ExportPkcs8PrivateKeyPem())
        );
    }
}

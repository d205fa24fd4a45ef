using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Siskin.Agent.Mqtt;

namespace Siskin.Agent.Tests.Mqtt;

/// <summary>A broker whose certificate comes from an authority below the configured one.</summary>
public sealed class CertificatePinTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _between;
    private readonly X509Certificate2 _broker;

    public CertificatePinTests()
    {
        var request = Request("root", authority: true, out var rootKey);
        _root = request.CreateSelfSigned(Now.AddDays(-2), Now.AddDays(4));
        request = Request("between", authority: true, out var betweenKey);
        using var between = request.Create(_root, Now.AddDays(-1), Now.AddDays(3), [1]);
        _between = between.CopyWithPrivateKey(betweenKey);
        request = Request("broker", authority: false, out var brokerKey);
        _broker = request.Create(_between, Now.AddDays(-1), Now.AddDays(2), [2]);
        foreach (var key in new[] { rootKey, betweenKey, brokerKey })
            key.Dispose();
    }

    public void Dispose()
    {
        _root.Dispose();
        _between.Dispose();
        _broker.Dispose();
    }

    [Fact]
    public void It_is_trusted_by_way_of_what_it_sent_along() =>
        Assert.True(Accepts(Sent(_between), SslPolicyErrors.RemoteCertificateChainErrors, _root));

    [Fact]
    public void It_is_not_trusted_without_that() =>
        Assert.False(Accepts(Sent(), SslPolicyErrors.RemoteCertificateChainErrors, _root));

    [Fact]
    public void What_it_sent_along_is_no_authority_itself()
    {
        using var other = Request("other", authority: true, out var key)
            .CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
        key.Dispose();

        Assert.False(Accepts(Sent(_between, _root), SslPolicyErrors.None, other));
    }

    [Fact]
    public void Another_name_is_not_trusted() =>
        Assert.False(Accepts(Sent(_between), SslPolicyErrors.RemoteCertificateNameMismatch, _root));

    private bool Accepts(X509Chain sent, SslPolicyErrors errors, X509Certificate2 authority)
    {
        using (sent)
            return CertificatePin.Accepts(_broker, sent, errors, [authority]);
    }

    private static X509Chain Sent(params X509Certificate2[] certificates)
    {
        var chain = new X509Chain();
        chain.ChainPolicy.ExtraStore.AddRange(certificates);
        return chain;
    }

    private static CertificateRequest Request(string name, bool authority, out ECDsa key)
    {
        key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        return request;
    }
}

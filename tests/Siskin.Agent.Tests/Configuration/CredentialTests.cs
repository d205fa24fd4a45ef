using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Configuration;

/// <summary>Secrets that systemd hands to the service.</summary>
public sealed class CredentialTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_password_is_read_from_the_credential()
    {
        File.WriteAllText(_folder.File("password"), "s3cret\n");

        Assert.Equal("s3cret", Read("credential:password", Service).Config!.Broker.Password);
    }

    [Fact]
    public void A_client_key_is_the_file_of_the_credential()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = new CertificateRequest("CN=gauge", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            now.AddDays(-1),
            now.AddDays(1)
        );
        File.WriteAllText(_folder.File("client.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(_folder.File("cert"), certificate.ExportCertificatePem());
        var result = ConfigReader.Parse(
            "/etc/siskin.toml",
            $"""
            [bundle]
            path = "b"
            [broker]
            client_cert_file = "{_folder.File("cert")}"
            client_key_file = "credential:client.key"
            """,
            Service
        );

        Assert.Equal(_folder.File("client.key"), result.Config!.Broker.ClientKeyFile);
    }

    [Theory]
    [InlineData("credential:absent", "is missing or empty")]
    [InlineData("credential:empty", "is missing or empty")]
    [InlineData("credential:", "letters, digits")]
    [InlineData("credential:../password", "letters, digits")]
    [InlineData("credential:..", "letters, digits")]
    public void What_is_no_credential_is_named(string value, string expected)
    {
        File.WriteAllText(_folder.File("empty"), "\n");

        Refused(value, Service, expected);
    }

    [Fact]
    public void Outside_of_a_service_there_are_none() =>
        Refused(
            "credential:password",
            new ConfigPlaces("/etc", null, CredentialsAssumed: false),
            "this process has none"
        );

    [Fact]
    public void A_check_outside_of_the_service_takes_them_to_be_there() =>
        Assert.Equal(
            "",
            Read(
                "credential:password",
                new ConfigPlaces("/etc", null, CredentialsAssumed: true)
            ).Config!.Broker.Password
        );

    private ConfigPlaces Service => new("/etc", _folder.Path, CredentialsAssumed: false);

    private static void Refused(string value, ConfigPlaces places, string expected)
    {
        var error = Assert.Single(Read(value, places).Errors).Message;
        Assert.StartsWith(
            $"[broker] password_file = \"{value}\" is not allowed; give ",
            error,
            StringComparison.Ordinal
        );
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private static ConfigResult Read(string value, ConfigPlaces places) =>
        ConfigReader.Parse(
            "/etc/siskin.toml",
            $"[bundle]\npath = \"b\"\n[broker]\nusername = \"u\"\npassword_file = \"{value}\"",
            places
        );
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Siskin.Runtime;

namespace Siskin.Agent.Configuration;

/// <summary>The files that TLS needs, in PEM.</summary>
internal static class TlsFiles
{
    // The authorities of a whole system are a quarter of this.
    private const int MaxBytes = 1 << 20;

    /// <summary>The authorities of a file.</summary>
    /// <exception cref="CryptographicException">It holds no certificate, or a damaged one.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static X509Certificate2Collection Authorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(RegularFile.ReadAllText(path, MaxBytes));
        return authorities.Count > 0 ? authorities : throw new CryptographicException("there is no certificate in it.");
    }

    /// <summary>A certificate with its key.</summary>
    /// <exception cref="CryptographicException">The files are damaged, or do not belong together.</exception>
    /// <exception cref="IOException">One cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">One may not be read.</exception>
    public static X509Certificate2 Certificate(string path, string keyPath) =>
        X509Certificate2.CreateFromPem(
            RegularFile.ReadAllText(path, MaxBytes),
            RegularFile.ReadAllText(keyPath, MaxBytes)
        );

    /// <summary>Why files cannot be loaded; null when they can.</summary>
    public static string? Problem(Func<object> load)
    {
        try
        {
            (load() as IDisposable)?.Dispose();
            return null;
        }
        catch (Exception e)
            when (e
                    is CryptographicException
                        or IOException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or FormatException
            )
        {
            return e.Message;
        }
    }
}

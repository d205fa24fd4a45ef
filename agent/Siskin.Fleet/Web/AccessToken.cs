using System.Security.Cryptography;
using System.Text;

namespace Siskin.Fleet.Web;

/// <summary>
/// The token that opens the page. It is compared by hashes in constant time, so that neither its length nor how much of
/// a guess is right can be measured; the cookie holds what follows from it, not the token.
/// </summary>
internal sealed class AccessToken
{
    /// <summary>Fewest characters of a token: guessing it is hopeless.</summary>
    public const int MinChars = 16;

    private const string CookieUse = "siskin-fleet cookie 1";

    private readonly byte[] _hash;
    private readonly byte[] _cookie;

    /// <exception cref="FormatException">The token is too short.</exception>
    public AccessToken(string token)
    {
        if (token.Length < MinChars)
            throw new FormatException(
                $"The token has {token.Length} characters; give at least {MinChars}, such as those of \"openssl rand -hex 16\"."
            );
        _hash = Hash(token);
        _cookie = HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(CookieUse));
    }

    /// <summary>What the cookie of one who logged in holds.</summary>
    public string Cookie => Convert.ToHexStringLower(_cookie);

    public bool IsToken(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Hash(given), _hash);

    public bool IsCookie(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Hash(given), Hash(Cookie));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

namespace Siskin.Agent.Configuration;

/// <summary>Where the files lie that a configuration names.</summary>
/// <param name="Folder">Folder of the configuration file, to which relative paths are relative.</param>
/// <param name="Credentials">
/// Folder of the service's credentials (<c>$CREDENTIALS_DIRECTORY</c>, systemd.exec(5)), or null outside of a service.
/// </param>
/// <param name="CredentialsAssumed">
/// Whether credentials that cannot be seen from here are taken to be there: for a check outside of the service.
/// </param>
internal sealed record ConfigPlaces(string Folder, string? Credentials, bool CredentialsAssumed)
{
    /// <summary>Begins the name of a systemd credential where a file is expected.</summary>
    public const string CredentialPrefix = "credential:";

    /// <summary>The places of a file, with the credentials of this process.</summary>
    /// <param name="path">The configuration file.</param>
    /// <param name="check">Whether the configuration is only checked.</param>
    public static ConfigPlaces Of(string path, bool check)
    {
        var credentials = Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY");
        var none = string.IsNullOrEmpty(credentials);
        return new ConfigPlaces(
            Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/",
            none ? null : credentials,
            none && check
        );
    }

    /// <summary>
    /// The absolute path of the file that <paramref name="value"/> names, or of the credential for
    /// <c>credential:NAME</c>; null where it is only assumed.
    /// </summary>
    public string? PathOf(string value)
    {
        if (!IsCredential(value))
            return Path.Combine(Folder, value);
        return Credentials is null ? null : Path.Combine(Credentials, value[CredentialPrefix.Length..]);
    }

    /// <summary>What would be allowed instead of <paramref name="value"/>, or null where it is a file.</summary>
    public string? Validate(string value)
    {
        if (!IsCredential(value))
            return File.Exists(Path.Combine(Folder, value)) ? null : "a file that exists, or credential:NAME";
        var name = value[CredentialPrefix.Length..];
        if (
            name.Length == 0
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            || name[0] == '.'
        )
            return "credential:NAME with letters, digits, '.', '-' and '_'";
        if (CredentialsAssumed)
            return null;
        if (Credentials is null)
            return "a file; credentials are there in a systemd service only, and this process has none";
        // The unit gives an empty line where its file is missing.
        return new FileInfo(Path.Combine(Credentials, name)) is { Exists: true, Length: > 1 }
            ? null
            : "a credential that the unit loads (LoadCredential=); this one is missing or empty";
    }

    private static bool IsCredential(string value) => value.StartsWith(CredentialPrefix, StringComparison.Ordinal);
}

namespace Siskin.Runtime.Providers;

/// <summary>The library of a provider that is installed separately.</summary>
/// <param name="Name">File name on this platform.</param>
/// <param name="Folders">Where it is looked for when the configuration does not say.</param>
public sealed record ProviderFile(string Name, IReadOnlyList<string> Folders)
{
    /// <summary>The first one found, or null.</summary>
    public string? Find() => Folders.Select(folder => Path.Combine(folder, Name)).FirstOrDefault(File.Exists);

    /// <summary>The name and the folders, in words.</summary>
    public override string ToString() => $"{Name} in {string.Join(" or ", Folders)}";
}

using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Bundles;

/// <summary>
/// A bundle on disk: its manifest is valid, and the files have the hashes that the manifest states, either all of them
/// or those in use.
/// </summary>
public sealed class Bundle
{
    internal Bundle(
        string folder,
        BundleManifest manifest,
        string hash,
        ExecutionProviders providers,
        BundleHashes hashes
    )
    {
        Hashes = hashes;
        Folder = folder;
        Hash = hash;
        Manifest = manifest;
        Providers = providers;
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Folder { get; }

    /// <summary>Lower-case hex SHA-256 of <c>bundle.toml</c>, and with it of every file that it lists.</summary>
    public string Hash { get; }

    /// <summary>The content of <c>bundle.toml</c>.</summary>
    public BundleManifest Manifest { get; }

    /// <summary>What its variants may be for.</summary>
    public ExecutionProviders Providers { get; }

    /// <summary>The hashes of its files, as far as they are checked.</summary>
    internal BundleHashes Hashes { get; }

    /// <summary>Its graphs, for a provider to open.</summary>
    internal GraphSource Graphs => new(Hash, GraphPath, PathOf);

    /// <summary>The provider that a variant is made for.</summary>
    public ExecutionProvider ProviderOf(BundleVariant variant) => Providers.Find(variant.Provider)!;

    /// <summary>Absolute path of a file that the manifest lists.</summary>
    /// <exception cref="BundleException">The manifest does not list it.</exception>
    public string PathOf(string file) =>
        Manifest.Sha256.ContainsKey(file)
            ? Path.Combine(Folder, file)
            : throw new BundleException(
                $"Bundle '{Folder}': '{file}' is not listed in [sha256] of {BundleManifest.FileName}."
            );

    /// <summary>
    /// Absolute path of a graph whose weights lie in its own file, or in listed files of the same folder. ONNX Runtime
    /// opens whatever path a graph names, so a graph is opened by this path only.
    /// </summary>
    /// <exception cref="BundleException">The graph is not listed, no graph, or names another file.</exception>
    public string GraphPath(string graph)
    {
        var path = PathOf(graph);
        var folder = BundlePath.FolderOf(graph);
        try
        {
            foreach (var location in ExternalData.Locations(path))
            {
                // '*' stands for memory instead of a file in ONNX Runtime's own notation.
                var problem =
                    BundlePath.Problem(location) is not null || location.Contains('*')
                        ? "is no file in the graph's folder"
                    : !Manifest.Sha256.ContainsKey(folder + location) ? $"{BundleManifest.FileName} does not list"
                    : null;
                if (problem is not null)
                    throw new BundleException(
                        $"Bundle '{Folder}': graph '{graph}' keeps weights in '{location}', which {problem}."
                    );
            }
        }
        catch (InvalidDataException error)
        {
            throw new BundleException($"Bundle '{Folder}': graph '{graph}' cannot be loaded: {error.Message}.", error);
        }

        return path;
    }

    /// <summary>
    /// Checks a graph and its weights once more, for one that is opened long after the bundle was: somebody may have
    /// written to them.
    /// </summary>
    /// <exception cref="BundleException">A file is missing or altered, see also <see cref="GraphPath"/>.</exception>
    internal void CheckAgain(string graph)
    {
        Hashes.CheckAgain([graph]);
        var folder = BundlePath.FolderOf(graph);
        Hashes.CheckAgain([.. ExternalData.Locations(GraphPath(graph)).Select(location => folder + location)]);
    }

    /// <summary>Bytes of a variant's files and of what lies beside them: its graphs and their weights.</summary>
    public long BytesOf(BundleVariant variant)
    {
        var folders = variant.Files.Select(BundlePath.FolderOf).Where(folder => folder.Length > 0).ToHashSet();
        return Manifest
            .Sha256.Keys.Where(file => folders.Contains(BundlePath.FolderOf(file)))
            .Union(variant.Files)
            .Sum(file => new FileInfo(PathOf(file)) is { Exists: true } found ? found.Length : 0);
    }

    /// <summary>
    /// Checks what <see cref="BundleReader.Open"/> does not look into: where the graphs keep their weights.
    /// </summary>
    /// <exception cref="BundleException">A file is no graph, or names weights elsewhere than in listed files beside
    /// it.</exception>
    public void CheckGraphs()
    {
        var graphs = Manifest
            .Variants.SelectMany(variant => variant.Graphs)
            .Concat(Manifest.Ocr?.Graphs ?? [])
            .Concat(Manifest.Strips?.Graphs ?? []);
        foreach (var graph in graphs.Distinct())
            GraphPath(graph);
    }

    /// <summary>The variant with this id, or the first CPU variant for null.</summary>
    /// <exception cref="BundleException">There is none.</exception>
    public BundleVariant Variant(string? id)
    {
        var variant = id is null
            ? Manifest.Variants.FirstOrDefault(v => v.Provider == Providers.Cpu.Name)
            : Manifest.Variants.FirstOrDefault(v => v.Id == id);
        return variant
            ?? throw new BundleException(
                $"Bundle '{Folder}' has no variant '{id ?? "for the CPU"}'; it has {string.Join(", ", Manifest.Variants.Select(v => v.Id))}."
            );
    }
}

namespace Siskin.Runtime.Providers;

/// <summary>How the NPU is reached.</summary>
/// <param name="Library">Path of the QNN execution provider's library.</param>
/// <param name="CacheFolder">Folder in which compiled contexts are kept.</param>
/// <param name="Options">Options of the provider, by the names of <see cref="QnnOption.All"/>.</param>
public sealed record NpuSettings(string Library, string CacheFolder, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>The name under which the provider publishes itself; it refuses any other.</summary>
    public const string ProviderName = "QNNExecutionProvider";

    /// <summary>File name of the provider's library on this platform.</summary>
    public static string LibraryName { get; } =
        OperatingSystem.IsWindows() ? "onnxruntime_providers_qnn.dll" : "libonnxruntime_providers_qnn.so";

    /// <summary>
    /// Where the library is looked for when the configuration does not say: installed, and beside the program.
    /// </summary>
    public static IReadOnlyList<string> SearchFolders { get; } = ["/usr/lib/siskin/qnn", AppContext.BaseDirectory];

    /// <summary>The first library found in <see cref="SearchFolders"/>, or null.</summary>
    public static string? FindLibrary() =>
        SearchFolders.Select(folder => Path.Combine(folder, LibraryName)).FirstOrDefault(File.Exists);

    /// <summary>
    /// The options as the provider gets them. The backend library beside the provider is named by its absolute path,
    /// because that also tells the DSP's loader where to look for the skeleton library.
    /// </summary>
    internal Dictionary<string, string> ProviderOptions()
    {
        var options = new Dictionary<string, string>(Options, StringComparer.Ordinal);
        var backend = Path.Combine(
            Path.GetDirectoryName(Path.GetFullPath(Library))!,
            OperatingSystem.IsWindows() ? "QnnHtp.dll" : "libQnnHtp.so"
        );
        if (!options.ContainsKey("backend_path") && File.Exists(backend))
            options["backend_path"] = backend;
        return options;
    }
}

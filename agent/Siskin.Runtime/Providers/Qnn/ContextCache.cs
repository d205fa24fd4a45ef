using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers.Qnn;

/// <summary>
/// Graphs that were compiled for one NPU, on disk. Each has a folder of its own, and beside it the hashes of the
/// folder's files, written last: what was cut short or altered is not found and is compiled anew. Another bundle,
/// provider, device or compiler option has another key.
/// </summary>
/// <param name="root">Folder of all keys.</param>
/// <param name="key">Name of this key's folder.</param>
internal sealed class ContextCache(string root, string key)
{
    private const string Model = "context.onnx";

    private readonly string _folder = Path.Combine(root, key);

    /// <summary>The key of a bundle's contexts: a hash of everything that they depend on.</summary>
    public static string KeyOf(GraphSource graphs, ProviderDevice device, IReadOnlyDictionary<string, string> options)
    {
        var running = QnnProvider.All.Where(option => option.OnlyRunning).Select(option => option.Name).ToHashSet();
        IEnumerable<string> parts =
        [
            graphs.Key,
            OrtEnv.Instance().GetVersionString(),
            device.Version,
            device.Vendor,
            $"{device.VendorId:x}:{device.DeviceId:x}",
            .. options
                .Where(option => !running.Contains(option.Key))
                .Select(option => $"{option.Key}={option.Value}")
                .Order(StringComparer.Ordinal),
        ];
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    /// <summary>The compiled graph, or null when there is none that is whole.</summary>
    public string? Find(string graph)
    {
        try
        {
            var folder = FolderOf(graph);
            return RegularFile.ReadAllText(HashesOf(folder)) == Hashes(folder) ? Path.Combine(folder, Model) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Compiles a graph into the cache, in place of what was there.</summary>
    /// <param name="graph">Path of the graph in its bundle.</param>
    /// <param name="compile">Writes the compiled model to a path; its binaries go beside it.</param>
    /// <returns>Path of the compiled model.</returns>
    public string Add(string graph, Action<string> compile)
    {
        var folder = FolderOf(graph);
        Drop(graph);
        var temporary = folder + ".new";
        if (Directory.Exists(temporary))
            Directory.Delete(temporary, recursive: true);
        Directory.CreateDirectory(temporary);
        compile(Path.Combine(temporary, Model));
        Directory.Move(temporary, folder);
        File.WriteAllText(HashesOf(folder) + ".new", Hashes(folder));
        File.Move(HashesOf(folder) + ".new", HashesOf(folder), overwrite: true);
        return Path.Combine(folder, Model);
    }

    /// <summary>Forgets a compiled graph.</summary>
    public void Drop(string graph)
    {
        var folder = FolderOf(graph);
        File.Delete(HashesOf(folder)); // first: without it the folder counts for nothing
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>
    /// Forgets what was compiled for other bundles, providers and options, as far as that can be deleted.
    /// </summary>
    public void DropOtherKeys()
    {
        foreach (var folder in Directory.EnumerateDirectories(root).Where(folder => Path.GetFileName(folder) != key))
            DeleteIfPossible(folder);
    }

    /// <summary>Forgets everything of this key, as far as it can be deleted.</summary>
    public void Clear() => DeleteIfPossible(_folder);

    private static void DeleteIfPossible(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It takes room; what is still whole in it is found again.
        }
    }

    private static string HashesOf(string folder) => folder + ".sha256";

    private static string Hashes(string folder) =>
        string.Concat(
            Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file => $"{RegularFile.Sha256(file)}  {Path.GetRelativePath(folder, file)}\n")
        );

    private string FolderOf(string graph)
    {
        Directory.CreateDirectory(_folder);
        return Path.Combine(_folder, graph.Replace('/', '-'));
    }
}

using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>Puts graphs that others trained to find and read print into a bundle, as its <c>[ocr]</c>.</summary>
internal static class OcrBundle
{
    private const string Folder = "ocr",
        Recognition = $"{Folder}/recognition.onnx",
        Detection = $"{Folder}/detection.onnx",
        License = $"{Folder}/LICENSE";

    /// <summary>Writes the graphs into the bundle; those that it had are replaced.</summary>
    /// <param name="bundle">The bundle; its signature, if it has one, is removed.</param>
    /// <param name="recognition">ONNX file of the graph that reads a line.</param>
    /// <param name="dictionary">The characters of its classes from 1 on; a last class beyond them is the space.</param>
    /// <param name="characters">Those that the bundle's graph is to know.</param>
    /// <param name="detection">ONNX file of the graph that finds lines, or null for none.</param>
    /// <param name="rights">Whose graphs they are.</param>
    /// <returns>The manifest with the graphs.</returns>
    /// <exception cref="InvalidDataException">A file is no such graph, or the dictionary is of another.</exception>
    /// <exception cref="BundleException">The bundle does not read frames.</exception>
    public static BundleManifest Write(
        Bundle bundle,
        string recognition,
        IReadOnlyList<string> dictionary,
        string characters,
        string? detection,
        OcrRights rights
    )
    {
        var reads = ModelProto.Load(recognition);
        var classes = OcrGraph.CountClasses(reads);
        string[] known = [.. dictionary, " "];
        if (classes != dictionary.Count + 1 && classes != known.Length + 1)
            throw new InvalidDataException(
                $"{recognition} tells {classes} classes; a dictionary of {dictionary.Count} characters is of a graph "
                    + $"with {dictionary.Count + 1}, or {known.Length + 1} with the space"
            );
        OcrGraph.CutHead(reads, OcrGraph.ClassesOf(known[..(classes - 1)], characters));
        var finds = detection is null ? null : ModelProto.Load(detection);
        if (finds is not null)
            OcrGraph.Rename(finds);

        string[] old = [.. bundle.Manifest.Ocr?.Graphs ?? [], License];
        return BundleFolder.Replace(
            bundle.Folder,
            partial =>
            {
                BundleFolder.Copy(bundle, partial, old.Contains);
                Directory.CreateDirectory(Path.Combine(partial, Folder));
                var further = bundle.Manifest.Sha256.Where(entry => !old.Contains(entry.Key)).ToDictionary();
                if (rights.License is { } license)
                {
                    File.Copy(license, Path.Combine(partial, License));
                    further.Add(License, "");
                }

                rights.AddTo(Path.Combine(partial, BundleFolder.Notice));
                reads.Save(Path.Combine(partial, Recognition));
                finds?.Save(Path.Combine(partial, Detection));
                return BundleWriter.Write(
                    partial,
                    bundle.Manifest with
                    {
                        Ocr = new OcrGraphs(Recognition, characters) { Detection = finds is null ? null : Detection },
                        Sha256 = further,
                    }
                );
            }
        );
    }
}

/// <summary>Whose the graphs of a bundle's <c>[ocr]</c> are.</summary>
/// <param name="Notice">What the bundle's NOTICE says about them, or null for nothing.</param>
/// <param name="License">File with the text of their licence, or null for none.</param>
internal sealed record OcrRights(string? Notice, string? License)
{
    /// <summary>Adds to a notice, which need not exist, what it does not say yet.</summary>
    public void AddTo(string file)
    {
        var said = File.Exists(file) ? File.ReadAllText(file) : "";
        if (Notice is { } notice && !said.Contains(notice.Trim(), StringComparison.Ordinal))
            File.WriteAllText(file, said + (said.Length > 0 ? "\n" : "") + notice.Trim() + "\n");
    }
}

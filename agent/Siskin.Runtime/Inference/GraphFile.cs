using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference;

/// <summary>Opens graphs of a bundle and holds what they are against what the manifest says.</summary>
internal static class GraphFile
{
    /// <summary>Loads a graph, which stays with those that are open.</summary>
    /// <exception cref="BundleException"> ONNX Runtime cannot load it, it keeps weights in a file that the manifest
    /// does not list, or an input or output is missing.
    /// </exception>
    public static InferenceSession Open(
        Bundle bundle,
        string file,
        OpenGraphs sessions,
        IEnumerable<string> inputs,
        IEnumerable<string> outputs
    )
    {
        InferenceSession session;
        try
        {
            session = sessions.Open(file);
        }
        catch (Exception error) when (ExecutionProviders.IsRuntimeError(error))
        {
            throw new BundleException(
                $"Bundle '{bundle.Folder}': graph '{file}' cannot be loaded: {error.Message}",
                error
            );
        }

        var problem = Missing("input", session.InputNames, inputs) ?? Missing("output", session.OutputNames, outputs);
        if (problem is null)
            return session;
        throw new BundleException($"Bundle '{bundle.Folder}': graph '{file}' {problem}.");
    }

    /// <summary>
    /// Checks the dimensions that the manifest fixes; -1 in <paramref name="expected"/> stands for any.
    /// </summary>
    /// <exception cref="BundleException">One differs.</exception>
    public static void Expect(
        Bundle bundle,
        string file,
        NodeMetadata node,
        string name,
        params ReadOnlySpan<int> expected
    )
    {
        var actual = node.Dimensions;
        var fits = actual.Length == expected.Length;
        for (var i = 0; fits && i < actual.Length; i++)
            fits = actual[i] < 0 || expected[i] < 0 || actual[i] == expected[i];
        if (!fits)
        {
            throw new BundleException(
                $"Bundle '{bundle.Folder}': graph '{file}' has '{name}' as ({string.Join(", ", actual)}), "
                    + $"{BundleManifest.FileName} asks for ({string.Join(", ", expected.ToArray())})."
            );
        }
    }

    /// <summary>The name of a layer's tensor.</summary>
    public static string Of(string pattern, int layer) => pattern.Replace("{0}", $"{layer}", StringComparison.Ordinal);

    private static string? Missing(string kind, IReadOnlyList<string> present, IEnumerable<string> wanted)
    {
        var missing = wanted.FirstOrDefault(name => !present.Contains(name));
        return missing is null ? null : $"has no {kind} '{missing}'; it has {string.Join(", ", present)}";
    }
}

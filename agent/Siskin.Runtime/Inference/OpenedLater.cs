using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference;

/// <summary>
/// A graph of a bundle that is opened when it is first wanted, and only if its file is still the one that was checked
/// when the bundle was loaded.
/// </summary>
internal sealed class OpenedLater : IDisposable
{
    private readonly Lazy<(OpenGraphs Graphs, InferenceSession Session)> _opened;

    /// <param name="path">The graph's file.</param>
    /// <param name="open">Opens it, and checks what it takes and gives.</param>
    /// <param name="graphs">Makes what it is opened with; owned by this.</param>
    public OpenedLater(string path, Func<OpenGraphs, InferenceSession> open, Func<OpenGraphs> graphs)
    {
        var written = File.GetLastWriteTimeUtc(path);
        _opened = new(() =>
        {
            if (File.GetLastWriteTimeUtc(path) != written)
                throw new BundleException($"'{path}' has changed since its bundle was loaded.");
            var all = graphs();
            try
            {
                var session = open(all);
                all.Sessions.Finish();
                return (all, session);
            }
            catch
            {
                all.Dispose();
                throw;
            }
        });
    }

    /// <summary>The opened graph.</summary>
    /// <exception cref="BundleException">
    /// It cannot be loaded, is another one than is asked for, or was written anew.
    /// </exception>
    public InferenceSession Session => _opened.Value.Session;

    public void Dispose()
    {
        if (_opened.IsValueCreated)
            _opened.Value.Graphs.Dispose();
    }
}

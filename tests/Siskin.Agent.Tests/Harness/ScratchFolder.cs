namespace Siskin.Agent.Tests.Harness;

/// <summary>A folder of one test, removed with it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("siskin-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>What a process would leave that ends now without a goodbye: a copy of the files as they are.</summary>
    public ScratchFolder AsLeftByACrash()
    {
        var copy = new ScratchFolder();
        foreach (var file in Directory.GetFiles(Path))
            System.IO.File.Copy(file, copy.File(System.IO.Path.GetFileName(file)));
        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

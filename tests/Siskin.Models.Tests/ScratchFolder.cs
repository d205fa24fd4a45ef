namespace Siskin.Models.Tests;

/// <summary>A folder that lives as long as a test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("models-test").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

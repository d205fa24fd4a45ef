namespace Siskin.Agent.Tests.Harness;

/// <summary>A folder of files as <c>/sys</c> has them: one value and a line break in each.</summary>
internal sealed class ScratchTree : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("siskin-sysfs-").FullName;

    /// <summary>Writes the files of one folder: name and content in turn.</summary>
    public ScratchTree With(string folder, params string[] namesAndContents)
    {
        var path = Path.Combine(Root, folder);
        Directory.CreateDirectory(path);
        for (var i = 0; i < namesAndContents.Length; i += 2)
            File.WriteAllText(Path.Combine(path, namesAndContents[i]), namesAndContents[i + 1] + "\n");
        return this;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

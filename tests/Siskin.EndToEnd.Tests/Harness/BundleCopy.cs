namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>A copy of the tiny bundle, for tests that change it.</summary>
internal static class BundleCopy
{
    /// <summary>Copies it into <paramref name="folder"/> and returns the copy's path.</summary>
    public static string Into(ScratchFolder folder)
    {
        var target = folder.File("bundle");
        foreach (var file in Directory.GetFiles(Checkout.TinyBundle, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Checkout.TinyBundle, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }
}

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>A copy of a bundle, for tests that change it.</summary>
internal static class BundleCopy
{
    /// <summary>Copies it into <paramref name="folder"/> and returns the copy's path.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="bundle">The bundle, where it is not the tiny one.</param>
    public static string Into(ScratchFolder folder, string? bundle = null)
    {
        bundle ??= Checkout.TinyBundle;
        var target = folder.File("bundle");
        foreach (var file in Directory.GetFiles(bundle, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(bundle, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }
}

using System.Globalization;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>
/// A small file system in a mount namespace of its own, which can be filled, made read-only, and outlives
/// the processes that use it. Needs no root where the kernel lets users have namespaces.
/// </summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly ScratchFolder folder;
    private readonly ChildProcess holder;

    private SmallDisk(ScratchFolder folder, ChildProcess holder) => (this.folder, this.holder) = (folder, holder);

    /// <summary>The folder, as processes inside see it.</summary>
    public string Path => folder.Path;

    /// <summary>What to put before a command that shall see it.</summary>
    public IReadOnlyList<string> Prefix =>
        [
            Checkout.Program("nsenter"),
            "--target",
            holder.Id.ToString(CultureInfo.InvariantCulture),
            "--user",
            "--mount",
            "--preserve-credentials",
            "--",
        ];

    public static async Task<SmallDisk> MountAsync(int megabytes = 8)
    {
        var folder = new ScratchFolder();
        var holder = ChildProcess.Start(
            Checkout.Program("unshare"),
            [
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                $"mount -t tmpfs -o size={megabytes}m,mode=700 tmpfs \"$0\" && echo mounted && exec sleep infinity",
                folder.Path,
            ]
        );
        for (var i = 0; !holder.Output.Contains("mounted", StringComparison.Ordinal); i++)
        {
            if (holder.HasExited || i > 500)
                throw new InvalidOperationException($"no small file system: {holder.Error}");
            await Task.Delay(20);
        }

        return new SmallDisk(folder, holder);
    }

    /// <summary>A file in it, as this process sees it.</summary>
    public string File(string name) => $"/proc/{holder.Id}/root{System.IO.Path.Combine(folder.Path, name)}";

    /// <summary>Leaves no room at all.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(File("ballast"), FileMode.Append, FileAccess.Write, FileShare.None, 0);
        try
        {
            while (true)
                ballast.Write(new byte[512]);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Takes the ballast away.</summary>
    public void Empty() => System.IO.File.Delete(File("ballast"));

    /// <summary>Lets nobody write, or everybody again.</summary>
    public async Task MakeAsync(bool writable) =>
        (
            await ChildProcess.RunAsync(
                Prefix[0],
                [.. Prefix.Skip(1), "mount", "-o", writable ? "remount,rw" : "remount,ro", Path]
            )
        ).Expect(0);

    public async ValueTask DisposeAsync()
    {
        await holder.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>
/// A test that needs a <see cref="SmallDisk"/>; it is left out where the kernel does not let us mount one.
/// </summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Obstacle = new(() =>
    {
        try
        {
            SmallDisk.MountAsync().GetAwaiter().GetResult().DisposeAsync().AsTask().GetAwaiter().GetResult();
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or FileNotFoundException)
        {
            return $"this machine lets us mount no file system of our own: {e.Message}";
        }
    });

    public SmallDiskFactAttribute() => Skip = Obstacle.Value;
}

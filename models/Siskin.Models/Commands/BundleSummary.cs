using Siskin.Runtime.Bundles;
using Spectre.Console;

namespace Siskin.Models.Commands;

/// <summary>Prints what a bundle holds: the bytes of every graph by variant.</summary>
internal static class BundleSummary
{
    public static void Print(string folder, BundleManifest manifest)
    {
        var table = new Table().Title($"{manifest.Name} {manifest.Version}".EscapeMarkup()).AddColumn("variant");
        foreach (string graph in (ReadOnlySpan<string>)["vision", "encoder", "decoder", "total"])
        {
            table.AddColumn(new TableColumn($"{graph}, bytes").RightAligned());
        }

        foreach (BundleVariant variant in manifest.Variants)
        {
            string?[] files = [variant.Vision, variant.Encoder, variant.Decoder];
            long[] sizes = [.. files.Select(file => file is null ? 0 : SizeOf(folder, file))];
            table.AddRow([variant.Id, .. sizes.Append(sizes.Sum()).Select(size => $"{size:N0}")]);
        }

        AnsiConsole.Write(table);
    }

    private static long SizeOf(string folder, string file) => new FileInfo(Path.Combine(folder, file)).Length;
}

using Siskin.Runtime.Bundles;
using Spectre.Console;

namespace Siskin.Models.Commands;

/// <summary>
/// Prints what a bundle holds: the bytes of every graph by variant, all its buckets together, and of the weights that
/// they share.
/// </summary>
internal static class BundleSummary
{
    public static void Print(string folder, BundleManifest manifest)
    {
        var table = new Table().Title($"{manifest.Name} {manifest.Version}".EscapeMarkup()).AddColumn("variant");
        foreach (var graph in (ReadOnlySpan<string>)["vision", "input", "decoder", "weights", "total"])
        {
            table.AddColumn(new TableColumn($"{graph}, bytes").RightAligned());
        }

        foreach (var variant in manifest.Variants)
        {
            long[] sizes =
            [
                Sum(variant.Static?.Canvases.Select(canvas => canvas.File) ?? [variant.Vision]),
                Sum(variant.Static?.Lengths.Select(length => length.File) ?? [variant.Encoder]),
                variant.Decoder == variant.Encoder ? 0 : Sum([variant.Decoder]),
                Sum([variant.Static?.Weights]),
            ];
            table.AddRow([variant.Id, .. sizes.Append(sizes.Sum()).Select(size => $"{size:N0}")]);
        }

        AnsiConsole.Write(table);

        long Sum(IEnumerable<string?> files) => files.OfType<string>().Sum(file => SizeOf(folder, file));
    }

    private static long SizeOf(string folder, string file) => new FileInfo(Path.Combine(folder, file)).Length;
}
